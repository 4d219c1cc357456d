// The words and signs that compare, in front of a number and behind it. For indicator.cc only.
#pragma once

#include <optional>
#include <string_view>

#include "model/form.h"

namespace jixiao {

struct ComparingWord {
    std::u32string_view text;
    Comparator comparator;
    bool binds;  // a comparator even where no number follows (不低于上年度水平)
};

// Longer words before those they begin with.
inline constexpr ComparingWord kBefore[] = {
    {U"大于或等于", Comparator::AtLeast, true}, {U"大于等于", Comparator::AtLeast, true},
    {U"不低于", Comparator::AtLeast, true},     {U"不少于", Comparator::AtLeast, true},
    {U"不小于", Comparator::AtLeast, true},     {U"至少", Comparator::AtLeast, true},
    {U"达到", Comparator::AtLeast, false},      {U"小于或等于", Comparator::AtMost, true},
    {U"小于等于", Comparator::AtMost, true},    {U"不高于", Comparator::AtMost, true},
    {U"不超过", Comparator::AtMost, true},      {U"不多于", Comparator::AtMost, true},
    {U"不大于", Comparator::AtMost, true},      {U"控制在", Comparator::AtMost, false},
    {U"等于", Comparator::Equal, true},         {U"为", Comparator::Equal, false},
    {U"大于", Comparator::Greater, true},       {U"高于", Comparator::Greater, true},
    {U"多于", Comparator::Greater, true},       {U"超过", Comparator::Greater, true},
    {U"超", Comparator::Greater, false},        {U"小于", Comparator::Less, true},
    {U"低于", Comparator::Less, true},          {U"少于", Comparator::Less, true},
    {U"不足", Comparator::Less, false},         {U"达", Comparator::AtLeast, false},
    {U"大约", Comparator::None, false},         {U"约", Comparator::None, false},
    {U"介于", Comparator::None, false},
};

// 以上, 以下 and 以内 include the number itself (Civil Code, article 1259).
inline constexpr ComparingWord kBehind[] = {
    {U"及以上", Comparator::AtLeast, true}, {U"以上", Comparator::AtLeast, true},
    {U"及以下", Comparator::AtMost, true},  {U"以下", Comparator::AtMost, true},
    {U"以内", Comparator::AtMost, true},    {U"之内", Comparator::AtMost, true},
    {U"左右", Comparator::None, false},     {U"之间", Comparator::None, false},
    {U"内", Comparator::AtMost, true},
};

inline bool is_sign(char32_t c) {
    return std::u32string_view(U"≥≤=><").find(c) != std::u32string_view::npos;
}

// 》 and 《 are what input methods give for ≥ and ≤; the rest is what OCR prints for any comparator.
inline bool is_suspect(char32_t c) {
    return std::u32string_view(U"》《乏三二么之委过肥和芝志入一").find(c) != std::u32string_view::npos;
}

inline bool is_filler(char32_t c) {
    return std::u32string_view(U"*×_XxＸ").find(c) != std::u32string_view::npos;
}

// ≥ ≥= >= => ≥≥ … one comparator; nothing for signs that contradict each other (<>, ≥≤).
inline std::optional<Comparator> sign_comparator(std::u32string_view signs) {
    const auto has = [&](char32_t c) { return signs.find(c) != signs.npos; };
    const bool up = has(U'≥') || has(U'>'), down = has(U'≤') || has(U'<');
    if (up && down) return std::nullopt;
    const bool equal = has(U'=') || has(U'≥') || has(U'≤');
    if (up) return equal ? Comparator::AtLeast : Comparator::Greater;
    if (down) return equal ? Comparator::AtMost : Comparator::Less;
    return Comparator::Equal;
}

}  // namespace jixiao
