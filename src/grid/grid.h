// What a file says, cell by cell, nothing interpreted.
//
// Knows: cells, the area each covers, and the invariant that areas lie inside and never overlap.
// Does not know: formats a grid came from, or what any text means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/origin.h"
#include "grid/rare.h"

namespace jixiao {

enum class CellKind : std::uint8_t { Text, Number, Date, Boolean, Error };

std::string_view kind_name(CellKind kind);  // "text" | "number" | "date" | "boolean" | "error"

struct Extent {
    int rows = 1;
    int cols = 1;
    bool operator==(const Extent&) const = default;
};

// Where a cell stands on a page of text, as far as the text tells: its left and right edge and its middle, in any unit that
// is the same for all cells of the grid. Page 0: not known.
struct PagePlace {
    int page = 0;
    float left = 0, right = 0;
    float y = 0;
};

struct Cell {
    Place at;                    // top-left
    Extent extent;
    std::string raw;             // as stored: a serial, `#REF!`, tags included
    std::string shown;           // as a person saw it; '\n' where a line ended
    Rare<std::string> formula;   // without the leading '='
    Rare<PagePlace> page_place;  // texts set out on pages
    float confidence = 1;        // of the OCR engine, 0..1; 1 for everything else
    CellKind kind = CellKind::Text;
    bool hidden = false;         // in a hidden row, column or sheet

    PagePlace on_page() const { return page_place ? *page_place : PagePlace{}; }
};

// Sparse: memory follows the number of cells and the rows their areas cover, never the numbers
// of the last row and column.
class Grid {
public:
    // ECMA-376-1 18.3.1.73, 18.3.1.13: the last row and column a spreadsheet has. Text keeps the same bounds.
    static constexpr int kMaxRows = 1'048'576;
    static constexpr int kMaxCols = 16'384;
    // Rows covered by merged areas, all together: a bound on the index, not on honest tables
    // (a form of 200 rows with three vertical labels covers 600).
    static constexpr int kMaxCoveredRows = 4'000'000;

    std::string part;            // sheet name; empty for text
    bool hidden = false;         // the whole sheet
    bool page_lines = false;     // rows are lines of a page: a row of the table may take several of them
    bool fixed_columns = false;  // true: positions are the author's (a spreadsheet); false: they may drift (text)

    // Refuses (false, nothing changed) a cell that leaves the bounds, has an empty extent, or overlaps another.
    bool place(Cell cell);

    // Room for that many cells, so that growing needs no second copy of them.
    void reserve(std::size_t cells) { cells_.reserve(cells); }

    // The cell that covers a position; nullptr where there is none.
    const Cell* at(Place pos) const;

    // All cells, ordered by top-left row, then column, once `sort` ran; importers call it last.
    const std::vector<Cell>& cells() const { return cells_; }
    void sort();

    // Cells that cover row `row`, in column order, including those that begin above it.
    std::vector<const Cell*> row(int row) const;

    int rows() const { return rows_; }  // last covered row + 1
    int cols() const { return cols_; }

private:
    struct Span {
        int first_col, last_col;
        int cell;
    };
    const Span* find(int row, int col) const;

    std::vector<Cell> cells_;
    std::vector<std::vector<Span>> index_;   // per row of `index_rows_`
    std::vector<int> index_rows_;            // sorted row numbers that have cells
    int rows_ = 0, cols_ = 0;
    int covered_rows_ = 0;
};

// `jixiao show --as grid`: one JSON object a line, each non-empty cell once, row by row.
std::string dump_grid(const Grid& grid);

}  // namespace jixiao
