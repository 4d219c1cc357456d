#include "exporters/xlsx_text.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "base/origin.h"

namespace jixiao::xlsx {
namespace {

constexpr char32_t kReplacement = 0xFFFD;
constexpr std::size_t kMaxNameBytes =
    100;  // libxlsxwriter keeps a name in 128 bytes; room for what keeps names apart
constexpr std::size_t kMaxHeaderBytes = 254;  // and a header in 255, where Excel counts characters

// The next code point, `i` moved behind it. Surrogates come out as they are (a lone one must survive
// as an escape); any other malformed byte is one U+FFFD.
char32_t next_code_point(std::string_view s, std::size_t& i) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(s[k]); };
    const unsigned char lead = byte(i++);
    if (lead < 0x80) return lead;
    const int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : 1;
    static constexpr std::array<char32_t, 4> kLeast = {0, 0x80, 0x800, 0x10000};
    if (lead < 0xC2 || lead > 0xF4) return kReplacement;
    char32_t c = lead & (0x3Fu >> more);
    for (int k = 0; k < more; ++k) {
        const std::size_t at = i + static_cast<std::size_t>(k);
        if (at >= s.size() || (byte(at) & 0xC0) != 0x80) return kReplacement;
        c = c << 6 | (byte(at) & 0x3Fu);
    }
    if (c < kLeast[static_cast<std::size_t>(more)] || c > 0x10FFFF) return kReplacement;
    i += static_cast<std::size_t>(more);
    return c;
}

void append(std::string& out, char32_t c) {
    const auto put = [&](char32_t b) { out.push_back(static_cast<char>(b)); };
    if (c < 0x80) {
        put(c);
    } else if (c < 0x800) {
        put(0xC0 | c >> 6), put(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        put(0xE0 | c >> 12), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
    } else {
        put(0xF0 | c >> 18), put(0x80 | (c >> 12 & 0x3F)), put(0x80 | (c >> 6 & 0x3F)), put(0x80 | (c & 0x3F));
    }
}

bool is_surrogate(char32_t c) {
    return c >= 0xD800 && c <= 0xDFFF;
}

// Char of XML 1.0 (2.2), without CR, which every XML reader turns into LF.
bool is_xml_char(char32_t c) {
    return c == '\t' || c == '\n' || (c >= 0x20 && !is_surrogate(c) && c != 0xFFFE && c != 0xFFFF);
}

bool is_hex(char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
char upper(char c) {
    return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
}

bool looks_escaped(std::string_view s, std::size_t i) {  // `_xHHHH_` at i
    return s.size() - i >= 7 && s[i] == '_' && s[i + 1] == 'x' && s[i + 6] == '_' &&
           std::all_of(s.begin() + static_cast<std::ptrdiff_t>(i) + 2, s.begin() + static_cast<std::ptrdiff_t>(i) + 6,
                       is_hex);
}

// A1 within Excel's columns (three letters suffice), or R1C1 in any of its short forms.
bool looks_like_reference(std::string_view s) {
    std::string up(s.size(), ' ');
    std::ranges::transform(s, up.begin(), upper);
    const auto letters = std::min(up.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZ"), up.size());
    const bool digits_follow = up.find_first_not_of("0123456789", letters) == std::string::npos;
    if (letters >= 1 && letters <= 3 && letters < up.size() && digits_follow) return true;
    if (up == "TRUE" || up == "FALSE") return true;
    std::size_t i = 0;
    const auto part = [&](char letter) {
        if (i >= up.size() || up[i] != letter) return;
        for (++i; i < up.size() && is_digit(up[i]);) ++i;
    };
    part('R');
    part('C');
    return i > 0 && i == up.size();
}

bool is_ideograph(char32_t c) {
    return (c >= 0x3400 && c <= 0x4DBF) || (c >= 0x4E00 && c <= 0x9FFF) || (c >= 0x20000 && c <= 0x323AF);
}

std::string cell_reference(int row, int col) {
    return fmt::format("${}${}", column_letters(col), row + 1);
}

}  // namespace

std::size_t utf16_length(std::string_view utf8) {
    std::size_t units = 0;
    for (std::size_t i = 0; i < utf8.size();) units += next_code_point(utf8, i) > 0xFFFF ? 2 : 1;
    return units;
}

std::string cut(std::string_view utf8, std::size_t units) {
    std::size_t end = 0;
    for (std::size_t i = 0, used = 0; i < utf8.size(); end = i) {
        used += next_code_point(utf8, i) > 0xFFFF ? 2 : 1;
        if (used > units) break;
    }
    return std::string(utf8.substr(0, end));
}

std::string escape_cell(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    for (std::size_t i = 0; i < utf8.size();) {
        const bool literal = looks_escaped(utf8, i);
        const char32_t c = next_code_point(utf8, i);
        if (literal) {
            out += "_x005F_";
        } else if (is_xml_char(c)) {
            append(out, c);
        } else {
            out += fmt::format("_x{:04X}_", static_cast<unsigned>(c));
        }
    }
    return out;
}

std::string plain(std::string_view utf8) {
    std::string out;
    for (std::size_t i = 0; i < utf8.size();) {
        const char32_t c = next_code_point(utf8, i);
        if (c == '\n' || c == '\r' || c == '\t') {
            out.push_back(' ');
        } else {
            append(out, is_xml_char(c) ? c : kReplacement);
        }
    }
    return out;
}

std::string sheet_name(std::string_view wanted, std::string_view fallback) {
    static constexpr auto kWide = std::to_array<std::pair<char32_t, std::string_view>>(
        {{'[', "［"}, {']', "］"}, {':', "："}, {'*', "＊"}, {'?', "？"}, {'/', "／"}, {'\\', "＼"}});
    std::string name;
    const std::string text = plain(wanted);
    for (std::size_t i = 0; i < text.size();) {
        const char32_t c = next_code_point(text, i);
        const auto wide = std::ranges::find(kWide, c, [](const auto& pair) { return pair.first; });
        if (wide != kWide.end()) {
            name += wide->second;
        } else {
            append(name, c);
        }
    }
    name = cut(name, 31);
    if (name.starts_with('\'')) name.replace(0, 1, "’");
    if (name.ends_with('\'')) name.replace(name.size() - 1, 1, "’");
    if (name.find_first_not_of(' ') == std::string::npos) return std::string(fallback);
    // Why: libxlsxwriter 1.1.4 quotes a name in references only where it holds another character than letters,
    // digits, `_` and `.`; `2024!$A$1` and `C7!$A$1` are then no references. Brackets make it quote.
    const bool bare =
        std::ranges::all_of(name, [](char c) { return is_letter(c) || is_digit(c) || c == '_' || c == '.'; });
    if (bare && (!is_letter(name.front()) || looks_like_reference(name))) name = "(" + cut(name, 29) + ")";
    std::string up(name.size(), ' ');
    std::ranges::transform(name, up.begin(), upper);
    if (up == "HISTORY") name = "(" + name + ")";  // Why: Excel keeps this name for itself
    return name;
}

std::string defined_name(std::string_view wanted) {
    std::string name;
    for (std::size_t i = 0; i < wanted.size();) {
        const char32_t c = next_code_point(wanted, i);
        const bool word =
            (c < 0x80 && (is_letter(static_cast<char>(c)) || is_digit(static_cast<char>(c)))) || is_ideograph(c);
        if (word || c == '_' || (c == '.' && !name.empty())) {
            append(name, c);
        } else {
            name.push_back('_');
        }
    }
    if (name.empty() || is_digit(name.front()) || looks_like_reference(name)) name.insert(0, "_");
    while (name.size() > kMaxNameBytes) name = cut(name, utf16_length(name) - 1);
    return name;
}

std::string absolute_range(int row, int col, int rows, int cols) {
    const std::string first = cell_reference(row, col);
    if (rows <= 1 && cols <= 1) return first;
    return first + ":" + cell_reference(row + rows - 1, col + cols - 1);
}

std::string sheet_range(std::string_view sheet, int row, int col, int rows, int cols) {
    std::string quoted = "'";
    for (const char c : sheet) {
        if (c == '\'') quoted.push_back(c);
        quoted.push_back(c);
    }
    return quoted + "'!" + absolute_range(row, col, rows, cols);
}

std::string header_code(std::string_view text, std::string_view font, int size) {
    if (text.empty()) return {};
    // Why the font comes after the size: `&9` followed by a text that begins with a digit would be another size.
    std::string face = plain(font);
    std::erase_if(face, [](char c) { return c == '"' || c == '&' || c == ','; });
    std::string code = fmt::format("&C&{}&\"{},Regular\"", size, face);
    const std::string clean = plain(text);
    for (std::size_t i = 0; i < clean.size();) {
        const std::string_view rest = std::string_view(clean).substr(i);
        std::string piece;
        if (rest.starts_with("{page}")) {
            piece = "&P", i += 6;
        } else if (rest.starts_with("{pages}")) {
            piece = "&N", i += 7;
        } else if (const char32_t c = next_code_point(clean, i); c == '&') {
            piece = "&&";
        } else {
            append(piece, c);
        }
        if (code.size() + piece.size() > kMaxHeaderBytes) break;
        code += piece;
    }
    return code;
}

}  // namespace jixiao::xlsx
