// Amount cells. Everything a person would read without doubt is read; whatever needs a guess is left as written,
// with the guess beside it.
#include <algorithm>
#include <array>

#include "model/value_text.h"
#include "model/values.h"
#include "text/characters.h"

namespace jixiao {
namespace {

constexpr std::u32string_view kYuan[] = {U"元", U"圆", U"元整"};
constexpr std::u32string_view kTenThousand[] = {U"万元", U"万圆", U"万"};
constexpr std::u32string_view kHundredMillion[] = {U"亿元", U"亿圆", U"亿"};

// The unit beside a figure, blanks and brackets aside; nothing for any other text.
std::optional<std::string> amount_unit(std::u32string_view rest) {
    std::u32string unit;
    for (const char32_t c : rest)
        if (c != U' ') unit.push_back(c);
    if (unit.size() > 2 && unit.front() == U'(' && unit.back() == U')') unit = unit.substr(1, unit.size() - 2);
    const auto is_one_of = [&](auto& spellings) { return std::ranges::find(spellings, unit) != std::end(spellings); };
    if (unit.empty()) return "";
    if (is_one_of(kYuan)) return "元";
    if (is_one_of(kTenThousand)) return "万元";
    if (is_one_of(kHundredMillion)) return "亿元";
    return std::nullopt;
}

struct Figure {
    Decimal number;
    std::string unit;
};

// `¥? sign? ¥? number unit?`, the signs also before a space as accounting formats print them.
std::optional<Figure> read_figure(std::u32string_view text) {
    std::size_t pos = 0;
    bool minus = false, sign = false, currency = false;
    for (; pos < text.size(); pos = skip_blanks(text, pos + 1)) {
        const char32_t c = text[pos];
        if ((c == U'-' || c == U'+') && !sign) {
            sign = true;
            minus = c == U'-';
        } else if (c == U'¥' && !currency) {
            currency = true;
        } else {
            break;
        }
    }
    const auto number = scan_number(text, pos);
    if (!number) return std::nullopt;
    auto unit = amount_unit(text.substr(number->end));
    if (!unit) return std::nullopt;
    if (currency && unit->empty()) unit = "元";
    return Figure{minus ? Decimal() - number->value : number->value, *unit};
}

// Without blanks and separators, look-alikes as digits. A comma before one or two last digits is a decimal comma.
std::u32string plain_digits(std::u32string_view text) {
    std::u32string out;
    const bool has_point = text.find(U'.') != text.npos;
    const bool has_blank = text.find(U' ') != text.npos;
    const auto commas = std::ranges::count(text, U',');
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char32_t c = digit_look_alike(text[i]);
        if (c == U' ') continue;
        if (c != U',') {
            out.push_back(c);
        } else if (!has_point && !has_blank) {
            const bool decimal = commas == 1 && text.size() - i <= 3;
            out.push_back(decimal ? U'.' : U',');
        }
    }
    return out;
}

// The number an unreadable text may be; empty where none is likely.
std::string propose(const Folded& folded, std::string_view shown) {
    std::u32string_view text = folded.text;
    const bool has_digit = std::ranges::any_of(text, is_ascii_digit);
    if (!has_digit) return {};
    // △5.00, (5.00): how accountants write a negative figure.
    bool negative = false;
    if (text.front() == U'△' || text.front() == U'▲') {
        negative = true;
        text.remove_prefix(1);
    } else if (text.front() == U'(' && text.back() == U')') {
        negative = true;
        text = text.substr(1, text.size() - 2);
    }
    if (const auto scientific = Decimal::from_stored(shown)) return scientific->str();  // 6.87E+04
    const auto figure = read_figure(plain_digits(text));
    if (!figure || !figure->unit.empty()) return {};
    return (negative ? Decimal() - figure->number : figure->number).str();
}

}  // namespace

ParsedAmount parse_amount(std::string_view shown, std::string_view stored) {
    ParsedAmount out;
    const Folded folded = fold(shown);
    if (!stored.empty()) {
        out.amount.written = shown.empty() ? stored : shown;
        out.amount.number = Decimal::from_stored(stored);
        if (const auto figure = read_figure(folded.text)) out.unit = figure->unit;
        return out;
    }
    if (folded.text.empty() || is_lone_dash(folded)) {
        out.blank = true;
        out.dash = !folded.text.empty();
        return out;
    }
    out.amount.written = shown;
    if (auto figure = read_figure(folded.text)) {
        out.amount.number = figure->number;
        out.unit = std::move(figure->unit);
    } else {
        out.proposal = propose(folded, shown);
    }
    return out;
}

bool looks_like_amount(std::string_view shown) {
    const ParsedAmount parsed = parse_amount(shown);
    if (parsed.amount.number) return true;
    const Folded folded = fold(shown);
    return !parsed.proposal.empty() && is_ascii_digit(folded.text.front());
}

}  // namespace jixiao
