#include "exporters/pdf_text.h"

#include <algorithm>
#include <cmath>

#include "exporters/pdf_metadata.h"
#include "text/characters.h"

namespace jixiao {

namespace {

// Where a message points: the field where the cell has one, else its row and column from 1.
std::string cell_name(const Sheet& sheet, int cell) {
    const SheetCell& c = sheet.cells[static_cast<std::size_t>(cell)];
    return c.field.empty() ? fmt::format("R{}C{}", c.row + 1, c.col + 1) : c.field;
}

// ISO 32000-1 Annex C.2: a page is 3 to 14,400 units wide and high; coordinates stay well inside the range of reals.
constexpr double kLeast = 3, kMost = 14400;

bool fits(double value) {
    return std::isfinite(value) && std::abs(value) <= kMost;
}

// Characters a ToUnicode map must not name (ISO 19005-2 6.2.11.7.2).
bool unmappable(char32_t c) {
    return c == 0 || c == 0xFEFF || c == 0xFFFE || c > 0x10FFFF || (c >= 0xD800 && c < 0xE000);
}

bool is_silent(char32_t c) {
    return !is_common_ideograph(c) && (is_space(c) || is_invisible(c));
}

class Checker {
public:
    Checker(const Sheet& sheet, const SheetText& text, const Pages& pages)
        : sheet_(sheet), text_(text), pages_(pages) {}

    PdfViolations run() {
        if (metadata_text(sheet_.title).empty()) {
            warn(message("文档没有标题", "the document has no title"));
        }
        if (pages_.pages.empty()) say(message("没有页面", "there are no pages"));
        for (std::size_t i = 0; i < text_.size(); ++i) reached_.emplace_back(text_[i].size(), 0);
        for (std::size_t i = 0; i < pages_.pages.size(); ++i) page(i);
        for (std::size_t cell = 0; cell < text_.size(); ++cell) {
            for (std::size_t p = 0; p < text_[cell].size(); ++p) whole(cell, p);
        }
        grid();
        return std::move(found_);
    }

private:
    void say(Message what) { found_.broken.push_back(std::move(what)); }
    void warn(Message what) { found_.nonconforming.push_back(std::move(what)); }

    void page(std::size_t index) {
        const Page& page = pages_.pages[index];
        number_ = index + 1;
        const bool size = fits(page.width) && fits(page.height) && page.width >= kLeast && page.height >= kLeast;
        bool inside = size;
        for (const Shade& s : page.shades)
            inside = inside && fits(s.x) && fits(s.y) && fits(s.w) && fits(s.h) && fits(s.gray);
        for (const Rule& r : page.rules) {
            inside = inside && fits(r.x0) && fits(r.y0) && fits(r.x1) && fits(r.y1) && fits(r.width);
        }
        if (!inside)
            say(message("第 {} 页的尺寸或线条超出 PDF 的范围", "page {}: its size or a rule is out of PDF's range",
                        number_));
        for (const Box& box : page.boxes) {
            if (box.cell < 0 || static_cast<std::size_t>(box.cell) >= sheet_.cells.size()) {
                say(message("第 {} 页有一个框不属于任何单元格", "page {}: a box belongs to no cell", number_));
                continue;
            }
            const std::string where = cell_name(sheet_, box.cell);
            for (const Line& line : box.lines) {
                glyphs(line, where);
                if (!box.artifact) same_text(box, line);
            }
        }
        for (const Line& line : page.furniture) glyphs(line, "-");
    }

    void glyphs(const Line& line, const std::string& where) {
        for (const Run& run : line.runs) {
            if (!fits(run.x) || !fits(line.baseline) || !fits(run.size) || run.size <= 0) {
                say(message("第 {} 页 {}：文字位置超出 PDF 的范围", "page {} {}: text out of PDF's range", number_,
                            where));
            }
            for (const Glyph& glyph : run.glyphs) {
                if (glyph.id == 0) {
                    warn(message("第 {0} 页 {1}：字符 U+{2:04X} 没有字形", "page {0} {1}: no glyph for U+{2:04X}",
                                number_, where, static_cast<std::uint32_t>(glyph.c)));
                } else if (unmappable(glyph.c)) {
                    warn(message("第 {0} 页 {1}：U+{2:04X} 不能作为文字", "page {0} {1}: U+{2:04X} cannot be text",
                                number_, where, static_cast<std::uint32_t>(glyph.c)));
                }
                if (!fits(glyph.dx)) {
                    say(message("第 {} 页 {}：字距超出 PDF 的范围", "page {} {}: spacing out of PDF's range", number_,
                                where));
                }
            }
        }
    }

    // The glyphs of the line say what the Sheet says, white space and format characters aside.
    void same_text(const Box& box, const Line& line) {
        const auto cell = static_cast<std::size_t>(box.cell);
        const auto paragraph = static_cast<std::size_t>(line.paragraph);
        if (line.paragraph < 0 || paragraph >= text_[cell].size()) {
            return say(message("第 {} 页 {}：一行不属于任何段落", "page {} {}: a line belongs to no paragraph",
                               number_, cell_name(sheet_, box.cell)));
        }
        const std::u32string& all = text_[cell][paragraph];
        int& reached = reached_[cell][paragraph];
        if (line.begin != reached || line.end < line.begin || static_cast<std::size_t>(line.end) > all.size()) {
            return say(message("第 {} 页 {}：文字缺漏或重复（第 {} 段第 {} 字）",
                               "page {} {}: text is missing or repeated (paragraph {}, character {})", number_,
                               cell_name(sheet_, box.cell), line.paragraph + 1, reached + 1));
        }
        reached = line.end;
        std::size_t at = static_cast<std::size_t>(line.begin);
        const auto end = static_cast<std::size_t>(line.end);
        const auto skip = [&] {
            while (at < end && is_silent(all[at])) ++at;
        };
        bool same = true;
        for (const Run& run : line.runs) {
            for (const Glyph& glyph : run.glyphs) {
                const char32_t c = run.substituted != 0 ? run.substituted : glyph.c;
                if (is_silent(c) && (at >= end || all[at] != c)) continue;
                if (!is_silent(c)) skip();
                same = same && at < end && all[at] == c;
                ++at;
            }
        }
        skip();
        if (!same || at != end) {
            say(message("第 {} 页 {}：画出的文字与单元格不同", "page {} {}: the glyphs do not say what the cell says",
                        number_, cell_name(sheet_, box.cell)));
        }
    }

    void whole(std::size_t cell, std::size_t paragraph) {
        const std::u32string& all = text_[cell][paragraph];
        const auto rest = all.begin() + reached_[cell][paragraph];
        if (std::all_of(rest, all.end(), is_silent)) return;
        say(message("{}：第 {} 段没有全部排上页面", "{}: paragraph {} is not wholly on the pages",
                    cell_name(sheet_, static_cast<int>(cell)), paragraph + 1));
    }

    // Every position of the table rows is covered by one cell (ISO 14289-1 7.5 needs a regular grid).
    void grid() {
        const std::size_t columns = sheet_.columns.size();
        std::vector<char> covered(sheet_.rows.size() * columns, 0);
        const auto bad = [&](const SheetCell& cell) {
            return cell.row < 0 || cell.col < 0 || cell.rows < 1 || cell.cols < 1 ||
                   static_cast<std::size_t>(cell.row) + static_cast<std::size_t>(cell.rows) > sheet_.rows.size() ||
                   static_cast<std::size_t>(cell.col) + static_cast<std::size_t>(cell.cols) > columns ||
                   cell.style < 0 || static_cast<std::size_t>(cell.style) >= sheet_.styles.size();
        };
        bool regular = std::ranges::is_sorted(sheet_.cells, {},
                                              [](const SheetCell& cell) { return std::pair(cell.row, cell.col); });
        for (const SheetCell& cell : sheet_.cells) {
            if (bad(cell)) {
                regular = false;
                continue;
            }
            const bool table = sheet_.rows[static_cast<std::size_t>(cell.row)].table;
            for (int row = cell.row; row < cell.row + cell.rows; ++row) {
                regular = regular && sheet_.rows[static_cast<std::size_t>(row)].table == table;
                for (int col = cell.col; col < cell.col + cell.cols; ++col) {
                    char& seen = covered[static_cast<std::size_t>(row) * columns + static_cast<std::size_t>(col)];
                    regular = regular && seen == 0;
                    seen = 1;
                }
            }
        }
        for (std::size_t row = 0; row < sheet_.rows.size(); ++row) {
            if (!sheet_.rows[row].table) continue;
            for (std::size_t col = 0; col < columns; ++col) regular = regular && covered[row * columns + col] != 0;
        }
        if (!regular) say(message("表格不是完整的矩形网格", "the table is no regular grid"));
    }

    const Sheet& sheet_;
    const SheetText& text_;
    const Pages& pages_;
    std::vector<std::vector<int>> reached_;  // by cell and paragraph: characters on lines so far
    std::size_t number_ = 0;                 // of the page being checked
    PdfViolations found_;
};

}  // namespace

SheetText sheet_text(const Sheet& sheet) {
    SheetText text;
    text.reserve(sheet.cells.size());
    for (const SheetCell& cell : sheet.cells) {
        std::vector<std::u32string>& paragraphs = text.emplace_back();
        paragraphs.reserve(cell.paragraphs.size());
        for (const std::string& paragraph : cell.paragraphs) paragraphs.push_back(to_code_points(paragraph));
    }
    return text;
}

std::optional<FontSet::Pick> dropped_space(const Sheet& sheet, const SheetText& text, const Box& box,
                                           const Line& line, const FontSet& fonts) {
    const auto cell = static_cast<std::size_t>(box.cell);
    const std::u32string& all = text[cell][static_cast<std::size_t>(line.paragraph)];
    const auto end = static_cast<std::size_t>(line.end);
    // At a paragraph's end nothing follows that a word could run into.
    if (end <= static_cast<std::size_t>(line.begin) || end >= all.size() || !is_space(all[end - 1]))
        return std::nullopt;
    if (line.runs.empty() || line.runs.back().glyphs.empty()) return std::nullopt;
    if (is_space(line.runs.back().glyphs.back().c)) return std::nullopt;
    const Style& style = sheet.styles[static_cast<std::size_t>(sheet.cells[cell].style)];
    return fonts.pick(style.font, style.bold, U' ');
}

PdfViolations pdf_violations(const Sheet& sheet, const SheetText& text, const Pages& pages) {
    return Checker(sheet, text, pages).run();
}

}  // namespace jixiao
