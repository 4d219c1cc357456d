// The seed's findings are exactly the table at the end of domain.md §5.
#include "catch.h"
#include "seed_form.h"

using namespace jixiao;
using namespace jixiao::test;

TEST_CASE("the form typed off the document has the document's facts") {
    const Form form = seed_form();
    CHECK(form.field("main_duties")->value.paragraphs.size() == 15);
    CHECK(form.list("income")->rows.size() == 9);
    CHECK(form.list("expenditures")->rows.size() == 19);
    CHECK(form.list("indicators")->rows.size() == 38);
}

TEST_CASE("the seed: exactly the findings a reviewer computed by hand") {
    CHECK(summary(check(seed_form())) ==
          "text_truncated - warning /fields/main_duties/14\n"
          "sum_differs income_parts error /lists/income/0/annual\n"
          "half_year_blank half_year warning /lists/expenditures/15/half_year\n"
          "half_year_blank half_year warning /lists/expenditures/17/half_year\n"
          "project_coverage_low - note /lists/indicators\n"
          "midyear_full_rate - note /lists/indicators/7/half_year\n"
          "midyear_full_rate - note /lists/indicators/8/half_year\n"
          "midyear_full_rate - note /lists/indicators/12/half_year\n"
          "midyear_full_rate - note /lists/indicators/13/half_year\n"
          "target_zero - warning /lists/indicators/31/half_year\n"
          "number_contradicts_name - warning /lists/indicators/31/annual\n"
          "text_truncated - warning /lists/indicators/32/level2\n"
          "target_zero - warning /lists/indicators/32/half_year\n"
          "level2_empty - warning /lists/indicators/33/level2\n"
          "level2_empty - warning /lists/indicators/35/level2\n"
          "level2_empty - warning /lists/indicators/36/level2\n"
          "level3_equals_level2 - warning /lists/indicators/37/level3\n");
}

TEST_CASE("the seed's sum is explained in words") {
    const Findings findings = check(seed_form());
    const Finding& sum = findings[1];
    CHECK(sum.got == "68725.09");
    CHECK(sum.expected == "66866.18");
    CHECK(sum.message.zh ==
          "资金总额与各项收入来源不一致：“资金总额”为 68725.09，各项之和为 66866.18，差额 1858.91 万元。");
    CHECK(sum.explanation.zh ==
          "差额 1858.91 恰等于“基本支出”，疑为收入明细未含基本支出；"
          "“支出”中除“基本支出”外的 18 行之和 66866.18 恰等于各组成部分之和。");
    CHECK(sum.explanation.en ==
          "the gap 1858.91 is exactly “基本支出”; the lines of “收入” probably leave it out; "
          "the 18 lines of “支出” other than “基本支出” sum to 66866.18, exactly what the parts sum to.");
}

TEST_CASE("the seed's other findings say what and where") {
    const Findings findings = check(seed_form());
    CHECK(findings[0].got.ends_with("能力、质量、"));
    CHECK(findings[4].got == "55");
    CHECK(findings[4].expected == "66866.18");
    CHECK(findings[9].got == "≥0家");
    CHECK(findings[10].expected == ">600家");
    CHECK(findings[11].got == "会同有关部门拟订科技人才队伍建设规划和政");
    CHECK(findings[11].fix == "会同有关部门拟订科技人才队伍建设规划和政策");
}

TEST_CASE("with its flaws put right a reviewer has nothing to say") {
    CHECK(summary(check(sound_form())) == "");
    CHECK(summary(check(sound_form(), {.publish = true})) == "");
}

TEST_CASE("findings know the cell they were read in") {
    Form form = seed_form();
    cell(form, "income", 0, "annual").place = {10, 4};
    CHECK(check(form)[1].at->str() == "changzhou.txt:11:5");
    CHECK_FALSE(check(form)[2].at.has_value());
}

TEST_CASE("what the reading said already is not said again") {
    Form form = seed_form();
    form.findings = check(form);
    CHECK(summary(check(form)) == "");
}

TEST_CASE("without a rules file only template and vocabulary speak") {
    const Form form = seed_form();
    const std::string found = summary(check_form(form, data().form, data().vocabulary));
    CHECK(found.find("sum_differs income_parts error") != std::string::npos);
    CHECK(found.find("midyear_full_rate") == std::string::npos);
}
