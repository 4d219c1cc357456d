// Grids written as text: one line a row, cells between bars, an empty line for a page break.
#pragma once

#include <string>
#include <string_view>

#include "grid/grid.h"
#include "recognise/recognise.h"

namespace jixiao::test {

// "单位名称 | 某局" -> two cells; blanks around a cell do not count, an empty cell is none; "\n" in a cell is a line break.
Grid table(std::string_view text);

// A spreadsheet-like grid: as `table`, with `{3x1}` before a cell's text giving its extent, rows x columns.
Grid sheet(std::string_view text);

const Recogniser& recogniser();

Form read(const Grid& grid);   // requires success

// A complete small Jiangsu form as a text grid; `rows` stands in for the indicator rows and their headers.
std::string small_form(std::string_view money, std::string_view indicators);

const Value& cell(const Form& form, std::string_view list, std::size_t row, std::string_view column);
std::size_t count(const Form& form, Code code);

}  // namespace jixiao::test
