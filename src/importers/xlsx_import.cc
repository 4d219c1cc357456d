#include "importers/import.h"
#include "importers/xlsx.h"
#include "importers/xlsx_grid.h"
#include "importers/xlsx_hidden.h"
#include "importers/xlsx_sheet.h"
#include "importers/xlsx_workbook.h"

#include <algorithm>

namespace jixiao {
namespace {

const Relationship* with_id(const Workbook& workbook, std::string_view id) {
    const auto found = std::ranges::find(workbook.relationships, id, &Relationship::id);
    return found == workbook.relationships.end() ? nullptr : &*found;
}

}  // namespace

Result<Imported> import_xlsx(const Input& input, const ImportOptions& options) {
    const Limits& limits = options.limits;
    const Origin whole{input.name, "", {}};
    if (input.bytes.size() > limits.input_bytes)
        return std::unexpected(limit_failure(whole, "input_bytes", limits.input_bytes, input.bytes.size()));
    MemoryBudget budget(limits.memory);
    if (!budget.take(input.bytes.size()))
        return std::unexpected(limit_failure(whole, "memory", limits.memory, input.bytes.size()));
    FindingList findings(limits.findings);

    auto package = OoxmlPackage::open(input.name, input.bytes, limits, findings);
    if (!package) return std::unexpected(std::move(package.error()));
    const auto workbook = read_workbook(*package, findings);
    if (!workbook) return std::unexpected(workbook.error());
    const StyleTable styles = read_styles(*package, *workbook, findings);
    const auto strings = read_shared_strings(*package, *workbook, budget, findings);
    if (!strings) return std::unexpected(strings.error());
    note_workbook_extras(*package, *workbook, findings);

    UnseenCharacters unseen;
    Imported imported;
    imported.format = "xlsx";
    std::uint64_t cells = 0;
    for (const SheetEntry& entry : workbook->sheets) {
        const Origin at{input.name, entry.name, {}};
        const Relationship* where = with_id(*workbook, entry.relationship);
        if (!where || where->external || !package->has(where->target)) {
            findings.add(
                source_finding(Code::source_damaged, at, message("工作表的部件缺失", "the sheet's part is missing")));
            continue;
        }
        if (where->type != "worksheet") {  // 12.3.2 chartsheet, 12.3.7 dialogsheet: no cells
            findings.add(source_finding(
                Code::sheet_skipped, at,
                message("工作表类型为 {}，没有单元格", "the sheet is a {} and has no cells", where->type)));
            continue;
        }
        auto sheet = read_sheet(*package, where->target, at, cells, budget, findings);
        if (!sheet) return std::unexpected(std::move(sheet.error()));
        if (entry.hidden) note_hidden_sheet(at, findings);
        if (const auto extras = package->relationships(where->target))
            note_sheet_extras(*package, *extras, at, findings);
        const SheetContext context{styles, *strings, workbook->date1904 ? DateSystem::From1904 : DateSystem::From1900,
                                   at, entry.hidden, unseen};
        auto grid = build_grid(std::move(*sheet), context, budget, findings);
        if (!grid) return std::unexpected(std::move(grid.error()));
        imported.grids.push_back(std::move(*grid));
    }
    if (imported.grids.empty())
        return fail(whole, message("工作簿里没有可以读取的工作表", "the workbook has no sheet that can be read"));
    if (auto note = unseen.note()) findings.add(std::move(*note));
    imported.findings = findings.take(input.name);
    return imported;
}

}  // namespace jixiao
