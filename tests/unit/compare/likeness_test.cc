// How alike texts are, and where they differ.
#include "catch.h"

#include "compare/likeness.h"
#include "text/characters.h"

using namespace jixiao;

namespace {

// [-gone-]{+come+}
std::string shown(std::string_view before, std::string_view after) {
    std::string out;
    for (const TextPiece& piece : pieces_of(before, after))
        out += piece.side == TextPiece::Side::Both     ? piece.text
               : piece.side == TextPiece::Side::Before ? "[-" + piece.text + "-]"
                                                       : "{+" + piece.text + "+}";
    return out;
}

std::string paired(const std::vector<std::string>& before, const std::vector<std::string>& after) {
    static constexpr const char* kHow[] = {"same", "respelled", "changed", "displaced", "removed", "added"};
    std::string out;
    for (const ParagraphPair& pair : pair_paragraphs(before, after))
        out += std::to_string(pair.before) + ">" + std::to_string(pair.after) + " " +
               kHow[static_cast<int>(pair.how)] + "; ";
    return out;
}

}  // namespace

TEST_CASE("likeness counts what two texts share in order") {
    CHECK(likeness(U"科技专项", U"科技专项") == 1);
    CHECK(likeness(U"科技专项", U"甲乙丙丁") == 0);
    CHECK(likeness(U"科技专项", U"科创专项") == Approx(0.75));  // 3 of 4 and 4
    CHECK(likeness(U"科创专项", U"科技专项") == Approx(0.75));
    CHECK(likeness(U"", U"科技") == 0);
}

TEST_CASE("pieces mark what differs and no more") {
    CHECK(shown("国际科技合作与交流", "国际科技合作和交流") == "国际科技合作[-与-]{+和+}交流");
    CHECK(shown("拟订政策", "牵头拟订政策") == "{+牵头+}拟订政策");
    CHECK(shown("2024年", "2025年") == "[-2024-]{+2025+}年");
    CHECK(shown("甲", "乙") == "[-甲-]{+乙+}");
    CHECK(shown("同", "同") == "同");
    CHECK(shown("", "新") == "{+新+}");
}

TEST_CASE("pieces put together give either text") {
    const std::string texts[] = {"", "统筹推进全市科技创新体系建设", "统筹科技创新体系和平台建设",
                                 "推进全市体系建设与评估", "𠀀abc"};
    for (const std::string& a : texts)
        for (const std::string& b : texts) {
            std::string first, second;
            for (const TextPiece& piece : pieces_of(a, b)) {
                if (piece.side != TextPiece::Side::After) first += piece.text;
                if (piece.side != TextPiece::Side::Before) second += piece.text;
            }
            CHECK(first == a);
            CHECK(second == b);
        }
}

TEST_CASE("paragraphs are paired by what they say") {
    CHECK(paired({"甲乙丙丁", "戊己庚辛"}, {"甲乙丙丁", "戊己庚辛"}) == "0>0 same; 1>1 same; ");
    CHECK(paired({"甲乙丙丁", "戊己庚辛"}, {"戊己庚辛"}) == "0>-1 removed; 1>0 same; ");
    CHECK(paired({"甲乙丙丁"}, {"甲乙丙丁", "戊己庚辛"}) == "0>0 same; -1>1 added; ");
    CHECK(paired({"甲乙丙丁戊己"}, {"甲乙丙丁戊庚"}) == "0>0 changed; ");
    CHECK(paired({"甲乙丙丁", "戊己庚辛"}, {"戊己庚辛", "甲乙丙丁"}).find("displaced") != std::string::npos);
}

TEST_CASE("a paragraph that only got another number is the same in another writing") {
    CHECK(paired({"(一) 甲乙丙丁。", "(二) 戊己庚辛。", "(三) 壬癸子丑。"}, {"(一) 甲乙丙丁。", "(二) 壬癸子丑。"}) ==
          "0>0 same; 1>-1 removed; 2>1 respelled; ");
    CHECK(paired({"1. 甲乙，丙丁"}, {"１．甲乙,丙丁"}) == "0>0 respelled; ");
}
