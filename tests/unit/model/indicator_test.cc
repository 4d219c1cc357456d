// Indicator values: every example of domain.md §3, and the look-alikes of §4.
#include "catch.h"
#include "model/values.h"

using namespace jixiao;

namespace {

const Vocabulary& words() {
    static const Vocabulary vocabulary = [] {
        Vocabulary v;
        v.qualitative = {{"sound", "健全", {"较健全"}},
                         {"notable", "显著", {"明显"}},
                         {"stable", "保持稳定", {"不低于上年度水平"}},
                         {"long", "达成预期指标并具有显著效果", {}}};
        v.units = {{"percent", "%", {"％", "百分比", "(%)"}},
                   {"wan", "万元", {"万"}},
                   {"people", "人次", {}},
                   {"year", "年", {}}};
        return v;
    }();
    return vocabulary;
}

// kind comparator number..number2 unit, in one line.
std::string read(std::string_view shown) {
    const auto parsed = parse_indicator(shown, words());
    REQUIRE(parsed.value.raw == shown);
    const auto& v = parsed.value;
    std::string out(kind_name(v.kind).substr(0, 5));
    out += " [" + std::string(comparator_name(v.comparator)) + "]";
    if (v.number) out += " " + v.number->str();
    if (v.number2) out += ".." + v.number2->str();
    if (!v.unit.empty()) out += " " + v.unit;
    return out;
}

}  // namespace

TEST_CASE("signs, numbers and units") {
    CHECK(read("≥600家") == "quant [>=] 600 家");
    CHECK(read("=100%") == "quant [=] 100 %");
    CHECK(read("≤0%") == "quant [<=] 0 %");
    CHECK(read(">5项") == "quant [>] 5 项");
    CHECK(read("<3天") == "quant [<] 3 天");
    CHECK(read("=100.00(%)") == "quant [=] 100.00 (%)");
    CHECK(read("≥190元每人每月") == "quant [>=] 190 元每人每月");
    CHECK(read("≥100百分比") == "quant [>=] 100 百分比");
    CHECK(read("≥1,200.5平方米") == "quant [>=] 1200.5 平方米");
    CHECK(read("≥20m2") == "quant [>=] 20 m2");
    CHECK(read("≥20㎡") == "quant [>=] 20 ㎡");
    CHECK(read("≥ 90 %") == "quant [>=] 90 %");
    CHECK(read("≥-5%") == "quant [>=] -5 %");
    CHECK(read("≤25℃") == "quant [<=] 25 ℃");
}

TEST_CASE("look-alikes are folded for reading only") {
    for (const char* at_least : {"≧95%", "⩾95%", "≥=95%", ">=95%", "＞＝95%", "=>95%", "≥≥95%", "﹥=95%", "> =95%"})
        CHECK(read(at_least) == "quant [>=] 95 %");
    for (const char* at_most : {"≦95%", "⩽95%", "<=95%", "＜＝95%", "≤95%"})
        CHECK(read(at_most) == "quant [<=] 95 %");
    for (const char* equal : {"＝95%", "﹦95%", "==95%"}) CHECK(read(equal) == "quant [=] 95 %");
    CHECK(read("＞95%") == "quant [>] 95 %");
    CHECK(read("﹤95%") == "quant [<] 95 %");
    CHECK(read("≥９５％") == "quant [>=] 95 ％");  // a unit is as written
    CHECK(read("≥６００家") == "quant [>=] 600 家");
}

TEST_CASE("bare numbers have no comparator") {
    CHECK(read("985米") == "quant [] 985 米");
    CHECK(read("350") == "quant [] 350");
    CHECK(read("1") == "quant [] 1");
    CHECK(read("50000") == "quant [] 50000");
    CHECK(read("95%") == "quant [] 95 %");
    CHECK(read("3个工作日") == "quant [] 3 个工作日");
}

TEST_CASE("words compare, before and behind the number") {
    CHECK(read("不低于60户/人.月") == "quant [>=] 60 户/人.月");
    CHECK(read("不少于12次") == "quant [>=] 12 次");
    CHECK(read("超13万元/年") == "quant [>] 13 万元/年");
    CHECK(read("约5.5万人次") == "quant [] 5.5 万人次");
    CHECK(read("10%以上") == "quant [>=] 10 %");
    CHECK(read("10%（含）以上") == "quant [>=] 10 %");
    CHECK(read("5天以内") == "quant [<=] 5 天");
    CHECK(read("控制在3%以内") == "quant [<=] 3 %");
    CHECK(read("不超过20万元") == "quant [<=] 20 万元");
    CHECK(read("达到100%") == "quant [>=] 100 %");
    CHECK(read("等于100%") == "quant [=] 100 %");
    CHECK(read("小于等于5%") == "quant [<=] 5 %");
    CHECK(read("低于5%") == "quant [<] 5 %");
    CHECK(read("30人左右") == "quant [] 30 人");
}

TEST_CASE("ranges, several values, periods") {
    CHECK(read("10-20家") == "quant [] 10..20 家");
    CHECK(read("10%-20%") == "quant [] 10..20 %");
    CHECK(read("10～20家") == "quant [] 10..20 家");
    CHECK(read("3家至5家") == "quant [] 3..5 家");
    CHECK(read("10至20家") == "quant [] 10..20 家");
    CHECK(read("1600人、200人") == "text []");
    CHECK(read("2023.07-2024.01") == "text []");
    CHECK(read("2023-2025年") == "text []");
    CHECK(read("2024年12月底前") == "text []");
    CHECK(read("12月底前") == "text []");
    CHECK(read("2024年") == "text []");
    CHECK(read("≥3年") == "quant [>=] 3 年");
}

TEST_CASE("what stands behind a value") {
    CHECK(read("90%(计划标准)") == "quant [] 90 %");
    CHECK(read("=100% 22.5") == "quant [=] 100 %");
    CHECK(parse_indicator("=100% 22.5", words()).weight == "22.5");
    CHECK(read("≥90%。") == "quant [>=] 90 %");
    CHECK(parse_indicator("≥90%", words()).weight.empty());
    // Two figures and a blank, no unit between: a weight or a broken number. Neither is chosen.
    CHECK(read("=100 22.5") == "quant [=]");
    CHECK(parse_indicator("=100 22.5", words()).proposal.empty());
    CHECK(read("≥968.191 8万元") == "quant [>=] 万元");
    CHECK(parse_indicator("≥968.191 8万元", words()).proposal == "≥968.1918万元");
}

TEST_CASE("qualitative words, sentences and stubs") {
    CHECK(read("健全") == "quali []");
    CHECK(read("达成预期指标并具有显著效果") == "quali []");  // known, however long
    CHECK(read("有所提升") == "quali []");
    CHECK(read("无") == "quali []");
    CHECK(read("不低于上年度水平") == "quali []");
    CHECK(read("不低于去年水平") == "text [>=]");
    CHECK(read("在规定时间结案率为95%") == "text []");
    CHECK(read("受益群众的生活条件得到进一步改善") == "text []");
    CHECK(read("≥**人次") == "quant [>=] 人次");
    CHECK(read("≥XX") == "quant [>=]");
    CHECK(read("≥") == "quant [>=]");
    CHECK(read("XX") == "text []");
    CHECK(read("=健全") == "quali [=]");
    CHECK(read("≥90%，≤95%") == "text []");
    CHECK(read("<>5") == "text []");
    CHECK(read("≥1/3") == "text []");
    CHECK(read("≥12345678901234567890家") == "text []");
    CHECK(read("≥95%的受访群众对本项工作表示满意") == "quant [>=] 95 %");
}

TEST_CASE("a character where a comparator belongs is suspected, never read") {
    for (const char* suspect :
         {"乏90%", "三90%", "二90%", "么90%", "之90%", "委90%", "过90%", "肥90%", "》90%", "《90%"}) {
        const auto parsed = parse_indicator(suspect, words());
        CHECK(read(suspect) == "quant []");
        CHECK(parsed.suspect == std::string_view(suspect).substr(0, 3));
        CHECK(parsed.proposal == "90%");
    }
    for (const char* word : {"三公经费", "二级", "过程", "委托", "三、90%"})
        CHECK(parse_indicator(word, words()).suspect.empty());
}

TEST_CASE("nothing and a lone dash") {
    CHECK(parse_indicator("", words()).blank);
    CHECK(parse_indicator(" ", words()).blank);
    for (const char* dash : {"-", "—", "/"}) {
        CHECK(parse_indicator(dash, words()).blank);
        CHECK(parse_indicator(dash, words()).dash);
    }
}

TEST_CASE("indicator values are told from other cells") {
    for (const char* yes : {"≥600家", "350", "健全", "乏90%", "≥**人次", "95%", "10-20家"})
        CHECK(looks_like_indicator_value(yes, words()));
    for (const char* no : {"", "-", "计划制定", "三公经费", "高企培育", "净增高新技术企业超600家", "2024年"})
        CHECK_FALSE(looks_like_indicator_value(no, words()));
}

TEST_CASE("any bytes are read without harm") {
    for (const char* hostile :
         {"\xff\xfe", "≥\xff", "≥9\x00", "((((((", "≥(", "≥5(", "5(%", "--5-", "~", "5~", "》", "至5", "5至"})
        CHECK_NOTHROW(parse_indicator(hostile, words()));
}

TEST_CASE("a blank beside the point of a number cuts it in two: nothing is read, the whole is proposed") {
    for (const char* text : {"≥97. 3%", "≥97 .3%", "97. 3", "97 .3"}) {
        INFO(text);
        const auto parsed = parse_indicator(text, words());
        CHECK_FALSE(parsed.value.number);
        CHECK(parsed.value.kind == ValueKind::Quantitative);
        CHECK(parsed.proposal.find("97.3") != std::string::npos);
    }
    // A weight behind a value is no second half.
    CHECK(read("=100% 22.5") == "quant [=] 100 %");
}
