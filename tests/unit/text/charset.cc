#include "text/charset.h"

#include <fstream>
#include <random>
#include <sstream>

#include <unicode/ucnv.h>

#include "catch.h"

using namespace jixiao;

namespace {

std::string seed() {
    std::ifstream file(std::string(JIXIAO_SOURCE_DIR) + "/fixtures/changzhou-kjj-2024.txt", std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string encoded(const std::string& utf8, const char* charset) {
    UErrorCode status = U_ZERO_ERROR;
    std::string out(utf8.size() * 3 + 8, '\0');
    const int length = ucnv_convert(charset, "UTF-8", out.data(), static_cast<int>(out.size()), utf8.data(),
                                    static_cast<int>(utf8.size()), &status);
    REQUIRE(U_SUCCESS(status));
    out.resize(static_cast<std::size_t>(length));
    return out;
}

}  // namespace

TEST_CASE("a whole document comes back from every encoding") {
    const std::string text = seed();
    for (const char* charset : {"UTF-8", "GB18030", "UTF-16LE", "UTF-16BE"}) {
        INFO(charset);
        const Decoded out = decode(encoded(text, charset));
        CHECK(out.charset == charset);
        CHECK(out.utf8 == text);
        CHECK(out.replaced == 0);
    }
}

TEST_CASE("GBK bytes are read as GB18030, its superset") {
    const std::string text = "单位名称\t常州市科学技术局\n年度目标\t加快建设";
    CHECK(decode(encoded(text, "GBK")).utf8 == text);
}

TEST_CASE("traditional characters in Big5") {
    const std::string text = "績效目標表\n單位名稱\t教育處\n一級指標\t二級指標\t三級指標\n";
    const Decoded out = decode(encoded(text, "Big5"));
    CHECK(out.charset == "Big5");
    CHECK(out.utf8 == text);
}

TEST_CASE("short texts, where a detector alone is at a loss") {
    CHECK(decode(encoded("单位名称", "GB18030")).utf8 == "单位名称");
    CHECK(decode(encoded("绩效", "UTF-16LE")).utf8 == "绩效");
    CHECK(decode(encoded("a\tb\n", "UTF-16BE")).utf8 == "a\tb\n");
    CHECK(decode("a\tb\n").charset == "UTF-8");
}

TEST_CASE("byte order marks decide and disappear") {
    CHECK(decode("\xEF\xBB\xBF\xE7\xBB\xA9").utf8 == "绩");
    CHECK(decode(std::string("\xFF\xFE\xE9\x7E", 4)).utf8 == "绩");  // U+7EE9
    CHECK(decode(std::string("\xFE\xFF\x7E\xE9", 4)).utf8 == "绩");
    CHECK(decode(std::string("\x84\x31\x95\x33\xBC\xA8", 6)).utf8 == "绩");
}

TEST_CASE("what cannot be read is counted, never dropped") {
    const Decoded cut = decode("绩效目标\t年度目标\t\xE7\xBB");
    CHECK(cut.charset == "UTF-8");
    CHECK(cut.utf8 == "绩效目标\t年度目标\t\uFFFD");
    CHECK(cut.replaced == 1);
    const Decoded lone = decode(std::string("\xFF\xFE\x00\xD8\x61\x00", 6));  // a high surrogate without its low one
    CHECK(lone.utf8 ==
          "\uFFFD"
          "a");
    CHECK(lone.replaced == 1);
    // U+FFFD that the author wrote is a character like any other.
    CHECK(decode("绩\uFFFD").replaced == 0);
}

TEST_CASE("the probe outweighs the look of a text") {
    // C1 A9 C9 CF is 粒上 in GB18030 and 薩… in Big5: only what is a label decides.
    const std::string bytes = encoded("單位", "Big5");
    const LabelProbe traditional = [](std::string_view text) { return text.find("單位") != text.npos ? 1 : 0; };
    CHECK(decode(bytes, traditional).charset == "Big5");
    const LabelProbe nothing = [](std::string_view) { return 0; };
    CHECK_NOTHROW(decode(bytes, nothing));
}

// GB 18030-2022, annex D: the 18 two-byte codes that left the private use area, and the six whose
// characters have four-byte codes.
TEST_CASE("GB18030-2022: no character of the standard lands in private use") {
    const auto read = [](const char* bytes) { return decode(std::string("\x84\x31\x95\x33") + bytes).utf8; };
    CHECK(read("\xA6\xD9") == "\uFE10");
    CHECK(read("\xA6\xDA") == "\uFE12");
    CHECK(read("\xA6\xDB") == "\uFE11");
    CHECK(read("\xA6\xDF") == "\uFE16");
    CHECK(read("\xA6\xEC") == "\uFE17");
    CHECK(read("\xA6\xF3") == "\uFE19");
    CHECK(read("\xFE\x59") == "\u9FB4");
    CHECK(read("\xFE\x61") == "\u9FB5");
    CHECK(read("\xFE\x66\xFE\x67") == "\u9FB6\u9FB7");
    CHECK(read("\xFE\x6D\xFE\x7E") == "\u9FB8\u9FB9");
    CHECK(read("\xFE\x90\xFE\xA0") == "\u9FBA\u9FBB");
    CHECK(read("\xFE\x51\xFE\x52\xFE\x53") == "\U00020087\U00020089\U000200CC");
    CHECK(read("\xFE\x6C\xFE\x76\xFE\x91") == "\U000215D7\U0002298F\U000241FE");
}

TEST_CASE("well-formed UTF-8, Unicode table 3-7") {
    CHECK(is_valid_utf8(""));
    CHECK(is_valid_utf8("绩\U00020087"));
    CHECK_FALSE(is_valid_utf8("\xC0\x80"));          // overlong
    CHECK_FALSE(is_valid_utf8("\xED\xA0\x80"));      // surrogate
    CHECK_FALSE(is_valid_utf8("\xF4\x90\x80\x80"));  // above U+10FFFF
    CHECK_FALSE(is_valid_utf8("\xE7\xBB"));          // cut
}

TEST_CASE("decoding is total") {
    std::mt19937 random(11);
    for (int i = 0; i < 300; ++i) {
        std::string bytes(random() % 200, '\0');
        for (char& c : bytes) c = static_cast<char>(random());
        const Decoded out = decode(bytes);
        CHECK(is_valid_utf8(out.utf8));
    }
}
