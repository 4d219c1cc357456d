#include "model/direction.h"

#include <algorithm>

#include "text/pairs.h"

namespace jixiao {
namespace {

const IndicatorTerm* third_level(std::string_view name, std::string_view framework, const Vocabulary& vocabulary) {
    for (const IndicatorTerm& term : vocabulary.indicators)
        if (term.level == 3 && (term.label == name || std::ranges::find(term.spellings, name) != term.spellings.end()) &&
            term.framework == framework)
            return &term;
    return nullptr;
}

// ≥ or > alone says up, ≤ or < alone says down; = says nothing.
Direction direction_of_comparators(std::string_view comparators) {
    const auto has = [&](std::string_view sign) { return comparators.find(sign) != comparators.npos; };
    const bool up = has("≥") || has(">"), down = has("≤") || has("<");
    if (up == down) return Direction::Unknown;
    return up ? Direction::Up : Direction::Down;
}

}  // namespace

Direction direction_of(std::string_view name, std::string_view framework, const Vocabulary& vocabulary,
                       const std::vector<std::string>& up, const std::vector<std::string>& down) {
    if (const auto* term = third_level(name, framework, vocabulary))
        if (const auto known = direction_of_comparators(term->comparators); known != Direction::Unknown) return known;
    const Pairs pairs(name);
    Direction found = Direction::Unknown;
    std::size_t longest = 0, latest = 0;
    const auto search = [&](const std::vector<std::string>& words, Direction direction) {
        for (const std::string& word : words) {
            // Why first from the front: rfind compares at every byte, and hardly any word is there.
            if (word.empty() || !pairs.may_hold(word) || name.find(word) == name.npos) continue;
            const auto at = name.rfind(word);
            if (word.size() > longest || (word.size() == longest && at > latest)) {
                found = direction;
                longest = word.size();
                latest = at;
            }
        }
    };
    search(up, Direction::Up);
    search(down, Direction::Down);
    return found;
}

std::string_view likely_sign(std::string_view name, std::string_view framework, const Vocabulary& vocabulary,
                             const DirectionWords& words) {
    if (const auto* term = third_level(name, framework, vocabulary))
        for (const std::string_view sign : {"=", "≥", "≤"})
            if (term->comparators == sign) return sign;
    switch (direction_of(name, framework, vocabulary, words.up, words.down)) {
        case Direction::Up: return "≥";
        case Direction::Down: return "≤";
        case Direction::Unknown: break;
    }
    return "";
}

}  // namespace jixiao
