// What character recognition makes of figures, and what a form prints for a value put right.
#include "catch.h"
#include "model/misread_value.h"
#include "model/values.h"

using namespace jixiao;

namespace {

const Vocabulary& words() {
    static const Vocabulary vocabulary = [] {
        Vocabulary v;
        v.qualitative = {{"sound", "健全", {}}};
        v.units = {{"percent", "%", {"％"}}};
        return v;
    }();
    return vocabulary;
}

std::string proposed(std::string_view shown) {
    const auto misread = misread_value(shown, words());
    return misread ? misread->proposal : "";
}

}  // namespace

TEST_CASE("letters among digits are proposed as the digits they look like") {
    for (const auto& [shown, proposal] : {std::pair("=1OO%", "=100%"), std::pair("≥l00家", "≥100家"), std::pair("l00%", "100%"), std::pair("9O%", "90%"),
                                          std::pair("≥1,2OO人", "≥1,200人"), std::pair("≥3S家", "≥35家"), std::pair("≤B0天", "≤80天")})
        CHECK(proposed(shown) == proposal);
    CHECK(misread_value("=1OO%", words())->suspect == "OO");
    CHECK_FALSE(misread_value("=1OO%", words())->readable);
}

TEST_CASE("digits behind a percent sign are its misreading; a 9 before it is, too") {
    for (const auto& [shown, proposal] :
         {std::pair("=100%6", "=100%"), std::pair("98.8%6", "98.8%"), std::pair("=1009%6", "=100%"), std::pair("=859%40", "=85%"), std::pair("90-124%0", "90-124%")})
        CHECK(proposed(shown) == proposal);
    // Two digits: 8 % with a misread sign is less likely than 89 %.
    CHECK(proposed("≥89%6") == "≥89%");
}

TEST_CASE("a percent sign come apart is proposed where that leaves a rate") {
    CHECK(proposed("=1000/0") == "=100%");
    CHECK(proposed("≥909/6") == "≥90%");
    CHECK(proposed("=10096") == "=100%");
    CHECK(misread_value("=10096", words())->readable);
    for (const char* number : {"≥196", "≥96", "9096", "≥12396", "≥9096家"}) CHECK(proposed(number).empty());
}

TEST_CASE("what reads well, and names with digits in them, are left alone") {
    for (const char* shown : {"=100%", "≥25名", "约5.5万人次", "ISO9001", "健全", "4S店", "5G基站", "2023.07-2024.01", "B级", "I类", "≥10m2", "乏90%", "≥968.191 8家", "-", "",
                              "O", "SO2达标", "三公经费"}) {
        INFO(shown);
        CHECK(proposed(shown).empty());
    }
}

TEST_CASE("a value that a proposal put right is printed as it is read, any other as written") {
    const auto printed = [](const char* raw, const char* as_read) {
        IndicatorValue value = parse_indicator(as_read, words()).value;
        value.raw = raw;
        return printed_value(value, words());
    };
    CHECK(printed("乏90%", "≥90%") == "≥90%");
    CHECK(printed("》1OO%", "≥100%") == "≥100%");
    CHECK(printed("2280次", "≥280次") == "≥280次");
    CHECK(printed("≥968.191 8家", "≥968.1918家") == "≥968.1918家");
    for (const char* raw : {"≥ 90%", "90%以上", "＝100％", "1600人、200人", "10-20家", "≥1,200人"}) CHECK(printed(raw, raw) == raw);
    // Another program's words for a value are no misreading.
    CHECK(printed("优良率须达九成", "≥90%") == "优良率须达九成");
}
