// Two lists of rows compared. For compare.cc only.
//
// Knows: rows matched by match_rows.h, groups, and which values belong together. Does not know: fields, or any list
// by name.
#pragma once

#include "compare/compare.h"

namespace jixiao {

DifferenceSide side_of(const Form& form, const Value& value, std::string pointer);

// The difference between two values of one place, without its place; nothing where they mean the same.
std::optional<Difference> compare_values(const Form& before, const Form& after, const Value& a, const Value& b,
                                         const FormRoles& roles);

// A group whose rows all went into one group of another name is told once, as a group renamed. A row that only holds
// an empty group's place is told of only where the other form does not have the group.
void compare_lists(const Form& before, const Form& after, const List& a, const List& b, const FormRoles& roles,
                   Differences& out);

}  // namespace jixiao
