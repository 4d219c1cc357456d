// D1–D9, D15: rows, columns, pages.
#include <algorithm>
#include <set>

#include "dirt.h"

namespace jixiao::noise {
namespace {

// One empty row before `at`. No cell spans it.
void insert_row(Paper& paper, int at) {
    for (PaperCell& cell : paper.cells)
        if (cell.row >= at) ++cell.row;
    for (int& row : paper.header_rows)
        if (row >= at) ++row;
    for (int& page : paper.pages)
        if (page > at) ++page;
    ++paper.rows;
}

// Merged cells that cross a page break end there; with `repeat` they begin again behind it.
void split_at(Paper& paper, int at, bool repeat) {
    std::vector<PaperCell> more;
    for (PaperCell& cell : paper.cells) {
        if (cell.row >= at || cell.row + cell.rows <= at) continue;
        PaperCell rest = cell;
        rest.row = at;
        rest.rows = cell.row + cell.rows - at;
        cell.rows = at - cell.row;
        if (repeat) more.push_back(std::move(rest));
    }
    paper.cells.insert(paper.cells.end(), more.begin(), more.end());
    paper.sort();
}

// The rows a list begins with where a page breaks inside it: the nearest header above, if no other row of labels
// stands between.
int header_above(const Paper& paper, int row) {
    int found = -1;
    for (const int header : paper.header_rows)
        if (header < row) found = std::max(found, header);
    for (const PaperCell& cell : paper.cells)
        if (cell.row > found && cell.row < row && (cell.ink == Ink::Long || cell.ink == Ink::Text)) return -1;
    return found;
}

void break_pages(Paper& paper, double level, bool headers, bool labels, Random& random) {
    std::set<int> breaks;
    for (int n = 1 + static_cast<int>(level * 5); n > 0 && paper.rows > 4; --n) {
        const int at = random.between(3, paper.rows - 1);
        // A header is not left alone at the foot of a page.
        if (std::ranges::count(paper.header_rows, at - 1) == 0) breaks.insert(at);
    }
    for (auto at = breaks.rbegin(); at != breaks.rend(); ++at) {
        split_at(paper, *at, labels);
        paper.pages.insert(paper.pages.begin() + 1, *at);
        const int header = headers && std::ranges::count(paper.header_rows, *at) == 0 ? header_above(paper, *at) : -1;
        if (header < 0) continue;
        std::vector<PaperCell> again;
        for (const PaperCell& cell : paper.cells)
            if (cell.row == header && cell.header()) again.push_back(cell);
        insert_row(paper, *at);
        for (PaperCell& cell : again) cell.row = *at;
        paper.cells.insert(paper.cells.end(), again.begin(), again.end());
        paper.header_rows.push_back(*at);
        paper.sort();
    }
}

bool starts_text(const Slot& slot) { return slot.kind == Slot::Kind::Text; }

void pad(SlotRow& row, std::size_t size) { row.slots.resize(std::max(row.slots.size(), size)); }

// D1: columns of a page in which no cell begins are not columns there; sometimes an empty one appears.
void change_width(SlotPage& page, Random& random) {
    if (page.empty()) return;
    for (std::size_t c = page.front().slots.size(); c-- > 1;) {
        const bool used = std::ranges::any_of(page, [&](const SlotRow& row) { return !row.slots[c].across; });
        if (used) continue;
        for (SlotRow& row : page) row.slots.erase(row.slots.begin() + static_cast<std::ptrdiff_t>(c));
    }
    if (random.chance(0.3))
        for (SlotRow& row : page) row.slots.emplace_back();
}

// D2: what a merge covers in its own row is left out, the row filled up at its end.
void pad_row(SlotRow& row) {
    const std::size_t size = row.slots.size();
    std::erase_if(row.slots, [](const Slot& slot) { return slot.across; });
    pad(row, size);
}

// D3: for the last rows under a vertical merge nothing stands for it.
void shift_rows(SlotPage& page, double level, Random& random) {
    for (std::size_t r = 0; r < page.size(); ++r) {
        if (!random.chance(level * 0.2)) continue;
        std::size_t leading = 0;
        while (leading < page[r].slots.size() && page[r].slots[leading].kind != Slot::Kind::Text) ++leading;
        if (leading == 0 || leading == page[r].slots.size()) continue;
        const std::size_t gone = static_cast<std::size_t>(random.between(1, static_cast<int>(leading)));
        const std::size_t size = page[r].slots.size();
        page[r].slots.erase(page[r].slots.begin(), page[r].slots.begin() + static_cast<std::ptrdiff_t>(gone));
        pad(page[r], size);
    }
}

// D4: a merge above runs too long.
void shift_header(SlotRow& row) {
    row.slots.insert(row.slots.begin(), Slot{});
    row.slots.pop_back();
}

// D5: the text of a tall label stands in a row below its first.
void sink_labels(SlotPage& page, double level, Random& random) {
    for (std::size_t r = 0; r < page.size(); ++r)
        for (std::size_t c = 0; c < page[r].slots.size(); ++c) {
            Slot& slot = page[r].slots[c];
            if (!starts_text(slot) || slot.ink != Ink::Label) continue;
            std::size_t end = r + 1;
            while (end < page.size() && page[end].slots[c].kind == Slot::Kind::Covered && page[end].slots[c].ink == Ink::Label) ++end;
            if (end - r < 3 || !random.chance(level)) continue;
            const std::size_t to = r + (end - r) / 2;
            std::swap(page[to].slots[c], slot);
            c = page[r].slots.size();
            break;
        }
}

// D9: the columns from the middle on stand on a page of their own.
void split_columns(std::vector<SlotPage>& pages) {
    std::vector<SlotPage> right;
    for (SlotPage& page : pages) {
        if (page.empty()) continue;
        const std::size_t at = page.front().slots.size() - 2;
        SlotPage rest;
        for (SlotRow& row : page) {
            rest.push_back({{row.slots.begin() + static_cast<std::ptrdiff_t>(at), row.slots.end()}, row.header});
            row.slots.resize(at);
        }
        right.push_back(std::move(rest));
    }
    pages.insert(pages.end(), right.begin(), right.end());
}

// D15: a label and its value, or a name and its amount.
void glue(SlotRow& row, Random& random) {
    for (std::size_t c = 0; c + 1 < row.slots.size(); ++c) {
        Slot& slot = row.slots[c];
        if (!starts_text(slot) || slot.ink == Ink::Long || slot.ink == Ink::Value || slot.ink == Ink::Amount) continue;
        std::size_t next = c + 1;
        while (next < row.slots.size() && !starts_text(row.slots[next])) ++next;
        if (next == row.slots.size() || row.slots[next].ink == Ink::Long || !random.chance(0.5)) continue;
        // A name that nobody knows and another one cannot be told apart; a label or a figure can.
        const bool known = slot.ink == Ink::Label || slot.ink == Ink::Header;
        const bool figure = row.slots[next].ink == Ink::Amount || row.slots[next].ink == Ink::Value;
        if (!known && !figure) continue;
        slot.lines.front() += (random.chance(0.5) ? " " : "") + joined(row.slots[next].lines);
        row.slots[next] = Slot{};
        return;
    }
}

}  // namespace

void dirty_paper(Paper& paper, std::string_view rule, double level, Random& random) {
    if (rule == "pages" || rule == "widths") break_pages(paper, level, false, false, random);
    if (rule == "headers_repeated") break_pages(paper, level, true, false, random);
    if (rule == "labels_repeated") break_pages(paper, level, false, true, random);
    if (rule == "header_missing") {
        const auto lost = [&](const PaperCell& cell) { return cell.header(); };
        std::set<int> rows;
        for (const int row : paper.header_rows)
            if (random.chance(level)) rows.insert(row);
        std::erase_if(paper.cells, [&](const PaperCell& cell) { return lost(cell) && rows.contains(cell.row); });
    }
}

void dirty_slots(std::vector<SlotPage>& pages, std::string_view rule, double level, Random& random) {
    if (rule == "column_blocks" && random.chance(std::max(level, 0.3))) split_columns(pages);
    for (SlotPage& page : pages) {
        if (rule == "widths" && random.chance(std::max(level, 0.3))) change_width(page, random);
        if (rule == "shifted") shift_rows(page, level, random);
        if (rule == "label_inside") sink_labels(page, level, random);
        for (SlotRow& row : page) {
            if (rule == "padded" && random.chance(level)) pad_row(row);
            if (rule == "header_shifted" && row.header && random.chance(level)) shift_header(row);
            if (rule == "glued" && random.chance(level * 0.3)) glue(row, random);
        }
    }
}

}  // namespace jixiao::noise
