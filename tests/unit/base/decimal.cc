#include "base/decimal.h"

#include "catch.h"

using namespace jixiao;

namespace {

std::string parsed(const char* text) {
    const auto number = Decimal::parse(text);
    return number ? number->str() : "-";
}

std::string stored(const char* text) {
    const auto number = Decimal::from_stored(text);
    return number ? number->str() : "-";
}

}  // namespace

TEST_CASE("numbers print as they were written") {
    for (const char* text : {"0", "68725.09", "-5.00", "8.50", "0.0", "999999999999999", "0.000000000000000001"})
        CHECK(parsed(text) == text);
    CHECK(parsed("007.10") == "7.10");
    CHECK(parsed("-0.5") == "-0.5");
}

TEST_CASE("what is no plain number is nothing") {
    for (const char* text : {"", "-", ".5", "5.", "1,234", "1e3", "+1", " 1", "1 ", "１", "0x1", "1.2.3", "--1",
                             "NaN", "inf", "1000000000000000", "0.0000000000000000001"})
        CHECK(parsed(text) == "-");
}

TEST_CASE("stored numbers are the shortest decimal of 15 digits") {
    CHECK(stored("82800.920000000013") == "82800.92");
    CHECK(stored("0.1") == "0.1");
    CHECK(stored("0.30000000000000004") == "0.3");
    CHECK(stored("1.5E-3") == "0.0015");
    CHECK(stored("1E+3") == "1000");
    CHECK(stored("58.916666666666664") == "58.9166666666667");
    CHECK(stored("8.50") == "8.50");  // few enough digits to stand as typed
    CHECK(stored("-0.95") == "-0.95");
    CHECK(stored("0") == "0");
    for (const char* text : {"", "x", "1e308", "1e-300x", "nan", "inf", "1e15", "12 "}) CHECK(stored(text) == "-");
}

TEST_CASE("sums are exact") {
    const auto sum = *Decimal::parse("0.1") + *Decimal::parse("0.2");
    CHECK(sum == *Decimal::parse("0.3"));
    CHECK(sum.str() == "0.3");
    CHECK((*Decimal::parse("66688.86") + *Decimal::parse("177.32")).str() == "66866.18");
    CHECK((*Decimal::parse("68725.09") - *Decimal::parse("66866.18")).str() == "1858.91");
    CHECK((*Decimal::parse("1.05") * 3).str() == "3.15");
    CHECK((Decimal(1) - *Decimal::parse("1.00")).is_zero());
}

TEST_CASE("order, sign, scale") {
    CHECK(*Decimal::parse("8.50") == *Decimal::parse("8.5"));
    CHECK(*Decimal::parse("-1") < *Decimal::parse("0.1"));
    CHECK(*Decimal::parse("10") > *Decimal::parse("9.99"));
    CHECK(Decimal::parse("-3")->negative());
    CHECK_FALSE(Decimal::parse("-0.00")->negative());
    CHECK(Decimal::parse("-3.10")->abs().str() == "3.10");
    CHECK(Decimal::parse("3.1000")->trimmed().str() == "3.1");
    CHECK(Decimal::parse("3.000")->trimmed().str() == "3");
    CHECK(Decimal::parse("3.10")->scale() == 2);
    CHECK(Decimal::parse("68725.09")->to_double() == 68725.09);
}

TEST_CASE("元 and 万元") {
    CHECK(Decimal::parse("687250900")->shifted(-4).str() == "68725.0900");
    CHECK(Decimal::parse("68725.09")->shifted(4).str() == "687250900");
    CHECK(Decimal::parse("1.23456")->shifted(4).str() == "12345.6");
    CHECK(Decimal::parse("2")->shifted(0).str() == "2");
}
