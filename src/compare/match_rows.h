// Which row of one list is which row of another.
//
// Knows: names, groups and the evidence of equal values. Does not know: what a difference between rows means.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compare/roles.h"
#include "model/form.h"

namespace jixiao {

// A row by what tells it from others.
struct NamedRow {
    std::size_t index = 0;
    std::string name;                 // as written; of a row without one its innermost group
    std::u32string key;               // label key of the name column; empty where the row has none
    std::vector<std::string> groups;  // as written, one a group column of the role, outermost first; maybe empty
    std::vector<std::string> group_keys;
    std::string figures;  // its numbers other than 0, as text; empty where it has none
    bool blank = false;   // no name and no value: it only holds its groups' place
};

std::vector<NamedRow> named_rows(const List& list, const ListRole& role);

struct RowPair {
    std::size_t before, after;    // indices into the lists' rows
    std::optional<double> alike;  // where the name is another: how alike the two are
};

// Ordered by `before`. A row is the row of the same name in the same groups; else the one of the same name that
// shares most groups and figures; else the likeliest under another name: alike enough in the same groups, very alike
// elsewhere, or somewhat alike with the same figures that no other row has. Of equal rows the first is paired with
// the first.
std::vector<RowPair> match_rows(const std::vector<NamedRow>& before, const std::vector<NamedRow>& after);

}  // namespace jixiao
