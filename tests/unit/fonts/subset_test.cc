// Subsets: the outlines are the original's, and the codes show them.
#include <algorithm>
#include <memory>

#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

#include "catch.h"
#include "fonts/font_set.h"

using namespace jixiao;

namespace {

const char* const kManifest = JIXIAO_SOURCE_DIR "/fonts/manifest.xml";
const std::u32string kText = U"部门整体预算绩效目标表 2024 (万元)，≥600家。〓";

struct Ft {  // an independent reader of font programs
    FT_Library library = nullptr;
    FT_Face face = nullptr;
    explicit Ft(const Bytes& program) {
        FT_Init_FreeType(&library);
        const int error = FT_New_Memory_Face(library, reinterpret_cast<const FT_Byte*>(program.data()),
                                             static_cast<FT_Long>(program.size()), 0, &face);
        REQUIRE(error == 0);
    }
    Ft(const char* path, long index) {
        FT_Init_FreeType(&library);
        const int error = FT_New_Face(library, path, index, &face);
        REQUIRE(error == 0);
    }
    ~Ft() {
        FT_Done_Face(face);
        FT_Done_FreeType(library);
    }
    std::vector<std::pair<long, long>> outline(unsigned glyph) const {
        const int error = FT_Load_Glyph(face, glyph, FT_LOAD_NO_SCALE | FT_LOAD_NO_HINTING);
        REQUIRE(error == 0);
        std::vector<std::pair<long, long>> points;
        for (int i = 0; i < face->glyph->outline.n_points; ++i) {
            points.emplace_back(face->glyph->outline.points[i].x, face->glyph->outline.points[i].y);
        }
        return points;
    }
};

std::shared_ptr<FontSet> load_all() {
    auto set = FontSet::load(kManifest, {});
    REQUIRE(set);
    return *set;
}

std::vector<GlyphId> glyphs_of(const FontSet& set, FontRole role, FaceId face) {
    std::vector<GlyphId> glyphs;
    for (const char32_t c : kText) {
        const auto pick = set.pick(role, false, c);
        REQUIRE(pick);
        if (pick->face == face) glyphs.push_back(pick->glyph);
    }
    return glyphs;
}

void check_same_outlines(const FontSubset& subset, const std::vector<GlyphId>& glyphs, const Ft& original) {
    REQUIRE(subset.codes.size() == glyphs.size());
    const Ft cut(subset.program);
    for (std::size_t i = 0; i < glyphs.size(); ++i) {
        // FreeType, too, takes a CID for a bare CID-keyed CFF, and a glyph number for anything else.
        CHECK(subset.codes[i] != 0);
        CHECK((cut.outline(subset.codes[i]) == original.outline(glyphs[i])));
    }
}

}  // namespace

TEST_CASE("a CFF collection: bare CFF, shown by CID") {
    const auto set = load_all();
    const FaceId face = set->first(FontRole::Song, false);
    const auto glyphs = glyphs_of(*set, FontRole::Song, face);
    const auto subset = set->subset(face, glyphs);
    REQUIRE(subset);
    CHECK(subset->cff);
    CHECK(subset->cid_keyed);
    CHECK(subset->program[0] == 1);  // CFF header: major version
    CHECK(subset->program.size() < 20'000);
    CHECK(subset->tag.size() == 6);
    CHECK(std::ranges::all_of(subset->tag, [](char c) { return c >= 'A' && c <= 'Z'; }));
    const Ft original("/usr/share/fonts/opentype/noto/NotoSerifCJK-Regular.ttc", 2);  // SC is the third face
    REQUIRE(std::string(FT_Get_Postscript_Name(original.face)) == "NotoSerifCJKsc-Regular");
    check_same_outlines(*subset, glyphs, original);
}

TEST_CASE("a TrueType face: shown by new glyph number") {
    const auto set = load_all();
    const FaceId face = set->first(FontRole::Kai, false);
    const auto glyphs = glyphs_of(*set, FontRole::Kai, face);
    const auto subset = set->subset(face, glyphs);
    REQUIRE(subset);
    CHECK_FALSE(subset->cff);
    CHECK_FALSE(subset->cid_keyed);
    CHECK(subset->program.substr(0, 4) == std::string("\0\1\0\0", 4));
    check_same_outlines(*subset, glyphs, Ft("/usr/share/fonts/truetype/lxgw-wenkai/LXGWWenKai-Regular.ttf", 0));
}

TEST_CASE("a subset depends on the set of glyphs only") {
    const auto set = load_all();
    for (const FontRole role : {FontRole::Song, FontRole::Kai}) {
        const FaceId face = set->first(role, false);
        auto glyphs = glyphs_of(*set, role, face);
        const auto once = set->subset(face, glyphs);
        std::ranges::reverse(glyphs);
        glyphs.push_back(glyphs.front());
        glyphs.push_back(0);
        const auto again = set->subset(face, glyphs);
        REQUIRE(once);
        REQUIRE(again);
        CHECK((once->program == again->program));
        CHECK(once->tag == again->tag);
        glyphs.pop_back();
        glyphs.front() = set->pick(role, false, U'鑫')->glyph;
        glyphs.pop_back();
        CHECK(set->subset(face, glyphs)->tag != once->tag);
    }
    const FaceId face = set->first(FontRole::Song, false);
    CHECK(set->subset(face, {}));  // .notdef alone
}

TEST_CASE("glyphs a face does not have are a failure, not a guess") {
    const auto set = load_all();
    const FaceId face = set->first(FontRole::Kai, false);
    const GlyphId none = 65534;
    CHECK_FALSE(set->subset(face, {&none, 1}));
}

TEST_CASE("preprocessing changes the time, not the bytes, for characters of everyday and others") {
    const auto set = load_all();
    for (const FontRole role : {FontRole::Song, FontRole::Kai}) {
        const FaceId face = set->first(role, false);
        auto glyphs = glyphs_of(*set, role, face);
        auto rare = glyphs;
        if (const auto picked = set->pick(role, false, U'镕'); picked && picked->face == face) rare.push_back(picked->glyph);
        const auto before = set->subset(face, glyphs), rare_before = set->subset(face, rare);
        REQUIRE(before);
        REQUIRE(rare_before);
        set->preprocess();
        const auto after = set->subset(face, glyphs), rare_after = set->subset(face, rare);
        REQUIRE(after);
        REQUIRE(rare_after);
        CHECK(after->codes == before->codes);
        CHECK((after->program == before->program));
        CHECK(rare_after->codes == rare_before->codes);
        CHECK((rare_after->program == rare_before->program));
    }
}
