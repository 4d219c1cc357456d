// Small questions about characters and lines that need Unicode data.
//
// Knows: display width, line break opportunities, letter classes. Does not know: fonts or layout.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jixiao {

// Columns a terminal gives the text: East Asian Wide and Fullwidth count 2, combining marks 0 (UAX #11).
int display_width(std::string_view utf8);

// UTF-8 <-> code points; malformed bytes become U+FFFD.
std::u32string to_code_points(std::string_view utf8);
std::string to_utf8(std::u32string_view text);
void append_utf8(std::string& out, char32_t c);

// True where three bytes at `at` are a character from U+1000 to U+CFFF: nearly all of Chinese text is, and whatever follows the
// first of such bytes (Unicode 15, table 3-7) needs no look at what it may not be.
inline bool is_common_triple(std::string_view utf8, std::size_t at) {
    if (utf8.size() - at < 3) return false;
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[at + i]); };
    return byte(0) >= 0xE1 && byte(0) <= 0xEC && (byte(1) & 0xC0) == 0x80 && (byte(2) & 0xC0) == 0x80;
}

// The code point at byte `at`, which moves behind it.
char32_t next_beyond_ascii(std::string_view utf8, std::size_t& at);
inline char32_t next_code_point(std::string_view utf8, std::size_t& at) {
    const auto first = static_cast<unsigned char>(utf8[at]);
    if (first < 0x80) return ++at, first;
    if (!is_common_triple(utf8, at)) return next_beyond_ascii(utf8, at);
    const char32_t second = utf8[at + 1] & 0x3F, third = utf8[at + 2] & 0x3F;
    at += 3;
    return static_cast<char32_t>(first & 0x0F) << 12 | second << 6 | third;
}

// CJK Unified Ideographs: most of any Chinese text, and nothing but ideographs.
inline bool is_common_ideograph(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

// Writes one to four bytes; returns the end of them. What is no scalar value becomes U+FFFD.
inline char* put_utf8(char* to, char32_t c) {
    const auto byte = [&](char32_t value) { *to++ = static_cast<char>(value); };
    if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF)) c = 0xFFFD;
    if (c < 0x80) {
        byte(c);
    } else if (c < 0x800) {
        byte(0xC0 | c >> 6), byte(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        byte(0xE0 | c >> 12), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F));
    } else {
        byte(0xF0 | c >> 18), byte(0x80 | (c >> 12 & 0x3F)), byte(0x80 | (c >> 6 & 0x3F)), byte(0x80 | (c & 0x3F));
    }
    return to;
}

// Offsets (in code points, ascending, the last equals the length) at which a line may end, by
// UAX #14 tailored for Chinese tables: ICU's zh rules, and no break between a comparator and its number,
// a number and its unit or percent sign, or inside “(一)”.
std::vector<int> line_breaks(std::u32string_view text);

// True when two lines are one text that a narrow cell broke: inside a word of ICU's Chinese dictionary, inside brackets, or
// beside a punctuation mark that ends or begins no text. False tells nothing: a text may be broken between words, too.
bool broken_between(std::string_view above, std::string_view below);

// Columns of what a line of Chinese text must begin with at least: one ideograph and the marks that cannot begin a line
// behind it, or a whole number or Latin word.
int first_word_width(std::string_view text);

// Without white space, zero-width spaces and byte order marks at either end.
std::string_view trimmed(std::string_view utf8);

bool is_ideograph(char32_t c);    // Han, in any plane, radicals included

// The simplified, unified ideograph of a radical or a traditional character, 著 aside (which is both 着 and itself); any
// other character unchanged. For matching words in values, never for writing them.
char32_t plain_ideograph(char32_t c);

bool is_space(char32_t c);        // White_Space, plus U+200B and U+FEFF
bool is_format(char32_t c);       // general category Cf, and C0/C1 controls other than tab and line ends
// No ink and no room, whatever the font: format characters, controls, and Default_Ignorable_Code_Point (UAX #44), variation
// selectors among them.
bool is_invisible(char32_t c);
bool is_variation_selector(char32_t c);

bool is_bidi_control(char32_t c); // U+202A-202E, U+2066-2069, U+200E, U+200F, U+061C

}  // namespace jixiao
