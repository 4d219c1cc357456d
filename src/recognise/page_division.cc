#include <algorithm>
#include <cmath>

#include "recognise/margins.h"
#include "recognise/page_table_reader.h"
#include "recognise/page_text.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Use = LabelUse::Kind;

// Prices of a division. A line's distance costs 1: everything else is measured by that.
constexpr double kSameText = 1.15;       // lines of one text are no farther apart (a row's padding is a fifth of a line at least)
constexpr double kOneLine = 0.3;         // lines by which an engine's boxes on one line differ
constexpr double kRow = 0.2;             // each row
constexpr double kGap = 2.5;             // a blank line inside a cell
constexpr double kPackedGap = 0.3;       // … where lines of other cells stand between
constexpr double kFieldGap = 1.5;         // the same inside a long text
constexpr double kSpread = 1.6;          // cells of a row aligned a line apart
constexpr double kTight = 0.6;           // a row that ends where its cells seem to go on
constexpr double kBroken = 2.5;          // a row that ends inside a word
constexpr double kNoName = 3, kNoValue = 0.5;
constexpr double kTwoValues = 4;         // two whole values in one cell
constexpr double kTextAndValue = 2;       // a line of text and a whole value below it in one cell
constexpr double kWrappedValue = 0.15;    // each further line of a value
constexpr double kTwoLabels = 3;         // a whole known name and more in one cell
constexpr double kBeyond = 2;            // a piece that reaches into the next column
constexpr double kEmptyField = 1;
constexpr double kContinued = 0.5;       // text that goes on from the page before
constexpr double kUnlabelled = 3;        // text whose label stands on the page after
constexpr double kLoose = 4, kLooseHead = 1;
constexpr int kMaxRowLines = 14;
constexpr std::size_t kBetween = 2;      // lines of other cells between two of one
constexpr int kShred = 2;                // columns: one character is no name
constexpr double kMaxWork = 4e6;         // bands priced on one page; longer ones are not tried beyond it

// `2023.07-2024.`: the value goes on in the next line.
bool ends_inside(std::string_view text) {
    for (const std::string_view mark : {".", "-", "—", "~", "～", "至", "、", "，", ",", "（", "(", "≥", "≤", "=", "每", "/"})
        if (text.size() > mark.size() && text.ends_with(mark)) return true;
    return false;
}

// `以上`, `/年`, `为95%`: the value began in the line before.
bool begins_inside(const CellView& view) {
    if (view.dash) return false;
    for (const std::string_view mark : {"为", "以上", "以下", "以内", "左右", "/", "／", "%", "％", "、", "，", "。", "；", "）", ")", "-", "—", "～"})
        if (view.text.starts_with(mark)) return true;
    return false;
}

// Text set by blanks moves figures into the next column: a lone figure among the lines of a text is the amount that its row
// lacks before it.
void figures_home(std::map<int, std::vector<const Piece*>>& cells, const Section& section) {
    for (std::size_t k = 1; k < section.columns.size(); ++k) {
        if (section.columns[k].type != ColumnType::Text || section.columns[k - 1].type != ColumnType::Amount) continue;
        const int text = static_cast<int>(k);
        if (!cells.contains(text) || cells.contains(text - 1)) continue;
        auto& pieces = cells[text];
        const auto is_amount = [](const Piece* piece) { return piece->cells.back()->amount; };
        if (std::ranges::count_if(pieces, is_amount) != 1) continue;
        const auto figure = std::ranges::find_if(pieces, is_amount);
        const Piece* piece = *figure;
        pieces.erase(figure);
        if (pieces.empty()) cells.erase(text);
        cells[text - 1].push_back(piece);
    }
}

}  // namespace

// ---- Prices ----------------------------------------------------------------------------------

// The next text of the column below line `i`, and its line; null where the body ends.
std::pair<const Piece*, std::size_t> PageTableReader::next_of_column(std::size_t i, int column, const PageColumns& columns) const {
    for (std::size_t k = i + 1; k < std::min(body_.size(), i + 2 + kBetween) && body_[k].single < 0; ++k)
        for (const Piece* piece : body_[k].pieces)
            if (columns.column(*piece) == column) return {piece, k};
    return {nullptr, 0};
}

// What the columns say of the end of a line: that a text goes on below it, and whether inside a word.
PageTableReader::LineEnd PageTableReader::line_end(std::size_t line, const PageColumns& columns) const {
    LineEnd out = LineEnd::Free;
    const std::size_t top = line > kBetween ? line - kBetween : 0;
    for (std::size_t i = line + 1; i-- > top && body_[i].single < 0;)
        for (const Piece* above : body_[i].pieces) {
            const int column = columns.column(*above);
            const auto [below, k] = next_of_column(i, column, columns);
            if (!below || k <= line) continue;
            const bool near = below->first_y - above->last_y < kSameText;
            if (k > i + 1 ? !page_.packed(*above, *below) && !near : !near) continue;
            if (i == line || !columns.is_value(column)) out = std::max(out, LineEnd::GoesOn);
            if (above->uses || below->uses || columns.is_value(column)) continue;
            const bool shred = display_width(below->text) <= kShred && display_width(above->text) > kShred;   // 率 below 智慧综合整治增长
            if (shred || broken_between(above->text, below->text)) return LineEnd::InsideWord;
        }
    return out;
}

// True for a whole known name of a row of the section: a fixed row's, or an indicator's.
bool PageTableReader::is_name(const Piece& piece, int zone) const {
    return piece.uses && std::ranges::any_of(*piece.uses, [&](const LabelUse& use) {
        return (use.kind == Use::Item && use.zone == zone) ||
               (use.kind == Use::Level && plan_.vocabulary().indicators[static_cast<std::size_t>(use.index)].level == 3);
    });
}

double PageTableReader::price_row(std::size_t first, std::size_t last, int instance) const {
    const PageColumns* columns = columns_[static_cast<std::size_t>(instance)].get();
    if (!columns) return kNeverFits;
    struct Stack {
        double first = 0, last = 0;
        int lines = 0, values = 0, labels = 0;
        bool open = false;   // the last line ends inside a value
        bool whole = false;  // it is a value by itself
        std::string_view text;
        const Piece* piece = nullptr;   // the last
        bool packed = true;  // its lines follow each other
    };
    std::map<int, Stack> cells;
    double cost = kRow;
    bool name = false, value = false, mixed = false;
    for (std::size_t i = first; i <= last; ++i)
        for (const Piece* piece : body_[i].pieces) {
            const int column = columns->column(*piece);
            const double beyond = columns->beyond(*piece);
            if (beyond >= 1.5) cost += kBeyond;
            Stack& cell = cells[column];
            const bool is_value = columns->is_value(column);
            const bool beside = cell.lines > 0 && piece->y < cell.last + kOneLine;
            if (is_value && beside) cost += kTwoValues;   // side by side
            if (is_value && cell.lines == 0 && is_unit(piece->text, plan_.vocabulary())) cost += kBroken;
            if (cell.lines == 0) cell.first = piece->first_y;
            else if (!beside) {
                const bool next = page_.packed(*cell.piece, *piece);
                cell.packed = cell.packed && next;
                cost += (next && !is_value ? kPackedGap : kGap) * gap(piece->first_y - cell.last);
                if (is_value) cost += kWrappedValue;
            }
            cell.last = piece->last_y;
            cell.piece = piece;
            const CellView& view = *piece->cells.back();
            if (is_value && !cell.open && !begins_inside(view) && !(cell.lines > 0 && is_rest_of_value(cell.text, view.text, plan_.vocabulary()))) {
                const bool whole = view.amount || view.dash || view.value || view.quantitative;
                const bool sign = view.text.starts_with("》") || view.text.starts_with("《");   // a comparator as typed, no bracket
                mixed = mixed || (cell.lines > 0 && (whole ? cell.values == 0 : cell.whole) && (sign || !broken_between(cell.text, view.text)));
                cell.values += whole;
                cell.whole = whole;
            }
            cell.text = view.text;
            ++cell.lines;
            cell.open = is_value && ends_inside(view.text);
            cell.labels += !is_value && is_name(*piece, columns->zone());
            name = name || !is_value;
            value = value || is_value;
        }
    double least = kNeverFits, most = -kNeverFits;
    for (const auto& [column, cell] : cells) {
        if (cell.values > 1) cost += kTwoValues * (cell.values - 1);
        if (cell.labels > 0 && cell.lines > 1) cost += kTwoLabels;
        double at = upright_ == Upright::Top ? cell.first : upright_ == Upright::Bottom ? cell.last : (cell.first + cell.last) / 2, from = at, to = at;
        // The middle of lines that follow each other lies as far from the first as from the last, whichever of them seems too far off.
        if (upright_ == Upright::Middle && cell.packed && cell.lines > 1) {
            from = std::min(at, cell.last - (cell.lines - 1) / 2.0);
            to = std::max(at, cell.last - (cell.lines - 1) / 2.0);
            from = std::min(from, cell.first + (cell.lines - 1) / 2.0);
            to = std::max(to, cell.first + (cell.lines - 1) / 2.0);
        }
        least = std::min(least, to);
        most = std::max(most, from);
    }
    cost += kSpread * std::max(0.0, most - least - 0.1);
    if (last + 1 < body_.size() && body_[last + 1].single < 0 && body_[last + 1].instance == body_[last].instance)
        cost += ends_[last] == LineEnd::InsideWord ? kBroken : ends_[last] == LineEnd::GoesOn ? kTight : 0;
    if (mixed) cost += kTextAndValue;
    if (!name) cost += kNoName;
    if (!value) cost += kNoValue;
    return cost;
}

// ---- The division ----------------------------------------------------------------------------

void PageTableReader::divide_lines() {
    std::ranges::stable_sort(marks_, {}, &PageLandmark::y);
    for (std::size_t m = 0; m < marks_.size(); ++m)
        if (marks_[m].kind != TableRow::Kind::Field) body_[marks_[m].line].single = static_cast<int>(m);
    const std::size_t n = body_.size(), marks = marks_.size(), width = marks + 1;
    ends_.assign(n, LineEnd::Free);
    for (std::size_t i = 0; i + 1 < n; ++i)
        if (const PageColumns* columns = columns_[static_cast<std::size_t>(body_[i].instance)].get()) ends_[i] = line_end(i, *columns);
    enum class How : char { None, Mark, Row, Continued, Loose };
    struct State {
        double cost = kNeverFits;
        How how = How::None;
        std::size_t line = 0, mark = 0;
    };
    std::vector<State> states((n + 1) * width);
    const auto at = [&](std::size_t line, std::size_t mark) -> State& { return states[line * width + mark]; };
    at(0, 0).cost = 0;
    Margins margins(n);
    const std::size_t longest = std::max<std::size_t>(60, static_cast<std::size_t>(kMaxWork / (static_cast<double>(n + 1) * static_cast<double>(width))));
    const bool after_field = before_.zone >= 0 && plan_.zones()[static_cast<std::size_t>(before_.zone)].fields;
    for (std::size_t i = 0; i <= n; ++i)
        for (std::size_t a = 0; a <= marks; ++a) {
            const double here = at(i, a).cost;
            if (here == kNeverFits) continue;
            const auto offer = [&](std::size_t next, std::size_t mark, double price, How how) {
                if (price == kNeverFits) return;
                State& there = at(next, mark);
                if (doubts_) margins.add({i * width + a, next * width + mark, here, price, static_cast<int>(i), static_cast<int>(next), next > i});
                if (here + price < there.cost - 1e-9) there = {here + price, how, i, a};
            };
            const bool field_before = a > 0 ? marks_[a - 1].kind == TableRow::Kind::Field : after_field;
            const bool head = head_of_page(a);
            if (a < marks) {
                const PageLandmark& mark = marks_[a];
                if (mark.kind != TableRow::Kind::Field) {
                    if (i < n && body_[i].single == static_cast<int>(a)) offer(i + 1, a + 1, 0, How::Mark);
                } else {
                    offer(i, a + 1, kEmptyField, How::Mark);
                    double inside = 0;
                    for (std::size_t end = i; end < std::min(n, i + longest) && body_[end].single < 0; ++end) {
                        inside += price_inside(end, &mark);
                        if (end > i) inside += kFieldGap * gap(step(end));
                        offer(end + 1, a + 1, inside + price_field(i, end, mark), How::Mark);
                    }
                }
            }
            if (i == n || body_[i].single >= 0) continue;
            if (field_before && !(a == 0 && i > 0)) {   // directly at the top of the page, or after a field
                double inside = i == 0 ? kContinued : kUnlabelled;
                for (std::size_t end = i; end < std::min(n, i + longest) && body_[end].single < 0; ++end) {
                    inside += price_inside(end, nullptr);
                    if (end > i) inside += kFieldGap * gap(step(end));
                    offer(end + 1, a, inside, How::Continued);
                }
            }
            int instance = -1;
            for (std::size_t m = a; m-- > 0;) {
                if (marks_[m].kind == TableRow::Kind::Single) continue;
                if (marks_[m].kind == TableRow::Kind::Header) instance = marks_[m].instance;
                break;
            }
            const bool any = std::any_of(marks_.begin(), marks_.begin() + static_cast<std::ptrdiff_t>(a), [](const PageLandmark& m) { return m.kind != TableRow::Kind::Single; });
            if (instance < 0 && !any && columns_[0]) instance = 0;
            if (instance >= 0)
                for (std::size_t end = i; end < std::min(n, i + kMaxRowLines) && body_[end].single < 0; ++end) {
                    if (end > i && step(end) > 3) break;
                    offer(end + 1, a, price_row(i, end, instance), How::Row);
                }
            offer(i + 1, a, head && before_.zone < 0 ? kLooseHead : kLoose, How::Loose);
        }
    out_.cost = at(n, marks).cost;
    const std::vector<char> doubtful = doubts_ ? margins.doubtful(out_.cost) : std::vector<char>(n);
    std::vector<TableRow> rows;
    for (std::size_t i = n, a = marks; i > 0 || a > 0;) {
        const State& state = at(i, a);
        if (state.how == How::None) break;
        const std::size_t first = state.line, end = i;
        const bool uses_mark = state.mark != a;
        TableRow row;
        if (uses_mark) {
            const PageLandmark& mark = marks_[state.mark];
            if (mark.kind == TableRow::Kind::Header) {
                row = make_header(headers_[static_cast<std::size_t>(mark.instance - 1)]);
                row.instance = mark.instance;
            } else if (mark.kind == TableRow::Kind::Single) {
                row = make_row(first, end - 1, -1);
                row.kind = TableRow::Kind::Single;
            } else {
                row = make_field(first, end, &mark);
            }
        } else if (state.how == How::Continued) {
            row = make_field(first, end, nullptr);
        } else {
            int instance = -1;
            if (state.how == How::Row || !head_of_page(a)) {
                instance = 0;
                for (std::size_t m = 0; m < a; ++m)
                    if (marks_[m].kind == TableRow::Kind::Header) instance = marks_[m].instance;
            }
            row = make_row(first, end - 1, state.how == How::Row ? instance : -1);
            row.instance = instance;
            row.kind = state.how == How::Row ? TableRow::Kind::Row : TableRow::Kind::Loose;
            row.doubtful = std::any_of(doubtful.begin() + static_cast<std::ptrdiff_t>(first), doubtful.begin() + static_cast<std::ptrdiff_t>(std::min(end + 1, n)),
                                       [](char d) { return d != 0; });
        }
        rows.push_back(std::move(row));
        i = state.line;
        a = state.mark;
    }
    std::ranges::reverse(rows);
    out_.rows = std::move(rows);
}

// Before the first label of the first page.
bool PageTableReader::head_of_page(std::size_t marks) const {
    return before_.zone < 0 && std::all_of(marks_.begin(), marks_.begin() + static_cast<std::ptrdiff_t>(marks),
                                           [](const PageLandmark& m) { return m.kind == TableRow::Kind::Single; });
}

TableRow PageTableReader::make_row(std::size_t first, std::size_t last, int instance) const {
    TableRow row;
    row.instance = instance;
    row.top = kNeverFits;
    row.bottom = -kNeverFits;
    for (std::size_t i = first; i <= last; ++i)
        for (const Piece* piece : body_[i].pieces) {
            row.top = std::min(row.top, piece->first_y);
            row.bottom = std::max(row.bottom, piece->last_y);
        }
    row.y = (row.top + row.bottom) / 2;
    const PageColumns* columns = instance < 0 ? nullptr : columns_[static_cast<std::size_t>(instance)].get();
    std::map<int, std::vector<const Piece*>> cells;
    for (std::size_t i = first; i <= last; ++i)
        for (std::size_t p = 0; p < body_[i].pieces.size(); ++p) {
            const Piece* piece = body_[i].pieces[p];
            cells[columns ? columns->column(*piece) : static_cast<int>(p)].push_back(piece);
        }
    if (columns) figures_home(cells, plan_.zones()[static_cast<std::size_t>(columns->zone())].spec());
    for (auto& [column, pieces] : cells) {
        if (columns && !columns->is_value(column) && !columns->is_group(column)) {
            std::string name;
            for (const Piece* piece : pieces) name += piece->text;
            row.name = label_key(name);
        }
        row.cells.push_back({column, std::move(pieces)});
    }
    return row;
}

TableRow PageTableReader::make_header(const PageHeader& header) const {
    TableRow row;
    row.kind = TableRow::Kind::Header;
    row.y = row.top = row.bottom = header.y;
    for (std::size_t k = 0; k < header.labels.size(); ++k)
        if (header.labels[k]) row.cells.push_back({static_cast<int>(k), {header.labels[k]}});
    return row;
}

}  // namespace jixiao
