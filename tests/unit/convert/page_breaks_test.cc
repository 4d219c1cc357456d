// Tables that a spreadsheet program printed: a page break inside a merged cell. Its text stands where the middle of the whole cell is,
// clipped by the page: on both pages, below the last row of the first or above the first row of the second.
#include "catch.h"
#include "road.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

const std::string kTop =
    "                    某市部门整体预算绩效目标表\n\n                          2025年度\n\n"
    "单位名称        某市水利局\n\n单位主要职能    管理全市的水资源，组织防汛抗旱。\n\n";
const std::string kHeader = "一级指标     二级指标       三级指标                          半年指标值    全年指标值\n\n";
const std::string kWorkHeader = "一级指标     二级指标         重点工作        对应项目        三级指标          半年指标值    全年指标值\n\n";

nlohmann::json indicators(const std::string& text) { return canonical(road("t.txt", text, {OutputFormat::Json}))["lists"]["indicators"]; }

// The levels of each row: `过程/预算执行/支付率`.
std::vector<std::string> levels(const nlohmann::json& rows) {
    std::vector<std::string> out;
    for (const auto& row : rows) {
        std::string line;
        for (const char* level : {"level1", "level2", "level3"}) line += (line.empty() ? "" : "/") + (row[level].is_null() ? std::string("-") : row[level].get<std::string>());
        out.push_back(line);
    }
    return out;
}

}  // namespace

TEST_CASE("a group's label said again at the top of the next page opens no group of its own") {
    const auto rows = indicators(kTop + kHeader +
                                 "                          资产管理制度健全性                 健全          健全\n\n"
                                 "过程         资产管理       资产盘点及时率                   =100%         =100%\n\n"
                                 "                          设备完好率                        ≥95%          ≥95%\n\f"
                                 "             资产管理\n\n"
                                 "                          车辆完好率                        ≥90%          ≥90%\n\n"
                                 "             机构建设       组织建设工作及时完成率             =100%         =100%\n");
    CHECK(levels(rows) == std::vector<std::string>{"过程/资产管理/资产管理制度健全性", "过程/资产管理/资产盘点及时率", "过程/资产管理/设备完好率", "过程/资产管理/车辆完好率",
                                                   "过程/机构建设/组织建设工作及时完成率"});
}

TEST_CASE("a label below the last row of a page, and again on the next one, covers rows of both; that is a guess and told") {
    const Document document = road("t.txt",
                                   kTop + kHeader +
                                       "效益指标     经济效益       减少洪涝损失                      ≥20万元       ≥50万元\n\n"
                                       "                          节水知晓率                        ≥60%          ≥80%\n\n\n"
                                       "             社会效益\n\f"
                                       "                          培训满意率                        ≥70%          ≥80%\n"
                                       "             社会效益\n"
                                       "                          宣传覆盖率                        ≥75%          ≥85%\n\n"
                                       "             生态效益       水质改善                          改善          改善\n",
                                   {OutputFormat::Json});
    const auto form = canonical(document);
    CHECK(levels(form["lists"]["indicators"]) == std::vector<std::string>{"效益指标/经济效益/减少洪涝损失", "效益指标/社会效益/节水知晓率", "效益指标/社会效益/培训满意率",
                                                                          "效益指标/社会效益/宣传覆盖率", "效益指标/生态效益/水质改善"});
    bool told = false;
    for (const auto& finding : form["findings"]) told = told || (finding["code"] == "column_guessed" && finding["field"] == "/lists/indicators/1/level2");
    CHECK(told);
}

TEST_CASE("below a header whose section has one first level that one is restored; no other goes on there") {
    const auto rows = indicators(kTop + kHeader + "过程         预算执行       预算执行率                        ≥90%          ≥95%\n\n" + kWorkHeader +
                                 "             管理全市的水资源     河道管理        河道整治        整治长度          ≥5公里        ≥12公里\n");
    CHECK(levels(rows) == std::vector<std::string>{"过程/预算执行/预算执行率", "履职/管理全市的水资源/整治长度"});
}

TEST_CASE("the last rows of a page whose second level belongs to the first level of the next page") {
    const auto rows = indicators(kTop + kHeader +
                                 "             计划制定       工作计划制定健全性                 健全          健全\n"
                                 "决策\n"
                                 "             目标设定       绩效目标合理性                    合理          合理\n\n"
                                 "             预算执行       支付进度符合率                    =100%         =100%\n\f"
                                 "                          预算执行率                        ≥90%          ≥95%\n"
                                 "过程\n"
                                 "             资产管理       固定资产利用率                    =100%         =100%\n");
    REQUIRE(rows.size() == 5);
    CHECK(rows[1]["level1"] == "决策");
    CHECK(rows[2]["level1"] == "过程");
    CHECK(rows[4]["level1"] == "过程");
}

TEST_CASE("a later page set narrower keeps amounts in their column") {
    const std::string text =
        "                    某市部门整体预算绩效目标表\n\n                          2025年度\n\n单位名称        某市水利局\n\n"
        "                                                                                                全年预算数\n\n"
        "                          资金总额                                                                 6292.1\n\n"
        "                 财政拨款       小计                                                                   5456.7\n\f"
        "                                          一般公共预算资金                                4663.7\n\n"
        "                          国有资本金                                                   599.35\n\n"
        "                          社保基金                                                    181.74\n\n"
        "                          其他资金                                                     54.31\n\n"
        "年度目标        管好每一条河。\n";
    const auto income = canonical(road("t.txt", text, {OutputFormat::Json}))["lists"]["income"];
    REQUIRE(income.size() == 6);
    CHECK(income[0]["annual"] == 6292.1);
    CHECK(income[2]["item"] == "一般公共预算资金");
    CHECK(income[2]["annual"] == 4663.7);
    CHECK(income[5]["annual"] == 54.31);
}

TEST_CASE("below a header at a page's end, two cells one blank apart on the next page are cut where their columns end") {
    const auto rows = indicators(kTop + kHeader + "过程         预算执行       预算执行率                        ≥90%          ≥95%\n\n" +
                                 "一级指标     二级指标       重点工作      对应项目            三级指标        半年指标值             全年指标值\n\f"
                                 "履职         管理全市的水资     高标准农田设备   科技创新信息化运行         安全生产平台超支率   ≤10%      ≤5%\n\n"
                                 "                      高标准农田设备   科技创新信息化运行      城市更新人才引育知晓率    ≥27名      ≥97名\n\n"
                                 "                     “双随机”资源保护 科技创新信息化运行      科技创新监督检查满意度    ≥27%       ≥27%\n\n"
                                 "                      智慧监督检查      基本支出         生态补偿信息化超支率    ≤11%      ≤11%\n");
    REQUIRE(rows.size() == 5);
    CHECK(rows[1]["key_work"] == "高标准农田设备");
    CHECK(rows[1]["project"] == "科技创新信息化运行");
    CHECK(rows[3]["key_work"] == "“双随机”资源保护");
    CHECK(rows[3]["project"] == "科技创新信息化运行");
    CHECK(rows[3]["level3"] == "科技创新监督检查满意度");
    CHECK(rows[4]["key_work"] == "智慧监督检查");
}
