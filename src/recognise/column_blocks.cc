#include "recognise/column_blocks.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <vector>

namespace jixiao {
namespace {

using Use = LabelUse::Kind;

bool is_value_header(const CellView& view, const Plan& plan) {
    return view.uses && std::ranges::any_of(*view.uses, [&](const LabelUse& use) {
               if (use.kind != Use::Header) return false;
               const auto type = plan.zones()[static_cast<std::size_t>(use.zone)].spec().columns[static_cast<std::size_t>(use.index)].type;
               return type == ColumnType::Amount || type == ColumnType::Value;
           });
}

bool is_row_label(const CellView& view, const Plan& plan) { return view.uses && !is_value_header(view, plan); }

struct Row {
    std::vector<const CellView*> cells;
    bool header = false;   // it has a header or a block label
};

using Rows = std::map<int, Row>;

// How far below its row each section of the lower block stands: first row -> distance. Both blocks have the same headers in
// the same order (a cell of several lines moves only the rows after it), and each row finds its row; empty where they do not.
std::map<int, int> match_sections(const Rows& above, const Rows& below) {
    std::vector<int> upper, lower;
    for (const auto& [number, row] : above)
        if (row.header) upper.push_back(number);
    for (const auto& [number, row] : below)
        if (row.header) lower.push_back(number);
    if (lower.empty() || upper.size() != lower.size() || below.begin()->first < lower.front()) return {};
    std::map<int, int> out;
    for (std::size_t i = 0; i < lower.size(); ++i) out[lower[i]] = lower[i] - upper[i];
    for (const auto& [number, row] : below) {
        const int distance = std::prev(out.upper_bound(number))->second;
        if (!above.contains(number - distance)) return {};
    }
    return out;
}

}  // namespace

std::optional<Unwrapped> join_column_blocks(const Grid& grid, const Plan& plan, const std::vector<CellView>& views) {
    int last_label = -1, first_header = grid.rows(), width = 0;
    for (const CellView& view : views) {
        if (view.text.empty()) continue;
        if (is_value_header(view, plan)) first_header = std::min(first_header, view.cell->at.row);
        else if (is_row_label(view, plan)) last_label = std::max(last_label, view.cell->at.row);
    }
    if (last_label < 0 || first_header >= grid.rows() || first_header <= last_label) return std::nullopt;
    // The block above goes on, with names of the office's own, to the next blank row.
    while (!grid.row(last_label + 1).empty()) ++last_label;
    if (first_header <= last_label) return std::nullopt;
    std::map<int, Row> above, below;
    for (const CellView& view : views) {
        if (view.text.empty()) continue;
        const bool first = view.cell->at.row <= last_label;
        Row& row = (first ? above : below)[view.cell->at.row];
        row.cells.push_back(&view);
        if (first) width = std::max(width, view.cell->at.col + view.cell->extent.cols);
        row.header = row.header || view.is(Use::Header) || view.is(Use::Block);
    }
    const auto distances = match_sections(above, below);
    if (distances.empty()) return std::nullopt;
    Unwrapped out;
    out.grid.part = grid.part;
    std::vector<std::pair<Place, int>> placed;
    for (const CellView& view : views) {
        if (view.text.empty()) continue;
        Cell cell = *view.cell;
        if (cell.at.row > last_label) {
            cell.at.row -= std::prev(distances.upper_bound(cell.at.row))->second;
            cell.at.col += width;
        }
        placed.emplace_back(cell.at, view.index);
        out.grid.place(std::move(cell));
    }
    out.grid.sort();
    std::ranges::sort(placed, {}, [](const auto& p) { return std::pair(p.first.row, p.first.col); });
    for (const auto& [place, index] : placed) out.sources.push_back({index});
    return out;
}

}  // namespace jixiao
