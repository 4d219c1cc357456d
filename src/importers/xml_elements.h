// What both parsers of XML share: which elements and texts a handler gets to see.
//
// Knows: namespaces of OOXML, markup compatibility, the limits on depth and attributes. Does not know: a parser.
#pragma once

#include <string_view>

#include "importers/xml_events.h"

namespace jixiao {

struct XmlName {
    XmlNamespace ns;
    std::string_view local;
};

// XmlNamespace::Other for what is not known.
XmlNamespace known_namespace(std::string_view uri);

class XmlElements {
public:
    XmlElements(XmlHandler& handler, const Limits& limits, const Origin& at) : handler_(handler), limits_(limits), at_(at) {}

    // Of each element first `enter`; where it is true, `start` as well. `end` of each element, too.
    bool enter(std::size_t attributes);
    void start(XmlName name, XmlAttributes attributes);
    void text(std::string_view piece);
    void end(XmlName name);

    bool stopped() const { return handler_.stop.has_value(); }
    void stop(Failure why);
    const Origin& at() const { return at_; }

private:
    XmlHandler& handler_;
    const Limits& limits_;
    const Origin& at_;
    std::uint64_t depth_ = 0;
    std::uint64_t skip_ = 0;  // depth of the outermost element left out; 0 for none
};

// A whole part by a tree of pugixml. Nothing where the part is not UTF-8, or not plainly well-formed (XML 1.0 2.1) with
// one root and without a DTD: then no event has been told, and it is for expat to read it or to say what is wrong.
std::optional<Result<void>> read_xml_tree(std::string_view part, const Origin& at, const Limits& limits, XmlHandler& handler);

}  // namespace jixiao
