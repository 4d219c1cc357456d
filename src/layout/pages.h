// Pages of a Sheet: boxes, rules and lines of text, ready to be drawn.
//
// Knows: positions in points, origin at the page's lower left corner, y upwards (ISO 32000-1 8.3.2.3).
// Does not know: PDF objects, the form, or why a line ended where it did.
#pragma once

#include <string>
#include <vector>

#include "fonts/font_set.h"
#include "layout/sheet.h"

namespace jixiao {

// One glyph of a run. `dx` moves what follows, in 1/1000 em, beyond the glyph's own advance (negative
// where punctuation is compressed).
struct Glyph {
    GlyphId id = 0;
    char32_t c = 0;      // the character it stands for
    float dx = 0;
    char32_t selector = 0;  // the variation selector that follows the character in the text; 0: none
};

struct Run {             // glyphs of one face and size on one baseline
    FaceId face = 0;
    double size = 10.5;
    double x = 0;        // of the first glyph
    std::vector<Glyph> glyphs;
    // Where 〓 stands for a character no face has: that character; the run is then one glyph.
    char32_t substituted = 0;
};

struct Line {
    double baseline = 0; // y
    std::vector<Run> runs;
    int paragraph = 0;   // of the cell's paragraphs
    int begin = 0, end = 0; // code points of that paragraph, [begin, end): with the page proof every
                            // character of the Sheet lies on exactly one line. White space dropped at a line's end is inside.
};

// The part of a Sheet cell that lies on one page.
struct Box {
    int cell = -1;                       // index into Sheet::cells
    double x = 0, y = 0, w = 0, h = 0;   // y: lower edge
    std::vector<Line> lines;
    bool artifact = false;               // a repeated header or group label: not part of the text
    bool continued = false;              // the cell began on an earlier page
};

struct Rule {                            // horizontal or vertical line, centred on its coordinates
    double x0 = 0, y0 = 0, x1 = 0, y1 = 0, width = 0.5;
};

struct Shade {                           // filled rectangle (header background), DeviceGray
    double x = 0, y = 0, w = 0, h = 0, gray = 0.95;
};

struct Page {
    double width = 0, height = 0;
    std::vector<Shade> shades;
    std::vector<Rule> rules;
    std::vector<Box> boxes;              // in reading order
    std::vector<Line> furniture;         // running head, page number: artifacts
};

struct Pages {
    std::vector<Page> pages;
};

std::string dump_pages(const Sheet& sheet, const Pages& pages);  // `jixiao show --as pages`

}  // namespace jixiao
