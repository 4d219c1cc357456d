// A text cut into lines.
//
// Knows: line endings. Does not know: what a line holds.
#pragma once

#include <string_view>
#include <vector>

#include "base/failure.h"
#include "base/limits.h"

namespace jixiao {

struct TextLine {
    std::string_view text;  // without its ending; a view into the text
    int number = 0;         // from 0
};

// CR LF, LF and CR end a line, in any mixture. An ending at the end of the text opens no further line.
// Fails for the limit on rows.
Result<std::vector<TextLine>> split_lines(const std::string& input, std::string_view utf8, const Limits& limits);

}  // namespace jixiao
