// XML as events: memory does not grow with the part, whatever its size.
//
// Knows: expat, pugixml, namespaces of OOXML (transitional and strict count as one), markup compatibility, limits.
// Does not know: what any element means.
//
// Why two parsers: a tree costs six to twenty-five times the part, so a large part is a stream; but most parts are small,
// and a tree of them costs a fifth of the instructions (docs/performance.md). Which one read a part shows nowhere: the
// events are the same, and whatever is not plainly well-formed is left to expat, which says what is wrong.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string_view>

#include "base/failure.h"
#include "base/limits.h"

namespace jixiao {

enum class XmlNamespace {
    None,           // no namespace at all: some writers leave it out
    Spreadsheet,    // ECMA-376-1 Annex A, ECMA-376-4 Annex A
    Relationship,   // the r: of r:id
    Package,        // ECMA-376-2: relationships and content types
    Compatibility,  // ECMA-376-3
    Xml,
    Other,
};

struct XmlAttribute {
    XmlNamespace ns;
    std::string_view name;  // without prefix
    std::string_view value;
};

using XmlAttributes = std::span<const XmlAttribute>;

// The value of an attribute without a prefix; nothing where it is missing.
std::optional<std::string_view> attribute(XmlAttributes attributes, std::string_view name);
// xsd:boolean and its habits: 1, true, on.
bool is_true(std::string_view value);
bool flag(XmlAttributes attributes, std::string_view name, bool otherwise = false);
// A whole number of at most nine digits; nothing for anything else.
std::optional<int> whole_number(std::string_view text);

class XmlHandler {
public:
    virtual ~XmlHandler() = default;
    // False: nothing of this element's content is reported, nor its end.
    virtual bool start(XmlNamespace ns, std::string_view name, XmlAttributes attributes) = 0;
    virtual void text(std::string_view) {}  // UTF-8, in pieces; line ends are LF
    virtual void end(std::string_view) {}
    std::optional<Failure> stop;  // set by a handler that will not go on
};

// Up to `size` bytes of the part; 0 at its end.
using XmlSource = std::function<Result<std::size_t>(char* to, std::size_t size)>;

// Elements of mc:AlternateContent are resolved to the fallback (we understand no extension), extLst left out.
// Fails for XML that is not well-formed, a DTD, and the limits on depth, attributes and memory.
Result<void> read_xml(const XmlSource& source, const Origin& at, const Limits& limits, XmlHandler& handler);
// The same of a whole part in memory.
Result<void> read_xml(std::string_view part, const Origin& at, const Limits& limits, XmlHandler& handler);

// The largest part that is read as a tree: with up to 26 times its bytes, and two copies of it, within xml_memory.
inline std::uint64_t xml_tree_bytes(const Limits& limits) {
    return limits.xml_memory / 32;
}

}  // namespace jixiao
