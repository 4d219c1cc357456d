// A form written as another: by id, by `takes`, in the other's unit, and nothing lost.
#include "catch.h"
#include "model/blank.h"
#include "model/reshape.h"
#include "template/load.h"

using namespace jixiao;

namespace {

const TemplateSet& templates() {
    static const TemplateSet set = *load_templates(JIXIAO_SOURCE_DIR "/templates");
    return set;
}

const Template& form_of(std::string_view id) { return *templates().form(id); }

Value money(std::string_view number) { return Value::of_amount({Decimal::parse(number), std::string(number)}); }

std::size_t count(const Form& form, Code code) {
    return static_cast<std::size_t>(std::ranges::count(form.findings, code, &Finding::code));
}

Form written(const Form& form, std::string_view from, std::string_view to) {
    return reshape(form, form_of(from), form_of(to), templates().vocabulary);
}

List& list(Form& form, std::string_view id) { return *std::ranges::find(form.lists, id, &List::id); }

}  // namespace

TEST_CASE("A single appropriation stands in the subtotal of its group") {
    Form form = empty_form(form_of("guangdong/department-overall"));
    list(form, "income").rows = {{Value::of_text("财政拨款"), money("5000.00")}, {Value::of_text("其他资金"), money("200")}};
    const Form out = written(form, form.template_id, "jiangsu/department-overall");
    const auto& rows = out.list("income")->rows;
    REQUIRE(rows.size() == 2);
    CHECK(rows[0][0].text == "小计");
    CHECK(rows[0][1].text == "财政拨款");
    CHECK(rows[0][2].amount.number->str() == "5000.00");
    CHECK(rows[1][0].text == "其他资金");
    CHECK(rows[1][1].null());
    CHECK(count(out, Code::placed_elsewhere) == 1);
    CHECK(out.unplaced.empty());
    // And back: the subtotal is the appropriation there; its parts have no place.
    const Form back = written(out, out.template_id, "guangdong/department-overall");
    REQUIRE(back.list("income")->rows.size() == 2);
    CHECK(back.list("income")->rows[0][0].text == "财政拨款");
    CHECK(same_meaning(back.list("income")->rows[0][1], money("5000.00")));
}

TEST_CASE("Amounts are converted exactly, with a finding") {
    Form form = empty_form(form_of("shanghai/project"));
    list(form, "income").rows = {{Value::of_text("资金总额"), money("1234567.89"), money("600000.00")}};
    const Form out = written(form, form.template_id, "mof/project-medium-term");
    CHECK(out.currency_unit == "万元");
    const auto& row = out.list("income")->rows[0];
    CHECK(row[1].amount.number->str() == "123.456789");
    CHECK(*row[2].amount.number == *Decimal::parse("60"));
    CHECK(count(out, Code::unit_converted) == 1);
    const Form back = written(out, out.template_id, "shanghai/project");
    CHECK(*back.list("income")->rows[0][1].amount.number == *Decimal::parse("1234567.89"));
}

TEST_CASE("What has no place is listed, and pointers of findings move") {
    Form form = empty_form(form_of("jiangsu/department-overall"));
    for (Field& field : form.fields)
        if (field.id == "main_duties") field.value = Value::of_paragraphs({"管水。", "管河。"});
        else if (field.id == "unit_name") field.value = Value::of_text("某局");
    list(form, "expenditures").rows = {{Value::of_text("基本支出"), money("10"), money("20")}, {Value::of_text("防汛"), {}, money("30")}};
    Finding finding = Finding::of(Code::typo, message("a", "a"));
    finding.field = "/fields/unit_name";
    form.findings = {finding};
    finding.field = "/fields/main_duties";
    form.findings.push_back(finding);
    const Form out = written(form, form.template_id, "guangdong/department-overall");
    CHECK(out.field("unit_name")->value.text == "某局");
    CHECK(out.findings[0].field == "/fields/unit_name");
    CHECK(out.findings[1].field.empty());
    // The duties, the half-year figure, and the project: this form has rows for known expenditure only.
    REQUIRE(out.unplaced.size() == 3);
    CHECK(out.unplaced[0].text == "管水。\n管河。");
    CHECK(out.unplaced[1].text == "10");
    CHECK(out.unplaced[2].text == "30");
    CHECK(count(out, Code::no_place_in_template) == 3);
}

TEST_CASE("Levels come out as the new tree spells them") {
    Form form = empty_form(form_of("mof/project"));
    IndicatorValue value;
    value.raw = "≥5家";
    list(form, "indicators").rows = {{Value::of_text("效益指标"), Value::of_text("社会效益指标"), Value::of_text("服务企业"), Value::of_indicator(value)}};
    const Form out = written(form, form.template_id, "jiangsu/department-overall");
    const List& rows = *out.list("indicators");
    REQUIRE(rows.rows.size() == 1);
    CHECK(rows.rows[0][0].text == "效益指标");
    CHECK(rows.rows[0][1].text == "社会效益");
    CHECK(rows.rows[0][static_cast<std::size_t>(rows.column("annual"))].indicator.raw == "≥5家");
}
