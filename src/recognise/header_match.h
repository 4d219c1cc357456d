// Which section's header a row is.
//
// Knows: that an office may leave labels out and add its own. Does not know: what rows stand below.
#pragma once

#include <vector>

#include "recognise/cells.h"
#include "recognise/plan.h"

namespace jixiao {

struct HeaderMatch {
    int zone = -1;    // of the section; -1: the row is no header
    int hits = 0;     // its labels
    int extra = 0;    // cells that are none
};

struct HeaderContext {
    const Plan& plan;
    int zone = -1;                 // where the walk stands
    const Block* begun = nullptr;  // the innermost block whose label begins in the row
};

// True when the zone stands beside the block's label.
bool stands_inside(const Plan& plan, int zone, const Block* block);

HeaderMatch match_header(const std::vector<const CellView*>& cells, const HeaderContext& context);

}  // namespace jixiao
