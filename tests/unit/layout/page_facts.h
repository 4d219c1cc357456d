// What must hold of any Sheet and its Pages, checked from the outside.
#pragma once

#include <string>

#include "forms.h"

namespace jixiao::forms {

// Text of a line as its glyphs say it; 〓 as the character it stands for.
std::string line_text(const Line& line);
// All lines of a box, '/' between them.
std::string box_text(const Box& box);

void check_sheet_facts(const Sheet& sheet);
void check_form_shown(const Form& form, const Sheet& sheet);
void check_page_facts(const Sheet& sheet, const Pages& pages);

// One line a box: page, cell position, place, flags and text.
std::string describe(const Sheet& sheet, const Pages& pages);

}  // namespace jixiao::forms
