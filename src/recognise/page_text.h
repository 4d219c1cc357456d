// Lines of a long text -> its paragraphs.
//
// Knows: numbering marks, indents, and that a line broken before its end ends a paragraph. Does not know: fields.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "recognise/page_lines.h"

namespace jixiao {

// One line of a text, its pieces already joined.
struct TextRun {
    std::string text;
    double left = 0, right = 0;
    int page = 0;                // lines of one page compare by place
    bool placed = true;          // false: only the text is known, `right` is its width
};

// True for a unit and nothing else: it begins no value.
bool is_unit(std::string_view text, const Vocabulary& vocabulary);

// True when a line of a value can only be the rest of the line above it: a unit cut in two (元每人 / 每月), a unit below its number, the end of a range
// (38328-38 / 368公里, 2023.07-2 / 024.01).
bool is_rest_of_value(std::string_view above, std::string_view below, const Vocabulary& vocabulary);

// The paragraphs, their lines joined as they were before they were wrapped.
std::vector<std::string> join_paragraphs(std::span<const TextRun> lines);

}  // namespace jixiao
