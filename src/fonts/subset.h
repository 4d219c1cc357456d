// A face cut down to the glyphs a document shows.
//
// Knows: hb-subset, and the CIDs of a CID-keyed CFF (through FreeType). Does not know: roles, chains, PDF objects.
#pragma once

#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "base/failure.h"
#include "fonts/face.h"
#include "fonts/font_set.h"

namespace jixiao {

// What subsetting one face needs and finds out once.
struct SubsetSource {
    HbFace outlines;                      // the face, seen without the tables PDF has no use for
    std::vector<std::uint16_t> cids;      // by original glyph; empty unless the CFF is CID-keyed
    HbFace prepared;                      // only glyphs of everyday characters, charstrings parsed; null in the plain form
    std::vector<GlyphId> prepared_glyph;  // by original glyph; 0 for none
};

SubsetSource plain_source(const Face& face);     // some milliseconds

// Why not all characters of the face: those of GB/T 2312 take a quarter of the memory and of the time, and a document with
// any other costs what it did before.
SubsetSource prepared_source(const Face& face);  // some 0.2 s and 30 MB a face; plain when memory does not allow

bool holds(const SubsetSource& source, std::span<const GlyphId> glyphs);  // whether it can give them all

// The subset of `glyphs` (any order, repeats allowed) and glyph 0; the same bytes with and without preparation.
Result<FontSubset> subset_face(const Face& face, const SubsetSource& source, std::span<const GlyphId> glyphs);

}  // namespace jixiao
