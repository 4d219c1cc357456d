// The dumps: one object a line, numbers that do not wobble, nothing left out.
#include <sstream>
#include <vector>

#include <nlohmann/json.hpp>

#include "catch.h"
#include "layout/pages.h"

using namespace jixiao;
using nlohmann::json;

namespace {

std::vector<json> lines_of(const std::string& dump) {
    std::vector<json> lines;
    std::istringstream in(dump);
    for (std::string line; std::getline(in, line);) lines.push_back(json::parse(line));
    return lines;
}

Sheet small_sheet() {
    Sheet sheet;
    sheet.name = "整体绩效";
    sheet.year = 2024;
    sheet.columns = {20, 70.123456};
    sheet.rows = {{.height = 21.000001}, {.height = 22.5}};
    sheet.styles = {{.name = "label"}};
    sheet.cells.push_back({.row = 0, .col = 0, .rows = 2, .role = CellRole::Label, .paragraphs = {"资金总额"}});
    sheet.cells.push_back({.row = 0, .col = 1, .role = CellRole::Value, .paragraphs = {"8.50"}});
    sheet.cells.back().number = Decimal::parse("8.50");
    sheet.cells.back().field = "/lists/income/0/annual";
    sheet.cells.back().headers = {0};
    sheet.cells.push_back({.row = 1, .col = 1});
    sheet.names.push_back({.name = "income", .row = 0, .col = 1, .rows = 2, .cols = 1});
    sheet.validations.push_back({.row = 0, .col = 1, .rows = 2, .cols = 1, .number = true});
    return sheet;
}

}  // namespace

TEST_CASE("a sheet is dumped line by line") {
    const std::string dump = dump_sheet(small_sheet());
    const auto lines = lines_of(dump);
    REQUIRE(lines.size() == 10);  // sheet, page, style, 2 rows, 3 cells, name, validation
    CHECK(lines[0]["sheet"] == "整体绩效");
    CHECK(dump.starts_with(R"({"sheet":"整体绩效")"));  // members in a fixed order, Chinese as it is
    CHECK(dump.find("70.12]") != std::string::npos);
    CHECK(dump.find("\"height\":21.0,") != std::string::npos);
    CHECK(lines[6]["ref"] == "B1");
    CHECK(lines[6]["number"] == "8.50");
    CHECK(lines[6]["role"] == "value");
    CHECK(lines[6]["headers"] == json::array({0}));
    CHECK(lines[7]["number"].is_null());
    CHECK(lines[8]["range"] == "B1:B2");
    CHECK(lines[9]["validation"] == "B1:B2");
}

TEST_CASE("pages are dumped with their text") {
    Pages pages;
    pages.pages.resize(1);
    Page& page = pages.pages[0];
    page.width = 595.28;
    page.rules.push_back({1, 2, 3, 4, 0.5});
    Run run{.x = 50.004, .glyphs = {{1, U'资'}, {2, U'金'}}};
    Run missing{.glyphs = {{3, U'〓'}}, .substituted = U'𠮷'};
    page.boxes.push_back({.cell = 0, .x = 42.5, .y = -0.001, .w = 20, .h = 10});
    page.boxes[0].lines.push_back({.baseline = 700, .runs = {run, missing}, .begin = 0, .end = 3});
    page.furniture.push_back({.baseline = 30, .runs = {run}});
    const auto lines = lines_of(dump_pages(small_sheet(), pages));
    REQUIRE(lines.size() == 5);
    CHECK(lines[0]["width"] == 595.28);
    CHECK(lines[1]["ref"] == "A1");
    CHECK(lines[1]["at"] == json::array({42.5, 0.0, 20.0, 10.0}));
    CHECK(lines[2]["text"] == "资金𠮷");
    CHECK(lines[2]["x"] == 50.0);
    CHECK(lines[2]["end"] == 3);
    CHECK(lines[3]["rule"] == json::array({1.0, 2.0, 3.0, 4.0}));
    CHECK(lines[4]["furniture"] == 0);
    CHECK(lines[4]["text"] == "资金");
}
