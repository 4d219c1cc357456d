#include "grid/grid.h"

#include <random>

#include "catch.h"

using namespace jixiao;

namespace {

Cell cell(int row, int col, int rows = 1, int cols = 1, const char* text = "x") {
    Cell out;
    out.at = {row, col};
    out.extent = {rows, cols};
    out.raw = out.shown = text;
    return out;
}

}  // namespace

TEST_CASE("a covered position answers with the cell that covers it") {
    Grid grid;
    REQUIRE(grid.place(cell(1, 1, 2, 3)));
    CHECK(grid.at({0, 1}) == nullptr);
    for (int row = 1; row <= 2; ++row)
        for (int col = 1; col <= 3; ++col) CHECK(grid.at({row, col}) == &grid.cells()[0]);
    CHECK(grid.at({1, 4}) == nullptr);
    CHECK(grid.at({3, 1}) == nullptr);
    CHECK(grid.at({-1, -1}) == nullptr);
    CHECK(grid.rows() == 3);
    CHECK(grid.cols() == 4);
}

TEST_CASE("what overlaps or leaves the sheet is refused and changes nothing") {
    Grid grid;
    REQUIRE(grid.place(cell(1, 1, 2, 2)));
    for (const Cell& bad :
         {cell(2, 2), cell(0, 0, 2, 2), cell(1, 2), cell(0, 0, 9, 9), cell(-1, 0), cell(0, -1), cell(5, 5, 0, 1),
          cell(5, 5, 1, 0), cell(Grid::kMaxRows, 0), cell(0, Grid::kMaxCols), cell(Grid::kMaxRows - 1, 0, 2, 1),
          cell(0, Grid::kMaxCols - 1, 1, 2), cell(0, 5, Grid::kMaxRows + 1, 1)})
        CHECK_FALSE(grid.place(bad));
    CHECK(grid.cells().size() == 1);
    CHECK(grid.rows() == 3);
    CHECK(grid.cols() == 3);
    CHECK(grid.place(cell(1, 3)));
    CHECK(grid.place(cell(Grid::kMaxRows - 1, Grid::kMaxCols - 1)));
}

TEST_CASE("rows covered by merges are bounded") {
    Grid grid;
    int placed = 0;
    for (int col = 0; col < 10; ++col) placed += grid.place(cell(0, col, Grid::kMaxRows, 1));
    CHECK(placed == Grid::kMaxCoveredRows / Grid::kMaxRows);
}

TEST_CASE("row and sort") {
    Grid grid;
    REQUIRE(grid.place(cell(2, 5, 1, 1, "d")));
    REQUIRE(grid.place(cell(0, 3, 3, 1, "b")));
    REQUIRE(grid.place(cell(2, 0, 1, 2, "c")));
    REQUIRE(grid.place(cell(0, 0, 1, 1, "a")));
    grid.sort();
    std::string order;
    for (const Cell& one : grid.cells()) order += one.shown;
    CHECK(order == "abcd");
    std::string row;
    for (const Cell* one : grid.row(2)) row += one->shown;
    CHECK(row == "cbd");  // b comes down from the first row
    CHECK(grid.row(1).size() == 1);
    CHECK(grid.row(7).empty());
    CHECK(grid.at({2, 1})->shown == "c");
}

// Against the plainest of models: a table of owners.
TEST_CASE("the invariant, over many small grids") {
    std::mt19937 random(3);
    for (int round = 0; round < 300; ++round) {
        constexpr int kSize = 6;
        int owner[kSize + 4][kSize + 4] = {};
        Grid grid;
        int accepted = 0;
        for (int i = 0; i < 20; ++i) {
            const int row = static_cast<int>(random() % kSize), col = static_cast<int>(random() % kSize);
            const int rows = 1 + static_cast<int>(random() % 4), cols = 1 + static_cast<int>(random() % 4);
            bool free = true;
            for (int r = row; r < row + rows; ++r)
                for (int c = col; c < col + cols; ++c) free = free && owner[r][c] == 0;
            REQUIRE(grid.place(cell(row, col, rows, cols)) == free);
            if (!free) continue;
            ++accepted;
            for (int r = row; r < row + rows; ++r)
                for (int c = col; c < col + cols; ++c) owner[r][c] = accepted;
        }
        for (int r = 0; r < kSize + 4; ++r)
            for (int c = 0; c < kSize + 4; ++c) {
                const Cell* found = grid.at({r, c});
                REQUIRE((found ? static_cast<int>(found - grid.cells().data()) + 1 : 0) == owner[r][c]);
            }
    }
}
