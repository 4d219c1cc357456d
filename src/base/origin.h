// Where a value was read.
//
// Knows: the two ways of naming a place, `book.xlsx!Sheet!C7` and `extract.txt:11:5`.
// Does not know: what stands there.
#pragma once

#include <string>

namespace jixiao {

// A cell position inside one Grid; both counts start at 0. A negative row means "no place"
// (a value that came from JSON, or that was derived).
struct Place {
    int row = -1;
    int col = -1;

    bool known() const { return row >= 0; }
    bool operator==(const Place&) const = default;
};

// A place with the names of its input and part. `part` is the sheet's name, empty for text.
struct Origin {
    std::string input;
    std::string part;
    Place place;

    // `a.xlsx!整体绩效!C7` for a sheet, `b.txt:11:5` (line, cell of the line, from 1) for text,
    // the bare input name when the place is not known.
    std::string str() const;
    bool operator==(const Origin&) const = default;
};

// Column letters of ECMA-376-1 18.18.7 (0 -> A, 26 -> AA); empty for a negative column.
std::string column_letters(int col);

// `C7` for {6, 2}.
std::string a1(Place place);

}  // namespace jixiao
