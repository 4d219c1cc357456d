// What the document will look like as a table: the one thing every exporter serialises.
//
// Knows: columns, rows with their heights, styled cells with extents and roles, page set-up.
// Does not know: fields by name (a cell carries its JSON pointer), fonts' files, or any output format.
//
// Units: column widths in mm, everything else in points (1/72 inch).
// Rows and columns count from 0. Cells never overlap and lie inside the grid; every position of the
// table part of the grid is covered by exactly one cell (blanks included), so that the grid is rectangular,
// spans included, as tagged PDF and HTML want it.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/decimal.h"
#include "base/message.h"
#include "fonts/font_set.h"

namespace jixiao {

enum class HAlign { Left, Center, Right };
enum class VAlign { Top, Middle, Bottom };

struct Style {
    std::string name;               // of the template: "title", "label", "header", "amount" …
    FontRole font = FontRole::Song;
    bool bold = false;
    double size = 10.5;             // pt
    double line_height = 1.3;       // of the size
    double padding_x = 3, padding_y = 3;
    HAlign align = HAlign::Left;
    VAlign valign = VAlign::Middle;
    bool border = true;
    bool shade = false;             // header background
    bool operator==(const Style&) const = default;
};

enum class CellRole {
    Title,      // H1; outside the ruled table
    Subtitle,   // year and unit lines; outside the ruled table
    Label,      // names the row to its right
    Group,      // names the rows it spans (vertical block label, level1, level2, …)
    Header,     // names the column below it
    Value,      // data
    Blank,      // an empty corner or filler
};

struct SheetCell {
    int row = 0, col = 0, rows = 1, cols = 1;
    CellRole role = CellRole::Blank;
    int style = 0;                          // index into Sheet::styles
    std::vector<std::string> paragraphs;    // the text; one paragraph a line in XLSX ('\n' between)
    std::optional<Decimal> number;          // where the cell is a number; then paragraphs hold it as printed,
                                            // with as many decimals as number->scale()
    std::string formula;                    // live sum, without '='; only with --formulas
    std::string field;                      // JSON pointer of the value shown, e.g. "/lists/income/0/annual"
    double size = 0;                        // pt, when shrunk below its style's; 0 = the style's
    std::vector<int> headers;               // indices of the Header and Label/Group cells that name this cell
    std::string note;                       // comment (--annotate)
    int severity = -1;                      // of its worst finding with --annotate: 0 note, 1 warning, 2 error
    double indent = 0;                      // em, before the first line of each paragraph; not in a workbook, which
                                            // has no such indent but blanks in the text
    bool upright = false;                   // set one character a line (a vertical block label)
};

struct SheetRow {
    double height = 0;                      // pt, never above 409 (Excel's limit is 409.5)
    bool table = true;                      // false: title lines above the ruled table
    int header_of = -1;                     // >= 0: this is a header row of that section; repeated on its pages
    int section = -1;                       // section whose header is repeated above this row on a new page; -1: none
    int logical = 0;                        // rows with the same number are one logical row (a tall cell merged over several)
};

struct DefinedName {                        // so that other sheets and programs can refer to fields
    std::string name;                       // "unit_name", "income"
    int row = 0, col = 0, rows = 1, cols = 1;
};

struct Validation {                         // of value cells in a workbook
    int row = 0, col = 0, rows = 1, cols = 1;
    bool number = false;                    // decimals only
    std::vector<std::string> words;         // a list of suggestions (others stay allowed)
};

struct FindingRow {                         // one line of the list of findings (--annotate), in Sheet::lang
    int severity = 0;                       // 0 note, 1 warning, 2 error
    int cell = -1;                          // index into Sheet::cells; -1: a finding without a cell here
    std::string place;                      // where the value was read: "a.txt:11:5"
    std::string message, explanation;
    std::string code;                       // "sum_differs"
};

struct PageSetup {
    std::string paper = "A4";
    bool landscape = false;
    double width = 595.28, height = 841.89;              // pt, as oriented
    double top = 56.7, right = 42.5, bottom = 56.7, left = 42.5;
    std::string footer_zh = "第 {page} 页 共 {pages} 页"; // {page}, {pages}
    std::string running_head;                            // unit's name and title, on pages after the first
    double border_outer = 1.0, border_inner = 0.5;       // pt
    std::string continued = "（续）";                     // after a label repeated on a new page
};

struct Sheet {
    std::string name;                       // sheet name in a workbook (31 characters at most, legal)
    std::string title;                      // document title
    std::string author_unit;                // 单位名称; PDF /Author is the unit, never a user
    int year = 0;                           // 0: not known
    std::vector<double> columns;            // mm
    std::vector<SheetRow> rows;
    std::vector<SheetCell> cells;           // ordered by row, then column
    std::vector<Style> styles;
    std::vector<DefinedName> names;
    std::vector<Validation> validations;
    bool annotated = false;                 // findings are drawn and listed, even where there is none
    std::vector<FindingRow> findings;
    Lang lang = Lang::Zh;                   // of notes and findings, and of the headings above their list
    PageSetup page;
    int title_rows = 0;                     // rows 0..title_rows-1 stand above the ruled table
    int repeat_first = -1, repeat_last = -1;// rows a workbook repeats on each printed page (Excel knows one range)
};

std::string dump_sheet(const Sheet& sheet); // `jixiao show --as sheet`: one JSON object a line

}  // namespace jixiao
