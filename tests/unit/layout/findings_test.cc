// What laying out tells of texts and fonts.
#include <algorithm>
#include <filesystem>
#include <fstream>

#include "catch.h"
#include "forms.h"

using namespace jixiao;
using namespace jixiao::forms;

namespace {

std::size_t count(const Findings& findings, Code code) {
    return static_cast<std::size_t>(std::ranges::count(findings, code, &Finding::code));
}

}  // namespace

TEST_CASE("a value too long for its column is told when it shrinks") {
    Form form = nearly_empty();
    CHECK(count(lay(form, jiangsu()).findings, Code::text_shrunk) == 0);
    add_row(form, "expenditures", "水利工程|1|12345678901.23");
    const auto laid = lay(form, jiangsu());
    REQUIRE(count(laid.findings, Code::text_shrunk) == 1);
    const auto told = std::ranges::find(laid.findings, Code::text_shrunk, &Finding::code);
    CHECK(told->field == "/lists/expenditures/0/annual");
}

TEST_CASE("a range too wide for its cell shrinks rather than break inside a number") {
    Form form = nearly_empty();
    add_row(form, "indicators", "决策|计划制定|||项目实施进度|2023.07|2023.07-2024.01");
    const auto laid = lay(form, jiangsu());
    std::size_t lines = 0;
    for (const Box& box : laid.pages.pages[0].boxes)
        if (laid.sheet.cells[static_cast<std::size_t>(box.cell)].field.ends_with("/annual") && box.lines.size() > 0 &&
            laid.sheet.cells[static_cast<std::size_t>(box.cell)].paragraphs.front() == "2023.07-2024.01")
            lines = box.lines.size();
    CHECK(lines == 1);
    CHECK(count(laid.findings, Code::text_shrunk) == 1);
}

TEST_CASE("a face that stands in for another is told once a role") {
    const auto path = std::filesystem::temp_directory_path() / "jixiao-manifest-with-an-absent-face.xml";
    std::ofstream(path) << R"(<?xml version="1.0" encoding="UTF-8"?>
<fonts>
  <directory path="/usr/share/fonts"/>
  <role name="song" office="宋体">
    <family name="Absent Song" package="none" licence="OFL-1.1"><regular name="AbsentSong" file="absent/AbsentSong.ttf"/></family>
    <family name="Noto Serif CJK SC" package="fonts-noto-cjk" licence="OFL-1.1">
      <regular name="NotoSerifCJKsc-Regular" file="opentype/noto/NotoSerifCJK-Regular.ttc"/>
    </family>
  </role>
  <role name="hei" office="黑体" fallback="song"/>
  <role name="fangsong" office="仿宋" fallback="song"/>
  <role name="kai" office="楷体" fallback="song"/>
  <role name="latin" office="Times New Roman" fallback="song"/>
</fonts>)";
    const auto loaded = FontSet::load(path, {});
    std::filesystem::remove(path);
    if (!loaded) FAIL(loaded.error().str(Lang::Zh));
    Findings findings;
    const auto sheet = compose(nearly_empty(), jiangsu(), templates().vocabulary, **loaded, {}, findings);
    REQUIRE(sheet.has_value());
    CHECK(count(findings, Code::font_substituted) >= 1);
    CHECK(std::ranges::any_of(findings, [](const Finding& f) { return f.message.zh == "宋体 以 NotoSerifCJKsc-Regular 代替"; }));
}
