// Cell references of ECMA-376-1 18.18.7 and 18.18.62: A1, $B$2, A1:C9.
//
// Knows: letters and numbers. Does not know: sheets.
#pragma once

#include <optional>
#include <string_view>

#include "base/origin.h"
#include "grid/grid.h"

namespace jixiao {

struct Area {
    Place first, last;  // both inside; first is the top left corner
    bool operator==(const Area&) const = default;
    int rows() const { return last.row - first.row + 1; }
    int cols() const { return last.col - first.col + 1; }
    bool holds(Place at) const {
        return at.row >= first.row && at.row <= last.row && at.col >= first.col && at.col <= last.col;
    }
};

// Nothing for what is no reference or lies beyond XFD1048576. Lower case and `$` are accepted.
std::optional<Place> read_place(std::string_view text);

// `A1:C9`, in either direction, or `A1`, or whole rows `3:5` and columns `B:D`.
std::optional<Area> read_area(std::string_view text);

}  // namespace jixiao
