// Indicator values: complete in themselves, in step with the name, and half-year in step with the year.
#include <algorithm>
#include <optional>
#include <set>

#include "check/meaning.h"
#include "check/review.h"
#include "model/value_text.h"
#include "model/values.h"

namespace jixiao {
namespace {

bool is_rate(const IndicatorValue& v, const Rules& rules) {
    return !v.unit.empty() && rules.rate_units.find(v.unit) != std::string::npos;
}
// One value with all that is known of its place.
struct Cell {
    const IndicatorValue& value;
    const std::string& name;
    const ListView& view;
    std::size_t row;
    const std::string& column;
    Place place;
    Direction direction;

    std::string pointer() const { return view.pointer(row, column); }
};

Finding& add(Review& review, Code code, const Cell& cell, Message text) {
    Finding& finding = review.add(code, std::move(text), cell.pointer(), cell.place);
    finding.got = cell.value.raw;
    return finding;
}

// 人人, %%: a unit that is one text twice. 个个 and the like are no units.
bool doubled(std::string_view unit) {
    const auto half = unit.size() / 2;
    return !unit.empty() && unit.size() % 2 == 0 && unit.substr(0, half) == unit.substr(half);
}

// ≥公里: a comparator and nothing but a unit behind it; ≥良 and ≥Ⅲ类 are grades. `units`: those of the form's values.
bool lacks_number(const Review& review, const Cell& cell, const std::set<std::string>& units) {
    const IndicatorValue& v = cell.value;
    if (v.kind != ValueKind::Text || v.comparator == Comparator::None) return false;
    const Folded folded = fold(v.raw);
    const auto end = folded.text.find_first_not_of(U"=<>≥≤ ");
    if (end == 0 || end == folded.text.npos) return false;
    const std::string rest = folded.written(end, folded.text.size());
    return units.contains(rest) || is_unit(rest, review.vocabulary, review.rules);
}

// `suspected`: places of which a reading finding says already that the figure is in doubt.
void review_value(Review& review, const Cell& cell, const std::set<std::string>& units,
                  const std::set<std::string_view>& suspected) {
    const IndicatorValue& v = cell.value;
    if (lacks_number(review, cell, units)) {
        add(review, Code::number_missing, cell,
            message("“{}”的值“{}”没有可读的数。", "the value of “{}”, “{}”, has no readable number.", cell.name, v.raw));
        return;
    }
    if (v.kind != ValueKind::Quantitative) return;
    const ParsedIndicator read = parse_indicator(v.raw, review.vocabulary);
    if (!read.weight.empty()) {
        Finding& finding = add(review, Code::weight_glued, cell,
                               message("“{}”的值“{}”后面粘连了“{}”，疑为其分数。",
                                       "the value of “{}”, “{}”, has “{}” glued to it, probably a weight.", cell.name,
                                       v.raw, read.weight));
        finding.expected = v.raw.substr(0, v.raw.size() - std::min(v.raw.size(), read.weight.size()));
        while (finding.expected.ends_with(' ')) finding.expected.pop_back();
    }
    if (!v.number) {
        if (suspected.contains(cell.pointer())) return;
        Finding& finding = add(review, Code::number_missing, cell,
                               message("“{}”的值“{}”没有可读的数。",
                                       "the value of “{}”, “{}”, has no readable number.", cell.name, v.raw));
        finding.fix = read.proposal;
        return;
    }
    const std::string named = unit_in_name(cell.name, v.unit, review.vocabulary, review.rules);
    const bool pure = std::ranges::any_of(
        review.rules.unitless, [&](const std::string& word) { return cell.name.find(word) != std::string::npos; });
    if (v.unit.empty() && named.empty() && !pure)
        add(review, Code::unit_missing, cell,
            message("“{}”的值“{}”没有单位。", "the value of “{}”, “{}”, has no unit.", cell.name, v.raw));
    if (!v.unit.empty() && (named == v.unit || doubled(v.unit)))
        add(review, Code::unit_twice, cell,
            message("“{}”的单位“{}”写了两次。", "the unit of “{}”, “{}”, is written twice.", cell.name, v.unit));

    const bool against = (cell.direction == Direction::Up && at_most(v.comparator)) ||
                         (cell.direction == Direction::Down && at_least(v.comparator));
    if (against) {
        const bool up = cell.direction == Direction::Up;
        Finding& finding =
            add(review, Code::comparator_direction, cell,
                message("“{0}”的值“{1}”与名称的方向相反：{2}的一般用 {3}。",
                        "the comparator of “{0}”, “{1}”, goes against its meaning; {4} is usual for what should {5}.",
                        cell.name, v.raw, std::string(up ? "越高越好" : "越低越好"), std::string(up ? "≥" : "≤"),
                        std::string(up ? ">=" : "<="), std::string(up ? "rise" : "fall")));
        finding.expected = up ? "≥" : "≤";
    } else if (v.number->is_zero() && !v.number2 && cell.direction != Direction::Down &&
               (v.comparator == Comparator::AtLeast ||
                (cell.direction == Direction::Up && v.comparator != Comparator::Greater))) {
        add(review, Code::target_zero, cell,
            message("“{}”应越高越好，值却为“{}”。", "“{}” should rise, yet its target is “{}”.", cell.name, v.raw));
    }
}

bool same_unit(const IndicatorValue& a, const IndicatorValue& b) {
    return a.unit == b.unit;
}

// Comparators of one row that point apart, where nothing tells which is meant.
void doubt_both(Review& review, const Cell& half, const Cell& annual) {
    for (const Cell* cell : {&half, &annual})
        add(review, Code::comparator_direction, *cell,
            message("“{0}”半年的值“{1}”和全年的值“{2}”比较符号方向相反。",
                    "the comparators of “{0}” point apart: “{1}” at half-year, “{2}” for the whole year.", half.name, half.value.raw,
                    annual.value.raw));
}

void review_half(Review& review, const Cell& half, const Cell& annual) {
    const IndicatorValue& v = half.value;
    const IndicatorValue& year = annual.value;
    if (!v.number || !year.number || v.number2 || year.number2 || !same_unit(v, year)) return;
    if (point_apart(v.comparator, year.comparator)) {
        // Where the name tells a direction, the one that goes against it is a finding already.
        if (half.direction == Direction::Unknown) doubt_both(review, half, annual);
        return;
    }
    const bool rate = is_rate(v, review.rules);
    const bool falls = at_most(v.comparator) || at_most(year.comparator) || half.direction == Direction::Down;
    // What falls is stricter when smaller; amounts accumulate, so only a rate can be compared that way.
    const bool stricter = falls ? rate && *v.number < *year.number : *v.number > *year.number;
    if (stricter) {
        Finding& finding = add(review, Code::half_year_stricter, half,
                               message("“{}”半年的值“{}”严于全年的值“{}”。",
                                       "the half-year value of “{}”, “{}”, is stricter than the annual one, “{}”.",
                                       half.name, v.raw, year.raw));
        finding.expected = year.raw;
    }
    const auto& words = review.rules.flow_rates;
    const bool flows =
        std::ranges::any_of(words, [&](const std::string& w) { return half.name.find(w) != std::string::npos; });
    if (flows && rate && *v.number == *year.number && *v.number >= Decimal(review.rules.full_rate) &&
        !at_most(v.comparator))
        add(review, Code::midyear_full_rate, half,
            message("“{}”半年即为“{}”，与全年相同。", "“{}” is “{}” at mid-year already, as for the whole year.",
                    half.name, v.raw));
}

void review_bound(Review& review, const Cell& cell) {
    const IndicatorValue& v = cell.value;
    if (!v.number || v.number2 || v.comparator == Comparator::None) return;
    const auto bound = bound_in_name(cell.name, review.vocabulary, review.rules);
    if (!bound || bound->number2) return;
    // 超600家的企业: the unit of a name may have words behind it.
    const bool units_agree = v.unit.empty() || bound->unit.starts_with(v.unit);
    const bool same_number = *bound->number == *v.number;
    if ((same_number && bound->comparator == v.comparator) || (!same_number && !units_agree)) return;
    Finding& finding =
        add(review, Code::number_contradicts_name, cell,
            message("名称“{0}”写的是 {1}{2}，值是“{3}”。", "the name “{0}” says {1}{2}, the value “{3}”.", cell.name,
                    std::string(comparator_name(bound->comparator)), bound->number->str(), v.raw));
    finding.expected = std::string(comparator_name(bound->comparator)) + bound->number->str() + v.unit;
}

}  // namespace

void review_values(Review& review) {
    std::set<std::string_view> suspected;
    for (const Finding& finding : review.form.findings)
        if (finding.code == Code::value_repair_proposed) suspected.insert(finding.field);
    for (const ListView& view : review.lists) {
        std::set<std::string> units;
        for (const auto& row : view.list().rows)
            for (const Value& value : row)
                if (value.type == Value::Type::Indicator && !value.indicator.unit.empty())
                    units.insert(value.indicator.unit);
        for (std::size_t row = 0; row < view.size(); ++row) {
            const std::string name(view.name(row));
            std::optional<Direction> direction;  // asked where there is a value
            for (const Column& column : view.section(row).columns) {
                const Value* value = view.value(row, column.id);
                if (column.type != ColumnType::Value || !value || value->type != Value::Type::Indicator) continue;
                if (!direction) direction = direction_of(name, view.spec().framework, review.vocabulary, review.rules);
                const Cell cell{value->indicator, name, view, row, column.id, value->place, *direction};
                review_value(review, cell, units, suspected);
                const Value* year = column.half_of.empty() ? nullptr : view.value(row, column.half_of);
                if (year && year->type == Value::Type::Indicator) review_half(review, cell, {year->indicator, name, view, row, column.half_of, year->place, *direction});
                if (column.half_of.empty()) review_bound(review, cell);
            }
        }
    }
}

}  // namespace jixiao
