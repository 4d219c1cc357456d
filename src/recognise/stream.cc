#include "recognise/stream.h"

#include <algorithm>
#include <deque>
#include <map>
#include <set>

#include "recognise/page_columns.h"
#include "recognise/page_text.h"
#include "recognise/stream_row.h"
#include "recognise/walk.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Use = LabelUse::Kind;

constexpr std::size_t kMaxLabelTokens = 12;   // a label set one character a line, with its mark of a continued one
constexpr std::size_t kMaxWord = 24;           // bytes: a value of eight Chinese characters
constexpr int kWidestRow = 90;                 // columns of a line of a list: names of 45 Chinese characters
constexpr int kLongLines = 3;                  // so many are no slip
constexpr int kValueRun = 8;                  // values one after the other: no row has so many, a column does

class Streamer {
public:
    Streamer(const Grid& page, const Plan& plan, const std::vector<CellView>& views)
        : plan_(plan), views_(views), continued_(label_key(plan.form().page.continued)) {
        out_.grid.part = page.part;
    }
    Unwrapped run();

private:
    struct Match {                 // a label made of the tokens [from, to)
        std::size_t to = 0;
        std::string key;
        const std::vector<LabelUse>* uses = nullptr;

        bool is(Use kind) const {
            return uses && std::ranges::any_of(*uses, [&](const LabelUse& u) { return u.kind == kind; });
        }
    };
    struct Put {                   // a cell of a row to put out
        int column = 0;
        std::string text;
        std::vector<int> sources;
    };

    void tokens();
    void drop_furniture(std::vector<const CellView*>& lines);
    bool line_begins(std::size_t at) const { return at == 0 || tokens_[at].line != tokens_[at - 1].line; }
    bool line_ends(std::size_t at) const { return at + 1 >= tokens_.size() || tokens_[at].line != tokens_[at + 1].line; }
    Match label_at(std::size_t at) const;
    int level_of(const Match& match) const;
    bool heading(std::size_t& at);
    bool header(std::size_t& at);
    bool field(std::size_t& at, const Match& match);
    void field_line(std::size_t& at);
    void list_tokens(std::size_t& at);
    void close();
    void close_field();
    void flush_row();
    void flush_groups();
    void put_row(std::vector<Put> row);
    void settle(std::size_t from, std::size_t to);
    std::vector<int> sources(std::size_t from, std::size_t to) const;
    const Section& section() const { return plan_.zones()[static_cast<std::size_t>(zone_)].spec(); }
    bool in_list() const { return zone_ >= 0 && plan_.zones()[static_cast<std::size_t>(zone_)].list; }
    bool in_field() const { return zone_ >= 0 && !in_list(); }
    bool is_figure(const StreamToken& token) const;
    bool goes_on(const CellView& value) const;
    std::size_t values_from(std::size_t at, std::size_t end, std::size_t most) const;
    bool parts_cells(const CellView& left, const CellView& right) const;

    const Plan& plan_;
    const std::vector<CellView>& views_;
    std::string continued_;
    std::deque<CellView> store_;
    std::vector<StreamToken> tokens_;
    std::vector<double> width_;            // of each line
    Unwrapped out_;
    int row_ = 0;
    int zone_ = -1;
    // of the open field
    std::vector<Put> field_cells_;
    std::vector<TextRun> field_lines_;
    std::vector<int> field_sources_;
    // of the open row
    std::map<int, Put> groups_;            // labels read, whose rows are still to come
    std::vector<StreamText> texts_;
    std::vector<StreamToken> values_;
    bool item_ = false;                    // the text is a known item
    int value_run_ = 0, long_lines_ = 0;
    StreamKnown known_;                    // names and texts read so far
    std::vector<bool> carried_;            // group columns that have a value to carry
    std::vector<std::pair<Place, std::vector<int>>> placed_;
};

// Page numbers, and what stands at the top or the end of several pages.
void Streamer::drop_furniture(std::vector<const CellView*>& lines) {
    const auto number = [&](const CellView& v) { return !v.uses && !v.key.empty() && is_page_number(v.key); };
    const auto breaks = [](const CellView& v) { return v.cell->raw.starts_with('\f'); };
    std::set<std::string> seen;
    std::vector<const CellView*> kept;
    bool top = false;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const CellView& view = *lines[i];
        if (breaks(view) || (i > 0 && number(*lines[i - 1]))) top = true;
        const bool edge = i + 1 == lines.size() || number(*lines[i + 1]) || breaks(*lines[i + 1]);
        const bool again = !view.uses && seen.contains(view.text) && (top || edge) && !view.amount && !view.value && !view.dash;
        if (number(view) || again) {
            out_.settled.emplace_back(view.index, CellClaim::Ignored);
            continue;
        }
        top = false;
        // The value of `label value` may be the running head of the next pages.
        seen.insert(view.text);
        if (const auto blank = view.text.find(' '); blank != std::string::npos) seen.insert(std::string(trimmed(view.text.substr(blank))));
        kept.push_back(&view);
    }
    lines = std::move(kept);
}

void Streamer::tokens() {
    std::vector<const CellView*> lines;
    for (const CellView& view : views_)
        if (!view.text.empty()) lines.push_back(&view);
    drop_furniture(lines);
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const CellView& view = *lines[i];
        width_.push_back(display_width(view.text));
        if (view.uses || view.text.find(' ') == std::string::npos) {
            tokens_.push_back({&view, static_cast<int>(i)});
            continue;
        }
        std::string_view rest = view.text;
        while (!rest.empty()) {
            const auto end = std::min(rest.find(' '), rest.size());
            if (end > 0) {
                store_.push_back(part_view(view, std::string(rest.substr(0, end)), plan_));
                tokens_.push_back({&store_.back(), static_cast<int>(i)});
            }
            rest.remove_prefix(std::min(end + 1, rest.size()));
        }
    }
}

// The longest label that begins at a token, over as many tokens and lines as it takes.
Streamer::Match Streamer::label_at(std::size_t at) const {
    Match best;
    std::string key;
    for (std::size_t to = at; to < std::min(tokens_.size(), at + kMaxLabelTokens); ++to) {
        const std::string& own = tokens_[to].view->key;
        if (own.empty()) break;
        // A mark of a continued label belongs to it.
        if (best.to == to && own == continued_) {
            best.to = to + 1;
            break;
        }
        key = label_key(key + own);
        std::string bare = key;
        if (!continued_.empty() && bare.ends_with(continued_)) bare.resize(bare.size() - continued_.size());
        if (const auto* uses = plan_.find(bare)) best = {to + 1, bare, uses};
        if (!plan_.begins_label(key)) break;
        if (bare != key) break;
    }
    return best;
}

int Streamer::level_of(const Match& match) const {
    int level = 0;
    if (match.uses)
        for (const LabelUse& use : *match.uses)
            if (use.kind == Use::Level) {
                const int own = plan_.vocabulary().indicators[static_cast<std::size_t>(use.index)].level;
                if (level == 0 || own < level) level = own;
            }
    return level;
}

std::vector<int> Streamer::sources(std::size_t from, std::size_t to) const {
    std::vector<int> out;
    for (std::size_t i = from; i < to; ++i)
        if (out.empty() || out.back() != tokens_[i].view->index) out.push_back(tokens_[i].view->index);
    return out;
}

void Streamer::settle(std::size_t from, std::size_t to) {
    for (const int cell : sources(from, to)) out_.settled.emplace_back(cell, CellClaim::Label);
}

void Streamer::put_row(std::vector<Put> row) {
    for (Put& put : row) {
        Cell cell;
        cell.at = {row_, put.column};
        cell.shown = cell.raw = put.text;
        if (out_.grid.place(std::move(cell))) placed_.emplace_back(Place{row_, put.column}, std::move(put.sources));
    }
    ++row_;
}

// ---- What stands above the lists -------------------------------------------------------------

// Title (perhaps in two lines), year, unit.
bool Streamer::heading(std::size_t& at) {
    if (!line_begins(at)) return false;
    std::string text;
    std::size_t to = at, before = 0;
    for (int lines = 0; lines < 3 && to < tokens_.size(); ++lines) {
        const int line = tokens_[to].line;
        for (; to < tokens_.size() && tokens_[to].line == line; ++to) text += (text.empty() ? "" : " ") + tokens_[to].view->text;
        const std::string key = label_key(text);
        // Any text may stand before a title's known words: only what is no title by itself is its first line.
        const bool alone = lines > 0 && plan_.is_title(label_key(text.substr(before)));
        if (alone) return false;
        before = text.size();
        const bool title = plan_.is_title(key);
        if (!title && (lines > 0 || in_field() || (!is_year(key) && (unit_in(key).empty() || plan_.find(key))))) {
            if (zone_ >= 0) return false;
            continue;
        }
        close();
        zone_ = -1;
        put_row({{0, join_lines(text), sources(at, to)}});
        at = to;
        return true;
    }
    return false;
}

bool Streamer::header(std::size_t& at) {
    std::vector<Piece> pieces;
    std::vector<std::pair<std::size_t, std::size_t>> spans;
    std::size_t to = at;
    while (to < tokens_.size()) {
        const Match match = label_at(to);
        if (!match.is(Use::Header)) break;
        Piece piece;
        piece.key = match.key;
        piece.uses = match.uses;
        pieces.push_back(std::move(piece));
        spans.emplace_back(to, match.to);
        to = match.to;
    }
    if (pieces.empty() || (in_field() && !(line_begins(at) && line_ends(to - 1)))) return false;
    std::vector<const Piece*> labels;
    for (const Piece& piece : pieces) labels.push_back(&piece);
    const int zone = header_zone(plan_, labels, zone_);
    if (zone < 0) return false;
    close();
    zone_ = zone;
    carried_.assign(section().columns.size(), false);
    std::vector<Put> row;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        int column = -1;
        for (const LabelUse& use : *pieces[i].uses)
            if (use.kind == Use::Header && use.zone == zone && (row.empty() || 2 * use.index + 1 > row.back().column) && column < 0) column = 2 * use.index + 1;
        if (column < 0) settle(spans[i].first, spans[i].second);
        else row.push_back({column, std::string(pieces[i].key), sources(spans[i].first, spans[i].second)});
    }
    put_row(std::move(row));
    at = to;
    return true;
}

bool Streamer::field(std::size_t& at, const Match& match) {
    if (!match.is(Use::Field) || !line_begins(at)) return false;
    if (in_list() && !texts_.empty() && values_.empty() && !line_ends(match.to - 1)) return false;
    // Again on the next page: its text goes on.
    if (in_field() && !field_cells_.empty() && label_key(field_cells_.front().text) == match.key) {
        settle(at, match.to);
        at = match.to;
        return true;
    }
    close();
    const auto use = std::ranges::find(*match.uses, Use::Field, &LabelUse::kind);
    zone_ = use->zone;
    field_cells_ = {{0, match.key, sources(at, match.to)}};
    at = match.to;
    return true;
}

void Streamer::field_line(std::size_t& at) {
    const int line = tokens_[at].line;
    std::string text;
    const std::size_t from = at;
    for (; at < tokens_.size() && tokens_[at].line == line; ++at) text += (text.empty() ? "" : " ") + tokens_[at].view->text;
    TextRun run{text, 0, static_cast<double>(display_width(text)), 0, false};
    field_lines_.push_back(std::move(run));
    const auto own = sources(from, at);
    field_sources_.insert(field_sources_.end(), own.begin(), own.end());
}

void Streamer::close_field() {
    if (field_cells_.empty()) return;
    std::string text;
    for (const std::string& paragraph : join_paragraphs(field_lines_)) text += (text.empty() ? "" : "\n") + paragraph;
    const FieldRow& fields = *plan_.zones()[static_cast<std::size_t>(zone_)].fields;
    known_.texts[fields.cells.front().id] += label_key(text);
    if (!text.empty()) field_cells_.push_back({1, text, field_sources_});
    put_row(std::move(field_cells_));
    field_cells_.clear();
    field_lines_.clear();
    field_sources_.clear();
}

// ---- Lists -----------------------------------------------------------------------------------

bool Streamer::is_figure(const StreamToken& token) const {
    const CellView& view = *token.view;
    if (view.uses || view.text.size() > 36) return false;
    const bool amounts = std::ranges::any_of(section().columns, [](const Column& c) { return c.type == ColumnType::Amount; });
    return amounts ? view.amount || view.dash : view.amount || view.value || view.dash;
}

// Labels of groups whose rows never came are rows of their own.
void Streamer::flush_groups() {
    if (groups_.empty()) return;
    std::vector<Put> row;
    for (auto& [column, put] : groups_) row.push_back(std::move(put));
    groups_.clear();
    put_row(std::move(row));
}

void Streamer::flush_row() {
    value_run_ = 0;
    if (texts_.empty() && values_.empty()) return;
    const auto& columns = section().columns;
    std::vector<int> value_columns;
    for (std::size_t k = 0; k < columns.size(); ++k)
        if (columns[k].type == ColumnType::Amount || columns[k].type == ColumnType::Value) value_columns.push_back(static_cast<int>(k));
    for (const auto& [column, put] : groups_) carried_[static_cast<std::size_t>(column / 2)] = true;
    std::vector<bool> taken(columns.size());
    for (const auto& [column, put] : groups_) taken[static_cast<std::size_t>(column / 2)] = true;
    const auto divided = divide_texts(texts_, {plan_, zone_, item_, !values_.empty(), carried_, taken, known_});
    for (std::size_t r = 0; r < divided.rows.size(); ++r) {
        const bool last = r + 1 == divided.rows.size();
        std::vector<Put> row;
        for (auto& [column, put] : groups_) row.push_back(std::move(put));
        groups_.clear();
        for (const StreamPart& part : divided.rows[r]) {
            Put put{2 * part.column + 1, "", {}};
            for (std::size_t i = part.from; i < part.to; ++i) {
                put.text = put.text.empty() ? texts_[i].text : join_lines(put.text + "\n" + texts_[i].text);
                put.sources.insert(put.sources.end(), texts_[i].sources.begin(), texts_[i].sources.end());
            }
            const Column& column = columns[static_cast<std::size_t>(part.column)];
            if (column.type == ColumnType::Name) known_.names[plan_.zones()[static_cast<std::size_t>(zone_)].list->id].push_back(label_key(put.text));
            else carried_[static_cast<std::size_t>(part.column)] = true;
            if (divided.guessed) out_.guessed.push_back(put.sources.front());
            row.push_back(std::move(put));
        }
        for (std::size_t v = 0; last && v < values_.size(); ++v) {
            // A lone value may belong to either column: it stands between them.
            int column = v < value_columns.size() ? 2 * value_columns[v] + 1 : 2 * value_columns.back() + 1 + static_cast<int>(v);
            if (values_.size() == 1 && value_columns.size() > 1) column = 2 * value_columns.front() + 2;
            row.push_back({column, values_[v].view->text, {values_[v].view->index}});
        }
        put_row(std::move(row));
    }
    if (divided.rows.empty())
        for (const StreamToken& value : values_) out_.stray.push_back(value.view->index);
    texts_.clear();
    values_.clear();
    item_ = false;
}

// Where the values at the end of a line begin.
std::size_t Streamer::values_from(std::size_t at, std::size_t end, std::size_t most) const {
    std::size_t first = end;
    while (first > at && end - first < most && is_figure(tokens_[first - 1])) --first;
    const bool amounts = std::ranges::any_of(section().columns, [](const Column& c) { return c.type == ColumnType::Amount; });
    // A word beside a figure, behind a name: 显著提高 ≥5%.
    if (!amounts && end - at > most && end - first < most) {
        const bool figure = std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(end - most), tokens_.begin() + static_cast<std::ptrdiff_t>(end),
                                        [&](const StreamToken& token) { return is_figure(token); });
        const bool words = std::all_of(tokens_.begin() + static_cast<std::ptrdiff_t>(end - most), tokens_.begin() + static_cast<std::ptrdiff_t>(end),
                                       [&](const StreamToken& token) { return !token.view->uses && token.view->text.size() <= kMaxWord; });
        if (figure && words) first = end - most;
    }
    // A name's last line may look like a value (超600家): the next line has all the row's values.
    if (first == at && end - at == 1 && !texts_.empty() && values_.empty() && end < tokens_.size()) {
        std::size_t next = end;
        while (next < tokens_.size() && tokens_[next].line == tokens_[end].line && is_figure(tokens_[next])) ++next;
        if (next - end == most && (next == tokens_.size() || tokens_[next].line != tokens_[end].line)) first = end;
    }
    return first;
}

// `甲 乙`: the blank stands between two cells; `A 2025` has it inside.
bool Streamer::parts_cells(const CellView& left, const CellView& right) const {
    const auto latin = [](char32_t c) { return c < 0x80 && c != U'"' && c != U')' && c != U'('; };
    return !(latin(to_code_points(left.text).back()) && latin(to_code_points(right.text).front()));
}

// A value that ends inside a range or a number goes on in the next line.
bool Streamer::goes_on(const CellView& value) const {
    return value.quantitative && (value.text.ends_with('.') || value.text.ends_with('-') || value.text.ends_with("～") || value.text.ends_with("、"));
}

void Streamer::list_tokens(std::size_t& at) {
    const Zone& zone = plan_.zones()[static_cast<std::size_t>(zone_)];
    std::size_t most = 0;
    for (const Column& column : section().columns) most += column.type == ColumnType::Amount || column.type == ColumnType::Value;
    const Match match = label_at(at);
    const auto own = [&](Use kind) {
        return match.uses && std::ranges::any_of(*match.uses, [&](const LabelUse& u) { return u.kind == kind && u.zone == zone_; });
    };
    if (own(Use::Item)) {
        flush_row();
        item_ = true;
        texts_.push_back({match.key, match.key, sources(at, match.to), 0});
        for (std::size_t i = at; i < match.to; ++i) texts_.back().width += display_width(tokens_[i].view->text);
        at = match.to;
        return;
    }
    if (own(Use::ItemGroup)) {
        flush_row();
        settle(at, match.to);
        at = match.to;
        return;
    }
    const int level = zone.list->framework.empty() ? 0 : level_of(match);
    // A second level's label may be an indicator's name, too: directly behind its own label it is one.
    if (level == 1 || level == 2) {
        const auto column = std::ranges::find(section().columns, level, &Column::level) - section().columns.begin();
        const int place = 2 * static_cast<int>(column) + 1;
        const bool name = level == 2 && groups_.contains(place) && texts_.empty() && label_key(groups_[place].text) == match.key;
        if (!name && column < std::ssize(section().columns)) {
            flush_row();
            // A group that waits for its rows when the next begins has none.
            if (level == 1 || groups_.contains(place)) flush_groups();
            groups_[place] = {place, match.key, sources(at, match.to)};
            at = match.to;
            return;
        }
    }
    const int line = tokens_[at].line;
    std::size_t end = at;
    while (end < tokens_.size() && tokens_[end].line == line) ++end;
    // Running text has no place in a list: the text's order is not that of its rows.
    const CellView& whole = views_[static_cast<std::size_t>(tokens_[at].view->index)];
    if (line_begins(at) && display_width(whole.text) > kWidestRow) {
        flush_row();
        out_.stray.push_back(whole.index);
        if (++long_lines_ >= kLongLines) out_.out_of_order = true;
        at = end;
        return;
    }
    const std::size_t first_value = values_from(at, end, most);
    if (first_value > at) {
        if (!values_.empty() || item_) flush_row();
        for (std::size_t i = at; i < first_value; ++i) {
            // Between two Chinese characters a blank parts cells; between Latin words it is one.
            if (i > at && !parts_cells(*tokens_[i - 1].view, *tokens_[i].view)) {
                texts_.back().text += " " + tokens_[i].view->text;
            } else {
                texts_.push_back({tokens_[i].view->text, "", sources(i, i + 1), 0});
                texts_.back().apart = i > at;
            }
            texts_.back().key = label_key(texts_.back().text);
            texts_.back().width = display_width(texts_.back().text);
        }
        texts_.back().with_values = first_value < end;
    }
    for (std::size_t i = first_value; i < end; ++i) {
        if (!values_.empty() && goes_on(*values_.back().view) && line_begins(i)) {   // `2023.07-2024.` above `01`
            store_.push_back(part_view(*values_.back().view, values_.back().view->text + tokens_[i].view->text, plan_));
            out_.settled.emplace_back(tokens_[i].view->index, CellClaim::Value);
            values_.back().view = &store_.back();
            continue;
        }
        if (values_.size() == most || (texts_.empty() && !values_.empty())) {
            // More values than a row has: a column read from top to bottom.
            out_.stray.push_back(tokens_[i].view->index);
            if (++value_run_ >= kValueRun) out_.column_first = true;
            continue;
        }
        if (texts_.empty()) {
            out_.stray.push_back(tokens_[i].view->index);
            if (++value_run_ >= kValueRun) out_.column_first = true;
            continue;
        }
        values_.push_back(tokens_[i]);
    }
    at = end;
}

void Streamer::close() {
    if (in_list()) {
        flush_row();
        flush_groups();
    }
    close_field();
}

Unwrapped Streamer::run() {
    tokens();
    for (std::size_t at = 0; at < tokens_.size();) {
        if (heading(at) || header(at)) continue;
        const Match match = label_at(at);
        if (field(at, match)) continue;
        const bool whole = match.to > at && line_begins(at) && line_ends(match.to - 1);
        if (match.is(Use::Block) && line_begins(at) && (whole || !in_field())) {
            settle(at, match.to);
            at = match.to;
            continue;
        }
        if (in_list()) {
            list_tokens(at);
        } else if (in_field()) {
            field_line(at);
        } else {
            const int line = tokens_[at].line;
            const std::size_t from = at;
            std::string text;
            for (; at < tokens_.size() && tokens_[at].line == line; ++at) text += (text.empty() ? "" : " ") + tokens_[at].view->text;
            put_row({{0, text, sources(from, at)}});
        }
    }
    close();
    out_.grid.sort();
    std::ranges::sort(placed_, {}, [](const auto& p) { return std::pair(p.first.row, p.first.col); });
    for (auto& [place, sources] : placed_) out_.sources.push_back(std::move(sources));
    return std::move(out_);
}

}  // namespace

Unwrapped unwrap_stream(const Grid& page, const Plan& plan, const std::vector<CellView>& views) {
    return Streamer(page, plan, views).run();
}

}  // namespace jixiao
