// Words of the template language that the first form did not need: amounts beside labels of their own, captions, values below
// their labels, a label beside a list, two trees side by side; and which of several forms a table is.
#include "catch.h"
#include "tables.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

// The ministry's form with a mid-term and a year, as it is published.
std::string two_trees(std::string_view indicators) {
    return "科普活动专项绩效目标表\n（2020年度）\n"
           "项目名称 | | 科普活动专项\n"
           "主管部门及代码 | | 科学技术部 | | 实施单位 | | 中国科技馆\n"
           "项目属性 | | 延续项目 | | 项目周期 | | 3年\n"
           "项目资金（万元） | 中期资金总额 | | 3600 | 年度资金总额 | | 1200\n"
           "| 其中：财政拨款 | | 3000 | 其中：财政拨款 | | 1000\n"
           "| 上年结转资金 | | 0 | 上年结转资金 | | 0\n"
           "| 其他资金 | | 600 | 其他资金 | | 200\n"
           "总体目标 | 中期目标 | | | 年度目标\n"
           "| 三年内建成科普体系。 | | | 今年举办活动100场。\n"
           "一级指标 | 二级指标 | 三级指标 | 指标值 | 二级指标 | 三级指标 | 指标值\n" +
           std::string(indicators);
}

std::string raw(const Form& form, std::string_view list, std::size_t row, std::string_view column) {
    const Value& value = cell(form, list, row, column);
    return value.type == Value::Type::Indicator ? value.indicator.raw : value.text;
}

}  // namespace

TEST_CASE("An amount beside a label of its own is a row of its list") {
    const Form form = read(table(two_trees("产出指标 | 数量指标 | 活动场次 | ≥300场 | 数量指标 | 活动场次 | ≥100场\n")));
    CHECK(form.template_id == "mof/project-medium-term");
    REQUIRE(form.list("income"));
    REQUIRE(form.list("income")->rows.size() == 4);
    CHECK(cell(form, "income", 0, "item").text == "资金总额");
    CHECK(cell(form, "income", 0, "medium_term").amount.number->str() == "3600");
    CHECK(cell(form, "income", 0, "annual").amount.number->str() == "1200");
    CHECK(cell(form, "income", 1, "item").text == "财政拨款");
    CHECK(cell(form, "income", 1, "medium_term").amount.number->str() == "3000");
    CHECK(cell(form, "income", 1, "annual").amount.number->str() == "1000");
    CHECK(form.unplaced.empty());
}

TEST_CASE("Values stand below their labels where these share a row") {
    const Form form = read(table(two_trees("产出指标 | 数量指标 | 活动场次 | ≥300场 | 数量指标 | 活动场次 | ≥100场\n")));
    CHECK(form.field("long_term_goal")->value.paragraphs == std::vector<std::string>{"三年内建成科普体系。"});
    CHECK(form.field("annual_goal")->value.paragraphs == std::vector<std::string>{"今年举办活动100场。"});
}

TEST_CASE("Two trees side by side are two lists below the same first levels") {
    const Form form = read(table(two_trees("产出指标 | 数量指标 | 活动场次 | ≥300场 | 数量指标 | 活动场次 | ≥100场\n"
                                           "| | 讲座次数 | ≥60次 | 质量指标 | 活动合格率 | ≥95%\n"
                                           "| 质量指标 | 展品完好率 | ≥90%\n"
                                           "效益指标 | 社会效益指标 | 受众人数 | ≥90万人次 | 社会效益指标 | 受众人数 | ≥30万人次\n")));
    REQUIRE(form.list("medium_term_indicators"));
    REQUIRE(form.list("indicators"));
    const auto& left = *form.list("medium_term_indicators");
    const auto& right = *form.list("indicators");
    REQUIRE(left.rows.size() == 4);
    REQUIRE(right.rows.size() == 3);
    CHECK(raw(form, left.id, 0, "level1") == "产出指标");
    CHECK(raw(form, left.id, 1, "level2") == "数量指标");
    CHECK(raw(form, left.id, 1, "level3") == "讲座次数");
    CHECK(raw(form, left.id, 1, "medium_term") == "≥60次");
    CHECK(raw(form, left.id, 2, "level3") == "展品完好率");
    CHECK(raw(form, left.id, 3, "level1") == "效益指标");
    CHECK(raw(form, right.id, 1, "level1") == "产出指标");
    CHECK(raw(form, right.id, 1, "level2") == "质量指标");
    CHECK(raw(form, right.id, 1, "level3") == "活动合格率");
    CHECK(raw(form, right.id, 1, "annual") == "≥95%");
    CHECK(raw(form, right.id, 2, "level3") == "受众人数");
    CHECK(raw(form, right.id, 2, "annual") == "≥30万人次");
    CHECK(form.unplaced.empty());
}

TEST_CASE("A blank left side leaves the right one alone") {
    const Form form = read(table(two_trees("产出指标 | 数量指标 | 活动场次 | ≥300场 | 数量指标 | 活动场次 | ≥100场\n"
                                           "| | | | | 讲座次数 | ≥20次\n"
                                           "| | | | 质量指标 | 活动合格率 | ≥95%\n")));
    CHECK(form.list("medium_term_indicators")->rows.size() == 1);
    REQUIRE(form.list("indicators")->rows.size() == 3);
    CHECK(raw(form, "indicators", 1, "level2") == "数量指标");
    CHECK(raw(form, "indicators", 1, "level3") == "讲座次数");
    CHECK(raw(form, "indicators", 2, "level2") == "质量指标");
}

TEST_CASE("A label beside a list that the form does not print is no part of its rows") {
    const std::string text = "农技推广绩效目标表\n（2023年度）\n项目名称 | 农技推广\n主管部门及代码 | 农业农村厅 | | 实施单位 | 推广站\n"
                             "项目资金（万元） | 年度资金总额 | 100\n| 其中：财政拨款 | 100\n| 上年结转资金 | 0\n| 其他资金 | 0\n"
                             "年度总体目标 | 推广新品种5个。\n"
                             "{4x1}绩效指标 | 一级指标 | 二级指标 | 三级指标 | 指标值\n"
                             "| {2x1}产出指标 | 数量指标 | 推广品种 | ≥5个\n| | 质量指标 | 合格率 | ≥98%\n"
                             "| 效益指标 | 社会效益指标 | 受益农户 | ≥500户\n";
    const Form form = read(sheet(text));
    CHECK(form.template_id == "mof/project");
    REQUIRE(form.list("indicators")->rows.size() == 3);
    CHECK(raw(form, "indicators", 1, "level1") == "产出指标");
    CHECK(raw(form, "indicators", 1, "level2") == "质量指标");
    CHECK(raw(form, "indicators", 2, "annual") == "≥500户");
    CHECK(form.unplaced.empty());
}

TEST_CASE("What stands in a column the form does not have is listed under that column's header") {
    const std::string text = "农技推广绩效目标表\n（2023年度）\n项目名称 | 农技推广\n主管部门及代码 | 农业农村厅 | | 实施单位 | 推广站\n"
                             "项目资金（万元） | 年度资金总额 | 100\n| 其中：财政拨款 | 100\n| 上年结转资金 | 0\n| 其他资金 | 0\n"
                             "年度总体目标 | 推广新品种5个。\n"
                             "一级指标 | 二级指标 | 三级指标 | 指标值 | 分值 | 备注\n"
                             "{2x1}产出指标 | 数量指标 | 推广品种 | ≥5个 | 15 | \n| 质量指标 | 合格率 | ≥98% | 10 | 含示范田\n"
                             "效益指标 | 社会效益指标 | 受益农户 | ≥500户 | 15 |\n";
    const Form form = read(sheet(text));
    REQUIRE(form.list("indicators")->rows.size() == 3);
    CHECK(raw(form, "indicators", 1, "annual") == "≥98%");
    std::vector<std::pair<std::string, std::string>> rest;
    for (const Unplaced& item : form.unplaced) rest.emplace_back(item.label, item.text);
    CHECK(rest == std::vector<std::pair<std::string, std::string>>{{"", "分值"}, {"", "备注"}, {"分值", "15"}, {"分值", "10"}, {"备注", "含示范田"}, {"分值", "15"}});
}

TEST_CASE("A block's label stands for the label of its only text") {
    const std::string text = "农技推广绩效目标表\n（2023年度）\n项目名称 | 农技推广\n主管部门及代码 | 农业农村厅 | | 实施单位 | 推广站\n"
                             "项目资金（万元） | 年度资金总额 | 100\n| 其中：财政拨款 | 100\n| 上年结转资金 | 0\n| 其他资金 | 0\n"
                             "总体目标 | | 推广新品种5个，培训农户1000人次。\n"
                             "一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 推广品种 | ≥5个\n效益指标 | 社会效益指标 | 受益农户 | ≥500户\n";
    const Form form = read(sheet(text));
    CHECK(form.field("annual_goal")->value.paragraphs == std::vector<std::string>{"推广新品种5个，培训农户1000人次。"});
    CHECK(count(form, Code::structure_repaired) == 1);
    CHECK(form.unplaced.empty());
}

TEST_CASE("A header with columns of the office's own is no row of fields") {
    const std::string text = "2025年项目支出绩效目标表\n"
                             "项目名称 | 农技推广\n"
                             "主管部门 | 负责人 | 电话 | 一级指标 | 二级指标 | 三级指标 | 指标值 | 指标属性\n"
                             "农业农村厅 | 张某 | 12345 | 产出指标 | 数量指标 | 推广品种 | ≥5个 | 定量指标\n"
                             "| | | 效益指标 | 社会效益指标 | 受益农户 | ≥500户 | 定量指标\n";
    const Form form = read(sheet(text));
    CHECK(form.field("project_name")->value.text == "农技推广");
    CHECK(form.field("supervising_department")->value.text == "农业农村厅");
    REQUIRE(form.list("indicators")->rows.size() == 2);
    CHECK(raw(form, "indicators", 0, "annual") == "≥5个");
    CHECK(std::ranges::count(form.unplaced, "指标属性", &Unplaced::label) == 2);
}

TEST_CASE("A table with the labels of two forms alone is said to be either") {
    const std::string text = "项目名称 | 农技推广\n主管部门 | 农业农村厅\n实施单位 | 推广站\n"
                             "一级指标 | 二级指标 | 三级指标 | 指标值\n产出指标 | 数量指标 | 推广品种 | ≥5个\n";
    const Grid grid = table(text);
    const Form form = read(grid);
    const auto scores = recogniser().scores(grid);
    REQUIRE(scores.size() >= 2);
    CHECK(form.template_id == scores[0].first);
    CHECK(count(form, Code::template_ambiguous) == (scores[0].second - scores[1].second < 0.25 ? 1 : 0));
    CHECK(std::ranges::is_sorted(scores, std::greater<>(), [](const auto& one) { return one.second; }));
}
