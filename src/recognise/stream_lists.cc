#include <algorithm>

#include "recognise/stream_reader.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Use = LabelUse::Kind;

constexpr std::size_t kMaxWord = 24;           // bytes: a value of eight Chinese characters
constexpr int kMostOnLine = 8;                 // rows told apart on one line
constexpr std::size_t kGroupsKept = 8;         // that may be continued on the next page
constexpr int kWidestRow = 90;                 // columns of a line of a list: names of 45 Chinese characters
constexpr int kLongLines = 3;                  // so many are no slip
constexpr int kValueRun = 8;                  // values one after the other: no row has so many, a column does

// Columns of text behind the last value: a row goes on with them, a line each.
std::vector<std::size_t> trailing_columns(const Section& section) {
    const auto& columns = section.columns;
    std::vector<std::size_t> out;
    for (std::size_t k = columns.size(); k-- > 0 && columns[k].type == ColumnType::Text;) out.insert(out.begin(), k);
    const bool values = std::ranges::any_of(columns, [](const Column& c) { return c.type == ColumnType::Amount || c.type == ColumnType::Value; });
    return values ? out : std::vector<std::size_t>();
}

}  // namespace

bool StreamReader::trailing_text(std::size_t& at, std::size_t most) {
    if (most == 0 || values_.size() != most || !tokens_.line_begins(at)) return false;
    const auto columns = trailing_columns(section());
    if (columns.empty() || tokens_.label_at(at).uses) return false;
    // Where cells wrap, the text goes on as long as its words do: where it ends and the next name begins is a guess.
    const bool goes_on = !trail_.empty() && tokens_.wraps() && broken_between(trail_.back().text, tokens_[at].view->text);
    if (goes_on) {
        const std::size_t from = at;
        for (const int line = tokens_[at].line; at < tokens_.size() && tokens_[at].line == line; ++at) trail_.back().text = join_lines(trail_.back().text + "\n" + tokens_[at].view->text);
        const auto own = tokens_.sources(from, at);
        trail_.back().sources.insert(trail_.back().sources.end(), own.begin(), own.end());
        return true;
    }
    if (trail_.size() >= columns.size()) return false;
    Put put{2 * static_cast<int>(columns[trail_.size()]) + 1, "", {}};
    const std::size_t from = at;
    for (const int line = tokens_[at].line; at < tokens_.size() && tokens_[at].line == line; ++at)
        put.text += (put.text.empty() ? "" : " ") + tokens_[at].view->text;
    put.sources = tokens_.sources(from, at);
    trail_.push_back(std::move(put));
    return true;
}

// Labels of groups whose rows never came are rows of their own.
void StreamReader::flush_groups() {
    if (groups_.empty()) return;
    std::vector<Put> row;
    for (auto& [column, put] : groups_) row.push_back(std::move(put));
    groups_.clear();
    put_row(std::move(row));
}

// A name and a short text below it, where each row has one value: 按序时进度推进. What it is is a guess.
void StreamReader::lone_text_is_value(const std::vector<int>& value_columns) {
    const auto& columns = section().columns;
    const bool value = value_columns.size() == 1 && columns[static_cast<std::size_t>(value_columns.front())].type == ColumnType::Value;
    if (!value || item_ || !values_.empty() || texts_.size() < 2) return;
    StreamText& last = texts_.back();
    if (tokens_.wraps() && broken_between(texts_[texts_.size() - 2].text, last.text)) return;
    if (last.text.size() > kMaxWord || last.apart || last.sources.size() != 1) return;
    const CellView& view = views_[static_cast<std::size_t>(last.sources.front())];
    store_.push_back(part_view(view, last.text, plan_));
    values_.push_back({&store_.back(), view.cell->at.row});
    out_.guessed.push_back(last.sources.front());
    texts_.pop_back();
}

void StreamReader::flush_row() {
    value_run_ = 0;
    if (texts_.empty() && values_.empty()) return;
    const auto& columns = section().columns;
    out_.texts_behind = out_.texts_behind || (tokens_.wraps() && !trail_.empty());
    std::vector<int> value_columns;
    for (std::size_t k = 0; k < columns.size(); ++k)
        if (columns[k].type == ColumnType::Amount || columns[k].type == ColumnType::Value) value_columns.push_back(static_cast<int>(k));
    // Texts without values that are quoted from a field are groups, each without rows, where no cell takes several lines.
    const auto quoting = std::ranges::find_if(columns, [](const Column& c) { return c.type == ColumnType::Group && !c.quotes.empty(); });
    if (values_.empty() && !item_ && !tokens_.wraps() && quoting != columns.end()) {
        const bool all = std::ranges::all_of(texts_, [&](const StreamText& t) { return known_.quoted(quoting->quotes, t.key) == Known::Whole; });
        if (all) {
            const int place = 2 * static_cast<int>(quoting - columns.begin()) + 1;
            for (StreamText& text : texts_) {
                if (groups_.contains(place)) flush_groups();
                groups_[place] = {place, std::move(text.text), std::move(text.sources)};
            }
            texts_.clear();
            return;
        }
    }
    lone_text_is_value(value_columns);
    for (const auto& [column, put] : groups_) carried_[static_cast<std::size_t>(column / 2)] = true;
    std::vector<bool> taken(columns.size());
    for (const std::size_t k : trailing_columns(section())) taken[k] = true;
    for (const auto& [column, put] : groups_) taken[static_cast<std::size_t>(column / 2)] = true;
    const auto divided = divide_texts(texts_, {plan_, zone_, item_, !values_.empty(), carried_, taken, known_, quotes_ > 0, tokens_.wraps()});
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
            if (column.type == ColumnType::Name) {
                known_.add_name(plan_.zones()[static_cast<std::size_t>(zone_)].list->id, label_key(put.text));
            } else {
                carried_[static_cast<std::size_t>(part.column)] = true;
                if (!column.quotes.empty()) quotes_ += known_.quoted(column.quotes, label_key(put.text)) != Known::Not ? 1 : -1;
                groups_read_.push_back(label_key(put.text));
                if (groups_read_.size() > kGroupsKept) groups_read_.erase(groups_read_.begin());
            }
            const bool wrapped_text = tokens_.wraps() && std::ranges::any_of(columns, [](const Column& c) { return c.type == ColumnType::Text; });
            // Texts without a value may be a row, or the labels of one without rows.
            const bool bare = values_.empty() && !item_ && column.type == ColumnType::Name && column.level == 3;
            if (divided.guessed || wrapped_text || bare) out_.guessed.push_back(put.sources.front());
            row.push_back(std::move(put));
        }
        for (std::size_t v = 0; last && v < values_.size(); ++v) {
            // A lone value may belong to either column: it stands between them.
            int column = v < value_columns.size() ? 2 * value_columns[v] + 1 : 2 * value_columns.back() + 1 + static_cast<int>(v);
            if (values_.size() == 1 && value_columns.size() > 1) column = 2 * value_columns.front() + 2;
            row.push_back({column, values_[v].view->text, {values_[v].view->index}});
        }
        if (last)
            for (Put& put : trail_) {
                if (tokens_.wraps()) out_.guessed.push_back(put.sources.front());
                row.push_back(std::move(put));
            }
        put_row(std::move(row));
    }
    if (divided.rows.empty())
        for (const StreamToken& value : values_) out_.stray.push_back(value.view->index);
    texts_.clear();
    values_.clear();
    trail_.clear();
    item_ = cut_ = false;
}

// `甲 乙`: the blank stands between two cells; `A 2025` has it inside.
bool StreamReader::parts_cells(const CellView& left, const CellView& right) const {
    const auto latin = [](char32_t c) { return c < 0x80 && c != U'"' && c != U')' && c != U'('; };
    return !(latin(to_code_points(left.text).back()) && latin(to_code_points(right.text).front()));
}

void StreamReader::list_tokens(std::size_t& at) {
    const Zone& zone = plan_.zones()[static_cast<std::size_t>(zone_)];
    std::size_t most = 0;
    for (const Column& column : section().columns) most += column.type == ColumnType::Amount || column.type == ColumnType::Value;
    if (trailing_text(at, most) || continued_mark(at) || repeated_values(at, most) || worded_value(at, most) || value_goes_on(at, most)) return;
    const StreamLabel match = tokens_.label_at(at);
    const auto own = [&](Use kind) {
        return match.uses && std::ranges::any_of(*match.uses, [&](const LabelUse& u) { return u.kind == kind && u.zone == zone_; });
    };
    if (own(Use::Item)) {
        flush_row();
        item_ = true;
        texts_.push_back({match.key, match.key, tokens_.sources(at, match.to), 0});
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
    int level = zone.list->framework.empty() ? 0 : tokens_.level_of(match);
    // A label of both levels (costs were below the outputs once) is a first one where a second follows.
    const bool second = level == 1 && std::ranges::any_of(*match.uses, [&](const LabelUse& u) {
        return u.kind == Use::Level && plan_.vocabulary().indicators[static_cast<std::size_t>(u.index)].level == 2;
    });
    if (second && tokens_.level_of(tokens_.label_at(match.to)) != 2) level = 2;
    // A second level's label may be an indicator's name, too: directly behind its own label it is one.
    if (level == 1 || level == 2) {
        const auto column = std::ranges::find(section().columns, level, &Column::level) - section().columns.begin();
        const int place = 2 * static_cast<int>(column) + 1;
        const bool again = level == 2 && groups_.contains(place) && texts_.empty() && label_key(groups_[place].text) == match.key;
        // A label with values behind it names an indicator of the group that is carried on.
        const bool in_group = groups_.contains(place) ? !texts_.empty() && !values_.empty()
                                                      : column < std::ssize(section().columns) && carried_[static_cast<std::size_t>(column)];
        const bool valued = level == 2 && in_group && match.to < tokens_.size() && is_figure(tokens_[match.to]);
        // 满意度 below 生态补偿资源保护 and above its values is the rest of the name: no label has values beside it.
        const bool rest = !texts_.empty() && values_.empty() && match.to < tokens_.size() && is_figure(tokens_[match.to]);
        const bool name = again || valued || rest;
        if (!name && column < std::ssize(section().columns)) {
            flush_row();
            // A group that waits for its rows when the next begins has none.
            if (level == 1 || groups_.contains(place)) flush_groups();
            groups_[place] = {place, match.key, tokens_.sources(at, match.to)};
            at = match.to;
            return;
        }
    }
    const int line = tokens_[at].line;
    std::size_t end = at;
    while (end < tokens_.size() && tokens_[end].line == line) ++end;
    // Two cells on a line: the values of the row before, and what the next one begins with.
    std::size_t leading = at;
    while (leading < end && is_figure(tokens_[leading])) ++leading;
    if ((tokens_.line_begins(at) || item_) && leading > at && leading < end && !texts_.empty() && values_.size() + (leading - at) <= most) {
        for (; at < leading; ++at) values_.push_back(tokens_[at]);
        return;
    }
    // A whole row and the beginning of the next; a line of hundreds is no line of a table.
    if (tokens_.line_begins(at)) rows_on_line_ = 0;
    for (std::size_t i = at + 1; most > 0 && rows_on_line_ < kMostOnLine && i + most < end; ++i) {
        std::size_t run = i;
        while (run < end && is_figure(tokens_[run])) ++run;
        if (run - i == most && run < end) {
            end = run;
            ++rows_on_line_;
            break;
        }
        if (run > i) i = run;
    }
    // Running text has no place in a list: the text's order is not that of its rows.
    const CellView& whole = views_[static_cast<std::size_t>(tokens_[at].view->index)];
    if (tokens_.line_begins(at) && display_width(whole.text) > kWidestRow) {
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
                texts_.push_back({tokens_[i].view->text, "", tokens_.sources(i, i + 1), 0});
                texts_.back().apart = i > at;
            }
            texts_.back().key = label_key(texts_.back().text);
            texts_.back().width = display_width(texts_.back().text);
        }
        texts_.back().with_values = first_value < end;
    }
    if (first_value < end && (values_.empty() ? numbers_are_cut(first_value, most) : cut_ && first_value == at && values_.size() < most)) {
        const CellView& first = *tokens_[first_value].view;
        std::string text = first.text;
        for (std::size_t i = first_value + 1; i < end; ++i) text += " " + tokens_[i].view->text;
        store_.push_back(part_view(first, std::move(text), plan_));
        values_.push_back({&store_.back(), line});
        cut_ = true;
        at = end;
        return;
    }
    for (std::size_t i = first_value; i < end; ++i) {
        if (!values_.empty() && goes_on(*values_.back().view) && tokens_.line_begins(i)) {   // `2023.07-2024.` above `01`
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

}  // namespace jixiao
