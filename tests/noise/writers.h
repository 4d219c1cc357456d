// A paper as each dialect writes it.
//
// Knows: dialects, and the ways extraction programs break the rows of a table. Does not know: what a cell means.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "paper.h"
#include "random.h"

namespace jixiao::noise {

// From Xlsx on: what programs make of our own workbook and PDF; the others are written here.
enum class Dialect { Tabs, Csv, Markdown, Html, Aligned, Lines, Tsv, Bbox, Xlsx, PdfLayout, PdfRaw, PdfBbox, OcrText, OcrTsv };
constexpr Dialect kDialects[] = {Dialect::Tabs,  Dialect::Csv,       Dialect::Markdown, Dialect::Html,
                                 Dialect::Aligned, Dialect::Lines,   Dialect::Tsv,      Dialect::Bbox,
                                 Dialect::Xlsx,  Dialect::PdfLayout, Dialect::PdfRaw,   Dialect::PdfBbox,
                                 Dialect::OcrText, Dialect::OcrTsv};
constexpr bool is_written_here(Dialect dialect) { return dialect < Dialect::Xlsx; }
std::string_view name_of(Dialect dialect);
std::optional<Dialect> dialect_of(std::string_view name);

// A row of an extract: what became of each column.
struct Slot {
    enum class Kind { Text, Blank, Covered } kind = Kind::Blank;  // Covered: by a merge that begins elsewhere
    bool across = false;                                          // covered from the left, in its own row
    std::vector<std::string> lines;
    Ink ink = Ink::Label;
};
struct SlotRow {
    std::vector<Slot> slots;
    bool header = false;
};
using SlotPage = std::vector<SlotRow>;
std::vector<SlotPage> slots_of(const Paper& paper);

// How writers may go wrong; all off for a clean text.
struct Flaws {
    bool markup = false;        // tags and entities inside cells
    bool marks = false;         // ## before the title, ** around labels
    bool wrapped = false;       // lines: long texts broken where the page ended
    double two_on_line = 0;     // lines: share of cells that share a line with the next
    bool centred = false;       // aligned: cells stand in the middle of their row, rows a blank line apart
    bool column_first = false;  // cells column by column
    bool unseparated = false;   // nothing at all between cells
};

std::string write_tabs(const Paper& paper, const std::vector<SlotPage>& pages, const Flaws& flaws);
std::string write_csv(const Paper& paper, const std::vector<SlotPage>& pages, const Flaws& flaws);
std::string write_markdown(const Paper& paper, const std::vector<SlotPage>& pages, const Flaws& flaws);
std::string write_lines(const Paper& paper, const std::vector<SlotPage>& pages, const Flaws& flaws, Random& random);
std::string write_html(const Paper& paper, const Flaws& flaws);
std::string write_aligned(const Paper& paper, const Flaws& flaws);
std::string write_tsv(const Paper& paper, Random& random, int pages_before = 0);
std::string write_bbox(const Paper& paper);

}  // namespace jixiao::noise
