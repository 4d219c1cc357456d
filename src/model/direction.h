// Which way an indicator should move, by its name.
//
// Knows: the vocabulary's comparators, words that tell a direction. Does not know: values or findings.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "model/form.h"
#include "template/template.h"

namespace jixiao {

enum class Direction { Unknown, Up, Down };

struct DirectionWords {
    std::vector<std::string> up, down;
};

// From the vocabulary where it knows the third level, else by the longest word in the name (the later of two equally
// long ones: 成本节约率 rises, 培训成本控制率 falls).
Direction direction_of(std::string_view name, std::string_view framework, const Vocabulary& vocabulary,
                       const std::vector<std::string>& up, const std::vector<std::string>& down);

// ≥ for what should rise, ≤ for what should fall; empty where nothing tells. A third level whose vocabulary entry
// knows one comparator alone has that one (预算调整率: =).
std::string_view likely_sign(std::string_view name, std::string_view framework, const Vocabulary& vocabulary,
                             const DirectionWords& words);

}  // namespace jixiao
