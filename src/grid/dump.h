// A Grid line by line, so that printing a sheet of a million cells needs no memory beside it.
//
// Knows: the JSON lines of `jixiao show --as grid`. Does not know: where they go.
#pragma once

#include <functional>
#include <string_view>

#include "grid/grid.h"

namespace jixiao {

// The lines of dump_grid, each with its line end, one after the other.
void dump_lines(const Grid& grid, const std::function<void(std::string_view)>& line);

}  // namespace jixiao
