#include "importers/text_grid.h"

#include <algorithm>

namespace jixiao {
namespace {

// What a cell's place on its page costs beside the cell, allocation included.
constexpr std::size_t kPlaceCost = sizeof(PagePlace) + 16;

}  // namespace

void TextGrid::add(Place at, Extent extent, std::string_view raw, Visible visible, float confidence, bool hidden,
                   Rare<PagePlace> on_page) {
    if (refused()) return;
    unseen_.look(visible, origin(at), [&](Finding finding) { say(std::move(finding), at); });
    if (visible.text.empty()) return;
    const auto row = static_cast<std::uint64_t>(at.row), col = static_cast<std::uint64_t>(at.col);
    if (row >= limits_.rows) return refuse(limit_failure(origin(at), "rows", limits_.rows, row + 1));
    if (col >= limits_.columns) return refuse(limit_failure(origin(at), "columns", limits_.columns, col + 1));
    if (grid_.cells().size() >= limits_.cells)
        return refuse(limit_failure(origin(at), "cells", limits_.cells, grid_.cells().size() + 1));
    // The index keeps about 40 bytes for each row a cell covers.
    if (!memory_.take(sizeof(Cell) + kPlaceCost * !!on_page + raw.size() + visible.text.size() + 40u * static_cast<unsigned>(extent.rows)))
        return refuse(limit_failure(origin(at), "memory", limits_.memory, limits_.memory + 1));  // at least
    Cell cell;
    cell.at = at;
    cell.extent = extent;
    cell.raw = raw;
    cell.shown = std::move(visible.text);
    cell.confidence = confidence;
    cell.hidden = hidden;
    cell.page_place = std::move(on_page);
    if (extent != Extent()) {
        if (grid_.place(cell)) return;
        say(Finding::of(Code::merge_ignored,
                        message("跨行跨列的单元格过大或互相重叠，按单格读入",
                                "a cell spans too much or overlaps; it was read as a single one")),
            at);
        cell.extent = {};
    }
    if (!grid_.place(std::move(cell)))
        refuse({origin(at), message("两个单元格占同一位置", "two cells claim one place"), {}});
}

void TextGrid::say(Finding finding, Place at) {
    if (said_[finding.code]++ >= limits_.findings) return;
    finding.at = origin(at);
    findings_.push_back(std::move(finding));
}

Result<Imported> TextGrid::finish() && {
    if (failure_) return std::unexpected(std::move(*failure_));
    for (const auto& [code, count] : said_) {
        if (count <= limits_.findings) continue;
        findings_.push_back(more_of_kind(code, count - limits_.findings, origin()));
    }
    if (auto note = unseen_.note()) findings_.push_back(std::move(*note));
    grid_.sort();
    Imported out;
    out.format = "text";
    out.grids.push_back(std::move(grid_));
    out.findings = std::move(findings_);
    return out;
}

}  // namespace jixiao
