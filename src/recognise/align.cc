#include "recognise/align.h"

#include <algorithm>
#include <limits>

namespace jixiao {
namespace {

// Weights of the evidence. Only their order matters: a known label outweighs a position, a position outweighs the
// mere look of a text; a cell is left over only when everything speaks against every column.
constexpr double kKnownLabel = 8, kForeignLevel = 4, kReference = 8, kQuoted = 4;
constexpr double kReadsAsTyped = 6, kQualitative = 4, kDash = 2, kPlainName = 2;
constexpr double kAgainstType = -6, kStrangeLevel1 = -3;
constexpr double kMisfit = -3;        // at or below: the text speaks against the column
constexpr double kPosition = 5, kAuthorsPosition = 12;
constexpr double kLeftOver = -10, kShift = -2.5;
constexpr double kNoName = -3;        // a value without a name
constexpr double kOnlyGroups = -0.5;  // neither name nor value: an empty second level
constexpr double kNoValue = -1;       // a name without one of its values
constexpr double kLater = 0.05;       // among equals, the column further right
constexpr double kAmbiguous = 0.5;    // a smaller margin between two value columns decides nothing
constexpr int kMaxShift = 4;          // merged label columns to the left of a row, at most
constexpr int kHeaderVotes = 3;

constexpr double kImpossible = -1e9;

bool is_value_column(const Column& column) {
    return column.type == ColumnType::Amount || column.type == ColumnType::Value;
}

double level_evidence(const CellView& cell, const Column& column, const AlignContext& context) {
    const Plan& plan = *context.plan;
    if (cell.key.empty()) return 0;
    if (column.level == 1 && plan.level_term(*context.zone, 1, cell.key, -1) >= 0) return kKnownLabel;
    if (column.level == 2) {
        if (context.level1 >= 0 && plan.level_term(*context.zone, 2, cell.key, context.level1) >= 0) return kKnownLabel;
        if (plan.level_term(*context.zone, 2, cell.key, -1) >= 0) return kForeignLevel;
    }
    // A known label of another level does not stand here.
    if (column.level < 3 && cell.is(LabelUse::Kind::Level)) return kAgainstType;
    if (column.level == 3) {
        if (context.level2 >= 0 && plan.level_term(*context.zone, 3, cell.key, context.level2) >= 0) return kKnownLabel;
        if (plan.level_term(*context.zone, 3, cell.key, -1) >= 0) return kForeignLevel;
    }
    return 0;
}

// A clause of the field the column quotes.
bool quoted(const CellView& cell, const AlignContext& context) {
    constexpr std::size_t kLeastClause = 24;  // bytes: words of less than eight characters occur anywhere
    return context.quotable && cell.key.size() >= kLeastClause && context.quotable->find(cell.key) != std::string::npos;
}

// What the cell's text says for belonging to the column, wherever it stands.
double text_evidence(const CellView& cell, const Column& column, const AlignContext& context) {
    switch (column.type) {
        case ColumnType::Group: {
            if (column.level > 0) {
                const double known = level_evidence(cell, column, context);
                if (known != 0) return known;
                if (cell.quantitative || cell.amount) return kAgainstType;
                if (!column.quotes.empty() && quoted(cell, context)) return kQuoted;
                // An office may have a first level of its own, but hardly where the form names those it wants.
                return column.level == 1 && !context.zone->spec().level1.empty() ? kStrangeLevel1 : 0;
            }
            if (!column.ref.empty()) {
                const auto& names = *context.names;
                if (names.contains(cell.key)) return kReference;
                return cell.quantitative || cell.amount ? kAgainstType : 0;
            }
            if (cell.use(LabelUse::Kind::ItemGroup, context.zone_index)) return kKnownLabel;
            // A group column beside fixed rows holds nothing but their groups.
            if (!context.zone->spec().fixed.empty()) return kAgainstType - 2;
            return cell.quantitative || cell.amount ? kAgainstType : 0;
        }
        case ColumnType::Name: {
            if (cell.use(LabelUse::Kind::Item, context.zone_index)) return kKnownLabel;
            // The label of a group is no row's name, even where names usually stand.
            if (cell.use(LabelUse::Kind::ItemGroup, context.zone_index)) return 2 * kAgainstType;
            const double known = level_evidence(cell, column, context);
            if (known > 0) return known;
            if (cell.amount || cell.quantitative || cell.dash) return kAgainstType;
            return cell.value || is_date(cell.text) ? 0 : kPlainName;
        }
        case ColumnType::Text: return cell.quantitative || cell.amount ? -1 : 1;
        case ColumnType::Amount:
            if (cell.amount) return kReadsAsTyped;
            if (cell.dash) return kDash;
            return cell.is(LabelUse::Kind::Item) ? kAgainstType : -4;
        case ColumnType::Value:
            if (cell.quantitative) return kReadsAsTyped;
            if (cell.value) return kQualitative;
            if (cell.dash) return kDash;
            if (cell.is(LabelUse::Kind::Level)) return kAgainstType;
            if (is_date(cell.text)) return kQualitative;
            return cell.text.size() <= 36 ? 0 : -2;  // 12 Chinese characters: longer is hardly a value
    }
    return 0;
}

}  // namespace

void ColumnEvidence::see_header(std::size_t column, int first, int last) {
    ++seen_;
    for (int col = first; col <= last; ++col) {
        at_[column][col] += kHeaderVotes;
        at_any_[col] += kHeaderVotes;
    }
}

void ColumnEvidence::see_distance(std::size_t column, int col, int name_col) {
    ++seen_;
    offset_[column][name_col][col - name_col] += 1;
}

void ColumnEvidence::see_place(std::size_t column, int col) {
    ++seen_;
    at_[column][col] += 1;
    at_any_[col] += 1;
}

double ColumnEvidence::at(std::size_t column, int col, int shift) const {
    const auto any = at_any_.find(col + shift);
    if (any == at_any_.end()) return 0;
    const auto own = at_[column].find(col + shift);
    const double share = own == at_[column].end() ? 0 : own->second / any->second;
    return share * 1.5 - 0.5;  // all votes: 1; none of them: -0.5
}

double ColumnEvidence::offset(std::size_t column, int distance, int name_col) const {
    const auto& rows = offset_[column];
    if (rows.empty()) return 0;
    double total = 0, own = 0;
    const auto count = [&](const std::map<int, double>& votes) {
        for (const auto& [at, n] : votes) total += n, own += at == distance ? n : 0;
    };
    if (const auto peers = rows.find(name_col); peers != rows.end()) {
        count(peers->second);
    } else {
        for (const auto& [col, votes] : rows) count(votes);
    }
    return own / total * 1.5 - 0.5;
}

namespace {

// Best monotone assignment of cells [0, n) to columns [0, m): Needleman–Wunsch with free gaps on the column side, dear
// gaps on the cell side.
struct Assignment {
    std::vector<int> column;
    double score = 0;
    // Why kept: a row is tried some ten times, and asking for room anew each time cost half of it.
    std::vector<double> best;
    std::vector<char> from;
};

template <typename Score, typename Skip>
void best_assignment(int n, int m, const Score& score, const Skip& skip, Assignment& out) {
    const auto width = static_cast<std::size_t>(m + 1);
    auto& best = out.best;
    auto& from = out.from;
    best.assign(static_cast<std::size_t>(n + 1) * width, kImpossible);
    from.assign(best.size(), 0);
    const auto slot = [&](int i, int k) { return static_cast<std::size_t>(i) * width + static_cast<std::size_t>(k); };
    best[0] = 0;
    for (int i = 0; i <= n; ++i)
        for (int k = 0; k <= m; ++k) {
            const double here = best[slot(i, k)];
            if (here <= kImpossible / 2) continue;
            const auto offer = [&](int ni, int nk, double gain, char how) {
                if (here + gain > best[slot(ni, nk)]) best[slot(ni, nk)] = here + gain, from[slot(ni, nk)] = how;
            };
            if (i < n) offer(i + 1, k, kLeftOver, 'c');
            if (k < m) offer(i, k + 1, skip(k), 'k');
            if (i < n && k < m)
                if (const double s = score(i, k); s > kImpossible / 2) offer(i + 1, k + 1, s, 'b');
        }
    out.column.assign(static_cast<std::size_t>(n), -1);
    out.score = best[slot(n, m)];
    for (int i = n, k = m; i > 0 || k > 0;) {
        const char how = from[slot(i, k)];
        if (how == 'c') --i;
        else if (how == 'k') --k;
        else --i, --k, out.column[static_cast<std::size_t>(i)] = k;
    }
}

}  // namespace

Alignment align_row(std::span<const CellView* const> cells, const ColumnEvidence& evidence,
                    const AlignContext& context) {
    const auto& columns = context.zone->spec().columns;
    const int n = static_cast<int>(cells.size()), m = static_cast<int>(columns.size());
    std::vector<double> text(static_cast<std::size_t>(n) * static_cast<std::size_t>(m));
    const auto text_at = [&](int i, int k) -> double& {
        return text[static_cast<std::size_t>(i) * static_cast<std::size_t>(m) + static_cast<std::size_t>(k)];
    };
    for (int i = 0; i < n; ++i)
        for (int k = 0; k < m; ++k)
            text_at(i, k) = text_evidence(*cells[static_cast<std::size_t>(i)], columns[static_cast<std::size_t>(k)], context);

    const int name_column = static_cast<int>(std::ranges::find(columns, ColumnType::Name, &Column::type) - columns.begin());
    const double position = context.fixed_columns ? kAuthorsPosition : kPosition;
    const auto col_of = [&](int i) { return cells[static_cast<std::size_t>(i)]->col; };

    // What text and place say together, the same whichever cell is the name.
    std::vector<double> placed(text.size());
    int placed_for = kMaxShift + 1;  // the shift it holds for; none yet
    const auto place = [&](int shift) {
        if (placed_for == shift) return;
        placed_for = shift;
        for (int i = 0; i < n; ++i)
            for (int k = 0; k < m; ++k) {
                double& s = placed[static_cast<std::size_t>(i) * static_cast<std::size_t>(m) + static_cast<std::size_t>(k)];
                s = text_at(i, k) + kLater * k;
                if (context.positions_tell || context.fixed_columns) s += position * evidence.at(static_cast<std::size_t>(k), col_of(i), shift);
            }
    };

    Assignment tried;
    // The name decides how far the values stand from it, so each cell is tried as the name, and none (-1).
    const auto assign = [&](int name_cell, int shift, int barred_cell, int barred_column) -> Assignment& {
        place(shift);
        const auto score = [&](int i, int k) {
            if (i == barred_cell && k == barred_column) return kImpossible;
            if ((i == name_cell) != (k == name_column)) {
                if (i == name_cell || k == name_column) return kImpossible;
            }
            double s = placed[static_cast<std::size_t>(i) * static_cast<std::size_t>(m) + static_cast<std::size_t>(k)];
            if (!context.fixed_columns && context.positions_tell && name_cell >= 0 && i > name_cell)
                s += kPosition * evidence.offset(static_cast<std::size_t>(k), col_of(i) - col_of(name_cell), col_of(name_cell));
            return s;
        };
        const auto skip = [&](int k) {
            return name_cell >= 0 && is_value_column(columns[static_cast<std::size_t>(k)]) ? kNoValue : 0.0;
        };
        auto& out = tried;
        best_assignment(n, m, score, skip, out);
        out.score += kShift * std::abs(shift);
        if (name_cell < 0) {
            const bool value = std::ranges::any_of(out.column, [&](int k) { return k >= 0 && is_value_column(columns[static_cast<std::size_t>(k)]); });
            out.score += value ? kNoName : kOnlyGroups;
        }
        return out;
    };

    Alignment best;
    best.score = -std::numeric_limits<double>::infinity();
    const int reach = context.fixed_columns || evidence.empty() ? 0 : kMaxShift;
    // At most what any assignment with this shift and name can score: every cell in the column that suits it best. In `suits` for
    // each cell, the name's column aside; the sum of all is returned.
    const double distance_most = !context.fixed_columns && context.positions_tell && evidence.knows_distances() ? kPosition : 0;
    std::vector<double> suits(static_cast<std::size_t>(n));
    const auto most = [&](int shift) {
        place(shift);
        double sum = kShift * std::abs(shift);
        for (int i = 0; i < n; ++i) {
            double cell = kLeftOver;
            for (int k = 0; k < m; ++k)
                if (k != name_column)
                    cell = std::max(cell, placed[static_cast<std::size_t>(i) * static_cast<std::size_t>(m) + static_cast<std::size_t>(k)] + distance_most);
            suits[static_cast<std::size_t>(i)] = cell;
            sum += cell;
        }
        return sum;
    };
    const auto try_shift = [&](int shift) {
        const double all = most(shift);
        for (int name_cell = -1; name_cell < n; ++name_cell) {
            // Four fifths of all tries end here.
            double bound = all + std::max(kNoName, kOnlyGroups);
            if (name_cell >= 0) {
                const auto cell = static_cast<std::size_t>(name_cell);
                const double named = name_column < m ? placed[cell * static_cast<std::size_t>(m) + static_cast<std::size_t>(name_column)] : kImpossible;
                bound = all - suits[cell] + std::max(kLeftOver, named);
            }
            if (bound <= best.score) continue;
            Assignment& one = assign(name_cell, shift, -1, -1);
            if (one.score <= best.score + 1e-9) continue;
            best.score = one.score;
            std::swap(best.column, one.column);
            best.shift = shift;
            best.name_cell = name_cell;
        }
    };
    try_shift(0);
    // A row all of whose cells stand where the fragment has their columns, and look it, has not moved. One with values has a name,
    // and hardly one that is a value's word (有效): such a row may have moved all the same.
    bool in_place = true, has_value = false;
    for (int i = 0; i < n; ++i) {
        const int k = best.column[static_cast<std::size_t>(i)];
        in_place = in_place && k >= 0 && evidence.at(static_cast<std::size_t>(k), col_of(i), 0) > 0 && text_at(i, k) > kMisfit;
        has_value = has_value || (k >= 0 && is_value_column(columns[static_cast<std::size_t>(k)]));
    }
    const bool one_tree = std::ranges::none_of(columns, [](const Column& c) { return c.side > 0; });   // of two, one may be blank
    if (has_value && one_tree && (best.name_cell < 0 || cells[static_cast<std::size_t>(best.name_cell)]->value)) in_place = false;
    // 1, -1, 2, -2 …: the smallest shift wins a tie.
    for (int distance = 1; distance <= reach && !in_place; ++distance) {
        try_shift(distance);
        try_shift(-distance);
    }

    int values = 0, value_columns = 0, lone = -1;
    for (int i = 0; i < n; ++i) {
        const int k = best.column[static_cast<std::size_t>(i)];
        if (k >= 0 && is_value_column(columns[static_cast<std::size_t>(k)])) ++values, lone = i;
    }
    for (const Column& column : columns) value_columns += is_value_column(column);
    best.complete = best.name_cell >= 0 && values == value_columns;
    if (values > 0 && values < value_columns) {
        const int taken = best.column[static_cast<std::size_t>(lone)];
        double other = kImpossible;
        for (int step = 0; step <= 2 * reach; ++step) {
            const int shift = step % 2 ? (step + 1) / 2 : -step / 2;
            other = std::max(other, assign(best.name_cell, shift, lone, taken).score);
        }
        // Neither where the fragment has the column, nor as far from the name as in other rows: only the order speaks.
        const auto column = static_cast<std::size_t>(taken);
        const bool astray = !context.fixed_columns && evidence.at(column, col_of(lone), best.shift) <= 0 &&
                            (best.name_cell < 0 || evidence.offset(column, col_of(lone) - col_of(best.name_cell), col_of(best.name_cell)) <= 0);
        // A row that moved and lacks a value may have moved further: only rows that lack none tell by how much.
        const bool moved = best.shift != 0 && !context.fixed_columns &&
                           (best.name_cell < 0 || evidence.offset(column, col_of(lone) - col_of(best.name_cell), col_of(best.name_cell)) <= 0);
        best.ambiguous = astray || moved || best.score - other < kAmbiguous || (!context.fixed_columns && !context.positions_tell);
    }
    return best;
}

}  // namespace jixiao
