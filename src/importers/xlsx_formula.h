// The little that reading needs of formulas: literals, and the followers of a shared formula.
//
// Knows: ECMA-376-1 18.17.2 as far as references and text literals go. Does not know: how to calculate.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "importers/xlsx_sheet.h"

namespace jixiao {

// Whether a formula (without its '=') is only a number, with percent signs or without: 100%, -3.5, 95.
// Nobody calculates so: an office typed `=100%` as the value of an indicator.
bool is_literal_formula(std::string_view formula);

// The value of such a formula as a cell would store it ("100%" -> "1"); empty where it is none.
std::string literal_value(std::string_view formula);

// A formula moved by rows and columns: relative references move, absolute ones, text literals, sheet names and
// function names stay (18.3.1.40). A reference that leaves the sheet becomes #REF!.
std::string shifted_formula(std::string_view formula, int rows, int cols);

// Gives each follower of a shared formula its own text. Fails for the limit on memory.
bool expand_shared_formulas(SheetData& sheet, MemoryBudget& budget);

}  // namespace jixiao
