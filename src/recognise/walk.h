// First pass over a Grid: which zone of the form does each row belong to?
//
// Knows: anchors (known labels), headers, page furniture. Does not know: which value belongs to which column.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "grid/grid.h"
#include "recognise/cells.h"
#include "recognise/plan.h"

namespace jixiao {

struct RowReading {
    enum class Kind {
        Title, Year, Unit,   // above the table
        Header,              // column labels of a section
        Fields,              // labels with their values
        Below,               // values of the labels in the row above
        Rows,                // a row of a section
        Continued,           // text that goes on from the field above
        Repeated,            // page furniture: repeated title, page number
        Annex,               // what was listed below the table for want of a place
        Loose,               // nothing the form knows
    };
    Kind kind = Kind::Loose;
    int row = 0;
    int zone = -1;
    int fragment = 0;                      // rows between two blank lines share one
    bool gaps = false;                     // cells were left blank before or between those of the row
    bool entered_without_header = false;   // the zone was entered by a label of one of its rows
    std::vector<const CellView*> cells;    // block labels taken out
};

// A cell that was cut into the cells it was glued from.
struct GluedCell {
    const CellView* cell = nullptr;
    std::string pieces;                    // between bars
};

// A text without a label of its own in a block that has a single one.
struct NamedByBlock {
    const CellView* block = nullptr;       // the block's label
    std::string label;                     // of the text, as the form prints it
};

struct Walk {
    std::vector<RowReading> rows;
    std::vector<NamedByBlock> named;
    std::vector<GluedCell> glued;
    std::deque<CellView> pieces;           // of glued cells; rows refer to them
    int headers_seen = 0;
};

// Marks block labels, headers and furniture in `claims` (one a cell of the grid).
Walk walk_rows(const Grid& grid, const Plan& plan, const std::vector<CellView>& views, std::vector<CellClaim>& claims);

// `第3页`, `第 1 页 共 3 页`, `- 1 -`, `— 1 —`, `1/3`: a page number and nothing else. Takes a label key.
bool is_page_number(std::string_view key);

// `2024年度`, `（2024年）`: a year and nothing else. Takes a label key.
bool is_year(std::string_view key);

// The year of `2024年度`, `（2024年）`, `2024 年部门…`; 0 where there is none.
int year_in(std::string_view text);

// The currency unit a cell declares: `单位：元`, `资金（万元）`; empty where it declares none.
std::string unit_in(std::string_view text);

}  // namespace jixiao
