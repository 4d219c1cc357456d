// What the name of an indicator promises: which way it should move, and which bound it states.
//
// Knows: the vocabulary's comparators, the words of the rules. Does not know: rows or findings.
#pragma once

#include <optional>
#include <string_view>

#include "check/rules.h"
#include "model/direction.h"
#include "model/form.h"
#include "template/template.h"

namespace jixiao {

// By the vocabulary and the words of the rules.
Direction direction_of(std::string_view name, std::string_view framework, const Vocabulary& vocabulary,
                       const Rules& rules);

// 净增高新技术企业超600家 -> "超600家" as a value; nothing where the name states no bound.
std::optional<IndicatorValue> bound_in_name(std::string_view name, const Vocabulary& vocabulary, const Rules& rules);

// Whether a text is a unit of measure: of the vocabulary, of the rules, or made of such (元/人, 万元·年).
bool is_unit(std::string_view text, const Vocabulary& vocabulary, const Rules& rules);

// The unit in brackets that ends a name: 城镇新增就业人数（人） -> 人; empty for none. `unit` is one, too.
std::string unit_in_name(std::string_view name, std::string_view unit, const Vocabulary& vocabulary,
                         const Rules& rules);

}  // namespace jixiao
