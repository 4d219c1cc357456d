// Tabs, CSV, Markdown, one cell a line: what can be said row by row.
#include <algorithm>

#include <fmt/format.h>

#include "text/characters.h"
#include "writers.h"

namespace jixiao::noise {

std::string_view name_of(Dialect dialect) {
    constexpr std::string_view kNames[] = {"tabs", "csv", "markdown", "html", "aligned", "lines", "tsv", "bbox",
                                          "xlsx", "pdf-layout", "pdf-raw", "pdf-bbox", "ocr-text", "ocr-tsv"};
    return kNames[static_cast<std::size_t>(dialect)];
}

std::optional<Dialect> dialect_of(std::string_view name) {
    for (const Dialect dialect : kDialects)
        if (name_of(dialect) == name) return dialect;
    return std::nullopt;
}

std::vector<SlotPage> slots_of(const Paper& paper) {
    std::vector<std::vector<Slot>> grid(static_cast<std::size_t>(paper.rows),
                                        std::vector<Slot>(static_cast<std::size_t>(paper.columns)));
    for (const PaperCell& cell : paper.cells)
        for (int r = 0; r < cell.rows; ++r)
            for (int c = 0; c < cell.cols; ++c) {
                Slot& slot = grid[static_cast<std::size_t>(cell.row + r)][static_cast<std::size_t>(cell.col + c)];
                slot.kind = r + c == 0 ? Slot::Kind::Text : Slot::Kind::Covered;
                slot.across = c > 0;
                slot.ink = cell.ink;
                if (r + c == 0) slot.lines = cell.lines;
            }
    std::vector<SlotPage> pages;
    for (std::size_t p = 0; p < paper.pages.size(); ++p) {
        const int end = p + 1 < paper.pages.size() ? paper.pages[p + 1] : paper.rows;
        SlotPage page;
        for (int r = paper.pages[p]; r < end; ++r)
            page.push_back({std::move(grid[static_cast<std::size_t>(r)]), std::ranges::count(paper.header_rows, r) > 0});
        pages.push_back(std::move(page));
    }
    return pages;
}

namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else
            out += c;
    }
    return out;
}

std::string paragraphs(const std::vector<std::string>& lines) {
    std::string out;
    for (const std::string& line : lines) out += (out.empty() ? "<p>" : " <p>") + line + "</p>";
    return out;
}

// One line of text for a cell that must not hold line ends.
std::string flat(const Slot& slot, const Flaws& flaws) {
    if (slot.kind != Slot::Kind::Text) return "";
    if (slot.ink == Ink::Long && slot.lines.size() > 1) return paragraphs(slot.lines);
    std::string text = joined(slot.lines, " ");
    if (flaws.markup && slot.ink != Ink::Long) text = "<span class=\"c\">" + escaped(text) + "</span>&nbsp;";
    if (flaws.marks && (slot.ink == Ink::Label || slot.ink == Ink::Header || slot.ink == Ink::Group)) text = "**" + text + "**";
    return text;
}

std::string head(const Paper& paper, const Flaws& flaws) {
    std::string out;
    if (!paper.title.empty()) out += (flaws.marks ? "## " : "") + paper.title + "\n" + (flaws.marks ? "\n" : "");
    if (!paper.subtitle.empty()) out += paper.subtitle + "\n" + (flaws.marks ? "\n" : "");
    return out;
}

template <class Line>
std::string by_rows(const Paper& paper, const std::vector<SlotPage>& pages, const Flaws& flaws, const Line& line) {
    std::string out = head(paper, flaws);
    for (std::size_t p = 0; p < pages.size(); ++p) {
        if (p > 0) out += "\n";
        for (std::size_t r = 0; r < pages[p].size(); ++r) out += line(pages[p][r], r, p);
    }
    return out;
}

}  // namespace

std::string write_tabs(const Paper& paper, const std::vector<SlotPage>& pages, const Flaws& flaws) {
    return by_rows(paper, pages, flaws, [&](const SlotRow& row, std::size_t, std::size_t) {
        std::string out;
        for (std::size_t c = 0; c < row.slots.size(); ++c) out += (c > 0 ? "\t" : "") + flat(row.slots[c], flaws);
        return out + "\n";
    });
}

std::string write_csv(const Paper& paper, const std::vector<SlotPage>& pages, const Flaws& flaws) {
    const auto field = [](const std::string& text) {
        if (text.find_first_of(",\"\n") == text.npos) return text;
        std::string out = "\"";
        for (const char c : text) out += c == '"' ? "\"\"" : std::string(1, c);
        return out + "\"";
    };
    return by_rows(paper, pages, flaws, [&](const SlotRow& row, std::size_t, std::size_t) {
        std::string out;
        for (std::size_t c = 0; c < row.slots.size(); ++c) {
            const Slot& slot = row.slots[c];
            out += (c > 0 ? "," : "") + field(slot.ink == Ink::Long ? joined(slot.lines, "\n") : flat(slot, flaws));
        }
        return out + "\n";
    });
}

std::string write_markdown(const Paper& paper, const std::vector<SlotPage>& pages, const Flaws& flaws) {
    const auto field = [&](const Slot& slot) {
        std::string out;
        for (const char c : slot.ink == Ink::Long ? joined(slot.lines, "<br>") : flat(slot, flaws))
            out += c == '|' ? "\\|" : std::string(1, c);
        return out;
    };
    std::string out = by_rows(paper, pages, flaws, [&](const SlotRow& row, std::size_t r, std::size_t) {
        std::string line = "|";
        for (const Slot& slot : row.slots) line += " " + field(slot) + " |";
        line += "\n";
        if (r == 0) {
            line += "|";
            for (std::size_t c = 0; c < row.slots.size(); ++c) line += " --- |";
            line += "\n";
        }
        return line;
    });
    return out;
}

std::string write_lines(const Paper& paper, const std::vector<SlotPage>& pages, const Flaws& flaws, Random& random) {
    std::vector<std::string> cells;
    const auto add = [&](const Slot& slot) {
        if (slot.kind != Slot::Kind::Text) return;
        for (const std::string& line : slot.lines) {
            if (!flaws.wrapped) {
                cells.push_back(line);
                continue;
            }
            // About forty characters across the page for a long text, nine in a column.
            const int most = slot.ink == Ink::Long || slot.ink == Ink::Text ? 80 : 18;
            std::string part;
            for (const char32_t c : to_code_points(line)) {
                append_utf8(part, c);
                if (display_width(part) >= most) cells.push_back(std::exchange(part, {}));
            }
            if (!part.empty()) cells.push_back(part);
        }
    };
    for (const SlotPage& page : pages) {
        if (flaws.column_first) {
            for (std::size_t c = 0; c < static_cast<std::size_t>(paper.columns); ++c)
                for (const SlotRow& row : page)
                    if (c < row.slots.size()) add(row.slots[c]);
        } else {
            for (const SlotRow& row : page)
                for (const Slot& slot : row.slots) add(slot);
        }
    }
    if (flaws.unseparated) return paper.title + paper.subtitle + joined(cells) + "\n";
    std::string out = head(paper, flaws);
    for (std::size_t i = 0; i < cells.size(); ++i) {
        out += cells[i];
        out += i + 1 < cells.size() && random.chance(flaws.two_on_line) ? " " : "\n";
    }
    return out;
}

}  // namespace jixiao::noise
