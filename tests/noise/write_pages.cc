// HTML, aligned columns, word boxes: what is said by place.
#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "text/characters.h"
#include "writers.h"

namespace jixiao::noise {
namespace {

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text)
        out += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : c == '"' ? "&quot;" : std::string(1, c);
    return out;
}

// Lines of at most `width` columns, one wide character counting two.
std::vector<std::string> wrapped(const std::vector<std::string>& paragraphs, int width) {
    std::vector<std::string> out;
    for (const std::string& paragraph : paragraphs) {
        std::string line;
        for (const char32_t c : to_code_points(paragraph)) {
            std::string next = line;
            append_utf8(next, c);
            if (display_width(next) > width && !line.empty()) {
                // No line begins with what closes: the character before goes with it.
                std::u32string last = to_code_points(line);
                std::u32string begin(1, c);
                while (last.size() > 1 && std::u32string_view(U"，。、；：）)”》％%,.").find(begin[0]) != std::u32string_view::npos) {
                    begin.insert(begin.begin(), last.back());
                    last.pop_back();
                }
                out.push_back(to_utf8(last));
                line = to_utf8(begin);
            } else {
                line = next;
            }
        }
        if (!line.empty()) out.push_back(line);
    }
    return out;
}

// A cell's lines and where they stand: rows of text from the page's top, columns of half a wide character.
struct Block {
    const PaperCell* cell = nullptr;
    int top = 0, left = 0;
    std::vector<std::string> lines;
};

struct Set {
    std::vector<Block> blocks;
    std::vector<int> tops;  // of each paper row, and the end
};

// A millimetre is about half a column of ten-point text; `gap` columns stay free beside each cell.
Set set_cells(const Paper& paper, bool centred, int gap) {
    std::vector<int> edges = {0};
    for (const double width : paper.widths) edges.push_back(edges.back() + static_cast<int>(std::lround(width * 0.6)) + gap);
    Set set;
    std::vector<int> heights(static_cast<std::size_t>(paper.rows), 1);
    for (const PaperCell& cell : paper.cells) {
        const int left = edges[static_cast<std::size_t>(cell.col)], right = edges[static_cast<std::size_t>(cell.col + cell.cols)];
        set.blocks.push_back({&cell, 0, left, wrapped(cell.lines, right - left - gap)});
        if (cell.rows == 1) {
            int& height = heights[static_cast<std::size_t>(cell.row)];
            height = std::max(height, static_cast<int>(set.blocks.back().lines.size()));
        }
    }
    // What a merged cell needs beyond its rows makes its last row taller.
    for (const Block& block : set.blocks) {
        int has = 0;
        for (int r = 0; r < block.cell->rows; ++r) has += heights[static_cast<std::size_t>(block.cell->row + r)];
        const int needs = static_cast<int>(block.lines.size()) - has;
        if (needs > 0) heights[static_cast<std::size_t>(block.cell->row + block.cell->rows - 1)] += needs;
    }
    set.tops = {0};
    for (const int height : heights) set.tops.push_back(set.tops.back() + height);
    for (Block& block : set.blocks) {
        const int top = set.tops[static_cast<std::size_t>(block.cell->row)];
        const int end = set.tops[static_cast<std::size_t>(block.cell->row + block.cell->rows)];
        block.top = centred ? top + (end - top - static_cast<int>(block.lines.size())) / 2 : top;
    }
    return set;
}

// Where a block's first line stands below the top of its page, cells centred in their rows: lines of `line`, `gap` between rows.
double centred_top(const Set& set, const Block& block, int first_row, double line, double gap) {
    const auto top = [&](int row) {
        return (set.tops[static_cast<std::size_t>(row)] - set.tops[static_cast<std::size_t>(first_row)]) * line + (row - first_row) * gap;
    };
    const double from = top(block.cell->row), to = top(block.cell->row + block.cell->rows) - gap;
    return from + (to - from - static_cast<double>(block.lines.size()) * line) / 2;
}

}  // namespace

std::string write_html(const Paper& paper, const Flaws& flaws) {
    std::string out = "<!DOCTYPE html>\n<html><head><title>公开</title></head><body>\n<h2>" +
                      escaped(paper.title) + "</h2>\n<p>" + escaped(paper.subtitle) + "</p>\n<table border=\"1\">\n";
    std::vector<bool> covered(static_cast<std::size_t>(paper.rows * paper.columns), false);
    auto cell = paper.cells.begin();
    for (int r = 0; r < paper.rows; ++r) {
        if (r > 0 && std::ranges::count(paper.pages, r) > 0) out += "</table>\n<table border=\"1\">\n";
        out += "<tr>";
        for (int c = 0; c < paper.columns; ++c) {
            if (covered[static_cast<std::size_t>(r * paper.columns + c)]) continue;
            if (cell == paper.cells.end() || cell->row != r || cell->col != c) {
                out += flaws.markup ? "<td>&nbsp;</td>" : "<td></td>";
                continue;
            }
            out += "<td";
            if (cell->rows > 1) out += fmt::format(" rowspan=\"{}\"", cell->rows);
            if (cell->cols > 1) out += fmt::format(" colspan=\"{}\"", cell->cols);
            out += ">";
            for (const std::string& line : cell->lines) {
                std::string text = escaped(line);
                if (flaws.markup) text = "<span style=\"font-size:10pt\"><b>" + text + "</b>&nbsp;</span>";
                out += cell->ink == Ink::Long ? "<p>" + text + "</p>" : text;
            }
            out += "</td>";
            for (int y = 0; y < cell->rows; ++y)
                for (int x = 0; x < cell->cols; ++x) covered[static_cast<std::size_t>((r + y) * paper.columns + c + x)] = true;
            ++cell;
        }
        out += "</tr>\n";
    }
    return out + "</table>\n</body></html>\n";
}

std::string write_aligned(const Paper& paper, const Flaws& flaws) {
    const Set set = set_cells(paper, flaws.centred, 3);
    // Centred cells have a blank line between rows, where a label over an even number of rows finds its place.
    const auto line_of = [&](const Block& block) {
        if (!flaws.centred) return block.top;
        return static_cast<int>(std::floor(centred_top(set, block, 0, 1, 1) + 0.01));
    };
    const int height = set.tops.back() + (flaws.centred ? paper.rows : 0);
    std::vector<std::vector<std::pair<int, std::string>>> lines(static_cast<std::size_t>(height));
    for (const Block& block : set.blocks)
        for (std::size_t i = 0; i < block.lines.size(); ++i)
            lines[static_cast<std::size_t>(line_of(block)) + i].emplace_back(block.left, block.lines[i]);
    std::string out = std::string(30, ' ') + paper.title + "\n" + std::string(40, ' ') + paper.subtitle + "\n";
    std::size_t page = 1;
    for (std::size_t y = 0; y < lines.size(); ++y) {
        if (page < paper.pages.size()) {
            const int row = paper.pages[page];
            if (static_cast<int>(y) == set.tops[static_cast<std::size_t>(row)] + (flaws.centred ? row : 0)) {
                out += "\f";
                ++page;
            }
        }
        std::ranges::sort(lines[y]);
        std::string line;
        for (const auto& [left, text] : lines[y]) {
            const int missing = left - display_width(line);
            line += std::string(static_cast<std::size_t>(std::max(missing, line.empty() ? 0 : 1)), ' ') + text;
        }
        out += line + "\n";
    }
    return out;
}

std::string write_tsv(const Paper& paper, Random& random, int pages_before) {
    const Set set = set_cells(paper, true, 3);
    std::string out;
    if (pages_before == 0) out = "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n";
    constexpr int kColumn = 12, kLine = 34, kGlyph = 24;  // pixels at about 170 dpi
    int block_number = 0;
    const auto words = [&](int page, int left, int top, std::u32string_view line) {
        ++block_number;
        int x = left, number = 0;
        for (std::size_t i = 0; i < line.size();) {
            std::size_t end = i + static_cast<std::size_t>(random.between(1, 3));  // chi_sim's words are short
            if (is_ideograph(line[i]))
                end = std::min(end, line.size());
            else
                for (end = i + 1; end < line.size() && !is_ideograph(line[end]) && line[end] != U' ';) ++end;
            const std::string text = to_utf8(line.substr(i, end - i));
            const int width = display_width(text) * kColumn;
            if (text != " ") {
                const int hundredths = random.up_to(99), confidence = random.between(91, 96);
                out += fmt::format("5\t{}\t{}\t1\t1\t{}\t{}\t{}\t{}\t{}\t{}.{:02}\t{}\n", page, block_number, ++number, x, top,
                                   width - 2, kGlyph, confidence, hundredths, text);
            }
            x += width;
            i = end;
        }
    };
    words(pages_before + 1, 400, 60, to_code_points(paper.title));
    words(pages_before + 1, 520, 110, to_code_points(paper.subtitle));
    for (std::size_t p = 0; p < paper.pages.size(); ++p) {
        const int first = paper.pages[p], end = p + 1 < paper.pages.size() ? paper.pages[p + 1] : paper.rows;
        for (const Block& block : set.blocks) {
            if (block.cell->row < first || block.cell->row >= end) continue;
            const int top = 180 + static_cast<int>(std::lround(centred_top(set, block, first, kLine, 8)));
            for (std::size_t i = 0; i < block.lines.size(); ++i)
                words(pages_before + static_cast<int>(p) + 1, 100 + block.left * kColumn, top + static_cast<int>(i) * kLine,
                      to_code_points(block.lines[i]));
        }
    }
    return out;
}

std::string write_bbox(const Paper& paper) {
    const Set set = set_cells(paper, true, 3);
    constexpr double kColumn = 5, kLine = 14, kGlyph = 10;  // points
    std::string out =
        "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Transitional//EN\" \"http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd\">\n"
        "<html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n<title></title>\n</head>\n<body>\n<doc>\n";
    const auto block = [&](double left, double top, const std::vector<std::string>& lines) {
        std::string inner;
        for (const std::string& line : lines) {
            std::string words;
            double x = left;
            for (std::size_t from = 0; from <= line.size();) {
                const std::size_t end = std::min(line.find(' ', from), line.size());
                const std::string word = line.substr(from, end - from);
                const double width = display_width(word) * kColumn;
                if (!word.empty())
                    words += fmt::format("            <word xMin=\"{:.6f}\" yMin=\"{:.6f}\" xMax=\"{:.6f}\" yMax=\"{:.6f}\">{}</word>\n",
                                         x, top, x + width, top + kGlyph, escaped(word));
                x += width + kColumn / 2;
                from = end + 1;
            }
            inner += fmt::format("          <line xMin=\"{:.6f}\" yMin=\"{:.6f}\" xMax=\"{:.6f}\" yMax=\"{:.6f}\">\n{}          </line>\n",
                                 left, top, x, top + kGlyph, words);
            top += kLine;
        }
        return "      <flow>\n        <block xMin=\"0\" yMin=\"0\" xMax=\"0\" yMax=\"0\">\n" + inner + "        </block>\n      </flow>\n";
    };
    for (std::size_t p = 0; p < paper.pages.size(); ++p) {
        const int first = paper.pages[p], end = p + 1 < paper.pages.size() ? paper.pages[p + 1] : paper.rows;
        out += "  <page width=\"595.280000\" height=\"841.890000\">\n";
        if (p == 0) out += block(160, 30, {paper.title}) + block(220, 54, {paper.subtitle});
        for (const Block& cell : set.blocks)
            if (cell.cell->row >= first && cell.cell->row < end)
                out += block(40 + cell.left * kColumn, 80 + centred_top(set, cell, first, kLine, 4), cell.lines);
        out += "  </page>\n";
    }
    return out + "</doc>\n</body>\n</html>\n";
}

}  // namespace jixiao::noise
