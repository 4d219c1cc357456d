#include "template/xml_reader.h"

#include <algorithm>
#include <charconv>
#include <optional>
#include <utility>

namespace jixiao {
namespace {

template <typename Number>
std::optional<Number> whole_text_as(std::string_view text) {
    Number number{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
    return number;
}

std::string joined(std::initializer_list<std::string_view> words) {
    std::string out;
    for (const auto word : words) {
        if (!out.empty()) out += ", ";
        out += word;
    }
    return out;
}

}  // namespace

XmlReader::XmlReader(const Input& input) : input_(input) {
    // Why no DTD flag: parse_default skips a DOCTYPE and never expands its entities.
    const auto result = document_.load_buffer(input.bytes.data(), input.bytes.size(),
                                              pugi::parse_default | pugi::parse_trim_pcdata, pugi::encoding_utf8);
    if (!result) {
        const char* why = result.description();
        failures_.push_back({{input.name, "", place_of(result.offset)},
                             message("不是合格的 XML：{}", "this is no well-formed XML: {}", why),
                             message("看这一处前后的尖括号、引号和结束标签", "look at the brackets, quotes and end tags around it")});
    }
}

// Lines and characters, both from 0.
Place XmlReader::place_of(std::ptrdiff_t offset) const {
    const auto end = std::clamp<std::ptrdiff_t>(offset, 0, static_cast<std::ptrdiff_t>(input_.bytes.size()));
    const std::string_view before(input_.bytes.data(), static_cast<std::size_t>(end));
    const auto line = before.rfind('\n') + 1;  // npos + 1 is 0
    const auto characters = std::ranges::count_if(before.substr(line), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; });
    return {static_cast<int>(std::ranges::count(before, '\n')), static_cast<int>(characters)};
}

void XmlReader::error(pugi::xml_node node, Message message, Message hint) {
    constexpr std::size_t kMost = 100;  // a file that wrong is another kind of file
    if (failures_.size() >= kMost) return;
    // The name of an element stands one behind its bracket. A node that is missing has no place but the file.
    const Place place = node ? place_of(node.offset_debug() - (node.type() == pugi::node_element ? 1 : 0)) : Place{0, 0};
    failures_.push_back({{input_.name, "", place}, std::move(message), std::move(hint)});
}

void XmlReader::expect(pugi::xml_node node, std::initializer_list<std::string_view> attributes,
                       std::initializer_list<std::string_view> children) {
    const std::string name = node.name();
    for (const auto attribute : node.attributes())
        if (std::ranges::find(attributes, std::string_view(attribute.name())) == attributes.end()) {
            const std::string unknown = attribute.name(), known = joined(attributes);
            error(node, message("<{0}> 没有属性 {1}；可用的有：{2}", "<{0}> has no attribute {1}; known are: {2}", name,
                                unknown, known),
                  nearest_word(unknown, {attributes.begin(), attributes.end()}));
        }
    for (const auto child : node.children()) {
        if (child.type() != pugi::node_element) continue;
        if (std::ranges::find(children, std::string_view(child.name())) == children.end()) {
            const std::string unknown = child.name(), known = joined(children);
            error(child, message("<{0}> 里不能有 <{1}>；可用的有：{2}", "<{0}> may not hold <{1}>; known are: {2}", name,
                                 unknown, known),
                  nearest_word(unknown, {children.begin(), children.end()}));
        }
    }
}

std::string XmlReader::text(pugi::xml_node node, const char* attribute, bool required) {
    const std::string value = node.attribute(attribute).value();
    if (required && value.empty()) {
        const std::string name = node.name(), wanted = attribute;
        error(node, message("<{}> 缺少属性 {}", "<{}> lacks the attribute {}", name, wanted));
    }
    return value;
}

std::vector<std::string> XmlReader::words(pugi::xml_node node, const char* attribute) {
    std::vector<std::string> out;
    std::string_view rest = node.attribute(attribute).value();
    while (!rest.empty()) {
        const auto begin = rest.find_first_not_of(" \t\r\n");
        if (begin == std::string_view::npos) break;
        rest.remove_prefix(begin);
        const auto end = std::min(rest.find_first_of(" \t\r\n"), rest.size());
        out.emplace_back(rest.substr(0, end));
        rest.remove_prefix(end);
    }
    return out;
}

int XmlReader::whole(pugi::xml_node node, const char* attribute, int otherwise, int least, int most) {
    const auto given = node.attribute(attribute);
    if (!given) return otherwise;
    const auto number = whole_text_as<int>(given.value());
    if (number && *number >= least && *number <= most) return *number;
    const std::string name = attribute, value = given.value();
    error(node, message("{0}=\"{1}\" 应为 {2} 到 {3} 的整数", "{0}=\"{1}\" must be a whole number from {2} to {3}", name,
                        value, least, most));
    return otherwise;
}

double XmlReader::number(pugi::xml_node node, const char* attribute, double otherwise, double least, double most) {
    const auto given = node.attribute(attribute);
    if (!given) return otherwise;
    const auto number = whole_text_as<double>(given.value());
    if (number && *number >= least && *number <= most) return *number;
    const std::string name = attribute, value = given.value();
    error(node, message("{0}=\"{1}\" 应为 {2} 到 {3} 的数", "{0}=\"{1}\" must be a number from {2} to {3}", name, value,
                        least, most));
    return otherwise;
}

std::size_t XmlReader::one_of(pugi::xml_node node, const char* attribute, std::size_t otherwise,
                              std::initializer_list<std::string_view> choices) {
    const auto given = node.attribute(attribute);
    if (!given) return otherwise;
    const auto found = std::ranges::find(choices, std::string_view(given.value()));
    if (found != choices.end()) return static_cast<std::size_t>(found - choices.begin());
    const std::string name = attribute, value = given.value(), known = joined(choices);
    error(node, message("{0}=\"{1}\" 应为：{2}", "{0}=\"{1}\" must be one of: {2}", name, value, known),
          nearest_word(value, {choices.begin(), choices.end()}));
    return otherwise;
}

bool XmlReader::yes(pugi::xml_node node, const char* attribute, bool otherwise) {
    return one_of(node, attribute, otherwise ? 0 : 1, {"yes", "no"}) == 0;
}

Message nearest_word(std::string_view word, const std::vector<std::string>& known) {
    const auto distance = [&](std::string_view other) {  // Levenshtein
        std::vector<std::size_t> row(other.size() + 1);
        for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
        for (std::size_t i = 0; i < word.size(); ++i) {
            std::size_t diagonal = row[0];
            row[0] = i + 1;
            for (std::size_t j = 0; j < other.size(); ++j)
                diagonal = std::exchange(row[j + 1], std::min({row[j + 1] + 1, row[j] + 1, diagonal + (word[i] == other[j] ? 0 : 1)}));
        }
        return row.back();
    };
    const std::string* best = nullptr;
    std::size_t least = 0;
    for (const std::string& other : known)
        if (const auto d = distance(other); !best || d < least) best = &other, least = d;
    // Half of the word may be wrong; beyond that it is another word.
    if (!best || least * 2 > std::max(word.size(), best->size())) return {};
    return message("是不是想写 {}？", "did you mean {}?", *best);
}

}  // namespace jixiao
