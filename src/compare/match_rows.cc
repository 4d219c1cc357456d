#include "compare/match_rows.h"

#include <algorithm>
#include <map>

#include "compare/likeness.h"
#include "compare/values.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

// Two names of one thing share about two thirds of their characters (科技创新平台建设, 科创平台建设项目), those of
// two things of one kind less; below a third they share only words every name has (工作, 建设).
constexpr double kAlike = 0.6;
constexpr double kVeryAlike = 0.8;
constexpr double kSomewhatAlike = 0.3;

std::string figure_of(const Value& value) {
    const std::optional<Decimal>* number = nullptr;
    if (value.type == Value::Type::Amount) number = &value.amount.number;
    if (value.type == Value::Type::Indicator && value.indicator.kind == ValueKind::Quantitative)
        number = &value.indicator.number;
    if (!number || !*number || (*number)->is_zero()) return {};
    return (*number)->trimmed().str() + (value.type == Value::Type::Indicator ? value.indicator.unit : "");
}

struct Sides {
    const std::vector<NamedRow>&before, &after;
    std::vector<bool> before_taken, after_taken;
    std::vector<RowPair> pairs;

    void join(std::size_t i, std::size_t j, std::optional<double> alike) {
        before_taken[i] = after_taken[j] = true;
        pairs.push_back({before[i].index, after[j].index, alike});
    }
};

// Rows whose identity is equal, by a score that prefers equal company; ties in source order.
template <typename Identity, typename Score>
void join_equal(Sides& sides, const Identity& identity, const Score& score) {
    std::map<std::string, std::pair<std::vector<std::size_t>, std::vector<std::size_t>>> same;
    for (std::size_t i = 0; i < sides.before.size(); ++i)
        if (!sides.before_taken[i]) same[identity(sides.before[i])].first.push_back(i);
    for (std::size_t j = 0; j < sides.after.size(); ++j)
        if (!sides.after_taken[j]) same[identity(sides.after[j])].second.push_back(j);
    for (const auto& [key, rows] : same) {
        const auto& [left, right] = rows;
        if (key.empty() || left.empty() || right.empty()) continue;
        std::vector<LikelyPair> candidates;
        if (may_liken(left.size(), left.size(), right.size(), right.size())) {
            for (std::size_t x = 0; x < left.size(); ++x)
                for (std::size_t y = 0; y < right.size(); ++y)
                    candidates.push_back({left[x], right[y], score(sides.before[left[x]], sides.after[right[y]])});
        } else {
            for (std::size_t x = 0; x < std::min(left.size(), right.size()); ++x)
                candidates.push_back({left[x], right[x], 0});
        }
        for (const LikelyPair& pair : choose_pairs(std::move(candidates)))
            sides.join(pair.before, pair.after, std::nullopt);
    }
}

double shared_groups(const NamedRow& a, const NamedRow& b) {
    double shared = 0;
    for (std::size_t i = 0; i < a.group_keys.size() && i < b.group_keys.size(); ++i)
        shared += a.group_keys[i] == b.group_keys[i];
    return shared;
}

double company(const NamedRow& a, const NamedRow& b) {
    return shared_groups(a, b) + (!a.figures.empty() && a.figures == b.figures ? 0.5 : 0);
}

void join_alike(Sides& sides) {
    std::map<std::string, int> seen_before, seen_after;  // figures -> rows that have them
    for (const NamedRow& row : sides.before) ++seen_before[row.figures];
    for (const NamedRow& row : sides.after) ++seen_after[row.figures];
    std::vector<std::size_t> left, right;
    std::size_t left_length = 0, right_length = 0;
    for (std::size_t i = 0; i < sides.before.size(); ++i)
        if (!sides.before_taken[i] && !sides.before[i].key.empty())
            left.push_back(i), left_length += sides.before[i].key.size();
    for (std::size_t j = 0; j < sides.after.size(); ++j)
        if (!sides.after_taken[j] && !sides.after[j].key.empty())
            right.push_back(j), right_length += sides.after[j].key.size();
    if (!may_liken(left.size(), left_length, right.size(), right_length)) return;
    std::vector<LikelyPair> candidates;
    std::map<std::pair<std::size_t, std::size_t>, double> how_alike;
    for (const std::size_t i : left)
        for (const std::size_t j : right) {
            const NamedRow &a = sides.before[i], &b = sides.after[j];
            const double alike = likeness(a.key, b.key);
            if (alike < kSomewhatAlike) continue;
            const bool same_place = a.group_keys == b.group_keys;
            const bool same_figures = !a.figures.empty() && a.figures == b.figures;
            const bool proof = same_figures && seen_before[a.figures] == 1 && seen_after[b.figures] == 1;
            if (!proof && alike < (same_place ? kAlike : kVeryAlike)) continue;
            candidates.push_back({i, j, alike + (same_figures ? 0.25 : 0) + (same_place ? 0.1 : 0)});
            how_alike[{i, j}] = alike;
        }
    for (const LikelyPair& pair : choose_pairs(std::move(candidates)))
        sides.join(pair.before, pair.after, how_alike[{pair.before, pair.after}]);
}

std::string joined(const std::vector<std::string>& parts) {
    std::string out;
    for (const std::string& part : parts) out += part + '\n';
    return out;
}

}  // namespace

std::vector<NamedRow> named_rows(const List& list, const ListRole& role) {
    std::vector<NamedRow> rows;
    for (std::size_t index = 0; index < list.rows.size(); ++index) {
        NamedRow row;
        row.index = index;
        row.blank = true;
        const auto text_of = [&](std::string_view id) -> std::string {
            const int column = list.column(id);
            if (column < 0 || static_cast<std::size_t>(column) >= list.rows[index].size()) return {};
            const Value& value = list.rows[index][static_cast<std::size_t>(column)];
            return value.type == Value::Type::Text ? value.text : std::string();
        };
        row.name = text_of(role.name);
        row.key = to_code_points(label_key(row.name));
        row.blank = row.name.empty();
        for (const ColumnRole& column : role.columns) {
            if (column.type != ColumnType::Group || column.id == role.name) continue;
            row.groups.push_back(text_of(column.id));
            row.group_keys.push_back(label_key(row.groups.back()));
            if (row.key.empty() && !row.groups.back().empty()) row.name = row.groups.back();
        }
        for (std::size_t i = 0; i < list.columns.size() && i < list.rows[index].size(); ++i) {
            const Value& value = list.rows[index][i];
            const ColumnRole* column = role.column(list.columns[i]);
            if (value.null() || list.columns[i] == role.name || (column && column->type == ColumnType::Group))
                continue;
            row.blank = false;
            if (const std::string figure = figure_of(value); !figure.empty())
                row.figures += list.columns[i] + "=" + figure + ";";
        }
        if (row.name.empty() && !row.blank) {  // nothing names it: it is what it says
            for (const Value& value : list.rows[index]) row.name += (row.name.empty() ? "" : " ") + value_text(value);
            row.key = to_code_points(label_key(row.name));
        }
        rows.push_back(std::move(row));
    }
    return rows;
}

std::vector<RowPair> match_rows(const std::vector<NamedRow>& before, const std::vector<NamedRow>& after) {
    Sides sides{before, after, std::vector<bool>(before.size()), std::vector<bool>(after.size()), {}};
    join_equal(sides, [](const NamedRow& row) { return joined(row.group_keys) + to_utf8(row.key); }, company);
    join_equal(sides, [](const NamedRow& row) { return to_utf8(row.key); }, company);
    join_alike(sides);
    std::ranges::sort(sides.pairs, {}, &RowPair::before);
    return std::move(sides.pairs);
}

}  // namespace jixiao
