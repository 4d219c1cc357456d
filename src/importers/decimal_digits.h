// The decimal digits of a stored number, as a spreadsheet rounds and shows them.
//
// Knows: fifteen significant digits, rounding half away from zero on them. Why not printf on the double: a
// spreadsheet shows 1.005 with two decimals as 1.01, the double below it notwithstanding.
// Does not know: formats.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace jixiao {

struct DecimalDigits {
    bool negative = false;
    std::string digits;  // without zeros at either end; empty for zero
    int point = 0;       // the value is 0.digits * 10^point

    bool zero() const { return digits.empty(); }
    double magnitude() const;  // without the sign
};

// Nothing for what is no finite number.
std::optional<DecimalDigits> read_digits(std::string_view stored);

// The digits before and after the point, rounded to `decimals`; `integer` is empty for less than one.
struct Rounded {
    std::string integer, fraction;
};
Rounded rounded(const DecimalDigits& value, int decimals);

// Excel's General in a wide enough column: at most 11 characters besides the sign, else six digits and an exponent.
std::string general_text(const DecimalDigits& value);

}  // namespace jixiao
