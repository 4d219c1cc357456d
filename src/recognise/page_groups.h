// Which rows a group's label covers.
//
// Knows: that the label is aligned beside the rows it covers, and the names the vocabulary has below it.
// Does not know: how rows were found.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "recognise/known_texts.h"
#include "recognise/page_table.h"

namespace jixiao {

// Pieces of the group columns of one section, by column.
struct GroupPieces {
    int column = 0, level = 0;
    std::vector<const Piece*> pieces;   // top to bottom
    int side = 0;                       // of two trees that stand side by side
    std::vector<int> own;               // … the columns of the rows' own texts on that side; empty where there is one tree
};

// By column: the key of the label that covers the last rows.
using LastGroups = std::map<int, std::string>;

struct GroupSetting {
    const Plan& plan;
    const PageText& page;
    Upright upright;
    bool continued;    // groups of the page before may cover the first rows
    bool doubts;       // what is doubtful is told
    CutPieces* lend;   // of a page's last section: keeps a label lent from the next page; else null
    const LastGroups* before;  // where they are continued: the groups that the page before ended in
};

// How well a label of that column with this key is known.
using KnownLabel = std::function<Known(int column, std::string_view key)>;

// Puts the labels into the first of the rows they cover, and adds rows for groups without any. `rows`: of one section on
// one page, top to bottom. A label that a page break cuts through its rows may be printed on both pages, or in parts: what the first
// rows' label says again is told in `repeated`: the column, and a piece that is but a part and stands in no row. Returns the cost.
double place_groups(std::vector<TableRow>& rows, std::vector<GroupPieces>& groups, const GroupSetting& setting, const KnownLabel& known,
                    std::vector<std::pair<int, const Piece*>>& repeated);

}  // namespace jixiao
