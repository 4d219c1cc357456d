// The sheet that lists all findings, each with a link to its cell.
#include <algorithm>

#include "base/origin.h"
#include "exporters/xlsx.h"
#include "exporters/xlsx_text.h"

namespace jixiao::xlsx {
namespace {

constexpr int kColumns = 6;
constexpr std::array<double, kColumns> kWidths = {8,  8,  20,
                                                  44, 44, 20};  // characters; together the width of A4 landscape

struct Words {
    std::array<const char*, kColumns> headings;
    std::array<const char*, 3> severities;
    const char* none;
};

const Words& words(Lang lang) {
    static constexpr Words kZh = {
        {"级别", "单元格", "来源位置", "问题", "说明", "编号"}, {"提示", "警告", "错误"}, "未发现问题。"};
    static constexpr Words kEn = {{"Severity", "Cell", "Read at", "Finding", "Explanation", "Code"},
                                  {"note", "warning", "error"},
                                  "Nothing was found."};
    return lang == Lang::Zh ? kZh : kEn;
}

struct Looks {
    lxw_format* title;
    lxw_format* heading;
    lxw_format* text;
    lxw_format* link;
    std::array<lxw_format*, 3> severity;
};

Looks make_looks(lxw_workbook* book, const OfficeFonts& fonts) {
    const auto make = [&](FontRole role, double size, bool border) {
        lxw_format* format = workbook_add_format(book);
        set_office_font(format, role, fonts[static_cast<std::size_t>(role)], size);
        format_set_text_wrap(format);
        format_set_align(format, LXW_ALIGN_VERTICAL_CENTER);
        format_set_align(format, LXW_ALIGN_LEFT);
        if (border) format_set_border(format, LXW_BORDER_THIN);
        return format;
    };
    Looks looks{};
    looks.title = make(FontRole::Hei, 14, false);
    looks.heading = make(FontRole::Hei, 10.5, true);
    format_set_bg_color(looks.heading, 0xF2F2F2);
    format_set_align(looks.heading, LXW_ALIGN_CENTER);
    looks.text = make(FontRole::Song, 10.5, true);
    looks.link = make(FontRole::Song, 10.5, true);
    format_set_font_color(looks.link, 0x0563C1);
    format_set_underline(looks.link, LXW_UNDERLINE_SINGLE);
    format_set_align(looks.link, LXW_ALIGN_CENTER);
    for (int severity = 0; severity < 3; ++severity) {
        looks.severity[static_cast<std::size_t>(severity)] = make(FontRole::Song, 10.5, true);
        format_set_bg_color(looks.severity[static_cast<std::size_t>(severity)], severity_color(severity));
        format_set_align(looks.severity[static_cast<std::size_t>(severity)], LXW_ALIGN_CENTER);
    }
    return looks;
}

// Height of a row that shows all of its texts, in points. Why: not every reader fits rows to their text when it
// opens a file. At 10.5 pt a Chinese character is 10.5 pt wide, another about 5.8; a column character is 7 pixels
// of 0.75 pt; a line takes 15.5 pt in the tallest of the usual fonts.
double height_of(const FindingRow& finding) {
    const std::array<const std::string*, 4> texts = {&finding.place, &finding.message, &finding.explanation,
                                                     &finding.code};
    int most = 1;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const double room = kWidths[i + 2] * 7 * 0.75 - 6;
        double width = 0;
        int lines = 1;
        for (const char c : *texts[i]) {
            const double advance = c == '\n'                              ? 0
                                   : static_cast<unsigned char>(c) < 0x80 ? 5.8
                                                                          : 3.5;  // a third of 10.5 a byte
            if (c == '\n' || width + advance > room) ++lines, width = 0;
            width += advance;
        }
        most = std::max(most, lines);
    }
    return std::min(most * 15.5 + 6, 409.0);
}

std::string fitting(const std::string& text) {
    const std::string escaped = escape_cell(text);
    return utf16_length(escaped) <= kMaxCellText ? escaped : escape_cell(cut(text, kMaxCellText / 8));
}

lxw_error write_row(const Target& list, const Target& form, const Sheet& sheet, const FindingRow& finding,
                    lxw_row_t row, const Looks& looks) {
    const auto severity = static_cast<std::size_t>(std::clamp(finding.severity, 0, 2));
    const auto text = [&](lxw_col_t col, const std::string& what, lxw_format* format) {
        return what.empty() ? worksheet_write_blank(list.worksheet, row, col, format)
                            : worksheet_write_string(list.worksheet, row, col, fitting(what).c_str(), format);
    };
    if (const lxw_error e = text(0, words(sheet.lang).severities[severity], looks.severity[severity])) return e;
    if (finding.cell >= 0 && finding.cell < std::ssize(sheet.cells) && row < LXW_MAX_NUMBER_URLS) {
        const SheetCell& cell = sheet.cells[static_cast<std::size_t>(finding.cell)];
        std::string target = sheet_range(form.name, cell.row, cell.col, 1, 1);
        std::erase(target, '$');
        const std::string shown = a1({cell.row, cell.col});
        if (const lxw_error e = worksheet_write_url_opt(list.worksheet, row, 1, ("internal:" + target).c_str(),
                                                        looks.link, shown.c_str(), nullptr)) {
            return e;
        }
    } else if (const lxw_error e = text(1, "", looks.text)) {
        return e;
    }
    const std::array<const std::string*, 4> rest = {&finding.place, &finding.message, &finding.explanation,
                                                    &finding.code};
    for (std::size_t i = 0; i < rest.size(); ++i) {
        if (const lxw_error e = text(static_cast<lxw_col_t>(2 + i), *rest[i], looks.text)) return e;
    }
    return LXW_NO_ERROR;
}

}  // namespace

lxw_error write_findings(const Target& list, const Target& form, const Sheet& sheet, const OfficeFonts& fonts) {
    lxw_worksheet* worksheet = list.worksheet;
    const Looks looks = make_looks(list.book, fonts);
    for (lxw_col_t col = 0; col < kColumns; ++col) {
        if (const lxw_error e = worksheet_set_column(worksheet, col, col, kWidths[col], nullptr)) return e;
        if (const lxw_error e =
                worksheet_write_string(worksheet, 1, col, words(sheet.lang).headings[col], looks.heading))
            return e;
    }
    const std::string title = fitting(sheet.title.empty() ? form.name : sheet.title);
    if (const lxw_error e = worksheet_merge_range(worksheet, 0, 0, 0, kColumns - 1, title.c_str(), looks.title))
        return e;
    worksheet_set_row(worksheet, 0, 30, nullptr);
    worksheet_set_row(worksheet, 1, 21, nullptr);
    lxw_row_t row = 2;
    for (const FindingRow& finding : sheet.findings) {
        if (const lxw_error e = worksheet_set_row(worksheet, row, height_of(finding), nullptr)) return e;
        if (const lxw_error e = write_row(list, form, sheet, finding, row++, looks)) return e;
    }
    if (sheet.findings.empty()) {
        if (const lxw_error e =
                worksheet_merge_range(worksheet, row, 0, row, kColumns - 1, words(sheet.lang).none, looks.text))
            return e;
        ++row;
    }
    worksheet_freeze_panes(worksheet, 2, 0);
    worksheet_set_paper(worksheet, 9);  // A4
    worksheet_set_landscape(worksheet);
    worksheet_fit_to_pages(worksheet, 1, 0);
    worksheet_gridlines(worksheet, LXW_HIDE_ALL_GRIDLINES);
    const std::string footer = header_code(sheet.page.footer_zh, fonts[static_cast<std::size_t>(FontRole::Song)], 9);
    if (!footer.empty()) worksheet_set_footer(worksheet, footer.c_str());
    if (const lxw_error e = worksheet_repeat_rows(worksheet, 1, 1)) return e;
    return worksheet_print_area(worksheet, 0, 0, row - 1, kColumns - 1);
}

}  // namespace jixiao::xlsx
