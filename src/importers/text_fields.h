// Fields between delimiters, quoted as RFC 4180 and Excel do.
//
// Knows: delimiters and quotation marks. Does not know: whether a text is meant that way.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "importers/text_lines.h"

namespace jixiao {

struct TextField {
    std::string raw;      // as stored, quotation marks included
    std::string content;  // without them; '\n' between the lines of a quoted field
    bool quoted = false;
};

struct Record {
    std::vector<TextField> fields;
    std::size_t lines = 1;  // how many lines it took
};

// The record that begins at lines[0]. A quotation mark that is not closed before a delimiter or a line's
// end is text.
Record read_record(std::span<const TextLine> lines, char delimiter);

}  // namespace jixiao
