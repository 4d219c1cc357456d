// The fonts of one document: which glyphs it shows, their subsets, and the PDF objects that embed them.
//
// Knows: composite fonts (ISO 32000-1 9.7), ToUnicode, widths. Does not know: pages, roles, tags.
#pragma once

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
    std::uint16_t code(FaceId face, GlyphId glyph) const { return font(face).codes[glyph]; }
    char32_t unicode(FaceId face, GlyphId glyph) const { return font(face).shown[glyph]; }

    // The fonts as objects; returns the /Font resource dictionary.
    std::string write(PdfFile& file) const;

private:
    struct Font {
        FaceId face = 0;
        std::vector<char32_t> shown;       // by glyph: its character, 0 when not in use
        std::vector<std::uint16_t> codes;  // by glyph
        std::vector<GlyphId> glyphs;       // in use, ascending
        FontSubset subset;
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
