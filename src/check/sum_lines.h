// The figures a template's sum names.
//
// Knows: the paths of the template language. Does not know: whether they add up.
#pragma once

#include <string>
#include <vector>

#include "check/review.h"

namespace jixiao {

// A figure of the form with the place to complain at.
struct SumLine {
    std::string name;
    const Amount* amount = nullptr;  // null: blank
    std::string pointer;
    Place place;
    const ListView* list = nullptr;  // null: a field
};

SumLine row_line(const ListView& view, std::size_t row, const std::string& column);

// The lines a path names ("income:fund_total", "expenditures:*", or a field). `column` is the amount column compared; in a
// list without it, the list's own whole-year column.
std::vector<SumLine> sum_lines(const Review& review, const std::string& path, const std::string& column);

}  // namespace jixiao
