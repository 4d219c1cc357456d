// Fields that stand as columns of a list: 项目名称 | 项目年度绩效目标 | 一级指标 | … | 指标值, each project on the rows of its name.
//
// Knows: how such a sheet is one form a project, and what it would be with the fields above the list. Does not know: what the
// rows mean.
#pragma once

#include <optional>
#include <vector>

#include "grid/grid.h"
#include "recognise/cells.h"
#include "recognise/plan.h"
#include "recognise/unwrap.h"

namespace jixiao {

// Of a spreadsheet, or a text whose columns stay in their places, whose list has the form's first field as a column with several values: for each of them what stands above
// the list, the list's header, and the rows from the value to the next, each cell where it stood. Empty for any other grid.
std::vector<Grid> forms_by_rows(const Grid& grid, const Plan& plan);

// One of those: the fields, each with the one value that stands below it, put above the list. Nothing where the list has no
// fields among its columns, or one of them has several values.
std::optional<Unwrapped> put_fields_above(const Grid& grid, const Plan& plan, const std::vector<CellView>& views);

}  // namespace jixiao
