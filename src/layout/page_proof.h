// The proof that pages show the whole text of their Sheet.
#pragma once

#include "base/failure.h"
#include "layout/pages.h"

namespace jixiao {

// Every character of every cell lies on exactly one line that is no artifact, and every character that can be
// seen has its glyph there. Fails, naming the cell's field, where that is not so.
Result<void> prove_complete(const Sheet& sheet, const Pages& pages);

}  // namespace jixiao
