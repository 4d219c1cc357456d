#include "tables.h"

#include <algorithm>

#include "catch.h"
#include "text/characters.h"

namespace jixiao::test {
namespace {

Grid parse(std::string_view text, bool fixed) {
    Grid grid;
    grid.fixed_columns = fixed;
    if (fixed) grid.part = "Sheet1";
    int row = 0;
    while (!text.empty()) {
        const auto end = std::min(text.find('\n'), text.size());
        auto line = text.substr(0, end);
        int col = 0;
        while (!line.empty()) {
            const auto bar = std::min(line.find('|'), line.size());
            std::string shown(trimmed(line.substr(0, bar)));
            Cell cell;
            if (shown.starts_with('{')) {
                cell.extent.rows = std::stoi(shown.substr(1));
                cell.extent.cols = std::stoi(shown.substr(shown.find('x') + 1));
                shown = trimmed(std::string_view(shown).substr(shown.find('}') + 1));
            }
            for (auto at = shown.find("\\n"); at != std::string::npos; at = shown.find("\\n")) shown.replace(at, 2, "\n");
            cell.at = {row, col};
            cell.raw = cell.shown = shown;
            if (!shown.empty()) REQUIRE(grid.place(std::move(cell)));
            ++col;
            line.remove_prefix(std::min(bar + 1, line.size()));
        }
        ++row;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    grid.sort();
    return grid;
}

}  // namespace

Grid table(std::string_view text) { return parse(text, false); }
Grid sheet(std::string_view text) { return parse(text, true); }

const Recogniser& recogniser() {
    static const TemplateSet templates = [] {
        auto loaded = load_templates(std::filesystem::path(JIXIAO_SOURCE_DIR) / "templates");
        if (!loaded) FAIL(loaded.error().str(Lang::En));
        return std::move(*loaded);
    }();
    static const Recogniser out(templates, {{"满意度", "完成率", "执行率"}, {"投诉", "控制率"}});
    return out;
}

Form read(const Grid& grid) {
    auto result = recogniser().recognise(grid, {"t.txt", "text", std::nullopt, "exact"});
    if (!result) FAIL(result.error().str(Lang::En));
    for (std::size_t i = 0; i < grid.cells().size(); ++i) {
        INFO("cell " << grid.cells()[i].shown);
        CHECK(result->claims[i] != CellClaim::Open);
    }
    return std::move(result->form);
}

std::string small_form(std::string_view money, std::string_view indicators) {
    return "某市部门整体预算绩效目标表\n2025年度\n单位名称 | 某市水利局\n单位主要职能 | 管水。\n" + std::string(money) +
           "\n年度目标 | 管好水。\n" + std::string(indicators);
}

const Value& cell(const Form& form, std::string_view list, std::size_t row, std::string_view column) {
    const List* found = form.list(list);
    REQUIRE(found);
    REQUIRE(row < found->rows.size());
    REQUIRE(found->column(column) >= 0);
    return found->rows[row][static_cast<std::size_t>(found->column(column))];
}

std::size_t count(const Form& form, Code code) {
    return static_cast<std::size_t>(std::ranges::count(form.findings, code, &Finding::code));
}

}  // namespace jixiao::test
