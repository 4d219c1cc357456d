// A form written in another form's template: what both name by the same id moves over, what has no place is listed.
//
// Knows: ids of fields, lists, columns and rows; which entries of another form a template takes. Does not know: any form.
#pragma once

#include <map>
#include <string>

#include "model/form.h"
#include "template/template.h"

namespace jixiao {

// The values of `form`, which is in the template `from`, as a form of the template `to`. Amounts are converted to its unit.
// What has no place there stands in `unplaced`. The form's findings come along, with their pointers moved; new ones say
// what has no place (no_place_in_template), what went to a corresponding entry (placed_elsewhere), and what was converted.
Form reshape(const Form& form, const Template& from, const Template& to, const Vocabulary& vocabulary);

}  // namespace jixiao
