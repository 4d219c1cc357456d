#include "recognise/stream.h"

#include <algorithm>

#include "recognise/page_columns.h"
#include "recognise/stream_reader.h"
#include "recognise/walk.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Use = LabelUse::Kind;

constexpr std::size_t kLeastLabel = 12;        // bytes: a label of four characters is no word of a text

}  // namespace

void StreamReader::settle(std::size_t from, std::size_t to) {
    for (const int cell : tokens_.sources(from, to)) out_.settled.emplace_back(cell, CellClaim::Label);
}

void StreamReader::put_row(std::vector<Put> row) {
    for (Put& put : row) {
        // Figures on lines of their own are cells: in a text of several lines they are rows that were not told apart.
        constexpr std::ptrdiff_t kFiguresInText = 2;
        const auto figures = std::ranges::count_if(put.sources, [&](int source) { return views_[static_cast<std::size_t>(source)].amount; });
        if (figures >= kFiguresInText && put.sources.size() > static_cast<std::size_t>(figures)) out_.out_of_order = true;
        Cell cell;
        cell.at = {row_, put.column};
        cell.shown = cell.raw = put.text;
        if (out_.grid.place(std::move(cell))) placed_.emplace_back(Place{row_, put.column}, std::move(put.sources));
    }
    ++row_;
}

// ---- What stands above the lists -------------------------------------------------------------

// Title (perhaps in two lines), year, unit.
bool StreamReader::heading(std::size_t& at) {
    if (!tokens_.line_begins(at)) return false;
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
        if (!title && (lines > 0 || zone_ >= 0 || (!is_year(key) && (unit_in(key).empty() || plan_.find(key))))) {
            if (zone_ >= 0) return false;
            continue;
        }
        close();
        zone_ = -1;
        put_row({{0, join_lines(text), tokens_.sources(at, to)}});
        at = to;
        return true;
    }
    return false;
}

bool StreamReader::header(std::size_t& at) {
    std::vector<Piece> pieces;
    std::vector<std::pair<std::size_t, std::size_t>> spans;
    std::size_t to = at;
    while (to < tokens_.size()) {
        const StreamLabel match = tokens_.label_at(to);
        if (!match.is(Use::Header)) break;
        Piece piece;
        piece.key = match.key;
        piece.uses = match.uses;
        pieces.push_back(std::move(piece));
        spans.emplace_back(to, match.to);
        to = match.to;
    }
    // Two header labels in a row are no words of a text, whatever stands behind them on their line; nor is one before an item.
    const bool sure = pieces.size() > 1 || (!pieces.empty() && (tokens_.line_ends(to - 1) || tokens_.label_at(to).is(Use::Item)));
    if (pieces.empty() || (in_field() && !(tokens_.line_begins(at) && sure))) return false;
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
        else row.push_back({column, std::string(pieces[i].key), tokens_.sources(spans[i].first, spans[i].second)});
    }
    put_row(std::move(row));
    at = to;
    out_.own_columns = out_.own_columns || has_own_column(to);
    list_zone_ = std::max(list_zone_, zone_);
    return true;
}

// True where the header goes on with a label that heads no column of the form: 指标性质, 度量单位; 权重 before the first level.
bool StreamReader::has_own_column(std::size_t at) const {
    constexpr std::size_t kLongest = 24;   // bytes: eight characters
    if (at >= tokens_.size() || tokens_.level_of(tokens_.label_at(at)) > 0) return false;
    const StreamLabel match = tokens_.label_at(at);
    if (match.is(Use::Sign) || match.is(Use::Unit)) return true;
    const CellView& view = *tokens_[at].view;
    const LabelNoise& noise = plan_.noise();
    const std::string plain = without_marks(view.key);
    if (noise.misread(plain).label >= 0 || !noise.one_off(plain).empty() || noise.plain(view.key) || noise.begins_label(plain)) return false;   // a known one, misread
    const bool unknown = !match.uses && !view.amount && !view.value && !view.dash && view.text.size() <= kLongest && tokens_.line_begins(at) && tokens_.line_ends(at);
    return unknown && !section().level1.empty() && tokens_.level_of(tokens_.label_at(at + 1)) == 1;
}

// True for the label of a later field inside a line: two cells stand on it.
bool StreamReader::next_field(std::size_t at) const {
    const CellView& view = *tokens_[at].view;
    return in_field() && view.uses && view.key.size() >= kLeastLabel &&
           std::ranges::any_of(*view.uses, [&](const LabelUse& use) { return use.kind == Use::Field && (use.zone > zone_ || (use.zone == zone_ && use.index > 0)); });
}

// True for a label behind the last sentence of a text, on its line: …管理。 | 收入 | 全年预算数.
bool StreamReader::text_ends(std::size_t at) const {
    constexpr std::string_view kStops[] = {"。", "；", "！"};
    if (!in_field() || tokens_.line_begins(at) || std::ranges::none_of(kStops, [&](std::string_view stop) { return tokens_[at - 1].view->text.ends_with(stop); }))
        return false;
    const StreamLabel match = tokens_.label_at(at);
    return match.uses && std::ranges::any_of(*match.uses, [&](const LabelUse& use) {
        return use.kind == Use::Block || use.kind == Use::Header || use.kind == Use::Caption || (use.kind == Use::Item && use.zone > zone_);
    });
}

// A section whose header was lost begins with one of its fixed rows, or with a first level that only it has.
void StreamReader::enter_without_header(std::size_t at, const StreamLabel& match) {
    if (!match.uses || !begins(at)) return;
    int zone = -1;
    for (const LabelUse& use : *match.uses) {
        if (use.kind != Use::Level && use.zone == zone_) return;
        const bool figures = match.to < tokens_.size() && (tokens_[match.to].view->amount || tokens_[match.to].view->dash);
        if (use.kind == Use::Item && use.zone > zone_ && figures && zone < 0) zone = use.zone;
        if (use.kind != Use::Level) continue;
        const auto& term = plan_.vocabulary().indicators[static_cast<std::size_t>(use.index)];
        // 满意度 above the values of a row is the rest of its name: no first level has values beside it.
        const bool valued = match.to < tokens_.size() && (tokens_[match.to].view->quantitative || tokens_[match.to].view->value);
        if (term.level != 1 || valued) continue;
        const int own = plan_.zone_of_level1(plan_.zones()[static_cast<std::size_t>(use.zone)].list_index, term.label);
        const bool alone = tokens_.line_ends(match.to - 1) || tokens_.level_of(tokens_.label_at(match.to)) == 2;
        if (own > zone_ && alone) zone = own;
    }
    if (zone < 0) return;
    close();
    zone_ = zone;
    carried_.assign(section().columns.size(), false);
}

// The end of a line that is made of captions; `at` for another.
std::size_t StreamReader::captions(std::size_t at) const {
    if (!tokens_.line_begins(at)) return at;
    for (std::size_t to = at;;) {
        const StreamLabel match = tokens_.label_at(to);
        if (!match.is(Use::Caption)) return at;
        to = match.to;
        if (tokens_.line_ends(to - 1)) return to;
    }
}

bool StreamReader::field(std::size_t& at, const StreamLabel& match) {
    const bool behind_block = zone_ < 0 && at > 0 && !tokens_.line_begins(at);
    if (!match.is(Use::Field) || !(tokens_.line_begins(at) || next_field(at) || behind_block)) return false;
    if (in_list() && !texts_.empty() && values_.empty() && !tokens_.line_ends(match.to - 1)) return false;
    // Again on the next page: its text goes on; but a label may name two amounts of one row.
    const bool twice = std::ranges::count(*match.uses, Use::Field, &LabelUse::kind) > 1;
    if (!twice && in_field() && !field_cells_.empty() && label_key(field_cells_.front().text) == match.key) {
        settle(at, match.to);
        at = match.to;
        return true;
    }
    close();
    const auto use = std::ranges::find(*match.uses, Use::Field, &LabelUse::kind);
    zone_ = use->zone;
    // A field the form has above its lists, for the first time below them: some cells were drawn after all others.
    const bool fresh = fields_seen_.insert(match.key).second;
    out_.out_of_order = out_.out_of_order || (fresh && zone_ < list_zone_);
    field_cells_ = {{0, match.key, tokens_.sources(at, match.to)}};
    at = match.to;
    return true;
}

void StreamReader::field_line(std::size_t& at) {
    const int line = tokens_[at].line;
    const std::size_t from = at;
    std::string text;
    const auto put = [&] {
        field_lines_.push_back({text, 0, static_cast<double>(display_width(text)), 0, false});
        text.clear();
    };
    for (; at < tokens_.size() && tokens_[at].line == line && !(at > from && (next_field(at) || text_ends(at))); ++at) {
        const std::string& own = tokens_[at].view->text;
        if (text.ends_with("。") && begins_paragraph(own)) put();   // two paragraphs on one line
        text += (text.empty() ? "" : " ") + own;
    }
    put();
    const auto own = tokens_.sources(from, at);
    field_sources_.insert(field_sources_.end(), own.begin(), own.end());
    if (at < tokens_.size() && tokens_[at].line == line && text_ends(at)) {
        close();
        zone_ = -1;
        begins_here_ = at;
    }
}

void StreamReader::close_field() {
    if (field_cells_.empty()) return;
    std::string text;
    for (const std::string& paragraph : join_paragraphs(field_lines_)) text += (text.empty() ? "" : "\n") + paragraph;
    const FieldRow& fields = *plan_.zones()[static_cast<std::size_t>(zone_)].fields;
    known_.add_text(fields.cells.front().id, text);
    if (!text.empty()) field_cells_.push_back({1, text, field_sources_});
    put_row(std::move(field_cells_));
    field_cells_.clear();
    field_lines_.clear();
    field_sources_.clear();
}

void StreamReader::close() {
    if (in_list()) {
        flush_row();
        flush_groups();
    }
    close_field();
}

Unwrapped StreamReader::run() {
    for (std::size_t at = 0; at < tokens_.size();) {
        if (heading(at) || header(at)) continue;
        const StreamLabel match = tokens_.label_at(at);
        if (field(at, match)) continue;
        enter_without_header(at, match);
        const bool whole = match.to > at && tokens_.line_begins(at) && tokens_.line_ends(match.to - 1);
        if (const std::size_t end = captions(at); end > at) {
            close();
            zone_ = -1;
            settle(at, end);
            at = end;
            continue;
        }
        const StreamLabel behind = match.is(Use::Block) && !whole ? tokens_.label_at(match.to) : StreamLabel();
        const bool before_label = behind.is(Use::Field) || behind.is(Use::Header) || behind.is(Use::Block);
        if (match.is(Use::Block) && begins(at) && (whole || before_label || !in_field())) {
            if (before_label) {
                close();
                zone_ = -1;
            }
            settle(at, match.to);
            if (at == begins_here_) begins_here_ = match.to;
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
            put_row({{0, text, tokens_.sources(from, at)}});
        }
    }
    close();
    const bool two_trees = std::ranges::any_of(plan_.zones(), [](const Zone& zone) { return zone.list && !zone.list->sides.empty(); });
    const auto is_level = [&](const StreamToken& token) {
        return token.view->uses && std::ranges::any_of(*token.view->uses, [](const LabelUse& use) { return use.kind == Use::Level; });
    };
    for (std::size_t i = 0; two_trees && i < tokens_.size(); ++i) out_.trees_beside = out_.trees_beside || is_level(tokens_[i]);
    out_.grid.sort();
    std::ranges::sort(placed_, {}, [](const auto& p) { return std::pair(p.first.row, p.first.col); });
    for (auto& [place, sources] : placed_) out_.sources.push_back(std::move(sources));
    return std::move(out_);
}

Unwrapped unwrap_stream(const Grid& page, const Plan& plan, const std::vector<CellView>& views) {
    return StreamReader(page, plan, views).run();
}

}  // namespace jixiao
