// Two forms compared by meaning: two years, a draft and the published one, a source and its product.
//
// Knows: what the values of a form mean. Does not know: how differences are shown, nor any form by name.
//
// The order of rows carries no meaning; places and findings neither.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compare/likeness.h"
#include "compare/roles.h"
#include "model/form.h"

namespace jixiao {

enum class DifferenceKind {
    Added,      // stands in the later form only
    Dropped,    // stands in the earlier form only
    Renamed,    // a row or a group under another name
    Moved,      // a row under another group, a paragraph at another place
    Changed,    // another value; of an amount with `change`
    Tightened,  // the values a target allows are some of those it allowed
    Loosened,   // the other way round
    Respelled,  // the same in another writing: width, spaces, look-alikes, numbering, 不低于 for ≥
};

std::string_view difference_kind_name(DifferenceKind kind);  // "added" …

enum class DifferencePart { Head, Field, List, Unplaced };

std::string_view difference_part_name(DifferencePart part);  // "head", "field", "list", "unplaced"

// A value of a row that came or went as a whole.
struct RowCell {
    std::string column, label;
    Value value;
};

struct DifferenceSide {
    bool present = false;
    std::string pointer;         // into the canonical JSON; empty where there is none
    std::string at;              // where it was read; empty where that is not known
    Value value;                 // null for a row as a whole
    std::vector<RowCell> cells;  // of a row that came or went
};

struct Difference {
    DifferenceKind kind = DifferenceKind::Changed;
    DifferencePart part = DifferencePart::Field;
    std::string id;                    // field or list; "title", "year", "currency_unit" of the head
    std::string label;                 // of the field or list
    std::string column, column_label;  // of a list; empty for a row as a whole
    std::vector<std::string> path;     // groups above the row, outermost first; of the later form where it is there
    std::string row;                   // name of the row, or of the group renamed
    int rows = 0;                      // of a group renamed: how many rows it covers
    DifferenceSide before, after;
    std::optional<Decimal> change;   // of an amount: after - before, exact
    std::optional<Decimal> percent;  // of before, to two decimals, half away from zero; none of 0
    std::optional<double> alike;     // of what was renamed, 0..1
    std::vector<TextPiece> pieces;   // of a text that changed
};

using Differences = std::vector<Difference>;

// In the order of the form: head, fields, lists, what had no place. Amounts in different currency units are brought
// to the earlier form's; the difference then keeps both as written and `change` is in the earlier unit.
Differences compare(const Form& before, const Form& after, const FormRoles& roles);

}  // namespace jixiao
