#include "check/meaning.h"

#include <algorithm>

#include "model/value_text.h"
#include "model/values.h"
#include "text/characters.h"
#include "text/pairs.h"

namespace jixiao {
namespace {

template <typename T>
bool is_called(const T& term, std::string_view label) {
    return term.label == label || std::ranges::find(term.spellings, label) != term.spellings.end();
}

}  // namespace

Direction direction_of(std::string_view name, std::string_view framework, const Vocabulary& vocabulary,
                       const Rules& rules) {
    return direction_of(name, framework, vocabulary, rules.up, rules.down);
}

std::optional<IndicatorValue> bound_in_name(std::string_view name, const Vocabulary& vocabulary, const Rules& rules) {
    const Pairs pairs(name);
    if (std::ranges::none_of(rules.claims, [&](const Claim& claim) { return pairs.may_hold(claim.word) && name.find(claim.word) != name.npos; })) return std::nullopt;
    for (std::size_t at = 0; at < name.size(); ++at) {
        if ((static_cast<unsigned char>(name[at]) & 0xC0) == 0x80) continue;  // no word begins inside a character
        const Claim* claim = nullptr;
        for (const Claim& candidate : rules.claims)
            if (!candidate.word.empty() && name.substr(at).starts_with(candidate.word) &&
                (!claim || candidate.word.size() > claim->word.size()))
                claim = &candidate;
        if (!claim) continue;
        const auto rest = name.substr(at + claim->word.size());
        // The value grammar reads a number with its unit; the word before it was read here.
        IndicatorValue value = parse_indicator(rest, vocabulary).value;
        if (value.kind != ValueKind::Quantitative || !value.number) {
            at += claim->word.size() - 1;
            continue;
        }
        value.comparator = claim->comparator;
        return value;
    }
    return std::nullopt;
}

bool is_unit(std::string_view text, const Vocabulary& vocabulary, const Rules& rules) {
    const auto known = [&](std::string_view part) {
        return std::ranges::find(rules.units, part) != rules.units.end() ||
               std::ranges::any_of(vocabulary.units, [&](const Term& term) { return is_called(term, part); });
    };
    if (known(text)) return true;
    std::u32string part;
    bool compound = false;
    for (const char32_t c : to_code_points(text)) {
        if (c != U'/' && c != U'·' && c != U'.') {
            part.push_back(c);
            continue;
        }
        if (!known(to_utf8(part))) return false;
        part.clear();
        compound = true;
    }
    return compound && known(to_utf8(part));
}

std::string unit_in_name(std::string_view name, std::string_view unit, const Vocabulary& vocabulary,
                         const Rules& rules) {
    const Folded folded = fold(name);
    const std::u32string& text = folded.text;
    if (text.empty() || text.back() != U')') return {};
    const auto open = text.rfind(U'(');
    if (open == text.npos) return {};
    const std::string inner = folded.written(open + 1, text.size() - 1);
    return (!inner.empty() && inner == unit) || is_unit(inner, vocabulary, rules) ? inner : std::string();
}

}  // namespace jixiao
