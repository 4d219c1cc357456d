#include <charconv>
#include <string>

#include <gumbo.h>

#include "importers/text_markup.h"
#include "text/characters.h"

namespace jixiao {
namespace {

// HTML 13.2.5.80: references to U+0000, surrogates and beyond U+10FFFF are U+FFFD; 0x80–0x9F
// are Windows-1252, which gumbo knows, and no office writes.
std::string numeric(std::string_view digits, int base) {
    unsigned long code = 0;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), code, base);
    if (digits.empty() || end != digits.data() + digits.size()) return "";
    if (error == std::errc::result_out_of_range || code == 0 || code > 0x10FFFF) code = 0xFFFD;
    std::string out;
    append_utf8(out, static_cast<char32_t>(code));
    return out;
}

// The 2,231 names of HTML are gumbo's business: it is asked what a text of the reference alone means.
std::string named(std::string_view reference) {
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    GumboOutput* output = gumbo_parse_with_options(&options, reference.data(), reference.size());
    std::string out;
    const GumboNode* node = output->root;
    // <html><head/><body>text
    if (node->v.element.children.length > 1) {
        const auto* body = static_cast<const GumboNode*>(node->v.element.children.data[1]);
        if (body->type == GUMBO_NODE_ELEMENT && body->v.element.children.length == 1) {
            const auto* text = static_cast<const GumboNode*>(body->v.element.children.data[0]);
            if (text->type == GUMBO_NODE_TEXT || text->type == GUMBO_NODE_WHITESPACE) out = text->v.text.text;
        }
    }
    gumbo_destroy_output(&options, output);
    return out == reference ? "" : out;
}

}  // namespace

std::string decode_entity(std::string_view reference) {
    if (reference.size() < 3 || reference.front() != '&' || reference.back() != ';') return "";
    const std::string_view name = reference.substr(1, reference.size() - 2);
    if (name.starts_with("#x") || name.starts_with("#X")) return numeric(name.substr(2), 16);
    if (name.starts_with('#')) return numeric(name.substr(1), 10);
    // The five that make up nearly all references in real extracts.
    if (name == "nbsp") return "\u00A0";
    if (name == "lt") return "<";
    if (name == "gt") return ">";
    if (name == "amp") return "&";
    if (name == "quot") return "\"";
    return named(reference);
}

}  // namespace jixiao
