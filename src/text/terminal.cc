#include "text/terminal.h"

#include <algorithm>

#include <fmt/format.h>

#include "text/characters.h"

namespace jixiao {
namespace {

bool is_dangerous(char32_t c) {
    const bool control = (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c <= 0x9F);
    return control || is_bidi_control(c) || c == 0x2028 || c == 0x2029;
}

// U+0080-009F begin with C2, U+061C with D8, the other bidirectional controls and separators with E2; malformed bytes are
// anything else that is no text. Why: nearly everything said needs no second look.
bool needs_look(std::string_view utf8) {
    return std::ranges::any_of(utf8, [](char byte) {
        const auto c = static_cast<unsigned char>(byte);
        return (c < 0x20 && c != '\t' && c != '\n') || c == 0x7F || (c >= 0x80 && (c < 0xE3 || c > 0xE9));
    });
}

}  // namespace

std::string terminal_text(std::string_view utf8) {
    if (!needs_look(utf8)) return std::string(utf8);
    std::string out;
    out.reserve(utf8.size() + 16);
    for (const char32_t c : to_code_points(utf8)) {
        if (is_dangerous(c))
            out += fmt::format("<U+{:04X}>", static_cast<unsigned>(c));
        else
            append_utf8(out, c);
    }
    return out;
}

}  // namespace jixiao
