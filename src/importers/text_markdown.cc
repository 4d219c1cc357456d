#include <algorithm>
#include <array>

#include "importers/text_dialects.h"
#include "text/characters.h"

namespace jixiao {
namespace {

// What stands between cells: the pipe, and the vertical lines of tables drawn with box characters.
constexpr std::array<std::string_view, 6> kVerticals = {"|", "│", "┃", "║", "┆", "｜"};
constexpr std::u32string_view kRuleCharacters = U" \t|+-=:─━═│┃║┌┐└┘├┤┬┴┼╔╗╚╝╠╣╦╩╬┏┓┗┛┣┫┳┻╋╒╕╘╛╞╡╤╧╪╭╮╰╯";
constexpr std::u32string_view kHorizontals = U"-=─━═";

// Length of the vertical at `at`, 0 where there is none.
std::size_t vertical_at(std::string_view text, std::size_t at) {
    const auto first = static_cast<unsigned char>(text[at]);
    if (first != '|' && first != 0xE2 && first != 0xEF) return 0;  // what a vertical begins with in UTF-8
    for (const std::string_view vertical : kVerticals)
        if (text.substr(at, vertical.size()) == vertical) return vertical.size();
    return 0;
}

struct Split {
    std::vector<std::string_view> cells;
    std::size_t verticals = 0;
};

// The cells of a line; the verticals at its two ends belong to no cell. `\|` is a pipe that was written.
Split split(std::string_view line) {
    line = trimmed(line);
    Split out;
    if (const std::size_t length = line.empty() ? 0 : vertical_at(line, 0)) {
        line.remove_prefix(length);
        ++out.verticals;
    }
    std::size_t from = 0;
    for (std::size_t at = 0; at < line.size();) {
        if (static_cast<unsigned char>(line[at]) >= 0xE3 && is_common_triple(line, at)) {  // most of any line, and no vertical
            at += 3;
        } else if (line[at] == '\\') {
            at += 2;
        } else if (const std::size_t length = vertical_at(line, at)) {
            out.cells.push_back(line.substr(from, at - from));
            ++out.verticals;
            from = at += length;
        } else {
            ++at;
        }
    }
    if (from < line.size() || out.verticals == 0) out.cells.push_back(line.substr(from));
    return out;
}

// `|---|:--:|`, `+----+----+`, `├──┼──┤`: drawn, not written. `least` horizontal strokes in each cell
// tell a rule from a row of dashes that stand for blanks.
bool is_rule(std::string_view line, std::size_t least) {
    const std::u32string text = to_code_points(trimmed(line));
    if (text.empty() || text.find_first_not_of(kRuleCharacters) != text.npos) return false;
    std::size_t strokes = 0;
    for (const char32_t c : text) {
        if (kHorizontals.find(c) != kHorizontals.npos) {
            ++strokes;
        } else if (c == U'|' || c == U'│') {
            if (strokes > 0 && strokes < least) return false;
            strokes = 0;
        }
    }
    if (strokes > 0 && strokes < least) return false;
    return text.find_first_of(kHorizontals) != text.npos;
}

bool is_fence(std::string_view line) {
    return trimmed(line).starts_with("```") || trimmed(line).starts_with("~~~");
}

// CommonMark 2.4: a backslash before ASCII punctuation stands for the punctuation.
std::string unescaped(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        constexpr std::string_view kEscapable = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
        if (text[at] == '\\' && at + 1 < text.size() && kEscapable.find(text[at + 1]) != kEscapable.npos) ++at;
        out.push_back(text[at]);
    }
    return out;
}

}  // namespace

bool is_markdown_table(std::span<const TextLine> lines) {
    std::size_t rows = 0, written = 0;
    bool ruled = false, after_row = false;
    for (const TextLine& line : lines) {
        if (trimmed(line.text).empty()) {
            after_row = false;
            continue;
        }
        ++written;
        const std::size_t verticals = split(line.text).verticals;
        const bool row = verticals >= 1;
        // GFM 4.10: a delimiter row stands under the first row of a table.
        if (after_row && row && is_rule(line.text, 1)) ruled = true;
        if (verticals >= 2) ++rows;
        after_row = row;
    }
    return ruled || (rows >= 2 && rows * 3 >= written);
}

void read_markdown(std::span<const TextLine> lines, TextGrid& grid) {
    std::size_t in_table = 0;  // rows of the table so far
    for (const TextLine& line : lines) {
        if (grid.refused()) return;
        const std::string_view text = trimmed(line.text);
        if (text.empty()) in_table = 0;
        if (is_fence(text) || is_rule(text, in_table == 1 ? 1 : 3)) {
            if (in_table > 0) ++in_table;
            continue;
        }
        const Split row = split(text);
        if (row.verticals > 0) ++in_table;
        for (std::size_t col = 0; col < row.cells.size(); ++col) {
            Visible visible = visible_text(row.cells[col]);
            visible.text = unescaped(visible.text);
            grid.add({line.number, static_cast<int>(col)}, Extent(), row.cells[col], std::move(visible));
        }
    }
}

}  // namespace jixiao
