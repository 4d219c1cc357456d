// Which cells are labels that noise made unknown?
//
// Knows: what must stand beside a cell for it to be a label. Does not know: how labels are compared (LabelNoise).
#pragma once

#include <string>
#include <vector>

#include "recognise/cells.h"
#include "recognise/plan.h"

namespace jixiao {

struct LabelRepair {
    int cell = 0;              // index of the view
    std::string before, after; // as written; the label
    double confidence = 1;
    bool characters = false;   // characters were misread; false: marks were left out
};

struct LabelRepairs {
    std::vector<LabelRepair> made;
    std::vector<LabelRepair> left;  // equally near to two labels: not repaired (`after` is empty)
    int labels = 0;                 // cells that are labels now
    int misread = 0;                // of them, those whose characters were repaired
};

// Gives views that noise made unknown the uses, key and spelling of the label they are.
LabelRepairs repair_labels(const Plan& plan, std::vector<CellView>& views);

}  // namespace jixiao
