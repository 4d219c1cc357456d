// A sentence for people, in the two languages jixiao speaks.
//
// Knows: that every message exists in Chinese and in English, and how to choose one.
// Does not know: where messages go, or what they are about.
#pragma once

#include <string>

#include <fmt/format.h>

namespace jixiao {

enum class Lang { Zh, En };

struct Message {
    std::string zh;
    std::string en;

    const std::string& in(Lang lang) const { return lang == Lang::Zh ? zh : en; }
    bool empty() const { return zh.empty() && en.empty(); }
    bool operator==(const Message&) const = default;
};

// Both sentences are formatted with the same arguments; a sentence may name them by
// position ({0}, {1}) where the languages order them differently.
template <typename... Args>
Message message(fmt::format_string<Args...> zh, fmt::format_string<Args...> en, const Args&... args) {
    return {fmt::vformat(fmt::string_view(zh), fmt::make_format_args(args...)),
            fmt::vformat(fmt::string_view(en), fmt::make_format_args(args...))};
}

}  // namespace jixiao
