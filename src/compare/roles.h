// What the fields and columns of two forms are for, and what people call them.
//
// Knows: that both forms are described by templates. Does not know: any form by name.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "template/template.h"

namespace jixiao {

struct ColumnRole {
    std::string id;
    std::string label;  // canonical; empty: the header of the column is blank
    ColumnType type = ColumnType::Text;
};

struct ListRole {
    std::string id;
    std::string label;  // of the block it stands in, else of its name column, else its id
    std::vector<ColumnRole> columns;
    std::string name;  // id of the column that says what a row is about; empty: none does

    const ColumnRole* column(std::string_view column_id) const;
};

struct FormRoles {
    std::vector<std::pair<std::string, std::string>> fields;  // id, label
    std::vector<ListRole> lists;
    std::map<std::string, std::string, std::less<>> units;  // label key of a unit's spelling -> of its canonical one

    std::string field_label(std::string_view id) const;  // its id where no template has it
    const ListRole* list(std::string_view id) const;
    std::string unit_key(std::string_view unit) const;
};

// Of two forms at once: what both templates have is named as in the first.
FormRoles roles_of(const Template& before, const Template& after, const Vocabulary& vocabulary);

}  // namespace jixiao
