// Comparators that character recognition printed as something a figure may begin with: ≥280次 as 2280次, =90% as -90%.
//
// Knows: the values of a whole form. Does not know: cells.
#pragma once

#include "model/form.h"
#include "recognise/plan.h"
#include "recognise/repairs.h"

namespace jixiao {

// Proposes ≥280次 for 2280次 where the row's other value is 280次: then neither number nor comparator is read. The sign is that of the
// indicator's meaning, ≥ where the name does not tell.
void propose_for_digits(Form& form, const Plan& plan, const RepairRules& repairs);

// Once it is known whether character recognition made the form: proposes the same where hardly any value of the list goes without
// a comparator, and in such a form =90% for -90%. The number stands beside these proposals.
void propose_for_likely_signs(Form& form, const Plan& plan, const RepairRules& repairs);

}  // namespace jixiao
