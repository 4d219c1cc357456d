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

// The unit in brackets that ends a name: 城镇新增就业人数（人） -> 人; empty for none. `unit` helps to recognise one
// the vocabulary does not know.
std::string unit_in_name(std::string_view name, std::string_view unit, const Vocabulary& vocabulary);

}  // namespace jixiao
