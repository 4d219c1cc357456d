// What a workbook carries beside its cells and a reader of the table does not see: comments, author names,
// macros, links. Noted only, for a check before publication.
//
// Knows: the parts that hold such things. Does not know: whether anybody minds.
#pragma once

#include "base/limits.h"
#include "importers/xlsx_workbook.h"

namespace jixiao {

void note_workbook_extras(OoxmlPackage& package, const Workbook& workbook, FindingList& findings);

// `sheet` names input and sheet; `relationships` are the sheet's.
void note_sheet_extras(OoxmlPackage& package, const std::vector<Relationship>& relationships, const Origin& sheet,
                       FindingList& findings);
void note_hidden_sheet(const Origin& sheet, FindingList& findings);

}  // namespace jixiao
