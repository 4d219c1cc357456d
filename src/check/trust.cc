// What of a text made by character recognition needs a second look: every comparator (an engine that cannot read ≥ prints
// a plain =, which looks legal), and the amounts that no sum confirms.
#include <algorithm>
#include <map>
#include <set>
#include <string_view>

#include "check/meaning.h"
#include "check/review.h"

namespace jixiao {
namespace {

// What an engine is this sure of was right in all our samples but for look-alike digits, which sums catch.
constexpr float kSure = 0.9F;

const std::string& name_column(const ListView& view, std::size_t row) {
    static const std::string kNone;
    const Column* column = view.column(row, ColumnType::Name);
    return column ? column->id : kNone;
}

// Places whose misread sign has been told already, with its proposal.
std::set<std::string_view> told_signs(const Form& form) {
    std::set<std::string_view> out;
    for (const Finding& finding : form.findings)
        if (finding.code == Code::value_repair_proposed || finding.code == Code::value_repaired) out.insert(finding.field);
    return out;
}

void doubt_comparator(Review& review, const std::set<std::string_view>& told, const ListView& view, std::size_t row, const Column& column, const Value& value) {
    const IndicatorValue& v = value.indicator;
    // What an engine was unsure of, or has a figure in it, may have been a comparator and its number, too.
    const bool figure = std::ranges::any_of(v.raw, [](char c) { return c >= '0' && c <= '9'; });
    if (v.kind != ValueKind::Quantitative && v.comparator == Comparator::None && !figure && value.confidence >= kSure) return;
    const std::string pointer = view.pointer(row, column.id);
    if (told.contains(pointer)) return;
    const std::string name(view.text(row, name_column(view, row)));
    const std::string_view sign = likely_sign(name, view.spec().framework, review.vocabulary, {review.rules.up, review.rules.down});
    const std::string likely = !sign.empty() && v.number && !v.raw.starts_with(sign) ? std::string(sign) + v.number->str() + v.unit : "";
    Finding& finding =
        review.add(Code::comparator_unverified,
                   likely.empty() ? message("“{0}”的值“{1}”来自文字识别，比较符号须对照原件。",
                                            "the value of “{0}”, “{1}”, comes from character recognition: compare its comparator with the original.", name, v.raw)
                                  : message("“{0}”的值“{1}”来自文字识别，按含义宜为“{2}”，须对照原件。",
                                            "the value of “{0}”, “{1}”, comes from character recognition; by its meaning it may be “{2}”: compare with the original.",
                                            name, v.raw, likely),
                   pointer, value.place);
    finding.got = v.raw;
    finding.expected = likely;
    finding.confidence = 0.5;
}

struct Unconfirmed {
    const Column* column = nullptr;
    int amounts = 0;
};

void doubt_amount(Review& review, const std::string& label, const std::string& pointer, const Value& value) {
    Finding& finding = review.add(Code::amount_unverified,
                                  message("“{0}”的金额 {1} 来自文字识别，没有合计可以印证，须对照原件。",
                                          "the amount of “{0}”, {1}, comes from character recognition and no sum confirms it: compare with the original.",
                                          label, value.amount.written),
                                  pointer, value.place);
    finding.got = value.amount.written;
    finding.confidence = value.confidence < 1 ? value.confidence : 0.5;
}

}  // namespace

void review_trust(Review& review) {
    if (review.form.source.trust != "ocr") return;
    // An engine that tells how sure it is lets sure amounts pass; without it a column no sum reaches is named as a whole.
    bool graded = false;
    for (const ListView& view : review.lists)
        for (const auto& row : view.list().rows)
            graded = graded || std::ranges::any_of(row, [](const Value& v) { return v.confidence < 1; });
    const std::set<std::string_view> told = told_signs(review.form);
    const bool sum_failed = std::ranges::any_of(review.findings, [](const Finding& f) { return f.code == Code::sum_differs; });
    for (const Field& field : review.form.fields) {
        if (field.value.type != Value::Type::Amount || !field.value.amount.number) continue;
        if (!review.confirmed.contains(field_pointer(field.id)) && (!graded || field.value.confidence < kSure))
            doubt_amount(review, field.id, field_pointer(field.id), field.value);
    }
    for (const ListView& view : review.lists) {
        std::map<std::string, Unconfirmed> columns;
        for (std::size_t row = 0; row < view.size(); ++row)
            for (const Column& column : view.section(row).columns) {
                const Value* value = view.value(row, column.id);
                if (!value || value->null()) continue;
                if (column.type == ColumnType::Value && value->type == Value::Type::Indicator)
                    doubt_comparator(review, told, view, row, column, *value);
                if (column.type != ColumnType::Amount || value->type != Value::Type::Amount || !value->amount.number) continue;
                const std::string pointer = view.pointer(row, column.id);
                if (review.confirmed.contains(pointer)) continue;
                // Zero in a sum that holds elsewhere cannot be told; an annual amount belongs to a sum that failed.
                const bool in_failed_sum = sum_failed && view.annual_amount() && column.id == view.annual_amount()->id;
                if (graded ? value->confidence < kSure : in_failed_sum) {
                    doubt_amount(review, view.label(row), pointer, *value);
                } else if (!graded) {
                    auto& unconfirmed = columns[column.id];
                    unconfirmed.column = &column;
                    ++unconfirmed.amounts;
                }
            }
        for (const auto& [id, unconfirmed] : columns) {
            const std::string header = review.header(*unconfirmed.column);
            Finding& finding =
                review.add(Code::amount_unverified,
                           message("“{0}”的 {1} 个金额来自文字识别，没有合计可以印证，须逐个对照原件。",
                                   "{1} amounts of “{0}” come from character recognition and no sum confirms them: compare each with the original.",
                                   header, unconfirmed.amounts),
                           "/lists/" + view.list().id, Place{});
            finding.rule = id;
            finding.got = header;
            finding.confidence = 0.5;
        }
    }
}

}  // namespace jixiao
