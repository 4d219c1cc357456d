// How a spreadsheet program sets a cell's text: what row heights and the workbook's writer must agree on.
//
// Knows: what Excel, WPS and LibreOffice leave beside a text, and how their lines differ from ours.
// Does not know: rows, cells by position, or OOXML.
#pragma once

#include "layout/cell_text.h"

namespace jixiao {

// One step of indent: three blanks of the default font, 9 pixels (ECMA-376-1 18.8.1).
inline constexpr double kIndentStep = 6.75;  // pt
inline constexpr double kCellInset = 2;      // pt a spreadsheet program leaves at either side of a cell, and above and below

// Steps of indent that come nearest the style's padding, one at least for 4 pt and more. None for centred text.
int indent_steps(const Style& style);

// Height a workbook's row must have so that no spreadsheet program cuts the text, whatever font it falls back to.
// `width`: of the cell, in points.
double workbook_height(const CellText& text, const SheetCell& cell, const Style& style, double width);

}  // namespace jixiao
