#include "recognise/unwrap.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "recognise/page_own_columns.h"
#include "recognise/page_table.h"
#include "recognise/page_text.h"
#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

using Kind = TableRow::Kind;

// Columns of the rows put out: one left free on the left, so that places tell (a text that leaves out blank cells never
// has a free one).
constexpr int kFirstColumn = 1;
constexpr double kOneLine = 0.3;     // lines by which an engine's boxes on one line differ
constexpr double kOneBlank = 1.6;   // characters between two pieces that one blank parts

// Between Chinese characters only a wide gap is a blank: engines set words apart.
bool blank_between(const Piece& left, const Piece& right) {
    const auto letters = [](const Piece& piece, bool last) {
        const std::u32string text = to_code_points(piece.text);
        return !text.empty() && !is_ideograph(last ? text.back() : text.front());
    };
    return right.left - left.right > (letters(left, true) && letters(right, false) ? 0 : kOneBlank);
}

// The label of the only text a block holds; empty for a block of more, or of lists.
std::string only_text_of(const Block* block, const Plan& plan) {
    const FieldCell* only = nullptr;
    for (const Zone& zone : plan.zones()) {
        if (std::ranges::find(zone.blocks, block) == zone.blocks.end()) continue;
        if (!zone.fields || zone.fields->cells.size() != 1 || only || !zone.fields->cells.front().is_field()) return "";
        only = &zone.fields->cells.front();
    }
    const Term* term = only ? plan.vocabulary().term(only->term) : nullptr;
    return term ? label_key(term->label) : "";
}

// `总体目标 | 完成……`: where the label of a block's only text (年度目标) stands on no page, the block's label stands for it.
void name_texts_by_blocks(PagesRead& read, const Plan& plan) {
    const auto each = [&](auto question) {
        for (PageText& page : read.pages)
            for (PageLine& line : page.lines) question(line);
    };
    std::set<std::string> seen;
    each([&](PageLine& line) {
        for (const Piece& piece : line.pieces)
            if (piece.is(LabelUse::Kind::Field)) seen.insert(piece.key);
    });
    each([&](PageLine& line) {
        Piece& front = line.pieces.front();
        if (!front.uses || std::ranges::any_of(*front.uses, [](const LabelUse& use) { return use.kind != LabelUse::Kind::Block; })) return;
        const std::string label = only_text_of(front.uses->front().block, plan);
        if (!label.empty() && !seen.contains(label)) front.uses = plan.find(label);
    });
}

// A label below the last row of a page, said again at the top of the next, covers rows of both: of this page the last one, or all
// that have no other label. How many is a guess.
void cover_across(PageTable& page, const PageTable& next) {
    const auto entry_of = [](TableRow& row, int column) { return std::ranges::find(row.cells, column, &TableRow::Entry::column); };
    for (const int column : next.repeated) {
        auto& rows = page.rows;
        std::size_t group = rows.size();
        while (group > 0 && rows[group - 1].kind == Kind::Row && rows[group - 1].group && entry_of(rows[group - 1], column) == rows[group - 1].cells.end()) --group;
        if (group == 0 || rows[group - 1].kind != Kind::Row || !rows[group - 1].group) continue;
        --group;
        std::size_t first = rows.size(), last = rows.size();
        for (std::size_t r = group; r-- > 0 && rows[r].kind == Kind::Row && entry_of(rows[r], column) == rows[r].cells.end();) {
            if (rows[r].group) continue;
            if (last == rows.size()) last = r;
            first = r;
        }
        const bool labelled = first > 0 && first < rows.size() && rows[first - 1].kind == Kind::Row;
        if (last == rows.size()) {   // the row above begins another group
            last = group;
            while (last > 0 && rows[last - 1].kind == Kind::Row && rows[last - 1].group) --last;
            if (last == 0 || rows[last - 1].kind != Kind::Row) continue;
            --last;
            if (entry_of(rows[last], column) != rows[last].cells.end()) continue;   // it has no row on this page
        }
        TableRow& to = rows[labelled ? last : std::min(first, last)];
        const auto taken = [&](const TableRow::Entry& entry) { return entry_of(to, entry.column) != to.cells.end(); };
        if (std::ranges::any_of(rows[group].cells, taken)) continue;   // two labels in one cell would be one too many
        for (TableRow::Entry& entry : rows[group].cells) {
            entry.doubtful = true;
            to.cells.push_back(std::move(entry));
        }
        rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(group));
    }
}

class Unwrapper {
public:
    Unwrapper(const Grid& page, const Plan& plan, const std::vector<CellView>& views)
        : plan_(plan), read_(read_pages(plan, views, true)), whole_(read_pages(plan, views, false)) {
        out_.grid.part = page.part;
        for (PagesRead* read : {&read_, &whole_}) {
            name_texts_by_blocks(*read, plan);
            take_out_own_fields(*read, plan);
            take_out_own_columns(*read, plan);
        }
    }
    Unwrapped run();

private:
    std::vector<PageTable> tables();
    void join_pages(std::vector<PageTable>& tables);
    void emit(const TableRow& row);
    std::string field_text(const std::vector<const Piece*>& pieces) const;
    void place(int column, std::string text, const std::vector<const Piece*>& pieces);

    const Plan& plan_;
    PagesRead read_;
    PagesRead whole_;              // as lines follow each other where cells stand at the top or the bottom of their rows
    Unwrapped out_;
    int row_ = 0;
    std::vector<std::pair<Place, std::vector<int>>> placed_;
};

// A writer aligns all cells alike: the way that explains the pages best is his.
std::vector<PageTable> Unwrapper::tables() {
    Upright best = Upright::Middle;
    double least = 0;
    for (const Upright upright : {Upright::Middle, Upright::Top, Upright::Bottom}) {
        std::vector<PageTable> tables;
        PageState state;
        double cost = 0;
        PagesRead& read = upright == Upright::Middle ? read_ : whole_;
        for (const PageText& page : read.pages) {
            tables.push_back(read_table(page, plan_, upright, state, read.cut, false));
            state = tables.back().state;
            cost += tables.back().cost;
        }
        // Tables are set centred as a rule: of two ways that fit alike that one. A label at a page's end may stand anywhere.
        constexpr double kSurely = 0.4;
        if (upright == Upright::Middle || cost < least - (best == Upright::Middle ? kSurely : 1e-9)) {
            best = upright;
            least = cost;
        }
    }
    std::vector<PageTable> tables;
    PageState state;
    PagesRead& read = best == Upright::Middle ? read_ : whole_;
    for (const PageText& page : read.pages) {
        tables.push_back(read_table(page, plan_, best, state, read.cut, true));
        state = tables.back().state;
    }
    for (std::size_t p = 0; p + 1 < tables.size(); ++p) cover_across(tables[p], tables[p + 1]);
    return tables;
}

// Text that goes on over a page break joins the text it goes on from; a field whose label is repeated likewise.
void Unwrapper::join_pages(std::vector<PageTable>& tables) {
    TableRow* open = nullptr;        // the last field
    const auto append = [&](TableRow& to, TableRow& from) {
        for (TableRow::Entry& entry : from.cells) {
            if (entry.column == 0) continue;
            // The other labels of a row of several, repeated as the first one is.
            if (entry.column % 2 == 0 && std::ranges::find(to.cells, entry.column, &TableRow::Entry::column) != to.cells.end()) {
                for (const Piece* piece : entry.pieces)
                    for (const CellView* cell : piece->cells) out_.settled.emplace_back(cell->index, CellClaim::Label);
                continue;
            }
            const auto same = std::ranges::find(to.cells, entry.column, &TableRow::Entry::column);
            if (same == to.cells.end()) to.cells.push_back(std::move(entry));
            else same->pieces.insert(same->pieces.end(), entry.pieces.begin(), entry.pieces.end());
        }
        from.cells.clear();
    };
    const auto label = [](const TableRow& row) { return row.cells.empty() || row.cells.front().column != 0 ? nullptr : row.cells.front().pieces.front(); };
    for (std::size_t t = 0; t < tables.size(); ++t)
        for (std::size_t r = 0; r < tables[t].rows.size(); ++r) {
            TableRow& row = tables[t].rows[r];
            if (row.kind == Kind::Continued && open) {
                append(*open, row);
            } else if (row.kind == Kind::Field) {
                const Piece *own = label(row), *before = open ? label(*open) : nullptr;
                if (own && before && own->key == before->key) {
                    for (const CellView* cell : own->cells) out_.settled.emplace_back(cell->index, CellClaim::Label);
                    append(*open, row);
                } else {
                    open = &row;
                }
            } else if (row.kind != Kind::Continued) {
                open = nullptr;
            }
        }
}

std::string Unwrapper::field_text(const std::vector<const Piece*>& pieces) const {
    std::vector<TextRun> lines;
    const Piece* last = nullptr;
    for (const Piece* piece : pieces) {
        const int page = piece->cells.front()->cell->on_page().page;
        const bool same_line = last && std::abs(last->y - piece->y) < kOneLine && lines.back().page == page;
        if (same_line) {
            lines.back().text += (blank_between(*last, *piece) ? " " : "") + piece->text;
            lines.back().right = piece->right;
        } else {
            lines.push_back({piece->text, piece->left, piece->right, page, page > 0});
        }
        last = piece;
    }
    std::string out;
    for (const std::string& paragraph : join_paragraphs(lines)) out += (out.empty() ? "" : "\n") + paragraph;
    return out;
}

void Unwrapper::place(int column, std::string text, const std::vector<const Piece*>& pieces) {
    Cell cell;
    cell.at = {row_, column};
    std::vector<int> sources;
    for (const Piece* piece : pieces)
        for (const CellView* view : piece->cells) {
            cell.confidence = std::min(cell.confidence, view->cell->confidence);
            sources.push_back(view->index);
        }
    cell.shown = cell.raw = std::move(text);
    if (pieces.size() == 1 && pieces.front()->cells.size() == 1) {
        const CellView& view = *pieces.front()->cells.front();
        cell.kind = view.cell->kind;
        if (view.text == view.cell->shown) cell.raw = view.cell->raw;
    }
    placed_.emplace_back(cell.at, std::move(sources));
    out_.grid.place(std::move(cell));
}

void Unwrapper::emit(const TableRow& row) {
    if (row.cells.empty()) return;
    if (row.kind == Kind::Loose && row.instance >= 0) {
        for (const TableRow::Entry& entry : row.cells)
            for (const Piece* piece : entry.pieces)
                for (const CellView* view : piece->cells) out_.stray.push_back(view->index);
        return;
    }
    // Amounts in cells of their own are no part of a text: the rows they belong to were not told apart from it.
    constexpr std::size_t kAmountsInText = 3;
    std::size_t amounts = 0, texts = 0;
    for (const TableRow::Entry& entry : row.cells)
        if ((row.kind == Kind::Field || row.kind == Kind::Continued) && entry.column % 2 == 1 && entry.pieces.size() > 1)
            for (const Piece* piece : entry.pieces) ++(piece->cells.back()->amount ? amounts : texts);
    if (amounts >= kAmountsInText && texts >= amounts) {
        for (const TableRow::Entry& entry : row.cells)
            for (const Piece* piece : entry.pieces)
                for (const CellView* view : piece->cells) out_.stray.push_back(view->index);
        return;
    }
    const bool list = row.kind == Kind::Row || row.kind == Kind::Header;
    const bool field = row.kind == Kind::Field || row.kind == Kind::Continued;
    std::map<int, std::vector<const Piece*>> columns;
    for (const TableRow::Entry& entry : row.cells) {
        if (row.doubtful || entry.doubtful)
            for (const Piece* piece : entry.pieces)
                for (const CellView* view : piece->cells) out_.guessed.push_back(view->index);
        auto& pieces = columns[entry.column];
        pieces.insert(pieces.end(), entry.pieces.begin(), entry.pieces.end());
    }
    const bool above = row.above && std::ranges::any_of(columns, [](const auto& entry) { return entry.first % 2 == 1; });
    for (const auto& [column, pieces] : columns) {
        if (above && column % 2 == 1) continue;   // in a row of their own, below
        std::string text;
        if (field && column % 2 == 1) {
            text = field_text(pieces);
        } else {
            const Piece* last = nullptr;
            for (const Piece* piece : pieces) {
                // An engine sets the words of one line apart; elsewhere a blank is the writer's.
                const bool engine = piece->cells.front()->cell->confidence < 1;
                const bool same_line = last && std::abs(last->y - piece->y) < kOneLine;
                if (last && !same_line && is_rest_of_value(last->text, piece->text, plan_.vocabulary())) {
                    text += piece->text;
                    last = piece;
                    continue;
                }
                if (last) text += same_line && piece->left - last->right < kOneBlank && (!engine || blank_between(*last, *piece)) ? " " : "\n";
                text += piece->text;
                last = piece;
            }
            text = join_lines(text);
        }
        place(column + (list ? kFirstColumn : 0), std::move(text), pieces);
    }
    ++row_;
    if (!above) return;
    for (const auto& [column, pieces] : columns)
        if (column % 2 == 1) place(column - 1, field_text(pieces), pieces);
    ++row_;
}

Unwrapped Unwrapper::run() {
    std::vector<PageTable> pages = tables();
    join_pages(pages);
    for (const PageTable& page : pages) {
        for (const TableRow& row : page.rows) emit(row);
        out_.settled.insert(out_.settled.end(), page.settled.begin(), page.settled.end());
        ++row_;   // a blank row: the page ends
    }
    out_.settled.insert(out_.settled.end(), read_.settled.begin(), read_.settled.end());
    out_.foreign = std::move(read_.foreign);
    out_.joined = read_.joined;
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
