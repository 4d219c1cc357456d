#include <algorithm>
#include <cmath>
#include <span>

#include <fmt/format.h>

#include "importers/number_format_render.h"

namespace jixiao {
namespace {

using Kind = FormatToken::Kind;
using Tokens = std::span<const FormatToken>;

std::size_t find_kind(Tokens tokens, Kind kind) {
    return static_cast<std::size_t>(std::ranges::find(tokens, kind, &FormatToken::kind) - tokens.begin());
}

int count_kind(Tokens tokens, Kind kind) {
    return static_cast<int>(std::ranges::count(tokens, kind, &FormatToken::kind));
}

void render_plain(const FormatToken& token, std::string& out) {
    if (token.kind == Kind::Pad)
        out += kPadding;
    else if (token.kind == Kind::Literal || token.kind == Kind::Percent || token.kind == Kind::Slash)
        out += token.text;
}

// What a placeholder shows where the number has no digit.
void render_absent(const FormatToken& placeholder, std::string& out) {
    if (placeholder.text == "0") out += '0';
    if (placeholder.text == "?") out += kPadding;
}

// Digits fall into their placeholders from the right; what is left over stands before the first one. Literals
// between placeholders stay where they are: `0!.0000"万元"` shows 12345 as 1.2345万元.
void render_integer(Tokens tokens, const std::string& digits, bool grouping, std::string& out) {
    const int places = count_kind(tokens, Kind::Digit);
    const int size = static_cast<int>(digits.size());
    const auto emit = [&](int from_right) { out += digits[static_cast<std::size_t>(size - 1 - from_right)]; };
    const auto separator = [&](int from_right) {
        if (grouping && from_right > 0 && from_right % 3 == 0) out += ',';
    };
    int place = places;
    for (const auto& token : tokens) {
        if (token.kind != Kind::Digit) {
            render_plain(token, out);
            continue;
        }
        if (place == places)
            for (int extra = size - 1; extra >= places; --extra) emit(extra), separator(extra);
        --place;
        if (place < size) {
            emit(place), separator(place);
        } else {
            render_absent(token, out);
            if (token.text == "0") separator(place);
        }
    }
    if (places == 0)
        for (int extra = size - 1; extra >= 0; --extra) emit(extra), separator(extra);
}

void render_decimals(Tokens tokens, const std::string& digits, std::string& out) {
    const std::size_t significant = digits.find_last_not_of('0') + 1;  // npos + 1 is 0: none
    std::size_t place = 0;
    for (const auto& token : tokens) {
        if (token.kind == Kind::Point) {
            out += '.';
        } else if (token.kind == Kind::Digit) {
            if (place < significant)
                out += digits[place];
            else
                render_absent(token, out);
            ++place;
        } else {
            render_plain(token, out);
        }
    }
}

void render_mantissa(Tokens tokens, const Rounded& number, bool grouping, std::string& out) {
    const std::size_t point = find_kind(tokens, Kind::Point);
    // Without a place before the point the digits stand right before it, behind the literals.
    render_integer(tokens.first(point), number.integer, grouping, out);
    if (point < tokens.size()) render_decimals(tokens.subspan(point), number.fraction, out);
}

int decimals_of(Tokens tokens) {
    const std::size_t point = find_kind(tokens, Kind::Point);
    return point < tokens.size() ? count_kind(tokens.subspan(point), Kind::Digit) : 0;
}

std::string render_decimal(const FormatSection& section, const DecimalDigits& value) {
    std::string out;
    const Tokens tokens = section.tokens;
    // Without any placeholder the text alone is shown.
    if (count_kind(tokens, Kind::Digit) == 0) {
        for (const auto& token : tokens) render_plain(token, out);
        return out;
    }
    render_mantissa(tokens, rounded(value, decimals_of(tokens)), section.grouping, out);
    return out;
}

// `##0.0E+0`: as many digits before the point as places, the exponent a multiple of them.
std::string render_scientific(const FormatSection& section, DecimalDigits value) {
    const Tokens tokens = section.tokens;
    const std::size_t e = find_kind(tokens, Kind::Exponent);
    const Tokens mantissa = tokens.first(e);
    const int decimals = decimals_of(mantissa);
    const int places = std::max(1, count_kind(mantissa.first(find_kind(mantissa, Kind::Point)), Kind::Digit));
    int exponent = 0;
    if (!value.zero()) {
        const auto align = [&] {
            exponent = value.point - 1;
            exponent -= ((exponent % places) + places) % places;
        };
        align();
        DecimalDigits scaled = value;
        scaled.point -= exponent;
        const Rounded text = rounded(scaled, decimals);
        if (static_cast<int>(text.integer.size()) > places) {  // 9.996 became 10.00
            value.digits = "1";
            ++value.point;
            align();
        }
        value.point -= exponent;
    }
    std::string out;
    render_mantissa(mantissa, rounded(value, decimals), section.grouping, out);
    out += 'E';
    if (exponent < 0)
        out += '-';
    else if (tokens[e].text == "+")
        out += '+';
    render_integer(tokens.subspan(e + 1), exponent == 0 ? "" : std::to_string(std::abs(exponent)), false, out);
    return out;
}

struct Ratio {
    long numerator = 0, denominator = 1;
};

// The nearest ratio with a denominator of at most `most`: the last convergent of the continued fraction that
// fits, or the largest intermediate one where that is nearer.
Ratio nearest_ratio(double value, long most) {
    long n0 = 0, d0 = 1, n1 = 1, d1 = 0;
    double rest = value;
    while (true) {
        const double whole = std::floor(rest);
        const long room = d1 > 0 ? (most - d0) / d1 : static_cast<long>(whole);
        const long step = whole < static_cast<double>(room) ? static_cast<long>(whole) : room;
        const Ratio next{n0 + step * n1, d0 + step * d1};
        if (static_cast<double>(step) < whole) {
            const auto distance = [&](Ratio r) {
                return r.denominator == 0
                           ? HUGE_VAL
                           : std::abs(value - static_cast<double>(r.numerator) / static_cast<double>(r.denominator));
            };
            const Ratio last{n1, d1};
            return distance(next) < distance(last) ? next : last;
        }
        n0 = n1, d0 = d1, n1 = next.numerator, d1 = next.denominator;
        const double left = rest - whole;
        if (left < 1e-10) return next;  // below what fifteen digits can tell
        rest = 1 / left;
    }
}

struct FractionLayout {
    std::size_t numerator = 0, slash = 0, end = 0;  // tokens [numerator, slash) and (slash, end)
    long fixed = 0;                                 // a stated denominator
    bool mixed = false;                             // whole numbers stand apart
};

FractionLayout fraction_layout(Tokens tokens) {
    FractionLayout at;
    at.slash = find_kind(tokens, Kind::Slash);
    at.numerator = at.slash;
    while (at.numerator > 0 && tokens[at.numerator - 1].kind == Kind::Digit) --at.numerator;
    at.mixed = count_kind(tokens.first(at.numerator), Kind::Digit) > 0;
    at.end = at.slash + 1;
    const bool stated = tokens[at.end].kind == Kind::Literal;
    constexpr long kMost = 1'000'000;
    for (; at.end < tokens.size(); ++at.end) {
        const auto& token = tokens[at.end];
        const bool digit = token.text.size() == 1 && token.text[0] >= '0' && token.text[0] <= '9';
        if (stated ? !digit : token.kind != Kind::Digit) break;
        if (stated && at.fixed < kMost) at.fixed = at.fixed * 10 + (token.text[0] - '0');
    }
    return at;
}

std::string render_fraction(const FormatSection& section, const DecimalDigits& value) {
    const Tokens tokens = section.tokens;
    const FractionLayout at = fraction_layout(tokens);
    const std::size_t width = at.end - at.slash - 1;
    const double magnitude = value.magnitude();
    constexpr double kTooLarge = 1e15;  // no fraction is left in fifteen digits
    if (magnitude >= kTooLarge) return general_text({false, value.digits, value.point});
    double whole = at.mixed ? std::floor(magnitude) : 0;
    Ratio ratio;
    if (at.fixed > 0) {
        ratio = {std::lround((magnitude - whole) * static_cast<double>(at.fixed)), at.fixed};
    } else {
        constexpr std::size_t kMostDigits = 7;
        ratio = nearest_ratio(magnitude - whole, static_cast<long>(std::pow(10, std::min(width, kMostDigits))) - 1);
    }
    if (at.mixed && ratio.numerator == ratio.denominator) {
        whole += 1;
        ratio.numerator = 0;
    }
    std::string out;
    const bool absent = at.mixed && ratio.numerator == 0;  // `5` and blanks, not `5 0/1`
    const std::string whole_text =
        whole > 0 || (absent && value.zero()) ? fmt::format("{:.0f}", whole) : std::string();
    render_integer(tokens.first(at.numerator), absent && whole == 0 ? "0" : whole_text, section.grouping, out);
    std::ranges::replace(out, ' ', kPadding);  // the blank before a fraction shows only between two numbers
    if (absent) {
        out.append(at.end - at.numerator, kPadding);
    } else {
        render_integer(tokens.subspan(at.numerator, at.slash - at.numerator),
                       ratio.numerator > 0 ? std::to_string(ratio.numerator) : "0", false, out);
        out += '/';
        const std::string denominator = std::to_string(ratio.denominator);
        out += denominator;
        for (std::size_t i = denominator.size(); i < width; ++i) render_absent(tokens[at.slash + 1], out);
    }
    for (const auto& token : tokens.subspan(at.end)) render_plain(token, out);
    return out;
}

}  // namespace

std::string without_padding(std::string text) {
    const auto first = std::min(text.find_first_not_of(kPadding), text.size());
    const auto last = text.find_last_not_of(kPadding);
    text = last == text.npos ? std::string() : text.substr(first, last - first + 1);
    std::ranges::replace(text, kPadding, ' ');
    return text;
}

std::string render_number(const FormatSection& section, const DecimalDigits& value) {
    DecimalDigits scaled = value;
    scaled.negative = false;
    if (!scaled.zero()) scaled.point += 2 * section.percents - 3 * section.scale;
    switch (section.kind) {
        case SectionKind::Scientific: return replace_digits(render_scientific(section, scaled), section.numerals);
        case SectionKind::Fraction: return replace_digits(render_fraction(section, scaled), section.numerals);
        case SectionKind::General: break;
        default: return replace_digits(render_decimal(section, scaled), section.numerals);
    }
    std::string out;
    for (const auto& token : section.tokens) {
        if (token.kind == Kind::General) {
            const std::string plain = general_text(scaled);
            const bool exponent = plain.find('E') != plain.npos;
            out += section.numerals == Numerals::Arabic || exponent ? plain : chinese_number(plain, section.numerals);
        } else {
            render_plain(token, out);
        }
    }
    return out;
}

}  // namespace jixiao
