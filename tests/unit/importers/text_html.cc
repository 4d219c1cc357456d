#include "catch.h"
#include "importers/import.h"

using namespace jixiao;

namespace {

std::string cells(const std::string& text) {
    const auto imported = import({"a.html", text}, {});
    if (!imported) return imported.error().message.en;
    CHECK(imported->dialect == TextDialect::Html);
    std::string out;
    int row = -1;
    for (const Cell& cell : imported->grids.at(0).cells()) {
        if (row >= 0) out += cell.at.row != row ? "\n" : " | ";
        row = cell.at.row;
        out += std::to_string(cell.at.row) + ',' + std::to_string(cell.at.col);
        if (cell.extent != Extent())
            out += '+' + std::to_string(cell.extent.rows) + 'x' + std::to_string(cell.extent.cols);
        out += (cell.hidden ? "~" : ":");
        for (const char c : cell.shown) out += c == '\n' ? std::string("⏎") : std::string(1, c);
    }
    return out;
}

std::string page(const std::string& body) {
    return "<!DOCTYPE html><html><head><title>x</title></head><body>" + body + "</body></html>";
}

}  // namespace

TEST_CASE("text before a table, spans, entities") {
    CHECK(cells(page("<h1>绩效目标表</h1>\n<p>2024年度</p><table><tr><td rowspan=2>收入<td>小计<td>1&nbsp;</tr>"
                     "<tr><td colspan='2'>&ge;90% &lt;5%</td></tr></table><p>备注</p>")) ==
          "0,0:绩效目标表\n1,0:2024年度\n2,0+2x1:收入 | 2,1:小计 | 2,2:1\n3,1+1x2:≥90% <5%\n4,0:备注");
}

TEST_CASE("raw keeps the source between the tags") {
    const auto imported = import({"a", page("<table><tr><td><b>甲</b><br>乙</td><td>丙</tr></table>")}, {});
    REQUIRE(imported);
    CHECK(imported->grids[0].at({0, 0})->raw == "<b>甲</b><br>乙");
    CHECK(imported->grids[0].at({0, 0})->shown == "甲\n乙");
    CHECK(imported->grids[0].at({0, 1})->raw == "丙");
}

TEST_CASE("white space collapses; a source line break between Chinese characters is none") {
    CHECK(cells(page("<table><tr><td>  绩效\n   目标  a\nb </td></tr></table>")) == "0,0:绩效目标 a b");
    CHECK(cells(page("<table><tr><td><p>一</p><p></p><p>二</p></td></tr></table>")) == "0,0:一⏎二");
    CHECK(cells(page("<table><tr><td><pre>一\n 二</pre></td></tr></table>")) == "0,0:一⏎二");
}

TEST_CASE("tables of the wild: row groups, unclosed tags, captions, spans that lie") {
    CHECK(cells(page("<table><caption>标题</caption><tfoot><tr><td>合计</tfoot><thead><tr><th>a<th>b</"
                     "thead><tr><td>c<td>d</table>")) == "0,0:标题\n1,0:a | 1,1:b\n2,0:c | 2,1:d\n3,0:合计");
    CHECK(cells(page("<table><tr><td colspan=100>标题<tr><td>a<td>b</table>")) == "0,0+1x2:标题\n1,0:a | 1,1:b");
    CHECK(cells(page("<table><tr><td rowspan=9999>a<td>b<tr><td>c</table>")) == "0,0+2x1:a | 0,1:b\n1,1:c");
    CHECK(cells(page("<table><tr><td rowspan=0>a<td>b<tr><td>c<tr><td>d</table>")) ==
          "0,0+3x1:a | 0,1:b\n1,1:c\n2,1:d");
    CHECK(cells(page("<table><tr><td colspan=-3 rowspan=x>a<td>b</table>")) == "0,0:a | 0,1:b");
    // The second row's span meets the cell that comes down from the first.
    CHECK(cells(page("<table><tr><td>a<td rowspan=2>b<tr><td colspan=2>c<td>d</table>")).find("1,0:c | 1,2:d") !=
          std::string::npos);
}

TEST_CASE("nested tables lie open beside their labels") {
    CHECK(cells(page(
              "<table><tr><td>资金<td><table><tr><td>a<td>1<tr><td>b<td>2</table><tr><td>目标<td>健全</table>")) ==
          "0,0+2x1:资金 | 0,1:a | 0,2:1\n1,1:b | 1,2:2\n2,0:目标 | 2,1+1x2:健全");
    // A page laid out by a table: what is inside comes out as if it were not there.
    CHECK(cells(page("<table><tr><td><p>标题</p><table><tr><td>a<td>b</table></table>")) ==
          "0,0:标题\n1,0:a | 1,1:b");
}

TEST_CASE("what a reader does not see") {
    CHECK(cells(page("<style>td{}</style><script>var a='<td>';</script><table><tr><td>a<!-- x --><td style='DISPLAY: "
                     "none'>b<tr hidden><td>c</table>")) == "0,0:a | 0,1~b\n1,0~c");
    CHECK(cells(page("<table><tr><td><input value='教育局'><input type=hidden value=x><select><option>甲<option "
                     "selected>乙</select></table>")) == "0,0:教育局乙");
}

TEST_CASE("tables inside Markdown keep the lines around them") {
    CHECK(cells("## 绩效目标表\n\n2024年度\n单位：万元\n<table><tr><td>a</td><td>b</td></tr></table>\n\n备注\n") ==
          "0,0:绩效目标表\n1,0:2024年度\n2,0:单位：万元\n3,0:a | 3,1:b\n4,0:备注");
}

TEST_CASE("GB18030 pages, whatever they declare") {
    const std::string gbk =
        "<html><body><table><tr><td>\xB5\xA5\xCE\xBB\xC3\xFB\xB3\xC6</td><td>\xBD\xCC\xD3\xFD\xBE\xD6</td></tr></"
        "table></body></html>";
    CHECK(cells(gbk) == "0,0:单位名称 | 0,1:教育局");
}

TEST_CASE("hostile pages end in a Failure or in a table, never in a crash") {
    std::string deep = "<table>", nested = "<html><body>", bold = "<html><table><tr><td>",
                spans = "<table><tr><td>a</td>";
    for (int i = 0; i < 100'000; ++i) deep += "<div>";
    for (int i = 0; i < 300; ++i) nested += "<table><tr><td>";
    for (int i = 0; i < 100'000; ++i) bold += "<b a=" + std::to_string(i) + "><p>x";
    for (int i = 0; i < 20; ++i) spans += "<td colspan=1000 rowspan=65534>b</td>";
    CHECK(cells(deep + "<tr><td>a").find("html_depth") != std::string::npos);
    CHECK(cells(nested).find("html_tables") != std::string::npos);
    CHECK(cells(bold).find("html_unclosed_tags") != std::string::npos);
    CHECK(cells(spans).find("columns") != std::string::npos);
    CHECK_FALSE(cells("<table><tr><td rowspan=65534 colspan=1000>a<td>b").empty());
    CHECK(import({"a", "<table><tr><td"}, {}).has_value());
    CHECK_NOTHROW(cells("<html><table></td></tr></table></table><td>x"));
    CHECK(cells("<table><tr><td>" + std::string(9 << 20, 'x')).find("html_bytes") != std::string::npos);
}

TEST_CASE("of two pages in one file neither title is text") {
    const std::string page = "<html><head><title>公开</title></head><body><table><tr><td>甲</td><td>1</td></tr></table></body></html>\n";
    CHECK(cells(page + page) == "0,0:甲 | 0,1:1\n1,0:甲 | 1,1:1");
}
