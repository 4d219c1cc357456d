// The values of a row of a list, in a text that lost its places: where on their lines they begin, and over which lines they go on.
#include <algorithm>
#include <utility>

#include "model/values.h"
#include "recognise/stream_reader.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

constexpr std::size_t kMaxWord = 24;           // bytes: a value of eight Chinese characters
constexpr std::size_t kMaxTail = 18;           // bytes: what a narrow cell leaves of a unit for its next line
constexpr std::size_t kMostRest = 9;           // … of the last value of a row, where no unit is known
constexpr std::size_t kShred = 6;              // bytes: no name has but two characters
constexpr std::size_t kMostValueLines = 4;     // of one value that takes several
constexpr std::size_t kMostLabelLines = 12;    // of one label
constexpr int kWidestValue = 60;               // columns of such a value

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

}  // namespace

bool StreamReader::amounts_only() const {
    return std::ranges::any_of(section().columns, [](const Column& c) { return c.type == ColumnType::Amount; });
}

bool StreamReader::is_figure(const StreamToken& token) const {
    const CellView& view = *token.view;
    if (view.uses || view.text.size() > 36) return false;
    const bool amounts = amounts_only();
    if (!amounts && !texts_.empty() && ends_with_percentage(view.text)) return true;
    return amounts ? view.amount || view.dash : view.amount || view.value || view.dash || is_date(view.text) || lists_figures(view.text);
}

// Where the values at the end of a line begin.
std::size_t StreamReader::values_from(std::size_t at, std::size_t end, std::size_t most) const {
    std::size_t first = end;
    while (first > at && end - first < most && is_figure(tokens_[first - 1])) --first;
    const bool amounts = amounts_only();
    // A word beside a figure, behind a name: 显著提高 ≥5%.
    if (!amounts && end - at > most && end - first < most) {
        const bool figure = std::any_of(tokens_.begin() + static_cast<std::ptrdiff_t>(end - most), tokens_.begin() + static_cast<std::ptrdiff_t>(end),
                                        [&](const StreamToken& token) { return is_figure(token); });
        const bool words = std::all_of(tokens_.begin() + static_cast<std::ptrdiff_t>(end - most), tokens_.begin() + static_cast<std::ptrdiff_t>(end),
                                       [&](const StreamToken& token) { return !token.view->uses && token.view->text.size() <= kMaxWord; });
        if (figure && words) first = end - most;
    }
    // Half a year and the whole are often worded alike: the same word twice behind a name is a row's values.
    const bool below_name = end - at == 2 && !texts_.empty() && values_.empty();
    if (!amounts && most == 2 && first == end && (end - at > 2 || below_name) && tokens_[end - 1].view->text == tokens_[end - 2].view->text && !tokens_[end - 1].view->uses)
        return end - 2;
    // And the same line twice.
    const auto alone = [&](std::size_t i) { return tokens_.line_begins(i) && tokens_.line_ends(i); };
    if (!amounts && most == 2 && first == end && end - at == 1 && alone(at) && !texts_.empty()) {
        const std::string& text = tokens_[at].view->text;
        const bool next = values_.empty() && end < tokens_.size() && alone(end) && tokens_[end].view->text == text;
        const bool before = values_.size() == 1 && at > 0 && alone(at - 1) && tokens_[at - 1].view->text == text;
        if (next || before) return at;
    }
    // A name's last line may look like a value (超60, 0家), but for a sign before it: the lines below it have all the row's values.
    const bool name_end = !amounts && first == at && end - at == 1 && !texts_.empty() && values_.empty() &&
                          std::u32string_view(U"≥≤=<>≧≦＝＞＜").find(to_code_points(tokens_[at].view->text).front()) == std::u32string_view::npos;
    if (name_end) {
        std::size_t run = 0, next = at;
        while (run <= most + 1 && next < tokens_.size() && alone(next)) {
            const std::size_t lines = is_figure(tokens_[next]) ? 1 : worded_lines(next);
            if (lines == 0) break;
            next += lines;
            ++run;
        }
        if (run == most + 1) first = end;
    }
    // Or the next line has.
    if (name_end && first == at && end < tokens_.size()) {
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

// A value that ends inside a range or a number goes on in the next line.
bool StreamReader::goes_on(const CellView& value) const {
    return value.quantitative && (value.text.ends_with('.') || value.text.ends_with('-') || value.text.ends_with("～") || value.text.ends_with("、"));
}

// The lines of one cell each that begin at a token: their tokens, as many as there are.
std::vector<std::size_t> StreamReader::lines_from(std::size_t at, std::size_t most) const {
    std::vector<std::size_t> out;
    for (; out.size() < most && at < tokens_.size() && tokens_.line_begins(at) && tokens_.line_ends(at) && !tokens_[at].view->uses; ++at) out.push_back(at);
    return out;
}

// `不低于上` `年度水平` and the same two lines again: half a year and the whole are often worded alike, and narrow cells break them.
bool StreamReader::repeated_values(std::size_t& at, std::size_t most) {
    if (most != 2 || amounts_only() || texts_.empty() || !values_.empty() || !tokens_.line_begins(at)) return false;
    const std::vector<std::size_t> lines = lines_from(at, 2 * kMostValueLines);
    const auto text = [&](std::size_t i) -> const std::string& { return tokens_[lines[i]].view->text; };
    for (std::size_t count = 2; 2 * count <= lines.size(); ++count) {
        bool same = true;
        std::string whole;
        for (std::size_t i = 0; i < count; ++i) {
            same = same && text(i) == text(i + count);
            whole += text(i);
        }
        if (!same || display_width(whole) > kWidestValue) continue;
        const auto half = lines.begin() + static_cast<std::ptrdiff_t>(count);
        put_value({lines.begin(), half}, whole);
        put_value({half, half + static_cast<std::ptrdiff_t>(count)}, whole);
        at = lines[2 * count - 1] + 1;
        return true;
    }
    return false;
}

// A value that takes these lines.
void StreamReader::put_value(const std::vector<std::size_t>& lines, const std::string& whole) {
    const StreamToken& first = tokens_[lines.front()];
    store_.push_back(part_view(*first.view, whole, plan_));
    values_.push_back({&store_.back(), first.line});
    for (std::size_t i = 1; i < lines.size(); ++i) out_.settled.emplace_back(tokens_[lines[i]].view->index, CellClaim::Value);
}

// So many lines from here on are a worded value once they are put together; 0 for none. The shortest such: what stands before it
// is the end of a name.
std::size_t StreamReader::worded_lines(std::size_t at) const {
    const std::vector<std::size_t> lines = lines_from(at, kMostValueLines);
    const auto sentence = [&](std::size_t from, std::size_t to) {
        std::string whole;
        for (std::size_t i = from; i < to; ++i) whole += tokens_[lines[i]].view->text;
        return display_width(whole) <= kWidestValue && (parse_indicator(whole, plan_.vocabulary()).known_word || ends_with_percentage(whole));
    };
    for (std::size_t to = 2; to <= lines.size(); ++to) {
        const CellView& last = *tokens_[lines[to - 1]].view;
        if (last.quantitative || last.value || last.amount || last.dash) return 0;
        if (!sentence(0, to)) continue;
        return to > 2 && sentence(1, to) ? 0 : to;
    }
    return 0;
}

// `根据下达任务` `目标要求确定` `>188次`: words that are a value once their lines are put together, and no more figures behind them
// than the row has columns left.
bool StreamReader::worded_value(std::size_t& at, std::size_t most) {
    if (amounts_only() || texts_.empty() || values_.size() >= most || !trail_.empty() || !tokens_.line_begins(at)) return false;
    std::vector<std::size_t> lines = lines_from(at, kMostValueLines);
    if (lines.empty() || is_figure(tokens_[lines.front()])) return false;
    std::string whole;
    for (std::size_t count = 1; count <= lines.size(); ++count) {
        const CellView& line = *tokens_[lines[count - 1]].view;
        if (line.quantitative || line.value || line.amount || line.dash) return false;   // a value by itself
        whole += line.text;
        if (display_width(whole) > kWidestValue) return false;
        const ParsedIndicator read = parse_indicator(whole, plan_.vocabulary());
        const bool compared = read.value.comparator != Comparator::None && !read.value.number;
        const bool sentence = count > 1 && worded_lines(at) == count;
        // 不低于 above its number.
        if (count == 1 && compared && lines.size() > 1 && tokens_[lines[1]].view->quantitative) {
            const std::string joined = whole + tokens_[lines[1]].view->text;
            const ParsedIndicator both = parse_indicator(joined, plan_.vocabulary()), own = parse_indicator(tokens_[lines[1]].view->text, plan_.vocabulary());
            if (both.value.number && both.value.comparator == read.value.comparator && own.value.comparator == Comparator::None) {
                lines.resize(2);
                put_value(lines, joined);
                at = lines.back() + 1;
                return true;
            }
        }
        if (!compared && !sentence) continue;
        std::size_t behind = 0;
        for (std::size_t next = lines[count - 1] + 1; next < tokens_.size() && behind < most && is_figure(tokens_[next]); ++next) ++behind;
        if (values_.size() + 1 + behind > most) return false;
        // 不低于上 | 年度水平: not before the word ends.
        if (compared && values_.size() + 1 + behind < most && count < lines.size()) continue;
        if (compared && count < lines.size() && broken_between(whole, tokens_[lines[count]].view->text)) continue;
        lines.resize(count);
        put_value(lines, whole);
        at = lines.back() + 1;
        return true;
    }
    return false;
}

// `≤194.3个工` above `作日`: a narrow cell breaks a value behind its number. The next line is the rest of the unit where the
// break is inside a word, where both together are a known unit, or where the row's other value says the same.
bool StreamReader::value_goes_on(std::size_t& at, std::size_t most) {
    if (values_.empty() || amounts_only() || !tokens_.line_begins(at) || !tokens_.line_ends(at)) return false;
    if (!trail_.empty()) return false;
    const StreamToken& last = values_.back();
    const CellView& rest = *tokens_[at].view;
    if (!last.view->quantitative) return false;
    if (rest.uses || rest.text.size() > kMaxTail || is_figure(tokens_[at])) return false;
    const std::string whole = last.view->text + rest.text;
    const ParsedIndicator before = parse_indicator(last.view->text, plan_.vocabulary()), after = parse_indicator(whole, plan_.vocabulary());
    if (!after.value.number || after.value.number != before.value.number || after.value.number2 != before.value.number2) return false;
    const bool known = is_unit(after.value.unit, plan_.vocabulary());
    const bool open = !before.value.unit.empty() && !is_unit(before.value.unit, plan_.vocabulary());   // 个工, not % or 人次
    const bool broken = open && broken_between(last.view->text, rest.text);
    const bool like_first = values_.size() == 2 && values_.front().view->text.ends_with(before.value.unit + rest.text) && !before.value.unit.empty();
    const bool like_next = values_.size() < most && at + 1 < tokens_.size() && tokens_[at + 1].view->text == last.view->text;
    const bool shred = open && rest.text.size() <= kShred;
    if (!known && !broken && !like_first && !like_next && !shred) return false;
    // ≥3个 | 人才满意度: where the row has all its values, a word with values of its own below it, or a longer one, begins the next row.
    const bool sure = known || like_first || like_next;
    const bool valued = at + 1 < tokens_.size() && is_figure(tokens_[at + 1]);
    if (values_.size() == most && !like_first && (valued || (!known && rest.text.size() > kMostRest))) return false;
    if (!sure) out_.guessed.push_back(last.view->index);
    store_.push_back(part_view(*last.view, whole, plan_));
    values_.back().view = &store_.back();
    out_.settled.emplace_back(rest.index, CellClaim::Value);
    ++at;
    return true;
}

// A group's label is printed again at the top of the next page, with a mark: 指导知识产权保护和 | 运用（续）. The lines that say what
// the group says are settled; a mark on a line of its own is, too.
bool StreamReader::continued_mark(std::size_t& at) {
    const std::string mark = label_key(plan_.form().page.continued);
    const CellView& line = *tokens_[at].view;
    if (mark.empty() || !line.key.ends_with(mark) || !tokens_.line_begins(at) || !tokens_.line_ends(at) || !values_.empty()) return false;
    std::string key = line.key.substr(0, line.key.size() - mark.size());
    std::size_t first = texts_.size();
    const auto is_group = [&] { return std::ranges::find(groups_read_, label_key(key)) != groups_read_.end(); };
    while (!key.empty() && !is_group() && first > 0 && texts_.size() - first < kMostLabelLines) key = texts_[--first].key + key;
    if (!key.empty() && !is_group()) return false;
    for (std::size_t i = first; i < texts_.size(); ++i)
        for (const int source : texts_[i].sources) out_.settled.emplace_back(source, CellClaim::Label);
    texts_.resize(first);
    settle(at, at + 1);
    ++at;
    return true;
}

}  // namespace jixiao
