#include "recognise/known_texts.h"

#include <algorithm>

#include "text/label_key.h"

namespace jixiao {
namespace {

constexpr std::size_t kLeastQuote = 12;     // bytes: four Chinese characters say whether a text is quoted
constexpr std::size_t kLongestQuote = 360;  // bytes: what of a clause and those behind it can be quoted

std::vector<std::size_t> clause_starts(std::string_view text) {
    std::vector<std::size_t> out;
    if (!text.empty()) out.push_back(0);
    for (const std::string_view mark : {"。", "；", ";", "，", ",", "、", "：", ":", "）", ")", ".", "．"})
        for (std::size_t at = text.find(mark); at != std::string_view::npos; at = text.find(mark, at + 1))
            if (at + mark.size() < text.size()) out.push_back(at + mark.size());
    return out;
}

// True where `rest`, of the key of a text, goes on with another clause, or not at all.
bool ends_clause(std::string_view rest) {
    return rest.empty() || std::ranges::any_of(std::initializer_list<std::string_view>{"。", ";", ",", "、", ":", "."}, [&](std::string_view mark) { return rest.starts_with(mark); });
}

}  // namespace

void KnownTexts::add_text(const std::string& field, std::string_view text) {
    auto& clauses = clauses_[field];
    for (const std::size_t at : clause_starts(text)) clauses.push_back(label_key(text.substr(at, kLongestQuote)));
}

bool KnownTexts::has_name(const std::string& list, const std::string& key) const {
    const auto found = names_.find(list);
    return found != names_.end() && found->second.contains(key);
}

Known KnownTexts::quoted(const std::string& field, std::string_view key) const {
    const auto clauses = clauses_.find(field);
    if (clauses == clauses_.end() || key.size() < kLeastQuote) return Known::Not;
    Known out = Known::Not;
    for (const std::string& text : clauses->second) {
        if (!text.starts_with(key)) continue;
        if (ends_clause(std::string_view(text).substr(key.size()))) return Known::Whole;
        out = Known::Start;
    }
    return out;
}

}  // namespace jixiao
