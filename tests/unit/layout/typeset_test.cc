#include <string>

#include "catch.h"
#include "forms.h"
#include "layout/typeset.h"
#include "text/characters.h"

using namespace jixiao;
using namespace jixiao::forms;

namespace {

TypeText typed(std::string_view text) {
    return type_text(text, FontRole::Song, false, fonts());
}

std::vector<std::string> cut(const TypeText& text, const std::vector<LineSpan>& lines) {
    std::vector<std::string> cut;
    for (const LineSpan& line : lines) {
        std::string one;
        for (int i = line.begin; i < line.end; ++i) append_utf8(one, text.chars[static_cast<std::size_t>(i)].c);
        cut.push_back(one);
    }
    return cut;
}

std::vector<std::string> broken(std::string_view text, float em, float indent = 0) {
    TypeText type = typed(text);
    std::vector<LineSpan> lines;
    break_text(type, 0, em * 1000, indent * 1000, lines);
    return cut(type, lines);
}

std::vector<std::string> even(std::string_view text, float em) {
    TypeText type = typed(text);
    std::vector<LineSpan> lines;
    break_evenly(type, 0, em * 1000, lines);
    return cut(type, lines);
}

std::vector<std::string> upright(std::string_view text, float em) {
    TypeText type = typed(text);
    std::vector<LineSpan> lines;
    break_upright(type, 0, em * 1000, lines);
    return cut(type, lines);
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("neighbouring full-width marks share the empty halves between them") {
    CHECK(typed("国家").width() == Approx(2000));
    CHECK(typed("“四个走在前”“四个新”").width() == Approx(12 * 1000 - 500));  // ”“
    CHECK(typed("目标（国家）。").width() == Approx(7000 - 500));             // ）。
    CHECK(typed("：“（甲").width() == Approx(4000 - 1000));                   // ：“ and “（
    CHECK(typed("甲，乙").width() == Approx(3000));
}

TEST_CASE("a mark never begins a line, an opening one never ends it") {
    for (int width = 5; width < 30; ++width) {
        const std::string text =
            "贯彻党的二十大精神，“四个走在前”、“四个新”重大任务（《打造具有全球影响力的产业科技创新中心行动方案》），"
            "加快打造。";
        for (const std::string& line : broken(text, static_cast<float>(width), 2)) {
            const std::u32string points = to_code_points(line);
            INFO(line << " at " << width);
            CHECK(std::u32string_view(U"，。、”）》").find(points.front()) == std::u32string_view::npos);
            CHECK(std::u32string_view(U"“（《").find(points.back()) == std::u32string_view::npos);
        }
    }
}

TEST_CASE("a closing mark gives up its empty half rather than drag its word down") {
    // Five ideographs fit; the comma's ink does, too.
    CHECK(broken("一二三四五，六七八九", 5.5F) == Lines{"一二三四五，", "六七八九"});
    CHECK(broken("一二三四五，六七八九", 5.4F) == Lines{"一二三四", "五，六七八", "九"});
}

TEST_CASE("a lone last character gets company") {
    CHECK(broken("一二三四五六七八九十一二三", 12) == Lines{"一二三四五六七八九十一", "二三"});
    CHECK(broken("一二三四五六七八九十一二三。", 12) == Lines{"一二三四五六七八九十一", "二三。"});
}

TEST_CASE("numbers keep their units and comparators") {
    CHECK(broken("完成≥600家企业", 5) == Lines{"完成", "≥600家企", "业"});
}

TEST_CASE("a word wider than its line is cut, and every character stays") {
    const Lines lines = broken("https://www.example.gov.cn/a/very/long/path/without/any/break/at/all.html", 5);
    CHECK(lines.size() > 3);
    std::string all;
    for (const std::string& line : lines) all += line;
    CHECK(all == "https://www.example.gov.cn/a/very/long/path/without/any/break/at/all.html");
    CHECK(broken("国国国", 0.5F) == Lines{"国", "国", "国"});
}

TEST_CASE("white space at a line's end belongs to that line") {
    TypeText type = typed("甲乙丙 丁戊己");
    std::vector<LineSpan> lines;
    break_text(type, 0, 3000, 0, lines);
    REQUIRE(lines.size() == 2);
    CHECK(lines[0].end == 4);
    CHECK(lines[0].shown_end == 3);
    CHECK(lines[1].begin == 4);
}

TEST_CASE("labels break between words and evenly") {
    CHECK(even("单位主要职能", 5) == Lines{"单位主要", "职能"});
    CHECK(even("机构设置及人员配置", 5) == Lines{"机构设置", "及人员配置"});
    CHECK(even("部门整体资金（万元）", 5.07F) == Lines{"部门整体", "资金", "（万元）"});
    CHECK(even("服务对象满意度", 5) == Lines{"服务对象", "满意度"});
    CHECK(even("年度目标", 5) == Lines{"年度目标"});
}

TEST_CASE("upright labels: a character a line, brackets and numbers whole") {
    CHECK(upright("收入", 3) == Lines{"收", "入"});
    CHECK(upright("资金（万元）", 4) == Lines{"资", "金", "（万元）"});
    CHECK(upright("2024年度", 4) == Lines{"2024", "年", "度"});
    CHECK(upright("资金（万元）", 2) == Lines{"资", "金", "（", "万", "元）"});
}

TEST_CASE("what no face has is marked, what nobody sees has no glyph") {
    const TypeText type = typed(reinterpret_cast<const char*>(u8"甲\U0010FFFD\u200B乙\uFE0F"));
    REQUIRE(type.chars.size() == 5);
    CHECK(type.missing);
    CHECK(type.chars[1].missing);
    CHECK(type.chars[1].advance == Approx(1000));
    CHECK(type.chars[2].kind == CharKind::Hidden);
    CHECK(type.chars[4].kind == CharKind::Hidden);
    CHECK(typed("𠮷野家").missing == false);  // beyond the basic plane
}
