#include "catch.h"
#include "importers/import.h"
#include "importers/text_markup.h"

using namespace jixiao;

namespace {

std::string seen(const std::string& raw) {
    return visible_text(raw).text;
}

}  // namespace

TEST_CASE("tags go, paragraphs end lines") {
    CHECK(seen("<p>一</p> <p>二</p>") == "一\n二");
    CHECK(seen("<p>一</p><p> </p><p><br></p><p>二</p>") == "一\n二");
    CHECK(seen("一<br>二<BR/>三<br />四") == "一\n二\n三\n四");
    CHECK(seen("<div class=\"a>b\">一</div>") == "一");
    CHECK(seen("<span style='font:x'>一</span><b>二</b>") == "一二");
    CHECK(seen("<o:p></o:p>一<!-- 注 -->二<style>p{}</style>") == "一二");
    CHECK(seen("<p>") == "");
}

TEST_CASE("comparators are no tags") {
    for (const char* text : {"<5%", ">=90%", "<10家", "≥5且<10", "a<b", "1<x<9", "<上年>", "<br", "x<p 且 q>r",
                             "5<=x", "<>", "</", "<p家>"})
        CHECK(seen(text) == text);
}

TEST_CASE("entities, once") {
    CHECK(seen("&ge;90%&nbsp;") == "≥90%");
    CHECK(seen("&#8805;90%&#x4E00;") == "≥90%一");
    CHECK(seen("&lt;p&gt;") == "<p>");
    CHECK(seen("&amp;lt;") == "&lt;");
    CHECK(seen("R&D经费; A&B") == "R&D经费; A&B");
    CHECK(seen("&nosuch; &; &#; &#x110000; &#xD800;") == "&nosuch; &; &#; \uFFFD \uFFFD");
}

TEST_CASE("blanks of every kind go at the ends, invisible characters everywhere") {
    CHECK(seen("\u00A0\u3000 一\u3000二 \u3000\u00A0\uFEFF") == "一\u3000二");
    CHECK(seen("一\u200B二\u00AD三\uFEFF四\u2060") == "一二三四");
    CHECK(seen(" \u3000\u00A0\t") == "");
    CHECK(visible_text("一\u200B二").dropped.empty());
    CHECK(visible_text("一\u200B二\u200B").silent == std::vector<char32_t>{0x200B});  // left out, and told
}

TEST_CASE("markdown marks go, placeholders stay") {
    CHECK(seen("## 标题") == "标题");
    CHECK(seen("## 标题 ##") == "标题");
    CHECK(seen("#REF!") == "#REF!");
    CHECK(seen("**标题**") == "标题");
    CHECK(seen("**单位名称**：教育局") == "单位名称：教育局");
    for (const char* text :
         {"≥**人次", "**单位**项目", "≥**人次，≥**家", "___年__月", "**", "****", "2*3", "- _ *", "*"})
        CHECK(seen(text) == text);
}

TEST_CASE("controls and lost characters are reported at their place") {
    const auto imported = import({"a.txt", "甲\t一\u202E二\n乙\t\uFFFD三\n丙\t\x01四\n"}, {});
    REQUIRE(imported);
    const Grid& grid = imported->grids[0];
    CHECK(grid.at({0, 1})->shown == "一二");
    CHECK(grid.at({0, 1})->raw == "一\u202E二");
    CHECK(grid.at({2, 1})->shown == "四");
    REQUIRE(imported->findings.size() == 3);
    CHECK(imported->findings[0].code == Code::control_character);
    CHECK(imported->findings[0].at->str() == "a.txt:1:2");
    CHECK(imported->findings[0].got == "U+202E");
    CHECK(imported->findings[1].code == Code::replacement_character);
    CHECK(imported->findings[1].at->str() == "a.txt:2:2");
    CHECK(imported->findings[2].got == "U+0001");
}

TEST_CASE("bytes that cannot be read are reported where they stand") {
    std::string text = "单位名称\t教育局\n年度目标\t完成各项任务\n金额\t";
    text += "\xE7\xBB\n";
    const auto imported = import({"a.txt", text}, {});
    REQUIRE(imported);
    REQUIRE(imported->findings.size() == 1);
    CHECK(imported->findings[0].at->str() == "a.txt:3:2");
}

TEST_CASE("many findings of one kind become a number") {
    std::string text;
    for (int i = 0; i < 1000; ++i) text += "甲\t\u202E乙\n";
    const auto imported = import({"a.txt", text}, {});
    REQUIRE(imported);
    CHECK(imported->findings.size() == 201);
    CHECK(imported->findings.back().message.en.find("800 more") != std::string::npos);
}

TEST_CASE("what is no text is refused, naming the place") {
    const auto failure = [](const std::string& bytes) {
        const auto imported = import_text({"a.txt", bytes}, {});
        REQUIRE_FALSE(imported);
        return imported.error();
    };
    CHECK(failure(std::string("a\tb\nc\0d\n", 8)).at.str() == "a.txt:2:1");
    CHECK(failure("\x01\x02\x03\x04\x05"
                  "ab")
              .message.en.find("cannot be read") != std::string::npos);
    CHECK(failure(std::string(2 << 20, 'x')).message.en.find("text_line_bytes") != std::string::npos);
    std::string wide = "x";
    for (int i = 0; i < 20'000; ++i) wide += "\tx";
    CHECK(failure(wide + "\n").message.en.find("columns") != std::string::npos);
    std::string high;
    for (int i = 0; i < 1'048'577; ++i) high += '\n';
    CHECK(failure(high).message.en.find("rows") != std::string::npos);
}

TEST_CASE("oddities that are legal") {
    CHECK(import({"a", std::string(500'000, '\t') + "a\nb\tc\n"}, {}).error().message.en.find("columns") !=
          std::string::npos);
    CHECK(
        import({"a", "a\tb\n" + std::string(500'000, '\t')}, {}).has_value());  // a million tabs and nothing between
    CHECK(import({"a", "a\tb\n" + std::string(300'000, '\n') + "c\td"}, {})->grids[0].cells().back().at.row ==
          300'001);
    CHECK(import({"a", std::string(900'000, '<') + "\ta\n"}, {}).has_value());
    CHECK(import({"a", std::string(900'000, '&') + ";\ta\n"}, {}).has_value());
    CHECK(import({"a", std::string(900'000, '"') + "\ta\n"}, {}).has_value());
}
