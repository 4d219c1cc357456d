#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <iterator>

#include "catch.h"
#include "page_facts.h"

using namespace jixiao;
using namespace jixiao::forms;

namespace {

void check_all(const Form& form) {
    const Composed laid = lay(form);
    check_sheet_facts(laid.sheet);
    check_form_shown(form, laid.sheet);
    check_page_facts(laid.sheet, laid.pages);
}

bool has_artifact(const Page& page, std::string_view text) {
    return std::ranges::any_of(page.boxes, [&](const Box& box) { return box.artifact && box_text(box) == text; });
}

}  // namespace

TEST_CASE("the seed, a large form, a long one and a nearly empty one") {
    check_all(seed());
    check_all(large(60, 80));
    check_all(with_duties(20000));
    check_all(nearly_empty());
    check_all(empty(jiangsu()));
}

TEST_CASE("the pages of the seed") {
    const Composed laid = lay(seed());
    REQUIRE(laid.pages.pages.size() == 4);
    const Page& last = laid.pages.pages.back();
    CHECK(has_artifact(last, "过程（续）"));
    for (const char* header : {"一级指标", "二级指标", "三级指标", "半年指标值", "全年指标值"})
        CHECK(has_artifact(last, header));
    CHECK(std::ranges::none_of(laid.findings, [](const Finding& f) { return f.severity != Severity::Note; }));
}

TEST_CASE("headers are printed again on every page of a long list") {
    const Composed laid = lay(large(60, 80));
    int spending = 0, duties = 0;
    for (const Page& page : laid.pages.pages) {
        spending += has_artifact(page, "半年计划执行数") && has_artifact(page, "支出（续）");
        duties += has_artifact(page, "重点工作") && has_artifact(page, "履职（续）");
    }
    CHECK(spending >= 1);
    CHECK(duties >= 1);
}

TEST_CASE("a paragraph cell flows over pages, its label beside it on each") {
    const Composed laid = lay(with_duties(20000));
    int parts = 0, labels = 0;
    for (const Page& page : laid.pages.pages) {
        for (const Box& box : page.boxes) {
            const SheetCell& cell = laid.sheet.cells[static_cast<std::size_t>(box.cell)];
            if (cell.field == "/fields/main_duties") {
                ++parts;
                CHECK(box.lines.size() >= 2);
            }
        }
        labels += has_artifact(page, "单位主要/职能（续）");
    }
    CHECK(parts > 8);
    CHECK(labels == parts - 1);
}

TEST_CASE("labels and group texts of any length") {
    Form form = seed();
    List& tree = *std::ranges::find(form.lists, "indicators", &List::id);
    std::string text;
    for (int i = 0; i < 300; ++i) text += "会同有关部门拟订规划，";
    tree.rows[8][1] = Value::of_text(text);  // one row, higher than a page
    check_all(form);
    for (std::size_t r = 6; r < 14; ++r) tree.rows[r][1] = Value::of_text(text);  // over eight rows
    check_all(form);
    tree.rows[8][4] = Value::of_text(text + text);
    check_all(form);
    form.title = text;
    set_text(form, "unit_name", text);
    CHECK(lay(form).pages.pages.size() > 5);
}

TEST_CASE("texts without a place to break, and characters without a face") {
    Form form = seed();
    set_paragraphs(form, "organization", {std::string(3000, 'W')});
    set_paragraphs(form, "long_term_goal", {reinterpret_cast<const char*>(u8"甲\U0010FFFD乙"), "", "  ", "\t丙"});
    add_row(form, "expenditures", "科技\n专项\r\n二期|123456789012345.12|1234567890123.123456");
    const Composed laid = lay(form);
    check_sheet_facts(laid.sheet);
    check_page_facts(laid.sheet, laid.pages);
    const auto missing = std::ranges::find(laid.findings, Code::glyph_missing, &Finding::code);
    REQUIRE(missing != laid.findings.end());
    CHECK(missing->severity == Severity::Error);
    CHECK(missing->field == "/fields/long_term_goal");
    CHECK(missing->message.zh.find("U+10FFFD") != std::string::npos);
    int geta = 0;
    for (const Page& page : laid.pages.pages) {
        for (const Box& box : page.boxes) {
            for (const Line& line : box.lines) {
                for (const Run& run : line.runs) {
                    if (run.substituted == 0) continue;
                    ++geta;
                    CHECK(run.substituted == 0x10FFFD);
                    REQUIRE(run.glyphs.size() == 1);
                    CHECK(run.glyphs[0].c == U'〓');
                }
            }
        }
    }
    CHECK(geta == 1);
}

TEST_CASE("a variation selector takes no room and stays with its character") {
    Form form = seed();
    set_text(form, "unit_name", reinterpret_cast<const char*>(u8"葛\U000E0100氏𠮷㐱局"));
    const Composed laid = lay(form);
    check_sheet_facts(laid.sheet);
    CHECK(std::ranges::none_of(laid.findings, [](const Finding& f) { return f.code == Code::glyph_missing; }));
    for (const Box& box : laid.pages.pages[0].boxes) {
        if (laid.sheet.cells[static_cast<std::size_t>(box.cell)].field != "/fields/unit_name") continue;
        std::u32string shown, selectors;
        for (const Run& run : box.lines.at(0).runs)
            for (const Glyph& glyph : run.glyphs) {
                shown += glyph.c;
                if (glyph.selector) selectors += {glyph.c, glyph.selector};
            }
        CHECK(shown == U"葛氏𠮷㐱局");
        CHECK(selectors == U"葛\U000E0100");
    }
}

TEST_CASE("numbers of a column stand with their points below each other") {
    const Composed laid = lay(seed());
    double point = 0;
    for (const Page& page : laid.pages.pages) {
        for (const Box& box : page.boxes) {
            const SheetCell& cell = laid.sheet.cells[static_cast<std::size_t>(box.cell)];
            if (!cell.number || !cell.field.starts_with("/lists/expenditures/") || !cell.field.ends_with("annual"))
                continue;
            const Run& run = box.lines.at(0).runs.at(0);
            double x = run.x;
            for (const Glyph& glyph : run.glyphs) {
                if (glyph.c == U'.') break;
                x += fonts().advance(run.face, glyph.id) * run.size / 1000;
            }
            if (point == 0) point = x;
            CHECK(x == Approx(point).margin(0.01));
        }
    }
    CHECK(point > 0);
}

TEST_CASE("long paragraphs are set to the measure") {
    const Composed laid = lay(seed());
    int full = 0, lines = 0;
    for (const Box& box : laid.pages.pages[0].boxes) {
        if (laid.sheet.cells[static_cast<std::size_t>(box.cell)].field != "/fields/main_duties") continue;
        for (const Line& line : box.lines) {
            const Run& run = line.runs.back();
            double end = run.x;
            for (const Glyph& glyph : run.glyphs)
                end += (fonts().advance(run.face, glyph.id) + glyph.dx) * run.size / 1000;
            ++lines;
            full += std::abs(end - (box.x + box.w - 5)) < 5.1;  // a mark at the end may reach over by half a square
            if (line.begin == 0) CHECK(line.runs.front().x == Approx(box.x + 5 + 2 * run.size).margin(0.01));
        }
    }
    CHECK(lines >= 30);
    CHECK(full >= lines - 15);  // all but the last lines of the 15 paragraphs
}

TEST_CASE("the same form gives the same pages") {
    const Form form = large(30, 40);
    const Composed a = lay(form), b = lay(form);
    CHECK(describe(a.sheet, a.pages) == describe(b.sheet, b.pages));
}

// tests/unit/layout/golden/*.txt describe pages that were looked at as pictures. JIXIAO_ACCEPT=1 writes them anew:
// read the diff.
TEST_CASE("pages as they were approved") {
    const auto compare = [](const char* name, const Form& form) {
        const std::string path = std::string(JIXIAO_SOURCE_DIR "/tests/unit/layout/golden/") + name;
        const Composed laid = lay(form);
        const std::string now = describe(laid.sheet, laid.pages);
        if (std::getenv("JIXIAO_ACCEPT")) std::ofstream(path) << now;
        std::ifstream file(path);
        const std::string approved((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
        INFO(name);
        CHECK(now == approved);
    };
    compare("seed.txt", seed());
    compare("nearly_empty.txt", nearly_empty());
    compare("large.txt", large(60, 80));
}
