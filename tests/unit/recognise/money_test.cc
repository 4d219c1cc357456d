#include "catch.h"
#include "tables.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

const char* const kIndicators = "一级指标 | 二级指标 | 三级指标 | 半年指标值 | 全年指标值\n决策 | 计划制定 | 计划健全性 | 健全 | 健全\n";

std::string number(const Value& value) {
    if (value.null()) return "null";
    return value.amount.number ? value.amount.number->str() : "?" + value.amount.written;
}

Form read_money(const std::string& money) { return read(table(small_form(money, kIndicators))); }

}  // namespace

TEST_CASE("income items take their canonical names and groups from the template") {
    const Form form = read_money(
        "部门整体资金(万元) | 收入 | | | 全年预算数\n"
        " | | 资金总额 | | 120.50\n | | 财政拨款 | 小 计 | | 100\n | | | 一般公共预算 | | 100\n | | 其他收入 | | 20.50\n");
    REQUIRE(form.list("income")->rows.size() == 4);
    CHECK(cell(form, "income", 0, "item").text == "资金总额");
    CHECK(cell(form, "income", 0, "group").null());
    CHECK(number(cell(form, "income", 0, "annual")) == "120.50");
    CHECK(cell(form, "income", 1, "group").text == "财政拨款");
    CHECK(cell(form, "income", 2, "item").text == "一般公共预算资金");
    CHECK(cell(form, "income", 2, "group").text == "财政拨款");
    CHECK(cell(form, "income", 3, "item").text == "其他资金");
    CHECK(number(cell(form, "income", 3, "annual")) == "20.50");
}

TEST_CASE("a lone amount finds its column by the complete rows around it, also in a shifted row") {
    const Form form = read_money(
        "部门整体资金 | 收入 | | | 全年预算数\n | | 资金总额 | | 9\n"
        " | 支出 | | | 半年计划执行数 | 全年预算数\n | | 基本支出 | | 1 | 2\n | | 甲项目 | | | 3\n | | 乙项目 | | 4 |\n"
        "丙项目 | | | 5\n丁项目 | | 6 | \n");
    CHECK(number(cell(form, "expenditures", 1, "half_year")) == "null");
    CHECK(number(cell(form, "expenditures", 1, "annual")) == "3");
    CHECK(number(cell(form, "expenditures", 2, "half_year")) == "4");
    CHECK(number(cell(form, "expenditures", 2, "annual")) == "null");
    CHECK(number(cell(form, "expenditures", 3, "annual")) == "5");
    CHECK(number(cell(form, "expenditures", 4, "half_year")) == "6");
    CHECK(count(form, Code::column_guessed) == 0);
}

TEST_CASE("a lone amount that no position explains is told, not hidden") {
    const Form form = read_money("部门整体资金 | 收入 | | | 全年预算数\n | | 资金总额 | | 9\n\n支出 | 基本支出 | 7\n");
    CHECK(form.list("expenditures")->rows.size() == 1);
    CHECK(count(form, Code::column_guessed) == 1);
}

TEST_CASE("a vertical label in the middle of its rows does not break them") {
    const Form form = read_money(
        "部门整体资金 | 收入 | | | 全年预算数\n | | 资金总额 | | 9\n | | | | 半年计划执行数 | 全年预算数\n | | 基本支出 | | 1 | 2\n\n"
        "支出 | 甲 | 3 | 4\n | 乙 | 5 | 6\n");
    REQUIRE(form.list("expenditures")->rows.size() == 3);
    CHECK(cell(form, "expenditures", 1, "item").text == "甲");
    CHECK(number(cell(form, "expenditures", 2, "annual")) == "6");
}

TEST_CASE("an unknown income line is listed as unplaced") {
    const Form form = read_money("部门整体资金 | 收入 | | | 全年预算数\n | | 资金总额 | | 9\n | | 捐赠款 | | 3\n");
    CHECK(form.list("income")->rows.size() == 1);
    REQUIRE(form.unplaced.size() == 2);
    CHECK(form.unplaced[1].label == "捐赠款");
    CHECK(form.unplaced[1].text == "3");
    CHECK(count(form, Code::unclaimed) == 2);
}

TEST_CASE("amounts in yuan are converted exactly, with one note") {
    const Form form = read_money("部门整体资金(元) | 收入 | | | 全年预算数\n | | 资金总额 | | 687,250,900.00\n | | 其他资金 | | 5\n");
    CHECK(number(cell(form, "income", 0, "annual")) == "68725.09");
    CHECK(number(cell(form, "income", 1, "annual")) == "0.0005");
    CHECK(count(form, Code::unit_converted) == 1);
    CHECK(form.currency_unit == "万元");
}

TEST_CASE("an amount that cannot be read stays as written, with an error") {
    const Form form = read_money("部门整体资金 | 收入 | | | 全年预算数\n | | 资金总额 | | 968.191 8\n | | 社保基金 | | —\n");
    CHECK(number(cell(form, "income", 0, "annual")) == "?968.191 8");
    CHECK(count(form, Code::amount_unreadable) == 1);
    CHECK(cell(form, "income", 1, "annual").null());
    CHECK(count(form, Code::dash_blank) == 1);
}

TEST_CASE("a group label with an amount of its own is read as its subtotal") {
    const Form form = read_money("部门整体资金 | 收入 | | | 全年预算数\n | | 资金总额 | | 9\n | | 财政拨款 | | 8\n");
    REQUIRE(form.list("income")->rows.size() == 2);
    CHECK(cell(form, "income", 1, "item").text == "小计");
    CHECK(cell(form, "income", 1, "group").text == "财政拨款");
    CHECK(count(form, Code::structure_repaired) >= 1);
}

TEST_CASE("project names that begin with digits are names") {
    const Form form = read_money(
        "部门整体资金 | 支出 | | | 半年计划执行数 | 全年预算数\n | | 基本支出 | | 1 | 2\n | | 2024办公设备购置 | | 0 | 2\n | | 110指挥中心 | | 3 | 4\n");
    CHECK(cell(form, "expenditures", 1, "item").text == "2024办公设备购置");
    CHECK(cell(form, "expenditures", 2, "item").text == "110指挥中心");
    CHECK(number(cell(form, "expenditures", 2, "half_year")) == "3");
}

TEST_CASE("rows of pages glued together still know their own columns") {
    const Form form = read_money(
        "部门整体资金 | 收入 | | | 全年预算数\n | | 资金总额 | | 9\n | | | | 半年计划执行数 | 全年预算数\n | | 基本支出 | | 1 | 2\n | | 甲 | | 3 | 4\n"
        "支出 | 乙 | 5 | 6\n | 丙 | 7 | 8\n | 丁 | | 10000\n | 戊 | 9 |\n");
    CHECK(number(cell(form, "expenditures", 4, "half_year")) == "null");
    CHECK(number(cell(form, "expenditures", 4, "annual")) == "10000");
    CHECK(number(cell(form, "expenditures", 5, "half_year")) == "9");
}

TEST_CASE("in a text that lost its blank cells a lone amount is flagged") {
    const Form form = read_money(
        "部门整体资金 | 收入 | 全年预算数\n资金总额 | 9\n支出 | 半年计划执行数 | 全年预算数\n基本支出 | 1 | 2\n甲 | 3 | 4\n乙 | 10000\n");
    CHECK(number(cell(form, "expenditures", 2, "annual")) == "10000");
    CHECK(count(form, Code::column_guessed) == 1);
}
