#include <algorithm>
#include <string>

#include "importers/text_dialects.h"
#include "text/characters.h"

namespace jixiao {
namespace {

bool contains_tag(std::string_view text, std::string_view name) {
    const auto same = [](char a, char b) { return (a | 0x20) == b; };  // the names are lower-case letters
    for (std::size_t at = text.find('<'); at != text.npos; at = text.find('<', at + 1)) {
        const std::string_view word = text.substr(at + 1, name.size());
        if (word.size() < name.size() || !std::ranges::equal(word, name, same)) continue;
        const std::size_t after = at + 1 + name.size();
        if (after < text.size() && std::string_view(" \t\r\n/>").find(text[after]) != std::string_view::npos)
            return true;
    }
    return false;
}

// A page, or a table inside other text. A tab-separated extract with `<p>` in its cells is neither.
bool is_html(std::string_view text, std::span<const TextLine> lines) {
    if (text.find('<') == text.npos) return false;
    if (contains_tag(text, "table") && (contains_tag(text, "td") || contains_tag(text, "th"))) return true;
    const auto first = std::ranges::find_if(lines, [](const TextLine& line) { return !trimmed(line.text).empty(); });
    if (first == lines.end() || trimmed(first->text).front() != '<') return false;
    return contains_tag(text, "html") || contains_tag(text, "body");
}

}  // namespace

TextDialect text_dialect(std::string_view utf8, std::span<const TextLine> lines) {
    if (is_words(utf8, lines)) return TextDialect::Words;
    if (is_html(utf8, lines)) return TextDialect::Html;
    if (is_markdown_table(lines)) return TextDialect::Markdown;
    // Why a tab decides: prose and the other dialects have none inside a line.
    const auto has_tab = [](const TextLine& line) { return trimmed(line.text).find('\t') != line.text.npos; };
    const std::size_t tabs = static_cast<std::size_t>(std::ranges::count_if(lines, has_tab));
    if (tabs >= 2) return TextDialect::Tabs;
    if (csv_delimiter(lines)) return TextDialect::Csv;
    if (is_aligned(lines)) return TextDialect::Aligned;
    if (tabs == 1) return TextDialect::Tabs;
    return TextDialect::Lines;
}

void read_lines(std::span<const TextLine> lines, TextGrid& grid) {
    for (const TextLine& line : lines) {
        if (grid.refused()) return;
        grid.add({line.number, 0}, line.text);
    }
}

}  // namespace jixiao
