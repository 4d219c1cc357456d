// The rules file and the waivers: read strictly, laid over what is there.
#include "catch.h"
#include "check/waivers.h"
#include "seed_form.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

Rules over(const std::string& body) {
    const Input input{"office.xml", "<rules>" + body + "</rules>"};
    auto rules = load_rules(input, data().rules);
    if (!rules) FAIL(rules.error().str(Lang::En));
    return *rules;
}

std::string error_of(const std::string& xml) {
    const Input input{"office.xml", xml};
    const auto rules = load_rules(input);
    REQUIRE_FALSE(rules.has_value());
    return rules.error().str(Lang::En);
}

std::string checked(const Form& form, const Rules& rules) {
    return summary(check_form(form, data().form, data().vocabulary, rules));
}

}  // namespace

TEST_CASE("severities are data: raised, lowered, left out") {
    const Form form = seed_form();
    const std::string raised = checked(form, over(R"(<severity code="half_year_blank" is="error"/>)"));
    CHECK(raised.find("half_year_blank half_year error") != std::string::npos);
    const std::string off = checked(form, over(R"(<severity code="sum_differs" rule="income_parts" is="off"/>
                                                  <severity code="level2_empty" is="off"/><severity code="level2_empty" is="note"/>)"));
    CHECK(off.find("sum_differs") == std::string::npos);
    CHECK(off.find("level2_empty - note") != std::string::npos);  // the last one counts
    const std::string other = checked(form, over(R"(<severity code="sum_differs" rule="fiscal_parts" is="off"/>)"));
    CHECK(other.find("sum_differs income_parts error") != std::string::npos);
}

TEST_CASE("findings of reading are graded by the rules, too; hidden content weighs when it is published") {
    const auto graded = [](Code code, Severity severity, const Rules& rules, bool publish) {
        Findings findings = {Finding::of(code, {"", ""})};
        findings[0].severity = severity;
        grade(findings, rules, {.publish = publish});
        return findings.empty() ? std::string("off") : std::string(severity_name(findings[0].severity));
    };
    const Rules off = over(R"(<severity code="sheet_skipped" is="off"/><severity code="unclaimed" is="error"/>)");
    CHECK(graded(Code::sheet_skipped, Severity::Note, off, false) == "off");
    CHECK(graded(Code::unclaimed, Severity::Warning, off, false) == "error");
    CHECK(graded(Code::dash_blank, Severity::Note, off, false) == "note");
    CHECK(graded(Code::hidden_content, Severity::Note, off, false) == "note");
    CHECK(graded(Code::hidden_content, Severity::Note, off, true) == "warning");
}

TEST_CASE("thresholds and words are data") {
    Form form = sound_form();
    cell(form, "income", 3, "annual") = amount("0.03");
    CHECK(checked(form, data().rules) == "sum_differs fiscal_parts error /lists/income/1/annual\n");
    CHECK(checked(form, over(R"(<threshold name="sum-tolerance" value="0.05"/>)")) ==
          "sum_rounding fiscal_parts note /lists/income/1/annual\n");
    form = sound_form();
    cell(form, "expenditures", 2, "item") = Value::of_text("待定项目");
    CHECK(checked(form, data().rules) == "");
    CHECK(checked(form, over(R"(<words list="placeholder">待定</words>)")) ==
          "placeholder - warning /lists/expenditures/2/item\n");
    CHECK(checked(seed_form(), over(R"(<words list="flow-rate" replace="yes">无</words>)")).find("midyear") ==
          std::string::npos);
    CHECK(checked(form, over(R"(<typo wrong="待定" right="代定"/>)")) ==
          "typo - warning /lists/expenditures/2/item\n");
}

TEST_CASE("a rules file is read strictly, with the line of its error") {
    CHECK(error_of("<rules>\n<threshold name=\"x\" value=\"1\"/></rules>").find("office.xml:2") == 0);
    CHECK(error_of("<rules><threshold name=\"sum-tolerance\" value=\"-1\"/></rules>").find("number from 0") !=
          std::string::npos);
    CHECK(error_of("<rules><severity code=\"nothing\" is=\"note\"/></rules>").find("nothing") != std::string::npos);
    CHECK(error_of("<rules><severity code=\"typo\" is=\"fatal\"/></rules>").find("one of") != std::string::npos);
    CHECK(error_of("<rules><words list=\"nothing\">a</words></rules>").find("nothing") != std::string::npos);
    CHECK(error_of("<rules><private id=\"a\" zh=\"a\" en=\"a\" least=\"9\" most=\"8\"/></rules>").find("least") !=
          std::string::npos);
    CHECK(error_of("<rules><unknown/></rules>").find("unknown") != std::string::npos);
    CHECK(error_of("<waivers/>").find("<rules>") != std::string::npos);
    CHECK(error_of("<rules>").find("XML") != std::string::npos);
    CHECK(error_of("").find("XML") != std::string::npos);
}

TEST_CASE("waivers accept a named finding until their last day") {
    const Input input{"waive.xml", R"(<waivers>
        <waive code="sum_differs" rule="income_parts" input="chang*.txt" field="/lists/income/*" got="68725.09"
               reason="基本支出在另一张表" until="2024-12-31"/>
        <waive code="level2_empty" reason="不适用" until="2023-12-31"/></waivers>)"};
    const auto waivers = load_waivers(input);
    REQUIRE(waivers.has_value());
    const Date today{2024, 12, 31};
    Findings findings = check(seed_form());
    const auto before = findings.size();
    const auto waived = take_waived(findings, *waivers, "changzhou.txt", today);
    REQUIRE(waived.size() == 1);
    CHECK(waived[0].finding.code == Code::sum_differs);
    CHECK(waived[0].reason == "基本支出在另一张表");
    CHECK(findings.size() == before - 1);
    CHECK(expired(*waivers, today).size() == 1);

    findings = check(seed_form());
    CHECK(take_waived(findings, *waivers, "nanjing.txt", today).empty());
    CHECK(take_waived(findings, *waivers, "changzhou.txt", {2025, 1, 1}).empty());
    CHECK(findings.size() == before);
    Form other = seed_form();
    cell(other, "income", 0, "annual") = amount("68725.10");
    findings = check(other);
    CHECK(take_waived(findings, *waivers, "changzhou.txt", today).empty());  // another figure than the one accepted
}

TEST_CASE("a waiver needs a code, a reason and a day that exists") {
    const auto refused = [](const std::string& attributes) {
        const Input input{"waive.xml", "<waivers><waive " + attributes + "/></waivers>"};
        return !load_waivers(input).has_value();
    };
    CHECK_FALSE(refused(R"(code="typo" reason="a" until="2024-02-29")"));
    CHECK(refused(R"(code="typo" reason="a" until="2023-02-29")"));
    CHECK(refused(R"(code="typo" reason="a" until="2024-2-9")"));
    CHECK(refused(R"(code="typo" reason="a")"));
    CHECK(refused(R"(code="typo" until="2024-02-29")"));
    CHECK(refused(R"(code="nothing" reason="a" until="2024-02-29")"));
    CHECK(parse_date("2024-12-31")->str() == "2024-12-31");
    CHECK_FALSE(parse_date("2024-13-01"));
    CHECK_FALSE(parse_date("+024-01-01"));
    CHECK(Date{2024, 1, 31} < Date{2024, 2, 1});
}
