#include "text/html.h"

#include <fmt/format.h>

#include "text/characters.h"

namespace jixiao {

std::string html_escaped(std::string_view text) {
    std::string out;
    out.reserve(text.size() + text.size() / 8);
    for (const char32_t c : to_code_points(text)) {
        switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: {
                // HTML 13.2.3.5: control characters but for tab and line feed, and noncharacters, are errors.
                const bool low = c < 0x20 && c != '\t' && c != '\n';
                const bool high = c >= 0x7F && c <= 0x9F;
                const bool no_character = (c & 0xFFFE) == 0xFFFE || (c >= 0xFDD0 && c <= 0xFDEF);
                append_utf8(out, low ? U'\x2400' + c : high || no_character ? U'\xFFFD' : c);
            }
        }
    }
    return out;
}

std::string html_lines(std::string_view text) {
    std::string out;
    for (const char c : html_escaped(text)) {
        if (c == '\n')
            out += "<br>";
        else
            out += c;
    }
    return out;
}

std::string html_head(const HtmlHead& head) {
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
        "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; {}img-src "
        "data:\">\n{}<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n",
        head.language, head.script ? "script-src 'unsafe-inline'; " : "", head.more, html_escaped(head.title), head.style);
}

}  // namespace jixiao
