// The Open Packaging Conventions (ECMA-376-2): part names, relationships, content types.
//
// Knows: how to find a part by the relationship that leads to it. Does not know: workbooks.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "importers/xml_events.h"
#include "importers/zip_package.h"

namespace jixiao {

struct Relationship {
    std::string id;
    std::string type;    // the last segment of the type's URI: "worksheet", in both families of names
    std::string target;  // part name, "/xl/worksheets/sheet1.xml"; for an external one as written
    bool external = false;
};

class OoxmlPackage {
public:
    // Names with `..` or drive letters and double names become findings: nothing is ever written under a
    // package's names, so they harm nobody, but nobody's honest program writes them.
    static Result<OoxmlPackage> open(const std::string& input, std::string_view bytes, const Limits& limits,
                                     FindingList& findings);

    // Part names are equal regardless of ASCII case (ECMA-376-2 6.3.5).
    bool has(std::string_view part) const;

    // Fails for a part that is missing or stands in the package twice with different content.
    enum class Size { Small, Any };  // whether small_part_bytes holds, or only part_bytes
    Result<void> read(std::string_view part, XmlHandler& handler, Size size = Size::Small);

    // The relationships of a part, or of the package for "/"; none where it has none. Damaged ones fail.
    Result<std::vector<Relationship>> relationships(std::string_view part);

    // Content type by [Content_Types].xml (ECMA-376-2 7.2.3); empty where it says nothing.
    std::string content_type(std::string_view part);

    const std::string& input() const { return zip_.input(); }
    const Limits& limits() const { return limits_; }
    const std::vector<ZipEntry>& entries() const { return zip_.entries(); }

private:
    OoxmlPackage(ZipPackage zip, const Limits& limits) : zip_(std::move(zip)), limits_(limits) {}

    ZipPackage zip_;
    Limits limits_;
    std::map<std::string, std::vector<std::size_t>, std::less<>> parts_;  // by lower-case part name
    bool types_read_ = false;
    std::map<std::string, std::string, std::less<>> types_;  // by lower-case part name, or ".extension"
};

// The part a target leads to: relative to the folder of `source`, or absolute; backslashes, percent escapes and
// dot segments resolved. It never leaves the package: `..` above the root stays there (RFC 3986 5.2.4).
std::string resolve_target(std::string_view source, std::string_view target);

}  // namespace jixiao
