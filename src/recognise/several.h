// One after the other, several forms may stand in one grid: where does each begin?
//
// Knows: what a form begins with. Does not know: what its rows mean.
#pragma once

#include <string>
#include <vector>

#include "grid/grid.h"
#include "recognise/plan.h"

namespace jixiao {

// Of one cell, where it is no longer than a label: its key, and that of what stands before its colon (单位名称：某局).
struct OpeningKeys {
    std::string whole, before_colon;
};
std::vector<OpeningKeys> opening_keys(const Grid& grid);   // the same for all plans

// First rows of the forms of this plan that the grid holds, ascending; empty where there is one or none. A form begins
// with the title above its first field; the same field with the same text, year and title is a page that repeats its head.
std::vector<int> form_starts(const Grid& grid, const Plan& plan, const std::vector<OpeningKeys>& keys);

// The rows [first, last) of a grid as a grid of their own, each cell where it stood.
Grid rows_of(const Grid& grid, int first, int last);

}  // namespace jixiao
