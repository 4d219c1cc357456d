#include <utility>

#include "text/characters.h"

namespace jixiao {
namespace {

// The code point that ends a text that is not empty, and its length in bytes.
std::pair<char32_t, std::size_t> last_of(std::string_view text) {
    std::size_t at = text.size() - 1;
    while (at > 0 && text.size() - at < 4 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    const std::size_t length = text.size() - at;
    const char32_t c = next_code_point(text, at);
    return {at == text.size() ? c : U'\uFFFD', length};  // malformed: what is left behind it stands for U+FFFD, too
}

}  // namespace

std::string_view trimmed(std::string_view utf8) {
    while (!utf8.empty()) {
        std::size_t behind = 0;
        if (!is_space(next_code_point(utf8, behind))) break;
        utf8.remove_prefix(behind);
    }
    while (!utf8.empty()) {
        const auto [c, length] = last_of(utf8);
        if (!is_space(c)) break;
        utf8.remove_suffix(length);
    }
    return utf8;
}

}  // namespace jixiao
