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

// The measure of distances: the height of a line where boxes are exact (pdftotext makes them of the font's own figures), else
// the width of a character where that is less, as an engine's box may be as high as a line, or only as the ink.
double usual_size(std::span<const Word> words, bool exact);

// Marks of a row, left to right, that are no punctuation but what is left of rules, stand alone afterwards. `size`: of a character.
void set_rule_marks_apart(std::vector<Word>& row, double size);

}  // namespace jixiao
