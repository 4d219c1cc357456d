// Row heights from what the cells need, and tall rows split into several.
#include <algorithm>
#include <cmath>

#include "layout/draft.h"

namespace jixiao {
namespace {

constexpr double kGrid = 0.75;    // pt: spreadsheet programs round heights to pixels of 1/96 inch
constexpr double kTallest = 400;  // pt: a workbook's row ends at 409.5

double on_grid(double height) {
    return std::ceil(height / kGrid - 1e-6) * kGrid;
}

std::size_t index(int i) {
    return static_cast<std::size_t>(i);
}

double span_height(const Sheet& sheet, const SheetCell& cell) {
    double height = 0;
    for (int r = cell.row; r < cell.row + cell.rows; ++r) height += sheet.rows[index(r)].height;
    return height;
}

// A label that needs more than its rows give makes each of its data rows a little taller.
void widen_rows(Sheet& sheet, const SheetCell& cell, double lacking) {
    int rows = 0;
    for (int r = cell.row; r < cell.row + cell.rows; ++r) rows += sheet.rows[index(r)].header_of < 0;
    const bool all = rows == 0;
    const double each = on_grid(lacking / (all ? cell.rows : rows));
    for (int r = cell.row; r < cell.row + cell.rows; ++r) {
        if (all || sheet.rows[index(r)].header_of < 0) sheet.rows[index(r)].height += each;
    }
}

// How many physical rows each logical row becomes, and their heights.
std::vector<std::vector<double>> split_heights(const Sheet& sheet, const Needs& needs) {
    std::vector<std::vector<double>> parts(sheet.rows.size());
    for (std::size_t r = 0; r < parts.size(); ++r) parts[r] = {sheet.rows[r].height};
    for (std::size_t i = 0; i < sheet.cells.size(); ++i) {
        const SheetCell& cell = sheet.cells[i];
        const auto r = index(cell.row);
        double left = sheet.rows[r].height;
        if (cell.rows != 1 || left <= kTallest || parts[r].size() > 1 || needs.height[i] < left - kGrid) continue;
        // Whole lines of the text that makes the row tall; the first part holds the upper padding, too.
        const double padding = sheet.styles[index(cell.style)].padding_y;
        const double lines = std::floor((kTallest - padding) / needs.leading[i]);
        parts[r].clear();
        double part = lines * needs.leading[i] + padding;
        while (left > kTallest) {
            parts[r].push_back(part);
            left -= part;
            part = lines * needs.leading[i];
        }
        parts[r].push_back(left);
    }
    for (std::size_t r = 0; r < parts.size(); ++r) {  // tall for the sake of a cell over several rows
        if (parts[r].size() > 1 || parts[r][0] <= kTallest) continue;
        const auto count = static_cast<std::size_t>(std::ceil(parts[r][0] / kTallest));
        parts[r].assign(count, parts[r][0] / static_cast<double>(count));
    }
    return parts;
}

void split_tall_rows(Draft& draft, const Needs& needs) {
    Sheet& sheet = draft.sheet;
    if (std::ranges::none_of(sheet.rows, [](const SheetRow& row) { return row.height > kTallest; })) return;
    const auto parts = split_heights(sheet, needs);
    std::vector<int> start;  // physical row each logical one starts at
    std::vector<SheetRow> rows;
    for (std::size_t r = 0; r < parts.size(); ++r) {
        start.push_back(static_cast<int>(rows.size()));
        for (const double height : parts[r]) {
            rows.push_back(sheet.rows[r]);
            rows.back().height = height;
        }
    }
    start.push_back(static_cast<int>(rows.size()));
    sheet.rows = std::move(rows);
    const auto move = [&](auto& area) {
        const int end = start[index(area.row + area.rows)];
        area.row = start[index(area.row)];
        area.rows = end - area.row;
    };
    for (SheetCell& cell : sheet.cells) move(cell);
    for (NamedRange& range : draft.names) move(range);
    for (ValidatedRange& range : draft.validated) move(range);
    sheet.title_rows = start[index(sheet.title_rows)];
}

}  // namespace

void set_heights(Draft& draft, const Needs& needs) {
    Sheet& sheet = draft.sheet;
    for (SheetRow& row : sheet.rows) row.height = row.table ? on_grid(draft.spec.page.min_row) : kGrid;
    std::vector<std::size_t> spanning;
    for (std::size_t i = 0; i < sheet.cells.size(); ++i) {
        const SheetCell& cell = sheet.cells[i];
        if (cell.rows > 1) {
            spanning.push_back(i);
            continue;
        }
        double& height = sheet.rows[index(cell.row)].height;
        height = std::max(height, on_grid(needs.height[i]));
    }
    std::ranges::stable_sort(spanning, {}, [&](std::size_t i) { return sheet.cells[i].rows; });
    for (const std::size_t i : spanning) {
        const double lacking = needs.height[i] - span_height(sheet, sheet.cells[i]);
        if (lacking > 0) widen_rows(sheet, sheet.cells[i], lacking);
    }
    for (const auto& [cell, height] : needs.upright) {
        draft.cell(cell).upright = height <= span_height(sheet, draft.cell(cell));
    }
    split_tall_rows(draft, needs);
}

}  // namespace jixiao
