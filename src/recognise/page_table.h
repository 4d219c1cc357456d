// The rows of the table on one page: every line belongs to exactly one row, or to a long text; the division that fits best
// wins.
//
// Knows: that the cells of a row share their first, their middle or their last line, as the writer aligned them; that
// lines of one cell follow each other without a gap; that labels stand so beside what they name.
// Does not know: what the rows mean.
#pragma once

#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "recognise/known_texts.h"
#include "recognise/page_columns.h"
#include "recognise/page_lines.h"

namespace jixiao {

enum class Upright { Top, Middle, Bottom };   // how cells are aligned in their rows

struct TableRow {
    enum class Kind {
        Single,      // title, year, unit: a line of its own
        Header,
        Field,       // a label and its text
        Continued,   // text that goes on from the page before, or to the page after
        Row,         // of a list
        Loose,       // nothing known
    };
    struct Entry {
        int column = 0;
        std::vector<const Piece*> pieces;
        bool doubtful = false;       // a group's label: other rows are covered almost as well
    };
    Kind kind = Kind::Loose;
    int instance = -1;               // of a Row: which header it stands below, counted on the page; 0: that of the page before
    double y = 0, top = 0, bottom = 0;  // middle, first and last line
    bool above = false;              // of a Field: its labels stand in a row of their own
    bool group = false;              // nothing but the label of an empty group
    bool doubtful = false;           // of a Row: its lines may almost as well be divided otherwise
    std::string name;                // key of its name, one line
    std::vector<Entry> cells;
};

// Where the labels of a row of fields stand, left to right: what stands behind them, or below, is divided so.
struct FieldShape {
    std::vector<std::pair<double, double>> labels;
    bool above = false;              // the labels stand above their texts
};

// What one page leaves open for the next.
struct PageState {
    int zone = -1;                               // the list or field the page ended in
    std::shared_ptr<const PageColumns> columns;  // of the list
    std::shared_ptr<const KnownTexts> known;
    std::string field;                           // id of the last field
    FieldShape shape;                            // of its row
    std::map<int, std::string> groups;           // of the list: by column, the key of the label that covers its last rows
};

struct PageTable {
    std::vector<TableRow> rows;
    std::vector<std::pair<int, CellClaim>> settled;  // block labels
    PageState state;                 // at the end
    double cost = 0;
    std::set<int> repeated;          // columns whose first label says again the last one of the page before
};

// `doubts`: tells, too, what is doubtful, which takes as long again.
PageTable read_table(const PageText& page, const Plan& plan, Upright upright, const PageState& before, CutPieces& cut, bool doubts);

}  // namespace jixiao
