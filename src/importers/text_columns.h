// Columns by position: which pieces of text stand one below another.
//
// Knows: intervals on a line. Does not know: whether they are characters or points, or what they say.
#pragma once

#include <span>
#include <vector>

namespace jixiao {

struct Interval {
    int begin = 0, end = 0;  // end exclusive
};

// One line of a page: its pieces from left to right, disjoint.
using Line = std::vector<Interval>;

// Positions that separate columns, ascending: every two neighbouring pieces of a line have at least one
// between them, and there are as few as possible, each where it cuts the fewest words.
std::vector<int> column_boundaries(std::span<const Line> lines, std::span<const Line> words);

// The column of each piece of a line, ascending and distinct. A piece that crosses boundaries belongs to the
// column it begins in, unless it merely overhangs to the left.
std::vector<int> columns_of(const Line& line, std::span<const int> boundaries);

}  // namespace jixiao
