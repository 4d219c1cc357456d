// How alike two texts are, and where they differ.
//
// Knows: code points and label keys. Does not know: forms, fields, rows.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace jixiao {

// 2·c / (m + n), c the length of the longest common subsequence of two label keys of m and n code points: 1 for one
// text in two spellings, 0 for nothing in common. Symmetric. Of keys, as code points; the first 2000 of each count.
double likeness(std::u32string_view key_a, std::u32string_view key_b);

// Whether every text of one side may be likened to every text of the other: no more than some million pairs and some
// hundred million characters against characters, about a second. What exceeds that is paired by equality alone.
bool may_liken(std::size_t texts_a, std::size_t length_a, std::size_t texts_b, std::size_t length_b);

// Two indices whose texts may belong together.
struct LikelyPair {
    std::size_t before, after;
    double score;
};

// The best pair first, then the best of those left; ties go to the earlier row. Each index at most once.
std::vector<LikelyPair> choose_pairs(std::vector<LikelyPair> candidates);

// A run of text both sides have, or one of them.
struct TextPiece {
    enum class Side { Both, Before, After };
    Side side;
    std::string text;
    bool operator==(const TextPiece&) const = default;
};

// Pieces that put together give either text: Both and Before the first, Both and After the second. A match of a
// single code point between two differences is taken as part of them, and a number differs as a whole, so that pieces
// can be read.
std::vector<TextPiece> pieces_of(std::string_view before, std::string_view after);

// One paragraph of a long text against another; -1 on the side that does not have it.
struct ParagraphPair {
    int before, after;
    enum class How { Same, Respelled, Changed, Displaced, Removed, Added } how;
};

// Paragraphs in the order of the later text, removed ones where they stood. Respelled: the same but for width,
// spaces, look-alikes or the numbering mark it begins with; Displaced: the same in another place.
std::vector<ParagraphPair> pair_paragraphs(const std::vector<std::string>& before,
                                           const std::vector<std::string>& after);

}  // namespace jixiao
