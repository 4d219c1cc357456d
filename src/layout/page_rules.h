// The lines of a table's grid on one page.
//
// Knows: which edges of which grid squares are drawn. Does not know: cells or text.
#pragma once

#include <cstdint>
#include <vector>

#include "layout/pages.h"

namespace jixiao {

// Edges between the squares of a grid; marked edges that touch become one rule.
class EdgeGrid {
public:
    EdgeGrid(int rows, int cols);

    // Marks the outline of a rectangle of squares, [row, row_end) by [col, col_end).
    void outline(int row, int row_end, int col, int col_end);

    // `x`: columns + 1 positions; `y`: rows + 1, downwards from the top. The outermost edges get the outer width.
    // Rules end where they meet: whoever draws them closes the corners with projecting caps.
    std::vector<Rule> rules(const std::vector<double>& x, const std::vector<double>& y, double outer,
                            double inner) const;

private:
    std::uint8_t& across(int row, int col) { return across_[static_cast<std::size_t>(row * cols_ + col)]; }
    std::uint8_t& down(int row, int col) { return down_[static_cast<std::size_t>(row * (cols_ + 1) + col)]; }

    int rows_ = 0, cols_ = 0;
    std::vector<std::uint8_t> across_;  // above each square, and below the last row
    std::vector<std::uint8_t> down_;    // left of each square, and right of the last column
};

}  // namespace jixiao
