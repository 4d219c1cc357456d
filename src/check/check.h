// What an expert reviewer would say about a form.
//
// Knows: sums and their explanations, consistency, completeness, publication rules; all thresholds come from the
// template or the rules file. Does not know: any form by name, or how the form was read.
#pragma once

#include "base/finding.h"
#include "model/form.h"
#include "template/template.h"

namespace jixiao {

struct CheckOptions {
    bool publish = false;   // the publication gate: private numbers, placeholders, typos
};

// Findings in document order: by place in the form's JSON, then by code.
Findings check_form(const Form& form, const Template& form_template, const Vocabulary& vocabulary,
                    const CheckOptions& options = {});

}  // namespace jixiao
