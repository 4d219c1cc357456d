#include "grid/grid.h"

#include <algorithm>

namespace jixiao {

std::string_view kind_name(CellKind kind) {
    switch (kind) {
        case CellKind::Text: return "text";
        case CellKind::Number: return "number";
        case CellKind::Date: return "date";
        case CellKind::Boolean: return "boolean";
        case CellKind::Error: return "error";
    }
    return "";
}

const Grid::Span* Grid::find(int row, int col) const {
    const auto found = std::ranges::lower_bound(index_rows_, row);
    if (found == index_rows_.end() || *found != row) return nullptr;
    const auto& spans = index_[static_cast<std::size_t>(found - index_rows_.begin())];
    const auto after = std::ranges::upper_bound(spans, col, {}, &Span::first_col);
    if (after == spans.begin()) return nullptr;
    const Span& span = *std::prev(after);
    return col <= span.last_col ? &span : nullptr;
}

bool Grid::place(Cell cell) {
    const auto [row, col] = cell.at;
    const auto [rows, cols] = cell.extent;
    if (row < 0 || col < 0 || rows < 1 || cols < 1) return false;
    if (row >= kMaxRows || col >= kMaxCols || rows > kMaxRows - row || cols > kMaxCols - col) return false;
    if (rows > kMaxCoveredRows - covered_rows_) return false;
    const int last_col = col + cols - 1;
    // First row at or below the cell that has any cells: rows between need no check.
    auto check = std::ranges::lower_bound(index_rows_, row);
    for (; check != index_rows_.end() && *check < row + rows; ++check) {
        const auto& spans = index_[static_cast<std::size_t>(check - index_rows_.begin())];
        const auto after = std::ranges::upper_bound(spans, last_col, {}, &Span::first_col);
        if (after != spans.begin() && std::prev(after)->last_col >= col) return false;
    }
    for (int r = row; r < row + rows; ++r) {
        const auto where = std::ranges::lower_bound(index_rows_, r);
        const auto slot = where - index_rows_.begin();
        if (where == index_rows_.end() || *where != r) {
            index_rows_.insert(where, r);
            index_.insert(index_.begin() + slot, std::vector<Span>());
        }
        auto& spans = index_[static_cast<std::size_t>(slot)];
        const auto after = std::ranges::upper_bound(spans, col, {}, &Span::first_col);
        spans.insert(after, Span{col, last_col, static_cast<int>(cells_.size())});
    }
    covered_rows_ += rows;
    rows_ = std::max(rows_, row + rows);
    cols_ = std::max(cols_, col + cols);
    cells_.push_back(std::move(cell));
    return true;
}

const Cell* Grid::at(Place pos) const {
    const Span* span = find(pos.row, pos.col);
    return span ? &cells_[static_cast<std::size_t>(span->cell)] : nullptr;
}

void Grid::sort() {
    std::vector<int> order(cells_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = static_cast<int>(i);
    const auto position = [&](int i) {
        const Place at = cells_[static_cast<std::size_t>(i)].at;
        return std::pair(at.row, at.col);
    };
    if (std::ranges::is_sorted(order, {}, position)) return;
    std::ranges::sort(order, {}, position);
    std::vector<Cell> sorted;
    std::vector<int> moved_to(cells_.size());
    sorted.reserve(cells_.size());
    for (const int i : order) {
        moved_to[static_cast<std::size_t>(i)] = static_cast<int>(sorted.size());
        sorted.push_back(std::move(cells_[static_cast<std::size_t>(i)]));
    }
    cells_ = std::move(sorted);
    for (auto& spans : index_)
        for (auto& span : spans) span.cell = moved_to[static_cast<std::size_t>(span.cell)];
}

std::vector<const Cell*> Grid::row(int row) const {
    std::vector<const Cell*> out;
    const auto found = std::ranges::lower_bound(index_rows_, row);
    if (found == index_rows_.end() || *found != row) return out;
    for (const Span& span : index_[static_cast<std::size_t>(found - index_rows_.begin())])
        out.push_back(&cells_[static_cast<std::size_t>(span.cell)]);
    return out;
}

}  // namespace jixiao
