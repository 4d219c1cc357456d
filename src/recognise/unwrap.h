// Lines of a page -> rows of a table, where cells wrap and labels stand centred beside the rows they cover.
//
// Knows: how pages become one table: which alignment explains them best, texts that go on over a page break.
// Does not know: what the rows mean; how lines are divided (page_table.h).
#pragma once

#include <optional>
#include <utility>
#include <vector>

#include "grid/grid.h"
#include "recognise/cells.h"
#include "recognise/page_lines.h"
#include "recognise/plan.h"

namespace jixiao {

struct Unwrapped {
    Grid grid;                                // one row a row of the table, a blank one between pages
    std::vector<std::vector<int>> sources;    // per cell of `grid`: the cells of the page it was made of, in reading order
    std::vector<std::pair<int, CellClaim>> settled;  // cells of the page that are no part of `grid`: furniture, block labels
    std::vector<int> stray;                   // cells of the page that fit no row
    std::vector<ForeignText> foreign;         // texts of columns that no form has
    std::optional<int> joined;                // the header cell of values whose comparator and unit stood in columns of their own
    std::vector<int> guessed;                 // cells whose column or row is a guess
    bool column_first = false;                // a column was read from top to bottom before the next one
    bool out_of_order = false;                // running text stands among the rows of lists
    bool trees_beside = false;                // two trees stand side by side, and blank cells left no trace
    bool own_columns = false;                 // values have columns beside them that the form does not have, one cell a line
    bool texts_behind = false;                // wrapped texts stand behind the values of rows, and only the next row's follow
};

// `page`: a grid whose page_lines is set; `views`: its cells.
Unwrapped unwrap_lines(const Grid& page, const Plan& plan, const std::vector<CellView>& views);

}  // namespace jixiao
