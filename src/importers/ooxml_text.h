// Text as OOXML stores it: escapes, line ends, and an arena that keeps it once.
//
// Knows: ST_Xstring, line ends. Does not know: where a text stands.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace jixiao {

// ECMA-376-1 22.9.2.19: `_xHHHH_` is a UTF-16 code unit (`_x005F_` protects an underscore); surrogates pair up,
// a single one becomes U+FFFD, as do NUL and the other controls no text can hold. CR LF and CR become LF.
std::string decode_xstring(std::string_view stored);

// Texts in large blocks: one allocation in 64 KB, and views that stay where they are.
class TextArena {
public:
    std::string_view keep(std::string_view text);

private:
    static constexpr std::size_t kBlock = 1 << 16;
    std::vector<std::unique_ptr<char[]>> blocks_;
    char* free_ = nullptr;
    std::size_t left_ = 0;
};

}  // namespace jixiao
