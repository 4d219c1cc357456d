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
    HbFace prepared;                      // only the glyphs of the cmap, charstrings parsed; null in the plain form
    std::vector<GlyphId> prepared_glyph;  // by original glyph; 0 for none
};

SubsetSource plain_source(const Face& face);     // some milliseconds
SubsetSource prepared_source(const Face& face);  // 0.3 to 1.1 s, some 100 MB a face; plain when memory does not allow

// The subset of `glyphs` (any order, repeats allowed) and glyph 0; the same bytes with and without preparation.
Result<FontSubset> subset_face(const Face& face, const SubsetSource& source, std::span<const GlyphId> glyphs);

}  // namespace jixiao
