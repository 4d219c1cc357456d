// Pieces of HTML that every page of ours is made of.
//
// Knows: escaping, and the head of a page that loads nothing. Does not know: what a page shows.
#pragma once

#include <string>
#include <string_view>

namespace jixiao {

// Text of an element or a quoted attribute. Characters HTML forbids come out as their control pictures (U+2400 …) or
// U+FFFD, so that nothing that was there is invisible.
std::string html_escaped(std::string_view text);

// The same for an element, a line feed as a line break.
std::string html_lines(std::string_view text);

struct HtmlHead {
    std::string_view language;  // "zh-CN", "en"
    std::string_view title;     // not escaped yet
    std::string_view style;     // the style sheet
    bool script = false;        // the page has a script of its own
    std::string_view more;      // further elements of the head
};

// Everything up to and with <body>. The page may load nothing from anywhere, images in data: URLs aside.
std::string html_head(const HtmlHead& head);

}  // namespace jixiao
