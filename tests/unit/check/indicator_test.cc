// The indicator tree, its values and its references: one planted flaw, exactly its findings.
#include "catch.h"
#include "check/meaning.h"
#include "seed_form.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

// One indicator of the effect section, with other name and values.
Findings with_indicator(const char* name, const char* half, const char* year) {
    Form form = sound_form();
    const std::size_t row = row_of(form, "indicators", "社会效益");
    cell(form, "indicators", row, "level3") = Value::of_text(name);
    cell(form, "indicators", row, "half_year") = value(half);
    cell(form, "indicators", row, "annual") = value(year);
    return check(form);
}

template <typename Plant>
std::string planted(Plant plant) {
    Form form = sound_form();
    plant(form);
    return summary(check(form));
}

Value& at(Form& f, std::string_view row_text, std::string_view column) {
    return cell(f, "indicators", row_of(f, "indicators", row_text), column);
}

constexpr const char* kHalf = " warning /lists/indicators/34/half_year\n";
constexpr const char* kYear = " warning /lists/indicators/34/annual\n";

}  // namespace

TEST_CASE("a second level stands under its own first level") {
    CHECK(planted([](Form& f) { at(f, "社会效益", "level2") = Value::of_text("预算执行"); }) ==
          "level2_misplaced - error /lists/indicators/34/level2\n");
    CHECK(planted([](Form& f) { at(f, "社会效益", "level2") = Value::of_text("环境效益"); }) ==
          "");  // a known spelling
    CHECK(planted([](Form& f) { at(f, "社会效益", "level2") = Value::of_text("创新效益"); }) ==
          "");  // not known at all
}

TEST_CASE("blank and empty second levels, empty first levels") {
    CHECK(planted([](Form& f) { at(f, "社会效益", "level2") = {}; }) ==
          "level2_blank - warning /lists/indicators/34/level2\n");
    const auto clear = [](Form& f, std::size_t row) {
        for (const char* column : {"level3", "half_year", "annual"}) cell(f, "indicators", row, column) = {};
    };
    CHECK(planted([&](Form& f) { clear(f, 34); }) == "level2_empty - warning /lists/indicators/34/level2\n");
    CHECK(planted([&](Form& f) {
              for (std::size_t row = 33; row < 37; ++row) clear(f, row);
          }) ==
          "level1_empty - warning /lists/indicators/33/level1\n"
          "level2_empty - warning /lists/indicators/33/level2\n"
          "level2_empty - warning /lists/indicators/34/level2\n"
          "level2_empty - warning /lists/indicators/35/level2\n"
          "level2_empty - warning /lists/indicators/36/level2\n");
    // A first level that is not there at all; its indicators cover no project any more.
    CHECK(planted([](Form& f) {
              f.lists[2].rows.erase(f.lists[2].rows.begin() + 31, f.lists[2].rows.begin() + 33);
          }) == "level1_empty - warning /lists/indicators\nproject_coverage_low - note /lists/indicators\n");
    CHECK(planted([](Form& f) { f.lists[2].rows.pop_back(); }) ==
          "satisfaction_missing - warning /lists/indicators\n");
}

TEST_CASE("third levels occur once and say more than their second level") {
    CHECK(planted([](Form& f) { at(f, "社会效益", "level3") = Value::of_text("科技 创新能力"); }) ==
          "duplicate_indicator - error /lists/indicators/36/level3\n");
    CHECK(planted([](Form& f) { at(f, "社会效益", "level3") = Value::of_text("社会效益"); }) ==
          "level3_equals_level2 - warning /lists/indicators/34/level3\n");
}

TEST_CASE("a quantitative value has a number and one unit") {
    CHECK(summary(with_indicator("服务企业", "≥100家", "≥200家")) == "");
    CHECK(summary(with_indicator("服务企业", "≥100家", "≥")) ==
          "number_missing - error /lists/indicators/34/annual\n");
    CHECK(summary(with_indicator("服务企业", "≥100家", "≥**家")) ==
          "placeholder - warning /lists/indicators/34/annual\nnumber_missing - error /lists/indicators/34/annual\n");
    CHECK(summary(with_indicator("服务企业", "≥100家", "350")) == "unit_missing -" + std::string(kYear));
    CHECK(summary(with_indicator("服务企业数（家）", "100", "350")) == "");
    CHECK(summary(with_indicator("服务企业数（家）", "100", "350家")) == "unit_twice -" + std::string(kYear));
    CHECK(summary(with_indicator("服务企业数（国家级）", "100家", "350家")) == "");
    CHECK(summary(with_indicator("服务企业占比", "=50%", "=90%%")) == "unit_twice -" + std::string(kYear));
    const Findings glued = with_indicator("服务企业占比", "=50%", "=100% 22.5");
    CHECK(summary(glued) == "weight_glued - note /lists/indicators/34/annual\n");
    CHECK(glued[0].expected == "=100%");
}

TEST_CASE("a comparator and a unit without a number are no value; a grade is one") {
    const std::string missing = "number_missing - error /lists/indicators/34/annual\n";
    CHECK(summary(with_indicator("整治河道长度", "≥5公里", "≥公里")) == missing);
    CHECK(summary(with_indicator("新建学校", "≥2所", "≥所")) == missing);       // a unit of the rules
    CHECK(summary(with_indicator("布设浮标", "≥2浮台", "≥浮台")) == missing);   // one the row itself uses
    CHECK(summary(with_indicator("河道水质", "≥Ⅲ类", "≥Ⅲ类")) == "");
    CHECK(summary(with_indicator("考核等次", "≥良", "≥良")) == "");
}

TEST_CASE("units stand in the name in many forms; pure numbers have none") {
    CHECK(summary(with_indicator("新增养老床位（张）", "100", "350")) == "");
    CHECK(summary(with_indicator("培训成本（元/人）", "≤100", "≤350")) == "");
    CHECK(summary(with_indicator("新增养老床位（一期）", "100张", "350")) == "unit_missing -" + std::string(kYear));
    CHECK(summary(with_indicator("灌溉水有效利用系数", "≥0.63", "≥0.64")) == "");
}

TEST_CASE("a suspected figure was reported when it was read") {
    Form form = sound_form();
    Value& v = at(form, "社会效益", "annual");
    v = value("乏90%");
    CHECK(summary(check(form)) == "number_missing - error /lists/indicators/34/annual\n");
    Finding read = Finding::of(Code::value_repair_proposed, {"建议", "proposal"});
    read.field = "/lists/indicators/34/annual";
    form.findings = {read};
    CHECK(summary(check(form)) == "");
}

TEST_CASE("comparators go with the meaning of the name") {
    CHECK(summary(with_indicator("群众满意度", "≥80%", "≤90%")) == "comparator_direction -" + std::string(kYear));
    CHECK(summary(with_indicator("成果转化率", "≥80%", "<90%")) == "comparator_direction -" + std::string(kYear));
    CHECK(summary(with_indicator("平均培训成本", "≤100元", "≥100元")) ==
          "comparator_direction -" + std::string(kYear));
    CHECK(summary(with_indicator("成本节约率", "≥5%", "≥10%")) == "");
    CHECK(summary(with_indicator("投诉处理率", "≥95%", "≥95%")) == "");
    CHECK(summary(with_indicator("人均培训成本控制率", "≤100%", "≤100%")) == "");
    CHECK(planted([](Form& f) { at(f, "公用经费控制率", "annual") = value("≥100%"); }) ==
          "comparator_direction - warning /lists/indicators/10/annual\n");
}

TEST_CASE("comparators of one row that point apart are told on both values where the name tells no direction") {
    CHECK(summary(with_indicator("湿地", "≥80公顷", "≤90公顷")) == "comparator_direction -" + std::string(kHalf) + "comparator_direction -" + std::string(kYear));
    CHECK(summary(with_indicator("湿地", "=80公顷", "≥90公顷")) == "");
}

TEST_CASE("targets of zero") {
    CHECK(summary(with_indicator("服务企业", "≥0家", "≥200家")) == "target_zero -" + std::string(kHalf));
    CHECK(summary(with_indicator("成果转化率", "=0%", "≥20%")) == "target_zero -" + std::string(kHalf));
    CHECK(summary(with_indicator("安全事故数", "=0起", "=0起")) == "");
    CHECK(summary(with_indicator("安全事故数", "≤0起", "≤0起")) == "");
    CHECK(summary(with_indicator("服务企业", ">0家", ">0家")) == "");
}

TEST_CASE("half-year values against the year's") {
    CHECK(summary(with_indicator("服务企业", "≥300家", "≥200家")) == "half_year_stricter -" + std::string(kHalf));
    CHECK(summary(with_indicator("差错率", "≤1%", "≤3%")) == "half_year_stricter -" + std::string(kHalf));
    CHECK(summary(with_indicator("运行成本", "≤10万元", "≤20万元")) == "");  // money accumulates
    CHECK(summary(with_indicator("服务企业", "≥3千家", "≥200家")) == "");    // units differ: nothing can be said
    CHECK(summary(with_indicator("非税收入完成率", "≥100%", "≥100%")) ==
          "midyear_full_rate - note /lists/indicators/34/half_year\n");
    CHECK(summary(with_indicator("非税收入完成率", "≥60%", "≥100%")) == "");
    CHECK(summary(with_indicator("绩效目标覆盖率", "=100%", "=100%")) == "");  // not a rate that grows
}

TEST_CASE("a number in the name agrees with the value") {
    CHECK(summary(with_indicator("服务企业超200家", ">100家", ">200家")) == "");
    CHECK(summary(with_indicator("服务企业超200家", "≥100家", "≥200家")) ==
          "number_contradicts_name -" + std::string(kYear));
    CHECK(summary(with_indicator("服务企业不低于200家", "≥100家", "≥200家")) == "");
    CHECK(summary(with_indicator("服务企业不低于200家", "≥100家", "≥150家")) ==
          "number_contradicts_name -" + std::string(kYear));
    CHECK(summary(with_indicator("超20天未办结事项", "≤5件", "≤10件")) == "");  // days and items are not compared
    CHECK(summary(with_indicator("“双超”企业", "≥5家", "≥10家")) == "");
}

TEST_CASE("projects named exist") {
    CHECK(planted([](Form& f) { at(f, "人才引育", "project") = Value::of_text("重大活动经费"); }) ==
          "project_unknown - error /lists/indicators/32/project\n");
    Form form = sound_form();
    at(form, "人才引育", "project") = Value::of_text("引智工作专项经赞");
    const Findings found = check(form);
    CHECK(summary(found) == "project_unknown - error /lists/indicators/32/project\n");
    CHECK(found[0].fix == "引智工作专项经费");
    CHECK(planted([](Form& f) { at(f, "人才引育", "project") = Value::of_text("引智工作专项经费、国际科技合作"); }) ==
          "");
    CHECK(planted([](Form& f) { at(f, "人才引育", "project") = Value::of_text("引智工作专项经费、重大活动经费"); }) ==
          "project_unknown - error /lists/indicators/32/project\n");
    CHECK(planted([](Form& f) { at(f, "人才引育", "project") = Value::of_text("引智工作 专项经费"); }) == "");
}

TEST_CASE("duties named are the unit's") {
    CHECK(planted([](Form& f) { at(f, "高企培育", "level2") = Value::of_text("负责高标准农田建设"); }) ==
          "duty_unknown - warning /lists/indicators/31/level2\n");
    CHECK(planted([](Form& f) { at(f, "高企培育", "level2") = Value::of_text("组织指导各类科技园区"); }) ==
          "");  // a part of a clause
    // 20 characters, and the clause goes on.
    Form form = sound_form();
    at(form, "人才引育", "level2") = Value::of_text("会同有关部门拟订科技人才队伍建设规划和政");
    const Findings found = check(form);
    CHECK(summary(found) == "text_truncated - warning /lists/indicators/32/level2\n");
    CHECK(found[0].fix == "会同有关部门拟订科技人才队伍建设规划和政策");
    CHECK(planted([](Form& f) { field(f, "main_duties") = Value::of_paragraphs({}); }) == "");
}

TEST_CASE("money covered by indicators") {
    const Findings found = check([] {
        Form form = sound_form();
        at(form, "高企培育", "project") = Value::of_text("国际科技合作");
        return form;
    }());
    CHECK(summary(found) == "project_coverage_low - note /lists/indicators\n");
    CHECK(found[0].got == "43.5");  // 8.5 and 35
    CHECK(found[0].message.zh == "有指标的项目资金 43.5 万元，占项目资金 66866.18 万元 的 0.07%。");
}

TEST_CASE("the direction of a name comes from its longest word") {
    const auto of = [](const char* name) { return direction_of(name, "jiangsu", data().vocabulary, data().rules); };
    CHECK(of("服务对象满意度") == Direction::Up);
    CHECK(of("预算调整率") == Direction::Down);
    CHECK(of("公用经费控制率") == Direction::Down);
    CHECK(of("成本节约率") == Direction::Up);
    CHECK(of("投诉办结率") == Direction::Up);
    CHECK(of("有效投诉") == Direction::Down);
    CHECK(of("创新环境优化") == Direction::Unknown);
}
