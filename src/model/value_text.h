// A value's text with its look-alikes folded, for the value grammar only; what was written stays beside it.
//
// Knows: which code points are written for the same digit, sign or comparator.
// Does not know: amounts, indicator values, or what a unit is.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"

namespace jixiao {

// `text[i]` is what `raw[i]` stands for: full-width ASCII became ASCII, any white space a blank, and the
// many forms of ≥ ≤ = > < - one each, radicals and traditional characters the simplified ideographs. Invisible format characters and outer white space are gone from both.
struct Folded {
    std::u32string text;
    std::u32string raw;

    // UTF-8 of what was written at [begin, end), outer blanks aside.
    std::string written(std::size_t begin, std::size_t end) const;
};

Folded fold(std::string_view utf8);

bool is_ascii_digit(char32_t c);
bool is_dash(char32_t c);  // - and the dashes folded into it, —, /

// #REF!, #DIV/0! …: what a spreadsheet program shows for a formula that failed (ECMA-376-1 18.17.2.7), alone.
bool is_error_value(std::string_view text);

// True for one or more dashes and nothing else.
bool is_lone_dash(const Folded& folded);

// A number at `pos` of a folded text: digits with thousands separators only between groups of three, and a
// decimal part. No sign. Nothing where there is none, or more digits than a Decimal holds.
struct ScannedNumber {
    Decimal value;
    std::size_t end;
};
std::optional<ScannedNumber> scan_number(std::u32string_view text, std::size_t pos);

// The digit or the point that a letter or a mark looks like, in print and to OCR (O l S B 。); the character itself for others.
char32_t digit_look_alike(char32_t c);

std::size_t skip_blanks(std::u32string_view text, std::size_t pos);

}  // namespace jixiao
