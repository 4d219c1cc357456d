// Page set-up, view and names of the workbook's form.
#include <algorithm>
#include <cmath>
#include <set>

#include "exporters/xlsx.h"
#include "exporters/xlsx_text.h"

namespace jixiao::xlsx {
namespace {

constexpr int kMarginSize = 9;         // pt, of header and footer
constexpr double kMaxFrozen = 160;     // pt: a taller frozen top leaves too little of a small screen to scroll
constexpr double kComfortable = 1000;  // pixels: width of a table that fills a window beside its scroll bar

std::uint8_t paper_code(const std::string& paper) {  // ECMA-376-1 18.3.1.63
    if (paper == "A3") return 8;
    if (paper == "A5") return 11;
    return 9;  // A4
}

double inches(double points) {
    return std::round(points / 72 * 1000) / 1000;
}

}  // namespace

lxw_error set_up_page(const Target& target, const Sheet& sheet, const OfficeFonts& fonts) {
    lxw_worksheet* worksheet = target.worksheet;
    const PageSetup& page = sheet.page;
    worksheet_set_paper(worksheet, paper_code(page.paper));
    page.landscape ? worksheet_set_landscape(worksheet) : worksheet_set_portrait(worksheet);
    worksheet_set_margins(worksheet, inches(page.left), inches(page.right), inches(page.top), inches(page.bottom));
    worksheet_center_horizontally(worksheet);
    worksheet_fit_to_pages(worksheet, 1, 0);
    if (!sheet.rows.empty()) {
        if (const lxw_error e = worksheet_print_area(worksheet, 0, 0, static_cast<lxw_row_t>(sheet.rows.size() - 1),
                                                     static_cast<lxw_col_t>(sheet.columns.size() - 1))) {
            return e;
        }
    }
    if (sheet.repeat_first >= 0 && sheet.repeat_last >= sheet.repeat_first &&
        sheet.repeat_last < std::ssize(sheet.rows)) {
        if (const lxw_error e = worksheet_repeat_rows(worksheet, static_cast<lxw_row_t>(sheet.repeat_first),
                                                      static_cast<lxw_row_t>(sheet.repeat_last))) {
            return e;
        }
    }
    const std::string& font = fonts[static_cast<std::size_t>(FontRole::Song)];
    // No running head: the rows above the table, which are repeated on every page, name the form there, and a header of a
    // workbook would stand above the title of the first page, too. The page number stands half-way between the table and
    // the paper's edge, where the PDF has it, but not nearer than printers reach.
    if (const std::string code = header_code(page.footer_zh, font, kMarginSize); !code.empty()) {
        lxw_header_footer_options options{};
        options.margin = std::max(0.2, inches(page.bottom / 2));
        if (const lxw_error e = worksheet_set_footer_opt(worksheet, code.c_str(), &options)) return e;
    }
    return LXW_NO_ERROR;
}

lxw_error set_up_view(const Target& target, const Sheet& sheet) {
    lxw_worksheet* worksheet = target.worksheet;
    // Frozen: the title, and the repeated header where it follows at once.
    int frozen = sheet.title_rows;
    if (sheet.repeat_first >= 0 && sheet.repeat_first <= frozen) frozen = std::max(frozen, sheet.repeat_last + 1);
    const auto height = [&](int rows) {
        double sum = 0;
        for (int row = 0; row < std::min<int>(rows, static_cast<int>(sheet.rows.size())); ++row) {
            sum += sheet.rows[static_cast<std::size_t>(row)].height;
        }
        return sum;
    };
    if (height(frozen) > kMaxFrozen) frozen = sheet.title_rows;
    if (frozen > 0 && frozen < std::ssize(sheet.rows) && height(frozen) <= kMaxFrozen) {
        worksheet_freeze_panes(worksheet, static_cast<lxw_row_t>(frozen), 0);
    }
    double width = 0;  // mm
    for (const double column : sheet.columns) width += column;
    const double percent = std::floor(kComfortable / (width * 96 / 25.4) * 10) * 10;
    worksheet_set_zoom(worksheet, static_cast<std::uint16_t>(std::clamp(percent, 80.0, 120.0)));
    worksheet_gridlines(worksheet, LXW_HIDE_ALL_GRIDLINES);
    worksheet_activate(worksheet);
    worksheet_set_first_sheet(worksheet);
    // Why: figures in indicator values are texts on purpose; without this Excel marks each with a green corner.
    const std::string all = absolute_range(0, 0, static_cast<int>(std::max<std::size_t>(sheet.rows.size(), 1)),
                                           static_cast<int>(sheet.columns.size()));
    std::string relative = all;
    std::erase(relative, '$');
    return worksheet_ignore_errors(worksheet, LXW_IGNORE_NUMBER_STORED_AS_TEXT, relative.c_str());
}

lxw_error define_names(const Target& target, const Sheet& sheet) {
    std::set<std::string> taken;  // lower case: names differ by more than that (18.2.5)
    for (const DefinedName& wanted : sheet.names) {
        if (wanted.row < 0 || wanted.col < 0 || wanted.rows < 1 || wanted.cols < 1) continue;
        const std::string base = defined_name(wanted.name);
        std::string name = base;
        const auto lower = [](std::string s) {
            std::ranges::transform(s, s.begin(),
                                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
            return s;
        };
        for (int n = 2; !taken.insert(lower(name)).second; ++n) name = base + "_" + std::to_string(n);
        // A name for one merged cell refers to its first cell: `=unit_name` elsewhere is then a value, not an array.
        const bool one_cell = std::ranges::any_of(sheet.cells, [&](const SheetCell& cell) {
            return cell.row == wanted.row && cell.col == wanted.col && cell.rows == wanted.rows &&
                   cell.cols == wanted.cols;
        });
        const std::string range = "=" + sheet_range(target.name, wanted.row, wanted.col, one_cell ? 1 : wanted.rows,
                                                    one_cell ? 1 : wanted.cols);
        if (const lxw_error e = workbook_define_name(target.book, name.c_str(), range.c_str())) return e;
    }
    return LXW_NO_ERROR;
}

}  // namespace jixiao::xlsx
