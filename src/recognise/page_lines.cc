#include "recognise/page_lines.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "model/values.h"
#include "recognise/label_noise.h"
#include "recognise/page_distances.h"
#include "recognise/walk.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Use = LabelUse::Kind;

constexpr std::size_t kMaxSplitLabel = 16;  // lines a label takes at most, set one character a line
constexpr double kMaxLabelGap = 2.3;        // lines from one line of a label to its next
constexpr double kMaxVerticalGap = 4.5;     // the same for single characters, which are spread
constexpr double kClose = 1.2;              // lines between two of one cell
constexpr double kColumnWidth = 40;         // of a grid that knows no places: columns stand so far apart
constexpr double kTextReach = 2;             // lines of a page as text from one of a cell to its next, a neighbour's between them
constexpr std::size_t kHeadLines = 3;       // a running head stands among the first or last of a page

// One mark and nothing else, on a page whose engine tells how sure it is: what it made of a table's rule. A dash is a value.
bool is_rule_mark(const CellView& view) {
    if (view.dash || view.amount || view.value || view.cell->confidence >= 1) return false;
    const std::u32string text = to_code_points(view.text);
    return text.size() == 1 && !is_ideograph(text[0]);
}

class PageReader {
public:
    PageReader(const Plan& plan, const std::vector<CellView>& views, bool half_lines)
        : plan_(plan), views_(views), half_lines_(half_lines), continued_(label_key(plan.form().page.continued)) {}
    PagesRead run();

private:
    struct Lines {
        std::vector<PageLine> lines;
        bool whole_numbers = true;   // y counts lines of the text: blank ones stand for distance
    };

    Piece piece_of(const CellView& view) const;
    void join_title(PageLine& line) const;
    void look_up(Piece& piece) const;
    void cut_glued(PageLine& line);
    void cut_split_labels(std::vector<PageLine>& lines);
    bool is_side_label(std::string_view text, bool leftmost) const;
    bool is_header(std::string_view text) const;
    bool is_field_label(std::string_view text) const;
    std::vector<Lines> lines();
    std::vector<Lines> split_at_numbers(std::vector<Lines> pages);
    void drop_furniture(std::vector<Lines>& pages);
    static std::string text_of(const PageLine& line);
    static void join_pieces(PageLine& line, std::string text);
    static void join_known(PageLine& line, const std::set<std::string>& seen);
    void drop(PageLine& line, std::size_t piece);
    void join_labels(std::vector<PageLine>& lines);
    bool join_label(std::vector<PageLine>& lines, std::size_t line, std::size_t piece);
    bool may_begin_label(Piece& piece) const;

    const Plan& plan_;
    const std::vector<CellView>& views_;
    bool half_lines_;
    std::string continued_;
    PagesRead out_;
};

// A label's key, or that of a label continued from the page before.
void PageReader::look_up(Piece& piece) const {
    if (piece.uses || continued_.empty()) return;
    // An engine reads brackets as other ones.
    const std::u32string shape = plan_.noise().shape(piece.key), mark = plan_.noise().shape(continued_);
    if (!shape.ends_with(mark) || shape.size() == mark.size()) return;
    const std::string key = to_utf8(to_code_points(piece.key).substr(0, shape.size() - mark.size()));
    if (const auto* uses = plan_.find(key)) {
        piece.uses = uses;
        piece.key = key;
        // Why the last occurrence: the mark stands at the end.
        if (const auto at = piece.text.rfind(plan_.form().page.continued); at != std::string::npos) piece.text.resize(at);
    }
}

Piece PageReader::piece_of(const CellView& view) const {
    const PagePlace place = view.cell->on_page();
    Piece out;
    out.cells = {&view};
    out.text = view.text;
    out.key = view.key;
    out.uses = view.uses;
    out.left = place.page > 0 ? place.left : kColumnWidth * view.cell->at.col;
    out.right = place.page > 0 ? place.right : out.left + display_width(view.text);
    out.y = out.first_y = out.last_y = place.page > 0 ? place.y : view.cell->at.row;
    look_up(out);
    return out;
}

// What the pieces of a line say together; nothing where one of them is a label or a figure, or where it is one.
std::string PageReader::text_of(const PageLine& line) {
    constexpr std::size_t kMost = 12;
    std::string text;
    if (line.pieces.size() < 2 || line.pieces.size() > kMost) return text;
    for (const Piece& piece : line.pieces) {
        if (piece.uses || piece.figure()) return "";
        text += piece.text;
    }
    return text;
}

void PageReader::join_pieces(PageLine& line, std::string text) {
    Piece& whole = line.pieces.front();
    for (std::size_t p = 1; p < line.pieces.size(); ++p) whole.cells.insert(whole.cells.end(), line.pieces[p].cells.begin(), line.pieces[p].cells.end());
    whole.right = line.pieces.back().right;
    whole.text = std::move(text);
    whole.key = label_key(whole.text);
    line.pieces.resize(1);
}

// A title set wide, its words apart: one piece.
void PageReader::join_title(PageLine& line) const {
    std::string text = text_of(line);
    if (!text.empty() && (plan_.is_title(label_key(text)) || plan_.repaired_title(text))) join_pieces(line, std::move(text));
}

// True for a known label that stands beside rows, or (only at the left) beside its text.
bool PageReader::is_side_label(std::string_view text, bool leftmost) const {
    std::string key = label_key(text);
    if (!continued_.empty() && key.ends_with(continued_)) key.resize(key.size() - continued_.size());
    const auto* uses = key.empty() ? nullptr : plan_.find(key);
    if (!uses) return false;
    return std::ranges::any_of(*uses, [&](const LabelUse& use) {
        if (use.kind == Use::Level) return plan_.vocabulary().indicators[static_cast<std::size_t>(use.index)].level < 3;
        return use.kind == Use::Block || use.kind == Use::ItemGroup || (leftmost && use.kind == Use::Field);
    });
}

bool PageReader::is_field_label(std::string_view text) const {
    const auto* uses = plan_.find(label_key(text));
    return uses && std::ranges::any_of(*uses, [](const LabelUse& use) { return use.kind == Use::Field; });
}

// True for the label of a column, or for several with blanks between them.
bool PageReader::is_header(std::string_view text) const {
    const auto is = [&](std::string_view label) {
        const auto* uses = plan_.find(label_key(label));
        return uses && std::ranges::any_of(*uses, [](const LabelUse& use) { return use.kind == Use::Header || use.kind == Use::Caption; });
    };
    if (is(text)) return true;
    for (auto at = text.find(' '); at != text.npos; at = text.find(' ', at + 1))
        if (is(text.substr(0, at)) && is_header(text.substr(at + 1))) return true;
    return false;
}

// `支出（续） 基本支出`, `（万元） 支出（续） 基本支出`: a label and its neighbours, one blank apart where a column ends.
void PageReader::cut_glued(PageLine& line) {
    constexpr std::size_t kLongestLabel = 90;
    for (std::size_t p = 0; p < line.pieces.size(); ++p) {
        const std::string& text = line.pieces[p].text;
        if (line.pieces[p].uses) continue;
        std::size_t cut = std::string::npos;
        for (auto at = text.find(' '); at != std::string::npos && at <= kLongestLabel && cut == std::string::npos; at = text.find(' ', at + 1)) {
            const std::string_view before = std::string_view(text).substr(0, at);
            const auto next = std::string_view(text).substr(at + 1, text.find(' ', at + 1) - at - 1);
            const bool headers = is_header(before) && is_header(std::string_view(text).substr(at + 1));
            const bool marked = !continued_.empty() && label_key(next).ends_with(continued_) && is_side_label(next, false);
            // `675.89 年度资金总额`: a figure, and the label of the one behind it.
            const std::string_view after = std::string_view(text).substr(at + 1);
            const bool figure = is_field_label(after) && parse_amount(before).amount.number.has_value();
            if (is_side_label(before, p == 0) || marked || headers || figure) cut = at;
        }
        if (cut == std::string::npos) continue;
        auto [label, rest] = cut_piece(line.pieces[p], cut, plan_, out_.cut);
        look_up(label);
        look_up(rest);
        line.pieces[p] = std::move(label);
        line.pieces.insert(line.pieces.begin() + static_cast<std::ptrdiff_t>(p) + 1, std::move(rest));
    }
}

// `单位主要 会同有关部门`, `职能（续） 健全机制`: each line of a label one blank apart from a line of the text beside it.
void PageReader::cut_split_labels(std::vector<PageLine>& lines) {
    constexpr double kReach = 3;
    const auto first_word = [](const Piece& piece) { return piece.text.substr(0, piece.text.find(' ')); };
    const auto cut = [&](PageLine& line) {
        const std::size_t at = line.pieces.front().text.find(' ');
        if (at == std::string::npos) return;
        auto [label, rest] = cut_piece(line.pieces.front(), at, plan_, out_.cut);
        look_up(label);
        look_up(rest);
        line.pieces.front() = std::move(label);
        line.pieces.insert(line.pieces.begin() + 1, std::move(rest));
    };
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const Piece& piece = lines[i].pieces.front();
        std::string text = first_word(piece);
        if (piece.uses || !plan_.begins_label(label_key(text))) continue;
        const double share = static_cast<double>(display_width(text)) / std::max(1, display_width(piece.text));
        const double edge = piece.left + (piece.right - piece.left) * share;
        std::vector<std::size_t> parts = {i};
        bool found = false;
        for (std::size_t k = i + 1; k < lines.size() && parts.size() < kMaxSplitLabel && !found; ++k) {
            const Piece& next = lines[k].pieces.front();
            if (lines[k].y - lines[parts.back()].y > kReach) break;
            if (next.left >= edge) continue;
            text += first_word(next);
            parts.push_back(k);
            found = is_side_label(text, true);
            if (!found && !plan_.begins_label(label_key(text))) break;
        }
        if (!found) continue;
        for (const std::size_t part : parts) cut(lines[part]);
    }
}

std::vector<PageReader::Lines> PageReader::lines() {
    std::map<std::pair<int, int>, PageLine> rows;
    for (const CellView& view : views_) {
        if (view.text.empty()) continue;
        if (is_rule_mark(view)) {
            out_.settled.emplace_back(view.index, CellClaim::Ignored);
            continue;
        }
        PageLine& line = rows[{view.cell->on_page().page, view.cell->at.row}];
        line.pieces.push_back(piece_of(view));
    }
    std::map<int, Lines> pages;
    for (auto& [place, line] : rows) {
        for (const Piece& piece : line.pieces) line.y += piece.y;
        line.y /= static_cast<double>(line.pieces.size());
        join_title(line);
        cut_glued(line);
        Lines& page = pages[place.first];
        page.whole_numbers = page.whole_numbers && line.y == static_cast<int>(line.y);
        page.lines.push_back(std::move(line));
    }
    std::vector<Lines> out;
    for (auto& [number, page] : pages) {
        cut_split_labels(page.lines);
        out.push_back(std::move(page));
    }
    return out;
}

// A running head whose letters stand wide apart: its pieces together say what a piece said before.
void PageReader::join_known(PageLine& line, const std::set<std::string>& seen) {
    if (line.pieces.front().cells.front()->cell->confidence >= 1) return;
    if (std::string text = text_of(line); !text.empty() && seen.contains(text)) join_pieces(line, std::move(text));
}

void PageReader::drop(PageLine& line, std::size_t piece) {
    for (const CellView* cell : line.pieces[piece].cells) out_.settled.emplace_back(cell->index, CellClaim::Ignored);
    line.pieces.erase(line.pieces.begin() + static_cast<std::ptrdiff_t>(piece));
}

// A text that does not tell its pages tells them by their numbers.
std::vector<PageReader::Lines> PageReader::split_at_numbers(std::vector<Lines> pages) {
    std::vector<Lines> out;
    for (Lines& page : pages) {
        out.push_back({{}, page.whole_numbers});
        for (std::size_t i = 0; i < page.lines.size(); ++i) {
            PageLine& line = page.lines[i];
            bool ends = false;
            for (std::size_t p = line.pieces.size(); p-- > 0;)
                if (!line.pieces[p].uses && !line.pieces[p].key.empty() && is_page_number(line.pieces[p].key) &&
                    std::ranges::none_of(line.pieces, [&](const Piece& other) { return &other != &line.pieces[p] && (other.uses || other.figure()); })) {
                    drop(line, p);
                    ends = true;
                }
            if (!line.pieces.empty()) out.back().lines.push_back(std::move(line));
            if (ends && i + 1 < page.lines.size()) out.push_back({{}, page.whole_numbers});
        }
    }
    std::erase_if(out, [](const Lines& page) { return page.lines.empty(); });
    return out;
}

// Lines of one text follow each other closely and begin at one place. What heads or ends a page does not stand so to the
// table, and is not taken for a text's first or last line that happens to say the same on two pages.
bool goes_on(const std::vector<PageLine>& lines, std::size_t i, double reach) {
    const Piece& piece = lines[i].pieces.front();
    const auto continues = [&](const Piece& other) {
        return overlap(piece, other) && std::abs(piece.left - other.left) < 1 && !other.uses && !other.figure();
    };
    for (std::size_t k = i; k-- > 0 && lines[i].y - lines[k].y <= reach;)
        if (std::ranges::any_of(lines[k].pieces, continues)) return true;
    // Below a head the first column may begin where the head does: only a text has its line to itself.
    for (std::size_t k = i + 1; k < lines.size() && lines[k].y - lines[i].y <= reach; ++k)
        if (lines[k].pieces.size() == 1 && continues(lines[k].pieces.front())) return true;
    return false;
}

// What stands alone on a line at the top or the bottom of several pages is no part of the table.
void PageReader::drop_furniture(std::vector<Lines>& pages) {
    if (pages.size() < 2) return;
    const auto alone = [](const PageLine& line) { return line.pieces.size() == 1 && !line.pieces[0].uses; };
    std::map<std::string, std::set<std::size_t>> tops;  // text -> pages it heads or ends
    for (std::size_t p = 0; p < pages.size(); ++p) {
        const auto& lines = pages[p].lines;
        for (std::size_t i = 0; i < lines.size(); ++i)
            if ((i < kHeadLines || i + kHeadLines >= lines.size()) && alone(lines[i])) tops[lines[i].pieces[0].text].insert(p);
    }
    std::set<std::string> seen;
    for (std::size_t p = 0; p < pages.size(); ++p) {
        auto& lines = pages[p].lines;
        bool top = true;
        for (std::size_t i = 0; i < lines.size(); ++i) {
            if (lines[i].pieces.empty()) continue;
            if (p > 0 && i < kHeadLines) join_known(lines[i], seen);
            const bool outer = i < kHeadLines || i + kHeadLines >= lines.size();
            top = top && alone(lines[i]) && i < kHeadLines;
            const std::string& text = lines[i].pieces[0].text;
            const std::string& key = lines[i].pieces[0].key;
            const bool heading = plan_.is_title(label_key(text)) || is_year(key) || !unit_in(key).empty();
            // On a later page the head repeats: the title, or a cell's whole text, as our own pages do.
            const bool again = p > 0 && top && seen.contains(text);
            const bool head = outer && alone(lines[i]) && !heading && tops[text].size() > 1 && !lines[i].pieces[0].figure();
            const double reach = pages[p].whole_numbers ? kTextReach : kMaxPitch;
            if ((again || head) && !goes_on(lines, i, reach)) drop(lines[i], 0);
        }
        for (const PageLine& line : lines) {
            std::string beside;   // what stands beside a label, an engine may have left in pieces
            for (const Piece& piece : line.pieces) {
                seen.insert(piece.text);
                if (!piece.uses) beside += piece.text;
            }
            if (!beside.empty()) seen.insert(std::move(beside));
        }
        std::erase_if(lines, [](const PageLine& line) { return line.pieces.empty(); });
    }
    std::erase_if(pages, [](const Lines& page) { return page.lines.empty(); });
}

// True when a label begins with the piece's text, or is it: as it stands, without marks and glosses, or in look-alikes. Its
// key becomes the label's.
bool PageReader::may_begin_label(Piece& piece) const {
    if (plan_.begins_label(piece.key)) return true;
    std::string plain = without_marks(piece.key);
    // A gloss that goes on in the next line.
    if (const auto open = plain.rfind('('); open != std::string::npos && open > 0 && is_pinyin(std::string_view(plain).substr(open + 1))) plain.resize(open);
    if (plain.empty()) return false;
    const auto guess = plan_.noise().misread(plain);
    if (guess.label >= 0) plain = plan_.keys()[static_cast<std::size_t>(guess.label)];
    else if (!plan_.begins_label(plain) && !plan_.noise().begins_label(plain)) return false;
    piece.key = std::move(plain);
    return true;
}

// Puts the label that begins at a piece together with its next lines. A label in several lines stands on the middle.
bool PageReader::join_label(std::vector<PageLine>& lines, std::size_t i, std::size_t p) {
    Piece joined = lines[i].pieces[p];
    if (joined.key.empty() || !may_begin_label(joined)) return false;
    const bool whole = joined.uses != nullptr;
    std::vector<std::pair<std::size_t, std::size_t>> taken, best;
    Piece best_piece;
    double last_y = joined.y;
    bool single = to_code_points(joined.text).size() == 1;
    for (std::size_t k = i + 1; k < lines.size() && taken.size() < kMaxSplitLabel; ++k) {
        if (lines[k].y - last_y > (single ? kMaxVerticalGap : kMaxLabelGap)) break;
        // A figure between two lines of a label is its neighbour's, centred beside both.
        auto next = std::ranges::find_if(lines[k].pieces, [&](const Piece& piece) {
            return overlap(joined, piece) && (!piece.figure() || plan_.begins_label(label_key(joined.text + piece.text)));
        });
        if (next == lines[k].pieces.end()) continue;
        // `及人员配置 (境)外合作`: one blank between the rest of the label and a line of the text beside it.
        const auto blank = next->text.find(' ');
        if (blank != std::string::npos && next->cells.size() == 1 && plan_.find(label_key(joined.text + next->text.substr(0, blank)))) {
            auto [rest, beside] = cut_piece(*next, blank, plan_, out_.cut);
            *next = std::move(rest);
            next = lines[k].pieces.insert(next + 1, std::move(beside)) - 1;
        }
        const bool close = next->first_y - last_y < kClose;
        const double next_y = next->y;
        const bool marks = joined.uses && !continued_.empty() && next->key == continued_;
        if (!marks) {
            joined.text += next->text;
            joined.key = label_key(joined.text);
            // An engine may lose the bracket that closes it.
            if (!plan_.find(joined.key) && joined.key.find('(') != std::string::npos && plan_.find(joined.key + ")")) joined.key += ")";
            if (!may_begin_label(joined)) {
                joined.uses = nullptr;
                look_up(joined);
                if (!joined.uses) break;
            }
        }
        single = single && to_code_points(next->text).size() == 1;
        // Two labels, one below the other, unless they touch and are a third together.
        if (whole && next->uses && !(close && plan_.find(joined.key))) break;
        joined.cells.insert(joined.cells.end(), next->cells.begin(), next->cells.end());
        joined.left = std::min(joined.left, next->left);
        joined.right = std::max(joined.right, next->right);
        taken.emplace_back(k, static_cast<std::size_t>(next - lines[k].pieces.begin()));
        last_y = next_y;
        if (!marks && !joined.uses) joined.uses = plan_.find(joined.key);
        else if (!marks) joined.uses = plan_.find(joined.key) ? plan_.find(joined.key) : joined.uses;
        if (!plan_.find(joined.key)) continue;
        joined.last_y = last_y;
        joined.y = (joined.first_y + last_y) / 2;
        best = taken;
        best_piece = joined;
    }
    if (best.empty()) return false;
    for (const auto& [line, piece] : best) lines[line].pieces.erase(lines[line].pieces.begin() + static_cast<std::ptrdiff_t>(piece));
    lines[i].pieces[p] = std::move(best_piece);
    return true;
}

void PageReader::join_labels(std::vector<PageLine>& lines) {
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (std::size_t p = 0; p < lines[i].pieces.size(); ++p) join_label(lines, i, p);
    std::erase_if(lines, [](const PageLine& line) { return line.pieces.empty(); });
}

PagesRead PageReader::run() {
    std::vector<Lines> pages = lines();
    pages = split_at_numbers(std::move(pages));
    drop_furniture(pages);
    std::vector<double> steps;
    for (const Lines& page : pages)
        if (!page.whole_numbers) steps_of(page.lines, steps);
    const double pitch = pitch_of(std::move(steps));
    for (Lines& page : pages) {
        if (page.whole_numbers) estimate_distances(page.lines, half_lines_);
        else measure_distances(page.lines, pitch);
        join_labels(page.lines);
        if (!page.lines.empty()) out_.pages.push_back({std::move(page.lines), !page.whole_numbers});
    }
    for (PageText& page : out_.pages) {
        if (page.exact) continue;
        for (const PageLine& line : page.lines)
            for (const Piece& piece : line.pieces)
                for (const CellView* view : piece.cells) page.written.push_back(view->cell->at.row);
        std::ranges::sort(page.written);
    }
    return std::move(out_);
}

}  // namespace

PagesRead read_pages(const Plan& plan, const std::vector<CellView>& views, bool half_lines) {
    return PageReader(plan, views, half_lines).run();
}

}  // namespace jixiao
