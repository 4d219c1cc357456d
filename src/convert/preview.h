// A template shown as a form: every label printed, every value its id and type.
#pragma once

#include "convert.h"

namespace jixiao {

// The form with ids for values: what stands at `income.annual · amount` is /lists/income/…/annual of the JSON.
Form specimen_form(const Template& form_template, const Vocabulary& vocabulary);

// The same as a file.
Result<Bytes> preview_template(const Template& form_template, const Vocabulary& vocabulary, const Engine& engine, OutputFormat format);

}  // namespace jixiao
