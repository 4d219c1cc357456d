// A form nobody has filled in yet.
#pragma once

#include "model/form.h"
#include "template/template.h"

namespace jixiao {

// Every field and list of the template, without values and rows.
Form empty_form(const Template& form_template);

// The same with rows to be filled in: the known indicators of the template's framework in their sections, and blank
// rows where a list takes rows of any name.
Form blank_form(const Template& form_template, const Vocabulary& vocabulary);

}  // namespace jixiao
