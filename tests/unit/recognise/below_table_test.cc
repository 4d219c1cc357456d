// What is no row: signatures and notes below a table, running heads between its pages, and labels whose characters are lost.
#include <algorithm>
#include <set>

#include "catch.h"
#include "tables.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

const std::string kTop = "某市部门整体预算绩效目标表\n2025年度\n单位名称 | 某市水利局\n单位主要职能 | 管水。\n";
const std::string kMoney = "部门整体资金(万元) | 收入 | | | 全年预算数\n | | 资金总额 | | 9\n | | 其他资金 | | 9\n";
const std::string kGoal = "年度目标 | 管好水。\n";
const std::string kHeader = "一级指标 | 二级指标 | 三级指标 | 半年指标值 | 全年指标值\n";
const std::string kRows = "过程 | 预算执行 | 预算执行率 | =100% | =100%\n | | 结转结余率 | =0% | =0%\n";

Form below(const std::string& text) { return read(table(kTop + kMoney + kGoal + kHeader + kRows + text)); }

std::set<std::string> unplaced(const Form& form) {
    std::set<std::string> out;
    for (const Unplaced& item : form.unplaced) out.insert(item.text);
    return out;
}

}  // namespace

TEST_CASE("signatures below a table are no indicators, in one cell or in two, with a colon or without") {
    for (const std::string row : {"联系电话 | 0519-85681500", "联系电话： | 0519-85681500", "填表人 | 张三", "填报日期 | 2024.1.15",
                                  "财政部门审核意见 | 同意", "填表人：张三 | | 联系电话： | 0519-85681500"}) {
        INFO(row);
        const Form form = below(row + "\n");
        CHECK(form.list("indicators")->rows.size() == 2);
        CHECK(form.unplaced.size() >= 2);
    }
}

TEST_CASE("a note goes on in the lines below it") {
    const Form form = below("填报说明：\n1.本表由预算部门填写。\n2.全年指标值应当与半年指标值衔接。\n");
    CHECK(form.list("indicators")->rows.size() == 2);
    CHECK(unplaced(form) == std::set<std::string>{"填报说明：", "1.本表由预算部门填写。", "2.全年指标值应当与半年指标值衔接。"});
}

TEST_CASE("a list goes on behind a remark at the foot of a page") {
    const Form form = below("填表人：张三\n\n过程 | 预算管理 | 资金使用合规性 | 合规 | 合规\n");
    REQUIRE(form.list("indicators")->rows.size() == 3);
    CHECK(cell(form, "indicators", 2, "level2").text == "预算管理");
}

TEST_CASE("a lone line at the edge of the indicators is no indicator") {
    const Form form = below("某市水利局办公室印发\n");
    CHECK(form.list("indicators")->rows.size() == 2);
    CHECK(unplaced(form) == std::set<std::string>{"某市水利局办公室印发"});
}

TEST_CASE("a running head between pages is listed once and is no project") {
    const std::string head = "某市水利局 2025 年预算公开\n";
    const Form form = read(table(kTop + kMoney + " | 支出 | | 半年计划执行数 | 全年预算数\n | | 基本支出 | 1 | 3\n" + head +
                                 "\n | | 河道整治 | 2 | 4\n" + head + "\n | | 防汛 | 1 | 2\n" + kGoal + kHeader + kRows));
    CHECK(form.list("expenditures")->rows.size() == 3);
    CHECK(cell(form, "expenditures", 2, "annual").amount.number->str() == "2");
    CHECK(unplaced(form) == std::set<std::string>{"某市水利局 2025 年预算公开"});
}

TEST_CASE("a text all of whose labels carry marks, or lost a character, is still known, and is no OCR") {
    const Form marked = read(table("某市部门★整体预算绩效目标表\n2025年度\n单★位名称 | 某市水利局\n单位★主要职能 | 管水。\n"
                                   "部门★整体资金(万元) | 收★入 | | | 全年★预算数\n | | 资金★总额 | | 9\n | | 其他★资金 | | 9\n年度★目标 | 管好水。\n"
                                   "一级★指标 | 二级★指标 | 三级★指标 | 半年★指标值 | 全年★指标值\n过★程 | 预算★执行 | 预算★执行率 | =100% | =100%\n"));
    CHECK(marked.title == "某市部门整体预算绩效目标表");
    CHECK(cell(marked, "income", 0, "annual").amount.number->str() == "9");
    CHECK(cell(marked, "indicators", 0, "level2").text == "预算执行");
    CHECK(marked.source.trust == "exact");
    CHECK(count(marked, Code::label_repaired) >= 12);
    const Form lost = read(table("某市部门整体预算绩\uFFFD目标表\n2025年度\n单位\uFFFD称 | 某市水利局\n单位主要\uFFFD能 | 管水。\n"
                                 "部门整体\uFFFD金(万元) | 收\uFFFD | | | 全年预\uFFFD数\n | | 资金\uFFFD额 | | 9\n | | 其他\uFFFD金 | | 9\n年度目\uFFFD | 管好水。\n"
                                 "一级\uFFFD标 | 二级指\uFFFD | 三\uFFFD指标 | 半年指\uFFFD值 | 全年\uFFFD标值\n过\uFFFD | 预算执\uFFFD | 预算执行率 | =100% | =100%\n"));
    CHECK(lost.title == "某市部门整体预算绩效目标表");
    CHECK(lost.field("unit_name")->value.text == "某市水利局");
    CHECK(cell(lost, "income", 1, "annual").amount.number->str() == "9");
    CHECK(cell(lost, "indicators", 0, "level1").text == "过程");
    CHECK(lost.source.trust == "exact");
}

TEST_CASE("a lone value of a row that moved is told: it may have moved by another column") {
    // Nothing but the header says where values stand, and the row stands left of it.
    const Form form = read(table(kTop + kMoney + "支出 | | | | | 半年计划执行数 | 全年预算数\n | | 基本支出 | | 524.45\n" + kGoal + kHeader + kRows));
    CHECK(count(form, Code::column_guessed) == 1);
}

TEST_CASE("a header that moved right, its last label lost, tells its columns by how far the rows begin left of it") {
    // No row has a cell in every column.
    const Form form = read(table(kTop + kMoney + kGoal + " | 一级指标 | 二级指标 | 重点工作 | 对应项目 | 三级指标 | 半年指标值\n"
                                 "履职 | 管水 | 河道管护 | 基本支出 | 河道完好率 | | ≥90%\n | | 河道巡查 | 基本支出 | 巡查情况 | | 良好\n"));
    REQUIRE(form.list("indicators")->rows.size() == 2);
    CHECK(cell(form, "indicators", 1, "key_work").text == "河道巡查");
    CHECK(cell(form, "indicators", 1, "level3").text == "巡查情况");
    CHECK(cell(form, "indicators", 1, "half_year").null());
    CHECK(cell(form, "indicators", 1, "annual").indicator.raw == "良好");
}

TEST_CASE("a date is a value, no name") {
    const Form form = read(table(kTop + kMoney + kGoal + "一级指标 | 二级指标 | 重点工作 | 对应项目 | 三级指标 | 半年指标值 | 全年指标值\n"
                                 "履职 | 管水 | 河道管护 | 基本支出 | 河道完好率 | ≥90% | ≥90%\n平台建设 | 基本支出 | 平台上线时限 | 12月底前 | 12月底前\n"));
    CHECK(cell(form, "indicators", 1, "level3").text == "平台上线时限");
    CHECK(cell(form, "indicators", 1, "annual").indicator.raw == "12月底前");
}

TEST_CASE("ranges of numbers and years are values, page numbers are none") {
    for (const std::string number : {"第3页", "第 1 页 共 4 页", "— 3 —", "- 12 -", "1/4", "3/12"}) {
        INFO(number);
        CHECK(below(number + "\n").unplaced.empty());
    }
    const Form form = below(" | | 建设工期 | 2023-2024 | 2023-2024\n | | 河道里程 | 38328-38368 | 12-15\n");
    CHECK(cell(form, "indicators", 3, "annual").indicator.raw == "12-15");
    Grid page = table("某市部门整体预算绩效目标表\n2025年度\n单位名称 | 某市水利局\n" + kHeader + "过程 | 预算执行 | 建设工期 | 2023-2024 | 2023-2024\n | | 河道里程 | 38328-38368 | 12-15\n");
    page.page_lines = true;
    const Form read_page = read(page);
    REQUIRE(read_page.list("indicators")->rows.size() == 2);
    CHECK(cell(read_page, "indicators", 0, "annual").indicator.raw == "2023-2024");
    CHECK(cell(read_page, "indicators", 1, "annual").indicator.raw == "12-15");
}
