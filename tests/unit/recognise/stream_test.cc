// One cell a line, as pdftotext -raw prints a table: what narrow cells break, and what stands together on a line.
#include <string>

#include "catch.h"
#include "tables.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

const std::string kTop = "某市部门整体预算绩效目标表\n2025年度\n单位名称\n某市水利局\n单位主要职能\n指导知识产权保护和运用，管理全市的水。\n";
const std::string kHeader = "一级指标\n二级指标\n三级指标\n半年指标值\n全年指标值\n";
const std::string kWork = "一级指标\n二级指标\n重点工作\n对应项目\n三级指标\n半年指标值\n全年指标值\n履职\n";

Form read_lines(const std::string& text) {
    Grid grid = table(text);
    grid.page_lines = true;
    return read(grid);
}

std::string value(const Form& form, std::size_t row, std::string_view column) { return cell(form, "indicators", row, column).indicator.raw; }

}  // namespace

TEST_CASE("values of several lines: alike, worded, with the rest of a unit or their comparator on a line of its own") {
    const Form form = read_lines(kTop + kHeader +
                                 "决策\n计划制定\n工作计划制定健\n全性\n不低于上\n年度水平\n不低于上\n年度水平\n"
                                 "中长期规划制定健\n全性\n根据下达任务\n目标要求确定\n≥188次\n"
                                 "科技创新监督检查单位成本\n≤194.3个工\n作日\n≤60个工\n作日\n"
                                 "科技创新人才引育满意度\n不低于\n85%\n在规定时间结\n案率为95%\n");
    REQUIRE(form.list("indicators")->rows.size() == 4);
    CHECK(cell(form, "indicators", 0, "level3").text == "工作计划制定健全性");
    CHECK(value(form, 0, "half_year") == "不低于上年度水平");
    CHECK(value(form, 0, "annual") == "不低于上年度水平");
    CHECK(value(form, 1, "half_year") == "根据下达任务目标要求确定");
    CHECK(value(form, 1, "annual") == "≥188次");
    CHECK(value(form, 2, "half_year") == "≤194.3个工作日");
    CHECK(value(form, 2, "annual") == "≤60个工作日");
    CHECK(value(form, 3, "half_year") == "不低于85%");
    CHECK(value(form, 3, "annual") == "在规定时间结案率为95%");
    CHECK(form.unplaced.empty());
}

TEST_CASE("a short name below a row's last value is no rest of its unit") {
    const Form form = read_lines(kTop + kHeader + "过程\n预算管理\n培养青年骨干数\n≥2个\n≥3%\n人才满意度\n≥80%\n46人次\n项目\n≥1项\n≥2项\n");
    REQUIRE(form.list("indicators")->rows.size() == 3);
    CHECK(value(form, 0, "annual") == "≥3%");
    CHECK(cell(form, "indicators", 1, "level3").text == "人才满意度");
    CHECK(value(form, 1, "annual") == "46人次");
    CHECK(value(form, 2, "half_year") == "≥1项");
}

TEST_CASE("a first level's word at the end of a name, above its values, begins no section") {
    const Form form = read_lines(kTop + kHeader + "过程\n预算管理\n生态补偿资源保护\n满意度\n≥22%\n≥22%\n预算管理制度健\n全性\n合规\n合规\n");
    REQUIRE(form.list("indicators")->rows.size() == 2);
    CHECK(cell(form, "indicators", 0, "level3").text == "生态补偿资源保护满意度");
    CHECK(value(form, 0, "annual") == "≥22%");
    CHECK(cell(form, "indicators", 1, "level1").text == "过程");
}

TEST_CASE("a label continued from the page before, broken over lines, is no text of the row") {
    const Form form = read_lines(kTop + kWork + "指导知识产权保护和\n运用\n智慧执法\n智慧平台建设\n执法检查次数\n≥5次\n≥9次\n"
                                                "指导知识产权保护和\n运用（续）\n信息公开\n网站建设\n网站更新次数\n≥3次\n≥6次\n");
    REQUIRE(form.list("indicators")->rows.size() == 2);
    CHECK(cell(form, "indicators", 0, "level2").text == "指导知识产权保护和运用");
    CHECK(cell(form, "indicators", 1, "level2").text == "指导知识产权保护和运用");
    CHECK(cell(form, "indicators", 1, "level3").text == "网站更新次数");
}

TEST_CASE("several cells on a line: behind a text, behind headers, a row and the next one's name") {
    const Form form = read_lines(kTop + "年度目标\n管好水。 部门整体资金(万元) 收入\n全年预算数 资金总额\n12\n一般公共预算资金 9 政府性基金\n3\n支出 半年计划执行数\n全年预算数 基本支出 1 2\n河道整治 3 7 水库加固\n1\n3\n" +
                                 "一级指标 二级指标\n三级指标\n半年指标值\n全年指标值 决策\n计划制定\n工作计划制定健全性 健全 健全\n");
    CHECK(form.field("annual_goal")->value.paragraphs == std::vector<std::string>{"管好水。"});
    REQUIRE(form.list("income")->rows.size() == 3);
    CHECK(cell(form, "income", 0, "annual").amount.number->str() == "12");
    CHECK(cell(form, "income", 1, "annual").amount.number->str() == "9");
    CHECK(cell(form, "income", 2, "annual").amount.number->str() == "3");
    REQUIRE(form.list("expenditures")->rows.size() == 3);
    CHECK(cell(form, "expenditures", 1, "annual").amount.number->str() == "7");
    CHECK(cell(form, "expenditures", 2, "item").text == "水库加固");
    REQUIRE(form.list("indicators")->rows.size() == 1);
    CHECK(cell(form, "indicators", 0, "level1").text == "决策");
}

TEST_CASE("a line of thousands of rows, and marks of continued labels without end, cost no more than they are long") {
    std::string line = "甲项目", marks;
    for (int i = 0; i < 4'000; ++i) line += " ≥1项 ≥2项 乙项目";
    for (int i = 0; i < 2'000; ++i) marks += "丙项目名称\n丁项目（续）\n";
    Grid grid = table(kTop + kHeader + "过程\n预算管理\n" + line + "\n" + marks);
    grid.page_lines = true;
    const auto result = recogniser().recognise(grid, {"t.txt", "text", std::nullopt, "exact"});
    if (result) CHECK_FALSE(result->form.list("indicators")->rows.empty());
}
