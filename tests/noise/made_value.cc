#include <fmt/format.h>

#include "made_form.h"

namespace jixiao::noise {
namespace {

struct Written {
    const char* raw;
    ValueKind kind;
};

// Whole values of domain.md, chapter 3, whose parts are not asked for.
constexpr Written kWhole[] = {{"不低于上年度水平", ValueKind::Text}, {"1600人、200人", ValueKind::Text},
                              {"2023.07-2024.01", ValueKind::Text}, {"在规定时间结案率为95%", ValueKind::Text},
                              {"≥**人次", ValueKind::Text},         {"无", ValueKind::Text},
                              {"12月底前", ValueKind::Text},        {"按序时进度推进", ValueKind::Text}};

constexpr const char* kWords[] = {"健全", "合理", "明确", "有效", "显著", "规范", "完善", "科学", "合规"};
constexpr const char* kUnits[] = {"%", "%", "%", "家", "个", "项", "人", "人次", "次", "万元", "名", "天"};
constexpr const char* kCompound[] = {"元每人每月", "户/人.月", "万元/年", "万人次", "平方米", "个工作日", "公里"};

struct Sign {
    Comparator comparator;
    const char* text;
};
constexpr Sign kSigns[] = {{Comparator::AtLeast, "≥"}, {Comparator::AtLeast, "≥"}, {Comparator::AtLeast, "≥"},
                           {Comparator::Equal, "="},   {Comparator::Equal, "="},   {Comparator::AtMost, "≤"},
                           {Comparator::Greater, ">"}, {Comparator::Less, "<"},    {Comparator::None, ""}};
constexpr Sign kWordSigns[] = {{Comparator::AtLeast, "不低于"}, {Comparator::AtLeast, "不少于"},
                               {Comparator::AtMost, "不超过"},  {Comparator::Greater, "超"},
                               {Comparator::None, "约"}};

// One of "=|≥"; any where nothing is known.
Sign sign_for(const IndicatorTerm* term, Random& random) {
    std::vector<Sign> possible;
    for (const Sign& sign : kSigns)
        if (term && *sign.text && ("|" + term->comparators + "|").find(std::string("|") + sign.text + "|") != std::string::npos)
            possible.push_back(sign);
    if (possible.empty() || random.chance(0.04)) return random.pick(kSigns);
    return random.pick(possible);
}

std::string decimal(Random& random, int least, int most) {
    const int tenths = random.between(1, 9);
    return fmt::format("{}.{}", random.between(least, most), tenths);
}

std::string number_for(const std::string& unit, Random& random) {
    if (unit == "%") {
        if (random.chance(0.5)) return random.chance(0.5) ? "100" : "90";
        return random.chance(0.2) ? decimal(random, 80, 99)
                                  : std::to_string(random.between(0, 100));
    }
    if (random.chance(0.2)) return decimal(random, 0, 300);
    return std::to_string(random.chance(0.6) ? random.between(1, 60) : random.between(1, 50000));
}

}  // namespace

IndicatorValue make_value(const IndicatorTerm* term, const Vocabulary& vocabulary, Random& random) {
    IndicatorValue value;
    const bool words = term && term->comparators.empty() && term->units.empty();
    if (random.chance(0.06)) {
        const Written& whole = random.pick(kWhole);
        value.raw = whole.raw;
        return value;
    }
    if (random.chance(words ? 0.7 : 0.15)) {
        value.kind = ValueKind::Qualitative;
        value.raw = random.chance(0.8) || vocabulary.qualitative.empty() ? std::string(random.pick(kWords))
                                                                         : random.pick(vocabulary.qualitative).label;
        return value;
    }
    value.kind = ValueKind::Quantitative;
    value.unit = term && !term->units.empty() && random.chance(0.9) ? random.pick(term->units)
                 : random.chance(0.12)                              ? std::string(random.pick(kCompound))
                                                                    : std::string(random.pick(kUnits));
    const std::string digits = number_for(value.unit, random);
    value.number = Decimal::parse(digits);
    const int form = random.up_to(99);
    if (form < 4) {  // 10%以上
        value.comparator = Comparator::AtLeast;
        value.raw = digits + value.unit + "以上";
    } else if (form < 10) {
        Sign sign = random.pick(kWordSigns);
        const bool down = term && term->comparators.starts_with("≤");
        if (down && sign.comparator == Comparator::AtLeast) sign = {Comparator::AtMost, "不高于"};
        if (!down && sign.comparator == Comparator::AtMost) sign = {Comparator::AtLeast, "不低于"};
        value.comparator = sign.comparator;
        value.raw = sign.text + digits + value.unit;
    } else if (form < 13) {
        const Decimal end = *value.number + Decimal(random.between(1, 40));
        value.number2 = end;
        value.raw = digits + "-" + end.str() + value.unit;
    } else if (form < 16) {
        value.unit.clear();
        value.raw = digits;
    } else {
        const Sign sign = sign_for(term, random);
        value.comparator = sign.comparator;
        value.raw = sign.text + digits + value.unit;
    }
    return value;
}

}  // namespace jixiao::noise
