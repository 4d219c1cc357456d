#include "exporters/xlsx.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <numeric>

#include <locale.h>

#include "base/origin.h"
#include "exporters/export.h"
#include "exporters/xlsx_scratch.h"
#include "exporters/xlsx_text.h"

namespace jixiao {
namespace xlsx {
namespace {

constexpr double kMaxSize = 409;    // pt, of a font and of a row (Excel's limit of a row is 409.5)
constexpr int kUnknownYear = 2000;  // of the creation date of a form without a year: some date, and always the same

// libxlsxwriter prints numbers by LC_NUMERIC; in this thread, for as long as this lives, that is "C".
class PlainNumbers {
public:
    PlainNumbers() {
        static const locale_t kC = ::newlocale(LC_ALL_MASK, "C", locale_t{});
        before_ = ::uselocale(kC);
    }
    PlainNumbers(const PlainNumbers&) = delete;
    PlainNumbers& operator=(const PlainNumbers&) = delete;
    ~PlainNumbers() { ::uselocale(before_); }

private:
    locale_t before_;
};

std::unexpected<Failure> library_failure(lxw_error error) {
    return fail({}, message("写工作簿失败：{}。", "The workbook could not be written: {}.", lxw_strerror(error)));
}

// A contract of sheet.h that does not hold: ours to repair, nothing the user could do.
std::unexpected<Failure> broken_sheet(const Sheet& sheet, Place at, std::string_view zh, std::string_view en) {
    return fail({.input = {}, .part = sheet.name, .place = at},
                message("版面有误：{}。", "Broken layout: {}.", zh, en));
}

std::string place_of(const SheetCell& cell) {
    return cell.field.empty() ? a1({cell.row, cell.col}) : cell.field;
}

// Properties are the same for the same form: the date is the first day of its year.
lxw_error set_properties(lxw_workbook* book, const Sheet& sheet) {
    using namespace std::chrono;
    const int in_range = sheet.year >= 1980 && sheet.year <= 9999 ? sheet.year : kUnknownYear;
    const sys_days created = year{in_range} / January / 1;
    std::string title = cut(plain(sheet.title), 255), unit = cut(plain(sheet.author_unit), 255);
    lxw_doc_properties properties{};
    properties.title = title.data();
    properties.author = unit.data();
    properties.company = unit.data();
    properties.created = duration_cast<seconds>(created.time_since_epoch()).count();
    return workbook_set_properties(book, &properties);
}

lxw_error fill(lxw_workbook* book, const Sheet& sheet, const OfficeFonts& fonts) {
    const auto add = [&](std::string_view wanted, std::string_view fallback) {
        Target target{book, nullptr, sheet_name(wanted, fallback)};
        target.worksheet = workbook_add_worksheet(book, target.name.c_str());
        return target;
    };
    const Target form = add(sheet.name, "Sheet1");
    if (!form.worksheet) return LXW_ERROR_INVALID_SHEETNAME_CHARACTER;
    if (const lxw_error e = set_properties(book, sheet)) return e;
    if (const lxw_error e = write_cells(form, sheet, fonts)) return e;
    if (const lxw_error e = set_up_page(form, sheet, fonts)) return e;
    if (const lxw_error e = set_up_view(form, sheet)) return e;
    if (const lxw_error e = define_names(form, sheet)) return e;
    if (sheet.annotated || !sheet.findings.empty()) {
        const bool taken = form.name == kFindingsName;
        const Target list = add(taken ? std::string(kFindingsName) + "（2）" : std::string(kFindingsName), "Sheet2");
        if (!list.worksheet) return LXW_ERROR_SHEETNAME_ALREADY_USED;
        if (const lxw_error e = write_findings(list, form, sheet, fonts)) return e;
    }
    return add_validations(form, sheet);
}

Result<void> check_cell(const Sheet& sheet, const SheetCell& cell, std::vector<int>& free_from) {
    const Place at{cell.row, cell.col};
    if (cell.row < 0 || cell.col < 0 || cell.rows < 1 || cell.cols < 1 ||
        cell.row > std::ssize(sheet.rows) - cell.rows || cell.col > std::ssize(sheet.columns) - cell.cols) {
        return broken_sheet(sheet, at, "单元格超出表格", "a cell lies outside the grid");
    }
    for (int col = cell.col; col < cell.col + cell.cols; ++col) {
        int& row = free_from[static_cast<std::size_t>(col)];
        if (row > cell.row) return broken_sheet(sheet, at, "单元格重叠", "two cells overlap");
        row = cell.row + cell.rows;
    }
    if (cell.style < 0 || cell.style >= std::ssize(sheet.styles)) {
        return broken_sheet(sheet, at, "单元格样式不存在", "a cell has no style");
    }
    const double size = cell.size > 0 ? cell.size : sheet.styles[static_cast<std::size_t>(cell.style)].size;
    if (!std::isfinite(size) || size < 1 || size > kMaxSize) {
        return broken_sheet(sheet, at, "字号超出范围", "a font size is out of range");
    }
    // An escape has seven characters: what is as short as this cannot be too long, and need not be counted.
    std::size_t bytes = cell.paragraphs.size();
    for (const std::string& paragraph : cell.paragraphs) bytes += paragraph.size();
    if (bytes <= kMaxCellText / 7) return {};
    std::string text;
    for (const std::string& paragraph : cell.paragraphs) text += (text.empty() ? "" : "\n") + paragraph;
    // Both counts: Excel counts what is shown, libxlsxwriter what is written, escapes included.
    const std::size_t units = utf16_length(text), written = utf16_length(escape_cell(text));
    if (units > kMaxCellText || written > kMaxCellText) {
        return fail({.input = {}, .part = sheet.name, .place = at},
                    message("“{}”的文字有 {} 个字符，超过工作簿单元格的上限 {}。",
                            "The text of {} has {} characters, more than the {} a workbook cell can hold.",
                            place_of(cell), units, kMaxCellText),
                    message("缩短该文字，或只输出 PDF、JSON。", "Shorten the text, or write PDF and JSON only."));
    }
    return {};
}

}  // namespace

Result<void> check_sheet(const Sheet& sheet) {
    if (sheet.columns.empty() || std::ssize(sheet.columns) > LXW_COL_MAX || std::ssize(sheet.rows) > LXW_ROW_MAX) {
        return broken_sheet(sheet, {}, "行数或列数超出工作簿的范围", "more rows or columns than a workbook has");
    }
    for (const double width : sheet.columns) {
        if (!std::isfinite(width) || width <= 0 || width > 470) {  // mm; 255 characters are 1790 pixels
            return broken_sheet(sheet, {}, "列宽超出范围", "a column width is out of range");
        }
    }
    for (std::size_t row = 0; row < sheet.rows.size(); ++row) {
        const double height = sheet.rows[row].height;
        if (!std::isfinite(height) || height < 0 || height > kMaxSize + 0.5) {
            return broken_sheet(sheet, {static_cast<int>(row), 0}, "行高超出范围", "a row height is out of range");
        }
    }
    std::vector<std::size_t> order(sheet.cells.size());
    std::iota(order.begin(), order.end(), 0u);
    std::ranges::stable_sort(order, {}, [&](std::size_t i) { return sheet.cells[i].row; });
    std::vector<int> free_from(sheet.columns.size(), 0);  // a column: first row no cell covers yet
    for (const std::size_t i : order) {
        if (auto checked = check_cell(sheet, sheet.cells[i], free_from); !checked) return checked;
    }
    return {};
}

Result<Bytes> write_workbook(const Sheet& sheet, const OfficeFonts& fonts, const std::filesystem::path& scratch) {
    if (auto checked = check_sheet(sheet); !checked) return std::unexpected(checked.error());
    auto file = Scratch::open(scratch);
    if (!file) return std::unexpected(file.error());
    const PlainNumbers plain_numbers;
    std::string parts = scratch.string();  // each part is built in a file of its own there
    lxw_workbook_options options{};
    options.tmpdir = parts.data();
    lxw_workbook* book = workbook_new_opt(file->name().c_str(), &options);
    if (!book) return library_failure(LXW_ERROR_MEMORY_MALLOC_FAILED);
    if (const lxw_error error = fill(book, sheet, fonts)) {
        lxw_workbook_free(book);
        return library_failure(error);
    }
    if (const lxw_error error = workbook_close(book)) return library_failure(error);
    return file->read();
}

}  // namespace xlsx

Result<Bytes> export_xlsx(const Sheet& sheet, const FontSet& fonts, const std::filesystem::path& scratch) {
    xlsx::OfficeFonts names;
    for (const FontRole role : {FontRole::Song, FontRole::Hei, FontRole::Fangsong, FontRole::Kai, FontRole::Latin}) {
        names[static_cast<std::size_t>(role)] = fonts.office_name(role);
    }
    return xlsx::write_workbook(sheet, names, scratch);
}

}  // namespace jixiao
