#include <algorithm>

#include "importers/text_dialects.h"
#include "importers/text_fields.h"

namespace jixiao {
namespace {

// Excel quotes a field only where it must; other programs quote every field. In a file of the
// second kind the marks around a plain field are not part of it; elsewhere they are the author's.
bool quotes_everything(std::span<const TextLine> lines) {
    std::size_t fields = 0, quoted = 0;
    for (const TextLine& line : lines) {
        for (std::size_t from = 0; from <= line.text.size();) {
            const std::size_t end = std::min(line.text.find('\t', from), line.text.size());
            const std::string_view field = line.text.substr(from, end - from);
            if (!field.empty()) ++fields;
            if (field.size() >= 2 && field.front() == '"' && field.back() == '"') ++quoted;
            from = end + 1;
        }
    }
    return quoted * 2 > fields;
}

bool needs_quotes(const TextField& field) {
    return field.content.find_first_of("\"\t\n") != field.content.npos;
}

}  // namespace

void read_tabs(std::span<const TextLine> lines, TextGrid& grid) {
    const bool any_quote =
        std::ranges::any_of(lines, [](const TextLine& line) { return line.text.find('"') != line.text.npos; });
    const bool everything = any_quote && quotes_everything(lines);
    for (std::size_t at = 0; at < lines.size() && !grid.refused();) {
        const TextLine& line = lines[at];
        if (line.text.find('"') == line.text.npos) {
            int col = 0;
            for (std::size_t from = 0; from <= line.text.size(); ++col) {
                const std::size_t end = std::min(line.text.find('\t', from), line.text.size());
                if (end > from) grid.add({line.number, col}, line.text.substr(from, end - from));
                from = end + 1;
            }
            ++at;
            continue;
        }
        const Record record = read_record(lines.subspan(at), '\t');
        for (std::size_t col = 0; col < record.fields.size(); ++col) {
            const TextField& field = record.fields[col];
            const bool unquote = field.quoted && (everything || needs_quotes(field));
            grid.add({line.number, static_cast<int>(col)}, Extent(), field.raw,
                     visible_text(unquote ? field.content : field.raw));
        }
        at += record.lines;
    }
}

}  // namespace jixiao
