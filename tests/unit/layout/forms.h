// Forms to lay out, built by hand from what the documents say.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "layout/compose.h"
#include "template/load.h"

namespace jixiao::forms {

const FontSet& fonts();
const TemplateSet& templates();
const Template& jiangsu();  // templates/jiangsu/department-overall.xml

// Every field and list of the template, nothing filled in.
Form empty(const Template& form_template);
Form seed();  // 常州市科学技术局 2024
Form large(int projects, int indicators);
Form with_duties(int characters);  // the seed with duties of that many characters
Form nearly_empty();               // a name, a year, a total and a goal

void set_text(Form& form, std::string_view field, std::string text);
void set_paragraphs(Form& form, std::string_view field, std::vector<std::string> paragraphs);
// Cells separated by '|', by the list's column ids; an empty one is null. Amounts and indicator values by `columns`'
// names.
void add_row(Form& form, std::string_view list, std::string_view cells);

struct Composed {
    Sheet sheet;
    Pages pages;
    Findings findings;
};
// Fails the test where the layout fails.
Composed lay(const Form& form, const Template& form_template, const ComposeOptions& options = {});
Composed lay(const Form& form);

}  // namespace jixiao::forms
