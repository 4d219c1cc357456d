// Columns that found no room on the page and stand below.
#include "catch.h"
#include "tables.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

const std::string kLeft = "某市部门整体预算绩效目标表\n2025年度\n单位名称 | 某局\n部门整体资金(万元) | 收入\n | | 资金总额\n | 支出\n | | 基本支出\n | | 水利专项\n"
                          "年度目标 | 管好水。\n一级指标 | 二级指标 | 三级指标\n过程 | 预算执行 | 预算执行率\n | | 本局自定指标\n";

}  // namespace

TEST_CASE("columns printed on later pages are put back beside their rows") {
    const Form form = read(table(kLeft + "\n\n\n\n | 全年预算数\n | 9\n半年计划执行数 | 全年预算数\n2 | 5\n | 4\n\n半年指标值 | 全年指标值\n=50% | =100%\n | ≥3家\n"));
    CHECK(cell(form, "income", 0, "annual").amount.number->str() == "9");
    CHECK(cell(form, "expenditures", 0, "half_year").amount.number->str() == "2");
    CHECK(cell(form, "expenditures", 1, "half_year").null());
    CHECK(cell(form, "expenditures", 1, "annual").amount.number->str() == "4");
    CHECK(cell(form, "indicators", 0, "half_year").indicator.raw == "=50%");
    CHECK(cell(form, "indicators", 1, "annual").indicator.raw == "≥3家");
    CHECK(cell(form, "indicators", 1, "annual").place.row == 24);
    CHECK(count(form, Code::structure_repaired) >= 1);
    CHECK(form.unplaced.empty());
}

TEST_CASE("blocks whose rows do not agree are not joined") {
    const Form form = read(table(kLeft + "\n\n\n\n\n | 全年预算数\n | 12\n | 11\n | 10\n | 9\n | 8\n | 7\n | 6\n | 5\n | 4\n | 3\n | 2\n | 1\n"));
    CHECK(cell(form, "income", 0, "annual").null());
}
