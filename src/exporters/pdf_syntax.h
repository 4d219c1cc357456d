// Tokens of PDF (ISO 32000-1 7.3), appended to a string.
//
// Knows: how numbers and strings are written. Does not know: objects, files, or what is drawn.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace jixiao {

// A real number with at most two decimals: 1/100 pt is finer than any printer. `value` is finite and
// below 10^9 in size (pdf_violations sees to it).
void append_real(std::string& out, double value);
void append_int(std::string& out, long long value);

// The number in 1/100, as append_real rounds it.
long long hundredths(double value);
void append_hundredths(std::string& out, long long value);

// The number in units of the last of so many decimals, without zeros at its end: (1666, 4) is 0.1666.
void append_fixed(std::string& out, long long value, int decimals);

// A text string (7.9.2.2): UTF-16BE with its byte order mark, in hexadecimal.
std::string text_string(std::u32string_view text);

// Appends one two-byte character code inside a literal string, escaped (7.3.4.2).
void append_code(std::string& out, std::uint16_t code);

// A name, its special characters written #xx (7.3.5).
std::string name_token(std::string_view name);

}  // namespace jixiao
