// What is said of a form about how its cells were put in order.
//
// Knows: the words of those findings. Does not know: how order was found.
#pragma once

#include <vector>

#include "grid/grid.h"
#include "model/form.h"
#include "recognise/walk.h"

namespace jixiao {

// Texts that a block's label names, and cells that were cut apart.
void tell_structure(const Walk& walk, Form& form);

// Columns printed on later pages were put beside their rows, or (`fields`) fields that stood as columns above their list.
void tell_rearranged(bool fields, Form& form);

// Comparator, figure and unit stood in columns of their own; `header`: the cell that heads the figures.
void tell_joined(const Grid& grid, int header, Form& form);

// Cells of a page whose row, column or extent is a guess: the value made of each.
void tell_guesses(const Grid& page, const std::vector<int>& cells, Form& form);

}  // namespace jixiao
