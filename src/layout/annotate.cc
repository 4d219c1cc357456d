// Findings drawn on the Sheet: notes, severities, and their list.
#include <algorithm>
#include <string>
#include <unordered_map>

#include "layout/draft.h"

namespace jixiao {
namespace {

int rank(Severity severity) {
    return static_cast<int>(severity);
}

std::unordered_map<std::string, int> cells_by_pointer(const Draft& draft) {
    std::unordered_map<std::string, int> cells;
    for (std::size_t i = 0; i < draft.sheet.cells.size(); ++i) {
        const SheetCell& cell = draft.sheet.cells[i];
        if (!cell.field.empty()) cells.emplace(cell.field, static_cast<int>(i));
    }
    for (const SharedCell& shared : draft.shared) {
        const List& list = draft.form.lists[shared.list];
        cells.emplace(list_pointer(list.id, shared.row, list.columns[shared.column]), shared.cell);
    }
    return cells;
}

// The cell of the pointer, or of what it is part of (/fields/x/3 -> /fields/x); a finding on a
// whole row belongs to the row's name.
int find_cell(const std::unordered_map<std::string, int>& cells, const Draft& draft, std::string pointer) {
    const std::string whole = pointer;
    while (!pointer.empty()) {
        if (const auto found = cells.find(pointer); found != cells.end()) return found->second;
        pointer.resize(pointer.find_last_of('/'));
    }
    if (whole.empty()) return -1;
    int first = -1;
    for (std::size_t i = 0; i < draft.sheet.cells.size() && first < 0; ++i) {
        const SheetCell& cell = draft.sheet.cells[i];
        if (cell.role == CellRole::Value && cell.field.starts_with(whole + "/")) first = static_cast<int>(i);
    }
    return first;
}

std::string note_of(const FindingRow& row, const std::string& fix, Lang lang) {
    std::string note = row.message;
    if (!row.explanation.empty()) note += '\n' + row.explanation;
    if (!fix.empty()) note += (lang == Lang::Zh ? "\n建议：" : "\nProposed: ") + fix;
    return note;
}

}  // namespace

void annotate(Draft& draft, const Findings& findings, Lang lang) {
    Sheet& sheet = draft.sheet;
    sheet.annotated = true;
    sheet.lang = lang;
    const auto cells = cells_by_pointer(draft);
    for (const Finding& finding : findings) {
        FindingRow row;
        row.severity = rank(finding.severity);
        row.cell = find_cell(cells, draft, finding.field);
        if (finding.at) row.place = finding.at->str();
        row.message = finding.message.in(lang);
        row.explanation = finding.explanation.in(lang);
        row.code = code_info(finding.code).name;
        if (row.cell >= 0) {
            SheetCell& cell = draft.cell(row.cell);
            cell.severity = std::max(cell.severity, row.severity);
            if (!cell.note.empty()) cell.note += '\n';
            cell.note += note_of(row, finding.fix, lang);
        }
        sheet.findings.push_back(std::move(row));
    }
    std::ranges::stable_sort(sheet.findings, std::ranges::greater(), &FindingRow::severity);
}

}  // namespace jixiao
