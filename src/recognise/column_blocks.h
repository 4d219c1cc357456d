// A sheet printed without fitting it to the page's width: the columns that found no room stand below, on pages of their own.
#pragma once

#include <optional>

#include "recognise/unwrap.h"

namespace jixiao {

// The grid with its column blocks side by side again; nothing where it is whole. Value headers, none of them above the
// others, and below them no label of a row tell such a block; its rows are the rows of the block above, one for one.
std::optional<Unwrapped> join_column_blocks(const Grid& grid, const Plan& plan, const std::vector<CellView>& views);

}  // namespace jixiao
