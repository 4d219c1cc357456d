#include "report/html_text.h"

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

std::string shortened(std::string_view text, std::size_t limit) {
    auto points = to_code_points(text);
    if (points.size() <= limit) return std::string(text);
    points.resize(limit);
    return to_utf8(points) + "…";
}

std::string_view severity_word(Severity severity, Lang lang) {
    switch (severity) {
        case Severity::Error: return in(lang, "错误", "error");
        case Severity::Warning: return in(lang, "提醒", "warning");
        case Severity::Note: break;
    }
    return in(lang, "说明", "note");
}

std::string_view severity_class(Severity severity) {
    switch (severity) {
        case Severity::Error: return "e";
        case Severity::Warning: return "w";
        case Severity::Note: break;
    }
    return "n";
}

}  // namespace jixiao
