// What a text may cost at most, beyond the limits of every input (limits.h).
//
// Knows: the numbers and their reasons. Does not know: dialects.
#pragma once

#include <cstddef>

namespace jixiao {

// One line of a line-based dialect. The longest cell of a real form, the duties of a large ministry, has
// 12,000 characters (36 KB), and a line holds a few of them; a megabyte on one line is no table.
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
// The parser keeps about 25 bytes for each byte of a page: 8 MB stay inside the memory promised. A
// page of a thousand forms is 6 MB.
inline constexpr std::size_t kMaxHtmlBytes = std::size_t{8} << 20;
inline constexpr std::size_t kMaxHtmlMemory = std::size_t{192} << 20;
// Elements open at once, and formatting elements (b, font, …) never closed, which the parser opens
// again in every paragraph: both multiply the cost of each tag. Real pages have about 30 and 3.
inline constexpr std::size_t kMaxHtmlDepth = 512;
inline constexpr std::size_t kMaxHtmlUnclosed = 64;
// The HTML standard (4.9.11) clamps colspan to 1000 and rowspan to 65534; a span also ends with its table.
inline constexpr int kMaxHtmlColspan = 1000;
inline constexpr int kMaxHtmlRowspan = 65534;

// ---- word boxes ------------------------------------------------------------------------------
// A page of the densest form has 2,000 words.
inline constexpr std::size_t kMaxWords = 400'000;

}  // namespace jixiao
