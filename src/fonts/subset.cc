#include "fonts/subset.h"

#include <algorithm>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_CID_H
#include <hb-subset.h>
#include <hb.h>
#include <xxhash.h>

#include "text/gb2312.h"

namespace jixiao {

namespace {

struct InputDeleter {
    void operator()(hb_subset_input_t* input) const { hb_subset_input_destroy(input); }
};
struct PlanDeleter {
    void operator()(hb_subset_plan_t* plan) const { hb_subset_plan_destroy(plan); }
};
using SubsetInput = std::unique_ptr<hb_subset_input_t, InputDeleter>;
using SubsetPlan = std::unique_ptr<hb_subset_plan_t, PlanDeleter>;

// Why everything else goes: a PDF viewer reads outlines and widths only (ISO 32000-1 9.9).
constexpr hb_tag_t kKept[] = {HB_TAG('C', 'F', 'F', ' '), HB_TAG('g', 'l', 'y', 'f'), HB_TAG('l', 'o', 'c', 'a'),
                              HB_TAG('h', 'e', 'a', 'd'), HB_TAG('h', 'h', 'e', 'a'), HB_TAG('h', 'm', 't', 'x'),
                              HB_TAG('m', 'a', 'x', 'p')};

// The same face, seen without its other tables. Why not a drop list: hb-subset would still close over the cmap's
// variation sequences (and over GSUB), adding glyphs nobody shows, and walk the whole cmap to find them.
HbFace outlines_only(const Face& face) {
    const auto table = [](hb_face_t*, hb_tag_t tag, void* data) -> hb_blob_t* {
        if (std::ranges::find(kKept, tag) == std::end(kKept)) return nullptr;
        return hb_face_reference_table(static_cast<hb_face_t*>(data), tag);
    };
    const auto release = [](void* data) { hb_face_destroy(static_cast<hb_face_t*>(data)); };
    HbFace outlines(hb_face_create_for_tables(table, hb_face_reference(face.hb.get()), release));
    hb_face_make_immutable(outlines.get());
    return outlines;
}

// `flat`: the face has neither hints nor subroutines any more. Why it matters: to take them out once more hb-subset goes through
// each operator of each charstring (2.3 ms of a document); without, it copies them (0.3 ms), and the bytes are the same.
SubsetInput new_input(bool flat) {
    SubsetInput input(hb_subset_input_create_or_fail());
    if (!input) return nullptr;
    const unsigned flatten = HB_SUBSET_FLAGS_NO_HINTING | HB_SUBSET_FLAGS_DESUBROUTINIZE;
    hb_subset_input_set_flags(input.get(), HB_SUBSET_FLAGS_NOTDEF_OUTLINE | (flat ? 0 : flatten));
    return input;
}

// Six capitals that differ when the subset does (ISO 32000-1 9.6.4).
std::string subset_tag(const Bytes& program) {
    XXH64_hash_t hash = XXH3_64bits(program.data(), program.size());
    std::string tag;
    for (int i = 0; i < 6; ++i, hash /= 26) tag += static_cast<char>('A' + hash % 26);
    return tag;
}

Bytes bytes_of(const HbBlob& blob) {
    unsigned size = 0;
    const char* data = hb_blob_get_data(blob.get(), &size);
    return {data, size};
}

// The CIDs of the face's CFF; empty when it is glyf or name-keyed. Some milliseconds.
std::vector<std::uint16_t> cids_of(const Face& face) {
    if (!face.cff) return {};
    std::vector<std::uint16_t> cids;
    FT_Library library = nullptr;
    FT_Face ft = nullptr;
    unsigned size = 0;
    const char* data = hb_blob_get_data(face.file.get(), &size);
    if (FT_Init_FreeType(&library) != 0) return {};
    if (FT_New_Memory_Face(library, reinterpret_cast<const FT_Byte*>(data), static_cast<FT_Long>(size),
                           static_cast<FT_Long>(face.index), &ft) == 0) {
        FT_Bool keyed = 0;
        if (FT_Get_CID_Is_Internally_CID_Keyed(ft, &keyed) == 0 && keyed != 0) {
            cids.resize(face.glyph_count, 0);
            for (unsigned glyph = 0; glyph < face.glyph_count; ++glyph) {
                FT_UInt cid = 0;
                if (FT_Get_CID_From_Glyph_Index(ft, glyph, &cid) == 0) cids[glyph] = static_cast<std::uint16_t>(cid);
            }
        }
        FT_Done_Face(ft);
    }
    FT_Done_FreeType(library);
    return cids;
}

}  // namespace

SubsetSource plain_source(const Face& face) {
    SubsetSource source;
    source.outlines = outlines_only(face);
    source.cids = cids_of(face);
    return source;
}

SubsetSource prepared_source(const Face& face) {
    SubsetSource source = plain_source(face);
    const SubsetInput input = new_input(false);
    if (!input) return source;
    hb_set_t* wanted = hb_subset_input_glyph_set(input.get());
    for (char32_t c = 0; c < 0x10000; ++c)
        if (const GlyphId glyph = face.glyph(c); glyph != 0 && in_gb2312(c)) hb_set_add(wanted, glyph);
    const SubsetPlan plan(hb_subset_plan_create_or_fail(source.outlines.get(), input.get()));
    const HbFace all(plan ? hb_subset_plan_execute_or_fail(plan.get()) : nullptr);
    if (!all) return source;
    // Why a copy: the subset is a table builder; tables of a face over one blob are found at once.
    const HbBlob whole(hb_face_reference_blob(all.get()));
    const HbFace plain(hb_face_create(whole.get(), 0));
    source.prepared.reset(hb_subset_preprocess(plain.get()));
    if (!source.prepared) return source;
    hb_face_make_immutable(source.prepared.get());
    source.prepared_glyph.assign(face.glyph_count, 0);
    const hb_map_t* renumbered = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
    for (unsigned glyph = 0; glyph < face.glyph_count; ++glyph) {
        const hb_codepoint_t now = hb_map_get(renumbered, glyph);
        if (now != HB_MAP_VALUE_INVALID) source.prepared_glyph[glyph] = static_cast<GlyphId>(now);
    }
    return source;
}

bool holds(const SubsetSource& source, std::span<const GlyphId> glyphs) {
    return source.prepared == nullptr || std::ranges::all_of(glyphs, [&](GlyphId glyph) {
               return glyph == 0 || (glyph < source.prepared_glyph.size() && source.prepared_glyph[glyph] != 0);
           });
}

Result<FontSubset> subset_face(const Face& face, const SubsetSource& source, std::span<const GlyphId> glyphs) {
    const auto wrong = [&] {
        return fail({face.path.filename().string(), "", {}},
                    message("无法取出字体 {} 的子集，可能内存不够", "the face {} cannot be subset; memory may have run out", face.postscript_name));
    };
    const bool prepared = source.prepared != nullptr;
    const auto source_glyph = [&](GlyphId glyph) -> hb_codepoint_t {
        if (!prepared || glyph == 0) return glyph;
        return glyph < source.prepared_glyph.size() ? source.prepared_glyph[glyph] : GlyphId{0};
    };
    const SubsetInput input = new_input(prepared);
    if (!input) return wrong();
    hb_set_t* wanted = hb_subset_input_glyph_set(input.get());
    hb_set_add(wanted, 0);
    for (const GlyphId glyph : glyphs) hb_set_add(wanted, source_glyph(glyph));
    hb_face_t* from = prepared ? source.prepared.get() : source.outlines.get();
    const SubsetPlan plan(hb_subset_plan_create_or_fail(from, input.get()));
    const HbFace cut(plan ? hb_subset_plan_execute_or_fail(plan.get()) : nullptr);
    if (!cut) return wrong();

    FontSubset subset;
    subset.cff = face.cff;
    subset.cid_keyed = !source.cids.empty();
    const HbBlob program(face.cff ? hb_face_reference_table(cut.get(), HB_TAG('C', 'F', 'F', ' '))
                                  : hb_face_reference_blob(cut.get()));
    subset.program = bytes_of(program);
    if (subset.program.empty()) return wrong();
    subset.codes.reserve(glyphs.size());
    const hb_map_t* renumbered = hb_subset_plan_old_to_new_glyph_mapping(plan.get());
    for (const GlyphId glyph : glyphs) {
        // A CID-keyed program keeps the CIDs of the original; any other is shown by glyph number
        // (ISO 32000-1 9.7.4.2).
        const hb_codepoint_t code =
            subset.cid_keyed ? source.cids[glyph] : hb_map_get(renumbered, source_glyph(glyph));
        if (code > 0xFFFF || (code == 0 && glyph != 0)) return wrong();
        subset.codes.push_back(static_cast<std::uint16_t>(code));
    }
    subset.tag = subset_tag(subset.program);
    return subset;
}

}  // namespace jixiao
