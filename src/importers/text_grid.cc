#include "importers/text_grid.h"

#include <algorithm>

namespace jixiao {
namespace {

Finding control_finding(const std::vector<char32_t>& dropped) {
    std::string names;
    for (const char32_t c : dropped)
        names += fmt::format("{}U+{:04X}", names.empty() ? "" : " ", static_cast<unsigned>(c));
    Finding finding = Finding::of(
        Code::control_character,
        message("文字中有不可见的控制字符 {}，已略去", "invisible control characters {} were left out", names));
    finding.got = names;
    return finding;
}

// What a cell's place on its page costs beside the cell, allocation included.
constexpr std::size_t kPlaceCost = sizeof(PagePlace) + 16;

}  // namespace

void TextGrid::add(Place at, Extent extent, std::string_view raw, Visible visible, float confidence, bool hidden,
                   Rare<PagePlace> on_page) {
    if (refused()) return;
    if (!visible.dropped.empty()) say(control_finding(visible.dropped), at);
    if (visible.unreadable) {
        Finding finding =
            Finding::of(Code::replacement_character,
                        message("文字中有无法还原的字符", "the text holds characters that cannot be restored"));
        finding.got = visible.text.substr(0, 300);
        while (!is_valid_utf8(finding.got)) finding.got.pop_back();
        say(std::move(finding), at);
    }
    if (visible.text.empty()) return;
    if (at.row >= Grid::kMaxRows)
        return refuse(
            limit_failure(origin(at), "text_lines", Grid::kMaxRows, static_cast<std::uint64_t>(at.row) + 1));
    if (at.col >= Grid::kMaxCols)
        return refuse(
            limit_failure(origin(at), "text_columns", Grid::kMaxCols, static_cast<std::uint64_t>(at.col) + 1));
    if (grid_.cells().size() >= limits_.cells)
        return refuse(limit_failure(origin(at), "cells", limits_.cells, grid_.cells().size() + 1));
    // The index keeps about 40 bytes for each row a cell covers.
    if (!memory_.take(sizeof(Cell) + kPlaceCost * !!on_page + raw.size() + visible.text.size() + 40u * static_cast<unsigned>(extent.rows)))
        return refuse(limit_failure(origin(at), "memory", limits_.memory, memory_.used()));
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
        const std::size_t more = count - limits_.findings;
        Finding rest = Finding::of(
            code, message("同类情况另有 {} 处，未逐一列出", "{} more of the same kind are not listed", more));
        rest.at = origin();
        findings_.push_back(std::move(rest));
    }
    grid_.sort();
    Imported out;
    out.format = "text";
    out.grids.push_back(std::move(grid_));
    out.findings = std::move(findings_);
    return out;
}

}  // namespace jixiao
