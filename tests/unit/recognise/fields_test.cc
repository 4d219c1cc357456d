#include "catch.h"
#include "tables.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {
const char* const kRest = "部门整体资金(万元) | 收入 | | | 全年预算数\n | | 资金总额 | | 9\n年度目标 | 好。\n"
                          "一级指标 | 二级指标 | 三级指标 | 半年指标值 | 全年指标值\n决策 | 计划制定 | 甲 | 健全 | 健全\n";

std::string text(const Form& form, std::string_view id) { return form.field(id)->value.text; }
}  // namespace

TEST_CASE("labels match through spaces, line breaks, width, radicals and traditional characters") {
    const Form form = read(table(std::string("江苏省某市部门整体预算绩效目标表\n单 位 名 称： | 某局\n單位\\n主要職能 | 管水。\n"
                                             "机构设置及 ⼈员配置 | 三个处。\n") + kRest));
    CHECK(text(form, "unit_name") == "某局");
    CHECK(form.field("main_duties")->value.paragraphs == std::vector<std::string>{"管水。"});
    CHECK(form.field("organization")->value.paragraphs == std::vector<std::string>{"三个处。"});
}

TEST_CASE("title and year are read wherever they stand above the table") {
    const Form form = read(table(std::string("附件1\n江苏省某市部门整体预算绩效目标表\n（2025年度） | | 单位：万元\n单位名称 | 某局\n") + kRest));
    CHECK(form.title == "江苏省某市部门整体预算绩效目标表");
    CHECK(form.year == 2025);
    REQUIRE(form.unplaced.size() == 1);
    CHECK(form.unplaced[0].text == "附件1");
}

TEST_CASE("the year of a title counts when no row of its own gives it") {
    const Form form = read(table(std::string("2023年某市部门整体预算绩效目标表\n单位名称 | 某局\n") + kRest));
    CHECK(form.year == 2023);
}

TEST_CASE("label and value in one cell") {
    const Form form = read(table(std::string("某市部门整体预算绩效目标表\n单位名称：某市水利局\n单位主要职能 | 管水。\n") + kRest));
    CHECK(text(form, "unit_name") == "某市水利局");
}

TEST_CASE("a long text that goes on after a page break stays one text") {
    const Form form = read(table(std::string("某市部门整体预算绩效目标表\n单位名称 | 某局\n单位主要职能 | (一) 管水。\n\n | (二) 管河。\n") + kRest));
    CHECK(form.field("main_duties")->value.paragraphs == std::vector<std::string>{"(一) 管水。", "(二) 管河。"});
    CHECK(count(form, Code::structure_repaired) == 1);
}

TEST_CASE("page numbers and repeated titles are furniture") {
    const Form form = read(table(std::string("某市部门整体预算绩效目标表\n单位名称 | 某局\n第 1 页 共 2 页\n\n某市部门整体预算绩效目标表\n单位主要职能 | 管水。\n") + kRest + "- 2 -\n"));
    CHECK(form.unplaced.empty());
    CHECK(form.field("main_duties")->value.paragraphs.size() == 1);
}

TEST_CASE("a field given twice with different text keeps both") {
    const Form form = read(table(std::string("某市部门整体预算绩效目标表\n单位名称 | 某局\n单位主要职能 | 管水。\n单位名称 | 别的局\n") + kRest));
    CHECK(text(form, "unit_name") == "某局");
    CHECK(count(form, Code::duplicate_field) == 1);
    REQUIRE(form.unplaced.size() == 1);
    CHECK(form.unplaced[0].text == "别的局");
}

TEST_CASE("signature lines and notes are unplaced, never lost") {
    const Form form = read(table(std::string("某市部门整体预算绩效目标表\n单位名称 | 某局\n") + kRest + "填表人：张三 | | 联系电话：123\n备注：无\n"));
    CHECK(form.unplaced.size() == 3);
}

TEST_CASE("a text that is no such table is refused with what was seen") {
    for (const char* other : {"姓名 | 年龄\n张三 | 30\n", "单位名称 | 某局\n资金总额 | 5\n", ""}) {
        const auto result = recogniser().recognise(table(other), {"x.txt", "text", std::nullopt, "exact"});
        REQUIRE_FALSE(result);
        CHECK(result.error().at.input == "x.txt");
        CHECK(result.error().message.zh.find("不是认得的绩效表") != std::string::npos);
    }
}

TEST_CASE("an unknown form id is refused") {
    CHECK_FALSE(recogniser().recognise(table("单位名称 | 某局\n"), {"x.txt", "text", std::nullopt, "exact"}, "no/such"));
}

TEST_CASE("a table without a title is read, and told") {
    const Form form = read(table(std::string("单位名称 | 某局\n") + kRest));
    CHECK(form.title.empty());
    CHECK(count(form, Code::title_missing) == 1);
    CHECK(count(read(table(std::string("某市部门整体预算绩效目标表\n单位名称 | 某局\n") + kRest)), Code::title_missing) == 0);
}

TEST_CASE("a hidden helper cell beside a value is no part of it; a hidden value is told") {
    Grid grid = table(std::string("某市部门整体预算绩效目标表\n单位名称 | 某局 | 核对用\n单位主要职能 | 管水。\n") + kRest);
    Grid marked;
    for (Cell one : grid.cells()) {
        one.hidden = one.shown == "核对用" || one.shown == "管水。";
        REQUIRE(marked.place(one));
    }
    const Form form = read(marked);
    CHECK(text(form, "unit_name") == "某局");
    REQUIRE(form.unplaced.size() == 1);
    CHECK(form.unplaced[0].text == "核对用");
    CHECK(form.field("main_duties")->value.paragraphs == std::vector<std::string>{"管水。"});
    CHECK(count(form, Code::hidden_feeds_field) == 1);
}

TEST_CASE("a label no form has, and its value, are no part of the field beside them") {
    const Form form = read(table(std::string("某市部门整体预算绩效目标表\n单位名称 | 某局 | 单位编码 | 101001\n") + kRest));
    CHECK(text(form, "unit_name") == "某局");
    REQUIRE(form.unplaced.size() == 2);
    CHECK(form.unplaced[0].text == "单位编码");
    CHECK(form.unplaced[1].text == "101001");
    CHECK(count(form, Code::unclaimed) == 2);
}
