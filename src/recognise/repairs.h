// How far recognition may repair what it reads. Every repair is a finding in any case.
#pragma once

#include <optional>
#include <string_view>

#include "model/direction.h"

namespace jixiao {

enum class Repairs {
    Never,  // labels stay as they are written, lost ones are not restored; values are only remarked on
    Safe,   // structure and labels are repaired; what touches a number or a comparator is only proposed
    All,    // proposals for numbers and comparators are applied, too
};

// What reading a value needs to know of repairs.
struct RepairRules {
    Repairs level = Repairs::Safe;
    const DirectionWords* words = nullptr;   // never null while reading
};

constexpr std::optional<Repairs> find_repairs(std::string_view name) {
    if (name == "never") return Repairs::Never;
    if (name == "safe") return Repairs::Safe;
    if (name == "all") return Repairs::All;
    return std::nullopt;
}

}  // namespace jixiao
