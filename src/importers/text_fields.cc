#include "importers/text_fields.h"

#include <algorithm>

#include "importers/text_limits.h"

namespace jixiao {
namespace {

struct Position {
    std::size_t line = 0, at = 0;
};

// Reads the quoted field that begins at `from`; where it ends, or nothing if it is not well formed.
std::optional<Position> read_quoted(std::span<const TextLine> lines, Position from, char delimiter, TextField& field) {
    TextField found{"\"", "", true};
    Position pos{from.line, from.at + 1};
    const std::size_t last = std::min(lines.size(), from.line + kMaxQuotedLines);
    while (pos.line < last) {
        const std::string_view text = lines[pos.line].text;
        if (found.raw.size() > kMaxLineBytes) return std::nullopt;
        const std::size_t quote = text.find('"', pos.at);
        const std::size_t end = std::min(quote, text.size());
        found.content.append(text, pos.at, end - pos.at);
        found.raw.append(text, pos.at, end - pos.at);
        if (quote == text.npos) {
            found.content.push_back('\n');
            found.raw.push_back('\n');
            pos = {pos.line + 1, 0};
        } else if (text.substr(quote, 2) == "\"\"") {
            found.content.push_back('"');
            found.raw += "\"\"";
            pos.at = quote + 2;
        } else {
            found.raw.push_back('"');
            if (quote + 1 < text.size() && text[quote + 1] != delimiter) return std::nullopt;
            field = std::move(found);
            return Position{pos.line, quote + 1};
        }
    }
    return std::nullopt;
}

}  // namespace

Record read_record(std::span<const TextLine> lines, char delimiter) {
    Record record;
    Position pos;
    for (;;) {
        const std::string_view text = lines[pos.line].text;
        TextField field;
        std::optional<Position> end;
        if (pos.at < text.size() && text[pos.at] == '"') end = read_quoted(lines, pos, delimiter, field);
        if (!end) {
            end = Position{pos.line, std::min(text.find(delimiter, pos.at), text.size())};
            field.raw = field.content = text.substr(pos.at, end->at - pos.at);
        }
        record.fields.push_back(std::move(field));
        pos = *end;
        if (pos.at == lines[pos.line].text.size()) break;
        ++pos.at;  // the delimiter
    }
    record.lines = pos.line + 1;
    return record;
}

}  // namespace jixiao
