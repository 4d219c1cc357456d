// A form with columns and fields of the office's own (sign, unit and weight beside the value; a project code), as a workbook and as
// what pdftotext makes of its print: what the form has is read alike, the rest is listed.
#include "base/file_io.h"
#include "catch.h"
#include "road.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

std::string fixture(const std::string& name) {
    auto bytes = read_file(std::filesystem::path(JIXIAO_SOURCE_DIR) / "fixtures" / ("sichuan-own-columns." + name), 1u << 20);
    if (!bytes) FAIL(bytes.error().str(Lang::En));
    return std::move(*bytes);
}

}  // namespace

TEST_CASE("columns and fields of an office's own are listed, the form's are read: workbook, aligned text, word boxes") {
    for (const char* kind : {"xlsx", "layout.txt", "bbox.html"}) {
        INFO(kind);
        const auto form = canonical(road(std::string("a.") + kind, fixture(kind), {OutputFormat::Json}));
        CHECK(form["title"] == "四川省省级项目支出绩效目标表");
        CHECK(form["year"] == 2023);
        CHECK(form["fields"]["project_name"] == "农村公路养护补助资金（含农村客运补贴和油价补贴）");
        CHECK(form["fields"]["supervising_department"] == "四川省交通运输厅");
        CHECK(form["fields"]["implementing_unit"] == "四川省公路局");
        CHECK(form["fields"]["annual_goal"].size() == 2);
        CHECK(form["lists"]["income"][2]["annual"] == 0.5);
        const auto& indicators = form["lists"]["indicators"];
        REQUIRE(indicators.size() == 8);
        const std::string names[] = {"养护里程", "补贴农村客运车辆及出租车数量", "养护工程验收合格率", "养护工程完成及时率", "每公里养护补助标准",
                                     "群众出行条件改善情况", "农村公路养护管理长效机制健全程度", "沿线群众满意度"};
        const std::string values[] = {"≥2000公里", "≥350辆", "＝100%", "≥95%", "≤0.75万元/公里", "明显改善", "健全", "≥90%"};
        for (std::size_t row = 0; row < 8; ++row) {
            CHECK(indicators[row]["level3"] == names[row]);
            CHECK(indicators[row]["annual"]["raw"] == values[row]);
        }
        CHECK(indicators[1]["level2"] == "数量指标");
        CHECK(indicators[7]["level1"] == "满意度指标");
        std::size_t weights = 0, codes = 0;
        for (const auto& item : form["unplaced"]) {
            weights += item["label"] == "权重";
            codes += item["text"] == "51000023T00001";
        }
        CHECK(weights == 8);
        CHECK(codes == 1);
        for (const auto& finding : form["findings"]) CHECK(finding["severity"] != "error");
    }
}

TEST_CASE("one cell a line, values with columns of the office's own beside them are refused") {
    const std::string top = "四川省省级项目支出绩效目标表\n（2023年度）\n项目名称\n农村公路养护补助资金\n主管部门\n四川省交通运输厅\n实施单位\n四川省公路局\n";
    const std::string rows = "产出指标\n数量指标\n养护里程\n";
    for (const std::string& text : {"一级指标 二级指标 三级指标 指标性质 指标值 度量单位 权重\n" + rows + "≥\n2000\n公里 20\n", "一级指标 二级指标 三级指标 指标值\n权重\n" + rows + "≥2000公里\n20\n"}) {
        INFO(text);
        const auto documents = convert({"t.txt", top + text}, engine(), {});
        REQUIRE_FALSE(documents);
        CHECK(documents.error().str(Lang::Zh).find("符号、单位、权重") != std::string::npos);
    }
}

TEST_CASE("a header label nobody knows stands for the column that lacks one, and is no column of the office's own") {
    // 三级指标 misread beyond repair.
    const std::string text =
        "                    某市部门整体预算绩效目标表\n\n                          2025年度\n\n单位名称        某市水利局\n\n"
        "一级指标     二级指标       三圾措栋                          半年指标值    全年指标值\n\n"
        "过程         预算执行       预算执行率                        ≥90%          ≥95%\n\n"
        "             资产管理       设备完好率                        ≥80%          ≥85%\n";
    const auto form = canonical(road("t.txt", text, {OutputFormat::Json}));
    REQUIRE(form["lists"]["indicators"].size() == 2);
    CHECK(form["lists"]["indicators"][1]["level3"] == "设备完好率");
    CHECK(form["lists"]["indicators"][1]["annual"]["raw"] == "≥85%");
}

TEST_CASE("a misread sign in a column of its own is listed, not dropped") {
    std::string text = fixture("layout.txt");
    const auto at = text.find("≥      2000");
    REQUIRE(at != text.npos);
    text.replace(at, std::string_view("≥").size(), "乏");
    const auto form = canonical(road("t.txt", text, {OutputFormat::Json}));
    CHECK(form["lists"]["indicators"][0]["annual"]["comparator"].is_null());
    bool listed = form["lists"]["indicators"][0]["annual"]["raw"] == "乏2000公里";   // or with its value, where its proposal is told
    for (const auto& item : form["unplaced"]) listed = listed || item["text"] == "乏";
    CHECK(listed);
}
