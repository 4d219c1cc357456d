#include <algorithm>

#include "layout/page_plan.h"

namespace jixiao {
namespace {

std::size_t index(int i) {
    return static_cast<std::size_t>(i);
}

std::unexpected<Failure> malformed(const Sheet& sheet, const char* zh, const char* en) {
    return fail({sheet.title, "", {}}, Message{zh, en});
}

bool inside(const Sheet& sheet, const SheetCell& cell) {
    return cell.row >= 0 && cell.col >= 0 && cell.rows > 0 && cell.cols > 0 &&
           cell.row + cell.rows <= static_cast<int>(sheet.rows.size()) &&
           cell.col + cell.cols <= static_cast<int>(sheet.columns.size()) && cell.style >= 0 &&
           cell.style < static_cast<int>(sheet.styles.size());
}

}  // namespace

Result<LaidSheet> lay_out(const Sheet& sheet, const FontSet& fonts) {
    LaidSheet laid{sheet, {}, {}, {}};
    std::vector<int> logical;  // of each physical row
    logical.reserve(sheet.rows.size());
    for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
        const SheetRow& row = sheet.rows[r];
        const bool joins = r > 0 && sheet.rows[r - 1].logical == row.logical;
        if (!joins) laid.rows.push_back({0, row.table, row.header_of, row.section, 0, 0});
        laid.rows.back().height += row.height;
        logical.push_back(static_cast<int>(laid.rows.size()) - 1);
    }
    laid.cells.reserve(sheet.cells.size());
    int previous = 0;
    for (std::size_t i = 0; i < sheet.cells.size(); ++i) {
        const SheetCell& cell = sheet.cells[i];
        if (!inside(sheet, cell))
            return malformed(sheet, "单元格超出表格（程序错误）", "a cell leaves the sheet (our bug)");
        const int row = logical[index(cell.row)];
        if (row < previous)
            return malformed(sheet, "单元格未按行排列（程序错误）", "cells are not in row order (our bug)");
        const int last = logical[index(cell.row + cell.rows - 1)];
        LaidCell& placed = laid.cells.emplace_back();
        placed.row = row;
        placed.rows = last - row + 1;
        const Style& style = sheet.styles[index(cell.style)];
        placed.text.padding = style.padding_y;
        if (!cell.paragraphs.empty()) placed.text = cell_text(cell, style, inner_width(sheet, cell), fonts);
        LogicalRow& home = laid.rows[index(row)];
        if (home.end_cell == 0) home.first_cell = static_cast<int>(i);
        home.end_cell = static_cast<int>(i) + 1;
        previous = row;
    }
    for (std::size_t r = 0; r < laid.rows.size(); ++r) {
        const int section = laid.rows[r].header_of;
        if (section < 0) continue;
        if (laid.headers.size() <= index(section)) laid.headers.resize(index(section) + 1);
        laid.headers[index(section)].push_back(static_cast<int>(r));
    }
    return laid;
}

double page_capacity(const PageSetup& page) {
    return page.height - page.top - page.bottom;
}

}  // namespace jixiao
