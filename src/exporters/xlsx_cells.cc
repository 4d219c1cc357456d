// Columns, rows and cells of the workbook's form.
#include <algorithm>
#include <cmath>
#include <span>

#include "exporters/xlsx.h"
#include "exporters/xlsx_text.h"
#include "layout/workbook_text.h"

namespace jixiao::xlsx {
namespace {

constexpr double kPixelsPerMm = 96 / 25.4;   // Excel lays out columns in pixels of 1/96 inch
constexpr std::size_t kMaxTextFormat = 255;  // longer texts show as #### in Excel 2007 where the format is "@"
constexpr std::size_t kMaxNote = 8000;       // units of a comment; the list of findings has it whole
constexpr int kNoteWidth = 280;              // pixels
constexpr int kNoteLine = 16;                // pixels a line of 9 pt

// Column widths in mm -> <col width> (ECMA-376-1 18.3.1.13). The width is counted in characters of the default font
// (Calibri 11, whose widest digit is 7 pixels at 96 dpi) plus 5 pixels of padding:
//     width = Truncate((characters * 7 + 5) / 7 * 256) / 256 = pixels / 7
// libxlsxwriter does that last step from pixels. The column edges are rounded, not the widths, so that the table
// is never more than half a pixel (0.13 mm) off, however many columns it has.
lxw_error set_columns(const Target& target, const Sheet& sheet) {
    double edge = 0;
    long before = 0;
    for (std::size_t col = 0; col < sheet.columns.size(); ++col) {
        edge += sheet.columns[col];
        const long after = std::lround(edge * kPixelsPerMm);
        const auto c = static_cast<lxw_col_t>(col);
        const auto pixels = static_cast<std::uint32_t>(std::max(1L, after - before));
        if (const lxw_error e = worksheet_set_column_pixels(target.worksheet, c, c, pixels, nullptr)) return e;
        before = after;
    }
    return LXW_NO_ERROR;
}

lxw_error set_rows(const Target& target, const Sheet& sheet) {
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
        const double height = std::round(sheet.rows[row].height * 100) / 100;
        if (height <= 0) continue;  // the reader's default
        if (const lxw_error e = worksheet_set_row(target.worksheet, static_cast<lxw_row_t>(row), height, nullptr))
            return e;
    }
    return LXW_NO_ERROR;
}

// Whether a double keeps every digit: 15 of them always survive.
bool fits_number(const Decimal& number) {
    std::string digits = number.abs().trimmed().str();
    std::erase(digits, '.');
    const auto first = digits.find_first_not_of('0');
    const auto last = digits.find_last_not_of('0');
    return first == std::string::npos || last - first < 15;
}

std::string joined(const std::vector<std::string>& paragraphs) {
    std::string text;
    for (std::size_t i = 0; i < paragraphs.size(); ++i) {
        if (i > 0) text.push_back('\n');
        text += paragraphs[i];
    }
    return text;
}

const Validation* validation_at(const Sheet& sheet, const SheetCell& cell) {
    const auto covers = [&](const Validation& v) {
        return cell.row >= v.row && cell.row < v.row + v.rows && cell.col >= v.col && cell.col < v.col + v.cols;
    };
    const auto found = std::ranges::find_if(sheet.validations, covers);
    return found == sheet.validations.end() ? nullptr : &*found;
}

// Text cells get the text format where someone may edit them: in a cell of format General, Excel takes an edited
// `=100%` for a formula. Blank cells get the format of what belongs into them.
int decimals_of(const Sheet& sheet, const SheetCell& cell, const std::string& text, bool numeric) {
    // Why General: a live sum of whole 万元 gets decimals when a part does, and a fixed format would round them off.
    constexpr int kMoney = 2;  // decimals
    const bool open = !cell.number || (!cell.formula.empty() && cell.number->scale() < kMoney &&
                                       cell.number->trimmed().scale() == cell.number->scale());
    if (numeric) return open ? kGeneral : cell.number->scale();
    if (cell.role != CellRole::Value || utf16_length(text) > kMaxTextFormat) return kGeneral;
    if (!text.empty()) return kText;
    const Validation* validation = validation_at(sheet, cell);
    return validation && !validation->number ? kText : kGeneral;
}

// Rows of the ruled table, [first, last].
struct Table {
    int first = 0, last = -1;
};

Table table_of(const Sheet& sheet) {
    const auto ruled = [](const SheetRow& row) { return row.table; };
    const auto first = std::ranges::find_if(sheet.rows, ruled);
    const auto last = std::find_if(sheet.rows.rbegin(), sheet.rows.rend(), ruled);
    return {static_cast<int>(first - sheet.rows.begin()), static_cast<int>(sheet.rows.rend() - last) - 1};
}

// A text over several rows of one logical row begins at its top: a centred one would have its lines cut by page
// breaks, which fall between those rows.
bool is_split_text(const Sheet& sheet, const SheetCell& cell) {
    if (cell.rows < 2 || cell.role != CellRole::Value) return false;
    const auto rows =
        std::span(sheet.rows).subspan(static_cast<std::size_t>(cell.row), static_cast<std::size_t>(cell.rows));
    return std::ranges::all_of(rows, [&](const SheetRow& row) { return row.logical == rows.front().logical; });
}

// Decimals each number has less than the widest of its column, as far as the column is one list: by cell.
std::vector<int> blank_decimals(const Sheet& sheet) {
    struct Group {
        int section = -2, widest = 0;
    };
    const auto section_of = [&](const SheetCell& cell) {
        return sheet.rows[static_cast<std::size_t>(cell.row)].section;
    };
    std::vector<Group> groups(1);
    std::vector<std::size_t> current(sheet.columns.size()), group_of(sheet.cells.size());
    for (std::size_t i = 0; i < sheet.cells.size(); ++i) {
        const SheetCell& cell = sheet.cells[i];
        if (!cell.number || !fits_number(*cell.number)) continue;
        std::size_t& group = current[static_cast<std::size_t>(cell.col)];
        if (groups[group].section != section_of(cell)) {
            group = groups.size();
            groups.push_back({section_of(cell), 0});
        }
        groups[group].widest = std::max(groups[group].widest, cell.number->scale());
        group_of[i] = group;
    }
    std::vector<int> blanks(sheet.cells.size());
    for (std::size_t i = 0; i < blanks.size(); ++i) {
        const Style& style = sheet.styles[static_cast<std::size_t>(sheet.cells[i].style)];
        if (group_of[i] == 0 || style.align != HAlign::Right) continue;
        blanks[i] = groups[group_of[i]].widest - sheet.cells[i].number->scale();
    }
    return blanks;
}

// A number in its column: one step from the border, its missing decimals blank, where there is room for them; set
// smaller where there is none at all (Excel shows ####). Digits are at most 0.64 of the size wide.
void fit_number(CellLook& look, const Sheet& sheet, const SheetCell& cell, const std::string& text, int blanks) {
    const Style& style = sheet.styles[static_cast<std::size_t>(cell.style)];
    if (!cell.number || look.decimals < 0) return;
    double width = -2 * kCellInset;
    for (int col = cell.col; col < cell.col + cell.cols; ++col)
        width += sheet.columns[static_cast<std::size_t>(col)] * 72 / 25.4;
    const double digit = 0.64 * look.size;
    const auto room = [&](double characters, double indent) { return characters * digit + indent <= width; };
    const auto digits = static_cast<double>(text.size());
    const double blank = blanks + (look.decimals == 0 && blanks > 0 ? 0.5 : 0);
    if (room(digits + blank, 0)) look.blank_decimals = blanks;
    const double drawn = digits + (look.blank_decimals > 0 ? blank : 0);
    const bool indented = style.align == HAlign::Right && style.padding_x > 0;
    if (indented && room(drawn, kIndentStep)) look.indent = 1;
    look.shrink = !room(digits, 0);
}

// One format for all cells of a merge: Excel draws a merge's border from the cells on its edges, and other
// readers from its first cell.
CellLook look_of(const Sheet& sheet, const SheetCell& cell, const Table& table, const std::string& text, int decimals,
                 int blanks) {
    const Style& style = sheet.styles[static_cast<std::size_t>(cell.style)];
    CellLook look;
    look.style = cell.style;
    look.size = cell.size > 0 ? cell.size : style.size;
    look.size = std::round(look.size * 100) / 100;
    look.decimals = decimals;
    look.severity = std::clamp(cell.severity, -1, 2);
    look.wrap = decimals < 0;
    look.top_aligned = is_split_text(sheet, cell);
    look.upright = cell.upright;
    fit_number(look, sheet, cell, text, blanks);
    if (!style.border || !sheet.rows[static_cast<std::size_t>(cell.row)].table) return look;
    const std::uint8_t outer = border_line(sheet.page.border_outer), inner = border_line(sheet.page.border_inner);
    look.top = cell.row == table.first ? outer : inner;
    look.bottom = cell.row + cell.rows - 1 == table.last ? outer : inner;
    look.left = cell.col == 0 ? outer : inner;
    look.right = cell.col + cell.cols == std::ssize(sheet.columns) ? outer : inner;
    return look;
}

lxw_error write_note(const Target& target, const SheetCell& cell, const OfficeFonts& fonts) {
    std::string text = cell.note;
    if (utf16_length(text) > kMaxNote) text = cut(text, kMaxNote) + "……";
    int lines = 1, width = 0;
    for (const char c : text) {  // 9 pt: a Chinese character (three bytes) is 12 pixels wide, another 6
        width += c == '\n' ? 0 : (static_cast<unsigned char>(c) < 0x80 ? 6 : 4);
        if (c == '\n' || width > kNoteWidth - 24) ++lines, width = 0;
    }
    std::string font = fonts[static_cast<std::size_t>(FontRole::Song)];
    lxw_comment_options options{};
    options.width = kNoteWidth;
    options.height = static_cast<std::uint16_t>(std::min(lines + 1, 40) * kNoteLine);
    options.font_name = font.data();
    options.font_size = 9;
    const std::string escaped = escape_cell(text);
    return worksheet_write_comment_opt(target.worksheet, static_cast<lxw_row_t>(cell.row),
                                       static_cast<lxw_col_t>(cell.col), escaped.c_str(), &options);
}

lxw_error write_value(const Target& target, const SheetCell& cell, const std::string& text, bool numeric,
                      lxw_format* format) {
    const auto row = static_cast<lxw_row_t>(cell.row);
    const auto col = static_cast<lxw_col_t>(cell.col);
    if (!cell.formula.empty()) {
        const double cached = cell.number ? cell.number->to_double() : 0;
        return worksheet_write_formula_num(target.worksheet, row, col, ("=" + cell.formula).c_str(), format, cached);
    }
    if (numeric) return worksheet_write_number(target.worksheet, row, col, cell.number->to_double(), format);
    if (text.empty()) return worksheet_write_blank(target.worksheet, row, col, format);
    return worksheet_write_string(target.worksheet, row, col, escape_cell(text).c_str(), format);
}

}  // namespace

lxw_error write_cells(const Target& target, const Sheet& sheet, const OfficeFonts& fonts) {
    if (const lxw_error e = set_columns(target, sheet)) return e;
    if (const lxw_error e = set_rows(target, sheet)) return e;
    FormatTable formats(target.book, sheet, fonts);
    const Table table = table_of(sheet);
    const std::vector<int> blanks = blank_decimals(sheet);
    int numbers = 0;  // so far
    for (std::size_t i = 0; i < sheet.cells.size(); ++i) {
        const SheetCell& cell = sheet.cells[i];
        const std::string text = joined(cell.paragraphs);
        const bool numeric = !cell.formula.empty() || (cell.number && fits_number(*cell.number));
        CellLook look = look_of(sheet, cell, table, text, decimals_of(sheet, cell, text, numeric), blanks[i]);
        // Why: LibreOffice 7.4 forgets the right indent of a number whose font and alignment are those of the text it
        // drew just before. So every other number is black of a second kind.
        if (numeric) look.other_black = numbers++ % 2 != 0;
        lxw_format* format = formats.get(look);
        if (!format) return LXW_ERROR_MEMORY_MALLOC_FAILED;
        if (cell.rows > 1 || cell.cols > 1) {
            // Merged with an empty text, which gives every cell of the range its border; the value comes after.
            const lxw_error e = worksheet_merge_range(target.worksheet, static_cast<lxw_row_t>(cell.row),
                                                      static_cast<lxw_col_t>(cell.col),
                                                      static_cast<lxw_row_t>(cell.row + cell.rows - 1),
                                                      static_cast<lxw_col_t>(cell.col + cell.cols - 1), "", format);
            if (e) return e;
        }
        if (const lxw_error e = write_value(target, cell, text, numeric, format)) return e;
        if (cell.note.empty()) continue;
        if (const lxw_error e = write_note(target, cell, fonts)) return e;
    }
    return LXW_NO_ERROR;
}

}  // namespace jixiao::xlsx
