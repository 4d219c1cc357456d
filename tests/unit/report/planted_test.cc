// A batch of documents, each with one planted error: the findings are exactly the planted ones.
#include <algorithm>

#include "catch.h"
#include "sound_form.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

struct Plant {
    std::string before, after;
    std::vector<std::string> found;  // "code pointer", of every severity
};

const std::vector<Plant> kPlants = {
    // money
    {"资金总额			1000.00", "资金总额			1000.02", {"sum_rounding /lists/income/0/annual", "sum_rounding /lists/income/0/annual"}},
    {"其他资金			40.00", "其他资金			20.00", {"sum_differs /lists/income/0/annual"}},
    {"政府性基金		100.00", "政府性基金		10.00", {"sum_differs /lists/income/1/annual"}},
    {"节水宣传活动		40.00	100.00", "节水宣传活动		40.00	90.00", {"sum_differs /lists/income/0/annual"}},
    {"防汛物资储备		100.00	150.00", "防汛物资储备		190.00	150.00", {"half_year_above_annual /lists/expenditures/2/half_year"}},
    {"防汛物资储备		100.00	150.00", "防汛物资储备			150.00", {"half_year_blank /lists/expenditures/2/half_year"}},
    {"节水宣传活动		40.00	100.00", "节水宣传活动		4o.00	100.00", {"amount_unreadable /lists/expenditures/3/half_year"}},
    {"节水宣传活动		40.00	100.00", "节水宣传活动		-40.00	100.00", {"amount_negative /lists/expenditures/3/half_year"}},
    {"节水宣传活动		40.00	100.00", "河道整治工程		40.00	100.00", {"duplicate_project /lists/expenditures/3/item"}},
    {"国有资本金			0", "国有资本金			—", {"dash_blank /lists/income/5/annual"}},
    // text
    {"年度目标	2025年完成12公里河道整治，保障安全度汛。", "年度目标	", {"required_missing /fields/annual_goal"}},
    {"单位名称	南州市水务局", "单位名称	", {"required_missing /fields/unit_name"}},
    {"2025年完成12公里", "2024年完成12公里", {"year_differs /fields/annual_goal"}},
    {"水环境质量持续改善。", "建立建全水环境制度。", {"typo /fields/long_term_goal/0"}},
    {"河道整治工程		200", "XX工程		200", {"placeholder /lists/expenditures/1/item", "project_coverage_low /lists/indicators", "project_unknown /lists/indicators/6/project"}},
    {"编制60人。", "联系电话13812345678。", {"private_number /fields/organization/0"}},
    // indicators
    {"居民对水环境满意度			≥85%	≥90%", "居民对水环境满意度			≤95%	≤90%", {"comparator_direction /lists/indicators/12/half_year", "comparator_direction /lists/indicators/12/annual"}},
    {"结转结余率			≤10%	≤5%", "结转结余率			≤1%	≤5%", {"half_year_stricter /lists/indicators/4/half_year"}},
    {"预算执行率			≥45%	≥95%", "预算执行率			=100%	=100%", {"midyear_full_rate /lists/indicators/3/half_year"}},
    {"储备防汛物资品种	≥10种	≥25种", "储备防汛物资品种	≥0种	≥25种", {"target_zero /lists/indicators/7/half_year"}},
    {"储备防汛物资品种	≥10种	≥25种", "储备防汛物资品种	≥10	≥25", {"unit_missing /lists/indicators/7/half_year", "unit_missing /lists/indicators/7/annual"}},
    {"防汛物资储备	储备", "防汛物资采购	储备", {"project_unknown /lists/indicators/7/project"}},
    {"	组织实施防汛抗旱工作	", "	负责城市供热	", {"duty_unknown /lists/indicators/7/level2"}},
    {"居民对水环境满意度", "服务对象满意度", {"level3_equals_level2 /lists/indicators/12/level3"}},
    {"储备防汛物资品种", "整治河道长度", {"duplicate_indicator /lists/indicators/7/level3"}},
    {"储备防汛物资品种	≥10种	≥25种", "储备防汛物资超25种	≥10种	≥25种", {"number_contradicts_name /lists/indicators/7/annual"}},
    {"经济效益	减少洪涝损失			≥20万元	≥50万元", "经济效益					", {"level2_empty /lists/indicators/8/level2"}},
    {"	河道水质改善			改善	改善", "						", {"level2_empty /lists/indicators/10/level2"}},
    {"≥5公里	≥12公里", "≥	≥12公里", {"number_missing /lists/indicators/6/half_year"}},
};

std::vector<std::string> names(const Findings& findings) {
    std::vector<std::string> out;
    for (const Finding& finding : findings) out.push_back(std::string(code_info(finding.code).name) + " " + finding.field);
    std::ranges::sort(out);
    return out;
}

}  // namespace

TEST_CASE("a sound document has no findings") {
    for (const Document& document : read("sound.txt", kSound)) CHECK(names(document.form.findings) == std::vector<std::string>());
}

TEST_CASE("each planted error is found, and nothing else") {
    for (const Plant& plant : kPlants) {
        INFO(plant.before << " -> " << plant.after);
        auto expected = plant.found;
        std::ranges::sort(expected);
        const auto documents = read("planted.txt", planted(plant.before, plant.after));
        REQUIRE(documents.size() == 1);
        CHECK(names(documents.front().form.findings) == expected);
    }
}
