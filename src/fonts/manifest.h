// fonts/manifest.xml: which families play which role, and where their files lie.
//
// Knows: the manifest's words. Does not know: whether a file is there, or what is in it.
#pragma once

#include <array>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "fonts/font_set.h"

namespace jixiao {

inline constexpr int kFontRoles = 5;

struct FaceEntry {
    std::string postscript_name;  // a collection holds several faces: this names one
    std::filesystem::path file;   // below one of the font directories
};

struct FontFamily {
    std::string name, package, licence;
    std::vector<FaceEntry> regular, bold;  // alternatives: the first whose file is there
};

struct RoleEntry {
    std::string office;                // the name an office program knows
    std::vector<FontFamily> families;  // in order of preference
    std::vector<FontRole> fallback;    // roles asked when no family of this one has a character
};

struct FontManifest {
    std::vector<std::filesystem::path> directories;  // searched after the caller's
    std::array<RoleEntry, kFontRoles> roles;         // by FontRole; every role has an entry

    const RoleEntry& role(FontRole r) const { return roles[static_cast<std::size_t>(r)]; }
};

// Fails with the line for XML that is not well-formed, an unknown element or role, a role twice or
// missing, a missing attribute, or a file name that leaves the font directories.
Result<FontManifest> parse_font_manifest(const std::string& name, const Bytes& xml);

}  // namespace jixiao
