// Two lists whose rows stand side by side in a form, and apart in the model.
//
// Knows: how a row of the table divides into a row of each. Does not know: cells, or how rows are read or set.
#pragma once

#include <map>
#include <string>

#include "model/form.h"
#include "template/template.h"

namespace jixiao {

// True where the template has such lists.
bool has_sides(const Template& form_template);

// JSON pointers of one shape of a form, by those of the other.
using PointerMap = std::map<std::string, std::string>;

// Reading fills the first of the two lists with whole rows of the table. Afterwards each list has its own; a side that was
// left blank in a row has none. Pointers of the findings are moved.
void split_sides(const Template& form_template, Form& form);

// The form with whole rows for setting it, in a list of the table's own id: below each first level both lists' rows one beside
// the other. `real` receives what each pointer of the table is in `form`.
Form join_sides(const Template& form_template, const Form& form, PointerMap& real);

}  // namespace jixiao
