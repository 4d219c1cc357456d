#include "model/value_text.h"

#include <algorithm>

#include "text/characters.h"

namespace jixiao {
namespace {

char32_t fold_character(char32_t c) {
    if (c >= 0xFF01 && c <= 0xFF5E) return c - 0xFEE0;  // Halfwidth and Fullwidth Forms
    switch (c) {
        case U'≧':
        case U'⩾': return U'≥';
        case U'≦':
        case U'⩽': return U'≤';
        case U'﹦': return U'=';
        case U'﹥': return U'>';
        case U'﹤': return U'<';
        case U'﹪': return U'%';
        case U'﹣':
        case U'−':
        case U'–':
        case U'‐':
        case U'‑':
        case U'―': return U'-';
        case U'﹐': return U',';
        case U'﹒': return U'.';
        case U'〜':
        case U'∼': return U'~';
        case U'￥': return U'¥';
        default: return is_space(c) ? U' ' : plain_ideograph(c);
    }
}

}  // namespace

std::string Folded::written(std::size_t begin, std::size_t end) const {
    while (begin < end && text[begin] == U' ') ++begin;
    while (end > begin && text[end - 1] == U' ') --end;
    return to_utf8(std::u32string_view(raw).substr(begin, end - begin));
}

Folded fold(std::string_view utf8) {
    Folded out;
    for (const char32_t c : to_code_points(utf8)) {
        // Zero-width spaces count as white space elsewhere; inside a value they separate nothing.
        if (c == 0x200B || c == 0xFEFF || is_format(c)) continue;
        const char32_t folded = fold_character(c);
        if (folded == U' ' && out.text.empty()) continue;
        // A blank between two ideographs is left by a wrap or by copying; between digits it stays to be seen.
        const auto of_word = [](char32_t w) { return is_ideograph(w) || w == U'/'; };  // 万元 /年
        if (of_word(folded) && out.text.size() >= 2 && out.text.back() == U' ') {
            const auto last = out.text.find_last_not_of(U' ');
            if (last != out.text.npos && of_word(out.text[last])) {
                out.text.resize(last + 1);
                out.raw.resize(last + 1);
            }
        }
        out.text.push_back(folded);
        out.raw.push_back(c);
    }
    const auto length = out.text.find_last_not_of(U' ') + 1;  // npos + 1 is 0
    out.text.resize(length);
    out.raw.resize(length);
    return out;
}

bool is_ascii_digit(char32_t c) {
    return c >= U'0' && c <= U'9';
}

bool is_dash(char32_t c) {
    return c == U'-' || c == U'—' || c == U'─' || c == U'/';
}

bool is_lone_dash(const Folded& folded) {
    return !folded.text.empty() && std::ranges::all_of(folded.text, is_dash);
}

std::size_t skip_blanks(std::u32string_view text, std::size_t pos) {
    while (pos < text.size() && text[pos] == U' ') ++pos;
    return pos;
}

std::optional<ScannedNumber> scan_number(std::u32string_view text, std::size_t pos) {
    const auto digits_from = [&](std::size_t from) {
        std::size_t end = from;
        while (end < text.size() && is_ascii_digit(text[end])) ++end;
        return end - from;
    };
    std::string plain;
    const auto take = [&](std::size_t from, std::size_t count) {
        for (const char32_t c : text.substr(from, count)) plain.push_back(static_cast<char>(c));
    };
    const std::size_t leading = digits_from(pos);
    std::size_t end = pos + leading;
    take(pos, leading);
    if (leading >= 1 && leading <= 3)
        while (end < text.size() && text[end] == U',' && digits_from(end + 1) == 3) {
            take(end + 1, 3);
            end += 4;
        }
    if (end < text.size() && text[end] == U'.')
        if (const std::size_t decimals = digits_from(end + 1); decimals > 0) {
            if (plain.empty()) plain = "0";
            plain.push_back('.');
            take(end + 1, decimals);
            end += 1 + decimals;
        }
    if (plain.empty()) return std::nullopt;
    const auto value = Decimal::parse(plain);
    if (!value) return std::nullopt;
    return ScannedNumber{*value, end};
}

bool is_error_value(std::string_view text) {
    static constexpr std::string_view kErrors[] = {"#REF!", "#DIV/0!", "#VALUE!", "#NAME?", "#N/A",
                                                   "#NUM!", "#NULL!",  "#SPILL!", "#CALC!"};
    const std::string inner = to_utf8(fold(text).text);
    return std::ranges::find(kErrors, inner) != std::end(kErrors);
}

}  // namespace jixiao
