// Amounts by themselves, row by row: readable, not negative, half-year against the year, projects once.
#include <map>

#include "check/review.h"
#include "model/value_text.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

void review_amount(Review& review, const Value& value, const std::string& name, const std::string& pointer) {
    const Amount& amount = value.amount;
    if (!amount.number && is_error_value(amount.written)) return;  // told with the texts
    if (!amount.number) {
        Finding& finding = review.add(
            Code::amount_unreadable,
            message("“{}”的金额“{}”无法读成数字，按原文保留。",
                    "the amount of “{}”, “{}”, cannot be read; it is kept as written.", name, amount.written),
            pointer, value.place);
        finding.got = amount.written;
    } else if (amount.number->negative()) {
        Finding& finding = review.add(
            Code::amount_negative,
            message("“{}”的金额 {} 为负数。", "the amount of “{}”, {}, is negative.", name, amount.number->str()),
            pointer, value.place);
        finding.got = amount.number->str();
    }
}

void review_half_year(Review& review, const ListView& view, std::size_t row, const Column& half) {
    const Value* year_value = view.value(row, half.half_of);
    const Value* half_value = view.value(row, half.id);
    if (!year_value || !view.column(row, half.half_of)) return;
    const std::string pointer = view.pointer(row, half.id);
    const std::string half_header = review.header(half), year_header = review.header(*view.column(row, half.half_of));
    if (!half_value) {
        Finding& finding = review.add(
            Code::half_year_blank,
            message("“{0}”的{2}为 {1}，{3}为空。", "“{0}”: {2} is {1}, {3} is blank.", view.label(row),
                    year_value->amount.number ? year_value->amount.number->str() : year_value->amount.written,
                    year_header, half_header),
            pointer, year_value->place);
        finding.rule = half.id;
        return;
    }
    if (!half_value->amount.number || !year_value->amount.number) return;
    const Decimal &part = *half_value->amount.number, &whole = *year_value->amount.number;
    if (part <= whole) return;
    Finding& finding = review.add(Code::half_year_above_annual,
                                  message("“{0}”的{3} {1} 大于{4} {2}。", "“{0}”: {3}, {1}, exceeds {4}, {2}.",
                                          view.label(row), part.str(), whole.str(), half_header, year_header),
                                  pointer, half_value->place);
    finding.rule = half.id;
    finding.got = part.str();
    finding.expected = "≤" + whole.str();
    if (!whole.is_zero() && part >= whole * 100)
        finding.explanation = {
            "两数相差百倍以上，疑为单位不同（元与万元）。",
            "the two differ by a factor of more than 100: one is probably in another unit (元, 万元)."};
    else if (whole.is_zero())
        finding.explanation = message("{}为 0，疑漏填。", "{} is 0: it was probably left out.", year_header);
}

// Free rows that spend money are projects; each should be listed once.
void review_duplicates(Review& review, const ListView& view) {
    if (!view.annual_amount()) return;
    std::map<std::string, std::size_t> seen;
    for (std::size_t row = 0; row < view.size(); ++row) {
        const Column* name = view.column(row, ColumnType::Name);
        if (view.fixed(row) || !name || view.name(row).empty() || !view.section(row).free_rows) continue;
        const auto [first, fresh] = seen.emplace(label_key(view.label(row)), row);
        if (fresh) continue;
        const auto pointer = view.pointer(row, name->id);
        Finding& finding = review.add(
            Code::duplicate_project,
            message("项目“{}”重复填列（第 {} 行已有）。", "the project “{}” is listed twice (first in row {}).",
                    std::string(view.name(row)), first->second + 1),
            pointer, view.value(row, name->id)->place);
        finding.got = view.name(row);
    }
}

}  // namespace

void review_amounts(Review& review) {
    for (const FieldCell* cell : fields_of(review.form_template)) {
        const Field* field = review.form.field(cell->id);
        if (field && field->value.type == Value::Type::Amount)
            review_amount(review, field->value, review.term_label(cell->term), field_pointer(cell->id));
    }
    for (const ListView& view : review.lists) {
        for (std::size_t row = 0; row < view.size(); ++row)
            for (const Column& column : view.section(row).columns) {
                if (column.type != ColumnType::Amount) continue;
                if (const Value* value = view.value(row, column.id); value && value->type == Value::Type::Amount)
                    review_amount(review, *value, view.label(row), view.pointer(row, column.id));
                if (!column.half_of.empty()) review_half_year(review, view, row, column);
            }
        review_duplicates(review, view);
    }
}

}  // namespace jixiao
