// What was read and has no cell in the template: printed below the table, so that nothing is lost.
#include "layout/draft.h"

namespace jixiao {
namespace {

constexpr double kLabelWidth = 36;  // mm, at least, for the labels of the annex

std::string column_label(const Draft& draft, const std::string& id) {
    for (const ListSpec* list : lists_of(draft.spec)) {
        for (const Section& section : list->sections) {
            for (const Column& column : section.columns) {
                if (column.id == id && !(column.term.empty() && column.print.empty())) {
                    return draft.label(column.print, column.term);
                }
            }
        }
    }
    return draft.label({}, id);
}

int label_columns(const Draft& draft) {
    double width = 0;
    int columns = 0;
    while (columns + 1 < draft.columns() && width < kLabelWidth) {
        width += draft.sheet.columns[static_cast<std::size_t>(columns++)];
    }
    return columns;
}

class Annex {
public:
    Annex(Draft& draft, Findings& findings) : draft_(draft), findings_(findings) {}

    void add(const std::string& label, const std::string& pointer, const Value& value) {
        if (heading_ < 0) {
            const int row = draft_.add_row();
            heading_ = draft_.add_cell(row, 0, draft_.columns(), CellRole::Group, draft_.style("label"));
            draft_.cell(heading_).paragraphs = {draft_.vocabulary.annex};
        }
        const int row = draft_.add_row();
        const int split = label_columns(draft_);
        int name = heading_;
        if (split > 0) {
            name = draft_.add_cell(row, 0, split, CellRole::Label, draft_.style("label"));
            draft_.cell(name).paragraphs = {label};
        }
        const int index =
            draft_.add_cell(row, split, draft_.columns() - split, CellRole::Value, draft_.style("text"));
        SheetCell& cell = draft_.cell(index);
        put_value(cell, value, draft_.vocabulary);
        cell.field = pointer;
        cell.headers = {name};
    }

    void add_with_finding(const std::string& label, const std::string& pointer, const Value& value, Place place) {
        add(label, pointer, value);
        Finding finding =
            Finding::of(Code::no_place_in_template,
                        message("“{}”在输出模板中没有位置，列在表后",
                                "“{}” has no place in the output template; it stands below the table", label));
        if (place.known()) finding.at = draft_.form.origin(place);
        finding.field = pointer;
        finding.got = plain_text(value);
        findings_.push_back(std::move(finding));
    }

private:
    Draft& draft_;
    Findings& findings_;
    int heading_ = -1;
};

}  // namespace

void compose_annex(Draft& draft, bool unplaced, Findings& findings) {
    Annex annex(draft, findings);
    for (std::size_t f = 0; f < draft.form.fields.size(); ++f) {
        const Field& field = draft.form.fields[f];
        if (draft.field_shown[f] || field.value.null()) continue;
        annex.add_with_finding(draft.label({}, field.id), field_pointer(field.id), field.value, field.value.place);
        draft.show_field(f);
    }
    for (std::size_t l = 0; l < draft.form.lists.size(); ++l) {
        const List& list = draft.form.lists[l];
        for (std::size_t r = 0; r < list.rows.size(); ++r) {
            for (std::size_t c = 0; c < list.columns.size(); ++c) {
                const Value& value = list.rows[r][c];
                if (draft.shown(l, r, c) || value.null()) continue;
                std::string label =
                    fmt::format("{} {} · {}", draft.label({}, list.id), r + 1, column_label(draft, list.columns[c]));
                annex.add_with_finding(label, list_pointer(list.id, r, list.columns[c]), value, value.place);
                draft.show(l, r, c);
            }
        }
    }
    if (!unplaced) return;
    // Reading has said of each of these that it has no place.
    for (std::size_t i = 0; i < draft.form.unplaced.size(); ++i)
        annex.add(draft.form.unplaced[i].label, fmt::format("/unplaced/{}", i), Value::of_text(draft.form.unplaced[i].text));
}

}  // namespace jixiao
