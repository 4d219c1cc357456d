#include "model/reshape.h"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "model/blank.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

constexpr std::size_t kMostNotes = 500;  // of things without a place; all of them are listed

std::optional<int> unit_power(std::string_view unit) {
    static constexpr std::array<std::pair<std::string_view, int>, 4> kUnits = {{{"元", 0}, {"千元", 3}, {"万元", 4}, {"亿元", 8}}};
    const auto found = std::ranges::find(kUnits, unit, &std::pair<std::string_view, int>::first);
    return found == kUnits.end() ? std::nullopt : std::optional(found->second);
}

std::string text_of(const Value& value) {
    switch (value.type) {
        case Value::Type::Null: return {};
        case Value::Type::Text: return value.text;
        case Value::Type::Amount: return value.amount.number ? value.amount.number->str() : value.amount.written;
        case Value::Type::Indicator: return value.indicator.raw;
        case Value::Type::Paragraphs: break;
    }
    std::string text;
    for (const std::string& paragraph : value.paragraphs) text += (text.empty() ? "" : "\n") + paragraph;
    return text;
}

const Column* name_column(const Section& section) {
    const auto found = std::ranges::find(section.columns, ColumnType::Name, &Column::type);
    return found == section.columns.end() ? nullptr : &*found;
}

// The column of the known rows' groups; null where there is none.
const Column* group_column(const Section& section) {
    const auto found = std::ranges::find_if(section.columns, [](const Column& c) { return c.type == ColumnType::Group && c.level == 0; });
    return section.fixed.empty() || found == section.columns.end() ? nullptr : &*found;
}

class Reshaper {
public:
    Reshaper(const Form& form, const Template& from, const Template& to, const Vocabulary& vocabulary)
        : form_(form), from_(from), to_(to), vocabulary_(vocabulary), out_(empty_form(to)) {}
    Form run();

private:
    void set_unit();
    void fields();
    void put_field(const FieldCell& cell, Field& to, const Field& from);
    void list(const List& source, const ListSpec& source_spec, const ListSpec& spec, List& to);
    void row(const List& source, std::size_t index, const ListSpec& source_spec, const ListSpec& spec, List& to, std::set<const FixedRow*>& filled);
    void whole_row(const List& source, std::size_t index, const ListSpec& source_spec);
    std::string own_level(const Column& column, const std::string& framework, const std::string& text) const;
    Value in_unit(const Value& value);
    void leave(std::string label, const Value& value, const std::string& pointer);
    void note_taken(const Value& value, const std::string& label, const std::string& to_label, const std::string& pointer);
    void findings();

    std::string label(std::string_view term) const {
        const Term* found = vocabulary_.term(term);
        return found ? found->label : std::string(term);
    }
    bool is_term(std::string_view term, std::string_view text) const {
        const Term* found = vocabulary_.term(term);
        return found && (found->label == text || std::ranges::find(found->spellings, text) != found->spellings.end());
    }
    std::string column_label(const ListSpec& spec, std::string_view id) const;
    std::string list_label(const ListSpec& spec) const;

    const Form& form_;
    const Template& from_;
    const Template& to_;
    const Vocabulary& vocabulary_;
    Form out_;
    int power_ = 0;                            // of ten, that amounts are multiplied by
    int converted_ = 0;
    std::map<std::string, std::string> moved_; // pointers
    std::size_t left_ = 0;
};

void Reshaper::set_unit() {
    out_.currency_unit = to_.unit;
    const auto own = unit_power(form_.currency_unit), wanted = unit_power(to_.unit);
    // Between 元 and 万元 every figure has an exact counterpart. Units this does not know stay as they are.
    if (own && wanted && std::abs(*own - *wanted) <= 4) power_ = *own - *wanted;
    else if (form_.currency_unit != to_.unit) out_.currency_unit = form_.currency_unit;
}

Value Reshaper::in_unit(const Value& value) {
    if (power_ == 0 || value.type != Value::Type::Amount || !value.amount.number) return value;
    Value out = value;
    const Decimal shifted = value.amount.number->shifted(power_);
    out.amount.number = power_ < 0 ? shifted.trimmed() : shifted;
    ++converted_;
    return out;
}

void Reshaper::leave(std::string label, const Value& value, const std::string& pointer) {
    const std::string text = text_of(value);
    out_.unplaced.push_back({label, text, value.place});
    if (++left_ > kMostNotes) return;
    auto finding = Finding::of(Code::no_place_in_template, message("“{0}”的内容“{1}”在输出的表里没有位置，已列入“未安置内容”",
                                                                   "“{0}”, “{1}”, has no place in the form written and is listed as unplaced", label, text));
    if (value.place.known()) finding.at = form_.origin(value.place);
    finding.got = text;
    finding.explanation = message("原表中的位置：{}", "where it stood: {}", pointer);
    out_.findings.push_back(std::move(finding));
}

void Reshaper::note_taken(const Value& value, const std::string& label, const std::string& to_label, const std::string& pointer) {
    auto finding = Finding::of(Code::placed_elsewhere, message("“{0}”放在输出表的“{1}”处", "“{0}” stands at “{1}” of the form written", label, to_label));
    if (value.place.known()) finding.at = form_.origin(value.place);
    finding.field = pointer;
    finding.got = text_of(value);
    out_.findings.push_back(std::move(finding));
}

// ---- Fields --------------------------------------------------------------------------------------------------------

void Reshaper::put_field(const FieldCell& cell, Field& to, const Field& from) {
    moved_[field_pointer(from.id)] = field_pointer(to.id);
    Value value = from.value;
    if (cell.type == FieldType::Paragraphs && value.type == Value::Type::Text)
        value = Value::of_paragraphs({value.text}, value.place);
    else if (cell.type == FieldType::Text && value.type == Value::Type::Paragraphs)
        value = Value::of_text(text_of(value), value.place);
    else if (cell.type == FieldType::Text && value.type == Value::Type::Amount)
        value = Value::of_text(value.amount.written, value.place);
    value.confidence = from.value.confidence;
    to.value = in_unit(value);
}

void Reshaper::fields() {
    std::set<const Field*> used;
    const auto cells = fields_of(to_);
    const auto fits = [](const FieldCell& cell, const Field& field) {
        return cell.type != FieldType::Amount || field.value.type == Value::Type::Amount;
    };
    for (std::size_t i = 0; i < cells.size(); ++i)
        if (const Field* own = form_.field(cells[i]->id); own && !own->value.null() && fits(*cells[i], *own)) {
            put_field(*cells[i], out_.fields[i], *own);
            used.insert(own);
        }
    for (std::size_t i = 0; i < cells.size(); ++i)
        for (const std::string& id : cells[i]->takes) {
            const Field* other = form_.field(id);
            if (!out_.fields[i].value.null() || !other || other->value.null() || used.contains(other) || !fits(*cells[i], *other)) continue;
            put_field(*cells[i], out_.fields[i], *other);
            used.insert(other);
            const auto known = fields_of(from_);
            const auto from = std::ranges::find(known, id, &FieldCell::id);
            note_taken(other->value, label((*from)->term), label(cells[i]->term), field_pointer(cells[i]->id));
        }
    for (const FieldCell* cell : fields_of(from_))
        if (const Field* field = form_.field(cell->id); field && !field->value.null() && !used.contains(field))
            leave(cell->print.empty() ? label(cell->term) : cell->print, field->value, field_pointer(field->id));
}

// ---- Lists ---------------------------------------------------------------------------------------------------------

std::string Reshaper::column_label(const ListSpec& spec, std::string_view id) const {
    for (const Section& section : spec.sections)
        for (const Column& column : section.columns)
            if (column.id == id && !(column.term.empty() && column.print.empty()))
                return column.print.empty() ? label(column.term) : column.print;
    return std::string(id);
}

std::string Reshaper::list_label(const ListSpec& spec) const {
    for (const Section& section : spec.sections)
        if (const Column* name = name_column(section); name && !name->term.empty()) return label(name->term);
    return label(spec.id);
}

// A first or second level comes out as the new form's tree spells it.
std::string Reshaper::own_level(const Column& column, const std::string& framework, const std::string& text) const {
    const std::string key = label_key(text);
    for (const IndicatorTerm& term : vocabulary_.indicators) {
        if (term.framework != framework || term.level != column.level || term.level > 2) continue;
        const auto same = [&](const std::string& spelling) { return label_key(spelling) == key; };
        if (same(term.label) || std::ranges::any_of(term.spellings, same)) return term.label;
    }
    return text;
}

void Reshaper::whole_row(const List& source, std::size_t index, const ListSpec& source_spec) {
    const auto& row = source.rows[index];
    std::string name, group;
    for (const Section& section : source_spec.sections) {
        const Column* column = name_column(section);
        if (const int at = column ? source.column(column->id) : -1; at >= 0 && name.empty()) name = text_of(row[static_cast<std::size_t>(at)]);
    }
    bool any = false;
    for (std::size_t c = 0; c < row.size(); ++c) {
        if (row[c].null() || (row[c].type == Value::Type::Text && text_of(row[c]) == name)) continue;
        any = true;
        leave(fmt::format("{} · {} · {}", list_label(source_spec), name, column_label(source_spec, source.columns[c])), row[c],
              list_pointer(source.id, index, source.columns[c]));
    }
    if (!any && !name.empty() && name_column(source_spec.sections.front())) {
        // A known row that was left open says nothing.
        const auto& fixed = source_spec.sections.front().fixed;
        if (std::ranges::none_of(fixed, [&](const FixedRow& f) { return is_term(f.term, name); }))
            leave(list_label(source_spec), Value::of_text(name), list_pointer(source.id, index, ""));
    }
}

void Reshaper::row(const List& source, std::size_t index, const ListSpec& source_spec, const ListSpec& spec, List& to,
                   std::set<const FixedRow*>& filled) {
    const auto& values = source.rows[index];
    const auto text_at = [&](const Column* column) -> std::string {
        const int at = column ? source.column(column->id) : -1;
        return at < 0 ? "" : text_of(values[static_cast<std::size_t>(at)]);
    };
    // Where its name, and its group, stand in the source.
    const Section& first = source_spec.sections.front();
    const std::string name = text_at(name_column(first)), group = text_at(group_column(first));
    const Section* section = &spec.sections.front();
    const FixedRow* fixed = nullptr;
    bool taken = false;
    for (const Section& candidate : spec.sections)
        for (const FixedRow& known : candidate.fixed) {
            if (filled.contains(&known)) continue;
            const bool own = is_term(known.term, name) && (known.group.empty() ? group.empty() : is_term(known.group, group));
            const bool takes = std::ranges::any_of(known.takes, [&](const std::string& path) {
                const auto slash = path.find('/');
                const std::string of_group = slash == path.npos ? "" : path.substr(0, slash);
                return is_term(slash == path.npos ? path : path.substr(slash + 1), name) &&
                       (of_group.empty() ? group.empty() : is_term(of_group, group));
            });
            if (!own && (!takes || fixed)) continue;
            fixed = &known;
            section = &candidate;
            taken = !own;
            if (own) break;
        }
    const bool free = std::ranges::any_of(spec.sections, &Section::free_rows);
    if (!fixed && (!free || (!group.empty() && !group_column(*section)))) return whole_row(source, index, source_spec);
    std::vector<Value> out(to.columns.size());
    const std::size_t at_row = to.rows.size();
    std::vector<std::size_t> homeless;
    for (std::size_t c = 0; c < values.size(); ++c) {
        if (values[c].null()) continue;
        const int at = to.column(source.columns[c]);
        const Column* column = nullptr;
        for (const Section& s : spec.sections)
            for (const Column& known : s.columns)
                if (known.id == source.columns[c] && !column) column = &known;
        const bool is_amount = values[c].type == Value::Type::Amount, is_value = values[c].type == Value::Type::Indicator;
        const bool fits = column && is_amount == (column->type == ColumnType::Amount) && is_value == (column->type == ColumnType::Value);
        if (at < 0 || !fits) {
            homeless.push_back(c);
            continue;
        }
        Value value = in_unit(values[c]);
        if (column->level > 0) value.text = own_level(*column, spec.framework, value.text);
        out[static_cast<std::size_t>(at)] = std::move(value);
        moved_[list_pointer(source.id, index, source.columns[c])] = list_pointer(to.id, at_row, source.columns[c]);
    }
    const std::string own_label = group.empty() ? name : group + " › " + name;
    if (fixed) {
        filled.insert(fixed);
        const auto set = [&](const Column* column, const std::string& term) {
            const int at = column ? to.column(column->id) : -1;
            if (at >= 0) out[static_cast<std::size_t>(at)] = term.empty() ? Value() : Value::of_text(label(term), out[static_cast<std::size_t>(at)].place);
        };
        set(name_column(*section), fixed->term);
        set(group_column(*section), fixed->group);
        // The group of the source is said by the row it stands in now.
        std::erase_if(homeless, [&](std::size_t c) { const Column* g = group_column(first); return g && source.columns[c] == g->id; });
    }
    for (const std::size_t c : homeless)
        leave(fmt::format("{} · {}", own_label, column_label(source_spec, source.columns[c])), values[c], list_pointer(source.id, index, source.columns[c]));
    moved_[list_pointer(source.id, index, "")] = list_pointer(to.id, at_row, "");
    to.rows.push_back(std::move(out));
    if (!taken) return;
    for (const Value& value : values)
        if (value.type == Value::Type::Amount) {
            note_taken(value, own_label, (fixed->group.empty() ? "" : label(fixed->group) + " › ") + label(fixed->term), list_pointer(to.id, at_row, ""));
            break;
        }
}

void Reshaper::list(const List& source, const ListSpec& source_spec, const ListSpec& spec, List& to) {
    std::set<const FixedRow*> filled;
    for (std::size_t i = 0; i < source.rows.size(); ++i) row(source, i, source_spec, spec, to, filled);
}

// ---- Findings ------------------------------------------------------------------------------------------------------

void Reshaper::findings() {
    Findings own = form_.findings;
    for (Finding& finding : own) {
        if (!finding.field.starts_with("/fields/") && !finding.field.starts_with("/lists/")) continue;
        const auto moved = moved_.find(finding.field);
        finding.field = moved == moved_.end() ? "" : moved->second;
    }
    if (converted_ > 0) {
        auto finding = Finding::of(Code::unit_converted, message("原表金额单位为{0}，已按{1}换算 {2} 个金额", "{2} amounts were converted from {0} to {1}",
                                                                 form_.currency_unit, to_.unit, converted_));
        finding.at = form_.origin({});
        finding.got = form_.currency_unit;
        finding.expected = to_.unit;
        own.push_back(std::move(finding));
    }
    if (left_ > kMostNotes) {
        auto finding = Finding::of(Code::no_place_in_template, message("还有 {} 项内容在输出的表里没有位置，都已列入“未安置内容”",
                                                                       "{} more entries have no place in the form written; all are listed as unplaced", left_ - kMostNotes));
        finding.at = form_.origin({});
        own.push_back(std::move(finding));
    }
    own.insert(own.end(), std::make_move_iterator(out_.findings.begin()), std::make_move_iterator(out_.findings.end()));
    out_.findings = std::move(own);
}

Form Reshaper::run() {
    out_.source = form_.source;
    out_.title = form_.title;
    out_.title_place = form_.title_place;
    out_.year = form_.year;
    out_.year_place = form_.year_place;
    out_.unplaced = form_.unplaced;
    set_unit();
    fields();
    const auto specs = lists_of(to_);
    for (const ListSpec* source_spec : lists_of(from_)) {
        const List* source = form_.list(source_spec->id);
        if (!source) continue;
        const auto spec = std::ranges::find(specs, source_spec->id, &ListSpec::id);
        if (spec == specs.end()) {
            for (std::size_t i = 0; i < source->rows.size(); ++i) whole_row(*source, i, *source_spec);
        } else {
            list(*source, *source_spec, **spec, out_.lists[static_cast<std::size_t>(spec - specs.begin())]);
        }
    }
    findings();
    return std::move(out_);
}

}  // namespace

Form reshape(const Form& form, const Template& from, const Template& to, const Vocabulary& vocabulary) {
    return Reshaper(form, from, to, vocabulary).run();
}

}  // namespace jixiao
