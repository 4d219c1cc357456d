#include "layout/page_rules.h"

namespace jixiao {

EdgeGrid::EdgeGrid(int rows, int cols)
    : rows_(rows),
      cols_(cols),
      across_(static_cast<std::size_t>((rows + 1) * cols)),
      down_(static_cast<std::size_t>(rows * (cols + 1))) {}

void EdgeGrid::outline(int row, int row_end, int col, int col_end) {
    for (int c = col; c < col_end; ++c) across(row, c) = across(row_end, c) = 1;
    for (int r = row; r < row_end; ++r) down(r, col) = down(r, col_end) = 1;
}

std::vector<Rule> EdgeGrid::rules(const std::vector<double>& x, const std::vector<double>& y, double outer,
                                  double inner) const {
    std::vector<Rule> rules;
    const auto at = [](const std::vector<double>& positions, int i) {
        return positions[static_cast<std::size_t>(i)];
    };
    const auto add = [&](const auto& marked, int count, bool is_outer, const auto& rule) {
        for (int i = 0; i < count;) {
            int end = i;
            while (end < count && marked(end)) ++end;
            if (end > i) rules.push_back(rule(i, end, is_outer ? outer : inner));
            i = end > i ? end : i + 1;
        }
    };
    for (int r = 0; r <= rows_; ++r) {
        add([&](int c) { return across_[static_cast<std::size_t>(r * cols_ + c)] != 0; }, cols_, r == 0 || r == rows_,
            [&](int from, int to, double width) { return Rule{at(x, from), at(y, r), at(x, to), at(y, r), width}; });
    }
    for (int c = 0; c <= cols_; ++c) {
        add([&](int r) { return down_[static_cast<std::size_t>(r * (cols_ + 1) + c)] != 0; }, rows_,
            c == 0 || c == cols_,
            [&](int from, int to, double width) { return Rule{at(x, c), at(y, to), at(x, c), at(y, from), width}; });
    }
    return rules;
}

}  // namespace jixiao
