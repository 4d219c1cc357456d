// The lines of one row, without their places, divided among the columns of its section.
//
// Knows: the order of columns, texts read before, and how lines of a wrapped cell look. Does not know: which lines make a
// row.
#pragma once

#include <string>
#include <vector>

#include "recognise/cells.h"
#include "recognise/known_texts.h"
#include "recognise/plan.h"

namespace jixiao {

struct StreamToken {          // what stands between two blanks of a line
    const CellView* view = nullptr;
    int line = 0;
};

struct StreamText {           // a line of a row, its values taken off
    std::string text, key;
    std::vector<int> sources; // cells of the grid
    double width = 0;
    bool with_values = false; // its values stand on the same line
    bool apart = false;       // a blank parts it from the text before on its line
};

struct StreamSetting {
    const Plan& plan;
    int zone;
    bool item;                         // the first line is a known item
    bool values;                       // the row has values
    const std::vector<bool>& carried;  // columns with a group that may be carried over
    const std::vector<bool>& taken;    // columns whose label was read already
    const KnownTexts& known;
    bool quoting;                      // most labels that may quote a field did so far
    bool wraps;                        // lines of the text break inside words: cells go on over lines
};

struct StreamPart {           // lines [from, to) are one cell
    int column = 0;
    std::size_t from = 0, to = 0;
};

struct DividedTexts {
    std::vector<std::vector<StreamPart>> rows;  // the values belong to the last
    bool guessed = false;                       // another division would have done nearly as well
};

DividedTexts divide_texts(const std::vector<StreamText>& texts, const StreamSetting& setting);

}  // namespace jixiao
