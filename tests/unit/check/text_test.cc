// Texts: one planted flaw, exactly its findings.
#include "catch.h"
#include "seed_form.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

Findings with_goal(const std::string& text) {
    Form form = sound_form();
    field(form, "annual_goal").paragraphs = {text};
    return check(form);
}

Findings with_project(const std::string& name) {
    Form form = sound_form();
    cell(form, "expenditures", 2, "item") = Value::of_text(name);
    return check(form);
}

const std::string kGoal =
    "2024年，围绕创新驱动发展战略，加快建设区域性科技创新高地，全面完成市委、市政府下达的目标任务";

}  // namespace

TEST_CASE("placeholders") {
    for (const char* stub : {"-", "_", "*", "——", "- _ *", "……", "。"}) {
        const Findings found = with_goal(stub);
        CHECK(summary(found) == "placeholder - warning /fields/annual_goal/0\n");
    }
    CHECK(summary(with_goal("2024年完成XX项目建设。")) == "placeholder - warning /fields/annual_goal/0\n");
    CHECK(summary(with_goal("2024年完成某某项目建设。")) == "placeholder - warning /fields/annual_goal/0\n");
    CHECK(with_goal("2024年支持××××项目。")[0].got == "××××");
    CHECK(summary(with_project("XXX专项")) == "placeholder - warning /lists/expenditures/2/item\n");
    CHECK(summary(with_project("采购XXL号防护服")) == "");
    CHECK(summary(with_project("MAXX系统")) == "");
}

TEST_CASE("texts that end too early") {
    CHECK(summary(with_goal(kGoal + "。")) == "");
    CHECK(summary(with_goal(kGoal + "（详见附件）")) == "");
    CHECK(summary(with_goal(kGoal)) == "no_final_punctuation - warning /fields/annual_goal/0\n");
    CHECK(summary(with_goal("2024年完成全部任务")) == "");  // a short line is a heading, not a text cut off
    for (const char* mark : {"、", "，", "：", "（"})
        CHECK(summary(with_goal(kGoal + mark)) == "text_truncated - warning /fields/annual_goal/0\n");
    CHECK(summary(with_goal(kGoal + "（其中重点任务")) == "text_truncated - warning /fields/annual_goal/0\n");
    CHECK(summary(with_project("中国创新创业大赛全国赛（半决")) ==
          "text_truncated - warning /lists/expenditures/2/item\n");
    CHECK(summary(with_project("一、平台建设（二期)")) == "");  // widths may differ
    CHECK(summary(with_project("1）平台建设")) == "");
    CHECK(summary(with_project("“龙城英才计划")) == "text_truncated - warning /lists/expenditures/2/item\n");
    CHECK(summary(with_project("“龙城英才“计划")) == "");  // a slip of the hand
}

TEST_CASE("only the last paragraph of a text must end it") {
    Form form = sound_form();
    field(form, "annual_goal").paragraphs = {"重点任务：", kGoal, kGoal + "。"};
    CHECK(summary(check(form)) == "");
}

TEST_CASE("the year in the goal") {
    const auto goal = [](const std::string& words) {
        return summary(with_goal(words + "，全面完成各项目标任务，推动科技创新高质量发展。"));
    };
    CHECK(goal("2024年，市科技局深入贯彻落实") == "");
    CHECK(goal("市科技局深入贯彻落实") == "");
    CHECK(goal("2023年，市科技局深入贯彻落实") == "year_differs - warning /fields/annual_goal\n");
    CHECK(goal("2023 年，市科技局深入贯彻落实") == "year_differs - warning /fields/annual_goal\n");
    CHECK(goal("较2023年增长10%") == "");
    CHECK(goal("到2025年建成") == "");
    CHECK(goal("2023年取得成效，2024年继续推进") == "");
    CHECK(goal("支持苏科〔2023〕15号文件所列12023年度以外的项目") == "");
    const Findings found = with_goal("2023年，全面完成各项目标任务。");
    CHECK(found[0].got == "2023");
    CHECK(found[0].expected == "2024");
}

TEST_CASE("the year in the title") {
    Form form = sound_form();
    form.title = "常州市2023年部门整体预算绩效目标表";
    CHECK(summary(check(form)) == "year_differs - warning /title\n");
}

TEST_CASE("typing errors are named with what is meant") {
    const Findings found = with_goal("2024年建立建全资金拔付机制。");
    CHECK(summary(found) == "typo - warning /fields/annual_goal/0\ntypo - warning /fields/annual_goal/0\n");
    CHECK(found[0].got == "建立建全");
    CHECK(found[0].fix == "建立健全");
    CHECK(found[1].fix == "拨付");
    CHECK(summary(with_goal("2024年建立健全资金拨付机制。")) == "");
}

TEST_CASE("a carried group label is complained of once") {
    Form form = sound_form();
    for (std::size_t row = 0; row < 2; ++row) cell(form, "indicators", row, "level2") = Value::of_text("XX制定");
    CHECK(summary(check(form)) == "placeholder - warning /lists/indicators/0/level2\n");
}
