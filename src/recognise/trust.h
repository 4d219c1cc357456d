// Was a text made by character recognition?
//
// Knows: what such a text shows of it in labels and comparators. Does not know: what follows from it (check/trust.cc).
#pragma once

#include "grid/grid.h"
#include "model/form.h"
#include "recognise/plan.h"
#include "recognise/repair_labels.h"

namespace jixiao {

// Sets `source.trust` to ocr, with the finding ocr_source, where the marks of character recognition are enough: word boxes
// of an engine; several misread labels (2 % of all: a typist errs in one); what an engine makes of ≥ and ≤ in front of a
// figure (乏90%); two comparators of one row that cannot both be right (半年 <90%，全年 ≥90%). An engine prints ≥ as a plain
// = or < as well, which is a legal comparator: beside another mark, rows that have = and ≥ side by side count, too.
void judge_trust(const Grid& grid, const LabelRepairs& labels, const Plan& plan, Form& form);

}  // namespace jixiao
