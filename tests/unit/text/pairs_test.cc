// What a text's pairs of characters say of words.
#include "catch.h"
#include "text/pairs.h"

using jixiao::Pairs;

TEST_CASE("a word that the text holds is never denied, wherever it stands") {
    constexpr std::string_view kText = "（一）规划和政策，XX人次 600家。";
    const Pairs pairs(kText);
    for (const std::string_view word : {"规划", "划和政策", "政策，", "（一）", "人次", "XX", "家。", "600"}) CHECK(pairs.may_hold(word));
    CHECK_FALSE(pairs.may_hold("成本"));
    CHECK_FALSE(pairs.may_hold("成本控制率"));
}

TEST_CASE("words too short to tell are searched for") {
    CHECK(Pairs("").may_hold("率"));
    CHECK(Pairs("规").may_hold("XX"));
    CHECK_FALSE(Pairs("规").may_hold("规划"));
}
