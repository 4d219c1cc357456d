#include "compare/compare_lists.h"

#include <algorithm>
#include <map>
#include <set>

#include "compare/match_rows.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

const Value kNull;

const Value& value_at(const List& list, std::size_t row, std::string_view column) {
    const int index = list.column(column);
    if (index < 0 || static_cast<std::size_t>(index) >= list.rows[row].size()) return kNull;
    return list.rows[row][static_cast<std::size_t>(index)];
}

std::vector<std::string> without_blanks(const std::vector<std::string>& groups) {
    std::vector<std::string> out;
    std::ranges::copy_if(groups, std::back_inserter(out), [](const std::string& group) { return !group.empty(); });
    return out;
}

// The roles of a list the templates do not have, from its values: texts name, amounts and targets count.
ListRole role_of(const List& a, const List& b) {
    ListRole role{a.id, a.id, {}, {}};
    for (const List* list : {&a, &b})
        for (const std::string& column : list->columns)
            if (!role.column(column)) role.columns.push_back({column, column, ColumnType::Text});
    if (!role.columns.empty()) role.name = role.columns.front().id;
    return role;
}

// Columns of either list, in JSON order, with their roles.
std::vector<ColumnRole> columns_of(const List& a, const List& b, const ListRole& role) {
    std::vector<ColumnRole> out;
    for (const List* list : {&a, &b})
        for (const std::string& id : list->columns) {
            if (std::ranges::find(out, id, &ColumnRole::id) != out.end()) continue;
            const ColumnRole* known = role.column(id);
            out.push_back(known ? *known : ColumnRole{id, id, ColumnType::Text});
        }
    return out;
}

class ListComparison {
public:
    ListComparison(const Form& before, const Form& after, const List& a, const List& b, const ListRole& role,
                   const FormRoles& roles)
        : before_(before),
          after_(after),
          a_(a),
          b_(b),
          role_(role),
          roles_(roles),
          columns_(columns_of(a, b, role)),
          rows_a_(named_rows(a, role)),
          rows_b_(named_rows(b, role)),
          pairs_(match_rows(rows_a_, rows_b_)) {}

    void tell(Differences& out) {
        tell_renamed_groups(out);
        std::vector<bool> kept_a(rows_a_.size()), kept_b(rows_b_.size());
        for (const RowPair& pair : pairs_) kept_a[pair.before] = kept_b[pair.after] = true;
        const auto groups_a = known_groups(rows_a_), groups_b = known_groups(rows_b_);
        auto pair = pairs_.begin();
        for (std::size_t i = 0; i < rows_a_.size(); ++i) {
            if (kept_a[i])
                tell_row(*pair++, out);
            else if (!holds_known_group(rows_a_[i], groups_b))
                tell_whole(DifferenceKind::Dropped, rows_a_[i], out);
        }
        for (std::size_t j = 0; j < rows_b_.size(); ++j)
            if (!kept_b[j] && !holds_known_group(rows_b_[j], groups_a))
                tell_whole(DifferenceKind::Added, rows_b_[j], out);
    }

private:
    Difference row_difference(DifferenceKind kind, const NamedRow& row) const {
        Difference found;
        found.kind = kind;
        found.part = DifferencePart::List;
        found.id = a_.id;
        found.label = role_.label;
        found.path = without_blanks(row.groups);
        if (row.key.empty() && !found.path.empty()) found.path.pop_back();  // the row goes by its innermost group
        found.row = row.name;
        return found;
    }

    DifferenceSide cell(bool later, std::size_t row, const std::string& column) const {
        return side_of(later ? after_ : before_, value_at(later ? b_ : a_, row, column),
                       list_pointer(a_.id, row, column));
    }

    void tell_whole(DifferenceKind kind, const NamedRow& row, Differences& out) const {
        const bool later = kind == DifferenceKind::Added;
        const List& list = later ? b_ : a_;
        Difference found = row_difference(kind, row);
        DifferenceSide& side = later ? found.after : found.before;
        side.present = true;
        side.pointer = "/lists/" + a_.id + "/" + std::to_string(row.index);
        for (const ColumnRole& column : columns_) {
            const Value& value = value_at(list, row.index, column.id);
            if (value.null()) continue;
            side.cells.push_back({column.id, column.label, value});
            if (value.place.known() && (side.at.empty() || column.id == role_.name))
                side.at = (later ? after_ : before_).origin(value.place).str();
        }
        out.push_back(std::move(found));
    }

    // The groups of a list and those around them, without the blanks at their end.
    static std::set<std::vector<std::string>> known_groups(const std::vector<NamedRow>& rows) {
        std::set<std::vector<std::string>> known;
        for (const NamedRow& row : rows)
            for (auto groups = filled(row.group_keys); !groups.empty(); groups = filled(groups)) {
                known.insert(groups);
                groups.pop_back();
            }
        return known;
    }

    static std::vector<std::string> filled(std::vector<std::string> groups) {
        while (!groups.empty() && groups.back().empty()) groups.pop_back();
        return groups;
    }

    // A place holder of a group the other form has, too, with or without rows; or a row that says nothing.
    static bool holds_known_group(const NamedRow& row, const std::set<std::vector<std::string>>& others) {
        if (!row.blank) return false;
        const auto groups = filled(row.group_keys);
        return groups.empty() || others.contains(groups);
    }

    // Groups of one column that are the same rows under another name.
    void tell_renamed_groups(Differences& out) {
        const std::size_t groups = rows_a_.empty() ? 0 : rows_a_.front().groups.size();
        std::vector<std::string> ids;
        for (const ColumnRole& column : role_.columns)
            if (column.type == ColumnType::Group && column.id != role_.name) ids.push_back(column.id);
        for (std::size_t g = 0; g < groups && g < ids.size(); ++g) {
            std::map<std::string, std::set<std::string>> to, from;
            std::map<std::string, int> covered;  // rows of an earlier group
            for (const RowPair& pair : pairs_) {
                const std::string &x = rows_a_[pair.before].group_keys[g], &y = rows_b_[pair.after].group_keys[g];
                to[x].insert(y);
                from[y].insert(x);
                ++covered[x];
            }
            // A name that lives on in unmatched rows was not given up.
            std::set<std::string> kept;
            for (const NamedRow& row : rows_a_) kept.insert(row.group_keys[g]);
            std::set<std::string> later;
            for (const NamedRow& row : rows_b_) later.insert(row.group_keys[g]);
            std::set<std::string> told;
            for (const RowPair& pair : pairs_) {
                const NamedRow &a = rows_a_[pair.before], &b = rows_b_[pair.after];
                const std::string &x = a.group_keys[g], &y = b.group_keys[g];
                if (x == y || x.empty() || y.empty() || to[x].size() != 1 || from[y].size() != 1) continue;
                if (later.contains(x) || kept.contains(y)) continue;
                const double alike = likeness(to_code_points(x), to_code_points(y));
                if (alike < kGroupAlike && covered[x] < 2) continue;
                renamed_groups_.insert({g, x});
                if (!told.insert(x).second) continue;
                Difference found = row_difference(DifferenceKind::Renamed, b);
                found.path.clear();
                for (std::size_t outer = 0; outer < g; ++outer)
                    if (!b.groups[outer].empty()) found.path.push_back(b.groups[outer]);
                found.row = b.groups[g];
                found.rows = covered[x];
                found.alike = alike;
                found.column = ids[g];
                if (const ColumnRole* column = role_.column(ids[g])) found.column_label = column->label;
                found.before = cell(false, pair.before, ids[g]);
                found.after = cell(true, pair.after, ids[g]);
                out.push_back(std::move(found));
            }
        }
    }

    void tell_row(const RowPair& pair, Differences& out) const {
        const NamedRow &a = rows_a_[pair.before], &b = rows_b_[pair.after];
        for (const ColumnRole& column : columns_) {
            const bool is_name = column.id == role_.name, is_group = column.type == ColumnType::Group && !is_name;
            const Value &x = value_at(a_, pair.before, column.id), &y = value_at(b_, pair.after, column.id);
            auto found = compare_values(before_, after_, x, y, roles_);
            if (!found) continue;
            Difference whole = row_difference(found->kind, b);
            whole.column = column.id;
            whole.column_label = column.label;
            whole.before = cell(false, pair.before, column.id);
            whole.after = cell(true, pair.after, column.id);
            whole.change = found->change;
            whole.percent = found->percent;
            whole.pieces = std::move(found->pieces);
            if (is_group) {
                const std::size_t g = group_index(column.id);
                if (g < a.group_keys.size() && renamed_groups_.contains({g, a.group_keys[g]})) continue;
                if (whole.kind != DifferenceKind::Respelled) whole.kind = DifferenceKind::Moved;
            } else if (is_name && whole.kind == DifferenceKind::Changed) {
                whole.kind = DifferenceKind::Renamed;
                whole.alike = pair.alike;
            }
            out.push_back(std::move(whole));
        }
    }

    std::size_t group_index(std::string_view id) const {
        std::size_t index = 0;
        for (const ColumnRole& column : role_.columns) {
            if (column.id == id) break;
            index += column.type == ColumnType::Group && column.id != role_.name;
        }
        return index;
    }

    static constexpr double kGroupAlike = 0.5;  // of a group of one row; more rows prove it by themselves

    const Form &before_, &after_;
    const List &a_, &b_;
    const ListRole& role_;
    const FormRoles& roles_;
    std::vector<ColumnRole> columns_;
    std::vector<NamedRow> rows_a_, rows_b_;
    std::vector<RowPair> pairs_;
    std::set<std::pair<std::size_t, std::string>> renamed_groups_;  // group column, key of its earlier name
};

}  // namespace

void compare_lists(const Form& before, const Form& after, const List& a, const List& b, const FormRoles& roles,
                   Differences& out) {
    const ListRole* known = roles.list(a.id);
    const ListRole role = known ? *known : role_of(a, b);
    ListComparison(before, after, a, b, role, roles).tell(out);
}

}  // namespace jixiao
