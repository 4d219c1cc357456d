// A form as it stands on paper: cells with their merges, each knowing which value of the form it shows.
//
// Knows: a template's rows and columns. Does not know: files or dirt. Why not layout::compose: a proof of reading
// should not stand on our own writing.
#pragma once

#include <map>
#include <string>
#include <tuple>
#include <vector>

#include "made_form.h"

namespace jixiao::noise {

// A value of the form: of a field (list -1, column its index), or of a list's row.
struct Shown {
    int list = -1, row = 0, column = 0;
    auto operator<=>(const Shown&) const = default;
};

constexpr Shown kTitle{-3, 0, 0}, kYear{-3, 0, 1};

enum class Ink { Label, Header, Group, Name, Text, Long, Amount, Value };

struct PaperCell {
    int row = 0, col = 0, rows = 1, cols = 1;
    Ink ink = Ink::Label;
    std::vector<std::string> lines;  // paragraphs, or one text
    std::vector<Shown> shows;
    bool header() const { return ink == Ink::Header; }
};

struct Paper {
    std::string title, subtitle;
    int rows = 0, columns = 0;
    std::vector<double> widths;      // mm, of each column
    std::vector<PaperCell> cells;    // by row and column; blanks are not there
    std::vector<int> pages = {0};    // first row of each page
    std::vector<int> header_rows;    // rows that hold a list's header
    void sort();
};

Paper print_form(const MadeForm& made, const Vocabulary& vocabulary);

// The values as they stand on the paper where dirt has changed them, for judging texts "as written".
std::map<Shown, std::string> written_texts(const Paper& paper);

std::string joined(const std::vector<std::string>& lines, std::string_view between = "");

}  // namespace jixiao::noise
