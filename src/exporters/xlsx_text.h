// Text as a workbook can hold it: escapes, names, header codes, references.
//
// Knows: the rules of ECMA-376 and Excel for strings. Does not know: sheets, cells or libxlsxwriter.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace jixiao::xlsx {

// Characters a cell can hold (Excel counts UTF-16 units).
inline constexpr std::size_t kMaxCellText = 32767;

// Length in UTF-16 units; malformed bytes count one each.
std::size_t utf16_length(std::string_view utf8);

// At most `units` UTF-16 units from the start of the text, whole characters only.
std::string cut(std::string_view utf8, std::size_t units);

// ST_Xstring (ECMA-376-1 22.9.2.19): what XML cannot hold becomes `_xHHHH_`, and text that already looks
// like such an escape gets its underscore escaped. Malformed bytes become U+FFFD.
std::string escape_cell(std::string_view utf8);

// For places that know no such escape (properties, headers): what XML cannot hold becomes U+FFFD, line ends blanks.
std::string plain(std::string_view utf8);

// A legal sheet name: 31 units at most, no []:*?/\ (their full-width forms stand for them), no
// apostrophe at an end, nothing that a reference would have to quote but libxlsxwriter does not.
std::string sheet_name(std::string_view wanted, std::string_view fallback);

// A legal defined name (18.2.5): illegal characters become `_`; what reads as a cell reference gets a `_` before it.
std::string defined_name(std::string_view wanted);

// `$C$7` or `$C$7:$D$9`; rows and columns from 0.
std::string absolute_range(int row, int col, int rows, int cols);

// `'name'!$C$7:$D$9`, with apostrophes in the name doubled.
std::string sheet_range(std::string_view sheet, int row, int col, int rows, int cols);

// A centred header or footer (18.3.1.46): {page} and {pages} become &P and &N, & is doubled, cut at 254
// bytes. Empty for an empty text.
std::string header_code(std::string_view text, std::string_view font, int size);

}  // namespace jixiao::xlsx
