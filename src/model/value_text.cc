#include "model/value_text.h"

#include <algorithm>

#include "text/characters.h"
#include "text/remembered.h"

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

constexpr std::uint32_t kLeftOut = 1u << 30, kOfWord = 1u << 29;  // beside the folded code point

std::uint32_t ask_folded(char32_t c) {
    // Zero-width spaces count as white space elsewhere; inside a value they separate nothing.
    if (c == 0x200B || c == 0xFEFF || is_format(c)) return kLeftOut;
    const char32_t folded = fold_character(c);
    return folded | (is_ideograph(folded) || folded == U'/' ? kOfWord : 0);  // 万元 /年
}

}  // namespace

std::string Folded::written(std::size_t begin, std::size_t end) const {
    while (begin < end && text[begin] == U' ') ++begin;
    while (end > begin && text[end - 1] == U' ') --end;
    return to_utf8(std::u32string_view(raw).substr(begin, end - begin));
}

Folded fold(std::string_view utf8) {
    Folded out;
    out.text.reserve(utf8.size());
    out.raw.reserve(utf8.size());
    bool word_before = false;  // of the last character that is no blank
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t c = next_code_point(utf8, at);
        const std::uint32_t answer = remembered<ask_folded>(c);
        if (answer & kLeftOut) continue;
        const char32_t folded = answer & ~kOfWord;
        const bool of_word = (answer & kOfWord) != 0;
        if (folded == U' ') {
            if (out.text.empty()) continue;
        } else {
            // A blank between two ideographs is left by a wrap or by copying; between digits it stays to be seen.
            if (of_word && word_before && out.text.back() == U' ') {
                const auto last = out.text.find_last_not_of(U' ');
                out.text.resize(last + 1);
                out.raw.resize(last + 1);
            }
            word_before = of_word;
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

char32_t digit_look_alike(char32_t c) {
    switch (c) {
        case U'O':
        case U'o':
        case U'〇':
        case U'○': return U'0';
        case U'l':
        case U'I':
        case U'丨':
        case U'|': return U'1';
        case U'S': return U'5';
        case U'B': return U'8';
        case U'。':
        case U'·':
        case U'．': return U'.';
        default: return c;
    }
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
    if (text.find('#') == text.npos && text.find("＃") == text.npos) return false;  // most texts are not worth folding
    const std::string inner = to_utf8(fold(text).text);
    return std::ranges::find(kErrors, inner) != std::end(kErrors);
}

}  // namespace jixiao
