// The fonts of one document: which glyphs it shows, their subsets, and the PDF objects that embed them.
//
// Knows: composite fonts (ISO 32000-1 9.7), ToUnicode, widths. Does not know: pages, roles, tags.
#pragma once

#include <array>
#include <memory>
#include <string>
#include <vector>

#include "base/failure.h"
#include "exporters/pdf_file.h"
#include "fonts/font_set.h"

namespace jixiao {

class PdfFonts {
public:
    explicit PdfFonts(const FontSet& fonts) : set_(fonts) {}

    // Every glyph shown, before cut().
    void use(FaceId face, GlyphId glyph, char32_t c);

    // Subsets every face in use.
    Result<void> cut();

    // After cut(): by what a content stream selects the face, shows the glyph, and what a reader takes it for.
    int resource(FaceId face) const { return by_face_[static_cast<std::size_t>(face)]; }  // n of /Fn
    std::uint16_t code(FaceId face, GlyphId glyph) const { return font(face).glyph(glyph).code; }
    char32_t unicode(FaceId face, GlyphId glyph) const { return font(face).glyph(glyph).shown; }

    // The fonts as objects; returns the /Font resource dictionary.
    std::string write(PdfFile& file) const;

private:
    struct Glyph {
        char32_t shown = 0;      // its character; 0 when not in use
        std::uint16_t code = 0;
    };
    // Why in blocks: a face has 65,535 glyphs and a document shows some hundred; clearing a table of all was a tenth of a
    // millisecond a face.
    static constexpr std::size_t kBlock = 256;
    using GlyphBlock = std::array<Glyph, kBlock>;
    struct Font {
        FaceId face = 0;
        std::array<std::unique_ptr<GlyphBlock>, 65536 / kBlock> by_glyph;
        std::vector<GlyphId> glyphs;       // in use, ascending
        FontSubset subset;

        // Of a glyph in use.
        Glyph& glyph(GlyphId id) { return (*by_glyph[id / kBlock])[id % kBlock]; }
        const Glyph& glyph(GlyphId id) const { return (*by_glyph[id / kBlock])[id % kBlock]; }
    };
    const Font& font(FaceId face) const { return fonts_[static_cast<std::size_t>(resource(face))]; }
    PdfFile::Ref write_font(PdfFile& file, const Font& font) const;
    std::string widths(const Font& font) const;

    const FontSet& set_;
    std::vector<Font> fonts_;
    std::vector<int> by_face_;  // FaceId -> index into fonts_, -1
};

// The ToUnicode CMap (9.10.3) of code and character pairs, codes ascending.
Bytes to_unicode_cmap(const std::vector<std::pair<std::uint16_t, char32_t>>& pairs);

}  // namespace jixiao
