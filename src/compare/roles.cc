#include "compare/roles.h"

#include <algorithm>

#include "text/label_key.h"

namespace jixiao {
namespace {

std::string label_of(const Vocabulary& vocabulary, std::string_view term, std::string_view print) {
    if (const Term* found = term.empty() ? nullptr : vocabulary.term(term)) return found->label;
    return std::string(print);
}

void add_columns(const ListSpec& spec, const Vocabulary& vocabulary, ListRole& list) {
    const auto known = [&](std::string_view id) { return list.column(id) != nullptr; };
    for (const Section& section : spec.sections)
        for (const Column& column : section.columns)
            if (!known(column.id))
                list.columns.push_back({column.id, label_of(vocabulary, column.term, column.print), column.type});
}

// The name column; where a form has none, its innermost group; else its first text.
std::string name_column(const ListRole& list) {
    const auto is = [](ColumnType type) { return [type](const ColumnRole& column) { return column.type == type; }; };
    if (auto name = std::ranges::find_if(list.columns, is(ColumnType::Name)); name != list.columns.end())
        return name->id;
    for (auto column = list.columns.rbegin(); column != list.columns.rend(); ++column)
        if (column->type == ColumnType::Group) return column->id;
    if (auto text = std::ranges::find_if(list.columns, is(ColumnType::Text)); text != list.columns.end())
        return text->id;
    return {};
}

void add_nodes(const std::vector<Node>& nodes, const std::string& block, const Vocabulary& vocabulary,
               FormRoles& roles) {
    for (const Node& node : nodes) {
        if (const auto* inner = std::get_if<Block>(&node.part))
            add_nodes(inner->children, label_of(vocabulary, inner->term, inner->print), vocabulary, roles);
        if (const auto* row = std::get_if<FieldRow>(&node.part))
            for (const FieldCell& cell : row->cells)
                if (std::ranges::find(roles.fields, cell.id, &std::pair<std::string, std::string>::first) ==
                    roles.fields.end())
                    roles.fields.emplace_back(cell.id, label_of(vocabulary, cell.term, cell.print));
        if (const auto* spec = std::get_if<ListSpec>(&node.part)) {
            auto list = std::ranges::find(roles.lists, spec->id, &ListRole::id);
            if (list == roles.lists.end()) list = roles.lists.insert(list, ListRole{spec->id, block, {}, {}});
            add_columns(*spec, vocabulary, *list);
        }
    }
}

}  // namespace

const ColumnRole* ListRole::column(std::string_view column_id) const {
    const auto found = std::ranges::find(columns, column_id, &ColumnRole::id);
    return found == columns.end() ? nullptr : &*found;
}

std::string FormRoles::field_label(std::string_view id) const {
    for (const auto& [field, label] : fields)
        if (field == id && !label.empty()) return label;
    return std::string(id);
}

const ListRole* FormRoles::list(std::string_view id) const {
    const auto found = std::ranges::find(lists, id, &ListRole::id);
    return found == lists.end() ? nullptr : &*found;
}

std::string FormRoles::unit_key(std::string_view unit) const {
    std::string key = label_key(unit);
    const auto canonical = units.find(key);
    return canonical == units.end() ? key : canonical->second;
}

FormRoles roles_of(const Template& before, const Template& after, const Vocabulary& vocabulary) {
    FormRoles roles;
    add_nodes(before.body, "", vocabulary, roles);
    add_nodes(after.body, "", vocabulary, roles);
    for (ListRole& list : roles.lists) {
        list.name = name_column(list);
        const ColumnRole* name = list.column(list.name);
        if (list.label.empty() && name) list.label = name->label;
        if (list.label.empty()) list.label = list.id;
    }
    for (const Term& unit : vocabulary.units)
        for (const std::string& spelling : unit.spellings)
            roles.units.emplace(label_key(spelling), label_key(unit.label));
    return roles;
}

}  // namespace jixiao
