#include <utility>

#include "text/characters.h"

namespace jixiao {
namespace {

// The code point that begins, or ends, a text that is not empty, and its length in bytes.
std::pair<char32_t, std::size_t> first_of(std::string_view text) {
    const auto lead = static_cast<unsigned char>(text.front());
    const std::size_t length = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    return {length == 1 ? lead : to_code_points(text.substr(0, length)).front(), std::min(length, text.size())};
}

std::pair<char32_t, std::size_t> last_of(std::string_view text) {
    std::size_t at = text.size() - 1;
    while (at > 0 && text.size() - at < 4 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    const std::size_t length = text.size() - at;
    return {length == 1 ? static_cast<unsigned char>(text[at]) : to_code_points(text.substr(at)).back(), length};
}

}  // namespace

std::string_view trimmed(std::string_view utf8) {
    while (!utf8.empty()) {
        const auto [c, length] = first_of(utf8);
        if (!is_space(c)) break;
        utf8.remove_prefix(length);
    }
    while (!utf8.empty()) {
        const auto [c, length] = last_of(utf8);
        if (!is_space(c)) break;
        utf8.remove_suffix(length);
    }
    return utf8;
}

}  // namespace jixiao
