// Columns of a list that only this office has: 权重, which no form keeps, and comparator and unit apart from the figure. They are
// taken out of the lines of pages, so that what is left are the form's own.
//
// Knows: header rows, and what stands below their labels. Does not know: rows.
#pragma once

#include "recognise/page_lines.h"

namespace jixiao {

// What stands below a label no form has goes to `foreign`; comparator, figure and unit of one line become one piece, which sets
// `joined`. A page that does not repeat the header goes on with the columns of the page before.
void take_out_own_columns(PagesRead& read, const Plan& plan);

}  // namespace jixiao
