// Which rows stand on which page, and which lines of which cell stand there with them.
//
// Knows: heights, where a row may be split, what is repeated. Does not know: coordinates, rules, glyphs.
//
// Works on logical rows: physical rows that a tall cell is merged over are one row here.
#pragma once

#include <vector>

#include "base/failure.h"
#include "layout/cell_text.h"

namespace jixiao {

struct LogicalRow {
    double height = 0;
    bool table = true;
    int header_of = -1, section = -1;
    int first_cell = 0, end_cell = 0;  // cells that start here
};

struct LaidCell {
    int row = 0, rows = 1;  // logical
    CellText text;
    int line_count() const { return static_cast<int>(text.lines.size()); }
};

// The Sheet, ready to be cut: every cell's lines.
struct LaidSheet {
    const Sheet& sheet;
    std::vector<LogicalRow> rows;
    std::vector<LaidCell> cells;            // parallel to sheet.cells
    std::vector<std::vector<int>> headers;  // by section: its header rows
};
Result<LaidSheet> lay_out(const Sheet& sheet, const FontSet& fonts);

struct PlanRow {
    int row = 0;                 // logical
    double top = 0, height = 0;  // from the upper end of the page's content, downwards
    bool repeat = false;         // a header printed again
    bool ends = true;            // false: the row goes on on the next page
};

// A cell's part on a page.
struct PlanCell {
    int cell = 0;
    int first = 0, last = 0;           // of the page's rows
    int line_begin = 0, line_end = 0;  // its lines set here
    bool artifact = false;             // text set on another page, repeated here
    bool continued = false;            // began on an earlier page
};

struct PagePlan {
    std::vector<PlanRow> rows;
    std::vector<PlanCell> cells;  // repeated headers first, then in the Sheet's order
    double used = 0;              // height of the rows
};

// Height of a page between its margins.
double page_capacity(const PageSetup& page);

Result<std::vector<PagePlan>> plan_pages(const LaidSheet& laid);

}  // namespace jixiao
