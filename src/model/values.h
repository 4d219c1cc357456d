// How people write money and indicator values, and what that means.
//
// Knows: the value grammar (digits in any width, separators, comparators, units, ranges).
// Does not know: columns, rows, or which indicator a value belongs to.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/form.h"
#include "template/template.h"

namespace jixiao {

// An amount cell. Folding of pure look-alikes (full-width digits, ，as a thousands separator) is parsing.
struct ParsedAmount {
    Amount amount;              // number empty when unreadable
    bool blank = false;         // no text, or a lone dash (- — – / －, then `dash` is set)
    bool dash = false;
    std::string unit;           // 元, 万元, 亿元 written beside the figure; empty for none
    std::string proposal;       // for an unreadable one: the number it may be ("968.191 8" -> "968.1918")
};
// `stored`: the stored text of a spreadsheet number (exact digits), empty for text cells; then it decides
// and `shown` is only what a person saw.
ParsedAmount parse_amount(std::string_view shown, std::string_view stored = {});

// An indicator value (domain: ≥600家, =100%, 不低于60户/人.月, 约5.5万人次, 10%以上, 1600人、200人, 健全, sentences).
// `raw` is `shown` unchanged. A value of nothing or a lone dash is `blank`.
struct ParsedIndicator {
    IndicatorValue value;
    std::string weight;         // a second number glued behind ("=100% 22.5" -> "22.5"); empty for none
    std::string suspect;        // a character where a comparator belongs (乏 三 》 …); then comparator and number
                                // are None and empty, and `proposal` says what it may be without that character
    std::string proposal;
    bool blank = false;         // no text, or a lone dash (then `dash` is set)
    bool dash = false;
    bool known_word = false;    // the whole text is a qualitative word of the vocabulary
};
ParsedIndicator parse_indicator(std::string_view shown, const Vocabulary& vocabulary);

// True when a text reads as an amount (a number, maybe with separators or a unit), or as an indicator value
// that a value column may hold (quantitative, or a known qualitative word). For telling columns apart.
bool looks_like_amount(std::string_view shown);
struct IndicatorLook {
    bool value = false;         // quantitative, or a known qualitative word
    bool number = false;        // … with a number
};
IndicatorLook look_of_indicator(std::string_view shown, const Vocabulary& vocabulary);
inline bool looks_like_indicator_value(std::string_view shown, const Vocabulary& vocabulary) { return look_of_indicator(shown, vocabulary).value; }

}  // namespace jixiao
