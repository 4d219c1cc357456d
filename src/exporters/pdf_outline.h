// Bookmarks for the sections of the form.
//
// Knows: outlines and destinations (ISO 32000-1 12.3). Does not know: what a section says.
#pragma once

#include <vector>

#include "exporters/pdf_file.h"
#include "exporters/pdf_text.h"
#include "layout/pages.h"
#include "layout/sheet.h"

namespace jixiao {

// One bookmark for each label in the table's first column, below it those of the groups in the column
// beside it. `elements` are the cells' structure elements. 0 when there are none.
PdfFile::Ref write_outline(PdfFile& file, const Sheet& sheet, const SheetText& text, const Pages& pages,
                           const std::vector<PdfFile::Ref>& page_refs, const std::vector<PdfFile::Ref>& elements);

}  // namespace jixiao
