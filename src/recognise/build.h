// Second pass: the rows of a Walk become the fields and lists of a Form.
#pragma once

#include "model/form.h"
#include "recognise/walk.h"

namespace jixiao {

// Fills `form` (its template id and source are set) and settles every claim.
void build_form(const Grid& grid, const Plan& plan, const std::vector<CellView>& views, const Walk& walk,
                std::vector<CellClaim>& claims, Form& form);

}  // namespace jixiao
