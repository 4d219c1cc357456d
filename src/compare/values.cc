#include "compare/values.h"

#include <algorithm>
#include <array>

#include "text/label_key.h"

namespace jixiao {
namespace {

// The values a target allows: an interval; an end that is not there is open to infinity.
struct AllowedValues {
    std::optional<Decimal> low, high;
    bool low_open = false, high_open = false;
};

// Nothing for a bare number: whether 95% is a floor or a ceiling is not said.
std::optional<AllowedValues> allowed_by(const IndicatorValue& value) {
    if (value.kind != ValueKind::Quantitative || !value.number) return std::nullopt;
    const Decimal& n = *value.number;
    if (value.number2) {
        if (value.comparator != Comparator::None) return std::nullopt;
        return AllowedValues{std::min(n, *value.number2), std::max(n, *value.number2)};
    }
    switch (value.comparator) {
        case Comparator::None: return std::nullopt;
        case Comparator::Equal: return AllowedValues{n, n};
        case Comparator::AtLeast: return AllowedValues{n, std::nullopt};
        case Comparator::Greater: return AllowedValues{n, std::nullopt, true};
        case Comparator::AtMost: return AllowedValues{std::nullopt, n};
        case Comparator::Less: return AllowedValues{std::nullopt, n, false, true};
    }
    return std::nullopt;
}

bool contains(const AllowedValues& outer, const AllowedValues& inner) {
    const bool low =
        !outer.low ||
        (inner.low && (*inner.low > *outer.low || (*inner.low == *outer.low && (inner.low_open || !outer.low_open))));
    const bool high =
        !outer.high || (inner.high && (*inner.high < *outer.high ||
                                       (*inner.high == *outer.high && (inner.high_open || !outer.high_open))));
    return low && high;
}

DifferenceKind judge_targets(const IndicatorValue& before, const IndicatorValue& after, const FormRoles& roles) {
    if (label_key(before.raw) == label_key(after.raw)) return DifferenceKind::Respelled;
    const bool same_unit = roles.unit_key(before.unit) == roles.unit_key(after.unit);
    const auto a = allowed_by(before), b = allowed_by(after);
    if (!same_unit) return DifferenceKind::Changed;
    if (!a || !b) {
        // The kind says which of its parts were read; what is no quantity has only its words.
        const bool same = before.kind == ValueKind::Quantitative && after.kind == ValueKind::Quantitative &&
                          before.number && before.number == after.number && before.number2 == after.number2 &&
                          before.comparator == after.comparator;
        return same ? DifferenceKind::Respelled : DifferenceKind::Changed;
    }
    const bool wider = contains(*b, *a), narrower = contains(*a, *b);
    if (wider && narrower) return DifferenceKind::Respelled;
    if (narrower) return DifferenceKind::Tightened;
    return wider ? DifferenceKind::Loosened : DifferenceKind::Changed;
}

bool same_writing(const Value& before, const Value& after) {
    if (before.type != after.type) return false;
    if (before.type == Value::Type::Indicator) return before.indicator.raw == after.indicator.raw;
    return same_meaning(before, after);
}

// Digits of |value| as a whole number at `scale` decimals; values stay inside 33 digits (base/decimal.h).
Int128 whole_of(const Decimal& value, int scale) {
    Int128 out = 0;
    for (const char c : value.str())
        if (c >= '0' && c <= '9') out = out * 10 + (c - '0');
    for (int i = value.scale(); i < scale; ++i) out *= 10;
    return out;
}

std::string digits_of(Int128 value) {
    std::string out;
    do out.push_back(static_cast<char>('0' + static_cast<int>(value % 10)));
    while ((value /= 10) != 0);
    std::ranges::reverse(out);
    return out;
}

}  // namespace

std::optional<DifferenceKind> judge_values(const Value& before, const Value& after, const FormRoles& roles) {
    if (before.null() && after.null()) return std::nullopt;
    if (before.null()) return DifferenceKind::Added;
    if (after.null()) return DifferenceKind::Dropped;
    if (same_writing(before, after)) return std::nullopt;
    if (before.type == Value::Type::Indicator && after.type == Value::Type::Indicator)
        return judge_targets(before.indicator, after.indicator, roles);
    if (before.type == Value::Type::Amount && after.type == Value::Type::Amount) return DifferenceKind::Changed;
    return label_key(value_text(before)) == label_key(value_text(after)) ? DifferenceKind::Respelled
                                                                         : DifferenceKind::Changed;
}

std::optional<Decimal> percent_change(const Decimal& before, const Decimal& after) {
    const Decimal from = before.trimmed(), gap = (after.trimmed() - from).trimmed();
    if (from.is_zero()) return std::nullopt;
    const int scale = std::max(from.scale(), gap.scale());
    const Int128 divisor = whole_of(from, scale);
    Int128 rest = whole_of(gap, scale);
    std::string digits = digits_of(rest / divisor);
    rest %= divisor;
    // Long division: two places make percent, two more are its decimals. A rest is below the divisor's 33 digits.
    for (int place = 0; place < 4; ++place) {
        rest *= 10;
        digits.push_back(static_cast<char>('0' + static_cast<int>(rest / divisor)));
        rest %= divisor;
    }
    digits.insert(digits.size() - 2, ".");
    auto percent = Decimal::parse(digits.substr(std::min(digits.find_first_not_of('0'), digits.find('.') - 1)));
    if (!percent) return std::nullopt;  // more than 10^15 times as much
    if (rest * 2 >= divisor) *percent = *percent + *Decimal::parse("0.01");
    const bool down = gap.negative() != from.negative();
    return down ? Decimal() - *percent : *percent;
}

std::optional<int> unit_shift(std::string_view from, std::string_view to) {
    constexpr std::array<std::pair<std::string_view, int>, 5> kUnits = {
        {{"元", 0}, {"千元", 3}, {"万元", 4}, {"百万元", 6}, {"亿元", 8}}};
    const auto a = std::ranges::find(kUnits, from, &std::pair<std::string_view, int>::first);
    const auto b = std::ranges::find(kUnits, to, &std::pair<std::string_view, int>::first);
    if (a == kUnits.end() || b == kUnits.end() || std::abs(a->second - b->second) > 4) return std::nullopt;
    return a->second - b->second;
}

std::string value_text(const Value& value) {
    switch (value.type) {
        case Value::Type::Null: return {};
        case Value::Type::Text: return value.text;
        case Value::Type::Amount: return value.amount.number ? value.amount.number->str() : value.amount.written;
        case Value::Type::Indicator: return value.indicator.raw;
        case Value::Type::Paragraphs: break;
    }
    std::string out;
    for (const std::string& paragraph : value.paragraphs) out += (out.empty() ? "" : "\n") + paragraph;
    return out;
}

}  // namespace jixiao
