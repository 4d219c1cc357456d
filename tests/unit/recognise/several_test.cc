// Several forms, one after the other, in one grid.
#include "catch.h"
#include "tables.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

std::string form(const std::string& unit, const std::string& year, const std::string& title = "某市部门整体预算绩效目标表\n") {
    return title + year + "年度\n单位名称 | " + unit + "\n单位主要职能 | 管水。\n中长期目标 | 好。\n年度目标 | 好。\n"
           "一级指标 | 二级指标 | 三级指标 | 半年指标值 | 全年指标值\n过程 | 预算执行 | 预算执行率 | =90% | =100%\n";
}

std::vector<std::string> units(const std::string& text) {
    std::vector<std::string> out;
    for (const Grid& grid : recogniser().forms_in(table(text))) out.push_back(read(grid).field("unit_name")->value.text);
    return out;
}

}  // namespace

TEST_CASE("a text of three forms is three grids, each cell where it stood") {
    const auto grids = recogniser().forms_in(table(form("甲局", "2024") + "填表人：张三\n\n" + form("乙局", "2024") + form("乙局", "2025")));
    REQUIRE(grids.size() == 3);
    CHECK(read(grids[0]).field("unit_name")->value.text == "甲局");
    CHECK(read(grids[0]).unplaced.size() == 1);
    const Form second = read(grids[1]);
    CHECK(second.field("unit_name")->value.text == "乙局");
    CHECK(second.title_place.row == 10);
    CHECK(read(grids[2]).year == 2025);
}

TEST_CASE("forms without titles of their own are told by their first field") {
    CHECK(units(form("甲局", "2024") + form("乙局", "2024", "")) == std::vector<std::string>{"甲局", "乙局"});
}

TEST_CASE("a head repeated on each page begins no form, nor does a field given twice") {
    CHECK(units(form("甲局", "2024") + "\n某市部门整体预算绩效目标表\n2024年度\n单位名称 | 甲局\n一级指标 | 二级指标 | 三级指标 | 半年指标值 | 全年指标值\n | 预算管理 | 资金使用合规性 | 合规 | 合规\n").empty());
    CHECK(units("单位名称 | 别的局\n" + form("甲局", "2024")).empty());
    CHECK(units(form("甲局", "2024")).empty());
}

TEST_CASE("forms of one title and year in a text of one cell a line are told by their units") {
    const auto lines = [](const std::string& unit) {
        return "部门整体预算绩效目标表\n2024年度\n单位名称\n" + unit + "\n单位主要职能\n管水。\n中长期目标\n好。\n年度目标\n好。\n"
               "一级指标\n二级指标\n三级指标\n半年指标值\n全年指标值\n过程\n预算执行\n预算执行率\n=90%\n=100%\n";
    };
    CHECK(recogniser().forms_in(table(lines("甲局") + lines("乙局"))).size() == 2);
    CHECK(recogniser().forms_in(table(lines("甲局") + lines("甲局"))).empty());   // the page's head, repeated
}

TEST_CASE("projects that share one list are a form each") {
    const Grid grid = sheet("2025年项目支出绩效目标表\n"
                            "项目名称 | 项目年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位\n"
                            "{3x1}营养改善计划 | {3x1}覆盖学生2.1万人。 | {2x1}产出指标 | 数量指标 | 受益学生数 | ≥ | 21000 | 人\n"
                            "| | | 质量指标 | 食材合格率 | = | 100 | %\n"
                            "| | 满意度指标 | 服务对象满意度指标 | 家长满意度 | ≥ | 90 | %\n"
                            "{2x1}校舍维修 | {2x1}维修校舍12所。 | 产出指标 | 数量指标 | 维修校舍数 | ≥ | 12 | 所\n"
                            "| | 满意度指标 | 服务对象满意度指标 | 师生满意度 | ≥ | 95 | %\n");
    const auto forms = recogniser().forms_in(grid, "");
    REQUIRE(forms.size() == 2);
    const Form first = read(forms[0]), second = read(forms[1]);
    CHECK(first.field("project_name")->value.text == "营养改善计划");
    CHECK(first.field("annual_goal")->value.paragraphs == std::vector<std::string>{"覆盖学生2.1万人。"});
    REQUIRE(first.list("indicators")->rows.size() == 3);
    CHECK(cell(first, "indicators", 0, "annual").indicator.raw == "≥21000人");
    CHECK(second.field("project_name")->value.text == "校舍维修");
    REQUIRE(second.list("indicators")->rows.size() == 2);
    CHECK(cell(second, "indicators", 0, "annual").indicator.raw == "≥12所");
    CHECK(cell(second, "indicators", 1, "level1").text == "满意度指标");
    // Each value knows its own cell: the sixth row of the sheet.
    CHECK(second.field("project_name")->value.place.row == 5);
    CHECK(cell(second, "indicators", 0, "annual").place.row == 5);
    CHECK(first.unplaced.empty());
    CHECK(second.unplaced.empty());
}

TEST_CASE("projects named on each row, and a signature below them") {
    const std::string head = "2025年项目支出绩效目标表\n项目名称 | 项目年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值\n";
    const auto forms = recogniser().forms_in(sheet(head + "甲项目 | 目标一。 | 产出指标 | 数量指标 | 甲一 | ≥1个\n甲项目 | 目标一。 | 产出指标 | 数量指标 | 甲二 | ≥2个\n"
                                                          "乙项目 | 目标二。 | 产出指标 | 数量指标 | 乙一 | ≥3个\n填表人：张三\n"),
                                             "");
    REQUIRE(forms.size() == 2);
    const Form first = read(forms[0]), second = read(forms[1]);
    CHECK(first.field("project_name")->value.text == "甲项目");
    CHECK(first.field("annual_goal")->value.paragraphs == std::vector<std::string>{"目标一。"});
    CHECK(first.list("indicators")->rows.size() == 2);
    CHECK(second.field("project_name")->value.text == "乙项目");
    CHECK(second.list("indicators")->rows.size() == 1);
    REQUIRE(second.unplaced.size() == 1);
    CHECK(second.unplaced[0].text == "填表人：张三");
    // A row above the first name belongs to nobody: nothing is divided, and the names are listed.
    const Grid unowned = sheet(head + "| | 产出指标 | 数量指标 | 无主 | ≥9个\n甲项目 | 目标一。 | 产出指标 | 数量指标 | 甲一 | ≥1个\n"
                                      "乙项目 | 目标二。 | 产出指标 | 数量指标 | 乙一 | ≥3个\n");
    CHECK(recogniser().forms_in(unowned, "").empty());
    const Form whole = read(unowned);
    CHECK(whole.list("indicators")->rows.size() == 3);
    CHECK(whole.field("project_name")->value.null());
    CHECK(std::ranges::count(whole.unplaced, "项目名称", &Unplaced::label) == 2);
}

TEST_CASE("a project named beside its list is one form") {
    const Grid grid = sheet("2025年项目支出绩效目标表\n项目名称 | 项目年度绩效目标 | 一级指标 | 二级指标 | 三级指标 | 指标值\n"
                            "校舍维修 | 维修校舍12所。 | 产出指标 | 数量指标 | 维修校舍数 | ≥12所\n");
    CHECK(recogniser().forms_in(grid, "").empty());
    const Form form = read(grid);
    CHECK(form.field("project_name")->value.text == "校舍维修");
    CHECK(form.list("indicators")->rows.size() == 1);
}
