#include "importers/xlsx_grid.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "importers/text_markup.h"
#include "importers/xlsx_formula.h"
#include "importers/xlsx_merges.h"

namespace jixiao {
namespace {

std::optional<double> finite_number(std::string_view text) {
    if (text.starts_with('+')) text.remove_prefix(1);
    double value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    // Why not result_out_of_range alone: "nan" and "inf" are read without an error.
    if (end != text.data() + text.size() || text.empty() || !std::isfinite(value)) return std::nullopt;
    if (error != std::errc()) return std::nullopt;
    return value;
}

// What a std::string costs beside itself.
std::size_t heap_size(const std::string& text) {
    return text.capacity() > 15 ? text.capacity() + 17 : 0;
}

class GridBuilder {
public:
    GridBuilder(SheetData sheet, const SheetContext& context, MemoryBudget& budget, FindingList& findings)
        : sheet_(std::move(sheet)), context_(context), budget_(budget), findings_(findings) {}

    Result<Grid> build() {
        grid_.part = context_.at.part;
        grid_.hidden = context_.hidden;
        grid_.fixed_columns = true;
        if (!expand_shared_formulas(sheet_, budget_)) return std::unexpected(too_large());
        if (!sheet_.ordered)
            std::ranges::stable_sort(sheet_.cells, {}, [](const StoredCell& c) { return std::pair(c.row, c.col); });
        merges_ = usable_merges(sheet_, context_.at, findings_);
        if (!budget_.take(sheet_.cells.size() * (sizeof(Cell) + kIndexCost))) return std::unexpected(too_large());
        grid_.reserve(sheet_.cells.size());

        Place before;
        for (; !sheet_.cells.empty(); sheet_.cells.pop_front(), budget_.give(sizeof(StoredCell))) {
            const StoredCell& stored = sheet_.cells.front();
            if (!place_merges_before(stored.at())) return std::unexpected(too_large());
            Cell cell = shown_cell(stored);
            leave_out_unseen(cell);
            if (cell.raw.empty() && !cell.formula) continue;
            if (stored.at() == before) {
                lost(cell, message("同一单元格出现两次，后一次的内容未采用：{}",
                                   "a cell occurs twice; the second was left out: {}", cell.shown));
                continue;
            }
            before = stored.at();
            if (next_ < merges_.size() && merges_[next_].first == before) {
                cell.extent = {merges_[next_].rows(), merges_[next_].cols()};
                walk_.add(merges_[next_++]);
            } else if (walk_.covering(before)) {
                lost(cell, message("合并区域盖住了有内容的单元格：{}",
                                   "a merged range covers a cell that has content: {}", cell.shown));
                continue;
            }
            if (!place(std::move(cell))) return std::unexpected(too_large());
        }
        if (!place_merges_before({Grid::kMaxRows, 0})) return std::unexpected(too_large());
        report_uncalculated();
        grid_.sort();
        return std::move(grid_);
    }

private:
    // Of a cell in the Grid's index: its span, with the slack of a growing row; of a covered row likewise.
    static constexpr std::size_t kIndexCost = 24, kRowCost = 72;
    // Of a formula: its string, and the allocation that holds it.
    static constexpr std::size_t kFormulaCost = sizeof(std::string) + 16;

    // What was refused is not counted: it would have been one byte more at least.
    Failure too_large() const { return limit_failure(context_.at, "memory", budget_.limit(), budget_.limit() + 1); }

    void lost(const Cell& cell, Message why) {
        if (cell.raw.empty()) return;
        findings_.add(source_finding(Code::source_damaged, place_of(cell.at), std::move(why), cell.shown));
    }

    Origin place_of(Place at) const { return {context_.at.input, context_.at.part, at}; }

    bool place_merges_before(Place at) {
        const auto order = [](Place p) { return std::pair(p.row, p.col); };
        for (; next_ < merges_.size() && order(merges_[next_].first) < order(at); ++next_) {
            Cell blank;
            blank.at = merges_[next_].first;
            blank.extent = {merges_[next_].rows(), merges_[next_].cols()};
            walk_.add(merges_[next_]);
            if (!budget_.take(sizeof(Cell)) || !place(std::move(blank))) return false;
        }
        return true;
    }

    // False for the limit on memory.
    bool place(Cell cell) {
        cell.hidden = context_.hidden || all_hidden(cell);
        const auto rows = static_cast<std::size_t>(cell.extent.rows);
        const std::size_t index = rows > 1 || cell.at.row != last_row_ ? rows * kRowCost : 0;
        last_row_ = cell.at.row;
        if (!budget_.take(heap_size(cell.raw) + heap_size(cell.shown) +
                          (cell.formula ? kFormulaCost + heap_size(*cell.formula) : 0) + index))
            return false;
        if (cell.extent == Extent{}) return grid_.place(std::move(cell)), true;
        if (grid_.place(cell)) return true;
        // Only the Grid's bound on covered rows is left to refuse it.
        findings_.add(source_finding(
            Code::merge_ignored, place_of(cell.at),
            message(
                "合并区域过大，已忽略：{}", "a merged range is too large; it was ignored: {}",
                a1(cell.at) + ":" + a1({cell.at.row + cell.extent.rows - 1, cell.at.col + cell.extent.cols - 1}))));
        cell.extent = {};
        grid_.place(std::move(cell));
        return true;
    }

    bool all_hidden(const Cell& cell) const {
        bool rows = true, cols = true;
        for (int r = cell.at.row; rows && r < cell.at.row + cell.extent.rows; ++r) rows = sheet_.row_hidden(r);
        for (int c = cell.at.col; cols && c < cell.at.col + cell.extent.cols; ++c) cols = sheet_.col_hidden(c);
        return rows || cols;
    }

    Cell shown_cell(const StoredCell& stored) {
        Cell cell;
        cell.at = stored.at();
        cell.raw = stored.text;
        if (stored.formula >= 0)
            cell.formula = std::move(sheet_.formulas[static_cast<std::size_t>(stored.formula)].text);
        const NumberFormat& format = context_.styles.format(stored.style);
        switch (stored.type) {
            case StoredType::SharedString: show_shared(cell, format); break;
            case StoredType::InlineString:
            case StoredType::FormulaString: cell.shown = format.show_text(cell.raw); break;
            case StoredType::Boolean:
                cell.kind = CellKind::Boolean;
                if (!cell.raw.empty()) cell.shown = is_true(cell.raw) ? "TRUE" : "FALSE";
                break;
            case StoredType::Error:
                cell.kind = CellKind::Error;
                cell.shown = cell.raw;
                break;
            case StoredType::Date: show_iso_date(cell, format); break;
            case StoredType::Number: show_number(cell, format); break;
        }
        if (cell.formula && is_literal_formula(*cell.formula) &&
            (cell.raw.empty() || cell.kind == CellKind::Number)) {
            if (cell.raw.empty()) cell.raw = literal_value(*cell.formula), cell.kind = CellKind::Number;
            cell.shown = "=" + *cell.formula;
        } else if (cell.formula && cell.raw.empty() && stored.type == StoredType::Number) {
            if (uncalculated_++ == 0) first_uncalculated_ = cell.at;
            cell.kind = CellKind::Text;
        }
        if (cell.kind == CellKind::Text && cell.shown.find('<') != std::string::npos)
            if (auto text = without_tags(cell.shown)) cell.shown = std::move(*text);
        return cell;
    }

    // What nobody sees in Excel either.
    void leave_out_unseen(Cell& cell) {
        if (cell.kind != CellKind::Text) return;
        auto visible = without_unseen(cell.shown);
        if (!visible) return;
        context_.unseen.look(*visible, place_of(cell.at), [&](Finding finding) { findings_.add(std::move(finding)); });
        cell.shown = std::move(visible->text);
    }

    void show_shared(Cell& cell, const NumberFormat& format) {
        const auto index = whole_number(cell.raw);
        if (index && static_cast<std::size_t>(*index) < context_.strings.texts.size()) {
            cell.raw = context_.strings.texts[static_cast<std::size_t>(*index)];
            cell.shown = format.show_text(cell.raw);
            return;
        }
        findings_.add(source_finding(Code::source_damaged, place_of(cell.at),
                                     message("单元格的文字找不到（共享字符串 {}）",
                                             "the text of a cell is not to be found (shared string {})", cell.raw),
                                     cell.raw));
    }

    void show_number(Cell& cell, const NumberFormat& format) {
        if (cell.raw.empty()) return;
        const auto value = finite_number(cell.raw);
        if (!value) {
            cell.shown = cell.raw;
            findings_.add(source_finding(
                Code::source_damaged, place_of(cell.at),
                message("数字单元格里不是数字：{}", "a cell of type number holds no number: {}", cell.raw),
                cell.raw));
            return;
        }
        cell.kind = format.is_date() ? CellKind::Date : CellKind::Number;
        if (*value != 0 || sheet_.show_zeros) cell.shown = format.show_number(cell.raw, context_.dates);
    }

    // ECMA-376-1 18.17.4.1: ISO 8601 in the file, a serial to the format.
    void show_iso_date(Cell& cell, const NumberFormat& format) {
        const std::string serial = serial_of_iso(cell.raw, context_.dates);
        if (serial.empty()) {
            cell.shown = cell.raw;
            if (!cell.raw.empty())
                findings_.add(source_finding(
                    Code::source_damaged, place_of(cell.at),
                    message("日期单元格里不是日期：{}", "a cell of type date holds no date: {}", cell.raw),
                    cell.raw));
            return;
        }
        constexpr int kShortDate = 14, kTime = 21, kDateAndTime = 22;
        cell.kind = CellKind::Date;
        const bool time = cell.raw.find(':') != cell.raw.npos, date = cell.raw.find('-') != cell.raw.npos;
        const int plain = !time ? kShortDate : date ? kDateAndTime : kTime;
        cell.shown = (format.is_date() ? format : NumberFormat::built_in(plain)).show_number(serial, context_.dates);
    }

    // A program wrote formulas and did not calculate them.
    void report_uncalculated() {
        if (uncalculated_ == 0) return;
        Finding finding =
            source_finding(Code::source_damaged, place_of(first_uncalculated_),
                           message("{} 个公式没有保存计算结果，按空白读取",
                                   "{} formulas were saved without results; they were read as blank", uncalculated_));
        finding.explanation =
            message("在 Excel 或 WPS 中打开并保存一次即可", "open the file in Excel or WPS and save it once");
        findings_.add(std::move(finding));
    }

    SheetData sheet_;
    const SheetContext& context_;
    MemoryBudget& budget_;
    FindingList& findings_;
    Grid grid_;
    std::vector<Area> merges_;
    std::size_t next_ = 0;  // of merges_, not yet placed
    CoverWalk walk_;
    int last_row_ = -1;
    std::size_t uncalculated_ = 0;
    Place first_uncalculated_;
};

}  // namespace

Result<Grid> build_grid(SheetData sheet, const SheetContext& context, MemoryBudget& budget, FindingList& findings) {
    return GridBuilder(std::move(sheet), context, budget, findings).build();
}

}  // namespace jixiao
