// Which column does each cell of a row belong to? Positions are hints, never truth.
//
// A row is `labels* values*`. Its cells, left to right, are assigned to the section's columns, left to right, so that
// the total evidence is greatest: what a cell says (a known label, a number, a value), where the header
// and the complete rows of the same fragment have their columns, and how far values stand from the name.
// Does not know: any form; repairs beyond the assignment.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <vector>

#include "recognise/cells.h"
#include "recognise/plan.h"

namespace jixiao {

// What a fragment's header and complete rows taught about its columns.
class ColumnEvidence {
public:
    explicit ColumnEvidence(std::size_t columns) : at_(columns), offset_(columns) {}

    // A header cell that covers physical columns [first, last].
    void see_header(std::size_t column, int first, int last);
    // A cell of a complete row whose name stands in `name_col`.
    void see_distance(std::size_t column, int col, int name_col);
    // The same for the place itself, of a row that stands where the header says.
    void see_place(std::size_t column, int col);

    // -1..1: how strongly the fragment says for (or against) `col` being `column`, counting `shift` columns further right.
    double at(std::size_t column, int col, int shift) const;
    // The same for a cell that stands `distance` columns right of a name in `name_col`: rows whose name stands there too
    // are asked first.
    double offset(std::size_t column, int distance, int name_col) const;
    bool empty() const { return seen_ == 0; }
    bool knows_distances() const { return std::ranges::any_of(offset_, [](const auto& column) { return !column.empty(); }); }

private:
    std::vector<std::map<int, double>> at_;       // column -> physical column -> votes
    std::vector<std::map<int, std::map<int, double>>> offset_;  // column -> column of the name -> distance -> votes
    std::map<int, double> at_any_;                // votes of all columns for a physical column
    int seen_ = 0;
};

struct AlignContext {
    const Plan* plan = nullptr;
    const Zone* zone = nullptr;
    int zone_index = 0;
    int level1 = -1, level2 = -1;                 // carried terms (Vocabulary::indicators), -1: not known
    const std::set<std::string>* names = nullptr;  // keys of the names of the list that Column::ref points at
    const std::string* quotable = nullptr;        // key of the field that Column::quotes points at; nullptr: none
    bool fixed_columns = false;                   // positions are the author's
    bool positions_tell = true;                   // false: blank cells were left out, so that places mean nothing
};

struct Alignment {
    std::vector<int> column;                      // per cell; -1: belongs to none
    double score = 0;
    int shift = 0;                                // the row stands this many columns left of its fragment's columns
    bool ambiguous = false;                       // a lone value could as well belong to the other value column
    int name_cell = -1;                           // the cell in the name column
    bool complete = false;                        // every name, amount and value column has a cell
};

// `cells`: the row's non-empty cells, left to right.
Alignment align_row(std::span<const CellView* const> cells, const ColumnEvidence& evidence, const AlignContext& context);

}  // namespace jixiao
