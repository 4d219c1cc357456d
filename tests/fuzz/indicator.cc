// An indicator value, and the same as an amount.
#include "fuzz.h"
#include "model/values.h"

JIXIAO_FUZZ_ENTRY(indicator) {
    const auto parsed = jixiao::parse_indicator(bytes, jixiao::fuzz::engine().templates().vocabulary);
    jixiao::fuzz::must(parsed.blank || parsed.value.raw == bytes, "a value keeps what a person saw");
    for (const auto& number : {parsed.value.number, parsed.value.number2, jixiao::parse_amount(bytes).amount.number})
        if (number) jixiao::fuzz::must(jixiao::Decimal::parse(number->str()) == *number, "a number is written as it is read");
}
