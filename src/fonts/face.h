// One face of a font file, opened: code points, advances, metrics.
//
// Knows: the OpenType tables needed to set and embed text (ISO/IEC 14496-22), through HarfBuzz.
// Does not know: roles, chains, subsets, pages.
//
// The file stays mapped; nothing is copied but the code point table. Read-only once opened.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/failure.h"
#include "fonts/font_set.h"

struct hb_face_t;
struct hb_blob_t;

namespace jixiao {

struct HbFaceDeleter {
    void operator()(hb_face_t* face) const;
};
struct HbBlobDeleter {
    void operator()(hb_blob_t* blob) const;
};
using HbFace = std::unique_ptr<hb_face_t, HbFaceDeleter>;
using HbBlob = std::unique_ptr<hb_blob_t, HbBlobDeleter>;

// What OS/2 fsType (bits 0-9) lets a document do.
enum class Embedding { Subset, WholeOnly, Forbidden };

struct Face {
    HbBlob file;  // the whole font file, mapped
    HbBlob hmtx;
    HbFace hb;
    std::filesystem::path path;
    unsigned index = 0;  // in its collection
    std::string postscript_name;
    std::string family;  // the Chinese name where the font gives one
    bool cff = false;    // outlines in a CFF table, else glyf
    bool bold = false;   // usWeightClass of 600 or more
    Embedding embedding = Embedding::Subset;
    FaceMetrics metrics;
    unsigned glyph_count = 0;
    unsigned long_metrics = 0;  // numberOfHMetrics of hhea
    double to_milli = 1;        // font units to 1/1000 em

    // Two steps of a table by c >> 8 and c & 255; block 0 is empty, and unused blocks share it.
    std::vector<std::uint16_t> blocks;
    std::vector<GlyphId> glyphs;

    // 0 for a character the face lacks.
    GlyphId glyph(char32_t c) const {
        return c < 0x110000 ? glyphs[std::size_t{blocks[c >> 8]} << 8 | (c & 255)] : GlyphId{0};
    }
    double advance(GlyphId glyph) const;  // 1/1000 em
};

// Opens the face with that PostScript name, or the first face of the file for an empty name.
// Fails for a file that is no font, lacks the face, a Unicode cmap, or outlines PDF can embed (glyf or CFF). Throws
// std::bad_alloc where there is no memory for the file.
Result<std::unique_ptr<Face>> open_face(const std::filesystem::path& path, const std::string& postscript_name);

// A big-endian view of a table; bytes outside it read as 0.
class TableView {
public:
    TableView(const hb_face_t* face, unsigned tag);
    explicit TableView(hb_blob_t* borrowed);
    unsigned size() const { return size_; }
    unsigned u8(unsigned at) const { return at < size_ ? data_[at] : 0; }
    unsigned u16(unsigned at) const { return u8(at) << 8 | u8(at + 1); }
    int i16(unsigned at) const { return static_cast<std::int16_t>(u16(at)); }
    int i32(unsigned at) const { return static_cast<std::int32_t>(u16(at) << 16 | u16(at + 2)); }

private:
    HbBlob owned_;
    const unsigned char* data_ = nullptr;
    unsigned size_ = 0;
};

}  // namespace jixiao
