#include "recognise/page_columns.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "text/characters.h"

namespace jixiao {
namespace {

using Use = LabelUse::Kind;

constexpr double kStep = 0.5;           // of the search for an edge
constexpr double kFar = 0.02;           // an edge away from where the header has it, each character
constexpr double kReach = 8;            // characters a column moves from page to page at most
constexpr double kFigureAstray = 0.3;   // a figure on the wrong side of an edge between texts and figures
constexpr double kMargin = 1;           // characters right of a header label, within its own column
constexpr double kEmptyColumn = 0.1;    // an edge that leaves nothing in the column before it
constexpr std::size_t kSeveralLines = 4;   // of fewer a column may well be blank
constexpr double kGluedThere = 0.05;    // an edge through a piece with a blank near it
constexpr double kNearEdge = 4;         // characters from an edge to the blank between two glued cells

const Section& section_of(const Plan& plan, int zone) { return plan.zones()[static_cast<std::size_t>(zone)].spec(); }

// True where the piece has a blank near that place: two cells stand one blank apart.
bool blank_near(const Piece& piece, double x) {
    const double width = std::max(1, display_width(piece.text));
    for (auto at = piece.text.find(' '); at != std::string::npos; at = piece.text.find(' ', at + 1)) {
        const double there = piece.left + (piece.right - piece.left) * (display_width(std::string_view(piece.text).substr(0, at)) + 0.5) / width;
        if (std::abs(there - x) <= kNearEdge) return true;
    }
    return false;
}

// Running text below a list reaches over all columns and says nothing of them.
bool tells(const Piece& piece, double width) { return piece.right - piece.left < width * 0.6; }

}  // namespace

int header_zone(const Plan& plan, std::span<const Piece* const> pieces, int current) {
    int best = -1, best_score = 0;
    for (std::size_t z = 0; z < plan.zones().size(); ++z) {
        if (!plan.zones()[z].list) continue;
        int hits = 0, next = 0, other = 0, wanted = 0;
        for (const Piece* piece : pieces) {
            bool hit = false;
            if (piece->uses)
                for (const LabelUse& use : *piece->uses)
                    if (use.kind == Use::Header && use.zone == static_cast<int>(z) && use.index >= next && !hit) hit = true, next = use.index + 1;
            hits += hit;
            other += !hit;
        }
        for (const Column& column : section_of(plan, static_cast<int>(z)).columns) wanted += !column.term.empty();
        if (hits == 0 || hits * 2 < wanted || other >= hits + (hits > 1)) continue;
        // Equal headers: the section the page stands in, else the next one to come.
        const int zone = static_cast<int>(z);
        const int rank = zone == current ? 2 : zone > current ? 1 : 0;
        const int score = 100 * (2 * hits - 2 * other - wanted) + 10 * rank + 1000;
        if (score > best_score) best = zone, best_score = score;
    }
    return best;
}

// The place of the edge that cuts the fewest pieces, near the one wished for.
double PageColumns::best_edge(double from, double to, double wish, std::span<const PageLine> lines, Beside beside, int level, std::size_t behind,
                              double last) const {
    const auto& columns = section_of(*plan_, zone_).columns;
    std::size_t values = 0;
    for (std::size_t k = 0; k < columns.size(); ++k) values += is_value(static_cast<int>(k));
    double left = std::numeric_limits<double>::max(), right = 0;
    for (const PageLine& line : lines)
        for (const Piece& piece : line.pieces) left = std::min(left, piece.left), right = std::max(right, piece.right);
    double best = wish, best_cost = std::numeric_limits<double>::max();
    for (double x = from; x <= to; x += kStep) {
        double cost = kFar * std::abs(x - wish);
        const auto inside = [&](const Piece& piece) { return piece.left + piece.right > 2 * last && piece.left + piece.right < 2 * x; };
        if (lines.size() >= kSeveralLines && std::ranges::none_of(lines, [&](const PageLine& line) { return std::ranges::any_of(line.pieces, inside); })) cost += kEmptyColumn;
        for (const PageLine& line : lines) {
            // A line with a figure for each column tells on which side each of them is, wherever the header stands.
            if (behind > 0 && line.pieces.size() > values) {
                const auto figures = std::span(line.pieces).last(values);
                const bool full = std::ranges::all_of(figures, [](const Piece& piece) { return piece.figure(); }) && !line.pieces[line.pieces.size() - values - 1].figure();
                for (std::size_t f = 0; full && f < values; ++f) {
                    const bool behind_edge = f + behind >= values;
                    cost += kFigureAstray * ((figures[f].left + figures[f].right > 2 * x) != behind_edge);
                }
            }
            // A row with values has a name: of two edges that cut alike, the one that leaves each a name is meant.
            const auto named = [&](const Piece& piece) { return &piece != &line.pieces.back() && piece.left + piece.right > 2 * x; };
            if (beside == Beside::NameRight && line.pieces.size() > 1 && line.pieces.back().figure() && std::ranges::none_of(line.pieces, named)) cost += kFigureAstray;
            for (const Piece& piece : line.pieces) {
                if (piece.left < x - 0.25 && piece.right > x + 0.25 && tells(piece, right - left)) cost += blank_near(piece, x) ? kGluedThere : 1;
                // The known labels of the level that ends there stand before the edge.
                const bool near = piece.right >= from && piece.left <= to;
                if (level > 0 && near && piece.left + piece.right > 2 * x && known_level(piece, *plan_) == level) cost += kFigureAstray;
                // Figures stand on the side of their column, wherever its header does.
                if ((beside != Beside::FiguresLeft && beside != Beside::FiguresRight) || !piece.figure() || !near) continue;
                cost += kFigureAstray * (beside == Beside::FiguresLeft ? piece.left > x - 0.25 : piece.right < x + 0.25);
            }
        }
        if (cost < best_cost - 1e-9) best = x, best_cost = cost;
    }
    return best;
}

PageColumns::Beside PageColumns::beside(std::size_t column) const {
    const auto& columns = section_of(*plan_, zone_).columns;
    if (column == 0 || column >= columns.size()) return Beside::Nothing;
    const bool text = !is_value(static_cast<int>(column)), figures = is_value(static_cast<int>(column) - 1);
    if (text && figures) return Beside::FiguresLeft;
    if (!text && !figures) return Beside::FiguresRight;
    return columns[column].type == ColumnType::Name && columns.back().type != ColumnType::Text ? Beside::NameRight : Beside::Nothing;
}

std::size_t PageColumns::figures_behind(std::size_t column) const {
    const auto& columns = section_of(*plan_, zone_).columns;
    std::size_t out = 0;
    if (column == 0 || column >= columns.size() || !is_value(static_cast<int>(column)) || !is_value(static_cast<int>(column) - 1)) return 0;
    for (std::size_t k = column; k < columns.size(); ++k) out += is_value(static_cast<int>(k));
    return out;
}

// Without a header: as many stripes of text, with blank between them, as there are columns.
bool PageColumns::from_stripes(std::span<const PageLine> lines) {
    double left = std::numeric_limits<double>::max(), right = 0;
    for (const PageLine& line : lines)
        for (const Piece& piece : line.pieces) left = std::min(left, piece.left), right = std::max(right, piece.right);
    std::vector<std::pair<double, double>> stripes;
    for (const PageLine& line : lines)
        for (const Piece& piece : line.pieces) {
            if (!tells(piece, right - left) || piece.is(Use::Block)) continue;   // a block's label stands beside the list
            std::pair<double, double> own{piece.left, piece.right};
            std::erase_if(stripes, [&](const auto& s) {
                if (s.second <= own.first || own.second <= s.first) return false;
                own = {std::min(own.first, s.first), std::max(own.second, s.second)};
                return true;
            });
            stripes.push_back(own);
        }
    if (stripes.size() != section_of(*plan_, zone_).columns.size()) return false;
    std::ranges::sort(stripes);
    lead_ = 1;
    for (std::size_t k = 1; k < stripes.size(); ++k) edges_.push_back((stripes[k - 1].second + stripes[k].first) / 2);
    return true;
}

// True where no figure at the end of a line stands in a column of figures: the page is set narrower or wider than the one before.
bool PageColumns::figures_astray(std::span<const PageLine> lines) const {
    constexpr int kEnough = 2;
    int figures = 0;
    for (const PageLine& line : lines) {
        if (line.pieces.size() < 2 || !line.pieces.back().figure()) continue;
        if (is_value(column(line.pieces.back()))) return false;
        ++figures;
    }
    return figures >= kEnough;
}

// Without a header, the figures of several lines below each other are the last columns.
void PageColumns::from_figures(std::span<const PageLine> lines) {
    const auto& columns = section_of(*plan_, zone_).columns;
    struct Cluster {
        double left, right;
        int count;
    };
    std::vector<Cluster> clusters;
    for (const PageLine& line : lines)
        for (std::size_t p = 1; p < line.pieces.size(); ++p) {
            const Piece& piece = line.pieces[p];
            if (!piece.figure()) continue;
            Cluster own{piece.left, piece.right, 1};
            std::erase_if(clusters, [&](const Cluster& c) {
                if (c.right <= own.left || own.right <= c.left) return false;
                own = {std::min(own.left, c.left), std::max(own.right, c.right), own.count + c.count};
                return true;
            });
            clusters.push_back(own);
        }
    std::ranges::sort(clusters, {}, &Cluster::left);
    std::size_t values = 0;
    for (std::size_t k = 0; k < columns.size(); ++k) values += is_value(static_cast<int>(k));
    if (clusters.size() < values || values == 0) return;
    clusters.erase(clusters.begin(), clusters.end() - static_cast<std::ptrdiff_t>(values));
    lead_ = columns.size() - values;
    for (std::size_t k = 0; k < clusters.size(); ++k) {
        const double before = k == 0 ? 0 : (clusters[k - 1].left + clusters[k - 1].right) / 2;
        edges_.push_back(best_edge(before, clusters[k].left, clusters[k].left - 1, lines));
    }
}

PageColumns::PageColumns(const Plan& plan, int zone, const PageHeader* header, std::span<const PageLine> lines,
                         const PageColumns* before)
    : plan_(&plan), zone_(zone) {
    const auto& columns = section_of(plan, zone).columns;
    if (!header) {
        if (!before && from_stripes(lines)) return;
        if (before && before->known()) {
            lead_ = before->lead_;
            for (std::size_t k = 0; k < before->edges_.size(); ++k) {
                const double edge = before->edges_[k];
                const std::size_t column = lead_ + k;
                const int level = column > 0 ? columns[column - 1].level : 0;
                const double last = edges_.empty() ? std::numeric_limits<double>::lowest() : edges_.back();
                edges_.push_back(best_edge(edge - kReach, edge + kReach, edge, lines, beside(column), level, figures_behind(column), last));
            }
            if (figures_astray(lines)) {
                edges_.clear();
                lead_ = 0;
                from_figures(lines);
            }
        } else {
            from_figures(lines);
        }
        return;
    }
    while (lead_ < columns.size() && !header->labels[lead_]) ++lead_;
    const auto middle = [](const Piece& piece) { return (piece.left + piece.right) / 2; };
    const Piece* last = nullptr;
    std::size_t lost = 0;
    for (std::size_t k = lead_; k < columns.size(); ++k) {
        const Piece* label = header->labels[k];
        if (!label) {  // lost: it shares the stripe of the one before
            ++lost;
            continue;
        }
        // Texts begin at the left of their column, far from the middle where its header stands; figures stand below theirs.
        const bool text = !is_value(static_cast<int>(k));
        const std::size_t behind = figures_behind(k);
        if (k > 0)
            edges_.insert(edges_.end(), lost + 1,
                          last ? best_edge(middle(*last), middle(*label) + (behind > 0 ? label->right - middle(*label) : 0),
                                           text ? last->right + kMargin : (last->right + label->left) / 2, lines, beside(k), 0, behind)
                               : best_edge(0, middle(*label), label->left, lines));
        lost = 0;
        last = label;
    }
    if (lead_ == 0) lead_ = 1;  // the first edge stands right of the first column
}

int PageColumns::stripe(double x) const {
    return static_cast<int>(std::ranges::count_if(edges_, [&](double edge) { return edge <= x; }));
}

int PageColumns::column(const Piece& piece) const {
    const auto& columns = section_of(*plan_, zone_).columns;
    const int first = stripe(piece.left + 0.25), last = stripe(piece.right - 0.25);
    // A group's label that begins in the column of its level is there, however far it reaches.
    const int own = first == 0 ? static_cast<int>(lead_) - 1 : std::min(first + static_cast<int>(lead_) - 1, static_cast<int>(columns.size()) - 1);
    if (is_group(own) && columns[static_cast<std::size_t>(own)].level > 0 && known_level(piece, *plan_) == columns[static_cast<std::size_t>(own)].level) return own;
    int best = first;
    double most = -1;
    for (int s = first; s <= last; ++s) {
        const double from = s == 0 ? piece.left : std::max(piece.left, edges_[static_cast<std::size_t>(s - 1)]);
        const double to = s == static_cast<int>(edges_.size()) ? piece.right : std::min(piece.right, edges_[static_cast<std::size_t>(s)]);
        if (to - from > most) most = to - from, best = s;
    }
    if (best > 0) return std::min(best + static_cast<int>(lead_) - 1, static_cast<int>(columns.size()) - 1);
    if (lead_ == 1) return 0;
    // Columns without a header: what is known tells; the rest is a name.
    for (std::size_t k = 0; k < lead_; ++k) {
        if (columns[k].level > 0 && known_level(piece, *plan_) == columns[k].level) return static_cast<int>(k);
        if (columns[k].type == ColumnType::Group && columns[k].level == 0 && piece.is(Use::ItemGroup)) return static_cast<int>(k);
    }
    for (std::size_t k = 0; k < lead_; ++k)
        if (columns[k].type == ColumnType::Name) return static_cast<int>(k);
    return static_cast<int>(lead_) - 1;
}

double PageColumns::beyond(const Piece& piece) const {
    const int first = stripe(piece.left + 0.25), last = stripe(piece.right - 0.25);
    if (first == last) return 0;
    double most = 0;
    for (int s = first; s <= last; ++s) {
        const double from = s == 0 ? piece.left : std::max(piece.left, edges_[static_cast<std::size_t>(s - 1)]);
        const double to = s == static_cast<int>(edges_.size()) ? piece.right : std::min(piece.right, edges_[static_cast<std::size_t>(s)]);
        most = std::max(most, to - from);
    }
    return piece.right - piece.left - most;
}

std::size_t PageColumns::cut(const Piece& piece) const {
    if (piece.cells.size() != 1 || beyond(piece) < 1) return std::string::npos;
    const double width = std::max(1, display_width(piece.text));
    std::size_t best = std::string::npos;
    double best_distance = kNearEdge;
    for (auto at = piece.text.find(' '); at != std::string::npos; at = piece.text.find(' ', at + 1)) {
        const double x = piece.left + (piece.right - piece.left) * (display_width(piece.text.substr(0, at)) + 0.5) / width;
        for (const double edge : edges_)
            if (std::abs(edge - x) < best_distance) best = at, best_distance = std::abs(edge - x);
    }
    return best;
}

bool PageColumns::is_group(int column) const {
    return section_of(*plan_, zone_).columns[static_cast<std::size_t>(column)].type == ColumnType::Group;
}

bool PageColumns::is_value(int column) const {
    const ColumnType type = section_of(*plan_, zone_).columns[static_cast<std::size_t>(column)].type;
    return type == ColumnType::Amount || type == ColumnType::Value;
}

}  // namespace jixiao
