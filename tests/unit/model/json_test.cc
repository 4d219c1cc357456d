// The canonical JSON against its contract: keys, order, digits, nulls; and back.
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validator.hpp>

#include "catch.h"
#include "model/json.h"
#include "model/json_writer.h"

using namespace jixiao;

namespace {

Amount amount(const char* digits) {
    return {Decimal::parse(digits), digits};
}

IndicatorValue at_least(const char* raw, const char* digits, const char* unit) {
    return {raw, ValueKind::Quantitative, Comparator::AtLeast, Decimal::parse(digits), {}, unit};
}

Template small_template() {
    Template form;
    form.id = "test/form";
    form.unit = "万元";
    FieldRow row;
    row.cells = {{.id = "unit_name"},
                 {.id = "main_duties", .type = FieldType::Paragraphs},
                 {.id = "total", .type = FieldType::Amount}};
    ListSpec income{.id = "income", .columns = {"item", "group", "annual"}};
    income.sections = {
        {.columns = {{"group", ColumnType::Group}, {"item", ColumnType::Name}, {"annual", ColumnType::Amount}}}};
    ListSpec indicators{.id = "indicators", .columns = {"level3", "annual"}};
    indicators.sections = {{.columns = {{"level3", ColumnType::Name}, {"annual", ColumnType::Value}}}};
    form.body = {Node{row}, Node{income}, Node{indicators}};
    return form;
}

Form small_form() {
    Form form;
    form.template_id = "test/form";
    form.source = {"a.txt", "text", {}, "exact"};
    form.title = "江苏省常州市部门整体预算绩效目标表";
    form.year = 2024;
    form.currency_unit = "万元";
    form.fields = {{"unit_name", false, Value::of_text("常州市“科技”局\n\"A\\B\"", {4, 1})},
                   {"main_duties", true, Value::of_paragraphs({"(一) 拟订", "(二) 统筹"})},
                   {"total", false, Value::of_amount(amount("68725.09"))}};
    List income{"income", {"item", "group", "annual"}, {}};
    income.rows = {{Value::of_text("资金总额"), {}, Value::of_amount(amount("68725.09"))},
                   {Value::of_text("小计"), Value::of_text("财政拨款"), Value::of_amount(amount("8.50"))},
                   {Value::of_text("国有资本金"), {}, Value::of_amount(amount("0"))},
                   {Value::of_text("社保基金"), {}, {}},
                   {Value::of_text("其他资金"), {}, Value::of_amount({{}, "968.191 8"})}};
    List indicators{"indicators", {"level3", "annual"}, {}};
    indicators.rows = {
        {Value::of_text("净增高新技术企业超600家"), Value::of_indicator(at_least("≥600家", "600", "家"))},
        {Value::of_text("健全性"), Value::of_indicator({"健全", ValueKind::Qualitative})},
        {{}, {}}};
    form.lists = {income, indicators};
    form.unplaced = {{"联系电话", "8510", {11, 4}}, {"", "备注", {}}};
    Finding finding = Finding::of(Code::sum_differs, {"不一致", "differs"});
    finding.rule = "income_parts";
    finding.at = Origin{"a.txt", "", {10, 4}};
    finding.field = "/lists/income/0/annual";
    finding.got = "68725.09";
    finding.expected = "66866.18";
    form.findings = {finding, Finding::of(Code::title_missing, {"没有表名", "no title"})};
    form.findings[1].confidence = 0.95;
    return form;
}

bool valid(const std::string& json) {
    static const nlohmann::json schema_json = [] {
        std::ifstream file(JIXIAO_SOURCE_DIR "/docs/form.schema.json");
        return nlohmann::json::parse(file);
    }();
    valijson::Schema schema;
    valijson::SchemaParser parser;
    parser.populateSchema(valijson::adapters::NlohmannJsonAdapter(schema_json), schema);
    const auto document = nlohmann::json::parse(json);
    valijson::Validator validator;
    valijson::ValidationResults results;
    const bool ok = validator.validate(schema, valijson::adapters::NlohmannJsonAdapter(document), &results);
    for (valijson::ValidationResults::Error error; results.popError(error);) {
        std::string where;
        for (const auto& step : error.context) where += step;
        UNSCOPED_INFO(where << ": " << error.description);
    }
    return ok;
}

std::string replaced(std::string text, const std::string& what, const std::string& with) {
    const auto at = text.find(what);
    REQUIRE(at != text.npos);
    return text.replace(at, what.size(), with);
}

// The message with which a changed document is refused.
std::string refused(const std::string& json) {
    const auto form = form_from_json(json, "b.json", small_template());
    REQUIRE_FALSE(form.has_value());
    CHECK(form.error().at.input == "b.json");
    return form.error().message.en;
}

}  // namespace

TEST_CASE("the document is the contract, byte for byte") {
    CHECK(form_to_json(small_form(), Lang::Zh) == R"({
  "schema": "jixiao.form/1",
  "template": "test/form",
  "source": {
    "name": "a.txt",
    "format": "text",
    "part": null,
    "trust": "exact"
  },
  "title": "江苏省常州市部门整体预算绩效目标表",
  "year": 2024,
  "currency_unit": "万元",
  "fields": {
    "unit_name": "常州市“科技”局\n\"A\\B\"",
    "main_duties": [
      "(一) 拟订",
      "(二) 统筹"
    ],
    "total": 68725.09
  },
  "lists": {
    "income": [
      {
        "item": "资金总额",
        "group": null,
        "annual": 68725.09
      },
      {
        "item": "小计",
        "group": "财政拨款",
        "annual": 8.50
      },
      {
        "item": "国有资本金",
        "group": null,
        "annual": 0
      },
      {
        "item": "社保基金",
        "group": null,
        "annual": null
      },
      {
        "item": "其他资金",
        "group": null,
        "annual": "968.191 8"
      }
    ],
    "indicators": [
      {
        "level3": "净增高新技术企业超600家",
        "annual": {
          "raw": "≥600家",
          "kind": "quantitative",
          "comparator": ">=",
          "number": 600,
          "number2": null,
          "unit": "家"
        }
      },
      {
        "level3": "健全性",
        "annual": {
          "raw": "健全",
          "kind": "qualitative",
          "comparator": null,
          "number": null,
          "number2": null,
          "unit": null
        }
      },
      {
        "level3": null,
        "annual": null
      }
    ]
  },
  "unplaced": [
    {
      "label": "联系电话",
      "text": "8510",
      "at": "a.txt:12:5"
    },
    {
      "label": null,
      "text": "备注",
      "at": null
    }
  ],
  "findings": [
    {
      "code": "sum_differs",
      "rule": "income_parts",
      "severity": "error",
      "field": "/lists/income/0/annual",
      "at": "a.txt:11:5",
      "got": "68725.09",
      "expected": "66866.18",
      "message": "不一致",
      "explanation": null,
      "confidence": 1,
      "fix": null
    },
    {
      "code": "title_missing",
      "rule": null,
      "severity": "warning",
      "field": "",
      "at": null,
      "got": null,
      "expected": null,
      "message": "没有表名",
      "explanation": null,
      "confidence": 0.95,
      "fix": null
    }
  ]
}
)");
}

TEST_CASE("an empty form has every key, with null and []") {
    Form form;
    form.template_id = "test/form";
    form.source = {"b.xlsx", "xlsx", "整体绩效", "ocr"};
    form.fields = {{"unit_name", false, {}}, {"main_duties", true, {}}};
    form.lists = {{"income", {"item"}, {}}};
    const std::string json = form_to_json(form, Lang::En);
    const auto document = nlohmann::json::parse(json);
    CHECK(document["title"].is_null());
    CHECK(document["year"].is_null());
    CHECK(document["source"]["part"] == "整体绩效");
    CHECK(document["fields"]["unit_name"].is_null());
    CHECK(document["fields"]["main_duties"] == nlohmann::json::array());
    CHECK(document["lists"]["income"] == nlohmann::json::array());
    CHECK(document["unplaced"] == nlohmann::json::array());
    CHECK(document["findings"] == nlohmann::json::array());
    CHECK(valid(json));
}

TEST_CASE("the schema accepts the contract and refuses what is not") {
    const std::string json = form_to_json(small_form(), Lang::Zh);
    CHECK(valid(json));
    CHECK_FALSE(valid(replaced(json, "jixiao.form/1", "jixiao.form/2")));
    CHECK_FALSE(valid(replaced(json, "\"quantitative\"", "\"number\"")));
    CHECK_FALSE(valid(replaced(json, "\">=\"", "\"≥\"")));
    CHECK_FALSE(valid(replaced(json, "\"year\": 2024", "\"year\": \"2024\"")));
    CHECK_FALSE(valid(replaced(json, "  \"unplaced\"", "  \"displaced\"")));
    CHECK_FALSE(valid(replaced(json, "\"error\"", "\"fatal\"")));
    CHECK_FALSE(valid(replaced(json, "\"财政拨款\"", "true")));
    CHECK_FALSE(valid(replaced(json, "\"财政拨款\"", "\"\"")));
}

TEST_CASE("a finding is one object on one line") {
    Finding finding = Finding::of(Code::half_year_blank, {"半年\n空", "blank"});
    finding.fix = "0";
    CHECK(
        finding_to_json(finding, Lang::Zh) ==
        R"({"code":"half_year_blank","rule":null,"severity":"warning","field":"","at":null,"got":null,"expected":null,)"
        R"("message":"半年\n空","explanation":null,"confidence":1,"fix":"0"})");
}

TEST_CASE("JSON, Form, JSON") {
    const Form form = small_form();
    const std::string json = form_to_json(form, Lang::Zh);
    CHECK(json_template_id(json, "b.json").value() == "test/form");
    const auto read = form_from_json(json, "b.json", small_template());
    REQUIRE(read.has_value());
    CHECK(same_meaning(form, *read));
    CHECK(read->source.format == "json");
    CHECK(read->source.name == "b.json");
    CHECK(read->findings.empty());
    CHECK(read->unplaced.size() == 2);
    // Source, places and findings aside, the second document is the first.
    Form again = *read;
    again.source = form.source;
    again.findings = form.findings;
    again.unplaced = form.unplaced;
    CHECK(form_to_json(again, Lang::Zh) == json);
}

TEST_CASE("same meaning sees every change of a value") {
    const Form form = small_form();
    const auto changed = [&](auto change) {
        Form other = small_form();
        change(other);
        return !same_meaning(form, other);
    };
    CHECK_FALSE(changed([](Form&) {}));
    CHECK_FALSE(changed([](Form& f) { f.findings.clear(); }));
    CHECK_FALSE(changed([](Form& f) { f.fields[0].value.place = {9, 9}; }));
    CHECK(changed([](Form& f) { f.title += "表"; }));
    CHECK(changed([](Form& f) { f.year = 2023; }));
    CHECK(changed([](Form& f) { f.fields[1].value.paragraphs[0] += "。"; }));
    CHECK(changed([](Form& f) { f.lists[0].rows[0][2].amount.number = Decimal::parse("68725.08"); }));
    CHECK(changed([](Form& f) { f.lists[0].rows[4][2].amount.written = "968.19 18"; }));
    CHECK(changed([](Form& f) { f.lists[1].rows[0][1].indicator.comparator = Comparator::Greater; }));
    CHECK(changed([](Form& f) { f.lists[1].rows[0][1].indicator.raw = "≥ 600家"; }));
    CHECK(changed([](Form& f) { f.lists[1].rows.pop_back(); }));
}

TEST_CASE("what is not the contract is refused by its pointer") {
    const std::string json = form_to_json(small_form(), Lang::Zh);
    CHECK(refused(replaced(json, "jixiao.form/1", "jixiao.form/9")).find("/schema") != std::string::npos);
    CHECK(refused(replaced(json, "test/form", "other/form")).find("/template") != std::string::npos);
    CHECK(refused(replaced(json, "\"万元\"", "\"元\"")).find("/currency_unit") != std::string::npos);
    CHECK(refused(replaced(json, "\"year\": 2024", "\"year\": 2024.5")).find("/year") != std::string::npos);
    CHECK(refused(replaced(json, "\"total\"", "\"to~t/al\"")).find("/fields/to~0t~1al") != std::string::npos);
    CHECK(refused(replaced(json, "\"annual\": 0\n", "\"annual\": true\n")).find("/lists/income/2/annual") !=
          std::string::npos);
    CHECK(
        refused(replaced(json, "\"number\": 600", "\"number\": \"600\"")).find("/lists/indicators/0/annual/number") !=
        std::string::npos);
    CHECK(refused(replaced(json, "\"number\": 600", "\"number\": 1234567890123456")).find("15 digits") !=
          std::string::npos);
    CHECK(refused(replaced(json, "\">=\"", "\"=>\"")).find("/lists/indicators/0/annual/comparator") !=
          std::string::npos);
    CHECK(refused(replaced(json, "\"part\": null,", "")).find("/source/part") != std::string::npos);
    CHECK(refused(replaced(json, "\"label\": \"联系电话\"", "\"label\": 5")).find("/unplaced/0/label") !=
          std::string::npos);
}

TEST_CASE("a number in scientific notation is read exactly") {
    const std::string json = replaced(form_to_json(small_form(), Lang::Zh), "8.50", "6.87e4");
    const auto form = form_from_json(json, "b.json", small_template());
    REQUIRE(form.has_value());
    CHECK(form->lists[0].rows[1][2].amount.number == Decimal(68700));
}

TEST_CASE("malformed, deep and huge documents are refused, safely") {
    const std::string json = form_to_json(small_form(), Lang::Zh);
    CHECK(refused("").find("JSON") != std::string::npos);
    CHECK(refused("{\n  \"schema\": jixiao}").find("line 2, byte 13") != std::string::npos);
    CHECK(refused(json + "x").find("JSON") != std::string::npos);
    CHECK(refused(replaced(json, "\"title\": ", "\"schema\": 1, \"title\": ")).find("twice") != std::string::npos);
    CHECK(refused(std::string(300'000, '[')).find("json_depth") != std::string::npos);
    CHECK(refused(replaced(json, "常州市“", "\\u0000")).find("U+0000") != std::string::npos);
    CHECK(refused(replaced(json, "常州市“", "\xff")).find("JSON") != std::string::npos);
    CHECK(refused(replaced(json, "常州市“", "\\ud800")).find("JSON") != std::string::npos);
    std::string many = "[";
    for (int i = 0; i < 1'000'001; ++i) many += "[],";
    CHECK(refused(many + "[]]").find("1000000") != std::string::npos);
    std::string keys = "{";
    for (int i = 0; i < 2'000; ++i) keys += "\"" + std::to_string(i) + "\":0,";
    CHECK(refused(keys + "\"x\":0}").find("json_members") != std::string::npos);
    const auto too_long = form_from_json(replaced(json, "常州市“", std::string(2 << 20, 'x')), "b.json", small_template());
    REQUIRE_FALSE(too_long.has_value());
    const std::string huge = too_long.error().str(Lang::En);
    CHECK(huge.find("string_bytes is 20971") != std::string::npos);
    const auto place = form_from_json(replaced(json, "常州市“", std::string(2 << 20, 'x')), "b.json", small_template());
    CHECK(place.error().at.part.starts_with("/fields/"));  // the place, as a JSON pointer
    CHECK(place.error().remedy.en.find("--limit string_bytes=N") != std::string::npos);
}

TEST_CASE("every truncation of a document is refused, at its template's name or later") {
    const std::string json = form_to_json(small_form(), Lang::Zh);
    for (std::size_t length = 0; length + 1 < json.size(); length += 7) {
        CHECK_FALSE(form_from_json(json.substr(0, length), "b.json", small_template()).has_value());
        CHECK_NOTHROW(json_template_id(json.substr(0, length), "b.json"));
    }
    CHECK(json_template_id(json.substr(0, 80), "b.json").value() == "test/form");
    CHECK_FALSE(json_template_id("[]", "b.json").has_value());
    CHECK_FALSE(json_template_id("{}", "b.json").has_value());
    CHECK_FALSE(json_template_id(R"({"schema": "other/1", "template": "x"})", "b.json").has_value());
    CHECK_FALSE(json_template_id(std::string(300'000, '['), "b.json").has_value());
}

TEST_CASE("text that is no valid UTF-8 or holds controls still makes valid JSON") {
    JsonWriter out(JsonWriter::Style::OneLine);
    out.text("a\xff\x01\x7f\xE2\x80\xA8z");
    CHECK(out.str() == "\"a\xEF\xBF\xBD\\u0001\\u007f\\u2028z\"");
}
