// Fields of a page: long texts, and rows of several labels with what belongs to each.
#include <algorithm>
#include <cmath>

#include "recognise/page_table_reader.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Use = LabelUse::Kind;

// Prices, measured by a line's distance, which costs 1.
constexpr double kOpenEnd = 1;           // a text that ends inside a sentence, and another below it without a gap
constexpr double kRowInText = 2;         // a line of figures inside a long text
constexpr double kBelow = 0.5;           // lines from a label to the text below it, at least
constexpr double kOneRow = 0.6;             // lines between labels of one row
constexpr double kFarLeft = 8;           // characters: a line of a cell that begins elsewhere than its others
constexpr double kTwoPieces = 4;         // characters: two pieces of one cell on one line of a row of labels
constexpr double kForeignLabel = 4;      // the label of another row inside a text
constexpr std::size_t kMostRowLines = 60;  // of a row of several labels, each column against its label; longer texts as a whole
constexpr double kFullLine = 0.75;        // of the widest line near it: a shorter one was not broken
constexpr std::size_t kNeighbours = 8;   // lines above and below that tell how wide a text is

bool ends_sentence(std::string_view text) {
    for (const std::string_view mark : {"。", "；", "！", "？", "：", ".", ";", "!", "?", ":", "”", "）", ")"})
        if (text.ends_with(mark)) return true;
    return false;
}

}  // namespace

// Labels beside another label of their row: what stands behind them is divided within the row.
void PageTableReader::find_followers() {
    const auto is_label = [](const LabelUse& use) { return use.kind == Use::Field || use.kind == Use::Caption; };
    std::vector<const Piece*> labels;
    for (const PageLine& line : page_.lines)
        for (const Piece& piece : line.pieces)
            if (field_zone(piece) >= 0) labels.push_back(&piece);
    for (const Piece* piece : labels) {
        const Piece* leader = nullptr;
        int zone = -1;
        for (const Piece* other : labels) {
            const double apart = std::min({std::abs(other->y - piece->y), std::abs(other->first_y - piece->first_y), std::abs(other->last_y - piece->last_y)});
            if (other->right > piece->left || apart > kOneRow || (leader && leader->left < other->left)) continue;
            for (const LabelUse& use : *piece->uses)
                if (is_label(use) && std::ranges::any_of(*other->uses, [&](const LabelUse& u) { return is_label(u) && u.zone == use.zone && u.index < use.index; })) {
                    leader = other;
                    zone = use.zone;
                    break;
                }
        }
        if (leader) followers_[piece] = {leader, zone};
    }
}

// A label that stands in several rows is of the one its followers are of.
int PageTableReader::zone_of_label(const Piece& piece) const {
    for (const auto& [follower, row] : followers_)
        if (row.leader == &piece) return row.zone;
    return field_zone(piece);
}

// A row of a list may be worded like the label of a field that was read: only one that is still to come ends the list.
bool PageTableReader::ends_list(const Piece& piece, int list_zone) const {
    const int zone = field_zone(piece);
    if (zone < 0 || zone > list_zone) return zone >= 0;
    if (zone <= before_.zone) return false;
    for (const PageLine& line : page_.lines)
        for (const Piece& other : line.pieces)
            if (other.y < piece.y - kOneRow && field_zone(other) == zone) return false;
    return true;
}

// What a line inside a long text costs: its distance from the line above, and looking like a row.
double PageTableReader::price_inside(std::size_t line, const PageLandmark* mark) const {
    double figures = 0;
    // A figure behind a label of its own is that label's value.
    for (std::size_t p = 1; p < body_[line].pieces.size(); ++p)
        figures += body_[line].pieces[p]->figure() && field_zone(*body_[line].pieces[p - 1]) < 0;
    const bool item = body_[line].pieces.front()->is(Use::Item);
    double foreign = 0;
    for (const Piece* piece : body_[line].pieces) {
        const auto row = followers_.find(piece);
        foreign += row != followers_.end() && (!mark || row->second.leader != mark->label);
    }
    return (figures + item) * kRowInText + foreign * kForeignLabel;
}

// True for a line that may have been broken: it ends inside a sentence, and reaches about as far as its neighbours.
bool PageTableReader::wraps(std::size_t line) const {
    const Piece& piece = *body_[line].pieces.back();
    if (ends_sentence(piece.text) || piece.figure()) return false;
    // Beside other cells a text goes on in its own column.
    const auto below = [&](const Piece* other) { return other->left < piece.right && piece.left < other->right && field_zone(*other) < 0; };
    if (body_[line].pieces.size() > 1 && std::ranges::none_of(body_[line + 1].pieces, below)) return false;
    const std::size_t from = line < kNeighbours ? 0 : line - kNeighbours, to = std::min(body_.size(), line + kNeighbours + 1);
    double widest = piece.right;
    for (std::size_t i = from; i < to; ++i)
        if (body_[i].pieces.size() == 1 && std::abs(body_[i].pieces.front()->left - body_[line].pieces.front()->left) < 3)
            widest = std::max(widest, body_[i].pieces.front()->right);
    const double left = body_[line].pieces.front()->left;
    return piece.right - left > kFullLine * (widest - left);
}

// Labels behind the first in the row of a mark, left to right.
std::vector<const Piece*> PageTableReader::labels_of(std::size_t first, std::size_t end, const PageLandmark& mark) const {
    std::vector<const Piece*> out;
    for (std::size_t i = first; i < end; ++i)
        for (const Piece* piece : body_[i].pieces)
            if (const auto row = followers_.find(piece); row != followers_.end() && row->second.leader == mark.label) out.push_back(piece);
    std::ranges::sort(out, {}, &Piece::left);
    return out;
}

// Of a row of several labels: how far each column's text stands from its label. Less than nothing for other rows.
double PageTableReader::price_columns(std::size_t first, std::size_t last, const PageLandmark& mark) const {
    const auto labels = labels_of(first, last + 1, mark);
    const FieldShape shape = shape_of(mark, labels);
    if (labels.empty() && !shape.above) return -1;
    std::vector<std::pair<double, double>> spans(labels.size() + 1, {kNeverFits, -kNeverFits});
    for (std::size_t i = first; i <= last; ++i) {
        const auto owners = owners_of(body_[i], labels, shape, {});
        for (std::size_t p = 0; p < owners.size(); ++p) {
            const Piece& piece = *body_[i].pieces[p];
            if (std::ranges::find(labels, &piece) != labels.end()) continue;
            auto& [top, bottom] = spans[owners[p]];
            top = std::min(top, piece.first_y);
            bottom = std::max(bottom, piece.last_y);
        }
    }
    double cost = 0;
    for (std::size_t k = 0; k < spans.size(); ++k) {
        if (spans[k].first > spans[k].second) continue;
        const Piece& label = k == 0 ? *mark.label : *labels[k - 1];
        if (shape.above) {
            cost += spans[k].first < label.last_y + kBelow ? kForeignLabel : 0;
            continue;
        }
        cost += std::max(0.0, std::abs(upright_of(label.first_y, label.last_y) - upright_of(spans[k].first, spans[k].second)) - 0.25);
    }
    return cost;
}

FieldShape PageTableReader::shape_of(const PageLandmark& mark, const std::vector<const Piece*>& labels) const {
    FieldShape out;
    out.labels.emplace_back(mark.label->left, mark.label->right);
    for (const Piece* label : labels) out.labels.emplace_back(label->left, label->right);
    out.above = plan_.zones()[static_cast<std::size_t>(mark.zone)].fields->above;
    return out;
}

// Which label of a row each piece of one of its lines belongs to: 0 the first, 1 the one behind it. Pieces stand in order,
// right of their label and left of the next, or below theirs; programs that set text by blanks move them some characters off.
// `labels`: those behind the first that stand on the lines. `lefts`: where the pieces of each label's other lines begin, which
// its own lines do, too.
std::vector<std::size_t> PageTableReader::owners_of(const PageBodyLine& line, const std::vector<const Piece*>& labels, const FieldShape& shape,
                                                    const std::vector<std::vector<double>>& lefts) {
    const std::size_t n = line.pieces.size(), m = shape.labels.size();
    const auto middle = [&](std::size_t k) { return (shape.labels[k].first + shape.labels[k].second) / 2; };
    const auto from_x = [&](std::size_t k) { return !shape.above ? shape.labels[k].second : k == 0 ? -kNeverFits : (middle(k - 1) + middle(k)) / 2; };
    const auto to_x = [&](std::size_t k) { return k + 1 == m ? kNeverFits : !shape.above ? shape.labels[k + 1].first : (middle(k) + middle(k + 1)) / 2; };
    std::vector<double> best(n * m, kNeverFits);
    std::vector<std::size_t> from(n * m, 0);
    for (std::size_t i = 0; i < n; ++i) {
        const Piece& piece = *line.pieces[i];
        const auto own = std::ranges::find(labels, &piece);
        for (std::size_t k = 0; k < m; ++k) {
            if (own != labels.end() && k != static_cast<std::size_t>(own - labels.begin()) + 1) continue;
            double price = 0;
            if (own == labels.end()) {
                price = std::max(0.0, from_x(k) - piece.left) + std::max(0.0, piece.right - to_x(k));
                double off = k < lefts.size() && !lefts[k].empty() ? kFarLeft : 0;
                for (std::size_t j = 0; k < lefts.size() && j < lefts[k].size(); ++j) off = std::min(off, std::abs(lefts[k][j] - piece.left));
                price += off;
            }
            for (std::size_t before = 0; before <= (i == 0 ? 0 : k); ++before) {
                const double there = i == 0 ? 0 : best[(i - 1) * m + before];
                // Two pieces of one cell on a line are the exception, a label and its text the rule.
                const bool twice = i > 0 && before == k && (k == 0 || labels.size() < k || line.pieces[i - 1] != labels[k - 1]);
                const double all = there + price + (twice ? kTwoPieces : 0);
                if (all < best[i * m + k]) best[i * m + k] = all, from[i * m + k] = before;
            }
        }
    }
    std::vector<std::size_t> out(n);
    if (n == 0) return out;
    const auto last = best.begin() + static_cast<std::ptrdiff_t>((n - 1) * m);
    std::size_t k = static_cast<std::size_t>(std::min_element(last, best.end()) - last);
    for (std::size_t i = n; i-- > 0; k = from[i * m + k]) out[i] = k;
    return out;
}

double PageTableReader::price_field(std::size_t first, std::size_t last, const PageLandmark& mark) const {
    const double from = body_[first].pieces.front()->first_y, to = body_[last].pieces.front()->last_y;
    const double own = upright_of(mark.label->first_y, mark.label->last_y), text = upright_of(from, to);
    double cost = std::max(0.0, std::abs(own - text) - 0.25);
    if (last - first < kMostRowLines)
        if (const double columns = price_columns(first, last, mark); columns >= 0) cost = columns;
    // Where cells begin or end on one line, a line's distance is no matter of measure.
    if (upright_ != Upright::Middle) cost *= 2;
    if (last + 1 < body_.size() && body_[last + 1].single < 0 && step(last + 1) < 1.4 && wraps(last)) cost += kOpenEnd;
    return cost;
}

TableRow PageTableReader::make_field(std::size_t first, std::size_t end, const PageLandmark* mark) {
    TableRow row;
    row.kind = mark ? TableRow::Kind::Field : TableRow::Kind::Continued;
    row.y = mark ? mark->y : body_[first].y;
    if (mark) row.cells.push_back({0, {mark->label}});
    const auto labels = mark ? labels_of(first, end, *mark) : std::vector<const Piece*>();
    // What goes on from the page before stands below what it goes on from.
    const FieldShape shape = mark ? shape_of(*mark, labels) : first == 0 ? before_.shape : FieldShape();
    if (mark && mark->y > last_shape_y_) {   // rows are made from the last one up
        last_shape_ = shape;
        last_shape_y_ = mark->y;
    }
    row.above = mark && shape.above;
    const bool several = shape.labels.size() > 1;
    std::map<int, std::vector<const Piece*>> cells;
    for (std::size_t i = first; i < end; ++i) {
        std::vector<std::size_t> owners(body_[i].pieces.size());
        if (several) {
            std::vector<std::vector<double>> lefts(shape.labels.size());
            for (std::size_t other = i > first + kNeighbours ? i - kNeighbours : first; other < std::min(end, i + kNeighbours + 1); ++other) {
                if (other == i) continue;
                const auto near = owners_of(body_[other], labels, shape, {});
                for (std::size_t p = 0; p < near.size(); ++p)
                    if (std::ranges::find(labels, body_[other].pieces[p]) == labels.end()) lefts[near[p]].push_back(body_[other].pieces[p]->left);
            }
            owners = owners_of(body_[i], labels, shape, lefts);
        }
        for (std::size_t p = 0; p < owners.size(); ++p) {
            const bool label = std::ranges::find(labels, body_[i].pieces[p]) != labels.end();
            cells[2 * static_cast<int>(owners[p]) + (label ? 0 : 1)].push_back(body_[i].pieces[p]);
        }
    }
    for (auto& [column, pieces] : cells) row.cells.push_back({column, std::move(pieces)});
    return row;
}

}  // namespace jixiao
