// The dialects of text: one reader each, in a file of its own.
//
//   tabs      text_tabs.cc      fields between tabs; Excel's quoted fields too
//   csv       text_csv.cc       fields between commas or semicolons (RFC 4180)
//   markdown  text_markdown.cc  pipe tables, grid tables, box-drawing tables
//   html      text_html.cc      tables of a page, and the text before and between them
//   aligned   text_aligned.cc   columns by position, as pdftotext -layout and OCR engines write them
//   lines     text_lines.cc     one cell a line; also what has no separators at all
//   words     text_words.cc     word boxes: Tesseract TSV and hOCR, pdftotext -bbox and -bbox-layout
//
// Knows: how a dialect is told from the others, by content. Does not know: encodings or labels.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "importers/import.h"
#include "importers/text_grid.h"
#include "importers/text_lines.h"

namespace jixiao {

// The dialect a text is written in. Total: where nothing else fits it is Lines.
TextDialect text_dialect(std::string_view utf8, std::span<const TextLine> lines);

// The row of a cell is its line; its column is the cell of the line. In HTML and word boxes, where source
// lines mean nothing, the row is the row of the page.
void read_tabs(std::span<const TextLine> lines, TextGrid& grid);
void read_csv(std::span<const TextLine> lines, TextGrid& grid);
void read_markdown(std::span<const TextLine> lines, TextGrid& grid);
void read_html(std::string_view utf8, TextGrid& grid);
void read_aligned(std::span<const TextLine> lines, TextGrid& grid);
void read_lines(std::span<const TextLine> lines, TextGrid& grid);
void read_words(std::string_view utf8, std::span<const TextLine> lines, TextGrid& grid);

// The delimiter of a CSV text, if it is one: ',' or ';'.
std::optional<char> csv_delimiter(std::span<const TextLine> lines);
bool is_markdown_table(std::span<const TextLine> lines);
bool is_aligned(std::span<const TextLine> lines);
bool is_words(std::string_view utf8, std::span<const TextLine> lines);

}  // namespace jixiao
