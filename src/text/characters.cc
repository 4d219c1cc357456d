#include "text/characters.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include "text/fold.h"

namespace jixiao {

namespace {

int width_of(UChar32 c) {
    switch (u_charType(c)) {
        case U_CONTROL_CHAR:
        case U_NON_SPACING_MARK:
        case U_ENCLOSING_MARK: return 0;
        case U_FORMAT_CHAR: return c == 0x00AD ? 1 : 0;  // soft hyphen: visible in terminals
        default: break;
    }
    // Vowels and finals of conjoining Hangul are drawn inside the syllable (UAX #11, 4.2).
    const int hangul = u_getIntPropertyValue(c, UCHAR_HANGUL_SYLLABLE_TYPE);
    if (hangul == U_HST_VOWEL_JAMO || hangul == U_HST_TRAILING_JAMO) return 0;
    const int width = u_getIntPropertyValue(c, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

template <typename Take>
void each_code_point(std::string_view utf8, Take take) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    for (std::size_t i = 0; i < utf8.size();) {
        UChar32 c;
        U8_NEXT_OR_FFFD(bytes, i, utf8.size(), c);
        take(c);
    }
}

}  // namespace

int display_width(std::string_view utf8) {
    int width = 0;
    each_code_point(utf8, [&](UChar32 c) { width += c >= 0x20 && c < 0x7F ? 1 : width_of(c); });
    return width;
}

std::u32string to_code_points(std::string_view utf8) {
    std::u32string out;
    out.reserve(utf8.size());
    each_code_point(utf8, [&](UChar32 c) { out.push_back(static_cast<char32_t>(c)); });
    return out;
}

std::string to_utf8(std::u32string_view text) {
    std::string out;
    out.reserve(text.size() * 3);
    for (const char32_t c : text) append_utf8(out, c);
    return out;
}

void append_utf8(std::string& out, char32_t c) {
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
    const auto byte = [&](char32_t value) { out.push_back(static_cast<char>(value)); };
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F));
    } else {
        byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F));
    }
}

bool is_ideograph(char32_t c) {
    UErrorCode status = U_ZERO_ERROR;
    return c >= 0x2E80 && uscript_getScript(static_cast<UChar32>(c), &status) == USCRIPT_HAN;
}

bool is_space(char32_t c) {
    return u_isUWhiteSpace(static_cast<UChar32>(c)) || c == 0x200B || c == 0xFEFF;
}

bool is_format(char32_t c) {
    const auto category = u_charType(static_cast<UChar32>(c));
    if (category == U_FORMAT_CHAR) return true;
    // U+0009..000D and U+0085 are tab and the line ends of UAX #14.
    return category == U_CONTROL_CHAR && !(c >= 0x09 && c <= 0x0D) && c != 0x85;
}

bool is_invisible(char32_t c) {
    return is_format(c) || u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

bool is_variation_selector(char32_t c) {
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_VARIATION_SELECTOR);
}

bool is_bidi_control(char32_t c) {
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_BIDI_CONTROL);
}

char32_t plain_ideograph(char32_t c) {
    return c == U'著' || !is_ideograph(c) ? c : fold_character(c);
}

}  // namespace jixiao
