// Forms nobody wrote: random departments in the tab dialect. What was written into the text is what comes out of it, and
// what comes out survives the workbook.
#include <random>

#include "catch.h"
#include "road.h"

using namespace jixiao;
using namespace jixiao::test;
using Json = nlohmann::json;

namespace {

constexpr int kForms = 40;

class Generator {
public:
    explicit Generator(unsigned seed) : random_(seed) {}

    struct Made {
        std::string text;
        Json facts;   // fields and lists as the canonical JSON should have them; indicator values as their raw text
    };
    Made make();

private:
    int up_to(int n) { return static_cast<int>(random_() % static_cast<unsigned>(n + 1)); }
    bool chance(int percent) { return up_to(99) < percent; }
    std::string name(int least, int most);
    Json amount();
    Json value();
    static std::string cell(const Json& json) {
        return json.is_null() ? "" : json.is_string() ? json.get<std::string>() : json.dump();
    }

    std::mt19937 random_;
};

std::string Generator::name(int least, int most) {
    static const char* const kParts[] = {"科技", "创新", "平台", "建设", "项目", "水利", "环境", "治理", "教育", "卫生", "农业", "产业", "人才", "培养",
                                         "监督", "检查", "信息化", "运行", "维护", "专项"};
    static const char* const kEnds[] = {"", "", "", "（一期）", "2025", "“试点”", "与A系统"};
    std::string out;
    for (int i = least + up_to(most - least); i > 0; --i) out += kParts[up_to(19)];
    return out + kEnds[up_to(6)];
}

Json Generator::amount() {
    if (chance(15)) return nullptr;
    if (chance(30)) return up_to(9);
    return chance(50) ? Json(up_to(99999)) : Json(up_to(9'999'999) / 100.0);
}

Json Generator::value() {
    if (chance(10)) return nullptr;
    static const char* const kWords[] = {"健全", "合理", "显著", "明显改善", "按计划推进", "≥**人次", "1600人、200人", "10%以上"};
    if (chance(40)) return kWords[up_to(7)];
    static const char* const kSigns[] = {"≥", "=", "≤", "", "不低于", ">"};
    static const char* const kUnits[] = {"%", "家", "个", "万元", "人次"};
    return kSigns[up_to(5)] + std::to_string(up_to(1200)) + kUnits[up_to(4)];
}

Generator::Made Generator::make() {
    Made out;
    out.facts["fields"]["unit_name"] = "某市" + name(1, 4) + "局";
    out.text = "江苏省某市部门整体预算绩效目标表\n2025年度\n单位名称\t" + cell(out.facts["fields"]["unit_name"]) + "\n";
    const auto paragraphs = [&](const char* label, const char* id) {
        Json& list = out.facts["fields"][id] = Json::array();
        out.text += std::string(label) + "\t";
        for (int i = up_to(6); i > 0; --i) {
            list.push_back(name(4, 30) + "。");
            out.text += "<p>" + cell(list.back()) + "</p>";
        }
        out.text += "\n";
    };
    paragraphs("单位主要职能", "main_duties");
    paragraphs("机构设置及人员配置", "organization");
    out.text += "部门整体资金(万元)\t收入\t\t\t\t\t全年预算数\n";
    Json& income = out.facts["lists"]["income"] = Json::array();
    for (const auto& [item, group] : std::initializer_list<std::pair<const char*, const char*>>{
             {"资金总额", ""}, {"小计", "财政拨款"}, {"一般公共预算资金", "财政拨款"}, {"政府性基金", "财政拨款"}, {"国有资本金", ""}, {"其他资金", ""}}) {
        if (chance(20)) continue;
        const Json annual = amount();
        income.push_back({{"item", item}, {"group", *group ? Json(group) : Json()}, {"annual", annual}});
        out.text += *group ? std::string("\t\t\t") + item + "\t\t\t" : std::string("\t\t") + item + "\t\t\t\t";
        out.text += cell(annual) + "\n";
    }
    out.text += "\t支出\t\t\t\t半年计划执行数\t全年预算数\n";
    Json& expenditures = out.facts["lists"]["expenditures"] = Json::array();
    for (int i = 0, n = up_to(25); i <= n; ++i) {
        const Json half = amount(), annual = amount();
        expenditures.push_back({{"item", i == 0 ? "基本支出" : name(2, 8)}, {"half_year", half}, {"annual", annual}});
        out.text += "\t\t" + cell(expenditures.back()["item"]) + "\t\t\t" + cell(half) + "\t" + cell(annual) + "\n";
    }
    paragraphs("中长期目标", "long_term_goal");
    paragraphs("年度目标", "annual_goal");
    Json& indicators = out.facts["lists"]["indicators"] = Json::array();
    const auto section = [&](const char* header, bool duty, std::initializer_list<std::pair<const char*, std::vector<std::string>>> levels) {
        out.text += header;
        for (const auto& [level1, seconds] : levels) {
            std::string first = level1;
            for (const std::string& second : seconds) {
                std::string level2 = second;
                const int rows = chance(20) ? 0 : 1 + up_to(3);
                if (rows == 0) {
                    indicators.push_back({{"level1", level1}, {"level2", second}, {"key_work", nullptr}, {"project", nullptr},
                                          {"level3", nullptr}, {"half_year", nullptr}, {"annual", nullptr}});
                    out.text += first + "\t" + level2 + "\n";
                    first.clear();
                }
                for (int i = 0; i < rows; ++i) {
                    const Json work = duty ? Json(name(1, 3)) : Json(), project = duty ? Json(name(2, 6)) : Json();
                    const Json level3 = name(2, 9), half = value(), annual = value();
                    indicators.push_back({{"level1", level1}, {"level2", second}, {"key_work", work}, {"project", project},
                                          {"level3", level3}, {"half_year", half}, {"annual", annual}});
                    out.text += first + "\t" + level2 + "\t";
                    out.text += duty ? cell(work) + "\t" + cell(project) + "\t" + cell(level3) + "\t" : cell(level3) + "\t\t\t";
                    out.text += cell(half) + "\t" + cell(annual) + "\n";
                    first.clear();
                    level2.clear();
                }
            }
        }
    };
    section("一级指标\t二级指标\t三级指标\t\t\t半年指标值\t全年指标值\n", false,
            {{"决策", {"计划制定", "目标设定"}}, {"过程", {"预算执行", name(2, 3), "资产管理"}}});
    section("一级指标\t二级指标\t重点工作\t对应项目\t三级指标\t半年指标值\t全年指标值\n", true, {{"履职", {name(3, 6), name(3, 6)}}});
    section("一级指标\t二级指标\t三级指标\t\t\t半年指标值\t全年指标值\n", false,
            {{"效益指标", {"经济效益", "社会效益", "生态效益"}}, {"满意度指标", {"服务对象满意度"}}});
    return out;
}

Json read_facts(const Document& document) {
    Json facts = canonical(document);
    Json out = {{"fields", facts["fields"]}, {"lists", facts["lists"]}};
    for (Json& row : out["lists"]["indicators"])
        for (const char* key : {"half_year", "annual"})
            if (row[key].is_object()) row[key] = row[key]["raw"];
    return out;
}

// A template prints its known lines in any case: those without an amount say nothing.
Json without_blank_lines(Json facts) {
    for (const char* list : {"income", "expenditures"}) {
        Json kept = Json::array();
        for (const Json& row : facts["lists"][list]) {
            const bool blank = row["annual"].is_null() && (!row.contains("half_year") || row["half_year"].is_null());
            if (!blank) kept.push_back(row);
        }
        facts["lists"][list] = kept;
    }
    return facts;
}

}  // namespace

TEST_CASE("generated forms: the text's facts come out, and survive the workbook") {
    for (unsigned seed = 1; seed <= kForms; ++seed) {
        INFO("seed " << seed);
        const auto made = Generator(seed).make();
        const Document document = road("generated.txt", made.text, {OutputFormat::Json, OutputFormat::Xlsx});
        CHECK(Json::diff(made.facts, read_facts(document)).dump() == "[]");
        CHECK(canonical(document)["unplaced"].empty());
        const Document again = road("again.xlsx", output(document, OutputFormat::Xlsx), {OutputFormat::Json});
        CHECK(Json::diff(without_blank_lines(made.facts), without_blank_lines(read_facts(again))).dump() == "[]");
    }
}
