#include <fstream>
#include <sstream>

#include "catch.h"
#include "importers/import.h"

using namespace jixiao;

namespace {

// The grid as text: rows by '\n', cells as `col:shown`, by ' | '; an extent as `col+rowsxcols:`.
std::string shown(const Imported& imported) {
    std::string out;
    int row = -1;
    for (const Cell& cell : imported.grids.at(0).cells()) {
        if (cell.at.row != row && row >= 0)
            out += '\n';
        else if (row >= 0)
            out += " | ";
        row = cell.at.row;
        out += std::to_string(cell.at.col);
        if (cell.extent != Extent())
            out += '+' + std::to_string(cell.extent.rows) + 'x' + std::to_string(cell.extent.cols);
        out += ':';
        for (const char c : cell.shown) out += c == '\n' ? std::string("⏎") : std::string(1, c);
    }
    return out;
}

Imported read(const std::string& text) {
    auto imported = import({"a.txt", text}, {});
    INFO(text.substr(0, 300));
    if (!imported) FAIL(imported.error().str(Lang::En));
    CHECK(imported->format == "text");
    REQUIRE(imported->grids.size() == 1);
    CHECK_FALSE(imported->grids[0].fixed_columns);
    CHECK(imported->grids[0].part.empty());
    return *imported;
}

std::string cells(const std::string& text, TextDialect expected) {
    const Imported imported = read(text);
    REQUIRE(imported.dialect);
    CHECK(dialect_name(*imported.dialect) == dialect_name(expected));
    return shown(imported);
}

std::string read_fixture(const std::string& name) {
    std::ifstream file(std::string(JIXIAO_SOURCE_DIR) + "/fixtures/" + name, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

}  // namespace

TEST_CASE("tabs: rows are lines, columns are fields") {
    CHECK(cells("标题\n\n单位名称\t教育局\t\t\n\t小计\t0\n", TextDialect::Tabs) ==
          "0:标题\n0:单位名称 | 1:教育局\n1:小计 | 2:0");
    const Imported imported = read("标题\n\n单位名称\t教育局\t\t\n");
    CHECK(imported.grids[0].cells()[1].at == Place{2, 0});  // the third line
    CHECK(imported.findings.empty());
}

TEST_CASE("tabs: the real document") {
    const Imported imported = read(read_fixture("changzhou-kjj-2024.txt"));
    CHECK(imported.dialect == TextDialect::Tabs);
    CHECK(imported.findings.empty());
    const Grid& grid = imported.grids[0];
    CHECK(grid.rows() == 84);
    CHECK(grid.cols() == 7);
    CHECK(grid.at({2, 0})->shown == "江苏省常州市部门整体预算绩效目标表");
    CHECK(grid.at({2, 0})->raw == "## 江苏省常州市部门整体预算绩效目标表");
    const Cell& duties = *grid.at({7, 1});
    CHECK(std::ranges::count(duties.shown, '\n') == 14);  // 15 paragraphs
    CHECK(duties.shown.starts_with("(一) 拟订全市"));
    CHECK(duties.raw.starts_with("<p>(一) 拟订全市"));
    CHECK(duties.shown.find('<') == std::string::npos);
    CHECK(duties.shown.ends_with("建立健全以创新能力、质量、"));
    CHECK(grid.at({10, 4})->shown == "68725.09");
    CHECK(grid.at({36, 2}) == nullptr);  // 科技专项 has no half-year amount
    CHECK(grid.at({80, 5})->shown == "显著");
    CHECK(grid.at({83, 6})->shown == "≥90%");
}

TEST_CASE("every line ending, in any mixture, and byte order marks") {
    const std::string expected = "0:a | 1:b\n0:c | 1:d\n0:e | 1:f";
    CHECK(cells("a\tb\nc\td\ne\tf", TextDialect::Tabs) == expected);
    CHECK(cells("a\tb\r\nc\td\r\ne\tf\r\n", TextDialect::Tabs) == expected);
    CHECK(cells("a\tb\rc\td\re\tf\r", TextDialect::Tabs) == expected);
    CHECK(cells("\xEF\xBB\xBF"
                "a\tb\r\nc\td\re\tf\n",
                TextDialect::Tabs) == expected);
    const std::string utf16("a\0\t\0b\0\n\0c\0\t\0d\0\n\0e\0\t\0f\0", 22);
    CHECK(cells(utf16, TextDialect::Tabs) == expected);
}

TEST_CASE("tabs: Excel's quoted fields") {
    CHECK(cells("a\t\"one\ntwo\"\tc\nd\te\tf\n", TextDialect::Tabs) == "0:a | 1:one⏎two | 2:c\n0:d | 1:e | 2:f");
    CHECK(read("a\t\"one\ntwo\"\nd\te\n").grids[0].cells()[2].at.row == 2);  // the line it stands on
    CHECK(cells("a\t\"say \"\"x\"\"\"\tc\nd\te\n", TextDialect::Tabs) == "0:a | 1:say \"x\" | 2:c\n0:d | 1:e");
    // Marks of the author stay: part of the text, never closed, or around one field among many.
    CHECK(cells("\"三公经费\"变动率\t1\nb\t\"c\n", TextDialect::Tabs) == "0:\"三公经费\"变动率 | 1:1\n0:b | 1:\"c");
    CHECK(cells("a\t\"b\"\nc\td\n", TextDialect::Tabs) == "0:a | 1:\"b\"\n0:c | 1:d");
    CHECK(cells("\"a\"\t\"b\"\n\"c\"\t\"d\"\n", TextDialect::Tabs) == "0:a | 1:b\n0:c | 1:d");
}

TEST_CASE("csv") {
    CHECK(cells("项目,金额\n\"甲,乙\",\"1,858.91\"\n丙,\n", TextDialect::Csv) ==
          "0:项目 | 1:金额\n0:甲,乙 | 1:1,858.91\n0:丙");
    CHECK(cells("a;b;c\n1;2;3\n", TextDialect::Csv) == "0:a | 1:b | 2:c\n0:1 | 1:2 | 2:3");
    CHECK(cells("名称,\"第一段\r\n第二段\"\r\n年度,2024\r\n", TextDialect::Csv) ==
          "0:名称 | 1:第一段⏎第二段\n0:年度 | 1:2024");
    CHECK(read("名称,\"第一段\n\n第二段\"\n年度,2024\n").grids[0].cells()[2].at.row == 3);
    CHECK(cells("标题,,\n单位名称,教育局,\na,b,c,d,e\n", TextDialect::Csv) ==
          "0:标题\n0:单位名称 | 1:教育局\n0:a | 1:b | 2:c | 3:d | 4:e");
    // A mark never closed is text, and the document goes on below it.
    CHECK(cells("a,\"b\nc,d\ne,f\n", TextDialect::Csv) == "0:a | 1:\"b\n0:c | 1:d\n0:e | 1:f");
    CHECK(cells("a,\"b\"x,c\nd,e,f\n", TextDialect::Csv) == "0:a | 1:\"b\"x | 2:c\n0:d | 1:e | 2:f");
}

TEST_CASE("commas of prose and of thousands separate nothing") {
    CHECK(cells("拟订规划,并组织实施\n会同有关部门健全机制,推进制度建设,指导发展\n负责监督\n单位名称\n",
                TextDialect::Lines) ==
          "0:拟订规划,并组织实施\n0:会同有关部门健全机制,推进制度建设,指导发展\n0:负责监督\n0:单位名称");
    CHECK(cells("1,858.91\n68,725.09\n", TextDialect::Lines) == "0:1,858.91\n0:68,725.09");
}

TEST_CASE("markdown pipe tables") {
    CHECK(cells("# 标题\n\n| 单位名称 | 教育局 |\n|---|:--:|\n| 职能 | 一<br>二 |\n| a \\| b | - |\n",
                TextDialect::Markdown) == "0:标题\n0:单位名称 | 1:教育局\n0:职能 | 1:一⏎二\n0:a | b | 1:-");
    CHECK(cells("a | b\n- | -\nc | d\n", TextDialect::Markdown) == "0:a | 1:b\n0:c | 1:d");
    CHECK(cells("```markdown\n| a | |\n| --- | --- |\n| - | - |\n|  | d |\n```\n", TextDialect::Markdown) ==
          "0:a\n0:- | 1:-\n1:d");  // a row of dashes is a row of blanks, not a rule
    CHECK(cells("| **标题** | 2024\\. |\n|---|---|\n", TextDialect::Markdown) == "0:标题 | 1:2024.");
    CHECK(cells("| a | b\n|---|---\n| c | d\n", TextDialect::Markdown) ==
          "0:a | 1:b\n0:c | 1:d");  // no closing pipes
}

TEST_CASE("drawn tables") {
    CHECK(cells("+-----+-----+\n| a   | b   |\n+=====+=====+\n| c   | d   |\n+-----+-----+\n",
                TextDialect::Markdown) == "0:a | 1:b\n0:c | 1:d");
    CHECK(cells("┌──┬──┐\n│甲│乙│\n├──┼──┤\n│丙│  │\n└──┴──┘\n", TextDialect::Markdown) == "0:甲 | 1:乙\n0:丙");
}

TEST_CASE("columns by position, counted in characters as pdftotext does") {
    // 指标 column: centred; value columns: right-aligned; one value of two missing.
    const std::string text =
        "单位名称    常州市科学技术局\n"
        "                  半年计划执行数    全年预算数\n"
        "支出  基本支出          900     1858.91\n"
        "    科技专项                    10000\n"
        "    创新发展推进工作       40         100\n";
    CHECK(
        cells(text, TextDialect::Aligned) ==
        "0:单位名称 | 1:常州市科学技术局\n2:半年计划执行数 | 3:全年预算数\n0:支出 | 1:基本支出 | 2:900 | 3:1858.91\n"
        "1:科技专项 | 3:10000\n1:创新发展推进工作 | 2:40 | 3:100");
}

TEST_CASE("columns by position, counted in display columns") {
    const std::string text =
        "一级指标  二级指标  三级指标              半年    全年\n"
        "决策      计划制定  中长期规划制定健全性  健全    健全\n"
        "                    工作计划制定健全性            健全\n"
        "过程      预算执行  预算调整率            =0%     =0%\n";
    CHECK(cells(text, TextDialect::Aligned) ==
          "0:一级指标 | 1:二级指标 | 2:三级指标 | 3:半年 | 4:全年\n0:决策 | 1:计划制定 | 2:中长期规划制定健全性 | "
          "3:健全 | 4:健全\n"
          "2:工作计划制定健全性 | 4:健全\n0:过程 | 1:预算执行 | 2:预算调整率 | 3:=0% | 4:=0%");
}

TEST_CASE("a single blank between full cells is a column's end, inside a label it is not") {
    const std::string text =
        "重点工作    对应项目      三级指标\n"
        "甲        创新主体及创业  净增高新技\n"
        "          载体培育工作 术企业数\n"
        "项 目 名 称  科技 动员      乙\n";
    const Imported imported = read(text);
    CHECK(imported.grids[0].at({2, 2}) != nullptr);
    CHECK(imported.grids[0].at({3, 0})->shown == "项 目 名 称");
}

TEST_CASE("aligned: pages, rules and numbering") {
    CHECK(cells("a    b\nc    d\n\fe    f\n", TextDialect::Aligned) == "0:a | 1:b\n0:c | 1:d\n0:e | 1:f");
    CHECK(cells("a     b\n----  ----\nc     d\n", TextDialect::Aligned) == "0:a | 1:b\n0:c | 1:d");
    CHECK(cells("1.  拟订规划\n甲    乙\n丙    丁\n", TextDialect::Aligned) ==
          "0:1.  拟订规划\n0:甲 | 1:乙\n0:丙 | 1:丁");
    CHECK(cells("项  目  名  称    教育局\n年      度    2024\n", TextDialect::Aligned)
              .starts_with("0:项  目  名  称 | "));
}

TEST_CASE("one cell a line, and text without separators") {
    CHECK(cells("单位名称\n教育局\n\n基本支出 900 1858.91\n", TextDialect::Lines) ==
          "0:单位名称\n0:教育局\n0:基本支出 900 1858.91");
    CHECK(cells("绩效目标表单位名称教育局年度目标完成任务", TextDialect::Lines) ==
          "0:绩效目标表单位名称教育局年度目标完成任务");
}

TEST_CASE("a dialect can be asked for") {
    ImportOptions options;
    options.dialect = TextDialect::Lines;
    const auto imported = import({"a.txt", "a\tb\nc\td\n"}, options);
    REQUIRE(imported);
    CHECK(shown(*imported) == "0:a b\n0:c d");
    CHECK(find_dialect("markdown") == TextDialect::Markdown);
    CHECK_FALSE(find_dialect("xlsx"));
    for (const char* name : {"tabs", "csv", "markdown", "html", "aligned", "lines", "words"})
        CHECK(dialect_name(*find_dialect(name)) == name);
}

TEST_CASE("line and paragraph separators end lines where no other line end stands; else they break a cell's text") {
    CHECK(shown(read("单位名称\t某局\u2028年度目标\t管水\u2029一级指标\t二级指标")) == "0:单位名称 | 1:某局\n0:年度目标 | 1:管水\n0:一级指标 | 1:二级指标");
    CHECK(shown(read("单位名称\t某局\u2028办公室\n年度目标\t管水\n")) == "0:单位名称 | 1:某局⏎办公室\n0:年度目标 | 1:管水");
}
