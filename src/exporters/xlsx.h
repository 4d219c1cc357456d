// The workbook of a Sheet: one sheet as laid out, and a list of findings beside it where the Sheet carries one.
//
// Knows: OOXML through libxlsxwriter (with xlsx_*.cc the only files that do). Does not know: font files.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include <xlsxwriter.h>

#include "base/bytes.h"
#include "base/failure.h"
#include "exporters/xlsx_format.h"
#include "layout/sheet.h"

namespace jixiao::xlsx {

// The bytes of the workbook. What export_xlsx does, once it knows the fonts' names.
Result<Bytes> write_workbook(const Sheet& sheet, const OfficeFonts& fonts, const std::filesystem::path& scratch);

// Nothing libxlsxwriter would accept and write wrongly is left after this: cells inside and apart, styles
// that exist, finite sizes, texts that fit.
Result<void> check_sheet(const Sheet& sheet);

// Where a sheet came to stand in its workbook.
inline constexpr std::string_view kFindingsName = "检查结果";

struct Target {
    lxw_workbook* book;
    lxw_worksheet* worksheet;
    std::string name;  // legal
};

// Each returns the first error libxlsxwriter reports, or LXW_NO_ERROR.
lxw_error write_cells(const Target& target, const Sheet& sheet, const OfficeFonts& fonts);
lxw_error set_up_page(const Target& target, const Sheet& sheet, const OfficeFonts& fonts);
lxw_error set_up_view(const Target& target, const Sheet& sheet);
lxw_error define_names(const Target& target, const Sheet& sheet);
lxw_error write_findings(const Target& list, const Target& form, const Sheet& sheet, const OfficeFonts& fonts);

// Input validation; words too long for a rule of their own go to a hidden sheet, made on first need.
lxw_error add_validations(const Target& target, const Sheet& sheet);

}  // namespace jixiao::xlsx
