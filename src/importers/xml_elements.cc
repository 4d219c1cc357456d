#include "importers/xml_elements.h"

#include <array>

namespace jixiao {
namespace {

// Transitional (ECMA-376-4) and strict (ECMA-376-1) names of one thing mean the same to us.
struct KnownNamespace {
    std::string_view uri;
    XmlNamespace ns;
};
constexpr auto kNamespaces = std::to_array<KnownNamespace>({
    {"http://schemas.openxmlformats.org/spreadsheetml/2006/main", XmlNamespace::Spreadsheet},
    {"http://purl.oclc.org/ooxml/spreadsheetml/main", XmlNamespace::Spreadsheet},
    {"http://schemas.openxmlformats.org/officeDocument/2006/relationships", XmlNamespace::Relationship},
    {"http://purl.oclc.org/ooxml/officeDocument/relationships", XmlNamespace::Relationship},
    {"http://schemas.openxmlformats.org/package/2006/relationships", XmlNamespace::Package},
    {"http://schemas.openxmlformats.org/package/2006/content-types", XmlNamespace::Package},
    {"http://schemas.openxmlformats.org/markup-compatibility/2006", XmlNamespace::Compatibility},
    {"http://www.w3.org/XML/1998/namespace", XmlNamespace::Xml},
});

}  // namespace

XmlNamespace known_namespace(std::string_view uri) {
    for (const auto& known : kNamespaces)
        if (uri == known.uri) return known.ns;
    return XmlNamespace::Other;
}

void XmlElements::stop(Failure why) {
    if (!handler_.stop) handler_.stop = std::move(why);
}

bool XmlElements::enter(std::size_t attributes) {
    if (stopped()) return false;
    if (++depth_ > limits_.xml_depth)
        stop(limit_failure(at_, "xml_depth", limits_.xml_depth, depth_));
    else if (attributes > limits_.xml_attributes)
        stop(limit_failure(at_, "xml_attributes", limits_.xml_attributes, attributes));
    return !stopped() && !skip_;
}

void XmlElements::start(XmlName name, XmlAttributes attributes) {
    // ECMA-376-3 10.2.1: of the alternatives the fallback is ours.
    if (name.ns == XmlNamespace::Compatibility) {
        if (name.local == "Choice") skip_ = depth_;
        return;
    }
    // ECMA-376-1 18.2.10: later extensions, none of them holds a cell
    if (name.local == "extLst" || !handler_.start(name.ns, name.local, attributes)) skip_ = depth_;
}

void XmlElements::end(XmlName name) {
    if (stopped()) return;
    const bool silent = skip_ != 0;
    if (skip_ == depth_) skip_ = 0;
    --depth_;
    if (!silent && name.ns != XmlNamespace::Compatibility) handler_.end(name.local);
}

void XmlElements::text(std::string_view piece) {
    if (!skip_ && !stopped()) handler_.text(piece);
}

}  // namespace jixiao
