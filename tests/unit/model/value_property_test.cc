// What holds of every text, however odd: values are read without harm, and never changed.
#include <random>

#include "catch.h"
#include "model/json.h"
#include "model/values.h"

using namespace jixiao;

namespace {

// Texts of the pieces values are made of, in any order.
std::string random_text(std::mt19937& random) {
    static const char* const kPieces[] = {
        "≥",  "≤",  "=",     ">",  "<",  "》", "乏", "三",   "不低于", "超", "约",    "以上", "以内", "0",
        "6",  "00", "1,234", ".5", "%",  "％", "家", "万元", "/",      "年", "月",    " ",    "（",   "）",
        "(",  ")",  "-",     "~",  "至", "、", "，", "。",   "*",      "X",  "#REF!", "健全", "\xff", "\xE2\x80\x8B",
        "\n", "元", "E+",    "９", "¥",  "△",  "m",  "2"};
    std::uniform_int_distribution<std::size_t> piece(0, std::size(kPieces) - 1), length(0, 7);
    std::string out;
    for (std::size_t n = length(random); n > 0; --n) out += kPieces[piece(random)];
    return out;
}

}  // namespace

TEST_CASE("any text: raw stays, a number needs its kind, a suspect has none") {
    std::mt19937 random(7);
    Vocabulary words;
    words.qualitative = {{"", "健全", {}}};
    words.units = {{"", "%", {"％"}}, {"", "家", {}}};
    for (int n = 0; n < 20'000; ++n) {
        const std::string text = random_text(random);
        INFO(text);
        const ParsedIndicator parsed = parse_indicator(text, words);
        const IndicatorValue& v = parsed.value;
        const bool sound = v.raw == text && (!v.number || v.kind == ValueKind::Quantitative) &&
                           (!v.number2 || v.number) &&
                           (parsed.suspect.empty() || (!v.number && v.comparator == Comparator::None)) &&
                           (!parsed.blank || (v.kind == ValueKind::Text && !v.number && v.unit.empty())) &&
                           (parsed.weight.empty() || v.number.has_value());
        if (!sound) FAIL("broken");
        const ParsedAmount amount = parse_amount(text);
        const bool sound_amount =
            amount.blank ? !amount.amount.number && amount.amount.written.empty() : amount.amount.written == text;
        if (!sound_amount || (amount.amount.number && !amount.proposal.empty())) FAIL("broken");
        looks_like_amount(text);
        looks_like_indicator_value(text, words);
    }
    SUCCEED();
}
