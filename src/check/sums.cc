// The sums a template declares: a total against its parts.
#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>

#include "check/explain.h"
#include "check/review.h"
#include "check/sum_lines.h"

namespace jixiao {
namespace {

using Pointers = std::unordered_set<std::string>;  // JSON pointers; a list may have 100,000 rows

bool unreadable(const SumLine& line) {
    return line.amount && !line.amount->number;
}

Figure figure(const SumLine& line, const Review& review) {
    return {line.name, line.list ? review.block_label(line.list->list().id) : "", *line.amount->number};
}

// Every whole-year amount of the form except those of the sum itself, and what whole lists sum to.
void add_surroundings(const Review& review, const Pointers& own, SumGap& difference) {
    const auto is_own = [&](const std::string& pointer) { return own.contains(pointer); };
    for (const Field& field : review.form.fields) {
        const bool readable = field.value.type == Value::Type::Amount && field.value.amount.number;
        if (!readable || is_own(field_pointer(field.id))) continue;
        for (const SumLine& line : sum_lines(review, field.id, "")) difference.others.push_back(figure(line, review));
    }
    for (const ListView& view : review.lists) {
        if (!view.annual_amount()) continue;
        Subtotal all{review.block_label(view.list().id), {}, 0, {}}, free = all;
        bool foreign = true;
        for (std::size_t row = 0; row < view.size(); ++row) {
            const SumLine line = row_line(view, row, view.annual_amount()->id);
            if (!line.amount || !line.amount->number) continue;
            if (is_own(line.pointer))
                foreign = false;
            else
                difference.others.push_back(figure(line, review));
            const Decimal& number = *line.amount->number;
            all.number = all.number + number;
            ++all.count;
            if (view.fixed(row)) {
                free.without.push_back(line.name);
            } else {
                free.number = free.number + number;
                ++free.count;
            }
        }
        if (!foreign) continue;
        if (all.list.empty()) all.list = free.list = view.list().id;
        difference.subtotals.push_back(all);
        if (!free.without.empty()) difference.subtotals.push_back(free);
    }
}

Message joined(const Message& a, const Message& b) {
    if (a.empty()) return b;
    if (b.empty()) return a;
    return {a.zh + "；" + b.zh, a.en + "; " + b.en};
}

// `own`, and the figures that are contained in it already: the parts of its totals, as other sums say. None of them can be
// what was left out.
Pointers with_contained(const Review& review, const std::vector<std::string>& own) {
    std::unordered_multimap<std::string, const SumCheck*> sums;
    for (const SumCheck& inner : review.form_template.sums) {
        const auto totals = sum_lines(review, inner.total, inner.column);
        if (!totals.empty()) sums.emplace(totals[0].pointer, &inner);
    }
    Pointers out(own.begin(), own.end());
    std::vector<std::string> left(own.begin() + 1, own.end());  // the first is the total itself
    while (!left.empty()) {
        const auto [first, last] = sums.equal_range(left.back());
        left.pop_back();
        for (auto inner = first; inner != last; ++inner)
            for (const std::string& path : inner->second->of)
                for (const SumLine& line : sum_lines(review, path, inner->second->column))
                    if (out.insert(line.pointer).second) left.push_back(line.pointer);
    }
    return out;
}

void review_sum(Review& review, const SumCheck& check) {
    auto totals = sum_lines(review, check.total, check.column);
    const bool several = totals.size() > 1;
    if (several) std::erase_if(totals, [](const SumLine& line) { return !line.amount; });
    if (totals.empty() || !totals[0].amount || unreadable(totals[0])) return;
    // A total of several rows is their sum.
    SumLine total = totals[0];
    Amount whole = *total.amount;
    std::vector<std::string> own = {total.pointer};
    for (std::size_t i = 1; i < totals.size(); ++i) {
        own.push_back(totals[i].pointer);
        if (unreadable(totals[i])) return;
        whole.number = *whole.number + *totals[i].amount->number;
    }
    if (several && total.list) total.name = review.list_label(total.list->spec()) + "各行之和";
    total.amount = &whole;
    std::vector<SumLine> parts;
    const ListView* parts_list = nullptr;
    for (const std::string& path : check.of)
        for (SumLine& line : sum_lines(review, path, check.column)) {
            if (line.pointer == total.pointer) continue;
            if (unreadable(line)) return;  // an error of its own; no sum can be made of it
            own.push_back(line.pointer);
            parts_list = line.list;
            if (line.amount) parts.push_back(std::move(line));
        }
    if (several && parts.empty()) return;  // one side of a balance was left open
    SumGap difference;
    difference.total = figure(total, review);
    Decimal sum;
    for (const SumLine& line : parts) {
        difference.parts.push_back(figure(line, review));
        sum = sum + *line.amount->number;
    }
    const Decimal gap = difference.total.number - sum;
    difference.tolerance = review.rules.sum_tolerance * (static_cast<int>(parts.size()) + 1);
    if (gap.abs() <= difference.tolerance && !parts.empty()) review.confirmed.insert(own.begin(), own.end());
    if (gap.is_zero()) return;
    if (parts_list) difference.parts_name = review.block_label(parts_list->list().id);

    const bool rounding = gap.abs() <= difference.tolerance && !parts.empty();
    const std::string got = difference.total.number.str(), expected = sum.str(), size = gap.abs().trimmed().str();
    const auto text =
        rounding ? message("{0}：{1} 与各项之和 {2} 相差 {3} {4}，在四舍五入误差之内。",
                           "{5}: {1} differs from the sum {2} by {3} {4}, within rounding.", check.name.zh, got,
                           expected, size, review.form.currency_unit, check.name.en)
                 : message("{0}不一致：“{6}”为 {1}，各项之和为 {2}，差额 {3} {4}。",
                           "{5} disagree: “{6}” is {1}, the parts sum to {2}, a gap of {3} {4}.", check.name.zh, got,
                           expected, size, review.form.currency_unit, check.name.en, total.name);
    Finding& finding =
        review.add(rounding ? Code::sum_rounding : Code::sum_differs, text, total.pointer, total.place);
    finding.rule = check.id;
    finding.got = got;
    finding.expected = expected;
    if (rounding) return;

    add_surroundings(review, with_contained(review, own), difference);
    const auto explanation = explain(difference);
    Message why = joined(explanation ? explanation->text : Message(), matching_subtotal(difference));
    if (!why.empty()) finding.explanation = {why.zh + "。", why.en + "."};
    if (explanation && explanation->unit && explanation->part) {
        const SumLine& part = parts[*explanation->part];
        Finding& mixed =
            review.add(Code::unit_mixed,
                       message("“{}”的金额 {} 疑与其他行单位不同（元与万元）。",
                               "the amount of “{}”, {}, seems to be in another unit than the rest (元, 万元).",
                               part.name, part.amount->number->str()),
                       part.pointer, part.place);
        mixed.rule = check.id;
        mixed.got = part.amount->number->str();
        mixed.confidence = explanation->confidence;
    }
}

}  // namespace

void review_sums(Review& review) {
    for (const SumCheck& check : review.form_template.sums) review_sum(review, check);
}

}  // namespace jixiao
