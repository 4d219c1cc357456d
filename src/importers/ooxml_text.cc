#include "importers/ooxml_text.h"

#include <algorithm>
#include <optional>

#include "text/characters.h"

namespace jixiao {
namespace {

constexpr std::size_t kEscape = 7;  // _xHHHH_

std::optional<char32_t> escape_at(std::string_view text) {
    if (text.size() < kEscape || text[0] != '_' || text[1] != 'x' || text[6] != '_') return std::nullopt;
    char32_t unit = 0;
    for (std::size_t i = 2; i < 6; ++i) {
        const char c = text[i];
        const int digit = c >= '0' && c <= '9'   ? c - '0'
                          : c >= 'a' && c <= 'f' ? c - 'a' + 10
                          : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                                 : -1;
        if (digit < 0) return std::nullopt;
        unit = unit * 16 + static_cast<char32_t>(digit);
    }
    return unit;
}

bool is_high(char32_t unit) {
    return unit >= 0xD800 && unit < 0xDC00;
}
bool is_low(char32_t unit) {
    return unit >= 0xDC00 && unit < 0xE000;
}

std::string without_escapes(std::string_view stored) {
    std::string out;
    out.reserve(stored.size());
    for (std::size_t i = 0; i < stored.size();) {
        const auto unit = stored[i] == '_' ? escape_at(stored.substr(i)) : std::nullopt;
        if (!unit) {
            out.push_back(stored[i++]);
            continue;
        }
        i += kEscape;
        char32_t c = *unit;
        if (is_high(c)) {
            const auto low = escape_at(stored.substr(i));
            if (low && is_low(*low)) {
                c = 0x10000 + ((c - 0xD800) << 10) + (*low - 0xDC00);
                i += kEscape;
            } else {
                c = 0xFFFD;
            }
        } else if (is_low(c) || (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || c >= 0xFFFE) {
            c = 0xFFFD;
        }
        append_utf8(out, c);
    }
    return out;
}

}  // namespace

std::string decode_xstring(std::string_view stored) {
    std::string text = stored.find("_x") == stored.npos ? std::string(stored) : without_escapes(stored);
    if (text.find('\r') == text.npos) return text;
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r')
            out.push_back(text[i]);
        else if (i + 1 == text.size() || text[i + 1] != '\n')
            out.push_back('\n');
    }
    return out;
}

std::string_view TextArena::keep(std::string_view text) {
    if (text.empty()) return {};
    if (text.size() > left_) {
        const std::size_t size = std::max(kBlock, text.size());
        blocks_.push_back(std::make_unique_for_overwrite<char[]>(size));
        free_ = blocks_.back().get();
        left_ = size;
    }
    std::ranges::copy(text, free_);
    const std::string_view kept(free_, text.size());
    free_ += text.size();
    left_ -= text.size();
    return kept;
}

}  // namespace jixiao
