// Cells that lost the border between them: 决策计划制定, 单位名称 某某局, 预算执行率=100% =100%.
//
// Knows: labels, values, and which of them may follow one another in a row. Does not know: the rest of the table.
#pragma once

#include <string>
#include <vector>

#include "recognise/cells.h"
#include "recognise/plan.h"

namespace jixiao {

// The row a cell stands in, as far as it is known before the row is read.
struct GlueContext {
    const Plan* plan = nullptr;
    int zone = -1;               // where the walk stands
    int cells = 0;               // of the row
    int values = 0;              // of them, those that read as an amount or a value
    bool first = false;          // the cell is the row's first
    int last_column = -1;        // where the last value stood in the nearest row above that had several; -1: none had
};

// The pieces of a glued cell, left to right, as written; empty where the cell is one.
std::vector<std::string> unglue(const CellView& cell, const GlueContext& context);

}  // namespace jixiao
