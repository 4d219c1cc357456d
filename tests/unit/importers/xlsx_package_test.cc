// Packages as the world writes them: where parts lie, how they are encoded, what is missing.
#include "importers/ooxml_package.h"
#include "importers/xlsx_reading.h"

using namespace jixiao;
using namespace jixiao::testing;

namespace {

constexpr std::string_view kTransitional = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

std::string relations(std::string_view inside) {
    return fmt::format(
        R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>)",
        inside);
}

std::string relation(std::string_view id, std::string_view type, std::string_view target) {
    return fmt::format(R"(<Relationship Id="{}" Type="{}/{}" Target="{}"/>)", id, kOffice, type, target);
}

std::string workbook(std::string_view ns = kTransitional, std::string_view relationship_ns = kOffice) {
    return fmt::format(
        R"(<workbook xmlns="{}" xmlns:r="{}"><sheets><sheet name="甲" sheetId="1" r:id="a"/></sheets></workbook>)",
        ns, relationship_ns);
}

std::string sheet_xml(std::string_view text) {
    return fmt::format(R"(<worksheet xmlns="{}"><sheetData>{}</sheetData></worksheet>)", kTransitional,
                       row(1, text_cell("A1", text)));
}

Book one_cell() {
    return Book().sheet("甲", row(1, text_cell("A1", "乙")));
}

}  // namespace

TEST_CASE("targets: relative, absolute, other case, backslashes, escapes, dots") {
    CHECK(resolve_target("/xl/workbook.xml", "worksheets/sheet1.xml") == "/xl/worksheets/sheet1.xml");
    CHECK(resolve_target("/xl/workbook.xml", "/xl/worksheets/sheet1.xml") == "/xl/worksheets/sheet1.xml");
    CHECK(resolve_target("/xl/workbook.xml", "..\\a\\.\\b.xml") == "/a/b.xml");
    CHECK(resolve_target("/xl/workbook.xml", "../../../etc/passwd") == "/etc/passwd");
    CHECK(resolve_target("/xl/workbook.xml", "%E8%A1%A8.xml") == "/xl/表.xml");
    CHECK(resolve_target("/", "xl/workbook.xml") == "/xl/workbook.xml");
    for (const char* target : {"worksheets/sheet1.xml", "/xl/worksheets/sheet1.xml", "/XL/WorkSheets/Sheet1.XML",
                               "worksheets\\sheet1.xml", "./../xl/worksheets/sheet1.xml"}) {
        INFO(target);
        const auto read =
            imported(one_cell()
                         .part("xl/workbook.xml", workbook())
                         .part("xl/_rels/workbook.xml.rels", relations(relation("a", "worksheet", target))));
        CHECK(shown_at(read, "A1") == "乙");
    }
}

TEST_CASE("parts of any name, and entries named with backslashes") {
    const auto read = imported(Book()
                                   .without("_rels/.rels")
                                   .without("xl/workbook.xml")
                                   .without("xl/_rels/workbook.xml.rels")
                                   .part("_rels\\.rels", relations(relation("x", "officeDocument", "/书/簿.bin.xml")))
                                   .part("书\\簿.bin.xml", workbook())
                                   .part("书/_rels/簿.bin.xml.rels", relations(relation("a", "worksheet", "页")))
                                   .part("书/页", sheet_xml("任意")));
    CHECK(shown_at(read, "A1") == "任意");
}

TEST_CASE("strict namespaces and any prefix") {
    const std::string strict = "http://purl.oclc.org/ooxml/spreadsheetml/main",
                      strict_r = "http://purl.oclc.org/ooxml/officeDocument/relationships";
    const auto read = imported(
        Book()
            .part("_rels/.rels",
                  relations(fmt::format(R"(<Relationship Id="x" Type="{}/officeDocument" Target="xl/workbook.xml"/>)",
                                        strict_r)))
            .part("xl/workbook.xml", workbook(strict, strict_r))
            .part("xl/_rels/workbook.xml.rels",
                  relations(fmt::format(R"(<Relationship Id="a" Type="{}/worksheet" Target="s.xml"/>)", strict_r)))
            .part(
                "xl/s.xml",
                fmt::format(
                    R"(<x:worksheet xmlns:x="{}"><x:sheetData><x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>严格</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>)",
                    strict)));
    CHECK(shown_at(read, "A1") == "严格");
    CHECK(read.grids[0].part == "甲");
}

TEST_CASE("UTF-16 parts and byte order marks") {
    const std::string declared = R"(<?xml version="1.0" encoding="UTF-16"?>)";
    const auto read = imported(one_cell().part(
        "xl/worksheets/sheet1.xml",
        utf16(
            declared +
            fmt::format(
                R"(<worksheet xmlns="{}"><sheetData><row><c t="inlineStr"><is><t>a&#x4E2D;</t></is></c></row></sheetData></worksheet>)",
                kTransitional))));
    CHECK(shown_at(read, "A1") == "a中");
    CHECK(shown_at(imported(one_cell().part("xl/worksheets/sheet1.xml", "\xEF\xBB\xBF" + sheet_xml("丙"))), "A1") ==
          "丙");
    // Converted to UTF-8 by a tool that left the declaration alone.
    CHECK(shown_at(imported(one_cell().part("xl/worksheets/sheet1.xml", declared + sheet_xml("丁"))), "A1") == "丁");
}

TEST_CASE("markup compatibility: the fallback counts, extensions do not") {
    const auto read = imported(one_cell().part(
        "xl/worksheets/sheet1.xml",
        fmt::format(
            R"(<worksheet xmlns="{0}" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" xmlns:x14="urn:x" mc:Ignorable="x14"><sheetData><row r="1">)"
            R"(<mc:AlternateContent><mc:Choice Requires="x14"><c r="A1"><v>1</v></c></mc:Choice><mc:Fallback><c r="A1"><v>2</v></c></mc:Fallback></mc:AlternateContent>)"
            R"(<x14:c r="B1"><x14:v>3</x14:v></x14:c></row></sheetData><extLst><ext><sheetData><row r="1"><c r="C1"><v>4</v></c></row></sheetData></ext></extLst></worksheet>)",
            kTransitional)));
    CHECK(shown_at(read, "A1") == "2");
    CHECK(blank_at(read, "B1"));
    CHECK(blank_at(read, "C1"));
}

TEST_CASE("sheets in tab order; chart sheets are skipped with a note") {
    const auto read = imported(
        Book()
            .sheet("一", row(1, text_cell("A1", "1")))
            .sheet("二 &amp; 三", row(1, text_cell("A1", "2")))
            .part(
                "xl/workbook.xml",
                fmt::format(
                    R"(<workbook xmlns="{}" xmlns:q="{}"><sheets><sheet name="二" q:id="rId2"/><sheet name="图" q:id="c"/><sheet name="一" q:id="rId1"/></sheets></workbook>)",
                    kTransitional, kOffice))
            .workbook_relations(relation("c", "chartsheet", "chartsheets/sheet1.xml"))
            .part("xl/chartsheets/sheet1.xml", "<chartsheet/>"));
    REQUIRE(read.grids.size() == 2);
    CHECK(read.grids[0].part == "二");
    CHECK(shown_at(read, "A1") == "2");
    CHECK(finding_of(read, Code::sheet_skipped).at->part == "图");
}

TEST_CASE("missing styles, strings, sheets and root relationships are survived") {
    const auto cells = row(1, number_cell("A1", "0.5", 1) + R"(<c r="B1" t="s"><v>0</v></c>)");
    const auto bare = imported(Book()
                                   .formats({"0%"})
                                   .strings({"<t>甲</t>"})
                                   .sheet("S", cells)
                                   .without("xl/styles.xml")
                                   .without("xl/sharedStrings.xml"));
    CHECK(shown_at(bare, "A1") == "0.5");
    CHECK(count_of(bare, Code::source_damaged) == 3);  // styles, strings, and the cell that has none
    const auto broken = imported(Book().formats({"0%"}).sheet("S", cells).part("xl/styles.xml", "<styleSheet><oops"));
    CHECK(shown_at(broken, "A1") == "0.5");
    const auto rootless = imported(one_cell().without("_rels/.rels").without("[Content_Types].xml"));
    CHECK(shown_at(rootless, "A1") == "乙");
    CHECK(count_of(rootless, Code::source_damaged) == 1);
    const auto one_left = imported(one_cell().sheet("丙", "").without("xl/worksheets/sheet2.xml"));
    CHECK(one_left.grids.size() == 1);
    CHECK(finding_of(one_left, Code::source_damaged).at->part == "丙");
}

TEST_CASE("other packages are refused by what they are") {
    const auto other = [](std::string_view type, std::string_view target) {
        return refusal(
            Book()
                .part("[Content_Types].xml",
                      fmt::format(R"(<Types><Override PartName="/{}" ContentType="{}"/></Types>)", target, type))
                .part("_rels/.rels", relations(relation("x", "officeDocument", target)))
                .part(std::string(target), "<x/>")
                .bytes());
    };
    CHECK_THAT(other("application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml",
                     "word/document.xml"),
               Catch::Contains("Word"));
    CHECK_THAT(other("application/vnd.ms-excel.sheet.binary.macroEnabled.main", "xl/workbook.bin"),
               Catch::Contains(".xlsb"));
    CHECK_THAT(refusal(zip_bytes({{"a.txt", "text"}})), Catch::Contains("holds no workbook"));
    CHECK_THAT(refusal(Book().bytes()), Catch::Contains("no sheet that can be read"));
}

TEST_CASE("comments, authors, macros and links are noted, text boxes reported") {
    const auto read = imported(
        one_cell()
            .sheet_relations(relation("c", "comments", "../comments1.xml") +
                             relation("d", "drawing", "../drawings/d.xml"))
            .part(
                "xl/comments1.xml",
                fmt::format(
                    R"(<comments xmlns="{}"><authors><author>张三</author></authors><commentList><comment ref="A1"><text><t>x</t></text></comment><comment ref="B1"/></commentList></comments>)",
                    kTransitional))
            .part(
                "xl/drawings/d.xml",
                R"(<xdr:wsDr xmlns:xdr="urn:d" xmlns:a="urn:a"><xdr:sp><a:p><a:r><a:t>注：</a:t></a:r><a:r><a:t>另见附件</a:t></a:r></a:p></xdr:sp></xdr:wsDr>)")
            .part(
                "_rels/.rels",
                relations(
                    relation("w", "officeDocument", "xl/workbook.xml") +
                    R"(<Relationship Id="p" Type="http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties" Target="docProps/core.xml"/>)"))
            .part(
                "docProps/core.xml",
                R"(<cp:coreProperties xmlns:cp="urn:cp" xmlns:dc="urn:dc"><dc:title>t</dc:title><dc:creator>李四</dc:creator></cp:coreProperties>)")
            .workbook_relations(relation("v", "vbaProject", "vbaProject.bin") +
                                relation("e", "externalLink", "externalLinks/e.xml")));
    CHECK(count_of(read, Code::hidden_content) == 4);
    for (const auto& finding : read.findings)
        if (finding.code == Code::hidden_content) CHECK(finding.severity == Severity::Note);
    CHECK(finding_of(read, Code::unclaimed).got == "注：另见附件");
    CHECK(finding_of(read, Code::hidden_content).got == "李四");
}
