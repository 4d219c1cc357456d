#include "importers/decimal_digits.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdlib>

#include <fmt/format.h>

namespace jixiao {
namespace {

constexpr int kSignificant = 15;   // what a spreadsheet keeps of a number
constexpr int kGeneralWidth = 11;  // characters of General: digits and the point, never more

void strip_zeros(DecimalDigits& value) {
    const auto last = value.digits.find_last_not_of('0');
    value.digits.erase(last == value.digits.npos ? 0 : last + 1);
    const auto first = std::min(value.digits.find_first_not_of('0'), value.digits.size());
    value.digits.erase(0, first);
    value.point -= static_cast<int>(first);
    if (value.digits.empty()) value.point = 0;
}

std::string scientific(const DecimalDigits& value) {
    DecimalDigits mantissa = value;
    int exponent = value.point - 1;
    mantissa.point = 1;
    // "1.23457E+11" and "1.2346E+100" both have eleven characters.
    const int decimals = std::abs(exponent) < 100 ? 5 : 4;
    Rounded text = rounded(mantissa, decimals);
    if (text.integer.size() > 1) {
        text = {"1", std::string(static_cast<std::size_t>(decimals), '0')};
        ++exponent;
    }
    text.fraction.erase(text.fraction.find_last_not_of('0') + 1);
    return fmt::format("{}{}{}E{}{:02}", text.integer, text.fraction.empty() ? "" : ".", text.fraction,
                       exponent < 0 ? '-' : '+', std::abs(exponent));
}

}  // namespace

double DecimalDigits::magnitude() const {
    const std::string text = fmt::format("0.{}e{}", digits.empty() ? "0" : digits, point);
    double value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

std::optional<DecimalDigits> read_digits(std::string_view stored) {
    if (stored.starts_with('+')) stored.remove_prefix(1);
    double number = 0;
    const auto [end, error] = std::from_chars(stored.data(), stored.data() + stored.size(), number);
    if (error != std::errc() || stored.empty() || end != stored.data() + stored.size() || !std::isfinite(number))
        return std::nullopt;
    DecimalDigits value;
    value.negative = number < 0;
    const std::string text = fmt::format("{:.{}e}", std::abs(number), kSignificant - 1);
    const std::size_t e = text.find('e');
    int exponent = 0;
    const std::size_t sign = text[e + 1] == '+' ? 2 : 1;
    std::from_chars(text.data() + e + sign, text.data() + text.size(), exponent);
    value.digits = text.substr(0, 1) + text.substr(2, e - 2);
    value.point = exponent + 1;
    strip_zeros(value);
    return value;
}

Rounded rounded(const DecimalDigits& value, int decimals) {
    const int keep = value.point + decimals;  // digits that stay
    const int size = static_cast<int>(value.digits.size());
    std::string digits;
    int point = value.point;
    if (keep >= size) {
        digits = value.digits;
    } else if (keep >= 0) {
        digits = value.digits.substr(0, static_cast<std::size_t>(keep));
        if (value.digits[static_cast<std::size_t>(keep)] >= '5') {
            auto digit = digits.rbegin();
            for (; digit != digits.rend() && *digit == '9'; ++digit) *digit = '0';
            if (digit != digits.rend()) {
                ++*digit;
            } else {
                digits.insert(0, 1, '1');
                ++point;
            }
        }
    }
    Rounded out;
    for (int i = 0; i < point; ++i)
        out.integer += i < static_cast<int>(digits.size()) ? digits[static_cast<std::size_t>(i)] : '0';
    for (int i = 0; i < decimals; ++i) {
        const int at = point + i;
        out.fraction += at >= 0 && at < static_cast<int>(digits.size()) ? digits[static_cast<std::size_t>(at)] : '0';
    }
    return out;
}

std::string general_text(const DecimalDigits& value) {
    if (value.zero()) return "0";
    const std::string sign = value.negative ? "-" : "";
    const int before = std::max(value.point, 1);               // digits before the point
    const int most = std::max(kGeneralWidth - 1 - before, 0);  // decimals there is room for
    const int needed = static_cast<int>(value.digits.size()) - value.point;
    constexpr int kSmallest = -3;  // of `point`: below 0.0001 only numbers that fit whole are written out
    if (value.point > kGeneralWidth || (value.point < kSmallest && needed > most)) return sign + scientific(value);
    Rounded text = rounded(value, std::min(most, std::max(needed, 0)));
    if (static_cast<int>(text.integer.size()) > kGeneralWidth) return sign + scientific(value);
    text.fraction.erase(text.fraction.find_last_not_of('0') + 1);
    return sign + (text.integer.empty() ? "0" : text.integer) + (text.fraction.empty() ? "" : ".") + text.fraction;
}

}  // namespace jixiao
