// Tables of a page as rectangles of cells, nested ones laid open.
//
// Knows: the table model of HTML 4.9.12 (slots, spans, row groups), text flow, hidden elements.
// Does not know: Grids or findings.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <gumbo.h>

#include "base/limits.h"
#include "grid/grid.h"

namespace jixiao {

struct HtmlCell {
    Place at;
    Extent extent;
    std::string raw;   // the source between the tags
    std::string text;  // as a browser shows it, '\n' where a line ends
    bool hidden = false;
};

// Content laid out from the top: a line of text is one row, a table is its rows.
struct HtmlBlock {
    int rows = 0, cols = 0;
    std::vector<HtmlCell> cells;
    bool overlaps = false;   // a span ran into another cell and was cut
    // The limit that was reached; then the block is incomplete.
    struct Excess {
        std::string_view limit;  // its name
        std::uint64_t most, found;
    };
    std::optional<Excess> excess;
};

// What a node shows. Where `lines_matter`, a line end in text outside tables ends a line, as in Markdown.
HtmlBlock lay_out(const GumboNode& node, bool lines_matter, const Limits& limits);

}  // namespace jixiao
