// From a stored worksheet to a Grid: strings looked up, numbers shown, merges placed.
//
// Knows: what a person saw of a cell. Does not know: packages or XML.
#pragma once

#include "base/limits.h"
#include "grid/grid.h"
#include "importers/unseen.h"
#include "importers/xlsx_sheet.h"
#include "importers/xlsx_workbook.h"

namespace jixiao {

struct SheetContext {
    const StyleTable& styles;
    const SharedStrings& strings;
    DateSystem dates;
    Origin at;            // input and sheet
    bool hidden;          // the sheet
    UnseenCharacters& unseen;
};

// Consumes the sheet's cells. Fails only for the limit on memory.
Result<Grid> build_grid(SheetData sheet, const SheetContext& context, MemoryBudget& budget, FindingList& findings);

// The merges that are used, ordered by position, none overlapping: later ones that do are refused with a
// finding, absurd ones clipped to the used range or refused.
std::vector<Area> usable_merges(const SheetData& sheet, const Origin& at, FindingList& findings);

}  // namespace jixiao
