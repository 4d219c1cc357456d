// Faces by role: coverage, advances, subsets.
//
// Knows: the manifest, font files, HarfBuzz and FreeType (the only folder that does).
// Does not know: pages, PDF, or what a role is used for.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"

namespace jixiao {

enum class FontRole { Song, Hei, Fangsong, Kai, Latin };
std::optional<FontRole> find_font_role(std::string_view name);  // "song" | "hei" | "fangsong" | "kai" | "latin"
std::string_view font_role_name(FontRole role);

// Index of a face in its FontSet; stable for the life of the set.
using FaceId = int;
using GlyphId = std::uint16_t;

// In 1/1000 em, y upwards, as PDF's font descriptor wants them (ISO 32000-1 table 122).
struct FaceMetrics {
    double ascent = 0, descent = 0;  // hhea; descent is negative
    double cap_height = 0, x_height = 0, italic_angle = 0, stem_v = 0;
    double box[4] = {0, 0, 0, 0};    // FontBBox
    int weight = 400;
    bool serif = false;
};

// A font program that holds only the glyphs asked for.
struct FontSubset {
    Bytes program;                     // bare CFF table, or a TrueType file
    bool cff = false;
    bool cid_keyed = false;            // CFF with ROS: codes are CIDs
    std::vector<std::uint16_t> codes;  // for glyphs[i] given: the code (= CID) a content stream shows it by
    std::string tag;                   // six capital letters from the subset's content (ISO 32000-1 9.6.4)
};

struct FontFile {                      // what reports record of a face in use
    std::string role, postscript_name, package, sha256;
    bool substituted = false;          // not the first family of its role
};

// Shared read-only between threads once loaded; faces open on first use under a lock.
class FontSet {
public:
    struct Options {
        std::vector<std::filesystem::path> directories;              // searched for the manifest's files, in order
        std::vector<std::pair<FontRole, std::filesystem::path>> own; // --font role=FILE, first in the role's chain
    };
    // Reads fonts/manifest.xml. Fails when the manifest is malformed, or when no face at all of role
    // song can be found: the message names the Debian package to install.
    static Result<std::shared_ptr<FontSet>> load(const std::filesystem::path& manifest, const Options& options);
    ~FontSet();

    // The first face of the chain (role, then its fallbacks; latin faces only for
    // characters they are preferred for) that has a glyph for `c`. Nothing when none has.
    struct Pick { FaceId face; GlyphId glyph; };
    std::optional<Pick> pick(FontRole role, bool bold, char32_t c) const;

    double advance(FaceId face, GlyphId glyph) const;  // 1/1000 em
    const FaceMetrics& metrics(FaceId face) const;
    std::string postscript_name(FaceId face) const;
    std::string office_name(FontRole role) const;      // the name an office program knows: 宋体, 黑体, 仿宋_GB2312 …
    FaceId first(FontRole role, bool bold) const;      // the face that sets the role's line height
    bool substituted(FontRole role) const;             // the role's first family is not there: another stands in

    // Glyph 0 is always part of a subset. Deterministic.
    Result<FontSubset> subset(FaceId face, std::span<const GlyphId> glyphs) const;

    // Builds each opened face's preprocessed form, so that subsetting takes 0.3 ms instead of 6; costs 0.3 to
    // 1.1 s a face once: worth it from about 50 documents.
    void preprocess() const;

    std::vector<FontFile> files_used() const;          // in FaceId order

private:
    FontSet();
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace jixiao
