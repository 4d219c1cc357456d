// Two inputs compared, each of one or more forms, and the comparison written down.
//
// Knows: which form of one input belongs to which of the other, and three ways to show differences.
// Does not know: how inputs are read, or where the result goes.
#pragma once

#include <string>
#include <vector>

#include "compare/compare.h"

namespace jixiao {

struct ComparedForm {
    const Form* form = nullptr;
    const Template* form_template = nullptr;
};

struct FormComparison {
    const Form* before = nullptr;  // nullptr: the earlier input has no such form
    const Form* after = nullptr;
    Differences differences;
};

struct Comparison {
    std::vector<FormComparison> forms;
    bool equal() const;  // every form has its counterpart, and none differs from it
};

// Forms go together when each input has one; else by template and sheet, then template and title, then template
// alone, in order. The forms must outlive the comparison.
Comparison compare_forms(const std::vector<ComparedForm>& before, const std::vector<ComparedForm>& after,
                         const Vocabulary& vocabulary);

std::string comparison_text(const Comparison& comparison, Lang lang);  // for people, on a terminal
std::string comparison_json(const Comparison& comparison, Lang lang);  // schema jixiao.diff/1
std::string comparison_html(const Comparison& comparison, Lang lang);  // one self-contained page without script

}  // namespace jixiao
