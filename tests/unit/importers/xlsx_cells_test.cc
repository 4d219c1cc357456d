// What cells hold and where they stand. Expected values come from ECMA-376 and from what Excel shows.
#include "importers/xlsx_reading.h"

using namespace jixiao;
using namespace jixiao::testing;

TEST_CASE("shared, inline and formula strings") {
    const auto read =
        imported(Book()
                     .strings({"<t>单位名称</t>", "<t>常州市科学技术局</t>"})
                     .sheet("整体绩效", row(1, R"(<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v> 1 </v></c>)" +
                                                   text_cell("C1", "内联") +
                                                   R"(<c r="D1" t="str"><f>A1&amp;"x"</f><v>单位名称x</v></c>)")));
    REQUIRE(read.format == "xlsx");
    REQUIRE(read.grids.size() == 1);
    CHECK(read.grids[0].part == "整体绩效");
    CHECK(read.grids[0].fixed_columns);
    CHECK(shown_at(read, "A1") == "单位名称");
    CHECK(shown_at(read, "B1") == "常州市科学技术局");
    CHECK(cell_at(read, "B1").raw == "常州市科学技术局");
    CHECK(shown_at(read, "C1") == "内联");
    CHECK(shown_at(read, "D1") == "单位名称x");
    CHECK(cell_at(read, "D1").formula == R"(A1&"x")");
    CHECK(read.findings.empty());
}

TEST_CASE("rich text joined, phonetic runs left out") {
    const auto read = imported(
        Book()
            .strings(
                {R"(<r><rPr><b/></rPr><t>资金</t></r><r><t xml:space="preserve"> 总额</t></r><rPh sb="0" eb="1"><t>ZIJIN</t></rPh><phoneticPr fontId="1"/>)"})
            .sheet(
                "S",
                row(1,
                    R"(<c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><r><t>甲</t></r><rPh sb="0" eb="1"><t>JIA</t></rPh><r><t>乙</t></r></is></c>)")));
    CHECK(shown_at(read, "A1") == "资金 总额");
    CHECK(shown_at(read, "B1") == "甲乙");
}

TEST_CASE("white space in t is kept, CR LF becomes LF, escapes are decoded") {
    const auto read = imported(
        Book()
            .strings({"<t>  </t>", "<r><t>甲</t></r><r><t> </t></r><r><t>乙</t></r>",
                      "<t>一&#13;&#10;二&#13;三_x000D_\n四</t>", "<t>_x4E2D__x005F_x4E2D__xD83D__xDE00__x12_</t>",
                      "<t><![CDATA[a<b]]></t>"})
            .sheet(
                "S",
                row(1,
                    R"(<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c><c r="D1" t="s"><v>3</v></c><c r="E1" t="s"><v>4</v></c>)")));
    CHECK(cell_at(read, "A1").raw == "  ");
    CHECK(shown_at(read, "B1") == "甲 乙");
    CHECK(shown_at(read, "C1") == "一\n二\n三\n四");
    CHECK(shown_at(read, "D1") == "中_x4E2D_😀_x12_");
    CHECK(shown_at(read, "E1") == "a<b");
}

TEST_CASE("numbers, booleans, errors and ISO dates") {
    const auto read = imported(
        Book()
            .format_ids({14, 9, 22})
            .sheet(
                "S",
                row(1,
                    number_cell("A1", "82800.920000000013") + number_cell("B1", "45366", 1) +
                        number_cell("C1", "0.95", 2) +
                        R"(<c r="D1" t="b"><v>1</v></c><c r="E1" t="e"><v>#REF!</v></c><c r="F1" s="1" t="d"><v>2024-03-15</v></c><c r="G1" t="d"><v>2024-03-15T08:30:00</v></c><c r="H1" t="b"><v>0</v></c><c r="I1" t="n"><v>1E3</v></c>)")));
    CHECK(cell_at(read, "A1").raw == "82800.920000000013");
    CHECK(shown_at(read, "A1") == "82800.92");
    CHECK(cell_at(read, "A1").kind == CellKind::Number);
    CHECK(cell_at(read, "B1").raw == "45366");
    CHECK(shown_at(read, "B1") == "2024/3/15");
    CHECK(cell_at(read, "B1").kind == CellKind::Date);
    CHECK(shown_at(read, "C1") == "95%");
    CHECK(cell_at(read, "D1").kind == CellKind::Boolean);
    CHECK(cell_at(read, "D1").raw == "1");
    CHECK(shown_at(read, "D1") == "TRUE");
    CHECK(shown_at(read, "H1") == "FALSE");
    CHECK(cell_at(read, "E1").kind == CellKind::Error);
    CHECK(shown_at(read, "E1") == "#REF!");
    CHECK(cell_at(read, "F1").kind == CellKind::Date);
    CHECK(shown_at(read, "F1") == "2024/3/15");
    CHECK(cell_at(read, "F1").raw == "2024-03-15");
    CHECK(shown_at(read, "G1") == "2024/3/15 8:30");
    CHECK(shown_at(read, "I1") == "1000");
    CHECK(read.findings.empty());
}

TEST_CASE("date systems: 1900 with its leap day, 1904") {
    const auto cells = row(1, number_cell("A1", "60", 1) + number_cell("B1", "61", 1) + number_cell("C1", "0", 1));
    const auto in1900 = imported(Book().format_ids({14}).sheet("S", cells));
    CHECK(shown_at(in1900, "A1") == "1900/2/29");
    CHECK(shown_at(in1900, "B1") == "1900/3/1");
    const auto in1904 = imported(Book().format_ids({14}).date1904().sheet("S", cells));
    CHECK(shown_at(in1904, "A1") == "1904/3/1");
    CHECK(shown_at(in1904, "C1") == "1904/1/1");
}

TEST_CASE("cells and rows without references, in any order") {
    const auto read = imported(Book().sheet(
        "S",
        R"(<row><c><v>1</v></c><c/><c><v>3</v></c></row><row><c><v>4</v></c></row><row r="9"><c r="C9"><v>9</v></c><c><v>10</v></c><c r="A9"><v>8</v></c></row>)"
        R"(<row r="5"><c r="b5"><v>5</v></c></row>)"));
    CHECK(shown_at(read, "A1") == "1");
    CHECK(blank_at(read, "B1"));
    CHECK(shown_at(read, "C1") == "3");
    CHECK(shown_at(read, "A2") == "4");
    CHECK(shown_at(read, "C9") == "9");
    CHECK(shown_at(read, "D9") == "10");
    CHECK(shown_at(read, "A9") == "8");
    CHECK(shown_at(read, "B5") == "5");
    std::vector<std::string> order;
    for (const auto& cell : read.grids[0].cells()) order.push_back(a1(cell.at));
    CHECK(order == std::vector<std::string>{"A1", "C1", "A2", "B5", "A9", "C9", "D9"});
    CHECK(read.findings.empty());
}

TEST_CASE("what cannot be placed or read is not lost") {
    const auto read = imported(
        Book()
            .strings({"<t>甲</t>"})
            .sheet(
                "S",
                row(1,
                    R"(<c r="XFE1"><v>1</v></c><c r="A1048577"><v>2</v></c><c r="A1" t="s"><v>-1</v></c><c r="B1" t="s"><v>abc</v></c>)"
                    R"(<c r="C1" t="s"><v>7</v></c><c r="D1"><v>1,5</v></c><c r="E1"><v>NaN</v></c><c r="F1"><v>1e308</v></c><c r="G1" s="77"><v>5</v></c>)") +
                    row(2, R"(<c r="A2"><v>1</v></c><c r="A2"><v>2</v></c>)")));
    CHECK(count_of(read, Code::source_damaged) == 8);
    CHECK(finding_of(read, Code::source_damaged).got == "1");
    CHECK(cell_at(read, "A1").raw == "-1");
    CHECK(shown_at(read, "A1").empty());
    CHECK(cell_at(read, "D1").kind == CellKind::Text);
    CHECK(shown_at(read, "D1") == "1,5");
    CHECK(shown_at(read, "E1") == "NaN");
    CHECK(shown_at(read, "F1") == "1E+308");
    CHECK(shown_at(read, "G1") == "5");
    CHECK(shown_at(read, "A2") == "1");
}

TEST_CASE("a formula that is only a number shows what was typed") {
    const auto read = imported(Book().format_ids({9}).sheet(
        "S",
        row(1,
            R"(<c r="A1" s="1"><f>100%</f><v>1</v></c><c r="B1"><f>95</f><v>95</v></c><c r="C1"><f>SUM(A1:B1)</f><v>96</v></c><c r="D1"><f>100%</f></c><c r="E1"><f>-3.5</f><v>-3.5</v></c>)")));
    CHECK(shown_at(read, "A1") == "=100%");
    CHECK(cell_at(read, "A1").raw == "1");
    CHECK(cell_at(read, "A1").formula == "100%");
    CHECK(shown_at(read, "B1") == "=95");
    CHECK(shown_at(read, "C1") == "96");
    CHECK(cell_at(read, "C1").formula == "SUM(A1:B1)");
    CHECK(shown_at(read, "D1") == "=100%");
    CHECK(cell_at(read, "D1").raw == "1");
    CHECK(shown_at(read, "E1") == "=-3.5");
    CHECK(read.findings.empty());
}

TEST_CASE("shared formulas: followers have their own text") {
    const auto read = imported(Book().sheet(
        "S",
        row(1,
            R"(<c r="C1"><f t="shared" ref="C1:C3" si="0">SUM(A1,$B$1)*1.5+LOG10(A1)+Sheet2!A1&amp;"A1"</f><v>1</v></c>)") +
            row(2, R"(<c r="C2"><f t="shared" si="0"/><v>2</v></c>)") +
            row(3, R"(<c r="D3"><f t="shared" ref="D3:D4" si="1">100%</f><v>1</v></c>)") +
            row(4, R"(<c r="D4"><f t="shared" si="1"/><v>1</v></c>)")));
    CHECK(cell_at(read, "C2").formula == R"(SUM(A2,$B$1)*1.5+LOG10(A2)+Sheet2!A2&"A1")");
    CHECK(shown_at(read, "D4") == "=100%");
}

TEST_CASE("formulas without saved results are reported once a sheet") {
    const auto read = imported(Book().sheet(
        "S",
        row(1, R"(<c r="A1"><f>1+1</f></c><c r="B1"><f>2+2</f><v/></c><c r="C1" t="str"><f>""</f><v></v></c>)")));
    REQUIRE(count_of(read, Code::source_damaged) == 1);
    CHECK(finding_of(read, Code::source_damaged).at->str() == "a.xlsx!S!A1");
    CHECK(shown_at(read, "A1").empty());
    CHECK(cell_at(read, "A1").formula == "1+1");
}

TEST_CASE("hidden rows, columns and sheets are kept and marked") {
    const auto read = imported(
        Book()
            .sheet("显示",
                   R"(<row r="1">)" + text_cell("A1", "甲") + text_cell("C1", "乙") +
                       R"(</row><row r="2" hidden="1">)" + text_cell("A2", "丙") +
                       R"(</row><row r="3" ht="0" customHeight="1">)" + text_cell("A3", "丁") + "</row>",
                   "", R"(<cols><col min="3" max="3" hidden="true"/><col min="4" max="4" width="0"/></cols>)")
            .sheet("旧版", row(1, text_cell("A1", "旧")), "", "", "hidden")
            .sheet("更旧", row(1, text_cell("A1", "更旧")), "", "", "veryHidden"));
    CHECK_FALSE(cell_at(read, "A1").hidden);
    CHECK(cell_at(read, "C1").hidden);
    CHECK(cell_at(read, "A2").hidden);
    CHECK(cell_at(read, "A3").hidden);
    CHECK_FALSE(read.grids[0].hidden);
    REQUIRE(read.grids.size() == 3);
    CHECK(read.grids[1].hidden);
    CHECK(cell_at(read, "A1", 1).hidden);
    CHECK(read.grids[2].hidden);
    CHECK(count_of(read, Code::hidden_content) == 2);
    CHECK(finding_of(read, Code::hidden_content).severity == Severity::Note);
}

TEST_CASE("zeros are not shown where the sheet hides them") {
    const auto read =
        imported(Book().sheet("S", row(1, number_cell("A1", "0") + number_cell("B1", "1")), "",
                              R"(<sheetViews><sheetView showZeros="0" workbookViewId="0"/></sheetViews>)"));
    CHECK(shown_at(read, "A1").empty());
    CHECK(cell_at(read, "A1").raw == "0");
    CHECK(shown_at(read, "B1") == "1");
}

TEST_CASE("characters nobody sees are left out of what is shown, and told") {
    const auto read = try_import(Book()
                                     .sheet("甲", row(1, text_cell("A1", "左\u202E右") + text_cell("B1", "一\u200B二\uFEFF") +
                                                             text_cell("C1", "丢\uFFFD了") + text_cell("D1", "三\u200B")))
                                     .bytes());
    REQUIRE(read.has_value());
    CHECK(shown_at(*read, "A1") == "左右");
    CHECK(read->grids[0].at({0, 0})->raw == "左\u202E右");
    CHECK(shown_at(*read, "B1") == "一二");
    CHECK(shown_at(*read, "C1") == "丢\uFFFD了");
    CHECK(count_of(*read, Code::control_character) == 1);
    CHECK(count_of(*read, Code::replacement_character) == 1);
    REQUIRE(count_of(*read, Code::zero_width_character) == 1);  // one note for all of them
    const Finding& note = *std::ranges::find(read->findings, Code::zero_width_character, &Finding::code);
    CHECK(note.got == "U+200B U+FEFF");
    CHECK(note.at->str() == "a.xlsx!甲!B1");
}

TEST_CASE("tags that came with a copied page are not shown; raw keeps them, and what only looks like one stays") {
    const auto read = imported(Book()
                                   .strings({"<t>&lt;p&gt;(一) 管水。&lt;/p&gt; &lt;p&gt;(二) 治水&amp;nbsp;。&lt;/p&gt;</t>", "<t>&lt;5%</t>",
                                             "<t>a&lt;b 且 c&gt;d, R&amp;amp;D **</t>"})
                                   .sheet("S", row(1, R"(<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>)" +
                                                          text_cell("D1", "一级<br/>指标"))));
    CHECK(shown_at(read, "A1") == "(一) 管水。\n(二) 治水\u00A0。");
    CHECK(cell_at(read, "A1").raw == "<p>(一) 管水。</p> <p>(二) 治水&nbsp;。</p>");
    CHECK(shown_at(read, "B1") == "<5%");
    CHECK(shown_at(read, "C1") == "a<b 且 c>d, R&amp;D **");
    CHECK(shown_at(read, "D1") == "一级\n指标");
}
