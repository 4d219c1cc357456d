#include <algorithm>
#include <limits>
#include <string>

#include "layout/typeset.h"
#include "text/characters.h"

namespace jixiao {
namespace {

constexpr float kRounding = 0.5F;  // 1/1000 em: sums of floats must not push a line over

const TypeChar& at(const TypeText& text, int i) {
    return text.chars[static_cast<std::size_t>(i)];
}

bool drawn(const TypeChar& c) {
    return c.kind != CharKind::Space && c.kind != CharKind::Hidden;
}

int without_trailing_space(const TypeText& text, int begin, int end) {
    while (end > begin && !drawn(at(text, end - 1))) --end;
    return end;
}

const std::vector<int>& breaks_of(TypeText& text) {
    if (!text.breaks.empty()) return text.breaks;
    std::u32string points;
    points.reserve(text.chars.size());
    for (const TypeChar& c : text.chars) points += c.c;
    text.breaks = line_breaks(points);
    return text.breaks;
}

LineSpan span_of(const TypeText& text, int paragraph, int begin, int end, float squeeze = 0) {
    LineSpan line{.paragraph = paragraph, .begin = begin, .end = end};
    line.shown_end = without_trailing_space(text, begin, end);
    line.width = text.width(begin, line.shown_end);
    line.squeeze = squeeze;
    line.last = end == static_cast<int>(text.chars.size());
    return line;
}

// Combining marks and variation selectors stay with what they follow.
bool joins_previous(const TypeChar& c) {
    return c.kind == CharKind::Hidden || (c.c >= 0x300 && c.c <= 0x36F);
}

// Nothing may break before `begin`'s line is full: cut the word where it stops fitting.
int emergency_end(const TypeText& text, int begin, int limit, float available) {
    int end = begin + 1;
    while (end < limit && (joins_previous(at(text, end)) || text.width(begin, end + 1) <= available)) ++end;
    return end;
}

// The line from `begin`: its end, and what its punctuation must give up.
struct Found {
    int end = -1;
    float squeeze = 0;
};

// `next` is the first break behind `begin`; left at the first one behind the line.
Found longest_line(const TypeText& text, const std::vector<int>& breaks, std::size_t& next, int begin,
                   float available) {
    Found found;
    while (next < breaks.size() && breaks[next] <= begin) ++next;
    for (; next < breaks.size(); ++next) {
        const int end = breaks[next];
        const int shown = without_trailing_space(text, begin, end);
        const float over = text.width(begin, shown) - available;
        if (over > kRounding) {
            // Only for the sake of a mark that would drag its word down.
            if (shown > begin && at(text, shown - 1).kind == CharKind::Close) {
                const Slack slack = punctuation_slack(text, begin, shown);
                if (over <= slack.at_end + slack.inner) {
                    found = {end, over};
                    ++next;
                }
            }
            break;
        }
        found = {end, 0};
    }
    if (found.end < 0) {
        const int limit = next < breaks.size() ? breaks[next] : static_cast<int>(text.chars.size());
        found = {emergency_end(text, begin, limit, available), 0};
    }
    return found;
}

// A last line of one character takes one more word from the line before.
void keep_company(const TypeText& text, const std::vector<int>& breaks, std::size_t first,
                  std::vector<LineSpan>& lines) {
    if (lines.size() < first + 2) return;
    LineSpan& last = lines.back();
    LineSpan& before = lines[lines.size() - 2];
    int letters = 0;
    for (int i = last.begin; i < last.shown_end; ++i) {
        const CharKind kind = at(text, i).kind;
        letters += kind == CharKind::Wide || kind == CharKind::Narrow;
    }
    constexpr int kEnoughLeft = 8;  // characters that stay, so that the shorter line is hardly seen
    if (letters > 1 || before.end - before.begin <= kEnoughLeft) return;
    const auto here = std::ranges::lower_bound(breaks, last.begin);
    if (here == breaks.begin()) return;
    const int cut = *(here - 1);
    if (cut <= before.begin + kEnoughLeft || last.begin - cut > 3) return;
    const int paragraph = last.paragraph, end = last.end;
    before = span_of(text, paragraph, before.begin, cut);
    last = span_of(text, paragraph, cut, end);
}

}  // namespace

void break_text(TypeText& text, int paragraph, float available, float first_indent, std::vector<LineSpan>& lines) {
    const int length = static_cast<int>(text.chars.size());
    const std::size_t first = lines.size();
    if (text.width() <= available - first_indent + kRounding) {
        lines.push_back(span_of(text, paragraph, 0, length));
        return;
    }
    const std::vector<int>& breaks = breaks_of(text);
    std::size_t next = 0;
    for (int begin = 0; begin < length;) {
        const Found found = longest_line(text, breaks, next, begin, available - (begin == 0 ? first_indent : 0));
        lines.push_back(span_of(text, paragraph, begin, found.end, found.squeeze));
        begin = found.end;
    }
    keep_company(text, breaks, first, lines);
}

namespace {

// Where the words of a short Chinese label may end. Why not a dictionary: most words of labels have two
// characters, and a conjunction stands alone; that is enough to choose between two equally even breaks.
std::vector<bool> word_ends(const TypeText& text) {
    const int length = static_cast<int>(text.chars.size());
    std::vector<bool> ends(static_cast<std::size_t>(length) + 1, true);
    const auto joins = [&](int i) {
        return std::u32string_view(U"及和与或的").find(at(text, i).c) != std::u32string_view::npos;
    };
    for (int i = 0; i < length;) {
        int stop = i;
        while (stop < length && is_ideograph(at(text, stop).c) && !joins(stop)) ++stop;
        if (stop == i) {
            ++i;
            continue;
        }
        const int run = stop - i;
        for (int k = 1; k < run; ++k) {
            const bool pair = k % 2 == 0;
            const bool of_five = run == 5 && (k == 2 || k == 3);
            const bool odd_tail = run % 2 == 1 && k == run - 1;  // a word of one character at the end
            ends[static_cast<std::size_t>(i + k)] = of_five || (pair && !odd_tail && run != 3);
        }
        i = stop;
    }
    return ends;
}

// Before a conjunction rather than behind it: 机构设置 / 及人员配置.
bool ends_with_conjunction(const TypeText& text, int end) {
    return end > 1 && std::u32string_view(U"及和与或").find(at(text, end - 1).c) != std::u32string_view::npos;
}

}  // namespace

namespace {

// The ways to set a short text on a number of lines; each line's unfilled width counts by its square.
class EvenBreaks {
public:
    EvenBreaks(TypeText& text, float available) : text_(text), available_(available), stops_(breaks_of(text)) {
        stops_.insert(stops_.begin(), 0);
        words_ = word_ends(text);
    }

    struct Way {
        std::vector<int> ends;  // of its lines; empty: there is none
        bool cuts_word = false;
    };
    Way best(std::size_t count) const;

private:
    static constexpr double kInsideWord = 6;  // em²
    static constexpr double kNever = std::numeric_limits<double>::infinity();
    bool cuts(std::size_t stop) const {
        return stop + 1 < stops_.size() && !words_[static_cast<std::size_t>(stops_[stop])];
    }

    const TypeText& text_;
    float available_;
    std::vector<int> stops_;
    std::vector<bool> words_;
};

EvenBreaks::Way EvenBreaks::best(std::size_t count) const {
    const std::size_t n = stops_.size();
    // cost[k][i]: of setting what follows stop i on k lines; choice: the stop its first line ends at.
    std::vector<std::vector<double>> cost(count + 1, std::vector<double>(n, kNever));
    std::vector<std::vector<std::size_t>> choice(count + 1, std::vector<std::size_t>(n, 0));
    cost[0][n - 1] = 0;
    for (std::size_t k = 1; k <= count; ++k) {
        for (std::size_t i = 0; i + 1 < n; ++i) {
            for (std::size_t j = n - 1; j > i; --j) {  // the longest first: of equal choices it stays
                if (cost[k - 1][j] == kNever) continue;
                const int shown = without_trailing_space(text_, stops_[i], stops_[j]);
                const double room = (available_ - text_.width(stops_[i], shown)) / 1000.0;
                if (room < -kRounding / 1000) continue;
                double here = room * room + cost[k - 1][j];
                if (cuts(j)) here += kInsideWord;
                if (j + 1 < n && ends_with_conjunction(text_, stops_[j])) here += kInsideWord / 2;
                if (here < cost[k][i]) {
                    cost[k][i] = here;
                    choice[k][i] = j;
                }
            }
        }
    }
    Way way;
    if (cost[count][0] == kNever) return way;
    std::size_t i = 0;
    for (std::size_t k = count; k > 0; --k) {
        i = choice[k][i];
        way.ends.push_back(stops_[i]);
        way.cuts_word = way.cuts_word || cuts(i);
    }
    return way;
}

}  // namespace

void break_evenly(TypeText& text, int paragraph, float available, std::vector<LineSpan>& lines) {
    constexpr std::size_t kShort = 60;  // characters; a longer text is no label
    constexpr std::size_t kLabel = 14;  // characters; one more line does not hurt here, a word cut in two does
    std::vector<LineSpan> greedy;
    break_text(text, paragraph, available, 0, greedy);
    EvenBreaks::Way way;
    if (greedy.size() > 1 && text.chars.size() <= kShort) {
        const EvenBreaks breaks(text, available);
        way = breaks.best(greedy.size());
        if (way.cuts_word && text.chars.size() <= kLabel) {
            EvenBreaks::Way taller = breaks.best(greedy.size() + 1);
            if (!taller.ends.empty() && !taller.cuts_word) way = std::move(taller);
        }
    }
    if (way.ends.empty()) {  // one line, running text, or a word wider than the cell
        lines.insert(lines.end(), greedy.begin(), greedy.end());
        return;
    }
    int begin = 0;
    for (const int end : way.ends) {
        lines.push_back(span_of(text, paragraph, begin, end));
        begin = end;
    }
}

void break_upright(const TypeText& text, int paragraph, float available, std::vector<LineSpan>& lines) {
    const int length = static_cast<int>(text.chars.size());
    if (length == 0) lines.push_back(span_of(text, paragraph, 0, 0));
    const auto closes = [&](int i) {
        return at(text, i).c == U')' || at(text, i).c == U'）' || at(text, i).c == U']' || at(text, i).c == U'】';
    };
    const auto opens = [&](int i) {
        return at(text, i).c == U'(' || at(text, i).c == U'（' || at(text, i).c == U'[' || at(text, i).c == U'【';
    };
    for (int begin = 0; begin < length;) {
        int end = begin + 1;
        if (opens(begin)) {
            int stop = begin + 1;
            while (stop < length && !closes(stop)) ++stop;
            if (stop < length && text.width(begin, stop + 1) <= available) end = stop + 1;
        } else if (at(text, begin).kind == CharKind::Narrow) {
            while (end < length && at(text, end).kind == CharKind::Narrow && !opens(end) &&
                   text.width(begin, end + 1) <= available) {
                ++end;
            }
        }
        while (end < length && (!drawn(at(text, end)) || at(text, end).kind == CharKind::Close)) ++end;
        lines.push_back(span_of(text, paragraph, begin, end));
        begin = end;
    }
}

}  // namespace jixiao
