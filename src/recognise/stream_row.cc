#include "recognise/stream_row.h"

#include <algorithm>
#include <limits>

#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();
constexpr double kGroup = 0.8;          // a group's label, where one is carried already
constexpr double kNoGroup = 1.5;        // no label, where none is carried
constexpr double kNoInner = 1;           // no label inside one that was just read
constexpr double kOwnSecond = 1;        // a second level the vocabulary does not have, where it has the first's
constexpr double kKnown = -3;           // a known name, a project, a quotation
constexpr double kKnownStart = -2;       // a quotation that an old system cut at twenty characters
constexpr std::size_t kLongStart = 24;   // bytes: of shorter ones many texts begin so
constexpr double kUnquoted = 0.2;        // a label that quotes nothing, where others do
constexpr double kCutQuote = 2;          // a quotation cut short
constexpr double kApart = 2;             // a blank inside a cell
constexpr double kLonger = 1.5;         // a line longer than the one above it in the same cell
constexpr double kBroken = 2;            // a cell that ends inside a word
constexpr double kUnbroken = 2.5;        // a cell in several lines, where no line of the text breaks inside a word
constexpr double kRoom = 0.5;            // a line that had room for what the next begins with
constexpr double kInline = 0.7;         // a name in several lines, its values beside the last
constexpr double kNoText = 1;            // a row without a text it has a column for
constexpr double kNewRow = 1.2;         // a row without values
constexpr double kManyLines = 0.1;      // each line of a cell beyond the first
constexpr double kClear = 0.75;         // a smaller margin to the second best is a guess
constexpr double kSlack = 2;            // columns by which lines of one cell differ
constexpr std::size_t kMaxTexts = 40;   // lines of one row; more are names of their own

// Extraction ends a line where two marks stand close together: 才”（创新类）.
bool breaks_at_mark(std::string_view above, std::string_view below) {
    const auto either = [](std::string_view text, auto test) {
        return std::ranges::any_of(std::initializer_list<std::string_view>{"“", "”", "（", "）", "《", "》", "、", "，"}, [&](std::string_view mark) { return test(text, mark); });
    };
    return either(above, [](std::string_view text, std::string_view mark) { return text.ends_with(mark); }) ||
           either(below, [](std::string_view text, std::string_view mark) { return text.starts_with(mark); });
}

class Divider {
public:
    Divider(const std::vector<StreamText>& texts, const StreamSetting& setting)
        : texts_(texts), setting_(setting), columns_(setting.plan.zones()[static_cast<std::size_t>(setting.zone)].spec().columns) {
        for (std::size_t k = 0; k < columns_.size(); ++k)
            if (columns_[k].type == ColumnType::Name || (!setting.taken[k] && (columns_[k].type == ColumnType::Text || (columns_[k].type == ColumnType::Group && columns_[k].level != 1))))
                open_.push_back(static_cast<int>(k));
        for (std::size_t i = 0; i + 1 < texts.size(); ++i) broken_.push_back(!texts[i + 1].apart && broken_between(texts[i].text, texts[i + 1].text));
        broken_.push_back(false);
    }
    DividedTexts run();

private:
    double price(const Column& column, std::size_t from, std::size_t to) const;
    double price_empty(const Column& column, int index, bool first) const;
    std::string key_of(std::size_t from, std::size_t to) const;

    const std::vector<StreamText>& texts_;
    const StreamSetting& setting_;
    const std::vector<Column>& columns_;
    std::vector<bool> broken_;           // per line: the next one goes on with its word
    std::vector<int> open_;              // columns the lines may belong to, in order
};

std::string Divider::key_of(std::size_t from, std::size_t to) const {
    std::string out;
    for (std::size_t i = from; i < to; ++i) out += texts_[i].key;
    return label_key(out);
}

// What it costs that lines [from, to) are a cell of the column.
double Divider::price(const Column& column, std::size_t from, std::size_t to) const {
    const Zone& zone = setting_.plan.zones()[static_cast<std::size_t>(setting_.zone)];
    const std::string key = key_of(from, to);
    double cost = kManyLines * static_cast<double>(to - from - 1);
    double widest = 0;
    for (std::size_t i = from; i < to; ++i) widest = std::max(widest, texts_[i].width);
    for (std::size_t i = from + 1; i < to; ++i) {
        if (!broken_[i - 1] && texts_[i - 1].width + first_word_width(texts_[i].text) <= widest) cost += kRoom;
        const bool longer = texts_[i - 1].width + kSlack < texts_[i].width && !breaks_at_mark(texts_[i - 1].text, texts_[i].text);
        cost += texts_[i].apart ? kApart : broken_[i - 1] ? 0 : (longer ? kLonger : 0) + (setting_.wraps ? 0 : kUnbroken);
    }
    if (to < texts_.size() && broken_[to - 1]) cost += kBroken;
    if (column.type == ColumnType::Name) {
        if (column.level == 3 && setting_.plan.level_term(zone, 3, key, -1) >= 0) return cost + kKnown;
        if (to - from > 1 && texts_[to - 1].with_values) cost += kInline;
        return cost;
    }
    if (column.type == ColumnType::Text) return cost;
    if (column.level == 2 && setting_.plan.level_term(zone, 2, key, -1) >= 0) return cost + kKnown;
    if (!column.ref.empty() && setting_.known.has_name(column.ref, key)) return cost + kKnown;
    if (!column.quotes.empty())
        if (const Known quoted = setting_.known.quoted(column.quotes, key); quoted != Known::Not) {
            const bool cut = to < texts_.size() && setting_.known.quoted(column.quotes, key_of(from, to + 1)) != Known::Not;
            if (cut) return cost + kCutQuote;   // it goes on in the next line
            return cost + (quoted == Known::Whole ? kKnown : key.size() >= kLongStart ? kKnownStart : kGroup);
        }
    const bool own = column.level == 2 && column.quotes.empty() &&
                     std::ranges::none_of(columns_, [](const Column& c) { return !c.quotes.empty() || (c.type == ColumnType::Group && c.level == 0); });
    return cost + kGroup + (own ? kOwnSecond : 0) + (!column.quotes.empty() && setting_.quoting ? kUnquoted : 0);
}

double Divider::price_empty(const Column& column, int index, bool first) const {
    if (column.type == ColumnType::Name) return kNever;
    if (column.type == ColumnType::Text) return kNoText;
    return first && !setting_.carried[static_cast<std::size_t>(index)] ? kNoGroup : 0;
}

// The cheapest way through lines and columns; a row ends with its name.
DividedTexts Divider::run() {
    DividedTexts out;
    const std::size_t n = texts_.size(), m = open_.size();
    if (n == 0) return out;
    const int name = static_cast<int>(std::ranges::find(columns_, ColumnType::Name, &Column::type) - columns_.begin());
    if (setting_.item) {
        out.rows.push_back({{name, 0, n}});
        return out;
    }
    if (n > kMaxTexts || m == 0) {
        for (std::size_t i = 0; i < n; ++i) out.rows.push_back({{name, i, i + 1}});
        out.guessed = true;
        return out;
    }
    struct State {
        double cost = kNever, second = kNever;
        std::size_t line = 0, column = 0;
    };
    // at(i, k): lines before i are spent, columns before k of the row in hand are settled.
    std::vector<State> states((n + 1) * (m + 1));
    const auto at = [&](std::size_t i, std::size_t k) -> State& { return states[i * (m + 1) + k]; };
    at(0, 0).cost = 0;
    for (std::size_t i = 0; i <= n; ++i)
        for (std::size_t step = 0; step <= m; ++step) {
            const std::size_t k = (step + m) % (m + 1);   // a row that ends here first: the next begins here
            State& here = at(i, k);
            if (here.cost == kNever) continue;
            const auto offer = [&](std::size_t line, std::size_t column, double price) {
                if (price == kNever) return;
                State& there = at(line, column);
                const double cost = here.cost + price, second = here.second + price;
                if (cost < there.cost - 1e-9) {
                    there.second = std::min(there.cost, second);
                    there.cost = cost;
                    there.line = i;
                    there.column = k;
                } else {
                    there.second = std::min(there.second, cost);
                }
            };
            if (k == m) {
                if (i < n) offer(i, 0, kNewRow);
                continue;
            }
            const Column& column = columns_[static_cast<std::size_t>(open_[k])];
            offer(i, k + 1, price_empty(column, open_[k], i == 0) + (i > 0 && k > 0 && column.type == ColumnType::Group ? kNoInner : 0));
            for (std::size_t to = i + 1; to <= n; ++to) offer(to, k + 1, price(column, i, to));
        }
    const State& end = at(n, m);
    if (end.cost == kNever) {
        for (std::size_t i = 0; i < n; ++i) out.rows.push_back({{name, i, i + 1}});
        out.guessed = true;
        return out;
    }
    out.guessed = n > 1 && end.second - end.cost < kClear;
    out.rows.emplace_back();
    for (std::size_t i = n, k = m; i > 0 || k > 0;) {
        const State& state = at(i, k);
        if (k == 0) {
            out.rows.emplace_back();
        } else if (state.line < i) {
            out.rows.back().push_back({open_[state.column], state.line, i});
        }
        const std::size_t line = state.line, column = state.column;
        if (line == i && column == k) break;
        i = line;
        k = column;
    }
    std::ranges::reverse(out.rows);
    for (auto& row : out.rows) std::ranges::reverse(row);
    std::erase_if(out.rows, [](const auto& row) { return row.empty(); });
    return out;
}

}  // namespace

DividedTexts divide_texts(const std::vector<StreamText>& texts, const StreamSetting& setting) {
    return Divider(texts, setting).run();
}

}  // namespace jixiao
