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
