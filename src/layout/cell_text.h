// The text of one Sheet cell, broken into lines for the width of its columns.
//
// Knows: a cell's style, size, indent and paragraphs. Does not know: rows, pages, or where on a page a line lies.
#pragma once

#include <string_view>
#include <vector>

#include "fonts/font_set.h"
#include "layout/pages.h"
#include "layout/sheet.h"
#include "layout/typeset.h"

namespace jixiao {

struct CellText {
    std::vector<TypeText> paragraphs;
    std::vector<LineSpan> lines;  // none for a cell without text
    double size = 10.5;           // pt
    double leading = 14;          // pt from baseline to baseline
    double padding = 3;           // pt above and below
    float indent = 0;             // 1/1000 em

    // What `count` lines need, the paddings included.
    double height(int count) const { return count * leading + 2 * padding; }
    double height() const { return lines.empty() ? 0 : height(static_cast<int>(lines.size())); }
    // How many lines a box holds.
    int capacity(double box_height) const;
};

// Width between the paddings, in points.
double inner_width(const Sheet& sheet, const SheetCell& cell);

CellText cell_text(const SheetCell& cell, const Style& style, double inner_width, const FontSet& fonts);

// The same with another text in place of the cell's: a repeated label with its mark.
CellText cell_text(const std::vector<std::string>& paragraphs, const SheetCell& cell, const Style& style,
                   double inner_width, const FontSet& fonts);

// Breaks the text anew after the cell's size or indent has changed.
void break_again(CellText& text, const SheetCell& cell, const Style& style, double inner_width);

// Where a line is to stand: x of the inner left edge, y of its baseline, the width between the paddings.
struct LineSlot {
    double x = 0, baseline = 0, width = 0;
    HAlign align = HAlign::Left;
    double right_shift = 0;  // pt a number keeps free at its right, for the decimals it does not have
};

Line set_line(const CellText& text, const LineSpan& span, const LineSlot& slot);

// Of a line's box around its baseline: an ideograph's square reaches from -0.12 to 0.88 em, so that its middle lies
// 0.38 em above the baseline; the middle of a digit lies there too.
inline constexpr double kMiddle = 0.38;
// Ideographic squares, for distances between ink and rules.
inline constexpr double kEmAscent = 0.88, kEmDescent = 0.12;

}  // namespace jixiao
