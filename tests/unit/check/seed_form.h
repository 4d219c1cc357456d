// The seed (fixtures/changzhou-kjj-2024.txt) as a Form, typed off the document, and the data to check it with.
#pragma once

#include <string>

#include "check/check.h"
#include "template/load.h"

namespace jixiao::test {

struct Data {
    Vocabulary vocabulary;
    Template form;
    Rules rules;
};
const Data& data();  // the installed templates and rules

Form seed_form();
Form sound_form();  // the seed with each of its flaws put right: a reviewer has nothing to say

Findings check(const Form& form, const CheckOptions& options = {});
// "code rule severity field" a line, in order.
std::string summary(const Findings& findings);

// Where a planted flaw goes.
Value& cell(Form& form, std::string_view list, std::size_t row, std::string_view column);
std::size_t row_of(const Form& form, std::string_view list, std::string_view name);  // by any text of the row
Value& field(Form& form, std::string_view id);
Value amount(std::string_view digits);
Value value(std::string_view raw);

}  // namespace jixiao::test
