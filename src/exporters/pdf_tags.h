// The structure tree: what the marked content means (ISO 32000-1 14.7, 14.8; ISO 14289-1).
//
// Knows: Document, H1, P, Table, TR, TH, TD, their attributes, the parent tree.
// Does not know: how anything is drawn.
#pragma once

#include <vector>

#include "exporters/pdf_content.h"
#include "exporters/pdf_file.h"
#include "layout/sheet.h"

namespace jixiao {

struct Structure {
    PdfFile::Ref root = 0;               // StructTreeRoot
    std::vector<PdfFile::Ref> elements;  // by cell: its H1, P, TH or TD
};

// `marks[i]` are those of the page `pages[i]`, whose /StructParents is i. A cell over several pages is one element.
Structure write_structure(PdfFile& file, const Sheet& sheet, const std::vector<PdfFile::Ref>& pages,
                          const std::vector<std::vector<MarkedText>>& marks);

}  // namespace jixiao
