// One section of a number format applied to one value.
//
// Knows: how digits, fractions, exponents and dates are laid out. Does not know: which section is chosen.
#pragma once

#include <optional>
#include <string>

#include "importers/decimal_digits.h"
#include "importers/number_format.h"
#include "importers/number_format_code.h"

namespace jixiao {

// A blank that only aligns stands as this byte until `without_padding`; no XML text can hold it.
constexpr char kPadding = '\x01';
std::string without_padding(std::string text);

// The value without its sign.
std::string render_number(const FormatSection& section, const DecimalDigits& value);

// Nothing for a serial that is no date: negative, or after 9999-12-31.
std::optional<std::string> render_date(const FormatSection& section, double serial, DateSystem system);

// 12345.6 -> 一万二千三百四十五.六 (Chinese) or 壹万贰仟叁佰肆拾伍.陆 (Formal); ASCII digits and a point.
std::string chinese_number(std::string_view plain, Numerals numerals);
// 15 -> 十五, the way a month or day is said.
std::string chinese_count(int number, Numerals numerals);
// Digit by digit: 2024 -> 二〇二四, ２０２４; other characters stay.
std::string replace_digits(std::string_view text, Numerals numerals);

}  // namespace jixiao
