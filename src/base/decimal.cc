#include "base/decimal.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include <fmt/format.h>

namespace jixiao {
namespace {

constexpr int kSignificant = 15;  // decimal digits a binary64 always keeps

Int128 power_of_ten(int exponent) {
    Int128 power = 1;
    for (; exponent > 0; --exponent) power *= 10;
    return power;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

}  // namespace

std::optional<Decimal> Decimal::parse(std::string_view text) {
    const bool minus = text.starts_with('-');
    if (minus) text.remove_prefix(1);
    Int128 unscaled = 0;
    int scale = 0, integer = 0;
    bool point = false, digit_seen = false, digit_after_point = true;
    for (const char c : text) {
        if (c == '.' && !point && digit_seen) {
            point = true;
            digit_after_point = false;
        } else if (is_digit(c)) {
            if (!point && (integer > 0 || c != '0') && ++integer > kMaxInteger) return std::nullopt;
            if (point && ++scale > kMaxScale) return std::nullopt;
            unscaled = unscaled * 10 + (c - '0');
            digit_seen = digit_after_point = true;
        } else {
            return std::nullopt;
        }
    }
    if (!digit_seen || !digit_after_point) return std::nullopt;
    return Decimal(minus ? -unscaled : unscaled, scale);
}

std::optional<Decimal> Decimal::from_stored(std::string_view text) {
    double number = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size() || !std::isfinite(number))
        return std::nullopt;
    // Digits the writer typed are kept when they are few enough to be exact as they stand.
    const auto digits = std::ranges::count_if(text, is_digit);
    if (digits <= kSignificant)
        if (const auto plain = parse(text)) return plain;
    const std::string shortest = fmt::format("{:.{}e}", number, kSignificant - 1);
    const auto e = shortest.find('e');
    std::string mantissa = shortest.substr(0, e);
    int exponent = 0;
    const char* first = shortest.data() + e + 1;
    if (*first == '+') ++first;
    std::from_chars(first, shortest.data() + shortest.size(), exponent);
    auto value = parse(mantissa);
    if (!value) return std::nullopt;
    *value = value->trimmed();
    const int scale = value->scale_ - exponent;
    if (value->is_zero()) return Decimal();
    if (exponent >= kMaxInteger || scale > kMaxScale) return std::nullopt;
    if (scale >= 0) return Decimal(value->unscaled_, scale);
    return Decimal(value->unscaled_ * power_of_ten(-scale), 0);
}

std::string Decimal::str() const {
    Int128 rest = unscaled_ < 0 ? -unscaled_ : unscaled_;
    std::string digits;
    for (int n = 0; rest != 0 || n <= scale_; ++n, rest /= 10) {
        if (n == scale_ && scale_ > 0) digits.push_back('.');
        digits.push_back(static_cast<char>('0' + static_cast<int>(rest % 10)));
    }
    if (unscaled_ < 0) digits.push_back('-');
    std::ranges::reverse(digits);
    return digits;
}

double Decimal::to_double() const {
    // Why: through text, so that 68725.09 becomes the double nearest to 68725.09 and not a
    // quotient of two rounded numbers.
    const std::string text = str();
    double number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

Decimal Decimal::abs() const { return unscaled_ < 0 ? Decimal(-unscaled_, scale_) : *this; }

Decimal Decimal::trimmed() const {
    Decimal out = *this;
    while (out.scale_ > 0 && out.unscaled_ % 10 == 0) {
        out.unscaled_ /= 10;
        --out.scale_;
    }
    return out;
}

Decimal Decimal::shifted(int power) const {
    if (power <= 0) return Decimal(unscaled_, scale_ - power);
    const int from_scale = std::min(power, scale_);
    return Decimal(unscaled_ * power_of_ten(power - from_scale), scale_ - from_scale);
}

namespace {
// Brings two numbers to one scale; the limits of the class keep the product in range.
template <typename Make>
auto aligned(Int128 a, int a_scale, Int128 b, int b_scale, Make make) {
    const int scale = std::max(a_scale, b_scale);
    return make(a * power_of_ten(scale - a_scale), b * power_of_ten(scale - b_scale), scale);
}
}  // namespace

Decimal operator+(const Decimal& a, const Decimal& b) {
    return aligned(a.unscaled_, a.scale_, b.unscaled_, b.scale_,
                   [](Int128 x, Int128 y, int scale) { return Decimal(x + y, scale); });
}

Decimal operator-(const Decimal& a, const Decimal& b) {
    return aligned(a.unscaled_, a.scale_, b.unscaled_, b.scale_,
                   [](Int128 x, Int128 y, int scale) { return Decimal(x - y, scale); });
}

Decimal operator*(const Decimal& a, int factor) { return Decimal(a.unscaled_ * factor, a.scale_); }

std::strong_ordering operator<=>(const Decimal& a, const Decimal& b) {
    return aligned(a.unscaled_, a.scale_, b.unscaled_, b.scale_,
                   [](Int128 x, Int128 y, int) { return x <=> y; });
}

}  // namespace jixiao
