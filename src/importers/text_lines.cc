#include "importers/text_lines.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/limits.h"
#include "text/characters.h"

namespace jixiao {

Result<std::vector<TextLine>> split_lines(const std::string& input, std::string_view utf8, const Limits& limits) {
    std::vector<TextLine> lines;
    for (std::size_t from = 0; from < utf8.size();) {
        if (lines.size() >= limits.rows)
            return std::unexpected(limit_failure({input, "", {static_cast<int>(lines.size()), 0}}, "rows", limits.rows, lines.size() + 1));
        const std::size_t end = std::min(utf8.find_first_of("\r\n", from), utf8.size());
        lines.push_back({utf8.substr(from, end - from), static_cast<int>(lines.size())});
        from = end + (utf8.substr(end, 2) == "\r\n" ? 2 : 1);
    }
    return lines;
}

}  // namespace jixiao
