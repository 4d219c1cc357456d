#include "catch.h"
#include "text/characters.h"
#include "text/gb2312.h"

using namespace jixiao;

TEST_CASE("GB/T 2312 has both levels, signs and ASCII, and no more") {
    for (const char32_t c : to_code_points("一啊溧齄，。“”（）《》①≥℃AZ09%")) CHECK(in_gb2312(c));
    // 镕 was famously left out; the others are of GBK, of plane 2, and traditional.
    for (const char32_t c : to_code_points("镕堃𠮷龜")) CHECK_FALSE(in_gb2312(c));
}

TEST_CASE("code points come back as they were, in texts of any length") {
    std::string text;
    for (const char* piece : {"a", "é", "江", "𠮷", "阴市教育局", "abc江阴市教育局def", "\xF4\x8F\xBF\xBF"}) {
        text += piece;
        CHECK(to_utf8(to_code_points(text)) == text);
    }
    CHECK(to_code_points("江\xE6\xB1" "b") == U"江\uFFFDb");
    CHECK(to_utf8(std::u32string{0xD800, 0x110000, U'x'}) == "\uFFFD\uFFFDx");
}
