#include "exporters/pdf_syntax.h"

#include <charconv>
#include <cmath>

namespace jixiao {

namespace {

constexpr char kHex[] = "0123456789ABCDEF";

void append_byte(std::string& out, unsigned char byte) {
    // A bare CR in a literal string would be read as a line feed.
    if (byte == '\r') {
        out += "\\r";
        return;
    }
    if (byte == '(' || byte == ')' || byte == '\\') out += '\\';
    out += static_cast<char>(byte);
}

void append_unit(std::string& out, unsigned unit) {
    for (const int shift : {12, 8, 4, 0}) out += kHex[unit >> shift & 15];
}

}  // namespace

void append_int(std::string& out, long long value) {
    char digits[24];
    const auto end = std::to_chars(digits, digits + sizeof digits, value).ptr;
    out.append(digits, end);
}

long long hundredths(double value) {
    return std::llround(value * 100);
}

void append_fixed(std::string& out, long long value, int decimals) {
    char digits[32];
    char* const end = digits + sizeof digits;
    char* at = end;
    const bool minus = value < 0;
    bool seen = false;  // a digit that is not a zero at the end
    auto rest = static_cast<unsigned long long>(minus ? -value : value);
    for (int i = 0; i < decimals; ++i, rest /= 10) {
        seen = seen || rest % 10 != 0;
        if (seen) *--at = static_cast<char>('0' + rest % 10);
    }
    if (seen) *--at = '.';
    do *--at = static_cast<char>('0' + rest % 10);
    while ((rest /= 10) != 0);
    if (minus) *--at = '-';
    out.append(at, end);
}

void append_hundredths(std::string& out, long long value) {
    append_fixed(out, value, 2);
}

void append_real(std::string& out, double value) {
    append_hundredths(out, hundredths(value));
}

std::string text_string(std::u32string_view text) {
    std::string out = "<FEFF";
    for (const char32_t c : text) {
        if (c < 0x10000) {
            append_unit(out, c);
        } else {
            append_unit(out, 0xD800 + ((c - 0x10000) >> 10));
            append_unit(out, 0xDC00 + ((c - 0x10000) & 0x3FF));
        }
    }
    return out += '>';
}

void append_code(std::string& out, std::uint16_t code) {
    append_byte(out, static_cast<unsigned char>(code >> 8));
    append_byte(out, static_cast<unsigned char>(code & 255));
}

std::string name_token(std::string_view name) {
    std::string out = "/";
    for (const char c : name) {
        const auto byte = static_cast<unsigned char>(c);
        const bool regular =
            byte > 0x20 && byte < 0x7F && std::string_view("()<>[]{}/%#").find(c) == std::string_view::npos;
        if (regular) {
            out += c;
        } else {
            out += '#';
            out += kHex[byte >> 4];
            out += kHex[byte & 15];
        }
    }
    return out;
}

}  // namespace jixiao
