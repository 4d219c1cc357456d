// What a text made by character recognition gets told about its comparators and amounts, and marks inside words.
#include <algorithm>

#include "catch.h"
#include "seed_form.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

Form scanned() {
    Form form = sound_form();
    form.source.trust = "ocr";
    return form;
}

std::vector<const Finding*> of(const Findings& findings, Code code) {
    std::vector<const Finding*> out;
    for (const Finding& finding : findings)
        if (finding.code == code) out.push_back(&finding);
    return out;
}

}  // namespace

TEST_CASE("a form typed or read from a spreadsheet is not doubted") {
    const Findings found = check(sound_form());
    CHECK(of(found, Code::comparator_unverified).empty());
    CHECK(of(found, Code::amount_unverified).empty());
}

TEST_CASE("every comparator of a scan is told, with the one its meaning asks for") {
    Form form = scanned();
    const std::size_t row = row_of(form, "indicators", "预算执行率");
    cell(form, "indicators", row, "annual") = value("=95%");
    const Findings found = check(form);
    const auto told = of(found, Code::comparator_unverified);
    const auto figures = [&] {
        std::size_t n = 0;
        for (const auto& r : form.list("indicators")->rows)
            for (const Value& v : r)
                n += v.type == Value::Type::Indicator && (v.indicator.kind == ValueKind::Quantitative || v.indicator.comparator != Comparator::None);
        return n;
    }();
    CHECK(told.size() == figures);
    const auto one = std::ranges::find(told, list_pointer("indicators", row, "annual"), [](const Finding* f) { return f->field; });
    REQUIRE(one != told.end());
    CHECK((*one)->got == "=95%");
    CHECK((*one)->expected == "≥95%");
}

TEST_CASE("amounts a sum confirms are sound; a column no sum reaches is told once") {
    const Findings found = check(scanned());
    const auto told = of(found, Code::amount_unverified);
    REQUIRE(told.size() == 1);
    CHECK(told[0]->field == "/lists/expenditures");
    CHECK(told[0]->rule == "half_year");
}

TEST_CASE("where a sum fails each of its amounts is told") {
    Form form = scanned();
    const std::size_t row = row_of(form, "expenditures", "科技专项");
    cell(form, "expenditures", row, "annual") = amount("10001");
    const Findings found = check(form);
    const auto told = of(found, Code::amount_unverified);
    CHECK(std::ranges::any_of(told, [&](const Finding* f) { return f->field == list_pointer("expenditures", row, "annual"); }));
    // The income adds up, so its lines are confirmed.
    CHECK(std::ranges::none_of(told, [](const Finding* f) { return f->field.starts_with("/lists/income/1"); }));
}

TEST_CASE("an engine that says how sure it is: what it is sure of passes, what it is not is told by itself") {
    Form form = scanned();
    const std::size_t sure = row_of(form, "expenditures", "国际科技合作"), unsure = row_of(form, "expenditures", "老区帮促行动及能力提升");
    cell(form, "expenditures", sure, "half_year").confidence = 0.95F;
    cell(form, "expenditures", unsure, "half_year").confidence = 0.6F;
    const Findings found = check(form);
    const auto told = of(found, Code::amount_unverified);
    REQUIRE(told.size() == 1);
    CHECK(told[0]->field == list_pointer("expenditures", unsure, "half_year"));
}

TEST_CASE("marks inside words are told, bullets are not") {
    Form form = sound_form();
    field(form, "unit_name") = Value::of_text("常州市科学@@技术局");
    cell(form, "expenditures", 1, "item") = Value::of_text("科技★动员");
    field(form, "annual_goal") = Value::of_paragraphs({"●抓创新。■抓落实。"});
    const Findings found = check(form);
    const auto told = of(found, Code::stray_mark);
    REQUIRE(told.size() == 2);
    CHECK(told[0]->field == "/fields/unit_name");
    CHECK(told[0]->got == "@@");
    CHECK(told[1]->field == "/lists/expenditures/1/item");
}

TEST_CASE("what an engine left of a comparator and its number is told, though it reads as words") {
    Form form = scanned();
    const std::size_t row = row_of(form, "indicators", "预算执行率");
    cell(form, "indicators", row, "half_year") = value("和受100%4");   // ≤100%, as Tesseract read it
    cell(form, "indicators", row, "annual") = value("大");
    cell(form, "indicators", row, "annual").confidence = 0.2F;
    const auto found = check(form);
    const auto told = of(found, Code::comparator_unverified);
    for (const char* column : {"half_year", "annual"})
        CHECK(std::ranges::any_of(told, [&](const Finding* f) { return f->field == list_pointer("indicators", row, column); }));
}
