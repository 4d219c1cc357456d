// templates/rules.xml -> Rules.
#include "check/rules.h"

#include <algorithm>

#include "template/xml_reader.h"

namespace jixiao {
namespace {

// Entries between white space; pugixml has trimmed the ends.
std::vector<std::string> split(std::string_view text) {
    constexpr std::string_view kBlank = " \t\r\n";
    std::vector<std::string> out;
    while (true) {
        const auto begin = text.find_first_not_of(kBlank);
        if (begin == text.npos) return out;
        const auto end = std::min(text.find_first_of(kBlank, begin), text.size());
        out.emplace_back(text.substr(begin, end - begin));
        text.remove_prefix(end);
    }
}

Decimal threshold(XmlReader& xml, pugi::xml_node node, const Decimal& otherwise, const Decimal& most) {
    const auto value = Decimal::parse(xml.text(node, "value", true));
    if (value && !value->negative() && *value <= most) return *value;
    xml.error(node, message("value 应为 0 到 {} 的数", "value must be a number from 0 to {}", most.str()));
    return otherwise;
}

void read_threshold(XmlReader& xml, pugi::xml_node node, Rules& out) {
    xml.expect(node, {"name", "value"}, {});
    const std::string name = xml.text(node, "name", true);
    const auto whole = [&](int& target, int most) {
        const Decimal value = threshold(xml, node, Decimal(target), Decimal(most));
        target = static_cast<int>(value.to_double());
    };
    if (name == "sum-tolerance")
        out.sum_tolerance = threshold(xml, node, out.sum_tolerance, Decimal(1000));
    else if (name == "cut-length")
        whole(out.cut_length, 1000);
    else if (name == "long-text")
        whole(out.long_text, 10000);
    else if (name == "full-rate")
        whole(out.full_rate, 1000);
    else if (name == "low-coverage")
        out.low_coverage = threshold(xml, node, Decimal(0), Decimal(100)).to_double();
    else
        xml.error(node, message("没有阈值 {}", "there is no threshold {}", name));
}

void read_words(XmlReader& xml, pugi::xml_node node, Rules& out) {
    xml.expect(node, {"list", "replace"}, {});
    const std::string name = xml.text(node, "list", true);
    const bool replace = xml.yes(node, "replace");
    const auto words = split(node.child_value());
    const auto add = [&](std::vector<std::string>& list) {
        if (replace) list.clear();
        list.insert(list.end(), words.begin(), words.end());
    };
    const auto add_characters = [&](std::string& list) {
        if (replace) list.clear();
        for (const auto& word : words) list += word;
    };
    if (name == "up")
        add(out.up);
    else if (name == "down")
        add(out.down);
    else if (name == "flow-rate")
        add(out.flow_rates);
    else if (name == "satisfaction")
        add(out.satisfaction);
    else if (name == "unit")
        add(out.units);
    else if (name == "unitless")
        add(out.unitless);
    else if (name == "placeholder")
        add(out.placeholders);
    else if (name == "other-year")
        add(out.other_years);
    else if (name == "filler")
        add_characters(out.filler);
    else if (name == "final-mark")
        add_characters(out.final_marks);
    else if (name == "cut-mark")
        add_characters(out.cut_marks);
    else if (name == "rate-unit")
        add_characters(out.rate_units);
    else
        xml.error(node, message("没有词表 {}", "there is no word list {}", name));
}

void read_claim(XmlReader& xml, pugi::xml_node node, Rules& out) {
    static constexpr Comparator kComparators[] = {Comparator::Equal, Comparator::AtLeast, Comparator::AtMost,
                                                  Comparator::Greater, Comparator::Less};
    xml.expect(node, {"word", "comparator"}, {});
    xml.text(node, "comparator", true);
    const auto comparator = kComparators[xml.one_of(node, "comparator", 0, {"=", ">=", "<=", ">", "<"})];
    out.claims.push_back({xml.text(node, "word", true), comparator});
}

void read_private(XmlReader& xml, pugi::xml_node node, Rules& out) {
    xml.expect(node, {"id", "zh", "en", "least", "most", "prefixes", "check"}, {});
    PrivateNumber number;
    number.id = xml.text(node, "id", true);
    number.name = {xml.text(node, "zh", true), xml.text(node, "en", true)};
    number.least = xml.whole(node, "least", 1, 6, 40);
    number.most = xml.whole(node, "most", 1, 6, 40);
    if (!node.attribute("least") || !node.attribute("most") || number.most < number.least)
        xml.error(node, message("要有 least 和 most，且 least 不大于 most",
                                "least and most are needed, least not above most"));
    number.prefixes = xml.words(node, "prefixes");
    number.check = static_cast<DigitCheck>(xml.one_of(node, "check", 0, {"none", "id-card", "luhn"}));
    const auto same = std::ranges::find(out.private_numbers, number.id, &PrivateNumber::id);
    if (same == out.private_numbers.end())
        out.private_numbers.push_back(std::move(number));
    else
        *same = std::move(number);
}

void read_severity(XmlReader& xml, pugi::xml_node node, Rules& out) {
    static constexpr std::optional<Severity> kSeverities[] = {Severity::Note, Severity::Warning, Severity::Error, {}};
    xml.expect(node, {"code", "rule", "is"}, {});
    const std::string name = xml.text(node, "code", true);
    const auto code = find_code(name);
    if (!code) xml.error(node, message("没有发现代码 {}", "there is no finding code {}", name));
    xml.text(node, "is", true);
    const auto severity = kSeverities[xml.one_of(node, "is", 0, {"note", "warning", "error", "off"})];
    if (code) out.severities.push_back({*code, xml.text(node, "rule"), severity});
}

}  // namespace

Result<Rules> load_rules(const Input& input, Rules base) {
    XmlReader xml(input);
    if (xml.good()) {
        const auto root = xml.root();
        if (std::string_view(root.name()) != "rules")
            xml.error(root, message("根元素应为 <rules>", "the root element must be <rules>"));
        xml.expect(root, {}, {"threshold", "words", "claim", "typo", "private", "severity"});
        for (const auto node : root.children()) {
            const std::string_view name = node.name();
            if (name == "threshold") read_threshold(xml, node, base);
            if (name == "words") read_words(xml, node, base);
            if (name == "claim") read_claim(xml, node, base);
            if (name == "private") read_private(xml, node, base);
            if (name == "severity") read_severity(xml, node, base);
            if (name == "typo") {
                xml.expect(node, {"wrong", "right"}, {});
                base.typos.emplace_back(xml.text(node, "wrong", true), xml.text(node, "right", true));
            }
        }
    }
    if (!xml.good()) return std::unexpected(xml.failures().front());
    return base;
}

}  // namespace jixiao
