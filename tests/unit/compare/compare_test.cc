// Two forms compared: facts about small forms, one change each.
#include "catch.h"

#include "compare/comparison.h"
#include "compare/words.h"
#include "model/values.h"

using namespace jixiao;

namespace {

// A form with a money list and an indicator tree; its words are its own.
Template sample_template() {
    Section money;
    money.columns = {{"item", ColumnType::Name},
                     {"half_year", ColumnType::Amount, "half"},
                     {"annual", ColumnType::Amount, "year"}};
    Section tree;
    tree.columns = {{"level1", ColumnType::Group, "level1"},
                    {"level2", ColumnType::Group, "level2"},
                    {"level3", ColumnType::Name, "level3"},
                    {"annual", ColumnType::Value, "year"}};
    Block expenditure;
    expenditure.term = "expenditure";
    expenditure.children = {Node{ListSpec{"expenditures", {"item", "half_year", "annual"}, {money}}}};
    FieldRow fields;
    fields.cells = {{"unit_name", FieldType::Text, "unit_name"}, {"goal", FieldType::Paragraphs, "goal"}};
    Template form;
    form.id = "sample/form";
    form.unit = "万元";
    form.body = {Node{fields}, Node{expenditure},
                 Node{ListSpec{"indicators", {"level1", "level2", "level3", "annual"}, {tree}}}};
    return form;
}

Vocabulary sample_vocabulary() {
    Vocabulary words;
    words.terms = {{"unit_name", "单位", {}}, {"goal", "目标", {}},  {"expenditure", "支出", {}},
                   {"half", "半年", {}},      {"year", "全年", {}},  {"level1", "一级", {}},
                   {"level2", "二级", {}},    {"level3", "三级", {}}};
    return words;
}

Value text(const char* words) {
    return Value::of_text(words);
}
Value amount(const char* digits) {
    return *digits ? Value::of_amount({Decimal::parse(digits), digits}) : Value{};
}
Value target(const char* raw) {
    return *raw ? Value::of_indicator(parse_indicator(raw, sample_vocabulary()).value) : Value{};
}

Form sample() {
    Form form;
    form.template_id = "sample/form";
    form.source.name = "a.txt";
    form.title = "某市绩效目标表";
    form.year = 2024;
    form.currency_unit = "万元";
    form.fields = {{"unit_name", false, text("某市科技局")},
                   {"goal", true, Value::of_paragraphs({"完成甲项任务。", "推进乙类改革。"})}};
    List money{"expenditures", {"item", "half_year", "annual"}, {}};
    money.rows = {{text("基本支出"), amount("900"), amount("1858.91")},
                  {text("科技创新平台建设"), amount("8"), amount("20")},
                  {text("国际科技合作"), amount("5"), amount("8.5")},
                  {text("人才引进专项"), amount(""), amount("147.12")}};
    List tree{"indicators", {"level1", "level2", "level3", "annual"}, {}};
    tree.rows = {{text("过程"), text("预算管理"), text("制度健全性"), target("健全")},
                 {text("过程"), text("预算管理"), text("预算执行率"), target("=100%")},
                 {text("过程"), text("资产管理"), text("固定资产利用率"), target("≥90%")},
                 {text("效益"), text("经济效益"), text(""), target("")},
                 {text("满意度"), text("服务对象"), text("群众满意度"), target("≥90%")}};
    form.lists = {money, tree};
    return form;
}

Value& cell(Form& form, std::size_t list, std::size_t row, std::size_t column) {
    return form.lists[list].rows[row][column];
}

// One difference a line: kind, subject, sentence.
std::string told(const Form& before, const Form& after) {
    const Template form = sample_template();
    std::string out;
    for (const Difference& d : compare(before, after, roles_of(form, form, sample_vocabulary())))
        out += std::string(difference_kind_name(d.kind)) + " | " + heading_of(d).zh + " | " +
               subject_of(d, Lang::Zh) + " | " + sentence_of(d).zh + "\n";
    return out;
}

}  // namespace

TEST_CASE("a form does not differ from itself, nor by the order of its rows") {
    Form other = sample();
    CHECK(told(sample(), other).empty());
    std::swap(other.lists[0].rows[1], other.lists[0].rows[2]);
    CHECK(told(sample(), other).empty());
}

TEST_CASE("an amount tells its change, absolute and in percent") {
    Form after = sample();
    cell(after, 0, 2, 2) = amount("10");
    CHECK(told(sample(), after) == "changed | 支出 | 国际科技合作 · 全年 | 8.5 → 10，增加 1.5（+17.65%）\n");
    cell(after, 0, 2, 2) = amount("8.50");
    CHECK(told(sample(), after).empty());
    cell(after, 0, 3, 1) = amount("60");
    CHECK(told(sample(), after) == "added | 支出 | 人才引进专项 · 半年 | （空白） → 60\n");
}

TEST_CASE("amounts in another unit are compared in the earlier one") {
    Form after = sample();
    after.currency_unit = "元";
    for (auto& row : after.lists[0].rows)
        for (Value& value : row)
            if (value.type == Value::Type::Amount) value.amount.number = value.amount.number->shifted(4);
    CHECK(told(sample(), after) == "changed | 表头 | 计价单位 | 万元 → 元\n");
}

TEST_CASE("rows come, go, and get other names") {
    Form after = sample();
    after.lists[0].rows.erase(after.lists[0].rows.begin() + 2);
    CHECK(told(sample(), after) == "dropped | 支出 | 国际科技合作 | 删去（半年 5，全年 8.5）\n");
    CHECK(told(after, sample()) == "added | 支出 | 国际科技合作 | 新增（半年 5，全年 8.5）\n");

    after = sample();
    cell(after, 0, 1, 0) = text("科创平台建设项目");  // six of eight characters stay: 75 %
    CHECK(told(sample(), after) == "renamed | 支出 | 科创平台建设项目 | 由“科技创新平台建设”更名（相似 75%）\n");

    // Somewhat alike, and the only ones of 147.12.
    after = sample();
    cell(after, 0, 3, 0) = text("引才育才专项");
    CHECK(told(sample(), after).starts_with("renamed | 支出 | 引才育才专项 | 由“人才引进专项”更名"));
    cell(after, 0, 3, 2) = amount("30");
    CHECK(told(sample(), after).find("renamed") == std::string::npos);
}

TEST_CASE("targets are tightened, loosened or changed") {
    Form after = sample();
    cell(after, 1, 4, 3) = target("≥95%");
    cell(after, 1, 2, 3) = target("≥85%");
    cell(after, 1, 0, 3) = target("基本健全");
    CHECK(told(sample(), after) ==
          "changed | 三级 | 过程 › 预算管理 › 制度健全性 · 全年 | 健全 → 基本健全\n"
          "loosened | 三级 | 过程 › 资产管理 › 固定资产利用率 · 全年 | ≥90% → ≥85%，放宽\n"
          "tightened | 三级 | 满意度 › 服务对象 › 群众满意度 · 全年 | ≥90% → ≥95%，收紧\n");
}

TEST_CASE("an indicator under another group has moved; a group under another name is told once") {
    Form after = sample();
    cell(after, 1, 1, 1) = text("资产管理");
    CHECK(told(sample(), after) ==
          "moved | 三级 | 过程 › 资产管理 › 预算执行率 · 二级 | 改属：预算管理 → 资产管理\n");
    after = sample();
    cell(after, 1, 0, 1) = cell(after, 1, 1, 1) = text("财务管理");
    CHECK(told(sample(), after) == "renamed | 三级 | 过程 › 财务管理 | 二级“预算管理”更名为“财务管理”，涉及 2 行\n");
}

TEST_CASE("an empty group that got its indicators is not a row gone") {
    Form after = sample();
    cell(after, 1, 3, 2) = text("技术合同成交额");
    cell(after, 1, 3, 3) = target("≥500亿元");
    CHECK(told(sample(), after) == "added | 三级 | 效益 › 经济效益 › 技术合同成交额 | 新增（全年 ≥500亿元）\n");
    after.lists[1].rows.erase(after.lists[1].rows.begin() + 3);
    CHECK(told(sample(), after) == "dropped | 三级 | 效益 › 经济效益 | 删去\n");
}

TEST_CASE("texts show the differing part, head and unplaced content are compared, too") {
    Form after = sample();
    after.year = 2025;
    after.fields[1].value.paragraphs[1] = "推进丙类改革。";
    after.unplaced = {{"备注", "另文报送", {}}};
    CHECK(told(sample(), after) ==
          "changed | 表头 | 年度 | 2024 → 2025\n"
          "changed | 目标 |  | 推进[-乙-]{+丙+}类改革。\n"
          "added | 表外内容 | 备注 | 新增：另文报送\n");
    after = sample();
    after.fields[0].value = text("某市 科技局");
    CHECK(told(sample(), after).starts_with("respelled | 单位"));
}

TEST_CASE("what came in one direction goes in the other") {
    Form after = sample();
    after.lists[0].rows.pop_back();
    cell(after, 1, 4, 3) = target("≥95%");
    cell(after, 0, 0, 2) = amount("2000");
    const std::string back = told(after, sample());
    CHECK(back.find("added | 支出 | 人才引进专项") != std::string::npos);
    CHECK(back.find("loosened") != std::string::npos);
    CHECK(back.find("减少 141.09") != std::string::npos);  // 2000 - 1858.91
}

TEST_CASE("equal rows are paired with equal rows") {
    Form before = sample();
    before.lists[0].rows.push_back({text("国际科技合作"), amount("1"), amount("2")});
    Form after = before;
    std::swap(after.lists[0].rows[2], after.lists[0].rows[4]);
    CHECK(told(before, after).empty());
    after.lists[0].rows.pop_back();
    CHECK(told(before, after) == "dropped | 支出 | 国际科技合作 | 删去（半年 5，全年 8.5）\n");
}

TEST_CASE("forms of two inputs go together by sheet") {
    const Template form = sample_template();
    Form first = sample(), second = sample();
    first.source.part = "甲";
    second.source.part = "乙";
    second.title = "另一张表";
    Form changed = second;
    changed.year = 2025;
    const Comparison both =
        compare_forms({{&first, &form}, {&second, &form}}, {{&changed, &form}, {&first, &form}}, {});
    REQUIRE(both.forms.size() == 2);
    CHECK(both.forms[0].differences.empty());
    CHECK(both.forms[1].differences.size() == 1);
    CHECK_FALSE(both.equal());
    const Comparison one = compare_forms({{&first, &form}, {&second, &form}}, {{&first, &form}}, {});
    REQUIRE(one.forms.size() == 2);
    CHECK(one.forms[1].after == nullptr);
    CHECK_FALSE(one.equal());
}

TEST_CASE("a page says nothing a document could turn into markup") {
    const Template form = sample_template();
    Form after = sample();
    cell(after, 0, 1, 0) = text("<script>alert(1)</script>\"&");
    after.source.name = "<b>.txt";
    const Form before = sample();
    const Comparison comparison = compare_forms({{&before, &form}}, {{&after, &form}}, sample_vocabulary());
    const std::string page = comparison_html(comparison, Lang::Zh);
    CHECK(page.find("<script") == std::string::npos);
    CHECK(page.find("&lt;script&gt;alert(1)&lt;/script&gt;&quot;&amp;") != std::string::npos);
    CHECK(page.find("://") == std::string::npos);  // nothing is fetched
}
