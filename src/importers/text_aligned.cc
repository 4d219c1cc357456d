#include <algorithm>

#include "importers/text_columns.h"
#include "importers/text_dialects.h"
#include "text/characters.h"

namespace jixiao {
namespace {

// How a position on a line is counted. Terminals and careful writers give a Chinese character two columns;
// pdftotext counts characters.
enum class Metric { Width, Characters };

struct Glyph {
    char32_t c;
    std::size_t byte;
    int column;  // by display width
};

struct PageLine {
    std::string_view text;
    int number = 0;
    std::vector<Glyph> glyphs;                                // and one past the end
    std::vector<std::pair<std::size_t, std::size_t>> pieces;  // glyphs [first, last)
};

bool is_blank(char32_t c) {
    return c == U' ' || c == U'\t' || c == 0xA0 || c == 0x3000 || c == U'\f' || c == 0xFEFF;
}

std::vector<Glyph> glyphs_of(std::string_view text) {
    std::vector<Glyph> out;
    out.reserve(text.size() / 2 + 1);
    std::size_t byte = 0;
    int column = 0;
    for (const char32_t c : to_code_points(text)) {
        const std::size_t length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;  // the text is valid UTF-8
        out.push_back({c, byte, column});
        column += c == U'\t' ? 8 - column % 8 : display_width(text.substr(byte, length));
        byte += length;
    }
    out.push_back({0, byte, column});
    return out;
}

// “1.”, “(二)”, “3、”: what numbers a paragraph is no cell of its own.
bool is_numbering(const std::vector<Glyph>& glyphs, std::size_t first, std::size_t last) {
    constexpr std::u32string_view kEnds = U".．、)）", kInside = U"0123456789一二三四五六七八九十(（";
    if (last - first < 2 || last - first > 5 || kEnds.find(glyphs[last - 1].c) == kEnds.npos) return false;
    for (std::size_t i = first; i + 1 < last; ++i)
        if (kInside.find(glyphs[i].c) == kInside.npos) return false;
    return true;
}

// “项  目  名  称”: single characters spread out by two blanks are one label.
bool is_spread(const std::vector<Glyph>& glyphs, std::pair<std::size_t, std::size_t> left, std::size_t next) {
    const bool single_left = left.second - left.first == 1 || is_blank(glyphs[left.second - 2].c);
    const bool single_right = next + 2 >= glyphs.size() || is_blank(glyphs[next + 1].c);
    return single_left && single_right && is_ideograph(glyphs[left.second - 1].c) && is_ideograph(glyphs[next].c);
}

// Pieces stand apart by two blanks or a tab.
std::vector<std::pair<std::size_t, std::size_t>> pieces_of(const std::vector<Glyph>& glyphs) {
    std::vector<std::pair<std::size_t, std::size_t>> pieces;
    const std::size_t end = glyphs.size() - 1;
    for (std::size_t at = 0; at < end;) {
        std::size_t next = at;
        bool tab = false;
        for (; next < end && is_blank(glyphs[next].c); ++next) tab = tab || glyphs[next].c == U'\t';
        const std::size_t blanks = next - at;
        if (next == end) break;
        const bool apart = pieces.empty() || tab || blanks > 2 ||
                           (blanks == 2 && !is_numbering(glyphs, pieces.back().first, pieces.back().second) &&
                            !is_spread(glyphs, pieces.back(), next));
        if (apart) pieces.emplace_back(next, next);
        for (at = next; at < end && !is_blank(glyphs[at].c);) ++at;
        pieces.back().second = at;
    }
    return pieces;
}

// A line drawn under a header: groups of strokes and nothing else.
bool is_rule(std::string_view text) {
    const std::u32string line = to_code_points(text);
    return line.find_first_not_of(U" -=─━═_") == line.npos &&
           (line.find(U"---") != line.npos || line.find(U"===") != line.npos || line.find(U"──") != line.npos ||
            line.find(U"━━") != line.npos || line.find(U"══") != line.npos || line.find(U"____") != line.npos);
}

Interval interval_of(const PageLine& line, std::pair<std::size_t, std::size_t> piece, Metric metric) {
    if (metric == Metric::Characters) return {static_cast<int>(piece.first), static_cast<int>(piece.second)};
    return {line.glyphs[piece.first].column, line.glyphs[piece.second].column};
}

// Every run without a blank.
std::vector<Line> words_of(std::span<const PageLine> page, Metric metric) {
    std::vector<Line> out;
    for (const PageLine& line : page) {
        Line& words = out.emplace_back();
        for (std::size_t at = 0; at + 1 < line.glyphs.size(); ++at) {
            if (is_blank(line.glyphs[at].c)) continue;
            const std::size_t first = at;
            while (at + 1 < line.glyphs.size() && !is_blank(line.glyphs[at].c)) ++at;
            words.push_back(interval_of(line, {first, at}, metric));
        }
    }
    return out;
}

std::vector<Line> intervals_of(std::span<const PageLine> page, Metric metric) {
    std::vector<Line> out;
    for (const PageLine& line : page) {
        Line& intervals = out.emplace_back();
        for (const auto& piece : line.pieces) intervals.push_back(interval_of(line, piece, metric));
    }
    return out;
}

std::vector<int> boundaries_of(std::span<const PageLine> page, Metric metric) {
    return column_boundaries(intervals_of(page, metric), words_of(page, metric));
}

// A single space where a column ends on other lines: pdftotext leaves one between full cells.
void split_at_boundaries(PageLine& line, std::span<const int> boundaries, Metric metric) {
    constexpr int kTolerance = 1;
    std::vector<std::pair<std::size_t, std::size_t>> out;
    for (auto piece : line.pieces) {
        for (std::size_t at = piece.first + 2; at + 2 < piece.second; ++at) {
            if (!is_blank(line.glyphs[at].c)) continue;
            // Words of two characters or more on both sides: “项 目 名 称” is one label.
            const auto word = [&](std::size_t i, std::size_t j) {
                return !is_blank(line.glyphs[i].c) && !is_blank(line.glyphs[j].c);
            };
            if (!word(at - 2, at - 1) || !word(at + 1, at + 2)) continue;
            if (!is_ideograph(line.glyphs[at - 1].c) || !is_ideograph(line.glyphs[at + 1].c)) continue;
            const Interval space = interval_of(line, {at, at + 1}, metric);
            const auto near = std::ranges::lower_bound(boundaries, space.begin - kTolerance);
            if (near == boundaries.end() || *near > space.end + kTolerance) continue;
            out.emplace_back(piece.first, at);
            piece.first = at + 1;
        }
        out.push_back(piece);
    }
    line.pieces = std::move(out);
}

// Pages end at form feeds; where there are none, at four blank lines.
std::vector<std::vector<PageLine>> pages_of(std::span<const TextLine> lines) {
    constexpr int kBlankLines = 4;
    std::vector<std::vector<PageLine>> pages(1);
    int blank = 0;
    for (const TextLine& line : lines) {
        if ((line.text.starts_with('\f') || blank >= kBlankLines) && !pages.back().empty()) pages.emplace_back();
        if (trimmed(line.text).empty()) {
            ++blank;
            continue;
        }
        blank = 0;
        if (is_rule(line.text)) continue;
        PageLine& out = pages.back().emplace_back(PageLine{line.text, line.number, glyphs_of(line.text), {}});
        out.pieces = pieces_of(out.glyphs);
    }
    return pages;
}

std::size_t boundaries_needed(std::span<const std::vector<PageLine>> pages, Metric metric) {
    std::size_t sum = 0;
    for (const auto& page : pages) sum += boundaries_of(page, metric).size();
    return sum;
}

}  // namespace

bool is_aligned(std::span<const TextLine> lines) {
    std::size_t written = 0, several = 0;
    for (const TextLine& line : lines) {
        if (trimmed(line.text).empty()) continue;
        ++written;
        // Why bytes first: most lines of other dialects have no two blanks and need no closer look.
        const std::string_view text = trimmed(line.text);
        if (text.find("  ") == text.npos && text.find("\u3000\u3000") == text.npos) continue;
        several += pieces_of(glyphs_of(text)).size() > 1;
    }
    return several >= 2 && several * 10 >= written;
}

void read_aligned(std::span<const TextLine> lines, TextGrid& grid) {
    std::vector<std::vector<PageLine>> pages = pages_of(lines);
    // The metric that explains the page with fewer columns is the one its writer used.
    const Metric metric = boundaries_needed(pages, Metric::Characters) < boundaries_needed(pages, Metric::Width)
                              ? Metric::Characters
                              : Metric::Width;
    for (int number = 1; auto& page : pages) {
        const std::vector<int> boundaries = boundaries_of(page, metric);
        for (PageLine& line : page) split_at_boundaries(line, boundaries, metric);
        const std::vector<Line> intervals = intervals_of(page, metric);
        for (std::size_t i = 0; i < page.size(); ++i) {
            const std::vector<int> columns = columns_of(intervals[i], boundaries);
            for (std::size_t k = 0; k < columns.size(); ++k) {
                if (grid.refused()) return;
                const auto [first, last] = page[i].pieces[k];
                const std::size_t from = page[i].glyphs[first].byte, to = page[i].glyphs[last].byte;
                const std::string_view raw = page[i].text.substr(from, to - from);
                const PagePlace place{number, static_cast<float>(intervals[i][k].begin), static_cast<float>(intervals[i][k].end),
                                      static_cast<float>(page[i].number)};
                grid.add({page[i].number, columns[k]}, Extent(), raw, visible_text(raw), 1, false, place);
            }
        }
        ++number;
    }
}

}  // namespace jixiao
