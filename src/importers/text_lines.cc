#include "importers/text_lines.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/limits.h"
#include "text/characters.h"

namespace jixiao {

Result<std::vector<TextLine>> split_lines(const std::string& input, std::string_view utf8, const Limits& limits) {
    // What other separators (Unicode 15, 5.8) stand for is told by the usual ones: where those are, they break a cell's text.
    constexpr std::string_view kOthers[] = {"\u2028", "\u2029", "\u0085", "\v"}, kFirstBytes = "\xE2\xC2\v";
    const bool usual = utf8.find_first_of("\r\n") != utf8.npos;
    const auto end_of_line = [&](std::size_t from) {
        if (usual) return std::pair(std::min(utf8.find_first_of("\r\n", from), utf8.size()), std::size_t{1});
        for (std::size_t at = utf8.find_first_of(kFirstBytes, from); at != utf8.npos; at = utf8.find_first_of(kFirstBytes, at + 1))
            for (const std::string_view mark : kOthers)
                if (utf8.substr(at).starts_with(mark)) return std::pair(at, mark.size());
        return std::pair(utf8.size(), std::size_t{1});
    };
    std::vector<TextLine> lines;
    for (std::size_t from = 0; from < utf8.size();) {
        if (lines.size() >= limits.rows)
            return std::unexpected(limit_failure({input, "", {static_cast<int>(lines.size()), 0}}, "rows", limits.rows, lines.size() + 1));
        const auto [end, length] = end_of_line(from);
        lines.push_back({utf8.substr(from, end - from), static_cast<int>(lines.size())});
        from = end + (utf8.substr(end, 2) == "\r\n" ? 2 : length);
    }
    return lines;
}

}  // namespace jixiao
