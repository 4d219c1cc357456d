// The Sheet while it is being composed: what was put where, and which values of the Form are shown.
//
// Knows: rows, cells, styles by name, the labels around the row being written.
// Does not know: text metrics, heights (heights.h), pages.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/failure.h"
#include "layout/compose.h"

namespace jixiao {

// An amount of a list, for live sums.
struct AmountCell {
    std::string list, item, column;
    int cell = -1;
};

// A rectangle of value cells, in logical rows.
struct NamedRange {
    std::string name;
    int row = 0, col = 0, rows = 0, cols = 0;
};

struct ValidatedRange {
    int row = 0, col = 0, rows = 0, cols = 0;
    bool number = false;
};

// A value shown in a cell that stands for several rows: /lists/x/3/level1 is shown by the cell of /lists/x/1/level1.
struct SharedCell {
    std::size_t list = 0, row = 0, column = 0;
    int cell = -1;
};

struct Draft {
    Draft(const Form& form, const Template& form_template, const Vocabulary& vocabulary);

    const Form& form;
    const Template& spec;
    const Vocabulary& vocabulary;
    Sheet sheet;
    std::vector<StyleSpec> style_specs;         // parallel to sheet.styles
    int sections = 0;                           // numbered over the whole sheet
    std::vector<int> heads;                     // cells that name every cell being added: enclosing block labels
    std::vector<bool> field_shown;              // by field of the form
    std::vector<std::vector<bool>> list_shown;  // by list, then row * columns + column
    std::vector<AmountCell> amounts;
    std::vector<NamedRange> names;
    std::vector<ValidatedRange> validated;
    std::vector<SharedCell> shared;

    int columns() const { return static_cast<int>(sheet.columns.size()); }
    int rows() const { return static_cast<int>(sheet.rows.size()); }

    // Index of the style of that name; of a plain one of its kind where the template has none.
    int style(std::string_view name);

    // A new row at the end; its index.
    int add_row(bool table = true);
    // A cell that starts in `row`; its index.
    int add_cell(int row, int col, int cols, CellRole role, int style_index);
    SheetCell& cell(int index) { return sheet.cells[static_cast<std::size_t>(index)]; }

    // The label printed for a term: `print`, else the term's canonical spelling.
    std::string label(std::string_view print, std::string_view term) const;

    void show_field(std::size_t field) { field_shown[field] = true; }
    void show(std::size_t list, std::size_t row, std::size_t column);
    bool shown(std::size_t list, std::size_t row, std::size_t column) const;

    Failure misfit(Message message) const;  // the template and the form cannot be laid out
};

// Fills a cell with a value: paragraphs, number, nothing for null.
void put_value(SheetCell& cell, const Value& value, const Vocabulary& vocabulary);
// Paragraphs of a text: its lines.
std::vector<std::string> lines_of(std::string_view text);
// A value as plain text, paragraphs joined.
std::string plain_text(const Value& value);

// {name} replaced by what `values` says; unknown names by nothing.
using Placeholders = std::vector<std::pair<std::string_view, std::string>>;
std::string fill_in(std::string_view pattern, const Placeholders& values);

// The parts of compose(), in their order.
void compose_head(Draft& draft);                                         // title, year and unit lines; page set-up
Result<void> compose_body(Draft& draft);                                 // the template's tree
Result<void> compose_list(Draft& draft, const ListSpec& spec, int col);  // one list, from that column to the last
// What has no cell so far, and on request what the form holds as unplaced.
void compose_annex(Draft& draft, bool unplaced, Findings& findings);

// What each cell needs so that its text fits, in points.
struct Needs {
    std::vector<double> height;                   // by cell; 0 for one without text
    std::vector<double> leading;                  // by cell
    std::vector<std::pair<int, double>> upright;  // cells that would like to be set upright, and what that needs
};
Needs fit_cells(Draft& draft, const FontSet& fonts, Findings& findings);  // chooses sizes and indents
void set_heights(Draft& draft, const Needs& needs);                       // row heights; tall rows are split
void add_names(Draft& draft);                                             // defined names, validations, repeated rows
void add_formulas(Draft& draft);                                          // live sums
void annotate(Draft& draft, const Findings& findings, Lang lang);         // notes, colours, the list of findings

}  // namespace jixiao
