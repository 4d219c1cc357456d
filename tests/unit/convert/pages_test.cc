// The real form printed by us and read back from what pdftotext makes of its pages.
#include "base/file_io.h"
#include "catch.h"
#include "road.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

std::string fixture(const char* name) {
    auto bytes = read_file(std::filesystem::path(JIXIAO_SOURCE_DIR) / "fixtures" / name, 1u << 20);
    if (!bytes) FAIL(bytes.error().str(Lang::En));
    return std::move(*bytes);
}

std::string refusal(const std::string& text) {
    const auto documents = convert({"t.txt", text}, engine(), {});
    REQUIRE_FALSE(documents);
    return documents.error().str(Lang::Zh);
}

nlohmann::json content(const Document& document) {
    const auto json = canonical(document);
    return {{"title", json["title"]}, {"year", json["year"]}, {"fields", json["fields"]}, {"lists", json["lists"]}, {"unplaced", json["unplaced"]}};
}

}  // namespace

TEST_CASE("pages of the real form give the form back, aligned, as word boxes, and one cell a line") {
    const auto want = content(road("seed.txt", seed(), {OutputFormat::Json}));
    for (const char* name : {"changzhou-kjj-2024.layout.txt", "changzhou-kjj-2024.bbox.html", "changzhou-kjj-2024.raw.txt"}) {
        INFO(name);
        const Document document = road(name, fixture(name), {OutputFormat::Json});
        CHECK(nlohmann::json::diff(want, content(document)).dump() == "[]");
    }
}

TEST_CASE("lines of a text that end or begin several pages are no running heads") {
    const std::string last = "会同有关部门开展创新驱动发展战略的宣传、培训和监督检查工作，定期通报各地各部门进展情况，";
    const std::string first = "组织拟订科技创新规划、计划和政策，协调解决重大问题，并按规定向市委、市政府报告工作情况，";
    const std::string gap = "       ", page = "\n\n                         第2页共4页\n\f常州市科学技术局\n\n";
    std::string text = fixture("changzhou-kjj-2024.layout.txt");
    const std::size_t at = text.find(gap + "组织实施全市创新调查");
    REQUIRE(at != std::string::npos);
    text.insert(at, gap + last + page + gap + first + "\n" + gap + last + page + gap + first + "\n");
    const std::string duties = content(road("pages.txt", text, {OutputFormat::Json}))["fields"]["main_duties"].dump();
    INFO(duties);
    CHECK(duties.find(last + first + last + first) != std::string::npos);
    CHECK(duties.find("科学技术局") == std::string::npos);
}

TEST_CASE("a label's lines one blank apart from the text beside it") {
    const auto want = content(road("seed.txt", seed(), {OutputFormat::Json}))["fields"];
    std::string text = fixture("changzhou-kjj-2024.layout.txt");
    // As pdftotext prints the label where its lines and the text's stand at one height.
    const auto put = [&](const std::string& label, const std::string& line) {
        const std::size_t begin = text.find(line);
        REQUIRE(begin != std::string::npos);
        const std::size_t from = text.rfind('\n', begin) + 1;
        text.replace(from, begin - from, label + " ");
    };
    const std::size_t alone = text.find("单位主要\n"), below = text.find("职能\n");
    REQUIRE((alone != std::string::npos && below != std::string::npos));
    text.erase(text.rfind('\n', below) + 1, below + std::string("职能\n").size() - text.rfind('\n', below) - 1);
    text.erase(text.rfind('\n', alone) + 1, alone + std::string("单位主要\n").size() - text.rfind('\n', alone) - 1);
    put(" 单位主要", "施,指导高新区编制");
    put("  职能", "组织实施全市创新调查");
    CHECK(nlohmann::json::diff(want, content(road("pages.txt", text, {OutputFormat::Json}))["fields"]).dump() == "[]");
}

TEST_CASE("a text column by column, and one without separators, are refused with what was seen and what helps") {
    std::string columns = "某市部门整体预算绩效目标表\n2025年度\n单位名称 某市水利局\n一级指标 二级指标 三级指标 半年指标值 全年指标值\n决策\n计划制定\n";
    for (const char* name : {"中长期规划制定健全性", "工作计划制定健全性", "绩效目标合理性", "绩效指标明确性", "预算编制科学性", "预算编制规范性"})
        columns += std::string(name) + "\n";
    for (int i = 0; i < 12; ++i) columns += "≥" + std::to_string(90 + i) + "%\n";
    const std::string first = refusal(columns);
    CHECK(first.find("按栏先后排列") != std::string::npos);
    CHECK(first.find("pdftotext -layout") != std::string::npos);
    const std::string second = refusal("绩效目标表单位名称某市水利局单位主要职能管理全市的水年度目标管好每一条河一级指标二级指标三级指标半年指标值全年指标值\n");
    CHECK(second.find("没有制表符、空格或换行") != std::string::npos);
    CHECK(second.find("pdftotext -layout") != std::string::npos);
}
