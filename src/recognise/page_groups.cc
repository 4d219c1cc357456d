#include "recognise/page_groups.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <utility>

#include "recognise/margins.h"
#include "recognise/page_pitch.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Use = LabelUse::Kind;

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kCell = -0.02;          // each label: of two equal divisions the finer one
constexpr double kEmpty = 0.8;           // a label without rows
constexpr double kEmptyRow = 0.1;        // … where its row shows
constexpr double kRoomForRow = 1.6;      // of the usual distance between rows
constexpr double kTight = 0.5;           // a label that ends where the next line follows without a gap
constexpr double kKnown = -0.8;           // a whole known label
constexpr double kKnownStart = -0.4;      // a quotation that ends inside a clause: offices shorten them
constexpr double kBroken = 2.5;          // a label that ends inside a word
constexpr double kShortLine = 0.6;       // a line inside a cell with room for what the next begins with
constexpr double kCarried = 0.8;         // rows at the top of a page whose label stands on the page before
constexpr double kBlankRow = 0.1;        // a row that says nothing on the label's side: of two equal divisions the one without
constexpr double kNoGroup = 2.5;         // a row below no label
constexpr double kWrongGroup = 4;        // a known name under a group that does not have it
constexpr double kWrongParent = 0.5;     // a known second level under a first that does not have it
constexpr double kInside = 1.5;          // a first level that begins inside a second
constexpr double kTwoLabels = 3;         // a whole known label and more in one cell
constexpr double kCloseMeasured = 1.12;
constexpr double kGap = 2.5;             // a blank line inside a cell
constexpr double kPackedGap = 0.4;       // … where lines of other cells stand between
constexpr int kMaxLines = 12;            // of one label
constexpr int kMaxRows = 400;            // below one label, on one page

double aligned(double first, double last, Upright upright) {
    return upright == Upright::Top ? first : upright == Upright::Bottom ? last : (first + last) / 2;
}

double mismatch(const TableRow& row, const Piece& label, const Plan& plan) {
    const auto* uses = row.name.empty() ? nullptr : plan.find(row.name);
    if (!uses || !label.uses) return 0;
    bool known = false, level2 = false;
    for (const LabelUse& own : *label.uses)
        level2 = level2 || (own.kind == Use::Level && plan.vocabulary().indicators[static_cast<std::size_t>(own.index)].level == 2);
    if (!level2) return 0;
    for (const LabelUse& use : *uses) {
        if (use.kind != Use::Level) continue;
        const auto& term = plan.vocabulary().indicators[static_cast<std::size_t>(use.index)];
        if (term.level != 3) continue;
        known = true;
        for (const LabelUse& own : *label.uses)
            if (own.kind == Use::Level && own.index == term.parent) return 0;
    }
    return known ? kWrongGroup : 0;
}

// True for a known second level that is not one of the first level `label`.
bool is_foreign(const Piece& second, const Piece& label, const Plan& plan) {
    if (!second.uses || !label.uses) return false;
    bool known = false;
    for (const LabelUse& use : *second.uses) {
        if (use.kind != Use::Level) continue;
        const auto& term = plan.vocabulary().indicators[static_cast<std::size_t>(use.index)];
        if (term.level != 2) continue;
        known = true;
        for (const LabelUse& own : *label.uses)
            if (own.kind == Use::Level && own.index == term.parent) return false;
    }
    return known && known_level(label, plan) == 1;
}

struct Cover {
    int piece_from = 0, piece_to = 0, row_from = 0, row_to = 0;
};

// True when a cell of that width has no room on the line of `above` for what `below` begins with.
bool is_full(const Piece& above, const Piece& below, double widest) {
    const int columns = display_width(above.text);
    if (columns == 0) return false;
    const double column = (above.right - above.left) / columns;
    return above.right - above.left + first_word_width(below.text) * column > widest + column / 2;
}

// The price of what lies between piece i and the one before.
double gap(const PageText& page, const std::vector<const Piece*>& pieces, int i) {
    const Piece &above = *pieces[static_cast<std::size_t>(i - 1)], &below = *pieces[static_cast<std::size_t>(i)];
    return (page.packed(above, below) ? kPackedGap : kGap) * std::clamp((below.first_y - above.last_y - 1.2) / 0.25, 0.0, 1.0);
}

// True for a row of two trees side by side that says nothing on the group's side.
bool is_blank(const GroupPieces& group, const TableRow& row) {
    return group.level != 1 && !group.own.empty() && std::ranges::none_of(row.cells, [&](const TableRow::Entry& entry) {
        return std::ranges::find(group.own, entry.column) != group.own.end();
    });
}

class Placer {
public:
    Placer(std::vector<TableRow>& rows, const GroupSetting& setting, const RowPitch* pitch, const KnownLabel& known)
        : rows_(rows), pitch_(pitch), plan_(setting.plan), page_(setting.page), upright_(setting.upright), continued_(setting.continued), exact_(setting.page.exact), doubts_(setting.doubts), before_(setting.before), known_(known) {}

    double place(const GroupPieces& group, std::vector<int> inner, std::vector<char>& starts);

    // So many first pieces are the label, or its last lines, that the page before ended in; `parts`: no row has them.
    int repeated() const { return repeated_; }
    bool parts() const { return repeated_ > 0 && !whole_; }

private:
    int count_repeated(const GroupPieces& group);
    double price(const GroupPieces& group, const Cover& cover, const std::vector<char>& starts) const;
    double skip(int pieces_before, int row) const {
        if (pieces_before > 0) return kNoGroup;
        return continued_ ? (row == first_ ? kCarried : 0.05) : kNoGroup;
    }

    double stands(double y) const { return pitch_ ? (*pitch_)(y) : y; }

    std::vector<TableRow>& rows_;
    const RowPitch* pitch_;      // null where distances are measured
    const Plan& plan_;
    const PageText& page_;
    Upright upright_;
    bool continued_, exact_, doubts_;
    const LastGroups* before_;
    int repeated_ = 0;           // so many first pieces are the label that the page before ended in
    bool whole_ = false;         // … and all of it: else its last lines
    const KnownLabel& known_;
    std::vector<int> inner_;     // the columns of the level inside the one that is placed
    std::vector<char> full_;     // per piece: what the next one begins with has no room on its line
    std::vector<char> broken_;   // per piece: the next one, directly below, goes on with its word
    std::vector<double> tops_, bottoms_;   // of the rows, as they stand
    std::vector<double> piece_tops_, piece_bottoms_;
    double usual_gap_ = 1e9;     // from the last line of a row to the first of the next
    int first_ = 0;              // the first row that says something on the group's side
    int marked_ = 0;             // so many first pieces are one label: its mark says it is continued from the page before
};

// `负责高新技术企业培 | 育` at the top of a page whose first rows it covers: all of the label before, or its last lines.
int Placer::count_repeated(const GroupPieces& group) {
    constexpr std::size_t kLeast = 6;   // bytes: two characters
    const auto before = before_ ? before_->find(group.column) : LastGroups::const_iterator();
    if (!before_ || before == before_->end()) return 0;
    std::string text;
    int out = 0;
    for (int i = 0; i < std::min<int>(static_cast<int>(group.pieces.size()), kMaxLines); ++i) {
        text += group.pieces[static_cast<std::size_t>(i)]->key;
        if (text.size() > before->second.size()) break;
        if (text.size() < kLeast || !before->second.ends_with(text)) continue;
        out = i + 1;
        whole_ = text.size() == before->second.size();
    }
    return out;
}

double Placer::price(const GroupPieces& group, const Cover& c, const std::vector<char>& starts) const {
    const std::vector<const Piece*>& pieces = group.pieces;
    const auto at = [&](int i) -> const Piece& { return *pieces[static_cast<std::size_t>(i)]; };
    const auto row = [&](int i) -> const TableRow& { return rows_[static_cast<std::size_t>(i)]; };
    double cost = kCell;
    for (int i = c.piece_from; i < c.piece_to; ++i) {
        if (i + 1 < c.piece_to && !full_[static_cast<std::size_t>(i)] && !broken_[static_cast<std::size_t>(i)] && !at(i).uses)
            cost += upright_ == Upright::Middle ? kShortLine / 3 : kShortLine;   // where cells are centred, their place tells more
        if (i > c.piece_from && i >= marked_) cost += gap(page_, pieces, i);
        if (c.piece_to - c.piece_from > 1 && at(i).uses && known_level(at(i), plan_) > 0) cost += kTwoLabels;
    }
    if (broken_[static_cast<std::size_t>(c.piece_to - 1)]) cost += kBroken;
    if (c.piece_from < marked_ && (c.piece_from > 0 || c.piece_to != marked_)) cost += kBroken;
    // Where distances are measured, the lines of one cell are closer than those of two by the padding between.
    const double close = exact_ ? kCloseMeasured : 1.2;
    // But where rows themselves follow each other so closely, the labels inside a second level do: mostly each row has its own.
    const bool rows_close = group.level == 0 && c.row_to > 0 && c.row_to < static_cast<int>(rows_.size()) && row(c.row_to).top - row(c.row_to - 1).bottom < close;
    if (c.piece_to < static_cast<int>(pieces.size()) && at(c.piece_to).first_y - at(c.piece_to - 1).last_y < close && !rows_close)
        cost += exact_ || full_[static_cast<std::size_t>(c.piece_to - 1)] ? kTight : kTight / 4;
    const double first = at(c.piece_from).first_y, last = at(c.piece_to - 1).last_y;
    if (c.piece_from < repeated_) {   // the rows it is aligned with stand on two pages
        for (int r = c.row_from + 1; r < c.row_to; ++r)
            if (starts[static_cast<std::size_t>(r)]) return kNever;
        return c.row_from > 0 || c.piece_from > 0 || c.piece_to != repeated_ ? kNever : c.row_to == 0 ? kEmpty : kCell;
    }
    if (c.row_from == c.row_to) {
        const bool below = c.row_from == 0 || row(c.row_from - 1).bottom < first + 0.2;
        const bool above = c.row_from == static_cast<int>(rows_.size()) || row(c.row_from).top > last - 0.2;
        if (!below || !above) return kNever;
        // Where a row has room, one stands: that of a group without any.
        const bool between = c.row_from > 0 && c.row_from < static_cast<int>(rows_.size());
        const bool room = between && row(c.row_from).top - row(c.row_from - 1).bottom > kRoomForRow * usual_gap_;
        return cost + (room ? kEmptyRow : kEmpty);
    }
    for (int r = c.row_from + 1; r < c.row_to; ++r)
        if (starts[static_cast<std::size_t>(r)]) return kNever;
    const double own = aligned(piece_tops_[static_cast<std::size_t>(c.piece_from)], piece_bottoms_[static_cast<std::size_t>(c.piece_to - 1)], upright_);
    const double rows = aligned(tops_[static_cast<std::size_t>(c.row_from)], bottoms_[static_cast<std::size_t>(c.row_to - 1)], upright_);
    cost += std::max(0.0, std::abs(own - rows) - 0.1);
    // A first level begins where a second does.
    const auto begins = [&](const TableRow& r) { return std::ranges::any_of(r.cells, [&](const TableRow::Entry& e) { return std::ranges::find(inner_, e.column) != inner_.end(); }); };
    if (!inner_.empty() && c.row_from > 0 && !begins(row(c.row_from))) cost += kInside;
    for (int r = c.row_from; r < c.row_to; ++r) cost += is_blank(group, row(r)) ? kBlankRow : 0;
    for (int r = c.row_from; r < c.row_to && group.level == 1; ++r)
        for (const TableRow::Entry& entry : row(r).cells)
            if (std::ranges::find(inner_, entry.column) != inner_.end())
                for (const Piece* second : entry.pieces) cost += is_foreign(*second, at(c.piece_from), plan_) ? kWrongParent : 0;
    for (int r = c.row_from; r < c.row_to; ++r)
        for (int i = c.piece_from; i < c.piece_to; ++i) cost += mismatch(row(r), at(i), plan_);
    return cost;
}

// The cheapest way through pieces and rows, both in their order.
double Placer::place(const GroupPieces& group, std::vector<int> inner, std::vector<char>& starts) {
    inner_ = std::move(inner);
    struct State {
        double cost = kNever;
        Cover cover;
        bool skipped = false;
    };
    Margins margins(rows_.size());
    double widest = 0;
    for (const Piece* piece : group.pieces) widest = std::max(widest, piece->right - piece->left);
    full_.assign(group.pieces.size(), 0);
    for (std::size_t i = 0; i + 1 < group.pieces.size(); ++i)
        full_[i] = !group.pieces[i]->uses && is_full(*group.pieces[i], *group.pieces[i + 1], widest);
    broken_.assign(group.pieces.size(), 0);
    for (std::size_t i = 0; i + 1 < group.pieces.size(); ++i) {
        const Piece &above = *group.pieces[i], &below = *group.pieces[i + 1];
        broken_[i] = !above.uses && !below.uses && (below.first_y - above.last_y < 1.2 || page_.packed(above, below)) && broken_between(above.text, below.text);
    }
    for (const Piece* piece : group.pieces) piece_tops_.push_back(stands(piece->first_y)), piece_bottoms_.push_back(stands(piece->last_y));
    for (const TableRow& row : rows_) tops_.push_back(stands(row.top)), bottoms_.push_back(stands(row.bottom));
    std::vector<double> gaps;
    for (std::size_t r = 1; r < rows_.size(); ++r) gaps.push_back(rows_[r].top - rows_[r - 1].bottom);
    if (gaps.size() > 2) {
        std::ranges::nth_element(gaps, gaps.begin() + static_cast<std::ptrdiff_t>(gaps.size() / 2));
        usual_gap_ = gaps[gaps.size() / 2];
    }
    first_ = static_cast<int>(std::ranges::find_if(rows_, [&](const TableRow& row) { return !is_blank(group, row); }) - rows_.begin());
    marked_ = 0;
    if (const std::string mark = label_key(plan_.form().page.continued); !mark.empty()) {
        const auto end = std::ranges::find_if(group.pieces, [&](const Piece* piece) { return piece->key.ends_with(mark); });
        if (end != group.pieces.end()) marked_ = static_cast<int>(end - group.pieces.begin()) + 1;
    }
    if (marked_ == 0 && !rows_.empty()) marked_ = repeated_ = count_repeated(group);
    const int pieces = static_cast<int>(group.pieces.size()), rows = static_cast<int>(rows_.size());
    const auto width = static_cast<std::size_t>(rows + 1);
    std::vector<State> states(static_cast<std::size_t>(pieces + 1) * width);
    const auto at = [&](int p, int r) -> State& { return states[static_cast<std::size_t>(p) * width + static_cast<std::size_t>(r)]; };
    at(0, 0).cost = 0;
    for (int p = 0; p <= pieces; ++p)
        for (int r = 0; r <= rows; ++r) {
            const double here = at(p, r).cost;
            if (here == kNever) continue;
            const auto offer = [&](const Cover& cover, double cost, bool skipped) {
                State& there = at(cover.piece_to, cover.row_to);
                if (doubts_) margins.add({p * width + r, cover.piece_to * width + cover.row_to, here, cost, cover.row_from, cover.row_to, !skipped && cover.row_to > cover.row_from});
                if (here + cost < there.cost - 1e-9) there = {here + cost, cover, skipped};
            };
            // Below an empty group is nothing, nor where the other of two trees has its rows.
            const bool bare = r < rows && ((group.level == 0 && rows_[static_cast<std::size_t>(r)].group) || is_blank(group, rows_[static_cast<std::size_t>(r)]));
            if (r < rows) offer({p, p, r, r + 1}, bare ? 0 : skip(p, r), true);
            for (int q = p + 1; q <= std::min(pieces, p + kMaxLines); ++q) {
                if (q > p + 1 && q > marked_ && gap(page_, group.pieces, q - 1) >= kGap) break;   // no cell goes on beyond a clear gap
                std::string key;
                for (int i = p; i < q; ++i) key += group.pieces[static_cast<std::size_t>(i)]->key;
                const Known known = known_(group.column, key);
                const double text = known == Known::Whole ? kKnown : known == Known::Start ? kKnownStart : 0;
                for (int s = r; s <= std::min(rows, r + kMaxRows); ++s) {
                    if (s > r + 1 && starts[static_cast<std::size_t>(s - 1)]) break;
                    if (s > r && group.level == 0 && rows_[static_cast<std::size_t>(s - 1)].group) break;
                    const Cover cover{p, q, r, s};
                    if (const double cost = price(group, cover, starts); cost != kNever) offer(cover, cost + text, false);
                }
            }
        }
    const double total = at(pieces, rows).cost;
    if (total == kNever) return kNever;
    const std::vector<char> doubtful = doubts_ ? margins.doubtful(total) : std::vector<char>(rows_.size());
    std::vector<TableRow> empty;
    for (int p = pieces, r = rows; p > 0 || r > 0;) {
        const State& state = at(p, r);
        const Cover c = state.cover;
        p = c.piece_from;
        r = c.row_from;
        if (c.piece_from < repeated_ && c.row_to == c.row_from) whole_ = false;   // nothing more of it on this page
        if (state.skipped || (c.piece_from < repeated_ && !whole_)) continue;
        TableRow::Entry entry{group.column, {}};
        for (int i = c.piece_from; i < c.piece_to; ++i) entry.pieces.push_back(group.pieces[static_cast<std::size_t>(i)]);
        if (c.row_to > c.row_from) {
            entry.doubtful = std::any_of(doubtful.begin() + c.row_from, doubtful.begin() + std::min(c.row_to + 1, rows), [](char d) { return d != 0; });
            rows_[static_cast<std::size_t>(c.row_from)].cells.push_back(std::move(entry));
            starts[static_cast<std::size_t>(c.row_from)] = 1;
            continue;
        }
        TableRow row;
        row.kind = TableRow::Kind::Row;
        row.group = true;
        row.top = entry.pieces.front()->first_y;
        row.bottom = entry.pieces.back()->last_y;
        row.y = (row.top + row.bottom) / 2;
        row.cells.push_back(std::move(entry));
        empty.push_back(std::move(row));
    }
    for (TableRow& row : empty) {
        const auto before = std::ranges::find_if(rows_, [&](const TableRow& other) { return other.y > row.y; });
        starts.insert(starts.begin() + (before - rows_.begin()), 1);
        rows_.insert(before, std::move(row));
    }
    return total;
}

// The first level that a known second one belongs to; -1: none, or not known.
int parent_of(const Piece& second, const Plan& plan) {
    if (second.uses)
        for (const LabelUse& use : *second.uses)
            if (use.kind == Use::Level)
                if (const auto& term = plan.vocabulary().indicators[static_cast<std::size_t>(use.index)]; term.level == 2) return term.parent;
    return -1;
}

// The last rows of a page, whose known second levels belong to a first level that comes after the last one on the page: its label
// stands on the next page. It is put beside them, as a guess.
void lend_first_level(std::vector<TableRow>& rows, const GroupPieces& first, int second_column, const GroupSetting& setting, CutPieces& cut) {
    const auto& terms = setting.plan.vocabulary().indicators;
    const auto entry_of = [](const TableRow& row, int column) {
        const auto found = std::ranges::find(row.cells, column, &TableRow::Entry::column);
        return found == row.cells.end() ? nullptr : &*found;
    };
    std::size_t from = rows.size();
    int parent = -1;
    for (std::size_t r = rows.size(); r-- > 0;) {
        if (entry_of(rows[r], first.column)) break;
        const TableRow::Entry* second = entry_of(rows[r], second_column);
        if (!second) continue;
        const int own = second->pieces.size() == 1 ? parent_of(*second->pieces.front(), setting.plan) : -1;
        if (own < 0 || (parent >= 0 && own != parent)) break;
        parent = own;
        from = r;
    }
    if (parent < 0 || from == rows.size()) return;
    // The label above them.
    const TableRow::Entry* above = nullptr;
    for (std::size_t r = from; r-- > 0 && !above;) above = entry_of(rows[r], first.column);
    if (!above || above->pieces.size() != 1 || known_level(*above->pieces.front(), setting.plan) != 1) return;
    const auto is_parent = [&](const LabelUse& use) { return use.kind == Use::Level && use.index == parent; };
    if (std::ranges::any_of(*above->pieces.front()->uses, is_parent)) return;
    const auto later = [&](const LabelUse& use) { return use.kind == Use::Level && terms[static_cast<std::size_t>(use.index)].framework == terms[static_cast<std::size_t>(parent)].framework && use.index < parent; };
    if (std::ranges::none_of(*above->pieces.front()->uses, later)) return;
    const Piece& second = *entry_of(rows[from], second_column)->pieces.front();
    cut.views.push_back(part_view(*second.cells.front(), terms[static_cast<std::size_t>(parent)].label, setting.plan));
    Piece label = second;
    label.cells = {&cut.views.back()};
    label.text = cut.views.back().text;
    label.key = cut.views.back().key;
    label.uses = cut.views.back().uses;
    cut.pieces.push_back(std::move(label));
    rows[from].cells.push_back({first.column, {&cut.pieces.back()}, true});
}

}  // namespace

double place_groups(std::vector<TableRow>& rows, std::vector<GroupPieces>& groups, const GroupSetting& setting, const KnownLabel& known,
                    std::vector<std::pair<int, const Piece*>>& repeated) {
    double cost = 0;
    const RowPitch pitch(rows, groups);
    // The second level first: its empty groups are rows that the first level covers. The others stand inside the second.
    std::ranges::stable_sort(groups, {}, [](const GroupPieces& g) { return g.level == 2 ? 0 : g.level == 1 ? 1 : 2 + g.column; });
    std::vector<std::pair<int, int>> inside;   // columns whose labels cut the rows for those to their right, and their side
    for (GroupPieces& group : groups) {
        if (group.pieces.empty()) continue;
        std::ranges::stable_sort(group.pieces, {}, &Piece::first_y);
        Placer placer(rows, setting, setting.page.exact ? nullptr : &pitch, known);
        std::vector<char> starts(rows.size());
        for (std::size_t r = 0; r < rows.size() && group.level != 1; ++r)
            starts[r] = std::ranges::any_of(rows[r].cells, [&](const TableRow::Entry& e) { return std::ranges::find(inside, std::pair(e.column, group.side)) != inside.end(); });
        std::vector<int> inner;
        for (const GroupPieces& second : groups)
            if (group.level == 1 && second.level == 2 && !second.pieces.empty()) inner.push_back(second.column);
        const double price = placer.place(group, std::move(inner), starts);
        if (group.level != 1) inside.emplace_back(group.column, group.side);
        if (price != kNever) {
            cost += price;
            for (int i = 0; i < placer.repeated(); ++i) repeated.emplace_back(group.column, placer.parts() ? group.pieces[static_cast<std::size_t>(i)] : nullptr);
            continue;
        }
        // No order fits: each piece goes to the row nearest to it.
        for (const Piece* piece : group.pieces) {
            const auto nearest = std::ranges::min_element(rows, {}, [&](const TableRow& row) { return std::abs(row.y - piece->y); });
            if (nearest == rows.end()) {
                TableRow row;
                row.kind = TableRow::Kind::Row;
                row.group = true;
                row.y = row.top = row.bottom = piece->y;
                row.cells.push_back({group.column, {piece}});
                rows.push_back(std::move(row));
            } else {
                nearest->cells.push_back({group.column, {piece}});
            }
            cost += kNoGroup;
        }
    }
    for (const GroupPieces& first : groups)
        for (const GroupPieces& second : groups)
            if (setting.lend && first.level == 1 && second.level == 2 && first.side == second.side) lend_first_level(rows, first, second.column, setting, *setting.lend);
    return cost;
}

}  // namespace jixiao
