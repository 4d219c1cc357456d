// What it means that a value became another.
//
// Knows: amounts, targets as sets of allowed values, spellings. Does not know: rows, columns, forms.
#pragma once

#include "compare/compare.h"

namespace jixiao {

// The kind of difference between two values of one place; nothing where they mean the same and are written alike.
std::optional<DifferenceKind> judge_values(const Value& before, const Value& after, const FormRoles& roles);

// (after - before) / before in percent, to two decimals, half away from zero, exactly; nothing for a before of 0.
std::optional<Decimal> percent_change(const Decimal& before, const Decimal& after);

// The power of ten that brings an amount in one unit (元, 万元 …) to another; nothing where a unit is not known.
std::optional<int> unit_shift(std::string_view from, std::string_view to);

// What a person reads: the amount's digits, the target as written, the text, paragraphs in lines.
std::string value_text(const Value& value);

}  // namespace jixiao
