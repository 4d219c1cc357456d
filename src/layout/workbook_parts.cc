// What only a workbook shows: defined names, validations, repeated rows, live sums.
#include <algorithm>
#include <cctype>

#include "base/origin.h"
#include "layout/draft.h"

namespace jixiao {
namespace {

// ECMA-376-1 18.2.5: a name is no cell reference (A1, R1C1), and has no other characters than these.
std::string defined_name(std::string_view id) {
    std::string name;
    for (const char c : id) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
        name += plain ? c : '_';
    }
    constexpr std::size_t kLongestColumn = 3;
    const std::size_t letters = static_cast<std::size_t>(
        std::ranges::find_if_not(name, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }) -
        name.begin());
    const bool digits_follow = std::all_of(name.begin() + static_cast<std::ptrdiff_t>(letters), name.end(),
                                           [](char c) { return c >= '0' && c <= '9'; });
    if (name.empty() || letters == 0 || (letters <= kLongestColumn && digits_follow)) name.insert(0, "_");
    return name;
}

// The cells of a path of a SumCheck: "list:term", "list:*" or a field.
std::vector<int> cells_at(const Draft& draft, std::string_view path, std::string_view column) {
    std::vector<int> cells;
    const std::size_t colon = path.find(':');
    if (colon == std::string_view::npos) {
        const std::string pointer = field_pointer(path);
        for (std::size_t i = 0; i < draft.sheet.cells.size(); ++i) {
            if (draft.sheet.cells[i].field == pointer) cells.push_back(static_cast<int>(i));
        }
        return cells;
    }
    const std::string_view list = path.substr(0, colon), term = path.substr(colon + 1);
    const std::string item = draft.label({}, term);
    for (const AmountCell& amount : draft.amounts) {
        if (amount.list == list && amount.column == column && (term == "*" || amount.item == item)) {
            cells.push_back(amount.cell);
        }
    }
    return cells;
}

// B3,B5:B7 — neighbours in a column as one range. Physical rows: a merged cell's number lies in its first.
std::string references(const Draft& draft, std::vector<int> cells) {
    std::ranges::sort(cells);
    std::string text;
    for (std::size_t i = 0; i < cells.size();) {
        const auto at = [&](std::size_t k) -> const SheetCell& {
            return draft.sheet.cells[static_cast<std::size_t>(cells[k])];
        };
        std::size_t last = i;
        while (last + 1 < cells.size() && at(last + 1).col == at(i).col &&
               at(last + 1).row == at(last).row + at(last).rows)
            ++last;
        if (!text.empty()) text += ',';
        text += a1({at(i).row, at(i).col});
        if (last > i) text += ':' + a1({at(last).row, at(last).col});
        i = last + 1;
    }
    return text;
}

void add_sum(Draft& draft, const SumCheck& sum) {
    const std::vector<int> totals = cells_at(draft, sum.total, sum.column);
    const std::string_view home = std::string_view(sum.total).substr(0, sum.total.find(':'));
    if (totals.size() != 1 || !draft.cell(totals[0]).number || !draft.cell(totals[0]).formula.empty()) return;
    std::vector<int> parts;
    for (const std::string& path : sum.of) {
        // A total that also equals another list's is checked, but lives by its own.
        if (std::string_view(path).substr(0, path.find(':')) != home) return;
        for (const int part : cells_at(draft, path, sum.column)) {
            if (part != totals[0]) parts.push_back(part);
        }
    }
    Decimal total;
    for (const int part : parts) {
        const SheetCell& cell = draft.cell(part);
        if (cell.number) total = total + *cell.number;
        if (!cell.number && !cell.paragraphs.empty()) return;  // unreadable
    }
    // Why: a formula that disagrees with the figure read would change it at the first recalculation.
    if (parts.empty() || total != *draft.cell(totals[0]).number) return;
    draft.cell(totals[0]).formula = "SUM(" + references(draft, parts) + ")";
}

}  // namespace

void add_names(Draft& draft) {
    Sheet& sheet = draft.sheet;
    for (const NamedRange& range : draft.names) {
        const std::string name = defined_name(range.name);
        if (std::ranges::find(sheet.names, name, &DefinedName::name) != sheet.names.end()) continue;
        sheet.names.push_back({name, range.row, range.col, range.rows, range.cols});
    }
    std::vector<std::string> words;
    for (const Term& word : draft.vocabulary.qualitative) words.push_back(word.label);
    for (const ValidatedRange& range : draft.validated) {
        if (!range.number && words.empty()) continue;
        sheet.validations.push_back({range.row, range.col, range.rows, range.cols, range.number,
                                     range.number ? std::vector<std::string>() : words});
    }
    // The lines above the table, and the header if the table begins with one over its whole width.
    int last = sheet.title_rows - 1;
    while (last + 1 < static_cast<int>(sheet.rows.size()) &&
           sheet.rows[static_cast<std::size_t>(last + 1)].header_of == 0)
        ++last;
    const bool whole = std::ranges::none_of(
        sheet.cells, [&](const SheetCell& cell) { return cell.row <= last && cell.row + cell.rows - 1 > last; });
    if (!whole) last = sheet.title_rows - 1;
    if (last >= 0) {
        sheet.repeat_first = 0;
        sheet.repeat_last = last;
    }
}

void add_formulas(Draft& draft) {
    for (const SumCheck& sum : draft.spec.sums) add_sum(draft, sum);
}

}  // namespace jixiao
