#include <algorithm>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "grid/dump.h"

namespace jixiao {
namespace {

// A JSON string. Plain ASCII, most of a sheet of figures, needs no library.
void add_quoted(std::string& out, std::string_view text) {
    const auto plain = [](char c) { return c >= 0x20 && c < 0x7F && c != '"' && c != '\\'; };
    if (std::ranges::all_of(text, plain)) {
        (out += '"').append(text) += '"';
        return;
    }
    // Why replace: a Grid made by hand may hold bytes that are no UTF-8, and dumping must not throw.
    out += nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

void dump_lines(const Grid& grid, const std::function<void(std::string_view)>& line) {
    const auto position = [](const Cell* cell) { return std::pair(cell->at.row, cell->at.col); };
    std::vector<const Cell*> cells;
    cells.reserve(grid.cells().size());
    for (const Cell& cell : grid.cells())
        if (!cell.raw.empty() || !cell.shown.empty() || cell.formula) cells.push_back(&cell);
    if (!std::ranges::is_sorted(cells, {}, position)) std::ranges::stable_sort(cells, {}, position);
    std::string part = "null";
    if (!grid.part.empty()) add_quoted(part = "", grid.part);
    std::string out;
    for (const Cell* cell : cells) {
        out.clear();
        out += fmt::format(R"({{"part":{},"ref":"{}","rows":{},"cols":{},"kind":"{}","raw":)", part, a1(cell->at),
                           cell->extent.rows, cell->extent.cols, kind_name(cell->kind));
        add_quoted(out, cell->raw);
        out += R"(,"shown":)";
        add_quoted(out, cell->shown);
        out += R"(,"formula":)";
        if (cell->formula)
            add_quoted(out, *cell->formula);
        else
            out += "null";
        out += cell->hidden || grid.hidden ? R"(,"hidden":true})" : R"(,"hidden":false})";
        out += '\n';
        line(out);
    }
}

std::string dump_grid(const Grid& grid) {
    std::string out;
    dump_lines(grid, [&](std::string_view line) { out += line; });
    return out;
}

}  // namespace jixiao
