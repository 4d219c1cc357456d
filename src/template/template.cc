#include "template/template.h"

#include <algorithm>

namespace jixiao {
namespace {

template <typename Visit>
void walk(const std::vector<Node>& nodes, const Visit& visit) {
    for (const Node& node : nodes) {
        visit(node);
        if (const auto* block = std::get_if<Block>(&node.part)) walk(block->children, visit);
    }
}

}  // namespace

const Term* Vocabulary::term(std::string_view id) const {
    const auto found = std::ranges::find(terms, id, &Term::id);
    return found == terms.end() ? nullptr : &*found;
}

std::vector<const FieldCell*> fields_of(const Template& form) {
    std::vector<const FieldCell*> out;
    walk(form.body, [&](const Node& node) {
        if (const auto* row = std::get_if<FieldRow>(&node.part))
            for (const FieldCell& cell : row->cells)
                if (cell.is_field()) out.push_back(&cell);
    });
    return out;
}

std::vector<const ListSpec*> lists_of(const Template& form) {
    std::vector<const ListSpec*> out;
    for (const ListSpec& list : form.cell_lists) out.push_back(&list);
    walk(form.body, [&](const Node& node) {
        const auto* list = std::get_if<ListSpec>(&node.part);
        if (list && list->sides.empty()) out.push_back(list);
        if (list)
            for (const ListSpec& side : list->sides) out.push_back(&side);
    });
    return out;
}

}  // namespace jixiao
