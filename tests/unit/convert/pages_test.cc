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
