// Findings an office has accepted, each with a reason and a last day.
//
// Knows: the waiver file, and which finding a waiver fits. Does not know: today's date; it is an argument.
#pragma once

#include <compare>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/finding.h"

namespace jixiao {

struct Date {
    int year = 0, month = 0, day = 0;
    auto operator<=>(const Date&) const = default;
    std::string str() const;  // "2026-12-31"
};
std::optional<Date> parse_date(std::string_view text);  // YYYY-MM-DD, a day of the Gregorian calendar

// A pattern is a text in which * stands for any run of characters; empty fits everything.
struct Waiver {
    Code code{};
    std::string rule, input, field;  // patterns over the rule, the input's name and the JSON pointer
    std::string got;                 // the value accepted, exactly; empty: any
    std::string reason;
    Date until;  // the last day it counts
};

// <waivers><waive code="…" rule="…" input="…" field="…" got="…" reason="…" until="2026-12-31"/></waivers>
Result<std::vector<Waiver>> load_waivers(const Input& xml);

struct Waived {
    Finding finding;
    std::string reason;
    Date until;
};

// Moves what a waiver in force on `today` fits out of `findings`; `input` is the document's name.
std::vector<Waived> take_waived(Findings& findings, const std::vector<Waiver>& waivers, std::string_view input,
                                Date today);

// Waivers that are over, so that people can be told.
std::vector<Waiver> expired(const std::vector<Waiver>& waivers, Date today);

}  // namespace jixiao
