// One cell a line -> rows of a table: text that lost every place, as `pdftotext -raw` and copying from a viewer leave it.
//
// Knows: the order labels* values* of a row, and that known labels, names of projects and quotations tell which column a line
// belongs to. Does not know: places; blank cells leave no trace, so that a lone value's column is a guess (and is told).
#pragma once

#include "recognise/unwrap.h"

namespace jixiao {

// `page`: a grid of one column whose page_lines is set; `views`: its cells.
Unwrapped unwrap_stream(const Grid& page, const Plan& plan, const std::vector<CellView>& views);

}  // namespace jixiao
