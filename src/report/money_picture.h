// The sums of a form as a picture: each total above the blocks that should make it up, on one scale.
//
// Knows: the sums the template declares. Does not know: any form by name, or which of two figures is right.
#pragma once

#include <string>

#include "convert.h"

namespace jixiao {

// A <figure> with inline SVG bars, their figures beside them as text, the gap hatched and explained; empty where the
// form has no sums or no amounts. `id` is the document's number in the page, to whose findings the gap links;
// 0: no link.
std::string money_picture(const Document& document, const Vocabulary& vocabulary, Lang lang, std::size_t id);

}  // namespace jixiao
