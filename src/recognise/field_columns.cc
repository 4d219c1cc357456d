#include "recognise/field_columns.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Use = LabelUse::Kind;

constexpr std::size_t kMaxLabelBytes = 180;
constexpr std::size_t kLeastHeaders = 4;   // 一级指标, 二级指标, 三级指标, 指标值: fewer may be a row of fields

struct FieldColumn {
    int col = 0;
    const Cell* label = nullptr;
    bool first = false;   // the form's first field: what the form is about
};

struct ListHeader {
    int row = -1;
    std::vector<FieldColumn> fields;
};

// The field, no amount of a list, that a label names: its place in the form, else -1.
int field_of(const std::vector<LabelUse>& uses, const Plan& plan) {
    for (const LabelUse& use : uses)
        if (use.kind == Use::Field)
            if (const int field = plan.zones()[static_cast<std::size_t>(use.zone)].field_index[static_cast<std::size_t>(use.index)]; field >= 0) return field;
    return -1;
}

// The first row that heads a list and has fields of the form among its labels.
ListHeader header_with_fields(const Grid& grid, const Plan& plan) {
    constexpr int kMostRows = 40;   // what stands above the list
    for (int row = 0; row < std::min(grid.rows(), kMostRows); ++row) {
        const auto cells = grid.row(row);
        if (cells.size() <= kLeastHeaders) continue;
        ListHeader out;
        std::map<int, int> headers;   // by zone
        for (const Cell* cell : cells) {
            if (cell->at.row != row || cell->shown.size() > kMaxLabelBytes) continue;
            const auto* uses = plan.find(label_key(cell->shown));
            if (!uses) continue;
            bool header = false;
            for (const LabelUse& use : *uses)
                if (use.kind == Use::Header) header = true, ++headers[use.zone];
            if (header) continue;
            if (const int field = field_of(*uses, plan); field >= 0) out.fields.push_back({cell->at.col, cell, field == 0});
        }
        const bool list = std::ranges::any_of(headers, [](const auto& zone) { return zone.second >= static_cast<int>(kLeastHeaders); });
        if (!list || out.fields.empty()) continue;
        out.row = row;
        return out;
    }
    return {};
}

bool is_field_column(const ListHeader& header, int col) {
    return std::ranges::find(header.fields, col, &FieldColumn::col) != header.fields.end();
}

// What stands below a label in rows of the list, top to bottom. A row with nothing in the list's own columns is none of it: a
// signature, a note.
std::vector<const Cell*> values_below(const Grid& grid, const ListHeader& header, const FieldColumn& column) {
    std::vector<const Cell*> out;
    for (const Cell& cell : grid.cells()) {
        if (cell.at.row <= header.row || cell.at.col != column.col || trimmed(cell.shown).empty()) continue;
        const auto row = grid.row(cell.at.row);
        if (std::ranges::any_of(row, [&](const Cell* other) { return !is_field_column(header, other->at.col) && !trimmed(other->shown).empty(); })) out.push_back(&cell);
    }
    return out;
}

int first_row_below(const Grid& grid, const ListHeader& header) {
    int out = grid.rows();
    for (const Cell& cell : grid.cells())
        if (cell.at.row > header.row) out = std::min(out, cell.at.row);
    return out;
}

// True where the columns below the header are the header's: the author's own, or those of a text all of whose rows end where the
// header does. A row that moved would not.
bool stands_in_columns(const Grid& grid, const ListHeader& header) {
    if (grid.fixed_columns) return true;
    if (grid.page_lines || header.row < 0) return false;
    std::map<int, int> ends;
    for (const Cell& cell : grid.cells())
        if (cell.at.row >= header.row && !trimmed(cell.shown).empty()) ends[cell.at.row] = cell.at.col;
    return std::ranges::all_of(ends, [&](const auto& row) { return row.second == ends.at(header.row); });
}

}  // namespace

std::vector<Grid> forms_by_rows(const Grid& grid, const Plan& plan) {
    const ListHeader header = header_with_fields(grid, plan);
    if (!stands_in_columns(grid, header)) return {};
    const auto first = std::ranges::find(header.fields, true, &FieldColumn::first);
    if (first == header.fields.end()) return {};
    std::vector<int> starts;
    std::string before;
    for (const Cell* cell : values_below(grid, header, *first)) {
        if (std::string(trimmed(cell->shown)) != before) starts.push_back(cell->at.row);   // the name may be repeated on each row
        before = trimmed(cell->shown);
    }
    // A row above the first name would belong to no form.
    if (starts.size() < 2 || starts.front() != first_row_below(grid, header)) return {};
    std::vector<Grid> out;
    for (std::size_t k = 0; k < starts.size(); ++k) {
        const int from = starts[k], to = k + 1 < starts.size() ? starts[k + 1] : grid.rows();
        Grid one;
        one.part = grid.part;
        one.hidden = grid.hidden;
        one.fixed_columns = true;
        const auto first_of = [&](int row) { return std::ranges::lower_bound(grid.cells(), row, {}, [](const Cell& cell) { return cell.at.row; }); };
        for (auto cell = grid.cells().begin(); cell != first_of(header.row + 1); ++cell) one.place(*cell);
        for (auto cell = first_of(from); cell != first_of(to); ++cell) one.place(*cell);
        one.sort();
        out.push_back(std::move(one));
    }
    return out;
}

std::optional<Unwrapped> put_fields_above(const Grid& grid, const Plan& plan, const std::vector<CellView>& views) {
    const ListHeader header = header_with_fields(grid, plan);
    if (header.row < 0 || !stands_in_columns(grid, header)) return std::nullopt;
    std::map<const Cell*, Place> moved;      // of the fields' cells
    std::set<const Cell*> repeated;          // of them, those that say again what stands above
    std::map<int, int> columns;              // of the list, left to right: where each was, and is now
    int row = header.row;
    for (const FieldColumn& field : header.fields) {
        auto values = values_below(grid, header, field);
        const std::string text = values.empty() ? "" : std::string(trimmed(values.front()->shown));
        if (std::ranges::any_of(values, [&](const Cell* value) { return trimmed(value->shown) != text; })) return std::nullopt;
        moved[field.label] = {row, 0};
        if (!values.empty()) moved[values.front()] = {row, 1};
        if (values.size() > 1) repeated.insert(values.begin() + 1, values.end());   // the same on each row
        ++row;
    }
    for (int col = 0, now = 0; col < grid.cols(); ++col) columns[col] = is_field_column(header, col) ? 0 : now++;   // a note below: at the left
    const int lower = row - header.row;
    // The rows of the forms above were taken out: these stand directly below the header again.
    const int gap = first_row_below(grid, header) - header.row - 1;
    Unwrapped out;
    out.grid.part = grid.part;
    out.grid.fixed_columns = true;
    std::vector<std::pair<Place, int>> placed;
    for (const CellView& view : views) {
        if (view.text.empty()) continue;
        if (repeated.contains(view.cell)) {
            out.settled.emplace_back(view.index, CellClaim::Value);
            continue;
        }
        Cell cell = *view.cell;
        if (const auto field = moved.find(view.cell); field != moved.end()) {
            cell.at = field->second;
            cell.extent = {};
        } else if (cell.at.row >= header.row) {
            cell.at = {cell.at.row + lower - (cell.at.row > header.row ? gap : 0), columns[cell.at.col]};
        } else {
            cell.extent.rows = std::min(cell.extent.rows, header.row - cell.at.row);
        }
        if (!out.grid.place(cell)) return std::nullopt;
        placed.emplace_back(cell.at, view.index);
    }
    out.grid.sort();
    std::ranges::sort(placed, {}, [](const auto& p) { return std::pair(p.first.row, p.first.col); });
    for (const auto& [place, index] : placed) out.sources.push_back({index});
    return out;
}

}  // namespace jixiao
