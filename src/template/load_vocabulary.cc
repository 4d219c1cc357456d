// templates/vocabulary.xml -> Vocabulary.
#include <algorithm>
#include <set>
#include <utility>

#include "template/load.h"
#include "template/xml_reader.h"
#include "text/characters.h"

namespace jixiao {
namespace {

std::vector<std::string> read_spellings(XmlReader& xml, pugi::xml_node node) {
    std::vector<std::string> out;
    for (const auto spelling : node.children("spelling")) {
        xml.expect(spelling, {}, {});
        if (*spelling.child_value() == '\0') xml.error(spelling, message("<spelling> 为空", "<spelling> is empty"));
        out.emplace_back(spelling.child_value());
    }
    return out;
}

// Those that are not there yet, in their order. Why a set: an office may bring 100,000.
void add_new(std::vector<std::string>& spellings, std::vector<std::string> more) {
    std::set<std::string> known(spellings.begin(), spellings.end());
    for (std::string& spelling : more)
        if (known.insert(spelling).second) spellings.push_back(std::move(spelling));
}

void merge_term(Term term, std::vector<Term>& terms) {
    const auto known = std::ranges::find(terms, term.id, &Term::id);
    if (known == terms.end()) return terms.push_back(std::move(term));
    std::vector<std::string> more = std::move(term.spellings);
    if (!term.label.empty() && term.label != known->label)
        more.insert(more.begin(), std::exchange(known->label, std::move(term.label)));
    std::erase(more, known->label);
    add_new(known->spellings, std::move(more));
}

void read_terms(XmlReader& xml, pugi::xml_node node, Vocabulary& out, std::set<std::string>& ids) {
    xml.expect(node, {"about"}, {"term"});
    for (const auto entry : node.children("term")) {
        xml.expect(entry, {"id", "label"}, {"spelling"});
        // Only a term that is known may leave its label to the file it is read over.
        const std::string id = xml.text(entry, "id", true);
        Term term{id, xml.text(entry, "label", !out.term(id)), read_spellings(xml, entry)};
        if (!ids.insert(term.id).second)
            xml.error(entry, message("词条 {} 重复", "the term {} occurs twice", term.id));
        merge_term(std::move(term), out.terms);
    }
}

std::vector<std::string> split_bars(std::string_view text) {
    std::vector<std::string> out;
    while (!text.empty()) {
        const auto end = std::min(text.find('|'), text.size());
        if (end > 0) out.emplace_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return out;
}

void read_indicators(XmlReader& xml, pugi::xml_node node, const std::string& framework, int level, int parent,
                     Vocabulary& out) {
    static constexpr const char* kLevels[] = {"", "level1", "level2", "level3"};
    for (const auto entry : node.children(kLevels[level])) {
        if (level == 3)
            xml.expect(entry, {"label", "kind", "comparators", "units"}, {"spelling"});
        else
            xml.expect(entry, {"label"}, {"spelling", kLevels[level + 1]});
        IndicatorTerm term;
        term.level = level;
        term.label = xml.text(entry, "label", true);
        term.spellings = read_spellings(xml, entry);
        term.parent = parent;
        term.framework = framework;
        term.comparators = xml.text(entry, "comparators");
        term.units = split_bars(xml.text(entry, "units"));
        const auto same = std::ranges::find_if(out.indicators, [&](const IndicatorTerm& known) {
            return known.framework == framework && known.level == level && known.parent == parent && known.label == term.label;
        });
        const int index = static_cast<int>(same - out.indicators.begin());
        if (same == out.indicators.end()) out.indicators.push_back(std::move(term));
        else  // read over an other file: its spellings are added
            add_new(same->spellings, std::move(term.spellings));
        if (level < 3) read_indicators(xml, entry, framework, level + 1, index, out);
    }
}

void read_words(XmlReader& xml, pugi::xml_node node, std::vector<Term>& out) {
    xml.expect(node, {}, {"word"});
    for (const auto entry : node.children("word")) {
        xml.expect(entry, {"label"}, {"spelling"});
        const std::string label = xml.text(entry, "label", true);
        auto known = std::ranges::find(out, label, &Term::label);
        if (known == out.end()) known = out.insert(out.end(), {"", label, {}});
        add_new(known->spellings, read_spellings(xml, entry));
    }
}

void read_pairs(XmlReader& xml, pugi::xml_node node, const char* name,
                std::vector<std::pair<std::string, std::string>>& out) {
    xml.expect(node, {}, {name});
    for (const auto entry : node.children(name)) {
        xml.expect(entry, {"wrong", "right"}, {});
        out.emplace_back(xml.text(entry, "wrong", true), xml.text(entry, "right", true));
    }
}

void read_groups(XmlReader& xml, pugi::xml_node node, std::vector<std::string>& out) {
    xml.expect(node, {}, {"group"});
    std::set<char32_t> seen;
    for (const std::string& group : out)
        for (const char32_t c : to_code_points(group)) seen.insert(c);
    for (const auto entry : node.children("group")) {
        xml.expect(entry, {}, {});
        for (const char32_t c : to_code_points(entry.child_value()))
            if (std::ranges::find(out, entry.child_value()) == out.end() && !seen.insert(c).second)
                xml.error(entry, message("“{}”里有字已在别的组里", "“{}” holds a character of another group", entry.child_value()));
        if (std::ranges::find(out, entry.child_value()) == out.end()) out.emplace_back(entry.child_value());
    }
}

void read_vocabulary(XmlReader& xml, Vocabulary& out) {
    const auto root = xml.root();
    if (std::string_view(root.name()) != "vocabulary")
        xml.error(root, message("根元素应为 <vocabulary>", "the root element must be <vocabulary>"));
    xml.expect(root, {}, {"terms", "indicators", "qualitative", "units", "confusions", "look-alikes", "typos", "remarks", "annex"});
    std::set<std::string> ids;
    for (const auto part : root.children()) {
        const std::string_view name = part.name();
        if (name == "terms") read_terms(xml, part, out, ids);
        if (name == "indicators") {
            xml.expect(part, {"framework"}, {"level1"});
            read_indicators(xml, part, xml.text(part, "framework", true), 1, -1, out);
        }
        if (name == "qualitative") read_words(xml, part, out.qualitative);
        if (name == "units") read_words(xml, part, out.units);
        if (name == "confusions") read_pairs(xml, part, "confusion", out.confusions);
        if (name == "look-alikes") read_groups(xml, part, out.look_alikes);
        if (name == "typos") read_pairs(xml, part, "typo", out.typos);
        if (name == "annex") {
            xml.expect(part, {"label"}, {});
            out.annex = xml.text(part, "label", true);
        }
        if (name == "remarks") {
            xml.expect(part, {}, {"spelling"});
            for (std::string& remark : read_spellings(xml, part))
                if (std::ranges::find(out.remarks, remark) == out.remarks.end()) out.remarks.push_back(std::move(remark));
        }
    }
}

}  // namespace

Result<Vocabulary> load_vocabulary(const Input& input, Vocabulary base) {
    XmlReader xml(input);
    if (xml.good()) read_vocabulary(xml, base);
    if (!xml.good()) return std::unexpected(xml.failures().front());
    return base;
}

std::vector<Failure> check_vocabulary(const Input& input, Vocabulary base) {
    XmlReader xml(input);
    if (xml.good()) read_vocabulary(xml, base);
    return xml.failures();
}

}  // namespace jixiao
