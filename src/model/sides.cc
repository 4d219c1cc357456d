#include "model/sides.h"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace jixiao {
namespace {

using Rows = std::vector<std::vector<Value>>;

// Lists of two sides, in document order.
void collect(const std::vector<Node>& nodes, std::vector<const ListSpec*>& out) {
    for (const Node& node : nodes) {
        if (const auto* list = std::get_if<ListSpec>(&node.part); list && !list->sides.empty()) out.push_back(list);
        if (const auto* block = std::get_if<Block>(&node.part)) collect(block->children, out);
    }
}

std::vector<const ListSpec*> tables_of(const Template& form_template) {
    std::vector<const ListSpec*> out;
    collect(form_template.body, out);
    return out;
}

std::size_t at(const std::vector<std::string>& columns, std::string_view id) {
    return static_cast<std::size_t>(std::ranges::find(columns, id) - columns.begin());
}

bool shared(const Column& column) { return column.level == 1; }

// Whether the side says anything in the row but a group that goes on from the row above.
bool says(const ListSpec& table, int side, const std::vector<Value>& row, const std::vector<Value>* above) {
    for (const Column& column : table.sections.front().columns) {
        if (column.side != side || shared(column)) continue;
        const Value& value = row[at(table.columns, column.id)];
        if (value.null()) continue;
        if (column.type != ColumnType::Group || !above || !same_meaning(value, (*above)[at(table.columns, column.id)])) return true;
    }
    return false;
}

}  // namespace

bool has_sides(const Template& form_template) { return !tables_of(form_template).empty(); }

void split_sides(const Template& form_template, Form& form) {
    PointerMap moved;
    for (const ListSpec* table : tables_of(form_template)) {
        const auto first = std::ranges::find(form.lists, table->sides.front().id, &List::id);
        Rows rows = std::exchange(first->rows, {});
        for (std::size_t r = 0; r < rows.size(); ++r)
            for (std::size_t s = 0; s < table->sides.size(); ++s) {
                List& list = *(first + static_cast<std::ptrdiff_t>(s));
                const bool alone = s == 0 && std::ranges::none_of(std::array{0, 1}, [&](int side) { return says(*table, side, rows[r], nullptr); });
                if (!alone && !says(*table, static_cast<int>(s), rows[r], r > 0 ? &rows[r - 1] : nullptr)) continue;
                std::vector<Value> own(list.columns.size());
                for (const Column& column : table->sections.front().columns) {
                    if (!shared(column) && column.side != static_cast<int>(s)) continue;
                    own[at(list.columns, column.field)] = rows[r][at(table->columns, column.id)];
                    moved.emplace(list_pointer(table->id, r, column.id), list_pointer(list.id, list.rows.size(), column.field));
                }
                moved.emplace(list_pointer(table->id, r, ""), list_pointer(list.id, list.rows.size(), ""));
                list.rows.push_back(std::move(own));
            }
    }
    for (Finding& finding : form.findings)
        if (const auto found = moved.find(finding.field); found != moved.end()) finding.field = found->second;
}

Form join_sides(const Template& form_template, const Form& form, PointerMap& real) {
    Form out = form;
    for (const ListSpec* table : tables_of(form_template)) {
        List whole{table->id, table->columns, {}};
        const Column& level1 = *std::ranges::find_if(table->sections.front().columns, shared);
        // First levels in the order they are met, those of the left side first.
        std::vector<std::string> firsts;
        std::array<const List*, 2> sides{};
        for (std::size_t s = 0; s < 2; ++s) {
            sides[s] = form.list(table->sides[s].id);
            if (!sides[s]) continue;
            for (const auto& row : sides[s]->rows) {
                const std::string& text = row[at(sides[s]->columns, level1.field)].text;
                if (std::ranges::find(firsts, text) == firsts.end()) firsts.push_back(text);
            }
        }
        for (const std::string& text : firsts) {
            const std::size_t top = whole.rows.size();
            for (std::size_t s = 0; s < 2; ++s) {
                std::size_t next = top;
                for (std::size_t r = 0; sides[s] && r < sides[s]->rows.size(); ++r) {
                    const auto& row = sides[s]->rows[r];
                    if (row[at(sides[s]->columns, level1.field)].text != text) continue;
                    if (next == whole.rows.size()) whole.rows.emplace_back(whole.columns.size());
                    for (const Column& column : table->sections.front().columns) {
                        if (!shared(column) && column.side != static_cast<int>(s)) continue;
                        Value& to = whole.rows[next][at(whole.columns, column.id)];
                        if (to.null()) to = row[at(sides[s]->columns, column.field)];
                        real.emplace(list_pointer(whole.id, next, column.id), list_pointer(sides[s]->id, r, column.field));
                    }
                    ++next;
                }
                // A first level covers all its rows, however few its other side has.
                for (std::size_t r = top; r < whole.rows.size(); ++r) whole.rows[r][at(whole.columns, level1.id)] = Value::of_text(text);
            }
        }
        std::erase_if(out.lists, [&](const List& list) {
            return std::ranges::any_of(table->sides, [&](const ListSpec& side) { return side.id == list.id; });
        });
        out.lists.push_back(std::move(whole));
    }
    return out;
}

}  // namespace jixiao
