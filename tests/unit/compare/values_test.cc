// What it means that a value became another.
#include "catch.h"

#include "compare/values.h"
#include "model/values.h"

using namespace jixiao;

namespace {

Decimal number(const char* digits) {
    return *Decimal::parse(digits);
}

std::string percent(const char* before, const char* after) {
    const auto share = percent_change(number(before), number(after));
    return share ? share->str() : "none";
}

std::string judged(const char* before, const char* after) {
    Vocabulary vocabulary;
    vocabulary.units = {{"percent", "%", {"百分比"}}};
    const FormRoles roles = roles_of({}, {}, vocabulary);
    const auto target = [&](const char* raw) { return Value::of_indicator(parse_indicator(raw, vocabulary).value); };
    const auto kind = judge_values(target(before), target(after), roles);
    return kind ? std::string(difference_kind_name(*kind)) : "same";
}

}  // namespace

TEST_CASE("a share is exact to two decimals, halves away from zero") {
    CHECK(percent("35", "40") == "14.29");  // 5/35 = 0.142857…
    CHECK(percent("200", "201") == "0.50");
    CHECK(percent("800", "801") == "0.13");  // 0.125
    CHECK(percent("800", "799") == "-0.13");
    CHECK(percent("8.5", "0") == "-100.00");
    CHECK(percent("0.0001", "100") == "99999900.00");
    CHECK(percent("-10", "-5") == "-50.00");  // of what it was: the loss halves
    CHECK(percent("0", "5") == "none");
    CHECK(percent("999999999999999.999999999999999999", "0.000000000000000001") == "-100.00");
}

TEST_CASE("a target is tighter when it allows only some of what it allowed") {
    CHECK(judged("≥90%", "≥95%") == "tightened");
    CHECK(judged("≥95%", "≥90%") == "loosened");
    CHECK(judged("≤5%", "≤3%") == "tightened");
    CHECK(judged("≤3天", "≤5天") == "loosened");
    CHECK(judged("≥90%", ">90%") == "tightened");
    CHECK(judged("≥100%", "=100%") == "tightened");
    CHECK(judged("=100%", "≥100%") == "loosened");
}

TEST_CASE("where no direction is known, a target has changed") {
    CHECK(judged("95%", "98%") == "changed");  // floor or ceiling: not said
    CHECK(judged("=100%", "=95%") == "changed");
    CHECK(judged("≥90%", "≤90%") == "changed");
    CHECK(judged("≥5家", "≥5万家") == "changed");
    CHECK(judged("健全", "基本健全") == "changed");
    CHECK(judged("健全", "≥90%") == "changed");
}

TEST_CASE("another writing of the same target is told apart from another target") {
    CHECK(judged("≥90%", "≥90%") == "same");
    CHECK(judged("≥90%", "≥90.0%") == "respelled");
    CHECK(judged("≥90%", "不低于90%") == "respelled");
    CHECK(judged("≥90%", "≥90百分比") == "respelled");
    CHECK(judged("≥90%", "≧90％") == "respelled");
}

TEST_CASE("units of money differ by powers of ten") {
    CHECK(unit_shift("元", "万元") == -4);
    CHECK(unit_shift("亿元", "万元") == 4);
    CHECK(unit_shift("万元", "万元") == 0);
    CHECK_FALSE(unit_shift("美元", "万元"));
    CHECK_FALSE(unit_shift("亿元", "元"));  // more than a Decimal may be shifted
}
