// A worksheet part as it is stored: cells, formulas, merges, what is hidden. Nothing is looked up or shown yet,
// for merges stand behind the cells and rows may come in any order.
//
// Knows: ECMA-376-1 18.3. Does not know: strings, styles, grids.
#pragma once

#include <cstdint>
#include <deque>
#include <string>
#include <vector>

#include "base/limits.h"
#include "importers/ooxml_package.h"
#include "importers/ooxml_text.h"
#include "importers/xlsx_reference.h"

namespace jixiao {

// ECMA-376-1 18.18.11
enum class StoredType : std::uint8_t { Number, SharedString, InlineString, FormulaString, Boolean, Error, Date };

struct StoredCell {
    int row = 0;
    std::uint16_t col = 0;
    StoredType type = StoredType::Number;
    std::uint32_t style = 0;
    int formula = -1;       // index into SheetData::formulas
    std::string_view text;  // of v, or of is; in the arena
    Place at() const { return {row, col}; }
};

struct StoredFormula {
    std::string text;  // without the leading '='; empty for a follower of a shared formula
    int shared = -1;   // its group, ECMA-376-1 18.3.1.40 si
    Place at;
};

struct SheetData {
    TextArena arena;
    std::deque<StoredCell> cells;  // as stored, those with a value or a formula
    std::vector<StoredFormula> formulas;
    std::vector<Area> merges;
    std::vector<bool> hidden_rows, hidden_cols;  // as long as the last hidden one
    Place used_last;         // last row and column that hold a cell, blank ones included; -1 for none
    bool ordered = true;     // cells ascend by row and column
    bool show_zeros = true;  // 18.3.1.87

    bool row_hidden(int row) const {
        return static_cast<std::size_t>(row) < hidden_rows.size() && hidden_rows[static_cast<std::size_t>(row)];
    }
    bool col_hidden(int col) const {
        return static_cast<std::size_t>(col) < hidden_cols.size() && hidden_cols[static_cast<std::size_t>(col)];
    }
};

// `at` names input and sheet. Cells whose place cannot be read become findings with their text. `cells` counts
// over the workbook.
Result<SheetData> read_sheet(OoxmlPackage& package, std::string_view part, const Origin& at, std::uint64_t& cells,
                             MemoryBudget& budget, FindingList& findings);

}  // namespace jixiao
