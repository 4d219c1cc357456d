// docs/findings.md: every code of base/findings.def in both languages.
//
// Knows: the page's shape. Does not know: where it lies.
#pragma once

#include <string>

namespace jixiao {

std::string findings_page();  // Markdown

}  // namespace jixiao
