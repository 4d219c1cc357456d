#include "importers/html_flow.h"

#include <algorithm>
#include <array>
#include <utility>

#include "text/characters.h"

namespace jixiao {
namespace {

constexpr std::string_view kWhite = " \t\r\n\f";

constexpr std::array kLineTags = {
    GUMBO_TAG_P,       GUMBO_TAG_DIV,    GUMBO_TAG_BR,         GUMBO_TAG_LI,      GUMBO_TAG_UL,
    GUMBO_TAG_OL,      GUMBO_TAG_H1,     GUMBO_TAG_H2,         GUMBO_TAG_H3,      GUMBO_TAG_H4,
    GUMBO_TAG_H5,      GUMBO_TAG_H6,     GUMBO_TAG_DD,         GUMBO_TAG_DT,      GUMBO_TAG_DL,
    GUMBO_TAG_HR,      GUMBO_TAG_PRE,    GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_SECTION, GUMBO_TAG_CENTER,
    GUMBO_TAG_ARTICLE, GUMBO_TAG_HEADER, GUMBO_TAG_FOOTER,     GUMBO_TAG_MAIN,    GUMBO_TAG_NAV,
    GUMBO_TAG_ASIDE,   GUMBO_TAG_FIGURE, GUMBO_TAG_ADDRESS,    GUMBO_TAG_FORM,    GUMBO_TAG_FIELDSET,
    GUMBO_TAG_CAPTION, GUMBO_TAG_TABLE,  GUMBO_TAG_FIGCAPTION, GUMBO_TAG_DETAILS, GUMBO_TAG_SUMMARY};

// The first or last code point of a text that is not empty; only whether it is wide matters.
bool is_wide_start(std::string_view text) {
    return static_cast<unsigned char>(text.front()) >= 0xE2 &&
           display_width(text.substr(0, static_cast<unsigned char>(text.front()) >= 0xF0 ? 4 : 3)) == 2;
}

bool is_wide_end(std::string_view text) {
    std::size_t at = text.size() - 1;
    while (at > 0 && text.size() - at < 4 && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80) --at;
    return display_width(text.substr(at)) == 2;
}

}  // namespace

void HtmlText::append(std::string_view text, bool keeps_lines) {
    while (!text.empty()) {
        const std::size_t white = std::min(text.find_first_not_of(kWhite), text.size());
        if (white > 0) {
            const bool line = text.substr(0, white).find('\n') != text.npos;
            if (keeps_lines && line)
                end_line();
            else if (line && gap_ == Gap::None)
                gap_ = Gap::LineBreak;
            else if (!line)
                gap_ = Gap::Space;
            text.remove_prefix(white);
            continue;
        }
        const std::string_view word = text.substr(0, text.find_first_of(kWhite));
        if (!text_.empty() && text_.back() != '\n') {
            if (gap_ == Gap::Space || (gap_ == Gap::LineBreak && !(is_wide_end(text_) && is_wide_start(word))))
                text_.push_back(' ');
        }
        gap_ = Gap::None;
        text_ += word;
        text.remove_prefix(word.size());
    }
}

void HtmlText::end_line() {
    gap_ = Gap::None;
    if (!text_.empty() && text_.back() != '\n') text_.push_back('\n');
}

std::string HtmlText::take() {
    end_line();
    if (!text_.empty()) text_.pop_back();
    return std::exchange(text_, {});
}

bool ends_line(GumboTag tag) {
    return std::ranges::find(kLineTags, tag) != kLineTags.end();
}

std::string_view attribute(const GumboNode& element, const char* name) {
    const GumboAttribute* found = gumbo_get_attribute(&element.v.element.attributes, name);
    return found ? found->value : std::string_view();
}

bool is_skipped(const GumboNode& element) {
    switch (element.v.element.tag) {
        case GUMBO_TAG_SCRIPT:
        case GUMBO_TAG_STYLE:
        case GUMBO_TAG_TEMPLATE:
        case GUMBO_TAG_HEAD:
        case GUMBO_TAG_TITLE: return true;  // of a second page in one file, too
        case GUMBO_TAG_OPTION: return !gumbo_get_attribute(&element.v.element.attributes, "selected");
        default: return false;
    }
}

bool is_hidden(const GumboNode& element) {
    if (gumbo_get_attribute(&element.v.element.attributes, "hidden")) return true;
    std::string style;
    for (const char c : attribute(element, "style"))
        if (kWhite.find(c) == kWhite.npos) style.push_back(static_cast<char>(c >= 'A' && c <= 'Z' ? c + 32 : c));
    return style.find("display:none") != style.npos;
}

std::string_view field_text(const GumboNode& element) {
    if (element.v.element.tag != GUMBO_TAG_INPUT) return {};
    const std::string_view type = attribute(element, "type");
    return type.empty() || type == "text" || type == "number" || type == "tel" ? attribute(element, "value")
                                                                               : std::string_view();
}

}  // namespace jixiao
