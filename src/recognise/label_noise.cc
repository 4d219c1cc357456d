#include "recognise/label_noise.h"

#include <algorithm>
#include <array>

#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

constexpr std::size_t kLeastOneOff = 4;    // characters: 收入 and 支出 are not told from other words by one character
constexpr std::size_t kMostOneOff = 16;
constexpr std::size_t kLeastMisread = 6;   // bytes: two Chinese characters
constexpr std::size_t kMostConfused = 60;  // bytes: longer texts are no labels

bool is_mark(char32_t c) {
    static constexpr std::u32string_view kMarks = U"@#^~`|\\_*※★☆■□●○◆◇▲△▼▽◎¤§〓\uFFFD";
    return kMarks.find(c) != kMarks.npos;
}

bool is_private(char32_t c) {
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

// A Latin letter, with or without a tone mark.
bool is_pinyin_letter(char32_t c) {
    return (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c <= 0x24F) || (c >= 0x300 && c <= 0x36F);
}

// False where a key surely holds nothing that without_marks leaves out: marks, private characters and brackets begin with these
// bytes in UTF-8. Most keys are ideographs and figures and need not be looked at character by character, for each form anew.
bool may_hold_marks(std::string_view key) {
    return std::ranges::any_of(key, [](char byte) {
        const auto c = static_cast<unsigned char>(byte);
        return c >= 0x80 ? c == 0xC2 || c == 0xE2 || c == 0xE3 || c == 0xEE || c == 0xEF || c >= 0xF3
                         : std::string_view("(@#^~`|\\_*").find(byte) != std::string_view::npos;
    });
}

}  // namespace

bool is_pinyin(std::string_view text) {
    return !text.empty() && std::ranges::all_of(to_code_points(text), is_pinyin_letter);
}

bool is_unreadable(char32_t c) { return c == 0xFFFD || is_private(c); }

std::string without_marks(std::string_view key, bool keep_unreadable) {
    if (!may_hold_marks(key)) return std::string(key);
    const std::u32string text = to_code_points(key);
    std::u32string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if ((is_mark(text[i]) || is_private(text[i])) && !(keep_unreadable && is_unreadable(text[i]))) continue;
        if (text[i] == U'(') {
            std::size_t end = i + 1;
            while (end < text.size() && is_pinyin_letter(text[end])) ++end;
            if (end > i + 1 && end < text.size() && text[end] == U')') {
                i = end;
                continue;
            }
        }
        out += text[i];
    }
    return to_utf8(out);
}

LabelNoise::LabelNoise(const Vocabulary& vocabulary, std::vector<std::string> keys) : keys_(std::move(keys)) {
    const auto representative = [&](char32_t c) {
        const auto found = group_.find(c);
        return found == group_.end() ? c : found->second;
    };
    const auto unite = [&](char32_t a, char32_t b) {
        a = representative(a);
        b = representative(b);
        if (a == b) return;
        for (auto& [c, group] : group_)
            if (group == b) group = a;
        group_[a] = group_[b] = a;
    };
    // Keys are folded (O is o, traditional is simplified), so the groups are, too.
    for (const std::string& group : vocabulary.look_alikes) {
        const std::u32string folded = to_code_points(label_key(group));
        for (const char32_t c : folded) unite(folded.front(), c);
    }
    for (const auto& [wrong, right] : vocabulary.confusions) {
        const std::string from = label_key(wrong), to = label_key(right);
        const std::u32string from_text = to_code_points(from), to_text = to_code_points(to);
        if (from == to || from.empty() || to.empty()) continue;
        if (from_text.size() == 1 && to_text.size() == 1) unite(to_text[0], from_text[0]);
        else confusions_.emplace_back(from, to);
    }
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        shapes_.push_back(shape(keys_[i]));
        const std::u32string& own = shapes_.back();
        by_shape_[own].push_back(static_cast<int>(i));
        if (own.size() < kLeastOneOff || own.size() > kMostOneOff) continue;
        for (std::size_t k = 0; k < own.size(); ++k) {
            if (k > 0 && own[k] == own[k - 1]) continue;
            std::u32string shorter = own;
            shorter.erase(k, 1);
            by_shorter_[shorter].push_back(static_cast<int>(i));
        }
    }
    sorted_shapes_ = shapes_;
    std::ranges::sort(sorted_shapes_);
}

bool LabelNoise::begins_label(std::string_view key) const {
    const std::u32string own = shape(key);
    const auto found = std::ranges::lower_bound(sorted_shapes_, own);
    return !own.empty() && found != sorted_shapes_.end() && found->starts_with(own);
}

std::u32string LabelNoise::shape(std::string_view key) const {
    std::u32string out = to_code_points(key);
    for (char32_t& c : out)
        if (const auto found = group_.find(c); found != group_.end()) c = found->second;
    return out;
}

LabelNoise::Guess LabelNoise::guess(std::string_view key, const std::vector<int>& labels) const {
    const std::u32string text = to_code_points(key);
    Guess best;
    for (const int label : labels) {
        const std::u32string other = to_code_points(keys_[static_cast<std::size_t>(label)]);
        int changed = static_cast<int>(std::max(text.size(), other.size()) - std::min(text.size(), other.size()));
        if (changed == 0) {
            for (std::size_t i = 0; i < text.size(); ++i) changed += text[i] != other[i];
        }
        if (best.label >= 0 && changed == best.changed) best.several = true;
        if (best.label < 0 || changed < best.changed) best = {label, changed, false};
    }
    if (best.several) best.label = -1;
    return best;
}

LabelNoise::Guess LabelNoise::misread(std::string_view key) const {
    if (key.size() < kLeastMisread || key.size() > kMostConfused) return {};
    if (const auto found = by_shape_.find(shape(key)); found != by_shape_.end()) return guess(key, found->second);
    for (const auto& [wrong, right] : confusions_) {
        const auto at = key.find(wrong);
        if (at == key.npos) continue;
        std::string repaired(key);
        repaired.replace(at, wrong.size(), right);
        const auto found = by_shape_.find(shape(repaired));
        if (found == by_shape_.end()) continue;
        Guess out = guess(repaired, found->second);
        ++out.changed;
        return out;
    }
    return {};
}

std::vector<int> LabelNoise::unreadable(std::string_view key) const {
    // Marks stand between characters; what is unreadable is one.
    const std::u32string text = to_code_points(without_marks(key, true));
    const auto lost = static_cast<std::size_t>(std::ranges::count_if(text, is_unreadable));
    std::vector<int> out;
    if (lost == 0 || text.size() < 2 * lost || text.size() > kMostConfused / 3) return out;
    for (std::size_t i = 0; i < keys_.size(); ++i) {
        if (keys_[i].size() > kMostConfused) continue;
        const std::u32string other = to_code_points(keys_[i]);
        bool same = other.size() == text.size();
        for (std::size_t k = 0; same && k < text.size(); ++k) same = is_unreadable(text[k]) || text[k] == other[k];
        if (same) out.push_back(static_cast<int>(i));
    }
    return out;
}

const std::string* LabelNoise::plain(std::string_view key) const {
    constexpr std::size_t kLeastReadable = 6;  // bytes: two Chinese characters
    if (!may_hold_marks(key)) return nullptr;
    const std::string bare = without_marks(key);
    if (bare.size() == key.size() || bare.empty()) return nullptr;
    if (const auto found = std::ranges::lower_bound(keys_, bare); found != keys_.end() && *found == bare) return &*found;
    if (bare.size() < kLeastReadable) return nullptr;
    const auto labels = unreadable(key);
    return labels.size() == 1 ? &keys_[static_cast<std::size_t>(labels.front())] : nullptr;
}

std::vector<int> LabelNoise::one_off(std::string_view key) const {
    const std::u32string own = shape(key);
    if (own.size() + 1 < kLeastOneOff || own.size() > kMostOneOff + 1) return {};
    std::vector<int> labels;
    const auto add = [&](const Index& index, const std::u32string& text) {
        if (const auto found = index.find(text); found != index.end()) labels.insert(labels.end(), found->second.begin(), found->second.end());
    };
    add(by_shorter_, own);  // one lost
    for (std::size_t k = 0; k < own.size(); ++k) {
        std::u32string shorter = own;
        shorter.erase(k, 1);
        if (own.size() > kLeastOneOff) add(by_shape_, shorter);  // one too many
        const auto same_place = by_shorter_.find(shorter);       // another one in its place
        if (same_place == by_shorter_.end()) continue;
        for (const int label : same_place->second) {
            const std::u32string& other = shapes_[static_cast<std::size_t>(label)];
            if (other.size() == own.size() && std::u32string_view(other).substr(k + 1) == std::u32string_view(own).substr(k + 1) &&
                std::u32string_view(other).substr(0, k) == std::u32string_view(own).substr(0, k))
                labels.push_back(label);
        }
    }
    std::ranges::sort(labels);
    const auto [first, last] = std::ranges::unique(labels);
    labels.erase(first, last);
    return labels;
}

}  // namespace jixiao
