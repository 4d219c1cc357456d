#include "catch.h"
#include "tables.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

const char* const kMoney = "部门整体资金(万元) | 收入 | | | 全年预算数\n | | 资金总额 | | 9\n | 支出 | | | 半年计划执行数 | 全年预算数\n"
                           " | | 基本支出 | | 1 | 2\n | | 河道整治 | | 3 | 7\n";
const char* const kHeader = "一级指标 | 二级指标 | 三级指标 | 半年指标值 | 全年指标值\n";
const char* const kDutyHeader = "一级指标 | 二级指标 | 重点工作 | 对应项目 | 三级指标 | 半年指标值 | 全年指标值\n";

Form read_indicators(const std::string& rows) { return read(table(small_form(kMoney, rows))); }

std::string text(const Form& form, std::size_t row, std::string_view column) {
    const Value& value = cell(form, "indicators", row, column);
    return value.null() ? "null" : value.type == Value::Type::Indicator ? value.indicator.raw : value.text;
}

}  // namespace

TEST_CASE("levels are carried over the rows they cover") {
    const Form form = read_indicators(std::string(kHeader) +
                                      "决策 | 计划制定 | 甲健全性 | 健全 | 健全\n | | 乙健全性 | 健全 | 健全\n | 目标设定 | 丙合理性 | 合理 | 合理\n"
                                      "过程 | 预算执行 | 预算执行率 | =50% | =100%\n");
    REQUIRE(form.list("indicators")->rows.size() == 4);
    CHECK(text(form, 1, "level1") == "决策");
    CHECK(text(form, 1, "level2") == "计划制定");
    CHECK(text(form, 2, "level2") == "目标设定");
    CHECK(text(form, 3, "level1") == "过程");
    CHECK(text(form, 3, "half_year") == "=50%");
}

TEST_CASE("the first level missing after a page break is carried over, in other columns") {
    const Form form = read_indicators(std::string(kHeader) + "过程 | 预算执行 | 预算执行率 | =50% | =100%\n\n"
                                                             " | 项目管理 | | | 制度健全性 | 健全 | 健全\n | | | | 执行规范性 | 规范 | 规范\n");
    REQUIRE(form.list("indicators")->rows.size() == 3);
    CHECK(text(form, 1, "level1") == "过程");
    CHECK(text(form, 1, "level2") == "项目管理");
    CHECK(text(form, 2, "level2") == "项目管理");
    CHECK(text(form, 2, "level3") == "执行规范性");
    CHECK(count(form, Code::structure_repaired) >= 1);
}

TEST_CASE("a first level lost with its page is told by its second level") {
    const Form form = read_indicators(std::string(kHeader) + "过程 | 预算执行 | 预算执行率 | =50% | =100%\n\n"
                                                             " | 社会效益 | 环境优化 | 显著 | 显著\n");
    CHECK(text(form, 1, "level1") == "效益指标");
    CHECK(count(form, Code::structure_repaired) >= 1);
}

TEST_CASE("a header that lost its last cell is restored from the arity of its rows") {
    const Form form = read_indicators(std::string(kHeader) + "决策 | 计划制定 | 甲 | 健全 | 健全\n"
                                                             " | 一级指标 | 二级指标 | 重点工作 | 对应项目 | 三级指标 | 半年指标值\n"
                                                             "履职 | 管水 | 治河 | 河道整治 | 整治河道 | ≥3公里 | ≥9公里\n");
    CHECK(text(form, 1, "key_work") == "治河");
    CHECK(text(form, 1, "project") == "河道整治");
    CHECK(text(form, 1, "half_year") == "≥3公里");
    CHECK(text(form, 1, "annual") == "≥9公里");
    CHECK(count(form, Code::structure_repaired) >= 1);
}

TEST_CASE("a second level without a third keeps its row, known or not") {
    const Form form = read_indicators(std::string(kHeader) + "效益指标 | 经济效益\n | 社会效益 | 环境 | 显著 | 显著\n | 文化效益 | | |\n"
                                                             "满意度指标 | 服务对象满意度 | 群众满意度 | ≥90% | ≥90%\n");
    REQUIRE(form.list("indicators")->rows.size() == 4);
    CHECK(text(form, 0, "level3") == "null");
    CHECK(text(form, 0, "annual") == "null");
    CHECK(text(form, 2, "level2") == "文化效益");
    CHECK(text(form, 2, "level3") == "null");
}

TEST_CASE("known labels come out in their canonical spelling, unknown ones and indicator names as written") {
    const Form form = read_indicators(std::string(kHeader) + "效益 | 社会效益指标 | 预算完成率 | ≥1% | ≥2%\n | 别的效益 | 甲 | ≥1% | ≥2%\n");
    CHECK(text(form, 0, "level1") == "效益指标");
    CHECK(text(form, 0, "level2") == "社会效益");
    CHECK(text(form, 0, "level3") == "预算完成率");
    CHECK(text(form, 1, "level2") == "别的效益");
}

TEST_CASE("key work and project cover the rows below them until the duty changes") {
    const Form form = read_indicators(std::string(kDutyHeader) +
                                      "履职 | 管水 | 治河 | 河道整治 | 整治河道 | ≥3公里 | ≥9公里\n | | | | 清淤 | ≥1吨 | ≥2吨\n"
                                      " | 护堤 | 巡堤 | 河道整治 | 巡堤 | ≥1次 | ≥2次\n");
    CHECK(text(form, 1, "key_work") == "治河");
    CHECK(text(form, 1, "project") == "河道整治");
    CHECK(text(form, 2, "key_work") == "巡堤");
}

TEST_CASE("a header that is repeated on a new page is dropped, a header of the next section switches") {
    const Form form = read_indicators(std::string(kHeader) + "决策 | 计划制定 | 甲 | 健全 | 健全\n\n" + kHeader + "决策 | 计划制定 | 乙 | 健全 | 健全\n" +
                                      kDutyHeader + "履职 | 管水 | 治河 | 河道整治 | 整治 | ≥3公里 | ≥9公里\n" + kHeader +
                                      "效益指标 | 社会效益 | 丙 | 显著 | 显著\n");
    REQUIRE(form.list("indicators")->rows.size() == 4);
    CHECK(text(form, 1, "level3") == "乙");
    CHECK(text(form, 2, "project") == "河道整治");
    CHECK(text(form, 3, "level1") == "效益指标");
    CHECK(text(form, 3, "project") == "null");
}

TEST_CASE("a spreadsheet's merged labels cover their rows exactly") {
    const Form form = read(sheet(
        "{1x7}某市部门整体预算绩效目标表\n{1x7}2025年度\n单位名称 | {1x6}某局\n"
        "{6x1}部门整体资金（万元） | {3x1}收\\n入 | {1x4} | | | | 全年预算数\n | | {1x4}资金总额 | | | | 9\n | | 财政拨款 | {1x3}小计 | | | 9\n"
        " | {3x1}支出 | {1x3} | | | 半年计划执行数 | 全年预算数\n | | {1x3}基本支出 | | | 1 | 2\n | | {1x3}甲 | | | | 7\n年度目标 | {1x6}好。\n"
        "一级指标 | 二级指标 | 重点工作 | 对应项目 | 三级指标 | 半年指标值 | 全年指标值\n"
        "{2x1}履职 | {2x1}管水 | {2x1}治河 | {2x1}甲 | 子 | ≥1次 | ≥2次\n | | | | 丑 | | ≥3次\n"));
    CHECK(cell(form, "expenditures", 1, "half_year").null());
    CHECK(cell(form, "expenditures", 1, "annual").amount.number->str() == "7");
    REQUIRE(form.list("indicators")->rows.size() == 2);
    CHECK(text(form, 1, "project") == "甲");
    CHECK(text(form, 1, "half_year") == "null");
    CHECK(text(form, 1, "annual") == "≥3次");
}

TEST_CASE("a first level alone in its row names the rows below") {
    const Form form = read_indicators(std::string(kHeader) + "决策\n | 计划制定 | 甲 | 健全 | 健全\n满意度指标\n");
    REQUIRE(form.list("indicators")->rows.size() == 2);
    CHECK(text(form, 0, "level1") == "决策");
    CHECK(text(form, 0, "level3") == "甲");
    CHECK(text(form, 1, "level1") == "满意度指标");
    CHECK(text(form, 1, "level2") == "null");
}

TEST_CASE("sign, figure and unit in columns of their own make one value") {
    const Form form = read(sheet("某市部门整体预算绩效目标表\n单位名称 | {1x6}某局\n部门整体资金 | 收入 | | | | | 全年预算数\n | | 资金总额 | | | | 9\n年度目标 | 好。\n"
                                 "一级指标 | 二级指标 | 三级指标 | 指标性质 | 指标值 | 度量单位\n效益指标 | 社会效益 | 甲 | ≥ | 95 | %\n | | 乙 | 定性 | 显著 |\n"
                                 " | | 丙 | ＝ | 3 | 个\n"));
    REQUIRE(form.list("indicators")->rows.size() == 3);
    const auto& value = cell(form, "indicators", 0, "annual").indicator;
    CHECK(value.raw == "≥95%");
    CHECK(value.comparator == Comparator::AtLeast);
    CHECK(value.unit == "%");
    CHECK(text(form, 1, "annual") == "显著");
    CHECK(text(form, 2, "annual") == "＝3个");
    CHECK(form.unplaced.empty());
}
