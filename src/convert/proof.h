// What was written, read back: an output counts only when it says what the form says.
//
// Knows: how to read the outputs that can be read. Does not know: how they were made.
#pragma once

#include "convert.h"
#include "layout/sheet.h"

namespace jixiao {

// JSON must mean the same form. A workbook must show each text and number of its Sheet in the cell it belongs to, and
// mean the same form: where it does not, that is a failure. But values from JSON may be such as no table gives (`健全`
// declared as a number, a lone dash, a control character): of those it is enough that the workbook says them, and each
// that reads back as something else is returned as a finding. Other formats are not read back here.
// `limits` are those of reading the input.
Result<Findings> prove(const Document& document, const Output& output, const Sheet& sheet, const Engine& engine,
                       const Limits& limits = {});

}  // namespace jixiao
