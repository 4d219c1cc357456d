#include "catch.h"
#include "importers/import.h"

using namespace jixiao;

namespace {

std::string cells(const std::string& text) {
    const auto imported = import({"a", text}, {});
    if (!imported) return imported.error().message.en;
    CHECK(imported->dialect == TextDialect::Words);
    std::string out;
    int row = -1;
    for (const Cell& cell : imported->grids.at(0).cells()) {
        if (row >= 0) out += cell.at.row != row ? "\n" : " | ";
        row = cell.at.row;
        out += std::to_string(cell.at.row) + ',' + std::to_string(cell.at.col) + ':' + cell.shown;
        if (cell.confidence != 1) out += '@' + std::to_string(static_cast<int>(cell.confidence * 100 + 0.5f));
    }
    return out;
}

constexpr char kHeader[] =
    "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";

std::string word(int page, int left, int top, int width, int height, int conf, const std::string& text) {
    return "5\t" + std::to_string(page) + "\t1\t1\t1\t1\t" + std::to_string(left) + '\t' + std::to_string(top) +
           '\t' + std::to_string(width) + '\t' + std::to_string(height) + '\t' + std::to_string(conf) + '\t' + text +
           '\n';
}

}  // namespace

TEST_CASE("Tesseract TSV: words become cells, gaps become columns, confidence stays") {
    const std::string text = std::string(kHeader) + "1\t1\t0\t0\t0\t0\t0\t0\t2480\t3508\t-1\t\n" +
                             word(1, 100, 100, 80, 40, 96, "单位") + word(1, 184, 101, 80, 40, 91, "名称") +
                             word(1, 400, 100, 120, 40, 95, "教育局") +
                             // second row: a first cell that Tesseract put into another block
                             word(1, 100, 200, 160, 40, 93, "基本支出") + word(1, 700, 202, 90, 38, 88, "1858.91") +
                             // third row: only the second column
                             word(1, 420, 300, 60, 40, 97, "900") + word(1, 705, 300, 85, 40, 99, "=100%") +
                             word(1, 0, 0, 2480, 3508, 95, " ") + word(1, 10, 10, 5, 5, -1, "x");
    CHECK(cells(text) ==
          "0,0:单位名称@91 | 0,1:教育局@95\n1,0:基本支出@93 | 1,2:1858.91@88\n2,1:900@97 | 2,2:=100%@99");
}

TEST_CASE("a page that one reading took for upside down is read from the other; where both did, it is refused") {
    // Rotated by half a turn the last word of a line comes first, and its characters are others.
    std::string turned, upright;
    for (int line = 0; line < 6; ++line)
        for (int at = 0; at < 6; ++at) {
            turned += word(1, 900 - 100 * at, 100 + 60 * line, 80, 40, 40, "祝加");
            upright += word(1, 400 + 100 * at, 100 + 60 * line, 80, 40, 95, "预算");
        }
    const std::string second = word(2, 100, 100, 160, 40, 95, "基本支出");
    const std::string read = cells(std::string(kHeader) + turned + second + kHeader + upright + second);
    CHECK(read.starts_with("0,0:预算预算预算预算预算预算@95\n"));
    CHECK(read.find("祝") == read.npos);
    CHECK(read.ends_with("7,0:基本支出@95"));
    for (const std::string& both : {kHeader + turned, kHeader + turned + kHeader + turned})
        CHECK(cells(both) == "the engine took page 1 for upside down: its lines run from right to left, and what it read is not what is printed");
}

TEST_CASE("pages follow one another, a blank row between") {
    CHECK(cells(std::string(kHeader) + word(2, 10, 10, 40, 20, 90, "乙") + word(1, 10, 900, 40, 20, 90, "甲")) ==
          "0,0:甲@90\n2,0:乙@90");
}

TEST_CASE("pdftotext -bbox-layout: its spaces are real") {
    const std::string text =
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" "
        "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">"
        "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title></title></head><body><doc>\n<page width=\"595\" "
        "height=\"842\">\n"
        "<word xMin=\"50.5\" yMin=\"50\" xMax=\"70\" yMax=\"60\">(一)</word>\n"
        "<word xMin=\"73\" yMin=\"50\" xMax=\"110\" yMax=\"60\">拟订&amp;规划</word>\n"
        "<word xMin=\"300\" yMin=\"50\" xMax=\"330\" yMax=\"60\">≥90%</word>\n"
        "</page></doc></body></html>";
    CHECK(cells(text) == "0,0:(一) 拟订&规划 | 0,1:≥90%");
}

TEST_CASE("hOCR") {
    const std::string text =
        "<html><body><div class='ocr_page' title='bbox 0 0 1000 1000'><span class='ocr_line' title='bbox 10 10 500 "
        "50'>"
        "<span class='ocrx_word' id='w1' title='bbox 10 25 40 30; x_wconf 80'><strong>一</strong></span>"
        "<span class='ocrx_word' title='bbox 42 12 80 48; x_wconf 90'>级</span>"
        "<span class='ocrx_word' title='bbox 300 12 400 48; x_wconf 70'>二级</span></span></div></body></html>";
    CHECK(cells(text) == "0,0:一级@80 | 0,1:二级@70");
}

TEST_CASE("malformed word boxes are left out") {
    CHECK(cells(std::string(kHeader) + "5\t1\t1\n5\tx\t1\t1\t1\t1\ta\tb\tc\td\te\tf\n" +
                word(1, 10, 10, -40, 20, 90, "负") + word(1, 10, 10, 40, 20, 90, "正") +
                "5\t1\t1\t1\t1\t1\t1e300\t1\t1\t1\t90\t大\n") == "0,0:正@90");
    CHECK(cells(kHeader) == "");
    CHECK(cells("<html><word xMin=\"a\" yMin=\"0\" xMax=\"1\" yMax=\"1\">x</word></html>") == "");
}

TEST_CASE("a second reading behind the first adds what the first overlooked, and doubts figures on which they differ") {
    const std::string first = std::string(kHeader) + word(1, 100, 100, 80, 25, 96, "基本") + word(1, 182, 100, 50, 25, 96, "支出") +
                              word(1, 700, 100, 90, 25, 95, "1858.91") + word(1, 100, 200, 130, 25, 93, "国际合作") +
                              word(1, 700, 200, 60, 25, 77, "17.50") + word(1, 100, 300, 130, 25, 93, "科技专项") + word(1, 700, 300, 60, 25, 93, "10000");
    const std::string second = std::string(kHeader) + word(1, 100, 100, 130, 25, 90, "基本支出") + word(1, 500, 100, 30, 25, 93, "900") +
                               word(1, 701, 101, 90, 24, 92, "1858.91") + word(1, 101, 200, 130, 25, 93, "国际合作") + word(1, 500, 200, 12, 21, 96, "5") +
                               word(1, 701, 200, 60, 24, 93, "17.56") + word(1, 100, 300, 130, 25, 93, "科技专项") + word(1, 700, 300, 60, 25, 91, "10008") +
                               word(1, 300, 250, 9, 9, 20, "We") + word(1, 320, 260, 9, 9, 40, "3");
    // 900 and 5 are new; 17.56 is the surer of two, 10000 stays as it is no less sure than the other; both are doubted.
    CHECK(cells(first + second) ==
          "0,0:基本支出@96 | 0,1:900@93 | 0,2:1858.91@95\n1,0:国际合作@93 | 1,1:5@96 | 1,2:17.56@50\n2,0:科技专项@93 | 2,2:10000@50");
    CHECK(cells(first) == "0,0:基本支出@96 | 0,1:1858.91@95\n1,0:国际合作@93 | 1,1:17.50@77\n2,0:科技专项@93 | 2,1:10000@93");
}

TEST_CASE("what another picture shows is no second reading: its page follows") {
    const std::string other = std::string(kHeader) + word(1, 100, 100, 130, 25, 93, "年度目标") + word(1, 700, 100, 60, 25, 93, "甲乙");
    CHECK(cells(std::string(kHeader) + word(1, 100, 100, 130, 25, 96, "基本支出") + word(1, 700, 100, 90, 25, 95, "8") + other) ==
          "0,0:基本支出@96 | 0,1:8@95\n2,0:年度目标@93 | 2,1:甲乙@93");
}

TEST_CASE("what an engine made of a rule between two cells stands alone, and parts them") {
    // A closing mark that leans on nothing, and one at the beginning of a cell.
    const std::string text = std::string(kHeader) + word(1, 100, 100, 52, 25, 96, "创业") + word(1, 172, 100, 10, 25, 30, "”") +
                             word(1, 190, 100, 52, 25, 96, "增高") + word(1, 100, 200, 52, 25, 96, "引智") + word(1, 190, 200, 80, 25, 60, "”工作");
    const std::string read = cells(text);
    CHECK(read.find("创业@96 | 0,1:”@30 | 0,2:增高@96") != std::string::npos);
    CHECK(read.find("工作@60") != std::string::npos);
    CHECK(read.find("”工作") == std::string::npos);
}

TEST_CASE("a stroke between two texts is a rule, one where something is counted stays in the text") {
    const std::string text = std::string(kHeader) + word(1, 100, 100, 130, 25, 96, "中长期目标") + word(1, 232, 100, 4, 25, 90, "|") +
                             word(1, 238, 100, 52, 25, 96, "承担") + word(1, 100, 200, 26, 25, 96, "第") + word(1, 128, 200, 4, 25, 90, "|") +
                             word(1, 134, 200, 78, 25, 96, "批项目");
    const std::string read = cells(text);
    CHECK(read.find("中长期目标@96 | 0,1:|@90 | ") != std::string::npos);
    CHECK(read.find("承担@96") != std::string::npos);
    CHECK(read.find("第|批项目") != std::string::npos);
    // 每人每月 | 约44元 are two cells; 2023年1至6月 is one.
    const auto around = [&](const char* left, const char* right) {
        return cells(std::string(kHeader) + word(1, 100, 100, 130, 25, 96, left) + word(1, 232, 100, 4, 25, 90, "|") + word(1, 238, 100, 130, 25, 96, right) +
                     word(1, 100, 200, 130, 25, 96, "中长期目标"));
    };
    CHECK(around("元每人每月", "约四十元每").find("元每人每月@96 | ") != std::string::npos);
    CHECK(around("二零二三年", "至六月支付").find("年|至") != std::string::npos);
}
