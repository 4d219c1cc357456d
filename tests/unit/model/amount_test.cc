// Amount cells, as domain.md §3 and §4 list them.
#include "catch.h"
#include "model/values.h"

using namespace jixiao;

namespace {

std::string number(std::string_view shown, std::string_view stored = {}) {
    const auto parsed = parse_amount(shown, stored);
    return parsed.amount.number ? parsed.amount.number->str() : "";
}

std::string proposal(std::string_view shown) {
    const auto parsed = parse_amount(shown);
    REQUIRE_FALSE(parsed.blank);
    REQUIRE_FALSE(parsed.amount.number);
    REQUIRE(parsed.amount.written == shown);
    return parsed.proposal;
}

}  // namespace

TEST_CASE("an amount keeps the digits written") {
    CHECK(number("68725.09") == "68725.09");
    CHECK(number("0") == "0");
    CHECK(number("8.5") == "8.5");
    CHECK(number("8.50") == "8.50");
    CHECK(number(" 900 ") == "900");
    CHECK(number(".5") == "0.5");
    CHECK(number("-5.00") == "-5.00");
    CHECK(number("− 5") == "-5");
}

TEST_CASE("separators, widths and signs that leave no doubt are read") {
    CHECK(number("1,234") == "1234");
    CHECK(number("1,234,567.89") == "1234567.89");
    CHECK(number("3，518.85") == "3518.85");
    CHECK(number("６８７２５．０９") == "68725.09");
    CHECK(number("￥1,234.50") == "1234.50");
    CHECK(number("－12") == "-12");
    CHECK(number("\xEF\xBB\xBF"
                 "68725.09\xE2\x80\x8B") == "68725.09");  // BOM, ZWSP
    CHECK(number("\xC2\xA0"
                 "20\xE3\x80\x80") == "20");  // NBSP, U+3000
}

TEST_CASE("a unit beside the figure is told, not applied") {
    const auto unit = [](std::string_view shown) { return parse_amount(shown).unit; };
    CHECK(unit("20万元") == "万元");
    CHECK(number("20万元") == "20");
    CHECK(unit("20 万") == "万元");
    CHECK(unit("687250900元") == "元");
    CHECK(unit("6.87亿元") == "亿元");
    CHECK(unit("6.87（亿元）") == "亿元");
    CHECK(unit("¥20") == "元");
    CHECK(unit("20") == "");
}

TEST_CASE("blanks and lone dashes are no amounts") {
    for (const char* dash : {"-", "—", "–", "/", "－", "——", " - ", "--"}) {
        const auto parsed = parse_amount(dash);
        CHECK(parsed.blank);
        CHECK(parsed.dash);
        CHECK_FALSE(parsed.amount.number);
    }
    for (const char* nothing : {"", "  ", "\xE3\x80\x80", "\n"}) {
        CHECK(parse_amount(nothing).blank);
        CHECK_FALSE(parse_amount(nothing).dash);
    }
}

TEST_CASE("a figure that needs a guess is left as written, the guess beside it") {
    CHECK(proposal("968.191 8") == "968.1918");
    CHECK(proposal("68 725.09") == "68725.09");
    CHECK(proposal("68725,09") == "68725.09");
    CHECK(proposal("1O0") == "100");
    CHECK(proposal("l00.5") == "100.5");
    CHECK(proposal("68725。09") == "68725.09");
    CHECK(proposal("(1,234.00)") == "-1234.00");
    CHECK(proposal("△5.00") == "-5.00");
    CHECK(proposal("6.87E+04") == "68700");
    CHECK(proposal("1,2345.67") == "12345.67");
}

TEST_CASE("what is no amount has no proposal") {
    for (const char* text : {"#REF!", "#DIV/0!", "#N/A", "#VALUE!", "####", "待定", "约20", "500千元", "1,23,45",
                             "95%", "20-30", "无", "12345678901234567890", "1..2", "--5", "5-", "S"})
        CHECK(proposal(text) == "");
}

TEST_CASE("the stored text of a spreadsheet decides") {
    CHECK(number("82,800.92", "82800.920000000013") == "82800.92");
    CHECK(number("58.92", "58.916666666666664") == "58.9166666666667");
    CHECK(number("1.5E-3", "1.5E-3") == "0.0015");
    CHECK(parse_amount("82,800.92 万元", "82800.920000000013").unit == "万元");
    CHECK(parse_amount("####", "12.5").amount.number == Decimal::parse("12.5"));
    CHECK_FALSE(parse_amount("1E+308", "1E+308").amount.number);
    CHECK(parse_amount("1E+308", "1E+308").amount.written == "1E+308");
}

TEST_CASE("amounts are told from other cells") {
    for (const char* yes : {"68725.09", "0", "1,234", "3，518.85", "20万元", "968.191 8", "-5"})
        CHECK(looks_like_amount(yes));
    for (const char* no : {"", "-", "科技专项", "(1)", "=100%", "≥600家", "2024年度", "2024办公设备购置", "健全"})
        CHECK_FALSE(looks_like_amount(no));
}
