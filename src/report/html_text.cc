#include "report/html_text.h"

#include "text/characters.h"

namespace jixiao {

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
