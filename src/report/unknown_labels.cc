#include "report/unknown_labels.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "report/html_text.h"
#include "text/characters.h"
#include "text/html.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

constexpr std::size_t kLongestLabel = 25;  // characters: the longest of the vocabulary
constexpr std::size_t kShortest = 2;
constexpr std::size_t kMostKinds = 5000;   // different ones that are counted; a run with more has read the wrong files
constexpr std::size_t kMostRows = 200;     // of the HTML table

std::size_t distance(const std::u32string& a, const std::u32string& b) {  // Levenshtein
    std::vector<std::size_t> row(b.size() + 1);
    for (std::size_t j = 0; j < row.size(); ++j) row[j] = j;
    for (std::size_t i = 0; i < a.size(); ++i) {
        std::size_t diagonal = std::exchange(row[0], i + 1);
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::size_t next = std::min({row[j + 1] + 1, row[j] + 1, diagonal + (a[i] == b[j] ? 0U : 1U)});
            diagonal = std::exchange(row[j + 1], next);
        }
    }
    return row.back();
}

// A few ideographs, without the digits and marks of a value or a sentence.
bool may_be_label(const std::u32string& key) {
    if (key.size() < kShortest || key.size() > kLongestLabel) return false;
    const auto count = [&](auto is) { return static_cast<std::size_t>(std::ranges::count_if(key, is)); };
    const auto digit = [](char32_t c) { return c >= U'0' && c <= U'9'; };
    const auto stop = [](char32_t c) { return std::u32string_view(U"。；;，,!！?？≥≤=<>%").find(c) != std::u32string_view::npos; };
    return 2 * count([](char32_t c) { return is_ideograph(c); }) > key.size() && count(digit) <= 2 && count(stop) == 0;
}

}  // namespace

UnknownLabels::UnknownLabels(const Vocabulary& vocabulary) {
    const auto add_all = [&](const std::string& label, const std::vector<std::string>& spellings) {
        known_.emplace_back(to_code_points(label_key(label)), label);
        for (const std::string& spelling : spellings) known_.emplace_back(to_code_points(label_key(spelling)), spelling);
    };
    for (const Term& term : vocabulary.terms) add_all(term.label, term.spellings);
    for (const IndicatorTerm& term : vocabulary.indicators)
        if (term.level < 3) add_all(term.label, term.spellings);
}

std::string UnknownLabels::nearest(const std::string& text) const {
    const std::u32string key = to_code_points(label_key(text));
    const std::string* best = nullptr;
    std::size_t least = 0;
    for (const auto& [known, label] : known_) {
        const std::size_t longer = std::max(known.size(), key.size()), shorter = std::min(known.size(), key.size());
        if (longer > 2 * shorter) continue;
        const std::size_t d = distance(key, known);
        if (2 * d > longer || (best && d >= least)) continue;
        best = &label;
        least = d;
    }
    return best ? *best : std::string();
}

void UnknownLabels::add(const Form& form) {
    for (const Finding& finding : form.findings) {
        if (finding.code != Code::unclaimed || finding.got.empty()) continue;
        const std::string key = label_key(finding.got);
        if (!may_be_label(to_code_points(key))) continue;
        const auto found = met_.find(key);
        if (found != met_.end()) {
            ++found->second.count;
        } else if (met_.size() < kMostKinds) {
            met_.emplace(key, Entry{finding.got, 1, nearest(finding.got), finding.at ? finding.at->str() : form.source.name});
        }
    }
}

std::vector<UnknownLabels::Entry> UnknownLabels::entries() const {
    std::vector<Entry> out;
    for (const auto& [key, entry] : met_) out.push_back(entry);
    std::ranges::stable_sort(out, std::greater<>(), &Entry::count);
    return out;
}

std::string UnknownLabels::json() const {
    std::string out = "[";
    for (const Entry& entry : entries()) {
        const auto quoted = [](const std::string& text) { return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace); };
        out += fmt::format("{}{{\"label\": {}, \"count\": {}, \"nearest\": {}, \"at\": {}}}", out.size() > 1 ? ", " : "", quoted(entry.label), entry.count,
                           entry.nearest.empty() ? "null" : quoted(entry.nearest), quoted(entry.first));
    }
    return out + "]";
}

std::string UnknownLabels::html(Lang lang) const {
    const auto all = entries();
    if (all.empty()) return "";
    const bool zh = lang == Lang::Zh;
    std::string out = fmt::format("<section><h2>{0}</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table class=\"codes\">\n"
                                  "<thead><tr><th scope=col>{1}</th><th scope=col>{2}</th><th scope=col>{3}</th><th scope=col>{4}</th></tr></thead>\n<tbody>\n",
                                  zh ? "不认得的标签" : "Unknown labels", zh ? "原文" : "as written", zh ? "次数" : "times",
                                  zh ? "最接近的标签" : "nearest known label", zh ? "首次出现" : "first met");
    for (std::size_t i = 0; i < std::min(all.size(), kMostRows); ++i)
        out += fmt::format("<tr><th scope=row>{}</th><td class=m>{}</td><td>{}</td><td>{}</td></tr>\n", html_escaped(all[i].label), all[i].count,
                           html_escaped(all[i].nearest), html_escaped(all[i].first));
    out += "</tbody></table></div>\n";
    out += zh ? "<p class=\"left\">是标签的，写进自己的词表，用 --labels 读入。</p>\n"
              : "<p class=\"left\">Put those that are labels into a file of your own, read with --labels.</p>\n";
    return out + "</section>\n";
}

}  // namespace jixiao
