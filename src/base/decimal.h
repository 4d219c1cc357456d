// Exact decimal numbers: money is never a double.
//
// Knows: digits, a scale, exact sums and comparisons.
// Does not know: thousands separators, units or any other way people write amounts
// (model/amount.h reads those).
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jixiao {

__extension__ using Int128 = __int128;  // GCC and clang; not ISO C++

// unscaled * 10^-scale. The scale is the number of decimals as written: 8.50 keeps its zero
// when printed and equals 8.5.
class Decimal {
public:
    // Together, with a shift of 4 either way, they stay inside the 38 digits of __int128 when
    // two numbers are brought to one scale.
    static constexpr int kMaxInteger = 15;
    static constexpr int kMaxScale = 18;

    constexpr Decimal() = default;
    constexpr Decimal(std::int64_t whole) : unscaled_(whole) {}

    // `-?digits(.digits)?`, ASCII only; nothing for any other text or for more digits than the limits.
    static std::optional<Decimal> parse(std::string_view text);

    // The shortest decimal of the 15 significant digits a spreadsheet keeps of a stored number
    // (ECMA-376-1 18.3.1.96 stores the double's repr): "82800.920000000013" -> 82800.92,
    // "1.5E-3" -> 0.0015. Nothing if the text is no finite number or exceeds the limits.
    static std::optional<Decimal> from_stored(std::string_view text);

    std::string str() const;  // plain notation with every written decimal
    double to_double() const;
    int scale() const { return scale_; }
    bool is_zero() const { return unscaled_ == 0; }
    bool negative() const { return unscaled_ < 0; }
    Decimal abs() const;
    Decimal trimmed() const;           // without trailing zeros after the point
    Decimal shifted(int power) const;  // times 10^power, exactly; |power| <= 4 (元 and 万元)

    friend Decimal operator+(const Decimal& a, const Decimal& b);
    friend Decimal operator-(const Decimal& a, const Decimal& b);
    friend Decimal operator*(const Decimal& a, int factor);
    friend std::strong_ordering operator<=>(const Decimal& a, const Decimal& b);
    friend bool operator==(const Decimal& a, const Decimal& b) { return (a <=> b) == 0; }

private:
    constexpr Decimal(Int128 unscaled, int scale) : unscaled_(unscaled), scale_(scale) {}

    Int128 unscaled_ = 0;
    int scale_ = 0;
};

}  // namespace jixiao
