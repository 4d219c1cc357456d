#include "text/characters.h"
#include "text/terminal.h"

#include "catch.h"

using namespace jixiao;

namespace {

// The text with a bar at every break but the last.
std::string broken(const char* utf8) {
    const std::u32string text = to_code_points(utf8);
    std::u32string out;
    std::size_t from = 0;
    for (const int at : line_breaks(text)) {
        out += text.substr(from, static_cast<std::size_t>(at) - from);
        from = static_cast<std::size_t>(at);
        if (from < text.size()) out += U'|';
    }
    return to_utf8(out);
}

}  // namespace

TEST_CASE("display width, UAX #11") {
    CHECK(display_width("") == 0);
    CHECK(display_width("abc") == 3);
    CHECK(display_width("绩效") == 4);
    CHECK(display_width("（万元）") == 8);
    CHECK(display_width("ﾊﾝｶｸ") == 4);
    CHECK(display_width("e\u0301") == 1);
    CHECK(display_width("绩\u200B效") == 4);
    CHECK(display_width("\u3000") == 2);
    CHECK(display_width("\U00020087") == 2);
    CHECK(display_width("\xFF") == 1);  // U+FFFD is ambiguous, hence narrow
}

TEST_CASE("code points there and back") {
    CHECK(to_code_points("a绩\U00020087") == U"a绩\U00020087");
    CHECK(to_utf8(U"a绩\U00020087") == "a绩\U00020087");
    CHECK(to_code_points("a\xE7\xBB"
                         "b") ==
          U"a\uFFFD"
          U"b");
    CHECK(to_utf8(std::u32string(1, char32_t{0xD800})) == "\uFFFD");
    CHECK(to_utf8(std::u32string(1, char32_t{0x110000})) == "\uFFFD");
}

TEST_CASE("lines break between ideographs, not before closing or after opening punctuation") {
    CHECK(broken("绩效目标") == "绩|效|目|标");
    CHECK(broken("目标，健全。") == "目|标，|健|全。");
    CHECK(broken("“三公经费”变动率") == "“三|公|经|费”|变|动|率");
    CHECK(broken("《办法》（试行）") == "《办|法》|（试|行）");
}

TEST_CASE("values stay whole") {
    CHECK(broken("≥600家") == "≥600家");
    CHECK(broken("≤0%") == "≤0%");
    CHECK(broken("=100%") == "=100%");
    CHECK(broken(">=90%") == ">=90%");
    CHECK(broken("＞5家") == "＞5家");
    CHECK(broken("100万元") == "100万元");
    CHECK(broken("68725.09") == "68725.09");
    CHECK(broken("（一）拟订").find("（|") == std::string::npos);
    CHECK(broken("（十二）拟订") == "（十二）|拟|订");
    CHECK(broken("(十五)拟订") == "(十五)|拟|订");
}

TEST_CASE("breaks end at the length of the text") {
    CHECK(line_breaks(U"") == std::vector<int>{0});
    CHECK(line_breaks(U"\U00020087\U00020089") == std::vector<int>{1, 2});
    CHECK(line_breaks(U"甲\n乙") == std::vector<int>{2, 3});
    const std::u32string lone(3, char32_t{0xD800});
    CHECK(line_breaks(lone).back() == 3);
}

TEST_CASE("classes") {
    CHECK(is_ideograph(U'绩'));
    CHECK(is_ideograph(U'⻓'));
    CHECK(is_ideograph(U'⼯'));
    CHECK(is_ideograph(U'々'));
    CHECK(is_ideograph(U'\U00020087'));
    CHECK_FALSE(is_ideograph(U'，'));
    CHECK_FALSE(is_ideograph(U'ア'));
    CHECK_FALSE(is_ideograph(U'a'));
    for (const char32_t c : {U' ', U'\t', U'\n', U'\u00A0', U'\u3000', U'\u200B', U'\uFEFF'}) CHECK(is_space(c));
    CHECK_FALSE(is_space(U'_'));
    for (const char32_t c : {U'\0', U'\u0001', U'\u007F', U'\u00AD', U'\u200D', U'\u202E'}) CHECK(is_format(c));
    for (const char32_t c : {U'\0', U'\u00AD', U'\u200B', U'\u180B', U'\uFE0F', U'\U000E0100', U'\u034F', U'\u3164'}) CHECK(is_invisible(c));
    for (const char32_t c : {U'\t', U' ', U'\u3000', U'绩', U'\u0301', U'\uE000', U'\uFFFD'}) CHECK_FALSE(is_invisible(c));
    for (const char32_t c : {U'\t', U'\n', U'\r', U'\u0085', U' ', U'绩'}) CHECK_FALSE(is_format(c));
    for (const char32_t c : {U'\u202A', U'\u202E', U'\u2066', U'\u2069', U'\u200E', U'\u200F', U'\u061C'})
        CHECK(is_bidi_control(c));
    CHECK_FALSE(is_bidi_control(U'\u200B'));
}

TEST_CASE("a line break inside a word, inside brackets or before a mark goes on in the next line") {
    CHECK(broken_between("监督管理高新技术企业培", "育,推动产业转型升级"));
    CHECK(broken_between("公共卫生人才引育（", "市级）"));
    CHECK(broken_between("公共卫生人才（引", "育）"));
    CHECK(broken_between("规划", "、计划和政策"));
    CHECK(broken_between("科技创新体系建设", "和科技体制改革"));
    CHECK_FALSE(broken_between("社区治理", "和谐社会建设"));
    CHECK_FALSE(broken_between("数量指标", "质量指标"));
    CHECK_FALSE(broken_between("", "质量指标"));
    CHECK(first_word_width("市级）补助") == 2);
    CHECK(first_word_width("益）") == 4);
    CHECK(first_word_width("（市级）") == 4);
    CHECK(first_word_width("2024年") == 4);
}

TEST_CASE("what a terminal would obey or turn around is shown instead") {
    CHECK(terminal_text("资金 100%\t≥5\n第二行") == "资金 100%\t≥5\n第二行");
    CHECK(terminal_text("\x1b[31m红") == "<U+001B>[31m红");
    CHECK(terminal_text("\xC2\x9B" "31m") == "<U+009B>31m");  // the one-character CSI of ECMA-48 8.3.16
    CHECK(terminal_text("a\rb\x07") == "a<U+000D>b<U+0007>");
    CHECK(terminal_text("左\u202E右\u2066内\u2069\u200F") == "左<U+202E>右<U+2066>内<U+2069><U+200F>");
    CHECK(terminal_text("一\u2028二\u0085三") == "一<U+2028>二<U+0085>三");
    CHECK(terminal_text("\xFF\xFE") == "\uFFFD\uFFFD");
    CHECK(terminal_text("“引号”…—①㎡𠮷") == "“引号”…—①㎡𠮷");
}
