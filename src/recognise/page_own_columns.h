// Labels that only this office has, and what they name: columns of a list (权重; comparator and unit apart from the figure), and
// fields beside another one (项目编码). They are taken out of the lines of pages, so that what is left are the form's own.
//
// Knows: header rows and what stands below their labels, rows of fields. Does not know: rows of lists.
#pragma once

#include "recognise/page_lines.h"

namespace jixiao {

// What stands below a label no form has goes to `foreign`; comparator, figure and unit of one line become one piece, which sets
// `joined`. A page that does not repeat the header goes on with the columns of the page before.
void take_out_own_columns(PagesRead& read, const Plan& plan);

// `项目名称 | 农村公路养护 | 项目编码 | 51000023T`: what stands behind the text of a field, a label no form has and its text, goes to
// `foreign`.
void take_out_own_fields(PagesRead& read, const Plan& plan);

}  // namespace jixiao
