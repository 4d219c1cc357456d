// Text that OOXML cannot hold as it is, names, and the rules of the sheets beside the form.
#include "catch.h"
#include "exporters/xlsx.h"
#include "exporters/xlsx_text.h"
#include "xlsx_parts.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

const xlsx::OfficeFonts kFonts = {"宋体", "黑体", "仿宋_GB2312", "楷体_GB2312", "Times New Roman"};

ReadBook book_of(const Sheet& sheet) {
    const auto bytes = xlsx::write_workbook(sheet, kFonts, "/dev/shm");
    if (!bytes) throw std::runtime_error(bytes.error().str(Lang::En));
    return read_book(*bytes);
}

std::string repeated(std::string_view text, int times) {
    std::string out;
    for (int i = 0; i < times; ++i) out += text;
    return out;
}

}  // namespace

TEST_CASE("cell text is escaped as ST_Xstring") {
    using xlsx::escape_cell;
    CHECK(escape_cell("常州\t市\n科技局") == "常州\t市\n科技局");
    CHECK(escape_cell(std::string_view("a\0b", 3)) == "a_x0000_b");
    CHECK(escape_cell("a\x01"
                      "b\x1F") == "a_x0001_b_x001F_");
    CHECK(escape_cell("a\r\n") == "a_x000D_\n");
    CHECK(escape_cell("_x000D_") == "_x005F_x000D_");
    CHECK(escape_cell("_x000d_") == "_x005F_x000d_");
    CHECK(escape_cell("_x000D") == "_x000D");
    CHECK(escape_cell("_x000G_") == "_x000G_");
    CHECK(escape_cell("_x005F_x000D_") == "_x005F_x005F_x005F_x000D_");  // two marks share an underscore
    CHECK(escape_cell("\xED\xA0\xBD") == "_xD83D_");                     // lone high surrogate
    CHECK(escape_cell("\xEF\xBF\xBF") == "_xFFFF_");                     // no XML character
    CHECK(escape_cell("a\xFFz") == "a\xEF\xBF\xBDz");                    // malformed
    CHECK(escape_cell("\xE5\xB8") == "\xEF\xBF\xBD\xEF\xBF\xBD");        // cut short
    CHECK(escape_cell("𠮷") == "𠮷");
}

TEST_CASE("escaped text comes back as it was") {
    Sheet sheet = sample_sheet();
    cell_with(sheet, "常州市科学技术局").paragraphs = {"甲\x01乙_x005F_x000D_丙<&>\"'"};
    const ReadBook book = book_of(sheet);
    CHECK(book.sheets[0].cells.at("B3").raw == "甲_x0001_乙_x005F_x005F_x005F_x000D_丙<&>\"'");
    CHECK(book.text("B3") == "甲\x01乙_x005F_x000D_丙<&>\"'");
}

TEST_CASE("more than 32,767 characters are refused, and the field is named") {
    Sheet sheet = sample_sheet();
    SheetCell& duties = sheet.cells[5];
    REQUIRE(duties.field == "/fields/main_duties");
    duties.paragraphs = {repeated("字", 32767)};
    CHECK(book_of(sheet).text("B4").size() == 3 * 32767);
    duties.paragraphs = {repeated("字", 32767), ""};  // the line break counts
    const auto refused = xlsx::write_workbook(sheet, kFonts, "/dev/shm");
    REQUIRE_FALSE(refused);
    CHECK(refused.error().message.zh.find("/fields/main_duties") != std::string::npos);
    CHECK(refused.error().message.en.find("32768") != std::string::npos);
    duties.paragraphs = {repeated("𠮷", 16384)};  // two units each
    CHECK_FALSE(xlsx::write_workbook(sheet, kFonts, "/dev/shm"));
    duties.paragraphs = {repeated("\x01", 5000)};  // seven characters each, once escaped
    CHECK_FALSE(xlsx::write_workbook(sheet, kFonts, "/dev/shm"));
}

TEST_CASE("sheet names are legal") {
    using xlsx::sheet_name;
    CHECK(sheet_name("整体绩效", "x") == "整体绩效");
    CHECK(sheet_name("2024/2025 [表]: a*b?c\\d", "x") == "2024／2025 ［表］： a＊b？c＼d");
    CHECK(sheet_name("'名'", "x") == "’名’");
    CHECK(sheet_name("", "Sheet1") == "Sheet1");
    CHECK(sheet_name("  ", "Sheet1") == "Sheet1");
    CHECK(sheet_name(repeated("长", 40), "x") == repeated("长", 31));
    CHECK(xlsx::utf16_length(sheet_name(repeated("𠮷", 20), "x")) <= 31);
    CHECK(sheet_name("2024", "x") == "(2024)");  // 2024!$A$1 is no reference
    CHECK(sheet_name("C7", "x") == "(C7)");
    CHECK(sheet_name("r1c1", "x") == "(r1c1)");
    CHECK(sheet_name("History", "x") == "(History)");
    CHECK(sheet_name("Sheet1", "x") == "Sheet1");

    Sheet sheet = sample_sheet();
    sheet.name = "it's 2024/25";
    const ReadBook book = book_of(sheet);
    CHECK(book.sheets[0].name == "it's 2024／25");
    CHECK(book.names.at("unit_name") == "'it''s 2024／25'!$B$3");
    CHECK(book.names.at("0!_xlnm.Print_Area") == "'it''s 2024／25'!$A$1:$G$16");
}

TEST_CASE("defined names are legal") {
    using xlsx::defined_name;
    CHECK(defined_name("unit_name") == "unit_name");
    CHECK(defined_name("单位名称") == "单位名称");
    CHECK(defined_name("2024") == "_2024");
    CHECK(defined_name("A1") == "_A1");
    CHECK(defined_name("xfd7") == "_xfd7");
    CHECK(defined_name("R") == "_R");
    CHECK(defined_name("r2c") == "_r2c");
    CHECK(defined_name("rc") == "_rc");
    CHECK(defined_name("") == "_");
    CHECK(defined_name("goal1234") == "goal1234");  // four letters are no column
    CHECK(defined_name(repeated("名", 200)).size() <= 100);
}

TEST_CASE("headers keep their text apart from codes") {
    CHECK(xlsx::header_code("", "宋体", 9).empty());
    CHECK(xlsx::header_code("2024 R&D {page}/{pages}", "宋体", 9) == "&C&9&\"宋体,Regular\"2024 R&&D &P/&N");
    CHECK(xlsx::header_code(repeated("长", 200), "宋体", 9).size() <= 254);
    Sheet sheet = sample_sheet();
    sheet.page.footer_zh = repeated("长", 200);
    const ReadBook book = book_of(sheet);  // libxlsxwriter takes 254 bytes
    CHECK(std::string(book.sheets[0].root().child("headerFooter").child("oddFooter").text().get()).size() > 240);
}

TEST_CASE("value cells are validated") {
    const ReadBook book = book_of(sample_sheet());
    const auto rules = book.sheets[0].root().child("dataValidations");
    CHECK(rules.attribute("count").as_int() == 3);
    const auto number = rules.first_child();
    CHECK(std::string(number.attribute("type").value()) == "decimal");
    CHECK(std::string(number.attribute("sqref").value()) == "G8:G9");
    const auto words = rules.last_child();
    CHECK(std::string(words.attribute("type").value()) == "list");
    CHECK(std::string(words.attribute("sqref").value()) == "F14:G16");
    CHECK(std::string(words.attribute("errorStyle").value()) == "information");
    CHECK_FALSE(words.attribute("showErrorMessage").as_bool());  // suggestions: `≥90%` is as good
    CHECK(std::string(words.child("formula1").text().get()) == "\"健全,合理,合规\"");
    CHECK(book.sheets.size() == 1);
}

TEST_CASE("more words than a rule can hold stand on a hidden sheet") {
    Sheet sheet = sample_sheet();
    std::vector<std::string> words;
    for (int i = 0; i < 90; ++i) words.push_back("词语" + std::to_string(i));
    sheet.validations.back().words = words;
    sheet.validations.push_back({.row = 2, .col = 1, .rows = 1, .cols = 1, .words = {"甲,乙", "丙"}});
    const ReadBook book = book_of(sheet);
    REQUIRE(book.sheets.size() == 2);
    CHECK(book.sheets[1].state == "hidden");
    CHECK(book.text("A90", 1) == "词语89");
    CHECK(book.text("B1", 1) == "甲,乙");
    const auto rule =
        book.sheets[0].root().child("dataValidations").child("dataValidation").next_sibling().next_sibling();
    CHECK(std::string(rule.child("formula1").text().get()) == "'词表'!$A$1:$A$90");
}

TEST_CASE("a rule a cell becomes a rule a range") {
    Sheet sheet = sample_sheet();
    sheet.validations.clear();
    for (int row = 2; row < 16; ++row) {
        for (int col = 5; col < 7; ++col) sheet.validations.push_back({.row = row, .col = col, .number = true});
    }
    const ReadBook book = book_of(sheet);
    const auto rules = book.sheets[0].root().child("dataValidations");
    CHECK(rules.attribute("count").as_int() == 1);
    CHECK(std::string(rules.first_child().attribute("sqref").value()) == "F3:G16");
}

TEST_CASE("findings are drawn on their cells and listed with links") {
    Sheet sheet = sample_sheet();
    sheet.annotated = true;
    SheetCell& total = cell_with(sheet, "68725.09");
    total.note = "错误：合计不一致。";
    total.severity = 2;
    const int cell = static_cast<int>(&total - sheet.cells.data());
    sheet.findings = {{.severity = 2,
                       .cell = cell,
                       .place = "a.txt:11:5",
                       .message = "资金总额与各项之和不一致",
                       .explanation = "差额 1858.91 等于基本支出",
                       .code = "sum_differs"},
                      {.severity = 1, .place = "a.txt", .message = "=1+1", .code = "level2_empty"}};
    const ReadBook book = book_of(sheet);
    REQUIRE(book.sheets.size() == 2);
    CHECK(book.look("G8").fill == "FFFFC7CE");
    CHECK(book.parts.at("xl/comments1.xml").find("错误：合计不一致。") != std::string::npos);
    CHECK(book.sheets[1].name == "检查结果");
    CHECK(book.text("A3", 1) == "错误");
    CHECK(book.text("B3", 1) == "G8");
    CHECK(book.text("D3", 1) == "资金总额与各项之和不一致");
    CHECK(book.text("E3", 1) == "差额 1858.91 等于基本支出");
    CHECK(book.text("A4", 1) == "警告");
    CHECK(book.text("B4", 1).empty());
    CHECK(book.text("D4", 1) == "=1+1");
    CHECK(book.sheets[1].cells.at("D4").formula.empty());
    const auto links = book.sheets[1].root().child("hyperlinks");
    CHECK(std::string(links.first_child().attribute("location").value()) == "'整体绩效'!G8");
    CHECK_FALSE(links.first_child().attribute("r:id"));  // inside the workbook
    CHECK(links.first_child() == links.last_child());

    sheet.findings.clear();
    CHECK(book_of(sheet).text("A3", 1) == "未发现问题。");
}
