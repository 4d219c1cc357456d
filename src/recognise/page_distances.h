// How far apart the lines of a page stand.
//
// Knows: that text tells it by blank lines, and word boxes by their places. Does not know: labels.
#pragma once

#include <vector>

#include "recognise/page_lines.h"

namespace jixiao {

inline constexpr double kMaxPitch = 1.45;  // heights of a letter from line to line of one text, at most

inline bool overlap(const Piece& a, const Piece& b) { return a.left < b.right && b.left < a.right; }

// Text tells distance by blank lines only. Of two lines that follow each other directly, those that share a column are a
// line apart; those that do not, or stand between two lines of a cell, may be parts of neighbouring cells centred
// differently, half a line apart.
void estimate_distances(std::vector<PageLine>& lines, bool half_lines);

// Word boxes tell distances: appends those from each piece to the next of its column.
void steps_of(const std::vector<PageLine>& lines, std::vector<double>& steps);

// From line to line of the text that is set closest, on all pages.
double pitch_of(std::vector<double> steps);

// Places in lines of that pitch.
void measure_distances(std::vector<PageLine>& lines, double pitch);

}  // namespace jixiao
