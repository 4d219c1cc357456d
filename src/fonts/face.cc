#include "fonts/face.h"

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <new>

#include <hb-ot.h>
#include <hb.h>

namespace jixiao {

namespace {

// The name in one language; empty where the font has none.
std::string name_of(hb_face_t* face, hb_ot_name_id_t id, const char* language) {
    const hb_language_t lang = hb_language_from_string(language, -1);
    unsigned size = 0;
    const unsigned length = hb_ot_name_get_utf8(face, id, lang, &size, nullptr);
    if (length == 0) return {};
    std::string text(length + 1, '\0');
    size = length + 1;
    hb_ot_name_get_utf8(face, id, lang, &size, text.data());
    text.resize(size);
    return text;
}

// ISO/IEC 14496-22, OS/2 fsType: bits 0-3 are usage (several may be set in versions below 3: the least
// restrictive holds), bit 8 forbids subsetting, bit 9 allows bitmaps only.
Embedding embedding_of(unsigned fs_type) {
    const unsigned usage = fs_type & 0x000E;
    if (usage == 0x0002 || (fs_type & 0x0200) != 0) return Embedding::Forbidden;
    return (fs_type & 0x0100) != 0 ? Embedding::WholeOnly : Embedding::Subset;
}

// sFamilyClass 1-5 and 7 are serifs, 8 sans serif; where it says nothing, PANOSE's bSerifStyle of a
// Latin text face (2) does: 2-10 are serifs.
bool has_serifs(const TableView& os2) {
    const unsigned family_class = os2.u8(30);
    if (family_class != 0) return family_class <= 5 || family_class == 7;
    const unsigned style = os2.u8(33);
    return os2.u8(32) == 2 && style >= 2 && style <= 10;
}

void read_metrics(Face& face) {
    const TableView head(face.hb.get(), HB_TAG('h', 'e', 'a', 'd'));
    const TableView hhea(face.hb.get(), HB_TAG('h', 'h', 'e', 'a'));
    const TableView post(face.hb.get(), HB_TAG('p', 'o', 's', 't'));
    const TableView os2(face.hb.get(), HB_TAG('O', 'S', '/', '2'));
    const double k = face.to_milli;
    FaceMetrics& m = face.metrics;
    m.ascent = hhea.i16(4) * k;
    m.descent = hhea.i16(6) * k;
    m.italic_angle = post.i32(4) / 65536.0;
    for (unsigned i = 0; i < 4; ++i) m.box[i] = head.i16(36 + 2 * i) * k;
    m.weight = os2.size() >= 6 ? static_cast<int>(os2.u16(4)) : 400;
    m.serif = has_serifs(os2);
    const bool heights = os2.u16(0) >= 2;  // sxHeight and sCapHeight came with version 2
    m.x_height = heights ? os2.i16(86) * k : 0;
    m.cap_height = heights ? os2.i16(88) * k : 0;
    if (m.cap_height <= 0) m.cap_height = m.ascent;
    // No table states the stem width a descriptor must give (ISO 32000-1 table 122); this is the usual
    // estimate from the weight, 88 at Regular and 166 at Bold.
    m.stem_v = std::round(50 + std::pow(m.weight / 65.0, 2));
    face.bold = m.weight >= 600;
    face.embedding = embedding_of(os2.u16(8));
    face.long_metrics = hhea.u16(34);
}

// All code points of the cmap, as two steps of a table: a look-up is two loads.
void read_characters(Face& face) {
    face.blocks.assign(0x110000 >> 8, 0);
    face.glyphs.assign(256, 0);
    hb_font_t* font = hb_font_create(face.hb.get());
    hb_set_t* all = hb_set_create();
    hb_face_collect_unicodes(face.hb.get(), all);
    hb_codepoint_t c = HB_SET_VALUE_INVALID;
    while (hb_set_next(all, &c)) {
        hb_codepoint_t glyph = 0;
        if (c >= 0x110000 || !hb_font_get_nominal_glyph(font, c, &glyph) || glyph == 0 || glyph > 0xFFFF) continue;
        std::uint16_t& block = face.blocks[c >> 8];
        if (block == 0) {
            block = static_cast<std::uint16_t>(face.glyphs.size() >> 8);
            face.glyphs.resize(face.glyphs.size() + 256, 0);
        }
        face.glyphs[std::size_t{block} << 8 | (c & 255)] = static_cast<GlyphId>(glyph);
    }
    hb_set_destroy(all);
    hb_font_destroy(font);
}

}  // namespace

void HbFaceDeleter::operator()(hb_face_t* face) const {
    hb_face_destroy(face);
}
void HbBlobDeleter::operator()(hb_blob_t* blob) const {
    hb_blob_destroy(blob);
}

TableView::TableView(const hb_face_t* face, unsigned tag) : owned_(hb_face_reference_table(face, tag)) {
    data_ = reinterpret_cast<const unsigned char*>(hb_blob_get_data(owned_.get(), &size_));
}

TableView::TableView(hb_blob_t* borrowed) {
    data_ = reinterpret_cast<const unsigned char*>(hb_blob_get_data(borrowed, &size_));
}

double Face::advance(GlyphId glyph) const {
    // hmtx: numberOfHMetrics pairs of advance and bearing; later glyphs have the last advance.
    const unsigned row = std::min<unsigned>(glyph, long_metrics - 1);
    return TableView(hmtx.get()).u16(row * 4) * to_milli;
}

Result<std::unique_ptr<Face>> open_face(const std::filesystem::path& path, const std::string& postscript_name) {
    const auto wrong = [&](const Message& what) { return fail({path.filename().string(), "", {}}, what); };
    auto face = std::make_unique<Face>();
    face->path = path;
    errno = 0;
    face->file.reset(hb_blob_create_from_file_or_fail(path.c_str()));
    // Another face instead of one there was no memory for would make the same input another PDF.
    if (!face->file && errno == ENOMEM) throw std::bad_alloc();
    const unsigned count = face->file ? hb_face_count(face->file.get()) : 0;
    if (count == 0) return wrong(message("不是能读的字体文件", "this is no readable font file"));
    for (unsigned i = 0; i < count; ++i) {
        HbFace candidate(hb_face_create(face->file.get(), i));
        std::string name = name_of(candidate.get(), HB_OT_NAME_ID_POSTSCRIPT_NAME, "en");
        if (!postscript_name.empty() && name != postscript_name) continue;
        face->hb = std::move(candidate);
        face->index = i;
        face->postscript_name = std::move(name);
        break;
    }
    if (!face->hb) {
        return wrong(message("字体文件里没有 {}", "the font file has no face {}", postscript_name));
    }
    hb_face_make_immutable(face->hb.get());
    const auto has = [&](hb_tag_t tag) { return TableView(face->hb.get(), tag).size() > 0; };
    face->cff = !has(HB_TAG('g', 'l', 'y', 'f'));
    if (face->cff && !has(HB_TAG('C', 'F', 'F', ' '))) {
        return wrong(message("字体没有可嵌入 PDF 的轮廓（glyf 或 CFF）",
                             "the font has no outlines that can be embedded in PDF (glyf or CFF)"));
    }
    face->glyph_count = hb_face_get_glyph_count(face->hb.get());
    face->to_milli = 1000.0 / std::max(1U, hb_face_get_upem(face->hb.get()));
    face->hmtx.reset(hb_face_reference_table(face->hb.get(), HB_TAG('h', 'm', 't', 'x')));
    read_metrics(*face);
    if (face->long_metrics == 0 || TableView(face->hmtx.get()).size() < face->long_metrics * 4) {
        return wrong(message("字体的 hmtx 表已损坏", "the font's hmtx table is damaged"));
    }
    read_characters(*face);
    if (face->glyphs.size() <= 256) {
        return wrong(message("字体没有 Unicode 字符表（cmap）", "the font has no Unicode character map (cmap)"));
    }
    face->family = name_of(face->hb.get(), HB_OT_NAME_ID_FONT_FAMILY, "zh-cn");
    if (face->family.empty()) face->family = name_of(face->hb.get(), HB_OT_NAME_ID_FONT_FAMILY, "en");
    if (face->postscript_name.empty()) {
        return wrong(message("字体没有 PostScript 名", "the font has no PostScript name"));
    }
    return face;
}

}  // namespace jixiao
