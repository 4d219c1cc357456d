#include <algorithm>
#include <map>

#include "importers/text_dialects.h"
#include "importers/text_fields.h"
#include "text/characters.h"

namespace jixiao {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// Whether every delimiter of the line stands inside a number, as in `1,858.91`.
bool only_thousands(std::string_view line, char delimiter) {
    for (std::size_t at = line.find(delimiter); at != line.npos; at = line.find(delimiter, at + 1)) {
        const bool inside = at > 0 && is_digit(line[at - 1]) && at + 3 < line.size() &&
                            std::ranges::all_of(line.substr(at + 1, 3), is_digit) &&
                            (at + 4 == line.size() || !is_digit(line[at + 4]));
        if (!inside) return false;
    }
    return true;
}

struct Evidence {
    std::size_t records = 0;  // not blank
    std::size_t several = 0;  // of two fields or more
    std::size_t certain = 0;  // with an empty or a quoted field, as prose never has
    std::map<std::size_t, std::size_t> widths;
};

Evidence look(std::span<const TextLine> lines, char delimiter) {
    constexpr std::size_t kEnough = 2000;  // records; a form has 30 to 300
    Evidence seen;
    for (std::size_t at = 0; at < lines.size() && seen.records < kEnough;) {
        if (trimmed(lines[at].text).empty()) {
            ++at;
            continue;
        }
        const Record record = read_record(lines.subspan(at), delimiter);
        const bool quoted = std::ranges::any_of(record.fields, &TextField::quoted);
        const bool one_line = record.lines == 1;
        ++seen.records;
        if (record.fields.size() > 1 && (quoted || !one_line || !only_thousands(lines[at].text, delimiter))) {
            ++seen.several;
            ++seen.widths[record.fields.size()];
            if (quoted || std::ranges::any_of(record.fields, [](const TextField& f) { return f.content.empty(); }))
                ++seen.certain;
        }
        at += record.lines;
    }
    return seen;
}

// How surely the delimiter separates cells, 0 where it does not. Prose has commas, too, but neither
// the same number on each line nor empty fields.
double certainty(const Evidence& seen) {
    if (seen.several < 2 || seen.several * 2 < seen.records) return 0;
    std::size_t mode = 0;
    for (const auto& [width, count] : seen.widths) mode = std::max(mode, count);
    const auto share = [&](std::size_t count) {
        return static_cast<double>(count) / static_cast<double>(seen.records);
    };
    if (share(mode) < 0.6 && share(seen.certain) < 0.3) return 0;
    return share(seen.several) + share(mode) + share(seen.certain);
}

}  // namespace

std::optional<char> csv_delimiter(std::span<const TextLine> lines) {
    std::optional<char> best;
    double best_certainty = 0;
    for (const char delimiter : {',', ';'}) {
        const double found = certainty(look(lines, delimiter));
        if (found > best_certainty) best = delimiter, best_certainty = found;
    }
    return best;
}

void read_csv(std::span<const TextLine> lines, TextGrid& grid) {
    const char delimiter = csv_delimiter(lines).value_or(',');
    for (std::size_t at = 0; at < lines.size() && !grid.refused();) {
        const Record record = read_record(lines.subspan(at), delimiter);
        for (std::size_t col = 0; col < record.fields.size(); ++col) {
            const TextField& field = record.fields[col];
            grid.add({lines[at].number, static_cast<int>(col)}, Extent(), field.raw, visible_text(field.content));
        }
        at += record.lines;
    }
}

}  // namespace jixiao
