#include "model/misread_value.h"

#include <algorithm>

#include "model/value_text.h"
#include "model/values.h"
#include "text/characters.h"

namespace jixiao {
namespace {

constexpr std::u32string_view kSigns = U"≥≤=><";

bool is_full_rate(std::u32string_view digits) { return digits.size() <= 2 || digits == U"100"; }
bool all_digits(std::u32string_view text) { return !text.empty() && std::ranges::all_of(text, is_ascii_digit); }

// Digits and letters that look like them, as they stand in one figure.
bool is_of_figure(char32_t c) { return is_ascii_digit(digit_look_alike(c)) || c == U'.' || c == U','; }

// Letters of the figure that begins the text, or follows its comparator, as digits.
std::optional<std::u32string> digits_for_letters(std::u32string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(kSigns), text.size());
    std::size_t end = begin, letters = 0, digits = 0;
    for (; end < text.size() && is_of_figure(text[end]); ++end) {
        digits += is_ascii_digit(text[end]);
        letters += digit_look_alike(text[end]) != text[end];
    }
    // ISO9001 and 4S店 are names; l00% and =l00家 are figures.
    const bool rate = end < text.size() && text[end] == U'%';
    const bool named = begin == 0 && !rate && end > 0 && !(is_ascii_digit(text[0]) && is_ascii_digit(text[end - 1]));
    if (letters == 0 || (digits == 0 && !rate) || named) return std::nullopt;
    std::u32string out(text);
    for (std::size_t i = begin; i < end; ++i) out[i] = digit_look_alike(out[i]);
    return out;
}

// The figure before a misread %, and a % behind it. A trailing 9 was the first ring of the %.
std::u32string with_rate(std::u32string_view figure) {
    std::size_t digits = 0;
    for (const char32_t c : figure) digits += is_ascii_digit(c);
    if (figure.ends_with(U'9') && digits > 2) figure.remove_suffix(1);
    return std::u32string(figure) + U'%';
}

struct Mended {
    std::u32string text;
    std::u32string_view suspect;
    bool readable = false;
};

// The misread % at the end of a value.
std::optional<Mended> rate_mended(std::u32string_view text) {
    constexpr std::size_t kMostBehind = 2;
    if (const auto at = text.rfind(U'%'); at != text.npos && at > 0 && at + 1 < text.size()) {
        const auto behind = text.substr(at + 1);
        if (!is_ascii_digit(text[at - 1]) || behind.size() > kMostBehind || !all_digits(behind)) return std::nullopt;
        return Mended{with_rate(text.substr(0, at)), behind};
    }
    const std::size_t begin = std::min(text.find_first_not_of(kSigns), text.size());
    for (const std::u32string_view apart : {std::u32string_view(U"0/0"), std::u32string_view(U"9/6"), std::u32string_view(U"96")}) {
        if (!text.ends_with(apart) || text.size() < begin + apart.size()) continue;
        const auto figure = text.substr(begin, text.size() - begin - apart.size());
        const bool plain = apart.find(U'/') == apart.npos;
        // A bare 196 or 96 is a number; 9096 and 10096 without a unit are hardly anything else than a rate.
        if (!all_digits(figure) || !is_full_rate(figure) || (plain && (begin == 0 || figure.size() < 2))) continue;
        return Mended{std::u32string(text.substr(0, text.size() - apart.size())) + U'%', text.substr(text.size() - apart.size()), plain};
    }
    return std::nullopt;
}

// False for most values, which need no closer look: no letter like a digit, nothing behind a %, no % come apart.
bool may_be_misread(std::string_view shown) {
    const auto percent = shown.find('%');
    return shown.find_first_of("OoIlSB|/") != shown.npos || (percent != shown.npos && percent + 1 < shown.size()) || shown.ends_with("96") ||
           shown.find("\u3007") != shown.npos || shown.find("\u25CB") != shown.npos || shown.find("\u4E28") != shown.npos || shown.find("\xEF\xBC") != shown.npos ||
           shown.find("\xEF\xBD") != shown.npos;   // the last two: full-width signs, digits and letters
}

}  // namespace

std::optional<MisreadValue> misread_value(std::string_view shown, const Vocabulary& vocabulary) {
    constexpr std::size_t kLongestFigure = 40;
    if (!may_be_misread(shown)) return std::nullopt;
    const Folded folded = fold(shown);
    const std::u32string_view text = folded.text;
    if (text.empty() || text.size() > kLongestFigure) return std::nullopt;
    const auto as_read = parse_indicator(shown, vocabulary);
    if (!as_read.suspect.empty() || !as_read.proposal.empty() || as_read.dash) return std::nullopt;
    const auto& value = as_read.value;
    const auto proposed = [&](const std::u32string& mended, std::string suspect, bool readable) -> std::optional<MisreadValue> {
        std::string proposal = to_utf8(mended);
        const auto read = parse_indicator(proposal, vocabulary);
        if (!read.value.number || (read.value.unit.empty() && read.value.comparator == Comparator::None)) return std::nullopt;
        return MisreadValue{std::move(proposal), std::move(suspect), readable};
    };
    // A letter ends the number: =1OO% reads as 1, with a unit OO%.
    std::u32string mended(text);
    std::string suspect;
    if (auto digits = digits_for_letters(text)) {
        for (std::size_t i = 0; i < text.size(); ++i)
            if ((*digits)[i] != text[i]) append_utf8(suspect, text[i]);
        mended = std::move(*digits);
    } else if (value.number) {
        const auto rate = value.unit.empty() ? rate_mended(text) : std::nullopt;
        return rate && rate->readable ? proposed(rate->text, to_utf8(rate->suspect), true) : std::nullopt;
    }
    if (const auto rate = rate_mended(mended)) {
        suspect += to_utf8(rate->suspect);
        mended = std::u32string(rate->text);
    }
    return suspect.empty() ? std::nullopt : proposed(mended, std::move(suspect), false);
}

std::string printed_value(const IndicatorValue& value, const Vocabulary& vocabulary) {
    if (!value.number) return value.raw;
    static constexpr std::string_view kSigns[] = {"", "=", "≥", "≤", ">", "<"};   // in the order of Comparator
    std::string plain = std::string(kSigns[static_cast<std::size_t>(value.comparator)]) + value.number->str();
    if (value.number2) plain += "-" + value.number2->str();
    plain += value.unit;
    // Most values are written so; the grammar is asked for the rest.
    if (plain == value.raw) return value.raw;
    const auto says = [&](const IndicatorValue& read) {
        return read.comparator == value.comparator && read.number == value.number && read.number2 == value.number2 && read.unit == value.unit;
    };
    const auto written = parse_indicator(value.raw, vocabulary);
    if (says(written.value) || !says(parse_indicator(plain, vocabulary).value)) return value.raw;
    const bool digit_for_sign = !value.raw.empty() && (value.raw[0] == '2' || value.raw[0] == '-') && plain.ends_with(value.raw.substr(1));
    const bool misread = !written.suspect.empty() || !written.proposal.empty() || digit_for_sign || misread_value(value.raw, vocabulary);
    return misread ? plain : value.raw;
}

}  // namespace jixiao
