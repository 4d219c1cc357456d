#include <algorithm>

#include "recognise/stream_reader.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Use = LabelUse::Kind;

constexpr std::size_t kMaxWord = 24;           // bytes: a value of eight Chinese characters
constexpr int kWidestRow = 90;                 // columns of a line of a list: names of 45 Chinese characters
constexpr int kLongLines = 3;                  // so many are no slip
constexpr int kValueRun = 8;                  // values one after the other: no row has so many, a column does

// `在规定时间结案率为95%`: a sentence that ends with its figure.
bool ends_with_percentage(std::string_view text) {
    const std::u32string all = to_code_points(text);
    const std::size_t n = all.size();
    return n > 2 && (all[n - 1] == U'%' || all[n - 1] == U'％') && all[n - 2] >= U'0' && all[n - 2] <= U'9';
}

// `1600人、200人`: several quantities; 无: none.
bool lists_figures(std::string_view text) {
    if (text == "无") return true;
    const std::u32string all = to_code_points(text);
    bool begins = true, several = false;
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (begins && !(all[i] >= U'0' && all[i] <= U'9')) return false;
        begins = all[i] == U'、' || all[i] == U'；';
        several = several || begins;
    }
    return several && !begins;
}

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

bool StreamReader::is_figure(const StreamToken& token) const {
    const CellView& view = *token.view;
    if (view.uses || view.text.size() > 36) return false;
    const bool amounts = std::ranges::any_of(section().columns, [](const Column& c) { return c.type == ColumnType::Amount; });
    if (!amounts && !texts_.empty() && ends_with_percentage(view.text)) return true;
    return amounts ? view.amount || view.dash : view.amount || view.value || view.dash || is_date(view.text) || lists_figures(view.text);
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
        constexpr std::size_t kLeastClause = 24;   // bytes: words of less than eight characters occur anywhere
        const std::string& field = known_.texts[quoting->quotes];
        const bool all = std::ranges::all_of(texts_, [&](const StreamText& t) { return t.key.size() >= kLeastClause && field.find(t.key) != field.npos; });
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
    const auto divided = divide_texts(texts_, {plan_, zone_, item_, !values_.empty(), carried_, taken, known_, tokens_.wraps()});
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
            const bool wrapped_text = tokens_.wraps() && std::ranges::any_of(columns, [](const Column& c) { return c.type == ColumnType::Text; });
            if (divided.guessed || wrapped_text) out_.guessed.push_back(put.sources.front());
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

// Where the values at the end of a line begin.
std::size_t StreamReader::values_from(std::size_t at, std::size_t end, std::size_t most) const {
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
    // Half a year and the whole are often worded alike: the same line twice is a row's values.
    const auto alone = [&](std::size_t i) { return tokens_.line_begins(i) && tokens_.line_ends(i); };
    if (!amounts && most == 2 && first == end && end - at == 1 && alone(at) && !texts_.empty()) {
        const std::string& text = tokens_[at].view->text;
        const bool next = values_.empty() && end < tokens_.size() && alone(end) && tokens_[end].view->text == text;
        const bool before = values_.size() == 1 && at > 0 && alone(at - 1) && tokens_[at - 1].view->text == text;
        if (next || before) return at;
    }
    // A name's last line may look like a value (超60, 0家): the lines below it have all the row's values.
    if (!amounts && first == at && end - at == 1 && !texts_.empty() && values_.empty()) {
        std::size_t run = at;
        while (run < tokens_.size() && alone(run) && is_figure(tokens_[run])) ++run;
        if (run - at == most + 1) first = end;
    }
    // Or the next line has.
    if (!amounts && first == at && end - at == 1 && !texts_.empty() && values_.empty() && end < tokens_.size()) {
        std::size_t next = end;
        while (next < tokens_.size() && tokens_[next].line == tokens_[end].line && is_figure(tokens_[next])) ++next;
        if (next - end == most && (next == tokens_.size() || tokens_[next].line != tokens_[end].line)) first = end;
    }
    return first;
}

// True when the figures from here on, line by line, are more than a row has, and their lines are not: blanks stand inside numbers.
bool StreamReader::numbers_are_cut(std::size_t at, std::size_t most) const {
    std::size_t figures = 0, lines = 0, i = at;
    while (i < tokens_.size()) {
        const int line = tokens_[i].line;
        std::size_t end = i;
        while (end < tokens_.size() && tokens_[end].line == line && is_figure(tokens_[end])) ++end;
        if (end == i || (end < tokens_.size() && tokens_[end].line == line)) break;
        figures += end - i;
        ++lines;
        i = end;
    }
    return figures > most && lines <= most;
}

// `甲 乙`: the blank stands between two cells; `A 2025` has it inside.
bool StreamReader::parts_cells(const CellView& left, const CellView& right) const {
    const auto latin = [](char32_t c) { return c < 0x80 && c != U'"' && c != U')' && c != U'('; };
    return !(latin(to_code_points(left.text).back()) && latin(to_code_points(right.text).front()));
}

// A value that ends inside a range or a number goes on in the next line.
bool StreamReader::goes_on(const CellView& value) const {
    return value.quantitative && (value.text.ends_with('.') || value.text.ends_with('-') || value.text.ends_with("～") || value.text.ends_with("、"));
}

void StreamReader::list_tokens(std::size_t& at) {
    const Zone& zone = plan_.zones()[static_cast<std::size_t>(zone_)];
    std::size_t most = 0;
    for (const Column& column : section().columns) most += column.type == ColumnType::Amount || column.type == ColumnType::Value;
    if (trailing_text(at, most)) return;
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
        const bool name = again || valued;
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
    if (tokens_.line_begins(at) && leading > at && leading < end && !texts_.empty() && values_.size() + (leading - at) <= most) {
        for (; at < leading; ++at) values_.push_back(tokens_[at]);
        return;
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
