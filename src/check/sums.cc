// The sums a template declares: a total against its parts.
#include <algorithm>
#include <optional>

#include "check/explain.h"
#include "check/review.h"

namespace jixiao {
namespace {

// A figure of the form with the place to complain at.
struct Line {
    std::string name;
    const Amount* amount = nullptr;  // null: blank
    std::string pointer;
    Place place;
    const ListView* list = nullptr;
};

const Amount* amount_of(const Value* value) {
    return value && value->type == Value::Type::Amount ? &value->amount : nullptr;
}

Line row_line(const ListView& view, std::size_t row, const std::string& column) {
    const Value* value = view.value(row, column);
    return {view.label(row), amount_of(value), view.pointer(row, column), value ? value->place : Place{}, &view};
}

// The column a sum compares in this list: the one named, or the list's own whole-year column.
std::string column_in(const ListView& view, const std::string& column) {
    if (view.list().column(column) >= 0) return column;
    return view.annual_amount() ? view.annual_amount()->id : column;
}

// The lines a path of the template names ("income:fund_total", "expenditures:*", or a field).
std::vector<Line> lines_at(const Review& review, const std::string& path, const std::string& column) {
    std::vector<Line> out;
    const auto colon = path.find(':');
    if (colon == path.npos) {
        const Field* field = review.form.field(path);
        if (!field) return out;
        std::string label = path;
        for (const FieldCell* cell : fields_of(review.form_template))
            if (cell->id == path) label = review.term_label(cell->term);
        out.push_back({label, amount_of(&field->value), field_pointer(path), field->value.place, nullptr});
        return out;
    }
    const ListView* view = review.list(path.substr(0, colon));
    if (!view) return out;
    const std::string row_term = path.substr(colon + 1), id = column_in(*view, column);
    for (std::size_t row = 0; row < view->size(); ++row)
        if (row_term == "*" || (view->fixed(row) && view->fixed(row)->term == row_term))
            out.push_back(row_line(*view, row, id));
    return out;
}

bool unreadable(const Line& line) {
    return line.amount && !line.amount->number;
}

Figure figure(const Line& line, const Review& review) {
    return {line.name, line.list ? review.block_label(line.list->list().id) : "", *line.amount->number};
}

// Every whole-year amount of the form except those of the sum itself, and what whole lists sum to.
void add_surroundings(const Review& review, const std::vector<std::string>& own, SumGap& difference) {
    const auto is_own = [&](const std::string& pointer) { return std::ranges::find(own, pointer) != own.end(); };
    for (const Field& field : review.form.fields) {
        const Amount* amount = amount_of(&field.value);
        if (!amount || !amount->number || is_own(field_pointer(field.id))) continue;
        for (const Line& line : lines_at(review, field.id, "")) difference.others.push_back(figure(line, review));
    }
    for (const ListView& view : review.lists) {
        if (!view.annual_amount()) continue;
        Subtotal all{review.block_label(view.list().id), {}, 0, {}}, free = all;
        bool foreign = true;
        for (std::size_t row = 0; row < view.size(); ++row) {
            const Line line = row_line(view, row, view.annual_amount()->id);
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

void review_sum(Review& review, const SumCheck& check) {
    const auto totals = lines_at(review, check.total, check.column);
    if (totals.empty() || !totals[0].amount || unreadable(totals[0])) return;
    const Line& total = totals[0];
    std::vector<Line> parts;
    std::vector<std::string> own = {total.pointer};
    const ListView* parts_list = nullptr;
    for (const std::string& path : check.of)
        for (Line& line : lines_at(review, path, check.column)) {
            if (line.pointer == total.pointer) continue;
            if (unreadable(line)) return;  // an error of its own; no sum can be made of it
            own.push_back(line.pointer);
            parts_list = line.list;
            if (line.amount) parts.push_back(std::move(line));
        }
    SumGap difference;
    difference.total = figure(total, review);
    Decimal sum;
    for (const Line& line : parts) {
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

    add_surroundings(review, own, difference);
    const auto explanation = explain(difference);
    Message why = joined(explanation ? explanation->text : Message(), matching_subtotal(difference));
    if (!why.empty()) finding.explanation = {why.zh + "。", why.en + "."};
    if (explanation && explanation->unit && explanation->part) {
        const Line& part = parts[*explanation->part];
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
