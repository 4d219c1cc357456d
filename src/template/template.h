// A form described as data: labels, fields, lists, layout, checks. Plain structs, filled from
// templates/<region>/<form>.xml and templates/vocabulary.xml by load.h.
//
// Knows: the words of the template language. Does not know: any form by name.
//
// A form is a tree of blocks. A Block's label spans all rows of its children; a FieldRow is one row of labels
// with their values; a List repeats its rows. One tree drives recognition, checks and layout.
#pragma once

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/message.h"
#include "fonts/font_set.h"

namespace jixiao {

// A label with its canonical spelling and the spellings met in the wild.
struct Term {
    std::string id;
    std::string label;
    std::vector<std::string> spellings;  // other than `label`
};

// A label of the indicator tree, scoped by its parents.
struct IndicatorTerm {
    int level = 1;                       // 1, 2, 3
    std::string label;
    std::vector<std::string> spellings;
    int parent = -1;                     // index into Vocabulary::indicators; -1: none
    std::string framework;               // "jiangsu", "mof", …
    std::string comparators;             // of level 3: those that make sense, most usual first, e.g. "=|≥"; empty: not known
    std::vector<std::string> units;
};

struct Vocabulary {
    std::vector<Term> terms;
    std::vector<IndicatorTerm> indicators;
    std::vector<Term> qualitative;       // 健全, 合理 … with their spellings
    std::vector<Term> units;             // %, 万元 … with their spellings
    std::vector<std::pair<std::string, std::string>> confusions;  // wrong -> right
    std::vector<std::string> look_alikes;  // groups of characters taken for one another, none in two
    std::vector<std::pair<std::string, std::string>> typos;       // wrong -> right, in running text
    std::vector<std::string> remarks;    // beginnings of rows below a table: 填表人：, 备注：
    std::string annex;                   // heading of what is listed below the table for want of a place in it

    const Term* term(std::string_view id) const;
};

enum class FieldType { Text, Paragraphs, Amount };

// A label with what belongs to it: the value of a field; or the amount of one row of a list (`list` is set); or nothing, where
// it heads the cells below it (`caption`).
struct FieldCell {
    std::string id;                      // of the field; empty for the others
    FieldType type = FieldType::Text;
    std::string term;                    // id of its label
    std::string print;                   // label as printed; the term's canonical spelling where empty
    int label_span = 1, value_span = 1;  // grid columns
    bool required = false;
    bool of_year = false;                // its text speaks of the form's year and no other
    std::string label_style = "label", style = "text";
    bool caption = false;
    std::string list, column;            // id of a list of Template::cell_lists, and of its column
    int fixed = -1;                      // the row: index into the fixed rows of that list
    std::vector<std::string> takes;      // ids of other forms' fields whose value stands here when such a form is rewritten

    bool is_field() const { return !id.empty(); }
};

struct FieldRow {
    std::vector<FieldCell> cells;
    bool above = false;                  // the labels stand in a row of their own, their values below them
};

enum class ColumnType {
    Group,   // carried over the rows it covers: group, level1, level2, key_work, project
    Name,    // what a row is about: item, level3
    Text,
    Amount,
    Value,   // an indicator value
};

struct Column {
    std::string id;
    ColumnType type = ColumnType::Text;
    std::string term;                    // id of its header label; empty: the header cell is blank
    std::string print;
    int span = 1;
    int level = 0;                       // 1..3 for columns of the indicator tree
    std::string ref;                     // list whose names this column must repeat ("expenditures")
    std::string half_of;                 // column of the whole year this one is the half-year of
    std::string quotes;                  // field whose text must contain this one's ("main_duties")
    std::string sign_term, unit_term;    // headers of columns that hold a Value's comparator and unit apart
    std::string style;
    int side = 0;                        // of a list beside another (ListSpec::sides): 0 the left one, 1 the right one
    std::string field;                   // … the id of the column there
};

struct FixedRow {                        // a row with a known label
    std::string term;
    std::string group;                   // id of its group's term; empty: the label spans group and name columns
    bool required = false;               // its amount must be given
    std::vector<std::string> takes;      // rows of other forms that stand here: "term", or "group/term"
};

struct Section {                         // rows of a list that share a header and a set of columns
    std::vector<std::string> level1;     // first levels it holds, canonical; empty: any
    std::vector<std::string> needed;     // of these: must have a third level
    std::vector<std::string> also;       // first levels of other forms' trees that stand here
    std::vector<Column> columns;
    bool header = true;
    std::vector<FixedRow> fixed;         // in order; always printed, blank where nothing was read
    bool free_rows = false;              // rows with other names may follow
    std::string heading_term;            // of a full-width heading row above the header; empty: none
};

struct ListSpec {
    std::string id;
    std::vector<std::string> columns;    // ids of the rows' keys in JSON, in order
    std::vector<Section> sections;
    std::string framework;               // of the indicator tree; empty: no indicators
    bool required = false;
    std::string beside;                  // term of a label that may stand beside its rows and is not printed
    std::vector<ListSpec> sides;         // two lists whose rows stand side by side, and in the form apart; else empty
};

struct Node;

struct Block {
    std::string term;
    std::string print;
    int span = 1;
    bool vertical = false;               // set the label one character a line where the block is tall enough
    std::vector<Node> children;
};

struct Node {
    std::variant<FieldRow, Block, ListSpec> part;
};

// total = Σ parts. A path is "list:item" (of that list's name column), "list:*" for all rows, or a field id. A total of
// several rows is their sum.
struct SumCheck {
    std::string id;
    std::string column;                  // the amount column compared
    std::string total;
    std::vector<std::string> of;
    Message name;                        // how messages call it
};

enum class Align { Left, Center, Right };

struct StyleSpec {
    std::string name;
    FontRole font = FontRole::Song;
    bool bold = false;
    double size = 10.5;                  // pt
    double min_size = 8;                 // pt: text that does not fit shrinks to this, then flows
    double line_height = 1.3;            // of the size
    double padding_x = 3, padding_y = 3; // pt
    Align align = Align::Left;
    bool shade = false;                  // header background
};

struct PageSpec {
    std::string paper = "A4";
    bool landscape = false;
    double top = 20, right = 15, bottom = 20, left = 15;  // mm
    double border_outer = 1.0, border_inner = 0.5;        // pt
    double min_row = 20;                                  // pt, height of a row of one line
    std::string footer = "第 {page} 页 共 {pages} 页";
    std::string running_head = "{unit_name}";             // on pages after the first; {unit_name}, {title}, {year}
    std::string continued = "（续）";                      // after a group label repeated on a new page
};

struct Template {
    std::string id;                      // "jiangsu/department-overall"
    Message name;
    std::string title;                   // "江苏省{region}部门整体预算绩效目标表"
    std::vector<std::string> title_spellings;
    std::string subtitle = "{year}年度";
    std::string unit;                    // "万元"
    std::string unit_line = "单位：{unit}"; // above the table, at its right; empty: none
    std::vector<double> columns;         // mm
    std::vector<Node> body;
    std::vector<ListSpec> cell_lists;    // lists whose amounts stand in rows of labels, one by one
    std::vector<SumCheck> sums;
    std::vector<StyleSpec> styles;       // every style named in the form
    PageSpec page;
};

// Every FieldCell that is a field, in document order.
std::vector<const FieldCell*> fields_of(const Template& form);
// Every list of the form: those of single cells, then in document order, two that stand side by side one after the other.
std::vector<const ListSpec*> lists_of(const Template& form);

}  // namespace jixiao
