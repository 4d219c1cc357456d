// What an expert reviewer would say about a form.
//
// Knows: sums and their explanations, consistency, completeness, publication rules; all thresholds come from the
// template or the rules file. Does not know: any form by name, or how the form was read.
#pragma once

#include "base/finding.h"
#include "base/limits.h"
#include "check/rules.h"
#include "model/form.h"
#include "template/template.h"

namespace jixiao {

struct CheckOptions {
    bool publish = false;  // the publication gate: private numbers, hidden content
    std::uint64_t most_of_kind = Limits().findings_of_kind;  // of one code; one more counts the rest
};

// Findings in document order: by place in the form's JSON, then by code. What form.findings says already of a
// place with the same code is not said again.
Findings check_form(const Form& form, const Template& form_template, const Vocabulary& vocabulary, const Rules& rules,
                    const CheckOptions& options = {});

// Gives findings of any stage the severities the rules set, and drops those that are off. With `publish` what a source
// hides weighs as it does in the table of codes; otherwise it is as its finder said.
void grade(Findings& findings, const Rules& rules, const CheckOptions& options);

// Without a rules file: what the template and the vocabulary alone allow to say.
Findings check_form(const Form& form, const Template& form_template, const Vocabulary& vocabulary,
                    const CheckOptions& options = {});

}  // namespace jixiao
