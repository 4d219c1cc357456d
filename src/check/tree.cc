// The indicator tree: who stands under whom, what is empty, what occurs twice.
#include <algorithm>
#include <map>
#include <set>

#include "check/review.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

bool is_called(const IndicatorTerm& term, std::string_view label) {
    return term.label == label || std::ranges::find(term.spellings, label) != term.spellings.end();
}

// First levels of the framework under which this second level is known; empty where it is not known at all.
std::vector<std::string> known_parents(const Vocabulary& vocabulary, std::string_view framework,
                                       std::string_view level2) {
    std::vector<std::string> out;
    for (const IndicatorTerm& term : vocabulary.indicators)
        if (term.level == 2 && term.framework == framework && term.parent >= 0 && is_called(term, level2))
            out.push_back(vocabulary.indicators[static_cast<std::size_t>(term.parent)].label);
    return out;
}

bool is_first_level(const Vocabulary& vocabulary, std::string_view framework, std::string_view canonical,
                    std::string_view label) {
    return canonical == label || std::ranges::any_of(vocabulary.indicators, [&](const IndicatorTerm& term) {
               return term.level == 1 && term.framework == framework && term.label == canonical &&
                      is_called(term, label);
           });
}

void review_second_level(Review& review, const ListView& view, std::size_t row, const Column& first,
                         const Column& second) {
    const std::string level1(view.text(row, first.id)), level2(view.text(row, second.id)), name(view.name(row));
    const auto at = [&](const std::string& id) {
        const Value* value = view.value(row, id);
        return value ? value->place : Place{};
    };
    const bool opens = view.opens_group(row, first.id) || view.opens_group(row, second.id);
    const Column* third = view.column(row, ColumnType::Name);
    const std::string second_header = review.header(second), third_header = third ? review.header(*third) : "";
    if (level2.empty() && !name.empty()) {
        review.add(Code::level2_blank,
                   message("{1}“{0}”没有{2}。", "the third level “{0}” has no second level.", name, third_header,
                           second_header),
                   view.pointer(row, second.id), at(third->id));
    }
    if (!level2.empty() && name.empty())
        review.add(Code::level2_empty,
                   message("{1}“{0}”下没有{2}。", "the second level “{0}” has no third level.", level2, second_header,
                           third_header),
                   view.pointer(row, second.id), at(second.id));
    if (level2.empty() || level1.empty() || !opens) return;
    const auto parents = known_parents(review.vocabulary, view.spec().framework, level2);
    const bool fits = parents.empty() || std::ranges::any_of(parents, [&](const std::string& parent) {
                          return is_first_level(review.vocabulary, view.spec().framework, parent, level1);
                      });
    if (fits) return;
    Finding& finding = review.add(Code::level2_misplaced,
                                  message("{3}“{0}”不属于“{1}”，应在“{2}”之下。",
                                          "the second level “{0}” does not belong under “{1}” but under “{2}”.",
                                          level2, level1, parents.front(), second_header),
                                  view.pointer(row, second.id), at(second.id));
    finding.got = level1;
    finding.expected = parents.front();
}

void review_third_level(Review& review, const ListView& view, std::size_t row, const Column* second,
                        std::map<std::string, std::size_t>& seen) {
    const std::string name(view.name(row));
    if (name.empty()) return;
    const Column* third = view.column(row, ColumnType::Name);
    const Place place = view.value(row, third->id)->place;
    const std::string key = label_key(name);
    if (second && label_key(view.text(row, second->id)) == key) {
        Finding& finding = review.add(
            Code::level3_equals_level2,
            message("{1}“{0}”与其{2}同名，没有细化。", "the third level “{0}” merely repeats its second level.", name,
                    review.header(*third), review.header(*second)),
            view.pointer(row, third->id), place);
        finding.got = name;
    }
    const auto [first, fresh] = seen.emplace(key, row);
    if (fresh) return;
    Finding& finding = review.add(
        Code::duplicate_indicator,
        message("{2}“{0}”重复（第 {1} 行已有）。", "the third level “{0}” occurs twice (first in row {1}).", name,
                first->second + 1, review.header(*third)),
        view.pointer(row, third->id), place);
    finding.got = name;
}

void review_first_levels(Review& review, const ListView& view) {
    const std::string& framework = view.spec().framework;
    for (const Section& section : view.spec().sections)
        for (const std::string& needed : section.needed) {
            std::optional<std::size_t> opened;
            bool filled = false;
            for (std::size_t row = 0; row < view.size(); ++row) {
                const Column* first = view.column(row, ColumnType::Group, 1);
                if (!first || !is_first_level(review.vocabulary, framework, needed, view.text(row, first->id)))
                    continue;
                if (!opened) opened = row;
                filled = filled || !view.name(row).empty();
            }
            if (filled) continue;
            const Column* first = opened ? view.column(*opened, ColumnType::Group, 1) : nullptr;
            const Value* value = opened ? view.value(*opened, first->id) : nullptr;
            Finding& finding =
                review.add(Code::level1_empty,
                           message("“{}”下没有任何指标。", "the first level “{}” has no third level.", needed),
                           opened ? view.pointer(*opened, first->id) : "/lists/" + view.spec().id,
                           value ? value->place : Place{});
            finding.expected = needed;
        }
}

void review_satisfaction(Review& review, const ListView& view) {
    const auto speaks = [&](std::string_view text) {
        return std::ranges::any_of(review.rules.satisfaction,
                                   [&](const std::string& w) { return text.find(w) != text.npos; });
    };
    if (review.rules.satisfaction.empty()) return;
    for (std::size_t row = 0; row < view.size(); ++row) {
        if (view.name(row).empty()) continue;
        for (const Column& column : view.section(row).columns)
            if (column.level > 0 && speaks(view.text(row, column.id))) return;
    }
    review.add(Code::satisfaction_missing,
               message("没有“{}”方面的指标。", "there is no indicator of satisfaction (“{}”).",
                       review.rules.satisfaction.front()),
               "/lists/" + view.spec().id, {});
}

}  // namespace

void review_tree(Review& review) {
    for (const ListView& view : review.lists) {
        if (view.spec().framework.empty()) continue;
        std::map<std::string, std::size_t> seen;
        bool any = false;
        for (std::size_t row = 0; row < view.size(); ++row) {
            const Column* first = view.column(row, ColumnType::Group, 1);
            const Column* second = view.column(row, ColumnType::Group, 2);
            if (first && second) review_second_level(review, view, row, *first, *second);
            review_third_level(review, view, row, second, seen);
            any = any || !view.name(row).empty();
        }
        if (!any) continue;  // one error says it all
        review_first_levels(review, view);
        review_satisfaction(review, view);
    }
}

}  // namespace jixiao
