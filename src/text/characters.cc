#include "text/characters.h"

#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <unicode/utf8.h>

#include "text/fold.h"
#include "text/remembered.h"

namespace jixiao {

namespace {

// What ICU says of a character, asked once.
enum Fact : std::uint32_t { kSpace = 1, kFormat = 2, kIdeograph = 4, kInvisible = 8 };

std::uint32_t ask_facts(char32_t c) {
    const auto code = static_cast<UChar32>(c);
    std::uint32_t facts = 0;
    if (u_isUWhiteSpace(code) || c == 0x200B || c == 0xFEFF) facts |= kSpace;
    const auto category = u_charType(code);
    // U+0009..000D and U+0085 are tab and the line ends of UAX #14.
    const bool control = category == U_CONTROL_CHAR && !(c >= 0x09 && c <= 0x0D) && c != 0x85;
    if (category == U_FORMAT_CHAR || control) facts |= kFormat | kInvisible;
    if (u_hasBinaryProperty(code, UCHAR_DEFAULT_IGNORABLE_CODE_POINT)) facts |= kInvisible;
    UErrorCode status = U_ZERO_ERROR;
    if (c >= 0x2E80 && uscript_getScript(code, &status) == USCRIPT_HAN) facts |= kIdeograph;
    return facts;
}

bool is(char32_t c, Fact fact) { return (remembered<ask_facts>(c) & fact) != 0; }

std::uint32_t ask_plain_ideograph(char32_t c) {
    return c == U'著' || !is(c, kIdeograph) ? c : fold_character(c);
}

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

std::uint32_t ask_width(char32_t c) { return static_cast<std::uint32_t>(width_of(static_cast<UChar32>(c))); }

}  // namespace

char32_t next_beyond_ascii(std::string_view utf8, std::size_t& at) {
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    const std::size_t length = utf8.size();
    UChar32 c;
    U8_NEXT_OR_FFFD(bytes, at, length, c);
    return static_cast<char32_t>(c);
}

int display_width(std::string_view utf8) {
    int width = 0;
    for (std::size_t at = 0; at < utf8.size();) {
        const char32_t c = next_code_point(utf8, at);
        width += c >= 0x20 && c < 0x7F ? 1 : static_cast<int>(remembered<ask_width>(c));
    }
    return width;
}

std::u32string to_code_points(std::string_view utf8) {
    std::u32string out;
    // Why not push_back: it asks for room at each character.
    out.resize_and_overwrite(utf8.size(), [&](char32_t* to, std::size_t) {
        char32_t* end = to;
        for (std::size_t at = 0; at < utf8.size();) *end++ = next_code_point(utf8, at);
        return static_cast<std::size_t>(end - to);
    });
    return out;
}

std::string to_utf8(std::u32string_view text) {
    std::size_t size = 0;
    for (const char32_t c : text) size += c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 || c > 0x10FFFF ? 3 : 4;
    std::string out;
    out.resize_and_overwrite(size, [&](char* to, std::size_t) {
        for (const char32_t c : text) to = put_utf8(to, c);
        return size;  // Why not the second argument: GCC 12 hands over the capacity there
    });
    return out;
}

void append_utf8(std::string& out, char32_t c) {
    char bytes[4];
    out.append(bytes, put_utf8(bytes, c));
}

bool is_ideograph(char32_t c) { return is(c, kIdeograph); }
bool is_space(char32_t c) { return is(c, kSpace); }
bool is_format(char32_t c) { return is(c, kFormat); }
bool is_invisible(char32_t c) { return is(c, kInvisible); }

bool is_variation_selector(char32_t c) {
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_VARIATION_SELECTOR);
}

bool is_bidi_control(char32_t c) {
    return u_hasBinaryProperty(static_cast<UChar32>(c), UCHAR_BIDI_CONTROL);
}

char32_t plain_ideograph(char32_t c) { return remembered<ask_plain_ideograph>(c); }

}  // namespace jixiao
