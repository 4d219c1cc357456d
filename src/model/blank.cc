#include "model/blank.h"

#include <algorithm>

namespace jixiao {
namespace {

constexpr int kBlankRows = 10;  // a department of middle size has that many projects

std::size_t column_of(const List& list, std::string_view id) { return static_cast<std::size_t>(list.column(id)); }

const Column* level_column(const Section& section, int level) {
    const auto found = std::ranges::find(section.columns, level, &Column::level);
    return found == section.columns.end() ? nullptr : &*found;
}

// One row for each known third level below a first level; one without a name where a second level has none.
void add_indicators(const Section& section, const std::string& level1, const std::string& framework,
                    const Vocabulary& vocabulary, List& list) {
    const auto& terms = vocabulary.indicators;
    const Column* first = level_column(section, 1);
    const Column* second = level_column(section, 2);
    const Column* third = level_column(section, 3);
    if (!first || !second || !third) return;
    const auto add = [&](const std::string& level2, const std::string& level3) {
        std::vector<Value> row(list.columns.size());
        row[column_of(list, first->id)] = Value::of_text(level1);
        if (!level2.empty()) row[column_of(list, second->id)] = Value::of_text(level2);
        if (!level3.empty()) row[column_of(list, third->id)] = Value::of_text(level3);
        list.rows.push_back(std::move(row));
    };
    const auto is_first = [&](const IndicatorTerm& term) {
        return term.level == 1 && term.framework == framework && term.label == level1;
    };
    const auto root = std::ranges::find_if(terms, is_first) - terms.begin();
    bool any = false;
    for (std::size_t i = 0; i < terms.size(); ++i) {
        if (terms[i].level != 2 || terms[i].parent != root) continue;
        any = true;
        bool named = false;
        for (const IndicatorTerm& term : terms)
            if (term.level == 3 && term.parent == static_cast<int>(i)) add(terms[i].label, term.label), named = true;
        if (!named) add(terms[i].label, "");
    }
    if (!any) add("", "");
}

}  // namespace

Form empty_form(const Template& form_template) {
    Form form;
    form.template_id = form_template.id;
    form.currency_unit = form_template.unit;
    for (const FieldCell* cell : fields_of(form_template))
        form.fields.push_back({cell->id, cell->type == FieldType::Paragraphs, {}});
    for (const ListSpec* list : lists_of(form_template)) form.lists.push_back({list->id, list->columns, {}});
    return form;
}

Form blank_form(const Template& form_template, const Vocabulary& vocabulary) {
    Form form = empty_form(form_template);
    const auto lists = lists_of(form_template);
    for (std::size_t i = 0; i < lists.size(); ++i)
        for (const Section& section : lists[i]->sections) {
            List& list = form.lists[i];
            for (const std::string& level1 : section.level1)
                add_indicators(section, level1, lists[i]->framework, vocabulary, list);
            if (section.level1.empty() && section.free_rows)
                for (int row = 0; row < kBlankRows; ++row) list.rows.emplace_back(list.columns.size());
        }
    return form;
}

}  // namespace jixiao
