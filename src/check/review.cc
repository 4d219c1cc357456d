#include "check/review.h"

#include <algorithm>

#include "model/value_text.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

bool is_term(const Vocabulary& vocabulary, std::string_view id, std::string_view text) {
    const Term* term = vocabulary.term(id);
    return term && (term->label == text || std::ranges::find(term->spellings, text) != term->spellings.end());
}

// The section that holds rows of this first level; the last one that holds any, where none names it.
const Section* section_for(const ListSpec& spec, std::string_view level1) {
    static const Section kNone;
    const Section* open = nullptr;
    for (const Section& section : spec.sections) {
        if (std::ranges::find(section.level1, level1) != section.level1.end()) return &section;
        if (section.level1.empty() || std::ranges::find(section.also, level1) != section.also.end()) open = &section;
    }
    if (open) return open;
    return spec.sections.empty() ? &kNone : &spec.sections.front();
}

const Column* find_column(const Section& section, auto fits) {
    const auto found = std::ranges::find_if(section.columns, fits);
    return found == section.columns.end() ? nullptr : &*found;
}

}  // namespace

ListView::ListView(const List& list, const ListSpec& spec, const Vocabulary& vocabulary) : list_(list), spec_(spec) {
    std::string level1_id;
    for (const Section& section : spec.sections)
        for (const Column& column : section.columns) {
            if (column.level == 1 && level1_id.empty()) level1_id = column.id;
            if (column.type == ColumnType::Amount && column.half_of.empty() && !annual_amount_)
                annual_amount_ = &column;
        }
    for (std::size_t row = 0; row < list.rows.size(); ++row) {
        sections_.push_back(section_for(spec, text(row, level1_id)));
        const Column* group = column(row, ColumnType::Group);
        const std::string_view row_name = name(row), row_group = group ? text(row, group->id) : "";
        const auto& fixed = sections_.back()->fixed;
        const auto found = std::ranges::find_if(fixed, [&](const FixedRow& f) {
            return is_term(vocabulary, f.term, row_name) &&
                   (f.group.empty() || is_term(vocabulary, f.group, row_group));
        });
        fixed_.push_back(found == fixed.end() ? nullptr : &*found);
    }
}

const Value* ListView::value(std::size_t row, std::string_view column) const {
    const int index = list_.column(column);
    if (index < 0 || static_cast<std::size_t>(index) >= list_.rows[row].size()) return nullptr;
    const Value& value = list_.rows[row][static_cast<std::size_t>(index)];
    return value.null() ? nullptr : &value;
}

std::string_view ListView::text(std::size_t row, std::string_view column) const {
    const Value* found = value(row, column);
    return found ? std::string_view(found->text) : std::string_view();
}

std::string_view ListView::name(std::size_t row) const {
    const Column* name_column = column(row, ColumnType::Name);
    return name_column ? text(row, name_column->id) : std::string_view();
}

std::string ListView::label(std::size_t row) const {
    const Column* group = spec_.framework.empty() ? column(row, ColumnType::Group) : nullptr;
    return (group ? std::string(text(row, group->id)) : std::string()) + std::string(name(row));
}

bool ListView::opens_group(std::size_t row, std::string_view column) const {
    return row == 0 || text(row, column) != text(row - 1, column);
}

const Column* ListView::column(std::size_t row, ColumnType type, int level) const {
    return find_column(*sections_[row],
                       [&](const Column& c) { return c.type == type && (level == 0 || c.level == level); });
}

const Column* ListView::column(std::size_t row, std::string_view id) const {
    return find_column(*sections_[row], [&](const Column& c) { return c.id == id; });
}

Review::Review(const Form& f, const Template& t, const Vocabulary& v, const Rules& r, const CheckOptions& o)
    : form(f), form_template(t), vocabulary(v), rules(r), options(o) {
    for (const ListSpec* spec : lists_of(form_template))
        if (const List* found = form.list(spec->id)) lists.emplace_back(*found, *spec, vocabulary);
}

const ListView* Review::list(std::string_view id) const {
    const auto found = std::ranges::find_if(lists, [&](const ListView& view) { return view.list().id == id; });
    return found == lists.end() ? nullptr : &*found;
}

std::string Review::term_label(std::string_view term_id) const {
    const Term* term = vocabulary.term(term_id);
    return term ? term->label : std::string(term_id);
}

std::string Review::list_label(const ListSpec& spec) const {
    if (std::string label = block_label(spec.id); !label.empty()) return label;
    for (const Section& section : spec.sections)
        for (const Column& column : section.columns)
            if (column.type == ColumnType::Name) return header(column);
    return spec.id;
}

std::string Review::header(const Column& column) const {
    if (!column.print.empty()) return column.print;
    return column.term.empty() ? column.id : term_label(column.term);
}

std::string Review::block_label(std::string_view list_id) const {
    std::string label;
    const auto search = [&](const auto& self, const std::vector<Node>& nodes, const Block* inside) -> bool {
        for (const Node& node : nodes) {
            if (const auto* spec = std::get_if<ListSpec>(&node.part); spec && spec->id == list_id) {
                if (inside) label = term_label(inside->term);
                return true;
            }
            if (const auto* block = std::get_if<Block>(&node.part); block && self(self, block->children, block))
                return true;
        }
        return false;
    };
    search(search, form_template.body, nullptr);
    return label;
}

Finding& Review::add(Code code, Message message, std::string pointer, Place place) {
    if (++counts[code] > options.most_of_kind) return uncounted = Finding();
    Finding finding = Finding::of(code, std::move(message));
    finding.field = std::move(pointer);
    if (place.known()) finding.at = form.origin(place);
    return findings.emplace_back(std::move(finding));
}

Plain plain_text(std::string_view utf8) {
    Folded folded = fold(utf8);
    std::size_t size = 0;
    for (std::size_t i = 0; i < folded.text.size(); ++i)
        if (folded.text[i] != U' ') {
            folded.text[size] = folded.text[i];
            folded.raw[size++] = folded.raw[i];
        }
    folded.text.resize(size);
    folded.raw.resize(size);
    return {std::move(folded.text), std::move(folded.raw)};
}

int code_points(std::string_view utf8) {
    return static_cast<int>(plain_text(utf8).text.size());
}

bool goes_on(char32_t c) {
    return is_ideograph(c) || is_ascii_digit(c) || (c >= U'A' && c <= U'Z') || (c >= U'a' && c <= U'z');
}

}  // namespace jixiao
