// The web page says what the Sheet says, and says it to everyone.
#include <algorithm>
#include <set>
#include <sstream>

#include "catch.h"
#include "exporters/export.h"
#include "xlsx_parts.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

// The page is written so that an XML reader can read it, void elements aside.
pugi::xml_document parsed(std::string html) {
    for (const std::string_view element : {"<meta ", "<col "}) {
        for (std::size_t at = 0; (at = html.find(element, at)) != std::string::npos;) {
            at = html.find('>', at);
            html.insert(at, "/");
        }
    }
    for (std::size_t at = 0; (at = html.find("<br>", at)) != std::string::npos;) html.replace(at, 4, "<br/>");
    pugi::xml_document document;
    const auto result = document.load_buffer(html.data(), html.size(), pugi::parse_default | pugi::parse_doctype);
    if (!result) throw std::runtime_error(result.description());
    return document;
}

std::string all_text(const pugi::xml_node node) {
    std::string text;
    for (const auto child : node.children()) {
        text += child.type() == pugi::node_pcdata ? std::string(child.value()) : all_text(child);
    }
    return text;
}

pugi::xml_node table_of(const pugi::xml_document& page) {
    return page.select_node("//table").node();
}

pugi::xml_node cell_saying(const pugi::xml_document& page, const std::string& text) {
    for (const auto& found : page.select_nodes("//td|//th")) {
        if (all_text(found.node()) == text) return found.node();
    }
    return {};
}

}  // namespace

TEST_CASE("the page is one table with its caption") {
    const auto html = export_html(sample_sheet());
    REQUIRE(html);
    CHECK(html->starts_with("<!DOCTYPE html>\n<html lang=\"zh-CN\">"));
    CHECK(html->find("<script") == std::string::npos);
    CHECK(html->find("http://") == std::string::npos);  // nothing is fetched
    CHECK(html->find("https://") == std::string::npos);
    CHECK(html->find("@media print") != std::string::npos);
    const auto page = parsed(*html);
    CHECK(std::string(page.select_node("//title").node().text().get()) == "江苏省常州市部门整体预算绩效目标表");
    CHECK(std::string(page.select_node("//caption/h1").node().text().get()) == "江苏省常州市部门整体预算绩效目标表");
    CHECK(std::string(page.select_node("//caption/p").node().text().get()) == "2024年度");
    CHECK(page.select_nodes("//col").size() == 7);
}

TEST_CASE("every position of the table is covered once") {
    Sheet sheet = sample_sheet();
    const auto page = parsed(*export_html(sheet));
    std::vector<int> left(7, 0);  // rows a column is still covered
    std::size_t rows = 0;
    for (const auto row : table_of(page).child("tbody").children("tr")) {
        std::size_t col = 0;
        for (const auto cell : row.children()) {
            while (col < 7 && left[col] > 0) ++col;
            for (int i = cell.attribute("colspan").as_int(1); i > 0; --i, ++col) {
                REQUIRE(col < 7);
                REQUIRE(left[col] == 0);
                left[col] = cell.attribute("rowspan").as_int(1);
            }
        }
        for (int& covered : left) {
            CHECK(covered > 0);
            --covered;
        }
        ++rows;
    }
    CHECK(std::ranges::all_of(left, [](int covered) { return covered == 0; }));
    CHECK(rows == sheet.rows.size() - 2 - 2);  // two title rows, two rows that only split a tall cell
}

TEST_CASE("labels are headers that name their cells") {
    Sheet sheet = sample_sheet();
    SheetCell& total = cell_with(sheet, "68725.09");
    const auto index = [&](std::string_view text) {
        return static_cast<int>(&cell_with(sheet, text) - sheet.cells.data());
    };
    total.headers = {index("收入"), index("资金总额"), index("全年预算数")};
    const auto page = parsed(*export_html(sheet));
    const auto value = cell_saying(page, "68725.09");
    REQUIRE(value);
    CHECK(std::string(value.name()) == "td");
    CHECK(std::string(value.child("data").attribute("value").value()) == "68725.09");
    std::set<std::string> ids;
    for (const auto& th : page.select_nodes("//th[@id]")) ids.insert(th.node().attribute("id").value());
    std::istringstream headers(value.attribute("headers").value());
    int named = 0;
    for (std::string id; headers >> id; ++named) CHECK(ids.contains(id));
    CHECK(named == 3);
    const auto group = cell_saying(page, "收入");
    CHECK(std::string(group.name()) == "th");
    CHECK(std::string(group.attribute("scope").value()) == "row");
    CHECK(group.attribute("rowspan").as_int() == 3);
    const auto header = cell_saying(page, "三级指标");
    CHECK(std::string(header.attribute("scope").value()) == "col");
    CHECK(header.attribute("colspan").as_int() == 3);
    for (const auto& th : page.select_nodes("//th")) CHECK_FALSE(all_text(th.node()).empty());
}

TEST_CASE("text stays text, paragraph by paragraph") {
    Sheet sheet = sample_sheet();
    cell_with(sheet, "国际科技合作").paragraphs = {"<script>alert(\"1\")</script>&amp;\x01\xFF"};
    const auto html = *export_html(sheet);
    CHECK(html.find("<script") == std::string::npos);
    const auto page = parsed(html);
    CHECK(cell_saying(page, "<script>alert(\"1\")</script>&amp;␁\xEF\xBF\xBD"));
    CHECK(page.select_nodes("//td/p").size() == 3);  // the duties
    CHECK(html.find("=100%") != std::string::npos);

    cell_with(sheet, "=100%").indent = 2;  // running text is a paragraph even where it is the only one
    CHECK(parsed(*export_html(sheet)).select_nodes("//td/p").size() == 4);
}

TEST_CASE("findings stand under the table with links to their cells") {
    Sheet sheet = sample_sheet();
    CHECK(export_html(sheet)->find("class=\"findings\"") == std::string::npos);
    sheet.annotated = true;
    SheetCell& total = cell_with(sheet, "68725.09");
    total.severity = 2;
    total.note = "不一致";
    sheet.findings = {{.severity = 2,
                       .cell = static_cast<int>(&total - sheet.cells.data()),
                       .message = "合计<不>一致",
                       .code = "sum_differs"}};
    const auto page = parsed(*export_html(sheet));
    const auto link = page.select_node("//section//a").node();
    CHECK(std::string(link.text().get()) == "合计<不>一致");
    const std::string id = std::string(link.attribute("href").value()).substr(1);
    CHECK(all_text(page.select_node(("//*[@id='" + id + "']").c_str()).node()) == "68725.09");
    CHECK(*export_html(sheet) == *export_html(sheet));
}
