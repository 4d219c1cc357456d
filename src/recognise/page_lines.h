// The lines of a page as recognition sees them: pieces of text with their place, furniture gone, labels in one piece.
//
// Knows: running heads and page numbers, labels set in several lines or one character a line, labels that stand too close
// to what follows them. Does not know: which row of the table a piece belongs to.
#pragma once

#include <deque>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "recognise/cells.h"
#include "recognise/plan.h"

namespace jixiao {

// A piece of text on a line, or a label put together from several lines.
struct Piece {
    std::vector<const CellView*> cells;           // its lines; `index` is the cell of the grid
    std::string text, key;                        // a known label's without the mark of a continued one
    const std::vector<LabelUse>* uses = nullptr;
    double left = 0, right = 0;                   // across, in halves of a Chinese character or whole ones
    double y = 0;                                 // its middle, in lines from the top of the page
    double first_y = 0, last_y = 0;               // the middles of its first and its last line

    bool is(LabelUse::Kind kind) const;
    bool figure() const;                          // reads as an amount, an indicator value or a dash
};

struct PageLine {
    double y = 0;
    std::vector<Piece> pieces;                    // left to right
};

struct PageText {
    std::vector<PageLine> lines;                  // top to bottom
    bool exact = false;                           // distances are measured, not guessed from blank lines
    std::vector<int> written;                     // rows of the grid that are not blank, ascending; none where distances are measured

    // True where one piece follows another without a blank line, whatever their distance: between two lines of a cell may stand
    // lines of cells whose middles lie elsewhere, and pdftotext does not always keep their order.
    bool packed(const Piece& above, const Piece& below) const;
};

// Parts of cells that stood too close together, and what they say. Others point to them.
struct CutPieces {
    std::deque<CellView> views;
    std::deque<Piece> pieces;
};

// A text of a column that no form has.
struct ForeignText {
    int cell = 0;        // index of the grid
    std::string label;   // of the column; empty for the label itself
    std::string text;
};

struct PagesRead {
    std::vector<PageText> pages;
    CutPieces cut;
    std::vector<std::pair<int, CellClaim>> settled;  // furniture
    std::vector<ForeignText> foreign;
    std::optional<int> joined;                       // the header cell of values whose comparator and unit stood apart
};

// `views`: the cells of a grid whose page_lines is set, which the pieces point to. `half_lines`: cells are centred, so
// that lines of neighbouring cells that follow each other may be half a line apart (where distances are not measured).
PagesRead read_pages(const Plan& plan, const std::vector<CellView>& views, bool half_lines);

// The level (1, 2) of the indicator tree the piece is a known label of; 0: none.
int known_level(const Piece& piece, const Plan& plan);

// What a part of a cell's text says by itself; `index` and `cell` are the whole's.
CellView part_view(const CellView& whole, std::string text, const Plan& plan);

// The two parts of a piece of one cell, cut at the blank at byte `at` of its text; their views go to `cut`.
std::pair<Piece, Piece> cut_piece(const Piece& piece, std::size_t at, const Plan& plan, CutPieces& cut);

}  // namespace jixiao
