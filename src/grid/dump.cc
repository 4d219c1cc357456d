#include <algorithm>

#include <nlohmann/json.hpp>

#include "grid/grid.h"

namespace jixiao {

std::string dump_grid(const Grid& grid) {
    std::vector<const Cell*> cells;
    cells.reserve(grid.cells().size());
    for (const Cell& cell : grid.cells())
        if (!cell.raw.empty() || !cell.shown.empty() || cell.formula) cells.push_back(&cell);
    std::ranges::stable_sort(cells, {}, [](const Cell* cell) { return std::pair(cell->at.row, cell->at.col); });
    std::string out;
    for (const Cell* cell : cells) {
        nlohmann::ordered_json line;
        line["part"] = grid.part.empty() ? nlohmann::ordered_json() : nlohmann::ordered_json(grid.part);
        line["ref"] = a1(cell->at);
        line["rows"] = cell->extent.rows;
        line["cols"] = cell->extent.cols;
        line["kind"] = kind_name(cell->kind);
        line["raw"] = cell->raw;
        line["shown"] = cell->shown;
        line["formula"] = cell->formula ? nlohmann::ordered_json(*cell->formula) : nlohmann::ordered_json();
        line["hidden"] = cell->hidden || grid.hidden;
        // Why replace: a Grid made by hand may hold bytes that are no UTF-8, and dumping must not throw.
        out += line.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
        out += '\n';
    }
    return out;
}

}  // namespace jixiao
