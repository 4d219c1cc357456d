// The text of a page as a browser flows it.
//
// Knows: white space, line-ending and invisible elements, form fields. Does not know: tables.
#pragma once

#include <string>
#include <string_view>

#include <gumbo.h>

namespace jixiao {

// Text being put together: white space collapses as CSS has it, and a line break of the source between
// two wide characters is no space (CSS Text 3, 4.1.3).
class HtmlText {
public:
    void append(std::string_view text, bool keeps_lines);
    void end_line();
    bool empty() const { return text_.empty(); }
    std::string take();

private:
    enum class Gap { None, Space, LineBreak };
    std::string text_;
    Gap gap_ = Gap::None;
};

bool ends_line(GumboTag tag);                           // a line ends before and after the element
bool is_skipped(const GumboNode& element);              // script, style, template, options not chosen
bool is_hidden(const GumboNode& element);               // `hidden`, display:none
std::string_view field_text(const GumboNode& element);  // what an <input> shows
std::string_view attribute(const GumboNode& element, const char* name);  // empty where there is none

}  // namespace jixiao
