#include <array>

#include "importers/number_format_render.h"

namespace jixiao {
namespace {

using Digits = std::array<std::string_view, 10>;
constexpr Digits kChinese{"〇", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
constexpr Digits kFormal{"零", "壹", "贰", "叁", "肆", "伍", "陆", "柒", "捌", "玖"};
constexpr Digits kFullwidth{"０", "１", "２", "３", "４", "５", "６", "７", "８", "９"};
constexpr std::array<std::string_view, 4> kChineseUnits{"", "十", "百", "千"}, kFormalUnits{"", "拾", "佰", "仟"};
constexpr std::array<std::string_view, 5> kMyriads{"", "万", "亿", "万亿", "亿亿"};

const Digits& digits_of(Numerals numerals) {
    return numerals == Numerals::Chinese ? kChinese : numerals == Numerals::Formal ? kFormal : kFullwidth;
}

// Four digits, with a zero said once between others.
std::string myriad(std::string_view four, Numerals numerals) {
    const auto& units = numerals == Numerals::Formal ? kFormalUnits : kChineseUnits;
    std::string out;
    bool gap = false;
    for (std::size_t i = 0; i < four.size(); ++i) {
        const auto digit = static_cast<std::size_t>(four[i] - '0');
        if (digit == 0) {
            gap = true;
            continue;
        }
        if (gap && !out.empty()) out += digits_of(numerals)[0];
        gap = false;
        out += digits_of(numerals)[digit];
        out += units[four.size() - 1 - i];
    }
    return out;
}

}  // namespace

std::string replace_digits(std::string_view text, Numerals numerals) {
    if (numerals == Numerals::Arabic) return std::string(text);
    std::string out;
    for (const char c : text) {
        if (c >= '0' && c <= '9')
            out += digits_of(numerals)[static_cast<std::size_t>(c - '0')];
        else
            out += c;
    }
    return out;
}

std::string chinese_number(std::string_view plain, Numerals numerals) {
    if (numerals != Numerals::Chinese && numerals != Numerals::Formal) return replace_digits(plain, numerals);
    const std::size_t point = plain.find('.');
    std::string_view integer = plain.substr(0, point);
    std::string out;
    bool gap = false;
    for (std::size_t groups = (integer.size() + 3) / 4; groups-- > 0 && groups < kMyriads.size();) {
        const std::size_t size = integer.size() - groups * 4;
        const std::string_view four = integer.substr(0, size);
        integer.remove_prefix(size);
        const std::string said = myriad(four, numerals);
        if (said.empty()) {
            gap = gap || !out.empty();
            continue;
        }
        if (!out.empty() && (gap || four[0] == '0')) out += digits_of(numerals)[0];
        gap = false;
        out += said;
        out += kMyriads[groups];
    }
    if (out.empty()) out = digits_of(numerals)[0];
    if (point != plain.npos) out += "." + replace_digits(plain.substr(point + 1), numerals);
    return out;
}

std::string chinese_count(int number, Numerals numerals) {
    const std::string said = chinese_number(std::to_string(number), numerals);
    // 十五, not 一十五; 壹拾伍 keeps its one, so that nothing can be written before it.
    constexpr std::string_view kOne = "一";
    if (numerals == Numerals::Chinese && number >= 10 && number < 20) return said.substr(kOne.size());
    return said;
}

}  // namespace jixiao
