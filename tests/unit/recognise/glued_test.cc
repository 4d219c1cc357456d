// Cells that lost the border between them.
#include "catch.h"
#include "tables.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

const std::string kTop = "某市部门整体预算绩效目标表\n2025年度\n";
const std::string kHeader = "一级指标 | 二级指标 | 三级指标 | 半年指标值 | 全年指标值\n";
const std::string kSpending = "部门整体资金(万元) | 支出 | | 半年计划执行数 | 全年预算数\n";

}  // namespace

TEST_CASE("a label glued to its text") {
    const Form form = read(table(kTop + "单位名称 某市水利局\n单位主要职能管水，也管河。\n年度目标 | 管好水。\n" + kHeader + "过程 | 预算执行 | 预算执行率 | =90% | =100%\n"));
    CHECK(form.field("unit_name")->value.text == "某市水利局");
    CHECK(form.field("main_duties")->value.paragraphs == std::vector<std::string>{"管水，也管河。"});
    CHECK(form.unplaced.empty());
    CHECK(count(form, Code::structure_repaired) == 2);
}

TEST_CASE("labels glued to each other") {
    const Form form = read(table(kTop + "单位名称 | 某局\n单位主要职能 | 管水。\n中长期目标 | 好。\n年度目标 | 好。\n一级指标二级指标 | 三级指标 | 半年指标值全年指标值\n过程预算执行预算执行率 | =90% | =100%\n | 预算管理 资金使用合规性 | 合规 | 合规\n"));
    REQUIRE(form.list("indicators")->rows.size() == 2);
    CHECK(cell(form, "indicators", 0, "level1").text == "过程");
    CHECK(cell(form, "indicators", 0, "level2").text == "预算执行");
    CHECK(cell(form, "indicators", 0, "level3").text == "预算执行率");
    CHECK(cell(form, "indicators", 0, "half_year").indicator.raw == "=90%");
    CHECK(cell(form, "indicators", 1, "level2").text == "预算管理");
    CHECK(cell(form, "indicators", 1, "level3").text == "资金使用合规性");
}

TEST_CASE("values glued to a name or to each other") {
    const Form form = read(table(kTop + "单位名称 | 某局\n" + kSpending + " | | 基本支出 | 900 | 1858.91\n | | 科技专项 900 1858.91\n | | 水利专项 | 12 40\n年度目标 | 好。\n" + kHeader +
                                 "过程 | 预算执行 | 预算执行率=90% =100%\n | | 预算调整率 | ≤0%≤5%\n"));
    CHECK(cell(form, "expenditures", 1, "item").text == "科技专项");
    CHECK(cell(form, "expenditures", 1, "half_year").amount.number->str() == "900");
    CHECK(cell(form, "expenditures", 1, "annual").amount.number->str() == "1858.91");
    CHECK(cell(form, "expenditures", 2, "half_year").amount.number->str() == "12");
    CHECK(cell(form, "expenditures", 2, "annual").amount.number->str() == "40");
    CHECK(cell(form, "indicators", 0, "level3").text == "预算执行率");
    CHECK(cell(form, "indicators", 0, "annual").indicator.raw == "=100%");
    CHECK(cell(form, "indicators", 1, "half_year").indicator.raw == "≤0%");
    CHECK(cell(form, "indicators", 1, "annual").indicator.raw == "≤5%");
}

TEST_CASE("what only looks glued stays one cell") {
    const Form form = read(table(kTop + "单位名称 | 某局\n" + kSpending + " | | 基本支出补助 2024 | 900 | 1858.91\n | | 社保基金其他资金专项 | 968.191 8 | 2000\n | | 创新专项 | | 5 6000\n年度目标 | 年度目标完成得好。\n" + kHeader +
                                 "过程 | 预算管理 | 预算管理绩效评价率 | =100% 22.5 | =100%\n"));
    CHECK(cell(form, "expenditures", 0, "item").text == "基本支出补助 2024");
    CHECK(cell(form, "expenditures", 1, "item").text == "社保基金其他资金专项");
    CHECK(cell(form, "expenditures", 1, "half_year").amount.written == "968.191 8");
    // The half-year cell is there, and blank: the blank in the other one stands inside a number.
    CHECK_FALSE(cell(form, "expenditures", 2, "half_year").amount.number.has_value());
    CHECK(cell(form, "expenditures", 2, "annual").amount.written == "5 6000");
    CHECK(form.field("annual_goal")->value.paragraphs == std::vector<std::string>{"年度目标完成得好。"});
    CHECK(cell(form, "indicators", 0, "level3").text == "预算管理绩效评价率");
    CHECK(cell(form, "indicators", 0, "half_year").indicator.raw == "=100% 22.5");
}

TEST_CASE("a line that ended inside the number of a sentence leaves one value") {
    const Form form = read(table(kTop + "单位名称 | 某局\n年度目标 | 好。\n" + kHeader + "过程 | 预算执行 | 案件办结情况 | 在规定时间结案率为9 5% | ≥9件\n"));
    REQUIRE(form.list("indicators")->rows.size() == 1);
    CHECK(cell(form, "indicators", 0, "half_year").indicator.raw == "在规定时间结案率为9 5%");
    CHECK(cell(form, "indicators", 0, "annual").indicator.raw == "≥9件");
}

TEST_CASE("a sum of money glued to a name is cut off; another figure at its end is told where the row lacks a value") {
    const std::string annual = "年度目标 | 好。\n" + kHeader;
    const Form form = read(table(kTop + "单位名称 | 某局\n" + kSpending + " | | 基本支出 | 900 | 1858.91\n | | 科技专项经费270.90 | | 800\n | | 水利专项经费248 | | 900\n | | 三期工程2 | 1 | 2\n | | 人才工程2024 | | 5\n" +
                                 annual + "过程 | 预算执行 | 预算执行率 | =90% | =100%\n | 管理 | 新增人才25名 | | 25名\n | | 引进人才30名 | ≥10名 | ≥30名\n"));
    CHECK(cell(form, "expenditures", 1, "item").text == "科技专项经费");
    CHECK(cell(form, "expenditures", 1, "half_year").amount.number->str() == "270.90");
    CHECK(cell(form, "expenditures", 2, "item").text == "水利专项经费248");
    CHECK(cell(form, "expenditures", 2, "half_year").null());
    CHECK(cell(form, "indicators", 1, "level3").text == "新增人才25名");
    std::vector<std::string> told;
    for (const Finding& finding : form.findings)
        if (finding.code == Code::column_guessed && !finding.expected.empty()) told.push_back(finding.field + " " + finding.expected);
    CHECK(told == std::vector<std::string>{"/lists/expenditures/2/half_year 248", "/lists/indicators/1/half_year 25名"});
}

TEST_CASE("a row one column too far left that has one value, or a word for its value, is put right") {
    // D3: the merged cells of the group ended too early.
    const std::string header = "一级指标 | 二级指标 | 重点工作 | 对应项目 | 三级指标 | 半年指标值 | 全年指标值\n";
    const Form form = read(table(kTop + "单位名称 | 某局\n" + kSpending + " | | 基本支出 | 900 | 1858.91\n | | 水环境运行维护 | 1 | 2\n年度目标 | 好。\n" + header +
                                 "履职 | 推进均衡发展 | 双随机 | 基本支出 | 服务知晓率 | ≥75% | ≥75%\n | | 综合整治 | 水环境运行维护 | 设备达标率 | ≥90% | ≥100%\n"
                                 " | 公共服务 | 水环境运行维护 | 设备办结时限 | | ≤28天 | \n | 宣传培训 | 综合整治（市级） | 改善情况 | 有效 | 有效 | \n"));
    REQUIRE(form.list("indicators")->rows.size() == 4);
    for (const std::size_t row : {2u, 3u}) CHECK(cell(form, "indicators", row, "level2").text == "推进均衡发展");
    CHECK(cell(form, "indicators", 2, "key_work").text == "公共服务");
    CHECK(cell(form, "indicators", 2, "project").text == "水环境运行维护");
    CHECK(cell(form, "indicators", 2, "level3").text == "设备办结时限");
    CHECK(cell(form, "indicators", 2, "annual").indicator.raw == "≤28天");
    CHECK(cell(form, "indicators", 3, "level3").text == "改善情况");
    CHECK(cell(form, "indicators", 3, "half_year").indicator.raw == "有效");
    CHECK(cell(form, "indicators", 3, "annual").indicator.raw == "有效");
}
