// Money: one planted flaw, exactly its findings.
#include "catch.h"
#include "seed_form.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

template <typename Plant>
Findings planted(Plant plant) {
    Form form = sound_form();
    plant(form);
    return check(form);
}

Value& income(Form& f, std::string_view name) {
    return cell(f, "income", row_of(f, "income", name), "annual");
}
Value& spent(Form& f, std::string_view name, std::string_view column = "annual") {
    return cell(f, "expenditures", row_of(f, "expenditures", name), column);
}

// A sound table of its own: total 1000 = 400 + 0 + 0 + 100 + 500; expenditure 300 + projects 700.
Form round_form() {
    Form form = sound_form();
    form.lists[1].rows.resize(4);
    const auto set = [&](std::size_t row, const char* name, const char* half, const char* year) {
        cell(form, "expenditures", row, "item") = Value::of_text(name);
        cell(form, "expenditures", row, "half_year") = amount(half);
        cell(form, "expenditures", row, "annual") = amount(year);
    };
    set(0, "基本支出", "150", "300");
    set(1, "创新发展专项", "100", "412.5");
    set(2, "引智工作专项经费", "100", "250");
    set(3, "科技专项", "30", "37.5");
    income(form, "资金总额") = amount("1000");
    for (const char* part : {"小计", "一般公共预算资金"}) income(form, part) = amount("400");
    income(form, "上年结转资金") = amount("100");
    income(form, "其他资金") = amount("500");
    return form;
}

// The sum finding of a round form with one change.
template <typename Plant>
Finding sum_finding(Plant plant) {
    Form form = round_form();
    REQUIRE(summary(check(form)) == "");
    plant(form);
    for (const Finding& finding : check(form))
        if (finding.code == Code::sum_differs) return finding;
    FAIL("no sum differs");
    return {};
}

}  // namespace

TEST_CASE("a sum beyond rounding is an error, within it a note") {
    // Three parts: tolerance 4 x 0.005 = 0.02.
    CHECK(summary(planted([](Form& f) { income(f, "政府性基金") = amount("0.02"); })) ==
          "sum_rounding fiscal_parts note /lists/income/1/annual\n");
    CHECK(summary(planted([](Form& f) { income(f, "政府性基金") = amount("0.03"); })) ==
          "sum_differs fiscal_parts error /lists/income/1/annual\n");
    // 19 expenditure rows: tolerance 20 x 0.005 = 0.10.
    CHECK(summary(planted([](Form& f) { spent(f, "国际科技合作") = amount("8.6"); })) ==
          "sum_rounding expenditure_total note /lists/income/0/annual\n");
    CHECK(summary(planted([](Form& f) { spent(f, "国际科技合作") = amount("8.61"); })) ==
          "sum_differs expenditure_total error /lists/income/0/annual\n");
}

TEST_CASE("a blank part is nothing, an unreadable one stops the sum") {
    CHECK(summary(planted([](Form& f) { income(f, "政府性基金") = {}; })) == "");
    const Findings found = planted([](Form& f) { income(f, "其他资金") = amount("968.191 8"); });
    CHECK(summary(found) == "amount_unreadable - error /lists/income/8/annual\n");
    CHECK(found[0].got == "968.191 8");
}

TEST_CASE("the gap is one line that was left out") {
    const Finding f = sum_finding([](Form& form) {
        income(form, "其他资金") = amount("200");  // 300 = 基本支出 missing
    });
    CHECK(f.rule == "income_parts");
    CHECK(f.explanation.zh.find("差额 300 恰等于“基本支出”，疑为收入明细未含基本支出") == 0);
}

TEST_CASE("the gap is a line counted twice") {
    const Finding f = sum_finding([](Form& form) { spent(form, "科技专项") = amount("337.5"); });
    CHECK(f.rule == "expenditure_total");
    CHECK(f.explanation.zh.find("差额 300 恰等于“基本支出”") == 0);
    CHECK(f.explanation.zh.find("重复计入") != std::string::npos);
}

TEST_CASE("the gap is two lines that were left out") {
    // 287.5 = 250 + 37.5 in no other way of two.
    const Finding f = sum_finding([](Form& form) { income(form, "其他资金") = amount("212.5"); });
    CHECK(f.explanation.zh.find("差额 287.5 恰等于“引智工作专项经费”与“科技专项”之和，疑为收入明细未含这两项") == 0);
}

TEST_CASE("a line in 元 among 万元 is told as such, and where it stands") {
    Form form = round_form();
    spent(form, "引智工作专项经费") = amount("2500000");
    const Findings found = check(form);
    CHECK(summary(found) ==
          "sum_differs expenditure_total error /lists/income/0/annual\n"
          "unit_mixed expenditure_total warning /lists/expenditures/2/annual\n");
    CHECK(found[0].explanation.zh.find("“引智工作专项经费”若为 250 则各项相符") == 0);
    // The total itself.
    const Finding total = sum_finding([](Form& f) { income(f, "资金总额") = amount("10000000"); });
    CHECK(total.explanation.zh.find("总数若为 1000 则各项相符") == 0);
}

TEST_CASE("a misplaced decimal point and swapped digits are recognised") {
    const Finding point = sum_finding([](Form& f) { spent(f, "创新发展专项") = amount("4125"); });
    CHECK(point.explanation.zh.find("“创新发展专项”若为 412.5 则各项相符，疑为 4125 的小数点错位") == 0);
    const Finding swapped = sum_finding([](Form& f) { spent(f, "创新发展专项") = amount("421.5"); });
    CHECK(swapped.explanation.zh.find("“创新发展专项”若为 412.5 则各项相符，疑把 412.5 误写为 421.5") == 0);
}

TEST_CASE("a subtotal counted beside its lines is told, before or behind them") {
    const auto with_subtotal = [](std::size_t at) {
        return sum_finding([&](Form& form) {
            List& spending = form.lists[1];
            auto row = spending.rows[1];
            row[0] = Value::of_text("项目支出小计");
            row[1] = amount("230");
            row[2] = amount("700");
            spending.rows.insert(spending.rows.begin() + static_cast<std::ptrdiff_t>(at), row);
        });
    };
    CHECK(with_subtotal(1).explanation.zh.find("“项目支出小计”恰为其后 3 行之和 700，疑为小计与明细重复计入") == 0);
    CHECK(with_subtotal(4).explanation.zh.find("“项目支出小计”恰为其前 3 行之和 700，疑为小计与明细重复计入") == 0);
}

TEST_CASE("a total that holds its subtotal twice is not told to lack the subtotal's own parts") {
    const Finding f = sum_finding([](Form& form) { income(form, "资金总额") = amount("1400"); });
    CHECK(f.rule == "income_parts");
    CHECK(f.explanation.zh.find("差额 400 恰等于“财政拨款小计”，疑为总数把该项计了两次") == 0);
}

TEST_CASE("an error value of a spreadsheet is one, wherever it stands") {
    CHECK(summary(planted([](Form& f) { income(f, "其他资金") = amount("#REF!"); })) ==
          "error_cell - error /lists/income/8/annual\n");
    CHECK(summary(planted([](Form& f) { field(f, "long_term_goal") = Value::of_paragraphs({"#VALUE!"}); })) ==
          "error_cell - error /fields/long_term_goal/0\n");
    CHECK(summary(planted([](Form& f) { field(f, "long_term_goal") = Value::of_paragraphs({"#1 楼改造。"}); })) == "");
}

TEST_CASE("a total whose parts were never filled in") {
    const Finding f = sum_finding([](Form& form) {
        for (const char* part : {"一般公共预算资金", "政府性基金", "财政专户管理资金"}) income(form, part) = {};
    });
    CHECK(f.rule == "fiscal_parts");
    CHECK(f.explanation.zh == "各组成部分均未填写。");
}

TEST_CASE("a gap nothing explains stays unexplained") {
    const Finding f = sum_finding([](Form& form) { income(form, "其他资金") = amount("499.37"); });
    CHECK(f.explanation.empty());
}

TEST_CASE("half-year against the year") {
    CHECK(summary(planted([](Form& f) { spent(f, "科技专项", "half_year") = {}; })) ==
          "half_year_blank half_year warning /lists/expenditures/15/half_year\n");
    CHECK(summary(planted([](Form& f) { spent(f, "科技专项", "half_year") = amount("10000"); })) == "");
    const Findings found = planted([](Form& f) { spent(f, "科技专项", "half_year") = amount("10000.01"); });
    CHECK(summary(found) == "half_year_above_annual half_year error /lists/expenditures/15/half_year\n");
    CHECK(found[0].got == "10000.01");
    const Findings unit = planted([](Form& f) { spent(f, "国际科技合作", "half_year") = amount("50000"); });
    CHECK(unit[0].explanation.zh.find("单位不同") != std::string::npos);
}

TEST_CASE("negative amounts and duplicate projects") {
    CHECK(summary(planted([](Form& f) {
              income(f, "政府性基金") = amount("-5");
              income(f, "一般公共预算资金") = amount("66693.86");
          })) == "amount_negative - warning /lists/income/3/annual\n");
    const Findings found =
        planted([](Form& f) { cell(f, "expenditures", 16, "item") = Value::of_text("国际科技 合作"); });
    CHECK(summary(found) == "duplicate_project - warning /lists/expenditures/16/item\n");
}

TEST_CASE("what must be there") {
    CHECK(summary(planted([](Form& f) { field(f, "unit_name") = {}; })) ==
          "required_missing - error /fields/unit_name\n");
    CHECK(summary(planted([](Form& f) { field(f, "annual_goal") = Value::of_paragraphs({}); })) ==
          "required_missing - error /fields/annual_goal\n");
    CHECK(summary(planted([](Form& f) { f.year = 0; })) == "required_missing - error /year\n");
    CHECK(summary(planted([](Form& f) { income(f, "资金总额") = {}; })) ==
          "required_missing - error /lists/income/0/annual\n");
    CHECK(summary(planted([](Form& f) { f.lists[0].rows.erase(f.lists[0].rows.begin()); })) ==
          "required_missing - error /lists/income\n");
    CHECK(summary(planted([](Form& f) { f.lists[2].rows.clear(); })) ==
          "required_missing - error /lists/indicators\n");
    CHECK(summary(planted([](Form& f) { field(f, "long_term_goal") = Value::of_paragraphs({}); })) == "");
}

TEST_CASE("absurd figures are summed and explained without harm") {
    const char* huge = "999999999999999.999999999999999999";
    CHECK_NOTHROW(planted([&](Form& f) {
        for (auto& row : f.lists[1].rows) row[1] = row[2] = amount(huge);
        for (auto& row : f.lists[0].rows) row[2] = amount(huge);
    }));
}
