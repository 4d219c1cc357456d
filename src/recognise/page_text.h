// Lines of a long text -> its paragraphs.
//
// Knows: numbering marks, indents, and that a line broken before its end ends a paragraph. Does not know: fields.
#pragma once

#include <span>
#include <string>
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

// The paragraphs, their lines joined as they were before they were wrapped.
std::vector<std::string> join_paragraphs(std::span<const TextRun> lines);

}  // namespace jixiao
