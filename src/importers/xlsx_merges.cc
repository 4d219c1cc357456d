#include "importers/xlsx_merges.h"

#include <algorithm>

#include "importers/xlsx_grid.h"

namespace jixiao {
namespace {

// A merge that reaches beyond the cells of its sheet is believed up to this size: writers that leave blank cells
// out are common, forms larger than this are not. Whole merged rows and columns (A1:XFD1) are.
constexpr int kPlausibleRows = 1'000, kPlausibleCols = 256;
// And this far from the last cell it may begin.
constexpr int kPlausibleGap = 100;

std::string area_text(const Area& area) {
    return a1(area.first) + ":" + a1(area.last);
}

}  // namespace

std::vector<Area> usable_merges(const SheetData& sheet, const Origin& at, FindingList& findings) {
    std::vector<Area> merges = sheet.merges;
    std::ranges::stable_sort(merges, {}, [](const Area& a) { return std::pair(a.first.row, a.first.col); });
    std::vector<Area> usable;
    CoverWalk walk;
    const auto ignored = [&](const Area& area, Message why) {
        findings.add(
            source_finding(Code::merge_ignored, {at.input, at.part, area.first}, std::move(why), area_text(area)));
    };
    for (Area area : merges) {
        const Area stored = area;
        const Place used = sheet.used_last;
        if (area.rows() == 1 && area.cols() == 1) continue;
        const bool plausible = area.rows() <= kPlausibleRows && area.cols() <= kPlausibleCols &&
                               area.first.row <= used.row + kPlausibleGap &&
                               area.first.col <= used.col + kPlausibleGap;
        if (!plausible && (area.first.row > used.row || area.first.col > used.col)) {
            ignored(stored, message("合并区域 {} 在表格之外，已忽略",
                                    "the merged range {} lies outside the table; it was ignored", area_text(stored)));
            continue;
        }
        if (!plausible && (area.last.row > used.row || area.last.col > used.col)) {
            area.last = {std::min(area.last.row, used.row), std::min(area.last.col, used.col)};
            ignored(stored, message("合并区域 {0} 超出表格，只取 {1}",
                                    "the merged range {0} reaches beyond the table; {1} was used", area_text(stored),
                                    area_text(area)));
            if (area.rows() == 1 && area.cols() == 1) continue;
        }
        if (const Area* other = walk.covering(area)) {
            if (*other == stored) continue;  // said twice: harmless
            ignored(stored,
                    message("合并区域 {0} 与 {1} 重叠，已忽略", "the merged range {0} overlaps {1}; it was ignored",
                            area_text(stored), area_text(*other)));
            continue;
        }
        walk.add(area);
        usable.push_back(area);
    }
    return usable;
}

}  // namespace jixiao
