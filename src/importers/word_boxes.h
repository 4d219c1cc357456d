// Words with their boxes on a page: what an engine makes of a picture, cleaned of what it made of a table's rules.
//
// Knows: that an engine may have read a picture twice, that punctuation leans on its text. Does not know: file formats, columns.
#pragma once

#include <span>
#include <string>
#include <vector>

namespace jixiao {

struct WordBox {
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0;
};

struct Word {
    int page = 0;
    WordBox box;  // the height is its line's, where one is known: a 一 is no lower than its neighbours
    std::string text;
    float confidence = 1;
    bool alone = false;  // what is left of a table's rule, read as a mark: a cell of its own
};

// Several readings of the same pages, the first of them the one that tells cells apart. What a later one saw where the first
// saw nothing is added where it was sure; where both saw a figure and its digits differ, the surer one stands, and is doubted.
// What shows other text than the first is no reading of the same pages: its pages follow.
std::vector<Word> merge_readings(std::vector<std::vector<Word>> readings);

// Pages that an engine took for upside down, ascending: on their lines each word stands left of the one before. Words are in the
// order in which the engine wrote them. What it reads so is not what is printed.
std::vector<int> pages_turned(std::span<const Word> words);

// Leaves out what a reading made of a page it took for upside down where another reading did not: that one leads there.
// Returns the pages that no reading saw upright.
std::vector<int> leave_out_turned(std::vector<std::vector<Word>>& readings);

// The height of a box. pdftotext makes it of the font's own figures, an engine of the line or of the ink alone.
double usual_height(std::span<const Word> words);

// The width of a character, or that height where it is less or too few words tell. `exact`: boxes are no ink, as wide as
// characters advance.
double usual_size(std::span<const Word> words, bool exact);

// Marks of a row, left to right, that are no punctuation but what is left of rules, stand alone afterwards. `size`: of a character.
void set_rule_marks_apart(std::vector<Word>& row, double size);

}  // namespace jixiao
