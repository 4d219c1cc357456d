// Forms nobody wrote: random departments whose every value is known before anything is printed.
//
// Knows: a template, the vocabulary, how offices write. Does not know: how a form is printed or read.
#pragma once

#include <vector>

#include "model/form.h"
#include "random.h"
#include "template/template.h"

namespace jixiao::noise {

struct MadeForm {
    Form form;                                // the truth
    const Template* form_template = nullptr;
    std::vector<std::vector<int>> sections;   // of each list: the section of each row
};

struct Shape {
    int most_projects = 60;
    bool lone_values = true;  // a row may have one of two values blank; a dialect that prints no blanks cannot tell which
    bool blank_values = true;      // a row may have neither of its two values: no wrapped text shows where such a row begins
    bool sums_hold = false;        // an amount is confirmed by its sum, or by none: where it does not hold all are doubted
    bool every_fixed_row = false;  // rows a template prints in any case are never left out
};

// Amounts agree with the template's sums in five forms of six.
MadeForm make_form(const Template& form_template, const Vocabulary& vocabulary, const Shape& shape, Random& random);

// An indicator value in every way offices write one, with its meaning. Kind Text: only `raw` is known.
IndicatorValue make_value(const IndicatorTerm* term, const Vocabulary& vocabulary, Random& random);

}  // namespace jixiao::noise
