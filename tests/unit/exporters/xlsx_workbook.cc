// The workbook says what the Sheet says: read back part by part.
#include <algorithm>
#include <set>

#include "catch.h"
#include "exporters/xlsx.h"
#include "exporters/xlsx_scratch.h"
#include "xlsx_parts.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

const xlsx::OfficeFonts kFonts = {"宋体", "黑体", "仿宋_GB2312", "楷体_GB2312", "Times New Roman"};

Bytes workbook(const Sheet& sheet) {
    const auto bytes = xlsx::write_workbook(sheet, kFonts, "/dev/shm");
    if (!bytes) throw std::runtime_error(bytes.error().str(Lang::En));
    return *bytes;
}

ReadBook book_of(const Sheet& sheet) {
    return read_book(workbook(sheet));
}

}  // namespace

TEST_CASE("texts, amounts and blanks are cells of their kind") {
    const ReadBook book = book_of(sample_sheet());
    REQUIRE(book.sheets.size() == 1);
    const auto& cells = book.sheets[0].cells;
    CHECK(book.sheets[0].name == "整体绩效");
    CHECK(book.text("A1") == "江苏省常州市部门整体预算绩效目标表");
    CHECK(book.text("B3") == "常州市科学技术局");

    // Amounts: numbers, shown with the digits written.
    CHECK(cells.at("G8").type.empty());
    CHECK(std::stod(cells.at("G8").value) == 68725.09);
    CHECK(book.look("G8").format == "0.00");
    CHECK(cells.at("F11").value == "900");
    CHECK(book.look("F11").format == "0");
    CHECK(cells.at("G11").value == "8.5");
    CHECK(book.look("G11").format == "0.0_0");  // its point below that of 68725.09
    CHECK(book.look("G12").format == "0_._0_0");
    CHECK(book.look("G11").horizontal == "right");

    // A blank stays blank: no value, no type, but its border.
    CHECK(cells.at("F12").value.empty());
    CHECK(cells.at("F12").type.empty());
    CHECK(book.look("F12").left == "thin");

    // Paragraphs are lines of one cell.
    const std::string duties = cells.at("B4").value;
    CHECK(duties.starts_with("(一) 拟订全市"));
    CHECK(std::ranges::count(duties, '\n') == 2);
    CHECK(duties.ends_with("推动多元化科技投入体系建设。"));
}

TEST_CASE("nothing that looks like a formula or a link becomes one") {
    Sheet sheet = sample_sheet();
    cell_with(sheet, "国际科技合作").paragraphs = {"@SUM(A1)"};
    cell_with(sheet, "资金总额").paragraphs = {"+1+2"};
    cell_with(sheet, "其他资金").paragraphs = {"https://example.org/?a=1&b=2"};
    cell_with(sheet, "预算执行").paragraphs = {"{=1+1}"};
    const ReadBook book = book_of(sheet);
    for (const auto& [ref, cell] : book.sheets[0].cells) {
        CAPTURE(ref);
        CHECK(cell.formula.empty());
    }
    CHECK(book.text("C11") == "@SUM(A1)");
    CHECK(book.text("C8") == "+1+2");
    CHECK(book.text("C9") == "https://example.org/?a=1&b=2");
    CHECK(book.text("B14") == "{=1+1}");
    CHECK(book.text("C12") == "=cmd|'/c calc'!A1");
    CHECK(book.text("F14") == "=100%");
    CHECK(book.sheets[0].cells.at("F14").type == "s");
    CHECK(book.look("F14").format == "@");  // stays text when someone edits it
    CHECK_FALSE(book.sheets[0].root().child("hyperlinks"));
}

TEST_CASE("columns have their width in millimetres") {
    const Sheet sheet = sample_sheet();
    const ReadBook book = book_of(sheet);
    std::vector<double> pixels;
    for (const auto col : book.sheets[0].root().child("cols")) {
        const double width = col.attribute("width").as_double();
        for (int i = col.attribute("min").as_int(); i <= col.attribute("max").as_int(); ++i) {
            pixels.push_back(
                static_cast<int>((256 * width + 128 / 7) / 256 * 7));  // ECMA-376-1 18.3.1.13, digit 7 wide
        }
    }
    REQUIRE(pixels.size() == sheet.columns.size());
    double edge = 0, wanted = 0;
    for (std::size_t i = 0; i < pixels.size(); ++i) {
        edge += pixels[i] * 25.4 / 96;
        wanted += sheet.columns[i];
        CAPTURE(i);
        CHECK(edge == Approx(wanted).margin(0.14));
    }
}

TEST_CASE("rows have their heights") {
    Sheet sheet = sample_sheet();
    sheet.rows[3].height = 409;
    const ReadBook book = book_of(sheet);
    int row = 0;
    for (const auto r : book.sheets[0].root().child("sheetData")) {
        CHECK(r.attribute("ht").as_double() == sheet.rows[static_cast<std::size_t>(row)].height);
        CHECK(r.attribute("customHeight").as_bool());
        ++row;
    }
    CHECK(row == static_cast<int>(sheet.rows.size()));
}

TEST_CASE("merges stand apart and carry borders on all edges") {
    const Sheet sheet = sample_sheet();
    const ReadBook book = book_of(sheet);
    const auto& merges = book.sheets[0].merges;
    const auto merged =
        std::ranges::count_if(sheet.cells, [](const SheetCell& c) { return c.rows > 1 || c.cols > 1; });
    CHECK(static_cast<std::ptrdiff_t>(merges.size()) == merged);
    CHECK(std::set<std::string>(merges.begin(), merges.end()).size() == merges.size());
    CHECK(std::ranges::count(merges, "B4:G6") == 1);
    CHECK(std::ranges::count(merges, "A7:A12") == 1);

    // The duties: every cell of the merge, the table's right edge wider than the inner lines.
    for (const char* ref : {"B4", "G4", "B6", "G6", "D5"}) {
        CAPTURE(ref);
        CHECK(book.look(ref).top == "thin");
        CHECK(book.look(ref).bottom == "thin");
        CHECK(book.look(ref).left == "thin");
        CHECK(book.look(ref).right == "medium");
    }
    CHECK(book.look("A3").top == "medium");  // the table's first row
    CHECK(book.look("G16").bottom == "medium");
    CHECK(book.look("A7").left == "medium");
    CHECK(book.look("A1").top.empty());  // titles stand outside
    CHECK(book.look("G2").bottom.empty());
}

TEST_CASE("styles carry office fonts, sizes and alignment") {
    const ReadBook book = book_of(sample_sheet());
    CHECK(book.look("A1").font == "黑体");
    for (const pugi::xml_node font : book.styles.child("styleSheet").child("fonts").children()) {
        const std::string name = font.child("name").attribute("val").value();  // where it is not installed: a serif, a sans
        if (name == "宋体" || name == "仿宋_GB2312") CHECK(font.child("family").attribute("val").as_int() == 1);
        if (name == "黑体") CHECK(font.child("family").attribute("val").as_int() == 2);
    }
    CHECK(book.look("A1").size == 18);
    CHECK(book.look("A1").horizontal == "center");
    CHECK(book.look("A2").font == "宋体");
    CHECK(book.look("A3").font == "仿宋_GB2312");
    CHECK(book.look("A3").bold);
    CHECK(book.look("A3").vertical == "center");
    CHECK_FALSE(book.look("B3").bold);
    CHECK(book.look("B4").size == 9.5);  // shrunk in this cell alone
    CHECK(book.look("B4").wrap);
    CHECK(book.look("G7").fill == "FFF2F2F2");
    CHECK(book.look("C8").fill.empty());

    Sheet sheet = sample_sheet();
    sheet.styles[4].padding_x = 16;
    CHECK(book_of(sheet).look("B3").indent == 2);
    for (const auto& cell : book.sheets[0].cells) CHECK(cell.second.style < static_cast<int>(book.looks.size()));
}

TEST_CASE("the page is set up for print") {
    const ReadBook book = book_of(sample_sheet());
    const auto root = book.sheets[0].root();
    const auto setup = root.child("pageSetup");
    CHECK(setup.attribute("paperSize").as_int() == 9);
    CHECK(std::string(setup.attribute("orientation").value()) == "portrait");
    CHECK(setup.attribute("fitToHeight").as_int(1) == 0);
    CHECK(setup.attribute("fitToWidth").as_int(1) == 1);
    CHECK(root.child("sheetPr").child("pageSetUpPr").attribute("fitToPage").as_bool());
    CHECK(root.child("printOptions").attribute("horizontalCentered").as_bool());
    CHECK(root.child("pageMargins").attribute("left").as_double() == Approx(42.5 / 72).margin(0.001));
    CHECK(root.child("pageMargins").attribute("top").as_double() == Approx(56.7 / 72).margin(0.001));
    const std::string footer = root.child("headerFooter").child("oddFooter").text().get();
    CHECK(footer == "&C&9&\"宋体,Regular\"第 &P 页 共 &N 页");
    // The title rows are repeated instead; a header would stand above the title of the first page, too.
    CHECK_FALSE(root.child("headerFooter").child("oddHeader"));
    CHECK(book.names.at("0!_xlnm.Print_Area") == "'整体绩效'!$A$1:$G$16");
    CHECK(book.names.at("0!_xlnm.Print_Titles") == "'整体绩效'!$1:$2");

    Sheet wide = sample_sheet();
    wide.page.landscape = true;
    CHECK(std::string(book_of(wide).sheets[0].root().child("pageSetup").attribute("orientation").value()) ==
          "landscape");
}

TEST_CASE("the view opens on the form") {
    const ReadBook book = book_of(sample_sheet());
    const auto view = book.sheets[0].root().child("sheetViews").child("sheetView");
    CHECK(view.attribute("tabSelected").as_bool());
    CHECK(view.attribute("zoomScale").as_int() == 120);  // 180 mm are 680 pixels
    const auto pane = view.child("pane");
    CHECK(pane.attribute("ySplit").as_int() == 2);
    CHECK(std::string(pane.attribute("topLeftCell").value()) == "A3");
    CHECK(std::string(pane.attribute("state").value()) == "frozen");

    Sheet tall = sample_sheet();
    tall.rows[0].height = 200;
    CHECK_FALSE(book_of(tall).sheets[0].root().child("sheetViews").child("sheetView").child("pane"));
}

TEST_CASE("fields and lists have names") {
    Sheet sheet = sample_sheet();
    sheet.names.push_back({.name = "Income", .row = 2, .col = 0});   // differs by case alone
    sheet.names.push_back({.name = "tax2024", .row = 2, .col = 0});  // column TAX, row 2024
    sheet.names.push_back({.name = "a b/c", .row = 2, .col = 0});
    const ReadBook book = book_of(sheet);
    CHECK(book.names.at("unit_name") == "'整体绩效'!$B$3");  // one merged cell: its first
    CHECK(book.names.at("income") == "'整体绩效'!$C$8:$G$9");
    CHECK(book.names.at("indicators") == "'整体绩效'!$A$14:$G$16");
    CHECK(book.names.contains("Income_2"));
    CHECK(book.names.contains("_tax2024"));
    CHECK(book.names.contains("a_b_c"));
}

TEST_CASE("properties come from the form") {
    const ReadBook book = book_of(sample_sheet());
    const std::string& core = book.parts.at("docProps/core.xml");
    CHECK(core.find("<dc:title>江苏省常州市部门整体预算绩效目标表</dc:title>") != std::string::npos);
    CHECK(core.find("<dc:creator>常州市科学技术局</dc:creator>") != std::string::npos);
    CHECK(core.find("2024-01-01T00:00:00Z") != std::string::npos);
    Sheet undated = sample_sheet();
    undated.year = 0;
    CHECK(read_book(workbook(undated)).parts.at("docProps/core.xml").find("2000-01-01T00:00:00Z") !=
          std::string::npos);
}

TEST_CASE("sums are live where the Sheet says so") {
    Sheet sheet = sample_sheet();
    cell_with(sheet, "68725.09").formula = "SUM(G9:G10)";
    const ReadBook book = book_of(sheet);
    CHECK(book.sheets[0].cells.at("G8").formula == "SUM(G9:G10)");
    CHECK(std::stod(book.sheets[0].cells.at("G8").value) == 68725.09);
    CHECK(book.look("G8").format == "0.00");
    // A whole total shows the decimals it gets when a part is corrected.
    cell_with(sheet, "900").formula = "SUM(F12:F12)";
    CHECK(book_of(sheet).look("F11").format == "General");
}

TEST_CASE("a number of more digits than a workbook keeps stays as it is written") {
    Sheet sheet = sample_sheet();
    SheetCell& cell = cell_with(sheet, "68725.09");
    cell.paragraphs = {"123456789012345.67"};
    cell.number = Decimal::parse("123456789012345.67");
    const ReadBook book = book_of(sheet);
    CHECK(book.sheets[0].cells.at("G8").type == "s");
    CHECK(book.text("G8") == "123456789012345.67");
}

TEST_CASE("the same Sheet gives the same bytes, in memory and on disk") {
    Sheet sheet = sample_sheet();
    sheet.annotated = true;
    sheet.cells[4].note = "核对";
    const Bytes first = workbook(sheet);
    CHECK(first == workbook(sheet));
    for (const auto kind : {xlsx::ScratchKind::Memory, xlsx::ScratchKind::Disk}) {
        auto scratch = xlsx::Scratch::open("/dev/shm", kind);
        REQUIRE(scratch);
        FILE* file = std::fopen(scratch->name().c_str(), "wb");
        REQUIRE(file);
        std::fwrite(first.data(), 1, first.size(), file);
        std::fclose(file);
        CHECK(scratch->read().value_or("") == first);
    }
}

TEST_CASE("a scratch folder that cannot be used is named, and no other is taken") {
    const auto refused = xlsx::write_workbook(sample_sheet(), kFonts, "/nowhere");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.en.find("/nowhere") != std::string::npos);
}

TEST_CASE("a number wider than its column is set smaller, not shown as ####") {
    Sheet sheet = sample_sheet();
    sheet.columns[6] = 12;
    const ReadBook book = book_of(sheet);
    CHECK(book.look("G8").shrink);
    CHECK(book.look("G8").indent == 0);
    CHECK_FALSE(book.look("F11").shrink);
}

TEST_CASE("an upright label is stacked") {
    Sheet sheet = sample_sheet();
    cell_with(sheet, "支出").upright = true;
    const ReadBook book = book_of(sheet);
    CHECK(book.look("B10").rotation == 255);  // ECMA-376-1 18.8.1
    CHECK(book.look("B7").rotation == 0);
}

TEST_CASE("a broken Sheet is refused, not written wrongly") {
    Sheet overlapping = sample_sheet();
    overlapping.cells[3].rows = 2;  // 单位名称 over the duties
    CHECK_FALSE(xlsx::write_workbook(overlapping, kFonts, "/dev/shm"));
    Sheet outside = sample_sheet();
    outside.cells.back().cols = 2;
    CHECK_FALSE(xlsx::write_workbook(outside, kFonts, "/dev/shm"));
    Sheet unstyled = sample_sheet();
    unstyled.cells[0].style = 99;
    CHECK_FALSE(xlsx::write_workbook(unstyled, kFonts, "/dev/shm"));
}
