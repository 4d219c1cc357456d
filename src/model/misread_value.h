// What an indicator value may be that character recognition misread: letters for digits, what it makes of %.
//
// Knows: how figures are misread. Does not know: which indicator a value belongs to, or what is done with a proposal.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "model/form.h"
#include "template/template.h"

namespace jixiao {

struct MisreadValue {
    std::string proposal;   // the value it may be
    std::string suspect;    // the characters in doubt, as written
    bool readable = false;  // the value as written has a number, too (=10096): it stands, the proposal beside it
};

// Nothing where the value reads well, or where no misreading of a figure explains it.
//     =1OO%, l5家      letters among digits
//     =100%6, =1009%6  digits behind %: both characters of a misread %, and a 9 before it
//     =1000/0, =10096  a % come apart, where that leaves a rate of at most 100
std::optional<MisreadValue> misread_value(std::string_view shown, const Vocabulary& vocabulary);

// What a form prints for a value: `raw`, or, where a proposal was applied (`--repairs all`), the comparator, number and unit it was
// read as: `乏90%` read as at least 90 % prints ≥90%.
std::string printed_value(const IndicatorValue& value, const Vocabulary& vocabulary);

}  // namespace jixiao
