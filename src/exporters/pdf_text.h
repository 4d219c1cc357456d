// The text of a Sheet beside the lines of its Pages.
//
// Knows: that every character of the Sheet lies on one line, and how to prove it. Does not know: PDF.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/message.h"
#include "fonts/font_set.h"
#include "layout/pages.h"
#include "layout/sheet.h"

namespace jixiao {

// [cell][paragraph]: code points.
using SheetText = std::vector<std::vector<std::u32string>>;

SheetText sheet_text(const Sheet& sheet);

// White space the layout dropped at the end of the line, as a glyph that puts it back: without it, the
// words on both sides of the line end would be one word to a reader. Nothing where none was dropped.
std::optional<FontSet::Pick> dropped_space(const Sheet& sheet, const SheetText& text, const Box& box,
                                           const Line& line, const FontSet& fonts);

// Everything that would make the PDF wrong or not conforming, found before anything is written.
struct PdfViolations {
    std::vector<Message> broken;         // cannot be drawn: text that is not the Sheet's, a table that is no rectangle,
                                         // numbers a PDF cannot hold
    std::vector<Message> nonconforming;  // can, but against a standard: no title, a missing glyph
};
PdfViolations pdf_violations(const Sheet& sheet, const SheetText& text, const Pages& pages);

}  // namespace jixiao
