// The Changzhou document: what it says, and what each output says of it. Every expected value was read off the document.
#include <algorithm>

#include "catch.h"
#include "road.h"

using namespace jixiao;
using namespace jixiao::test;
using Json = nlohmann::json;

namespace {

const Document& document() {
    static const Document out =
        road("changzhou-kjj-2024.txt", seed(), {OutputFormat::Json, OutputFormat::Xlsx, OutputFormat::Pdf, OutputFormat::Html});
    return out;
}

const Json& json() {
    static const Json out = canonical(document());
    return out;
}

const Json& row(const char* list, const char* key, const char* value) {
    const Json& rows = json()["lists"][list];
    const auto found = std::ranges::find_if(rows, [&](const Json& r) { return r[key] == value; });
    REQUIRE(found != rows.end());
    return *found;
}

int findings(const char* code, const char* severity) {
    return static_cast<int>(std::ranges::count_if(
        json()["findings"], [&](const Json& f) { return f["code"] == code && f["severity"] == severity; }));
}

}  // namespace

TEST_CASE("seed: header fields") {
    CHECK(json()["schema"] == "jixiao.form/1");
    CHECK(json()["template"] == "jiangsu/department-overall");
    CHECK(json()["title"] == "江苏省常州市部门整体预算绩效目标表");
    CHECK(json()["year"] == 2024);
    CHECK(json()["currency_unit"] == "万元");
    CHECK(json()["source"] == Json({{"name", "changzhou-kjj-2024.txt"}, {"format", "text"}, {"part", nullptr}, {"trust", "exact"}}));
    CHECK(json()["fields"]["unit_name"] == "常州市科学技术局");
    CHECK(json()["unplaced"].empty());
}

TEST_CASE("seed: fifteen duty paragraphs, the last one cut in the source") {
    const Json& duties = json()["fields"]["main_duties"];
    REQUIRE(duties.size() == 15);
    CHECK(duties[0] == "(一) 拟订全市创新驱动发展战略以及科技发展规划、计划和政策,起草科技创新相关规范性文件,并组织实施和监督检查。");
    CHECK(duties[13] == "(十四) 完成市委、市政府交办的其他任务。");
    CHECK(duties[14].get<std::string>().ends_with("建立健全以创新能力、质量、"));
    CHECK(json()["fields"]["organization"].size() == 1);
    CHECK(json()["fields"]["long_term_goal"].size() == 1);
    CHECK(json()["fields"]["annual_goal"][0].get<std::string>().ends_with("加快实现高水平科技自立自强。"));
}

TEST_CASE("seed: nine income lines") {
    const Json expected = Json::array({{"资金总额", nullptr, 68725.09}, {"小计", "财政拨款", 66688.86}, {"一般公共预算资金", "财政拨款", 66688.86},
                                       {"政府性基金", "财政拨款", 0}, {"财政专户管理资金", "财政拨款", 0}, {"国有资本金", nullptr, 0},
                                       {"社保基金", nullptr, 0}, {"上年结转资金", nullptr, 0}, {"其他资金", nullptr, 177.32}});
    const Json& income = json()["lists"]["income"];
    REQUIRE(income.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(income[i]["item"] == expected[i][0]);
        CHECK(income[i]["group"] == expected[i][1]);
        CHECK(income[i]["annual"] == expected[i][2]);
    }
}

TEST_CASE("seed: nineteen expenditure lines") {
    const Json expected = Json::array(
        {{"基本支出", 900, 1858.91}, {"科技动员军民融合专项经费", 0, 8}, {"科技创新平台建设", 8, 20}, {"国际科技合作", 5, 8.5},
         {"合成生物专班推进工作", 8, 20}, {"引智工作专项经费", 33, 35}, {"党政企代表团出访及重大产学研活动", 80, 200}, {"2024办公设备购置", 0, 2},
         {"老区帮促行动及能力提升", 13, 23}, {"重大科技项目工作推进", 7, 17.56}, {"中国创新创业大赛全国赛（半决赛）", 0, 230},
         {"依法行政与科技政策落实", 4, 10}, {"科技服务能力提升", 6, 15}, {"创新发展推进工作", 40, 100},
         {"创新型城市与苏南国家自主创新示范区建设", 55, 147.12}, {"科技专项", nullptr, 10000}, {"创新主体及创业载体培育工作", 8, 20},
         {"创新发展专项", nullptr, 56000}, {"先进碳材料产业链党建递进培育", 0, 10}});
    const Json& lines = json()["lists"]["expenditures"];
    REQUIRE(lines.size() == expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(lines[i]["item"] == expected[i][0]);
        CHECK(lines[i]["half_year"] == expected[i][1]);
        CHECK(lines[i]["annual"] == expected[i][2]);
    }
}

TEST_CASE("seed: thirty-eight indicator rows, thirty-five with a third level") {
    const Json& rows = json()["lists"]["indicators"];
    REQUIRE(rows.size() == 38);
    const std::vector<std::pair<const char*, int>> expected = {{"决策", 6}, {"过程", 25}, {"履职", 2}, {"效益指标", 1}, {"满意度指标", 1}};
    for (const auto& [level1, third_levels] : expected)
        CHECK(std::ranges::count_if(rows, [&](const Json& r) { return r["level1"] == level1 && !r["level3"].is_null(); }) == third_levels);
    for (const char* empty : {"经济效益", "生态效益", "可持续影响"}) {
        const Json& r = row("indicators", "level2", empty);
        CHECK(r["level1"] == "效益指标");
        CHECK(r["level3"].is_null());
        CHECK(r["half_year"].is_null());
        CHECK(r["annual"].is_null());
    }
    const Json& first = row("indicators", "level3", "净增高新技术企业超600家");
    CHECK(first["level1"] == "履职");
    CHECK(first["level2"] == "组织指导各类科技园区和创新创业载体建设");
    CHECK(first["key_work"] == "高企培育");
    CHECK(first["project"] == "创新主体及创业载体培育工作");
    CHECK(first["half_year"] == Json({{"raw", "≥0家"}, {"kind", "quantitative"}, {"comparator", ">="}, {"number", 0}, {"number2", nullptr}, {"unit", "家"}}));
    CHECK(first["annual"]["raw"] == "≥600家");
    CHECK(first["annual"]["number"] == 600);
    const Json& second = row("indicators", "level3", "新增省“双创人才”（创新类）");
    CHECK(second["project"] == "引智工作专项经费");
    CHECK(second["half_year"]["raw"] == "≥0名");
    CHECK(second["annual"]["raw"] == "≥25名");
    CHECK(row("indicators", "level3", "创新环境优化")["annual"]["raw"] == "显著");
    CHECK(row("indicators", "level3", "项目管理制度健全性")["level1"] == "过程");
    CHECK(row("indicators", "level3", "预算调整率")["annual"]["raw"] == "=0%");
}

TEST_CASE("seed: exactly the findings a reviewer expects") {
    CHECK(findings("sum_differs", "error") == 1);
    CHECK(findings("half_year_blank", "warning") == 2);
    CHECK(findings("level2_empty", "warning") == 3);
    CHECK(findings("level3_equals_level2", "warning") == 1);
    CHECK(findings("target_zero", "warning") == 2);
    CHECK(findings("number_contradicts_name", "warning") == 1);
    CHECK(findings("text_truncated", "warning") == 2);
    CHECK(findings("midyear_full_rate", "note") == 4);
    CHECK(findings("project_coverage_low", "note") == 1);
    for (const Json& f : json()["findings"]) {
        INFO(f.dump());
        if (f["severity"] == "error") CHECK(f["code"] == "sum_differs");
        if (f["severity"] == "note")
            CHECK((f["code"] == "midyear_full_rate" || f["code"] == "project_coverage_low" || f["code"] == "structure_repaired"));
    }
    CHECK(std::ranges::count_if(json()["findings"], [](const Json& f) { return f["severity"] == "warning"; }) == 11);
    const auto sum = std::ranges::find_if(json()["findings"], [](const Json& f) { return f["code"] == "sum_differs"; });
    CHECK((*sum)["rule"] == "income_parts");
    CHECK((*sum)["at"] == "changzhou-kjj-2024.txt:11:5");
    CHECK((*sum)["field"] == "/lists/income/0/annual");
    CHECK((*sum)["got"] == "68725.09");
    CHECK((*sum)["expected"] == "66866.18");
    CHECK((*sum)["explanation"].get<std::string>().find("1858.91") != std::string::npos);
    CHECK((*sum)["explanation"].get<std::string>().find("基本支出") != std::string::npos);
}

TEST_CASE("seed: the text of the PDF holds every paragraph, name and value") {
    const auto text = pdf_text(document());
    if (!text) {
        WARN("pdftotext is absent");
        return;
    }
    for (const auto& [id, value] : json()["fields"].items())
        for (const Json& paragraph : value.is_array() ? value : Json::array({value})) {
            INFO(id);
            CHECK(text->find(without_spaces(paragraph.get<std::string>())) != std::string::npos);
        }
    for (const auto& [list, rows] : json()["lists"].items())
        for (const Json& r : rows)
            for (const auto& [key, value] : r.items()) {
                const std::string shown = value.is_object() ? value["raw"].get<std::string>() : value.is_string() ? value.get<std::string>() : "";
                INFO(list << " " << key << " " << shown);
                CHECK(text->find(without_spaces(shown)) != std::string::npos);
            }
    for (const char* amount : {"68725.09", "66688.86", "177.32", "1858.91", "147.12", "56000"}) CHECK(text->find(amount) != std::string::npos);
}

TEST_CASE("seed: the workbook read back is the same form, from any input to any output") {
    const Document again = road("again.xlsx", output(document(), OutputFormat::Xlsx), {OutputFormat::Json});
    CHECK(facts(again) == facts(document()));
    const Document from_json = road("again.json", output(document(), OutputFormat::Json), {OutputFormat::Json, OutputFormat::Xlsx, OutputFormat::Pdf});
    CHECK(facts(from_json) == facts(document()));
    CHECK(output(from_json, OutputFormat::Xlsx) == output(document(), OutputFormat::Xlsx));
    CHECK(output(from_json, OutputFormat::Pdf) == output(document(), OutputFormat::Pdf));
}

TEST_CASE("seed: two runs give the same bytes") {
    const Document again =
        road("changzhou-kjj-2024.txt", seed(), {OutputFormat::Json, OutputFormat::Xlsx, OutputFormat::Pdf, OutputFormat::Html});
    for (const Output& out : again.outputs) CHECK(out.bytes == output(document(), out.format));
}
