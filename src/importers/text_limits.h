// What a text may cost at most, beyond the limits that can be raised (base/limits.h).
//
// Knows: the numbers and their reasons. Does not know: dialects.
#pragma once

#include <cstddef>

namespace jixiao {

// A quoted cell over several lines: as much as one line may have (Limits::text_line_bytes).
inline constexpr std::size_t kMaxLineBytes = std::size_t{1} << 20;

// A tag with its attributes. Word writes style attributes of up to 700 bytes; a `<` whose `>` is
// further away is text.
inline constexpr std::size_t kMaxTagBytes = 2048;

// Lines one quoted cell may span: a long text in a cell has some 100 paragraphs. Beyond, the quotation mark
// is taken for text, so that one stray mark cannot swallow a document.
inline constexpr std::size_t kMaxQuotedLines = 1000;

// Share of characters that could not be read, or are controls, above which the input is no text at all.
inline constexpr double kMaxUnreadable = 0.3;

// ---- HTML ------------------------------------------------------------------------------------
// The HTML standard (4.9.11) clamps colspan to 1000 and rowspan to 65534; a span also ends with its table.
inline constexpr int kMaxHtmlColspan = 1000;
inline constexpr int kMaxHtmlRowspan = 65534;

}  // namespace jixiao
