// Text on its way to lines: characters with their glyphs, and where their lines end.
//
// Knows: advances, the squeezing of full-width punctuation, line breaking in a given width.
// Does not know: cells, rows, pages.
//
// Lengths without a unit in their name are in 1/1000 em, so that they hold for every size.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "fonts/font_set.h"

namespace jixiao {

enum class CharKind : std::uint8_t {
    Wide,    // ideographs, kana and other signs a full square wide
    Open,    // full-width opening punctuation: ink in the right half of its square
    Close,   // full-width closing punctuation, ，。 included: ink in the left half
    Narrow,  // Latin letters, digits, everything else that is drawn
    Space,
    Hidden,  // no glyph: format characters, controls, variation selectors
};

struct TypeChar {
    char32_t c = 0;
    GlyphId glyph = 0;
    FaceId face = -1;
    float advance = 0;
    CharKind kind = CharKind::Hidden;
    bool missing = false;  // no face has it; glyph is that of 〓
};

// One paragraph.
struct TypeText {
    std::vector<TypeChar> chars;
    std::vector<double> at;   // at[i]: from the origin of character 0 to that of i, neighbours squeezed; size + 1
    std::vector<int> breaks;  // where lines may end; found once, when the text first needs more than one line
    bool missing = false;     // some character is

    // Of [begin, end), the last character at its full advance.
    float width(int begin, int end) const;
    float width() const { return width(0, static_cast<int>(chars.size())); }
};

TypeText type_text(std::string_view utf8, FontRole role, bool bold, const FontSet& fonts);

// A line of a paragraph. All lines of a paragraph together cover it without gap or overlap.
struct LineSpan {
    int paragraph = 0;
    int begin = 0, end = 0;  // code points
    int shown_end = 0;       // end without the white space dropped there
    float width = 0;         // natural, of [begin, shown_end)
    float squeeze = 0;       // what punctuation gives up so that the line fits
    bool last = false;       // of its paragraph
};

// As much on each line as fits (UAX #14 by text/characters.h); closing punctuation may give up its empty half at a
// line's end to get there. A lone character on the last line gets company. Appends at least one line.
void break_text(TypeText& text, int paragraph, float available, float first_indent, std::vector<LineSpan>& lines);

// For labels and headers: as few lines as break_text needs, of even length, preferably broken between words.
void break_evenly(TypeText& text, int paragraph, float available, std::vector<LineSpan>& lines);

// One character a line; Latin words, numbers and short bracketed remarks stay together where they fit.
void break_upright(const TypeText& text, int paragraph, float available, std::vector<LineSpan>& lines);

// What the punctuation inside [begin, end) can give up, and the empty half of the last character.
struct Slack {
    float inner = 0, at_end = 0;
};
Slack punctuation_slack(const TypeText& text, int begin, int end);

// Between two marks in a row: they share the empty halves that meet (GB/T 15834; CLREQ 3.1.6.1). 0 or -kSqueeze.
float pair_squeeze(CharKind a, CharKind b);

inline constexpr float kSqueeze = 500;       // the empty half of a full-width punctuation mark
inline constexpr float kInnerSqueeze = 250;  // inside a line a mark keeps half of it

}  // namespace jixiao
