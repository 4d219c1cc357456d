// How far apart the rows of a list are, where a page of text tells it only by its lines.
//
// Knows: that rows of one list are padded alike. Does not know: which label covers which rows.
#pragma once

#include <vector>

#include "recognise/page_groups.h"

namespace jixiao {

// From the last line of a row to the first of the next it is equally far in all of a list, and further only where a tall label
// stretches a row. Extraction drops the blank line between two rows where a label stands halfway between them: such a distance is
// widened to the usual one, and what stands in between moves along.
class RowPitch {
public:
    // `rows`: top to bottom, without groups yet. `groups`: the labels beside them.
    RowPitch(const std::vector<TableRow>& rows, const std::vector<GroupPieces>& groups);

    // Where a line at `y` stands; ascending.
    double operator()(double y) const;

private:
    struct Stretch {
        double from = 0, to = 0;   // between two rows: last and first line
        double more = 0;           // by which it is too narrow
    };
    std::vector<Stretch> stretches_;
};

}  // namespace jixiao
