#include "recognise/page_text.h"

#include <algorithm>
#include <map>

#include "model/value_text.h"
#include "model/values.h"
#include "text/characters.h"

namespace jixiao {
namespace {

constexpr double kIndent = 1;        // characters by which a paragraph's first line stands further right
constexpr double kShort = 3;         // characters left at the end of a line that ends a paragraph
constexpr double kVeryShort = 8;     // the same for one that ends without a full stop

bool ends_sentence(std::string_view text) {
    for (const std::string_view mark : {"。", "；", "！", "？", "：", "”", ".", ";", "!", "?", ":"})
        if (text.ends_with(mark)) return true;
    return false;
}

bool ends_with_stop(std::string_view text) {
    for (const std::string_view mark : {"。", "！", "？", "；", "：", "!", "?", ";"})
        if (text.ends_with(mark)) return true;
    return false;
}

bool begins_with_closing(std::string_view text) {
    for (const std::string_view mark : {"。", "，", "、", "；", "：", "！", "？", "”", "’", "》", "）", ")", "】", ",", ";"})
        if (text.starts_with(mark)) return true;
    return false;
}

// Characters (halves of Chinese ones where the place counts so) of what cannot be broken at a line's beginning.
double first_word(std::string_view text) {
    const auto code = to_code_points(text.substr(0, 60));
    const auto breaks = line_breaks(code);
    const std::size_t end = breaks.empty() ? code.size() : static_cast<std::size_t>(breaks.front());
    return static_cast<double>(std::min(end, code.size()));
}

}  // namespace

bool is_unit(std::string_view text, const Vocabulary& vocabulary) {
    return std::ranges::any_of(vocabulary.units, [&](const Term& term) {
        return term.label == text || std::ranges::find(term.spellings, text) != term.spellings.end();
    });
}

bool is_rest_of_value(std::string_view above, std::string_view below, const Vocabulary& vocabulary) {
    const ParsedIndicator first = parse_indicator(above, vocabulary);
    if (first.value.kind != ValueKind::Quantitative || !first.value.number || above.empty() || below.empty()) return false;
    const std::string whole = std::string(above) + std::string(below);
    const ParsedIndicator both = parse_indicator(whole, vocabulary);
    const auto begins_with_digit = fold(below).text;
    if (begins_with_digit.empty()) return false;
    if (begins_with_digit.front() >= U'0' && begins_with_digit.front() <= U'9') {
        // A range that falls was cut; so was one that becomes two dates.
        const bool range = first.value.number2 && first.value.unit.empty();
        return range && (*first.value.number2 < *first.value.number) &&
               (both.value.kind == ValueKind::Text || (both.value.number2 && *both.value.number2 > *both.value.number));
    }
    if (!both.value.number || *both.value.number != *first.value.number || both.value.unit.size() <= first.value.unit.size()) return false;
    if (first.value.unit.empty()) return is_unit(below, vocabulary);
    return below.starts_with("每") || is_unit(both.value.unit, vocabulary);
}

std::vector<std::string> join_paragraphs(std::span<const TextRun> lines) {
    struct Edges {
        double left = 1e9, right = 0;
    };
    std::map<int, Edges> pages;
    for (const TextRun& line : lines) {
        Edges& edges = pages[line.page];
        edges.left = std::min(edges.left, line.left);
        edges.right = std::max(edges.right, line.right);
    }
    std::vector<std::string> out;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const TextRun& line = lines[i];
        bool begins = i == 0;
        if (!begins) {
            const TextRun& above = lines[i - 1];
            const Edges &here = pages[line.page], &there = pages[above.page];
            // In half-width units a Chinese character is two wide: the text's own width tells the unit.
            const double unit = std::max(1.0, (line.right - line.left) / std::max<double>(1, static_cast<double>(to_code_points(line.text).size())) > 1.5 ? 2.0 : 1.0);
            const double room = there.right - above.right - unit * first_word(line.text);
            const bool sentence = ends_sentence(above.text);
            const bool indented = line.placed && line.left >= here.left + kIndent;
            // Where only the texts are known, a line may end early for reasons of its own.
            const bool stop = line.placed ? sentence : ends_with_stop(above.text);
            begins = !begins_with_closing(line.text) &&
                     ((begins_paragraph(line.text) && (sentence || indented || room > 0 || !line.placed)) ||
                      (stop && (indented || room > kShort * unit)) || (line.placed && room > kVeryShort * unit));
        }
        if (begins) out.push_back(line.text);
        else out.back() = join_lines(out.back() + "\n" + line.text);
    }
    return out;
}

}  // namespace jixiao
