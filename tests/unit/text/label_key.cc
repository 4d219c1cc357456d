#include "text/label_key.h"

#include <fstream>
#include <random>
#include <sstream>

#include "catch.h"
#include "text/characters.h"
#include "text/charset.h"

using namespace jixiao;

namespace {

std::string read(const std::string& name) {
    std::ifstream file(std::string(JIXIAO_SOURCE_DIR) + "/fixtures/" + name, std::ios::binary);
    std::stringstream text;
    text << file.rdbuf();
    return text.str();
}

std::string alone(char32_t c) {
    return to_utf8(std::u32string(1, c));
}

// Valid UTF-8, and the key of the key is the key.
bool holds(const std::string& text) {
    const std::string key = label_key(text), bare = bare_label_key(text);
    return is_valid_utf8(key) && is_valid_utf8(bare) && label_key(key) == key && bare_label_key(bare) == bare &&
           label_key(bare) == bare;
}

}  // namespace

TEST_CASE("spellings of one label have one key") {
    const auto same = [](const char* a, const char* b) {
        INFO(a << " | " << b);
        CHECK(label_key(a) == label_key(b));
    };
    same("部门整体 资金(万 元)", "部门整体\n资金（万元）");
    same("项 目 名 称", "项目名称");
    same("单位　名称", "单位\u00A0名\u200B称\uFEFF");
    same("全\u00AD年", "全年");
    same("⼯作⼈员", "工作人员");  // Kangxi radicals
    same("⻛险", "风险");          // CJK Radicals Supplement, which NFKC leaves
    same("⻄部", "西部");
    same("⺠生", "民生");
    same("成⻓", "成长");
    same("績效目標", "绩效目标");
    same("單位：", "单位:");
    same("“三公经费”变动率", "\"三公经费\"变动率");
    same("〔项目〕", "【项目】");
    same("ＡＢｃ１２", "abc12");
    same("２０２４年度", "2024年度");
    same("A—B", "A-B");
    same("≧", "≥");
}

TEST_CASE("different labels keep different keys") {
    CHECK(label_key("半年指标值") != label_key("全年指标值"));
    CHECK(label_key("单位名称：") != label_key("单位名称"));
    CHECK(label_key("《办法》") != label_key("办法"));
    CHECK(label_key("项目、资金") != label_key("项目资金"));
}

TEST_CASE("keys are what the definition says") {
    CHECK(label_key("") == "");
    CHECK(label_key(" \t\r\n\u3000") == "");
    CHECK(label_key("①②") == "12");
    CHECK(label_key("㎡") == "m2");
    CHECK(label_key("Ⅷ") == "viii");
    CHECK(label_key("（一）") == "(一)");
    CHECK(label_key("e \u0301") == "\u00E9");  // the space goes, and what is left composes
    CHECK(label_key(std::string("a\0b", 3)) == "ab");
    CHECK(label_key("\xFF") == "\uFFFD");
    CHECK(label_key("单\xE4\xBD") == "单\uFFFD");  // cut in the middle of a character
}

TEST_CASE("the bare key drops remarks and the final colon") {
    CHECK(bare_label_key("部门整体资金（万元）") == "部门整体资金");
    CHECK(bare_label_key("年度目标(450字内)：") == "年度目标");
    CHECK(bare_label_key("单位【公章】（盖章）:") == "单位");
    CHECK(bare_label_key("资金：（万元）") == "资金");
    CHECK(bare_label_key("（2024年度）") == "(2024年度)");  // nothing but the remark: it stays
    CHECK(bare_label_key("a((b)c)d") == "ad");
    CHECK(bare_label_key("a)b(") == "a)b(");
    CHECK(bare_label_key("：") == ":");
}

TEST_CASE("label keys are total and idempotent") {
    SECTION("lines and cells of a real document") {
        std::istringstream lines(read("changzhou-kjj-2024.txt"));
        int count = 0;
        for (std::string line; std::getline(lines, line); ++count) CHECK(holds(line));
        CHECK(count > 80);
    }
    SECTION("every code point alone") {
        for (char32_t c = 0; c <= 0x10FFFF; c += c < 0x32000 ? 1 : 97) {
            if (c >= 0xD800 && c <= 0xDFFF) continue;
            if (!holds(alone(c))) FAIL("U+" << std::hex << static_cast<unsigned>(c));
        }
    }
    SECTION("pairs and triples, the composing ones more often") {
        std::mt19937 random(20240101);
        const std::u32string awkward =
            U"eE \u0301\u0308\u0323\u200B\u3000\u1100\u1161\u11A8\u0345\u1E9E\u0131\u0130\u0307"
            U"\u3099\uFF9E\u30AB\uFF76\u0F71\u0F72\u0344\uFDFA\u212B\u2126\uF9D0\U0002F800";
        const auto pick = [&] {
            if (random() % 2) return awkward[random() % awkward.size()];
            char32_t c = random() % 0x10000;
            return c >= 0xD800 && c <= 0xDFFF ? U'绩' : c;
        };
        for (int i = 0; i < 20000; ++i) {
            std::u32string text;
            for (std::size_t n = 2 + random() % 3; n > 0; --n) text.push_back(pick());
            if (!holds(to_utf8(text))) FAIL(to_utf8(text));
        }
    }
    SECTION("random bytes") {
        std::mt19937 random(7);
        for (int i = 0; i < 5000; ++i) {
            std::string bytes(random() % 24, '\0');
            for (char& c : bytes) c = static_cast<char>(random());
            CHECK(holds(bytes));
        }
    }
}

TEST_CASE("bytes that are no UTF-8 have a key, however many") {
    for (const std::size_t count : {1u, 300u, 341u, 342u, 512u, 5000u}) {
        std::string expected;
        for (std::size_t i = 0; i < count; ++i) expected += "\xEF\xBF\xBD";   // U+FFFD for each (Unicode 3.9, best practice)
        CHECK(label_key(std::string(count, '\xFF')) == expected);
    }
}
