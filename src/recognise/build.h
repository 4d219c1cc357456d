// Second pass: the rows of a Walk become the fields and lists of a Form.
#pragma once

#include "model/form.h"
#include "recognise/repairs.h"
#include "recognise/walk.h"

namespace jixiao {

// Fills `form` (its template id and source are set) and settles every claim. Findings come in no order.
void build_form(const Grid& grid, const Plan& plan, const std::vector<CellView>& views, const Walk& walk,
                const RepairRules& repairs, std::vector<CellClaim>& claims, Form& form);

// In the order of the source; what has no place comes first.
void sort_by_place(Findings& findings);

}  // namespace jixiao
