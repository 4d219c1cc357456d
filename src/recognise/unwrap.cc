#include "recognise/unwrap.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <limits>
#include <map>
#include <set>

#include "recognise/bands.h"
#include "recognise/walk.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Use = LabelUse::Kind;

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kNoAnchor = 3;         // a part nothing names: text that goes on from the page before
constexpr double kEmptyField = 1.5;     // a label without text
constexpr double kEmptyGroup = 1;       // a group without rows
constexpr double kCarriedGroup = 1;     // rows at the top of a page whose group stands on the page before
constexpr double kWrongGroup = 4;       // a known name under a group that does not have it
constexpr double kGap = 0.3;            // a blank line inside a row, each
constexpr int kMaxSplitLabel = 4;       // lines a label takes at most
constexpr int kMaxLabelGap = 2;         // lines from one line of a label to its next
constexpr std::size_t kMaxValueBytes = 36;

// A piece of text on a line, or a label put together from several lines.
struct Piece {
    std::vector<const CellView*> cells;
    std::string text, key;
    const std::vector<LabelUse>* uses = nullptr;
    double y = 0;      // middle line
    int col = 0;

    bool is(Use kind) const {
        return uses && std::ranges::any_of(*uses, [&](const LabelUse& u) { return u.kind == kind; });
    }
};

struct TextRow {       // a line of the page, its pieces left to right
    int y = 0;
    std::vector<Piece> pieces;
    std::set<int> value_cols;   // where the header above has its value columns; empty: no header yet
};

enum class AnchorKind { Single, Field, Figures };

struct Anchor {
    AnchorKind kind;
    double y = 0;
    const Piece* label = nullptr;   // of a Field
};

class Unwrapper {
public:
    Unwrapper(const Grid& page, const Plan& plan, const std::vector<CellView>& views) : page_(page), plan_(plan), views_(views) {}
    Unwrapped run();

private:
    std::vector<TextRow> lines();
    void settle(const Piece& piece, CellClaim claim);
    void join_split_labels(std::vector<TextRow>& lines);
    void one_page(std::vector<TextRow> lines);
    bool is_header(const TextRow& line) const;
    bool is_figures(const TextRow& line) const;
    bool is_group_label(const TextRow& line, std::size_t piece) const;
    std::set<int> value_columns(const TextRow& header) const;
    int level_of(const Piece& piece) const;
    void emit(const std::vector<std::pair<int, std::vector<const Piece*>>>& cells);

    struct Row {                     // of the table
        double y = 0;
        bool figures = false;        // it has values
        bool group = false;          // it is an empty group
        std::vector<std::pair<int, std::vector<const Piece*>>> cells;   // column, pieces
        std::string name;            // key of the piece before the figures
    };
    void place_groups(std::vector<Row>& rows, const std::vector<Piece>& groups, const std::vector<double>& breaks);

    const Grid& page_;
    const Plan& plan_;
    const std::vector<CellView>& views_;
    Unwrapped out_;
    std::set<int> value_cols_;       // of the last header, which may stand on an earlier page
    std::set<std::string> seen_;     // whole texts of cells, for running heads
    int row_ = 0;
    std::vector<std::pair<Place, std::vector<int>>> placed_;
};

void Unwrapper::settle(const Piece& piece, CellClaim claim) {
    for (const CellView* cell : piece.cells) out_.settled.emplace_back(cell->index, claim);
}

std::vector<TextRow> Unwrapper::lines() {
    std::map<int, TextRow> rows;
    for (const CellView& view : views_) {
        if (view.text.empty()) continue;
        TextRow& line = rows[view.cell->at.row];
        line.y = view.cell->at.row;
        line.pieces.push_back({{&view}, view.text, view.key, view.uses, static_cast<double>(line.y), view.cell->at.col});
    }
    std::vector<TextRow> out;
    for (auto& [y, line] : rows) out.push_back(std::move(line));
    return out;
}

// `单位主要` above `职能` in one column: a label in two lines stands on the line between.
void Unwrapper::join_split_labels(std::vector<TextRow>& lines) {
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (std::size_t p = 0; p < lines[i].pieces.size(); ++p) {
            Piece joined = lines[i].pieces[p];
            if (joined.key.empty() || !plan_.begins_label(joined.key)) continue;
            std::vector<std::pair<std::size_t, std::size_t>> taken, best;
            Piece best_piece;
            int last_y = lines[i].y;
            for (std::size_t k = i + 1; k < lines.size() && static_cast<int>(taken.size()) < kMaxSplitLabel; ++k) {
                if (lines[k].y - last_y > kMaxLabelGap) break;
                const auto next = std::ranges::find(lines[k].pieces, joined.col, &Piece::col);
                if (next == lines[k].pieces.end()) continue;
                joined.text += next->text;
                joined.key = label_key(joined.text);
                if (!plan_.begins_label(joined.key)) break;
                joined.cells.insert(joined.cells.end(), next->cells.begin(), next->cells.end());
                taken.emplace_back(k, static_cast<std::size_t>(next - lines[k].pieces.begin()));
                last_y = lines[k].y;
                joined.uses = plan_.find(joined.key);
                if (!joined.uses) continue;
                joined.y = (lines[i].y + last_y) / 2.0;
                best = taken;
                best_piece = joined;
            }
            if (best.empty()) continue;
            for (const auto& [line, piece] : best)
                lines[line].pieces.erase(lines[line].pieces.begin() + static_cast<std::ptrdiff_t>(piece));
            lines[i].pieces[p] = std::move(best_piece);
        }
    std::erase_if(lines, [](const TextRow& line) { return line.pieces.empty(); });
}

bool Unwrapper::is_header(const TextRow& line) const {
    return std::ranges::all_of(line.pieces, [](const Piece& p) { return p.is(Use::Header) || p.is(Use::Block); }) &&
           std::ranges::any_of(line.pieces, [](const Piece& p) { return p.is(Use::Header); });
}

bool Unwrapper::is_figures(const TextRow& line) const {
    if (line.pieces.size() < 2) return false;
    // A wrapped name may end in a figure (超600家): where a header tells, figures stand below its value columns.
    return std::ranges::any_of(line.pieces, [&](const Piece& piece) {
        const CellView& cell = *piece.cells.back();
        if (line.value_cols.empty() ? &piece != &line.pieces.back() : !line.value_cols.contains(piece.col)) return false;
        return (cell.amount || cell.value || cell.dash) && cell.text.size() <= kMaxValueBytes;
    });
}

// Columns of a header's labels for amounts and values, in whichever sections they occur.
std::set<int> Unwrapper::value_columns(const TextRow& header) const {
    std::set<int> out;
    for (const Piece& piece : header.pieces)
        if (piece.uses)
            for (const LabelUse& use : *piece.uses) {
                if (use.kind != Use::Header) continue;
                const auto& column = plan_.zones()[static_cast<std::size_t>(use.zone)].spec().columns[static_cast<std::size_t>(use.index)];
                if (column.type == ColumnType::Amount || column.type == ColumnType::Value) out.insert(piece.col);
            }
    return out;
}

int Unwrapper::level_of(const Piece& piece) const {
    int level = 0;
    if (piece.uses)
        for (const LabelUse& use : *piece.uses)
            if (use.kind == Use::Level) {
                const int own = plan_.vocabulary().indicators[static_cast<std::size_t>(use.index)].level;
                if (own < 3 && (level == 0 || own < level)) level = own;
            }
    return level;
}

// A label of a group stands left of the row's name, or alone between two rows.
bool Unwrapper::is_group_label(const TextRow& line, std::size_t index) const {
    const Piece& piece = line.pieces[index];
    if (!piece.is(Use::Block) && !piece.is(Use::ItemGroup) && level_of(piece) == 0) return false;
    if (!is_figures(line)) return true;
    std::size_t name = line.pieces.size();
    while (name > 0) {
        const CellView& cell = *line.pieces[name - 1].cells.front();
        if (!cell.amount && !cell.value && !cell.dash) break;
        --name;
    }
    return index + 1 < name;
}

// Which rows a group label covers: those on which it is centred, helped by the names the vocabulary knows.
void Unwrapper::place_groups(std::vector<Row>& rows, const std::vector<Piece>& groups, const std::vector<double>& breaks) {
    for (const int level : {2, 1}) {
        std::vector<Row> empty;      // groups without rows: a row of their own
        for (std::size_t section = 0; section + 1 < breaks.size(); ++section) {
            std::vector<const Piece*> labels;
            for (const Piece& piece : groups)
                if (level_of(piece) == level && piece.y > breaks[section] && piece.y < breaks[section + 1]) labels.push_back(&piece);
            if (labels.empty()) continue;
            std::vector<std::size_t> inside;
            for (std::size_t r = 0; r < rows.size(); ++r)
                if (rows[r].y > breaks[section] && rows[r].y < breaks[section + 1] && (rows[r].figures || rows[r].group)) inside.push_back(r);
            const auto y = [&](int i) { return rows[inside[static_cast<std::size_t>(i)]].y; };
            const auto mismatch = [&](int i, const Piece& label) {
                const Row& row = rows[inside[static_cast<std::size_t>(i)]];
                const auto* uses = level == 2 && !row.name.empty() ? plan_.find(row.name) : nullptr;
                if (!uses) return 0.0;
                bool known = false;
                for (const LabelUse& use : *uses) {
                    if (use.kind != Use::Level) continue;
                    const auto& term = plan_.vocabulary().indicators[static_cast<std::size_t>(use.index)];
                    if (term.level != 3) continue;
                    known = true;
                    for (const LabelUse& own : *label.uses)
                        if (own.kind == Use::Level && own.index == term.parent) return 0.0;
                }
                return known ? kWrongGroup : 0.0;
            };
            const auto bands = divide(static_cast<int>(inside.size()), static_cast<int>(labels.size()), [&](int first, int last, int anchor) {
                if (anchor < 0) return first == 0 ? kCarriedGroup : kNever;
                const Piece& label = *labels[static_cast<std::size_t>(anchor)];
                if (last < first) {
                    const bool after = first == 0 || y(first - 1) < label.y;
                    const bool before = first == static_cast<int>(inside.size()) || y(first) > label.y;
                    return after && before ? kEmptyGroup : kNever;
                }
                double price = std::abs((y(first) + y(last)) / 2 - label.y);
                for (int i = first; i <= last; ++i) price += mismatch(i, label);
                return price;
            });
            for (const Band& band : bands) {
                if (band.anchor < 0) continue;
                const Piece* label = labels[static_cast<std::size_t>(band.anchor)];
                if (band.last >= band.first) {
                    auto& cells = rows[inside[static_cast<std::size_t>(band.first)]].cells;
                    cells.insert(cells.begin(), {label->col, {label}});
                } else {
                    Row row;
                    row.y = label->y;
                    row.group = true;
                    row.cells.push_back({label->col, {label}});
                    empty.push_back(std::move(row));
                }
            }
        }
        std::ranges::move(empty, std::back_inserter(rows));
        std::ranges::stable_sort(rows, {}, &Row::y);
    }
}

void Unwrapper::emit(const std::vector<std::pair<int, std::vector<const Piece*>>>& cells) {
    std::map<int, std::vector<const Piece*>> columns;
    for (const auto& [col, pieces] : cells) columns[col].insert(columns[col].end(), pieces.begin(), pieces.end());
    for (auto& [col, pieces] : columns) {
        std::ranges::stable_sort(pieces, {}, [](const Piece* p) { return p->y; });
        Cell cell;
        cell.at = {row_, col};
        std::vector<int> sources;
        for (const Piece* piece : pieces)
            for (const CellView* view : piece->cells) {
                if (!cell.shown.empty()) cell.shown += begins_paragraph(view->text) ? "\n" : "\v";
                cell.shown += view->text;
                cell.confidence = std::min(cell.confidence, view->cell->confidence);
                sources.push_back(view->index);
            }
        // Lines of one paragraph are joined as they were before they were wrapped.
        std::string text;
        std::size_t begin = 0;
        while (begin <= cell.shown.size()) {
            const auto end = std::min(cell.shown.find('\n', begin), cell.shown.size());
            std::string paragraph = cell.shown.substr(begin, end - begin);
            std::ranges::replace(paragraph, '\v', '\n');
            text += (text.empty() ? "" : "\n") + join_lines(paragraph);
            begin = end + 1;
        }
        cell.shown = cell.raw = text;
        if (pieces.size() == 1 && pieces.front()->cells.size() == 1) {
            const Cell& source = *pieces.front()->cells.front()->cell;
            cell.kind = source.kind;
            cell.raw = source.raw;
        }
        placed_.emplace_back(cell.at, std::move(sources));
        out_.grid.place(std::move(cell));
    }
    ++row_;
}

void Unwrapper::one_page(std::vector<TextRow> lines) {
    join_split_labels(lines);
    std::vector<Piece> groups;
    for (TextRow& line : lines) {
        if (is_header(line)) value_cols_ = value_columns(line);
        line.value_cols = value_cols_;
        if (is_header(line)) {
            std::erase_if(line.pieces, [&](const Piece& p) {
                if (p.is(Use::Header)) return false;
                settle(p, CellClaim::Label);
                return true;
            });
            continue;
        }
        for (std::size_t p = line.pieces.size(); p-- > 0;) {
            if (!is_group_label(line, p)) continue;
            if (level_of(line.pieces[p]) > 0) groups.push_back(line.pieces[p]);
            else settle(line.pieces[p], CellClaim::Label);
            line.pieces.erase(line.pieces.begin() + static_cast<std::ptrdiff_t>(p));
        }
    }
    std::ranges::stable_sort(groups, {}, &Piece::y);
    // Field labels leave their lines too: they are centred on what they name.
    std::vector<Piece> fields;
    fields.reserve(lines.size());
    std::vector<std::pair<double, Anchor>> anchors;
    std::vector<double> breaks = {-1};
    for (TextRow& line : lines) {
        if (line.pieces.empty()) continue;
        const double y = line.y;
        if (is_header(line)) {
            anchors.push_back({y, {AnchorKind::Single, y, nullptr}});
            breaks.push_back(y);
        } else if (line.pieces.front().is(Use::Field)) {
            fields.push_back(std::move(line.pieces.front()));
            line.pieces.erase(line.pieces.begin());
            anchors.push_back({fields.back().y, {AnchorKind::Field, fields.back().y, &fields.back()}});
            breaks.push_back(fields.back().y);
        } else if (is_figures(line)) {
            anchors.push_back({y, {AnchorKind::Figures, y, nullptr}});
        } else if (line.pieces.size() == 1 && (plan_.is_title(label_key(line.pieces[0].text)) || is_year(line.pieces[0].key) ||
                                               !unit_in(line.pieces[0].key).empty())) {
            anchors.push_back({y, {AnchorKind::Single, y, nullptr}});
        }
    }
    std::erase_if(lines, [](const TextRow& line) { return line.pieces.empty(); });
    std::ranges::stable_sort(anchors, {}, &std::pair<double, Anchor>::first);
    std::set<int> single, figures;
    for (const auto& [y, anchor] : anchors) {
        if (anchor.kind == AnchorKind::Single) single.insert(static_cast<int>(y));
        if (anchor.kind == AnchorKind::Figures) figures.insert(static_cast<int>(y));
    }
    const auto y_of = [&](int i) { return lines[static_cast<std::size_t>(i)].y; };
    const auto bands = divide(static_cast<int>(lines.size()), static_cast<int>(anchors.size()), [&](int first, int last, int index) {
        int own = 0, others = 0;
        double gaps = 0;
        for (int i = first; i <= last; ++i) {
            const bool here = index >= 0 && y_of(i) == anchors[static_cast<std::size_t>(index)].first;
            own += here;
            others += !here && (single.contains(y_of(i)) || figures.contains(y_of(i)));
            if (i > first) gaps += kGap * (y_of(i) - y_of(i - 1) - 1);
        }
        if (others > 0) return kNever;
        if (index < 0) return kNoAnchor + gaps;
        const Anchor& anchor = anchors[static_cast<std::size_t>(index)].second;
        if (anchor.kind == AnchorKind::Single) return own == 1 && first == last ? 0.0 : kNever;
        if (anchor.kind == AnchorKind::Figures && own != 1) return kNever;
        if (last < first) return kEmptyField;
        return std::abs((y_of(first) + y_of(last)) / 2.0 - anchor.y) + gaps;
    });
    std::vector<Row> rows;
    for (const Band& band : bands) {
        Row row;
        const Anchor* anchor = band.anchor < 0 ? nullptr : &anchors[static_cast<std::size_t>(band.anchor)].second;
        row.y = anchor ? anchor->y : y_of(band.first);
        row.figures = anchor && anchor->kind == AnchorKind::Figures;
        if (anchor && anchor->label) row.cells.push_back({anchor->label->col, {anchor->label}});
        for (int i = band.first; i <= band.last; ++i)
            for (const Piece& piece : lines[static_cast<std::size_t>(i)].pieces) {
                if (row.figures && y_of(i) == anchor->y) {
                    const CellView& cell = *piece.cells.front();
                    if (!cell.amount && !cell.value && !cell.dash) row.name = piece.key;
                }
                row.cells.push_back({piece.col, {&piece}});
            }
        rows.push_back(std::move(row));
    }
    breaks.push_back(std::numeric_limits<double>::max());
    std::ranges::sort(breaks);
    place_groups(rows, groups, breaks);
    for (const Row& row : rows) emit(row.cells);
    ++row_;  // a blank row: the page ends
}

Unwrapped Unwrapper::run() {
    out_.grid.part = page_.part;
    std::vector<TextRow> page;
    bool top = true;  // of a page: a running head may stand here
    const auto close = [&] {
        if (!page.empty()) one_page(std::move(page));
        page = {};
    };
    for (TextRow& line : lines()) {
        const bool alone = line.pieces.size() == 1;
        if (alone && is_page_number(line.pieces[0].key)) {
            settle(line.pieces[0], CellClaim::Ignored);
            close();
            top = true;
            continue;
        }
        if (top && alone && seen_.contains(line.pieces[0].text)) {
            settle(line.pieces[0], CellClaim::Ignored);
            continue;
        }
        top = false;
        for (const Piece& piece : line.pieces) seen_.insert(piece.text);
        page.push_back(std::move(line));
    }
    close();
    out_.grid.sort();
    std::ranges::sort(placed_, {}, [](const auto& p) { return std::pair(p.first.row, p.first.col); });
    for (auto& [place, sources] : placed_) out_.sources.push_back(std::move(sources));
    return std::move(out_);
}

}  // namespace

Unwrapped unwrap_lines(const Grid& page, const Plan& plan, const std::vector<CellView>& views) {
    return Unwrapper(page, plan, views).run();
}

}  // namespace jixiao
