#include <algorithm>
#include <charconv>
#include <cstring>
#include <vector>

#include <pugixml.hpp>

#include "importers/xml_elements.h"
#include "text/charset.h"

namespace jixiao {
namespace {

// XML 1.0 2.2.
bool is_xml_char(std::uint32_t c) {
    return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) || (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

// A reference to a character, or to one of the five entities there are without a DTD (XML 1.0 4.1, 4.6); `text` begins
// after its ampersand.
bool is_plain_reference(std::string_view text) {
    text = text.substr(0, text.substr(0, 12).find(';'));
    if (!text.starts_with('#')) return text == "lt" || text == "gt" || text == "amp" || text == "quot" || text == "apos";
    const bool hexadecimal = text.starts_with("#x");
    text.remove_prefix(hexadecimal ? 2 : 1);
    std::uint32_t code = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), code, hexadecimal ? 16 : 10);
    return error == std::errc() && end == text.data() + text.size() && is_xml_char(code);
}

// Whether a control that XML cannot hold stands in it. Eight bytes at a time: a part has few controls of any kind.
bool has_control(std::string_view part) {
    const auto is_wrong = [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t' && c != '\n' && c != '\r'; };
    std::size_t at = 0;
    for (std::uint64_t word = 0; at + sizeof word <= part.size(); at += sizeof word) {
        constexpr std::uint64_t kEach = 0x0101010101010101;
        std::memcpy(&word, part.data() + at, sizeof word);
        // The high bit of each byte below 0x20, and of some beside one.
        if ((word - kEach * 0x20) & ~word & kEach * 0x80)
            if (std::ranges::any_of(part.substr(at, sizeof word), is_wrong)) return true;
    }
    return std::ranges::any_of(part.substr(at), is_wrong);
}

// What pugixml would let pass: bytes and references that no XML has.
bool has_plain_characters(std::string_view part) {
    if (!is_valid_utf8(part) || has_control(part)) return false;
    for (std::size_t at = part.find('&'); at != part.npos; at = part.find('&', at + 1))
        if (!is_plain_reference(part.substr(at + 1))) return false;
    return true;
}

// Attributes of an element, and prefixes in scope, that are looked through one by one. More is nobody's workbook: expat, which
// hashes them, reads it.
constexpr std::size_t kFew = 64;

// A name, cut at its colon. Most names have a few letters and no prefix.
struct QName {
    explicit QName(const char* name) : whole(name) {
        const char* at = name;
        for (; *at && *at != ':'; ++at) {
        }
        if (*at) colon = static_cast<std::size_t>(at - name);
        whole = *at ? std::string_view(name) : std::string_view(name, static_cast<std::size_t>(at - name));
    }
    bool has_prefix() const { return colon != 0; }
    std::string_view prefix() const { return whole.substr(0, colon); }
    std::string_view local() const { return colon ? whole.substr(colon + 1) : whole; }
    bool declares() const { return colon ? prefix() == "xmlns" : whole == "xmlns"; }

    std::string_view whole;
    std::size_t colon = 0;
};

struct Binding {
    std::string_view prefix;
    XmlNamespace ns;
    std::size_t depth;
};

// Namespaces in XML 1.0, 5 and 6: those in scope, the innermost last.
class Scope {
public:
    void leave(std::size_t depth) {
        while (!bindings_.empty() && bindings_.back().depth == depth) bindings_.pop_back();
    }
    void declare(const QName& name, std::string_view uri, std::size_t depth) {
        bindings_.push_back({name.has_prefix() ? name.local() : std::string_view(), uri.empty() ? XmlNamespace::None : known_namespace(uri), depth});
    }
    bool has_few() const { return bindings_.size() <= kFew; }
    // Nothing for a prefix that is bound to nothing.
    std::optional<XmlName> element(const QName& name) const {
        for (auto binding = bindings_.rbegin(); binding != bindings_.rend(); ++binding)
            if (binding->prefix == name.prefix()) return XmlName{binding->ns, name.local()};
        if (!name.has_prefix()) return XmlName{XmlNamespace::None, name.whole};
        if (name.prefix() == "xml") return XmlName{XmlNamespace::Xml, name.local()};
        return std::nullopt;
    }
    std::optional<XmlName> attribute(const QName& name) const {
        return name.has_prefix() ? element(name) : XmlName{XmlNamespace::None, name.whole};
    }

private:
    std::vector<Binding> bindings_;
};

// The tree's elements and texts in the order of the document, without recursion: a hostile part may be deep.
class Walk {
public:
    // A visitor: bool enter(node, Scope&, depth), void text(view), void leave(). False of `enter` ends it all.
    template <typename Visitor>
    static bool over(pugi::xml_node root, Visitor&& visitor) {
        Scope scope;
        std::size_t depth = 0;
        for (pugi::xml_node node = root;;) {
            const bool element = node.type() == pugi::node_element;
            if (element && !visitor.enter(node, scope, ++depth)) return false;
            if (!element) visitor.text(node.value());
            if (const auto child = node.first_child()) {
                node = child;
                continue;
            }
            while (true) {
                if (node.type() == pugi::node_element) {
                    visitor.leave();
                    scope.leave(depth--);
                }
                if (node == root) return true;
                if (const auto next = node.next_sibling()) {
                    node = next;
                    break;
                }
                node = node.parent();
            }
        }
    }
};

// Each name has a namespace, and no element an attribute twice (Namespaces in XML 1.0, 5 and 6.3).
struct Proper {
    static bool enter(pugi::xml_node node, Scope& scope, std::size_t depth) {
        std::size_t attributes = 0;
        bool prefixes = false;
        for (auto attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute()) {
            const QName name(attribute.name());
            if (name.declares()) scope.declare(name, attribute.value(), depth);
            prefixes = prefixes || name.has_prefix();
            for (auto before = node.first_attribute(); before != attribute; before = before.next_attribute())
                if (name.whole == before.name()) return false;
            if (++attributes > kFew || !scope.has_few()) return false;
        }
        for (auto attribute = node.first_attribute(); prefixes && attribute; attribute = attribute.next_attribute()) {
            const QName name(attribute.name());
            if (!name.declares() && !scope.attribute(name)) return false;
        }
        return scope.element(QName(node.name())).has_value();
    }
    static void text(const char*) {}
    static void leave() {}
};

// A proper tree as events.
struct Told {
    XmlElements& elements;
    std::vector<XmlAttribute> attributes;
    std::vector<XmlName> open;

    bool enter(pugi::xml_node node, Scope& scope, std::size_t depth) {
        attributes.clear();
        // A prefix may be declared after it is used.
        bool prefixes = false;
        for (auto attribute = node.first_attribute(); attribute; attribute = attribute.next_attribute()) {
            const QName name(attribute.name());
            if (name.declares()) {
                scope.declare(name, attribute.value(), depth);
                continue;
            }
            prefixes = prefixes || name.has_prefix();
            attributes.push_back({XmlNamespace::None, name.whole, attribute.value()});
        }
        if (prefixes)
            for (auto& attribute : attributes) {
                const XmlName name = *scope.attribute(QName(attribute.name.data()));
                attribute.ns = name.ns, attribute.name = name.local;
            }
        open.push_back(*scope.element(QName(node.name())));
        if (elements.enter(attributes.size())) elements.start(open.back(), attributes);
        return !elements.stopped();
    }
    void text(const char* piece) { elements.text(piece); }
    void leave() {
        elements.end(open.back());
        open.pop_back();
    }
};

}  // namespace

std::optional<Result<void>> read_xml_tree(std::string_view part, const Origin& at, const Limits& limits, XmlHandler& handler) {
    if (part.size() > xml_tree_bytes(limits) || !has_plain_characters(part)) return std::nullopt;
    pugi::xml_document document;
    // Why parse_fragment: text beside the root is then seen, not dropped.
    constexpr unsigned kParsing = pugi::parse_fragment | pugi::parse_cdata | pugi::parse_doctype | pugi::parse_escapes | pugi::parse_eol |
                                  pugi::parse_wconv_attribute | pugi::parse_ws_pcdata;
    if (!document.load_buffer(part.data(), part.size(), kParsing, pugi::encoding_utf8)) return std::nullopt;
    pugi::xml_node root;
    for (const auto node : document) {
        if (node.type() == pugi::node_element && !root)
            root = node;
        else if (node.type() != pugi::node_pcdata || std::string_view(node.value()).find_first_not_of(" \t\r\n") != std::string_view::npos)
            return std::nullopt;
    }
    if (!root || !Walk::over(root, Proper())) return std::nullopt;
    XmlElements elements(handler, limits, at);
    Walk::over(root, Told{elements, {}, {}});
    if (handler.stop) return Result<void>(std::unexpected(std::move(*handler.stop)));
    return Result<void>();
}

}  // namespace jixiao
