#include "compare/likeness.h"

#include <algorithm>
#include <cstdint>

#include "text/characters.h"
#include "text/label_key.h"

namespace jixiao {
namespace {

constexpr std::size_t kKeyLength = 2000;  // code points of a key that count: longer than any duty clause
constexpr std::size_t kTableCells = std::size_t{4} << 20;  // of one table: two texts of 2000 code points, 8 MB
constexpr std::size_t kAllCells = std::size_t{400} << 20;  // of all tables of one list or text: about a second
constexpr std::size_t kAllPairs = std::size_t{2} << 20;    // of a list or text: 48 MB
constexpr double kSameParagraph = 0.5;                     // paragraphs less alike are another paragraph

// Length of the longest common subsequence of every two tails.
class TailTable {
public:
    TailTable(std::size_t m, std::size_t n) : width_(n + 1), cells_((m + 1) * (n + 1), 0) {}
    template <typename Same>
    void fill(std::size_t m, std::size_t n, const Same& same) {
        for (std::size_t i = m; i-- > 0;)
            for (std::size_t j = n; j-- > 0;)
                at(i, j) = same(i, j) ? static_cast<std::uint16_t>(at(i + 1, j + 1) + 1)
                                      : std::max(at(i + 1, j), at(i, j + 1));
    }
    std::uint16_t& at(std::size_t i, std::size_t j) { return cells_[i * width_ + j]; }

private:
    std::size_t width_;
    std::vector<std::uint16_t> cells_;
};

bool fits(std::size_t m, std::size_t n) {
    return m < 60000 && n < 60000 && (m + 1) * (n + 1) <= kTableCells;
}

void append(std::vector<TextPiece>& pieces, TextPiece::Side side, std::u32string_view text) {
    if (text.empty()) return;
    if (pieces.empty() || pieces.back().side != side) pieces.push_back({side, {}});
    pieces.back().text += to_utf8(text);
}

using Words = std::vector<std::u32string_view>;

// A number or a word of ASCII letters is one, for 2024 does not become 2025 by its last digit; else a character is.
Words words_of(std::u32string_view text) {
    const auto in_word = [](char32_t c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '.';
    };
    Words words;
    for (std::size_t pos = 0; pos < text.size();) {
        std::size_t end = pos + 1;
        while (in_word(text[pos]) && end < text.size() && in_word(text[end])) ++end;
        words.push_back(text.substr(pos, end - pos));
        pos = end;
    }
    return words;
}

// Removed before added, and no lone character between two differences.
std::vector<TextPiece> readable(const std::vector<TextPiece>& raw) {
    std::vector<TextPiece> out;
    std::string gone, come;
    const auto flush = [&] {
        if (!gone.empty()) out.push_back({TextPiece::Side::Before, gone});
        if (!come.empty()) out.push_back({TextPiece::Side::After, come});
        gone.clear();
        come.clear();
    };
    for (std::size_t i = 0; i < raw.size(); ++i) {
        const TextPiece& piece = raw[i];
        if (piece.side == TextPiece::Side::Before) gone += piece.text;
        if (piece.side == TextPiece::Side::After) come += piece.text;
        if (piece.side != TextPiece::Side::Both) continue;
        const bool between = (!gone.empty() || !come.empty()) && i + 1 < raw.size();
        if (between && to_code_points(piece.text).size() == 1) {
            gone += piece.text;
            come += piece.text;
        } else {
            flush();
            out.push_back(piece);
        }
    }
    flush();
    return out;
}

// A key without the numbering it begins with: "(三)…" "12.…" "四、…".
std::u32string_view without_number(std::u32string_view key) {
    constexpr std::u32string_view kDigits = U"0123456789一二三四五六七八九十百";
    std::size_t pos = !key.empty() && key.front() == U'(' ? 1 : 0;
    const std::size_t first = pos;
    while (pos < key.size() && kDigits.find(key[pos]) != kDigits.npos) ++pos;
    if (pos == first || pos == key.size() ||
        std::u32string_view(U").、,").find(key[pos]) == std::u32string_view::npos)
        return key;
    return key.substr(pos + 1);
}

using Keys = std::vector<std::u32string>;

Keys keys_of(const std::vector<std::string>& paragraphs) {
    Keys keys;
    for (const std::string& paragraph : paragraphs) keys.push_back(to_code_points(label_key(paragraph)));
    return keys;
}

// Pairs of equal paragraphs in one order on both sides.
std::vector<std::pair<std::size_t, std::size_t>> common_run(const Keys& a, const Keys& b) {
    std::vector<std::pair<std::size_t, std::size_t>> out;
    std::size_t i = 0, j = 0;
    while (i < a.size() && j < b.size() && a[i] == b[j]) out.emplace_back(i++, j++);
    const std::size_t m = a.size() - i, n = b.size() - j;
    if (!fits(m, n)) return out;
    TailTable table(m, n);
    const std::size_t i0 = i, j0 = j;
    table.fill(m, n, [&](std::size_t x, std::size_t y) { return a[i0 + x] == b[j0 + y]; });
    while (i < a.size() && j < b.size()) {
        if (a[i] == b[j]) {
            out.emplace_back(i++, j++);
        } else if (table.at(i + 1 - i0, j - j0) >= table.at(i - i0, j + 1 - j0)) {
            ++i;
        } else {
            ++j;
        }
    }
    return out;
}

}  // namespace

double likeness(std::u32string_view key_a, std::u32string_view key_b) {
    const std::u32string_view a = key_a.substr(0, kKeyLength), b = key_b.substr(0, kKeyLength);
    if (a.empty() || b.empty()) return a.empty() && b.empty() ? 1 : 0;
    std::vector<std::uint16_t> row(b.size() + 1, 0);
    for (const char32_t c : a) {
        std::uint16_t diagonal = 0;
        for (std::size_t j = 0; j < b.size(); ++j) {
            const std::uint16_t above = row[j + 1];
            row[j + 1] = c == b[j] ? static_cast<std::uint16_t>(diagonal + 1) : std::max(above, row[j]);
            diagonal = above;
        }
    }
    return 2.0 * row.back() / static_cast<double>(a.size() + b.size());
}

bool may_liken(std::size_t texts_a, std::size_t length_a, std::size_t texts_b, std::size_t length_b) {
    return (texts_b == 0 || texts_a <= kAllPairs / texts_b) && (length_b == 0 || length_a <= kAllCells / length_b);
}

std::vector<LikelyPair> choose_pairs(std::vector<LikelyPair> candidates) {
    std::ranges::sort(candidates, [](const LikelyPair& a, const LikelyPair& b) {
        if (a.score != b.score) return a.score > b.score;
        return std::pair(a.before, a.after) < std::pair(b.before, b.after);
    });
    std::vector<LikelyPair> chosen;
    std::vector<bool> before_taken, after_taken;
    const auto take = [](std::vector<bool>& taken, std::size_t i) {
        if (taken.size() <= i) taken.resize(i + 1);
        return taken[i];
    };
    for (const LikelyPair& pair : candidates) {
        if (take(before_taken, pair.before) || take(after_taken, pair.after)) continue;
        before_taken[pair.before] = after_taken[pair.after] = true;
        chosen.push_back(pair);
    }
    return chosen;
}

std::vector<TextPiece> pieces_of(std::string_view before, std::string_view after) {
    const std::u32string text_a = to_code_points(before), text_b = to_code_points(after);
    const Words a = words_of(text_a), b = words_of(text_b);
    std::size_t head = 0, tail = 0;
    const std::size_t most = std::min(a.size(), b.size());
    while (head < most && a[head] == b[head]) ++head;
    while (tail < most - head && a[a.size() - 1 - tail] == b[b.size() - 1 - tail]) ++tail;
    const std::size_t m = a.size() - head - tail, n = b.size() - head - tail;
    std::vector<TextPiece> raw;
    for (std::size_t i = 0; i < head; ++i) append(raw, TextPiece::Side::Both, a[i]);
    std::size_t i = 0, j = 0;
    if (fits(m, n)) {
        TailTable table(m, n);
        table.fill(m, n, [&](std::size_t x, std::size_t y) { return a[head + x] == b[head + y]; });
        while (i < m && j < n) {
            if (a[head + i] == b[head + j]) {
                append(raw, TextPiece::Side::Both, a[head + i++]);
                ++j;
            } else if (table.at(i + 1, j) >= table.at(i, j + 1)) {
                append(raw, TextPiece::Side::Before, a[head + i++]);
            } else {
                append(raw, TextPiece::Side::After, b[head + j++]);
            }
        }
    }
    while (i < m) append(raw, TextPiece::Side::Before, a[head + i++]);
    while (j < n) append(raw, TextPiece::Side::After, b[head + j++]);
    for (std::size_t k = a.size() - tail; k < a.size(); ++k) append(raw, TextPiece::Side::Both, a[k]);
    return readable(raw);
}

std::vector<ParagraphPair> pair_paragraphs(const std::vector<std::string>& before,
                                           const std::vector<std::string>& after) {
    using How = ParagraphPair::How;
    const Keys a = keys_of(before), b = keys_of(after);
    std::vector<int> partner(a.size(), -1), origin(b.size(), -1);
    std::vector<bool> in_order(b.size());
    const auto join = [&](std::size_t i, std::size_t j) {
        partner[i] = static_cast<int>(j);
        origin[j] = static_cast<int>(i);
    };
    for (const auto& [i, j] : common_run(a, b)) {
        join(i, j);
        in_order[j] = true;
    }
    std::size_t texts_a = 0, texts_b = 0, length_a = 0, length_b = 0;
    for (std::size_t i = 0; i < a.size(); ++i)
        if (partner[i] < 0) ++texts_a, length_a += a[i].size();
    for (std::size_t j = 0; j < b.size(); ++j)
        if (origin[j] < 0) ++texts_b, length_b += b[j].size();
    const bool affordable = may_liken(texts_a, length_a, texts_b, length_b);
    std::vector<LikelyPair> candidates;
    for (std::size_t i = 0; affordable && i < a.size(); ++i)
        for (std::size_t j = 0; partner[i] < 0 && j < b.size(); ++j) {
            if (origin[j] >= 0) continue;
            const double score = likeness(without_number(a[i]), without_number(b[j]));
            if (score >= kSameParagraph) candidates.push_back({i, j, score});
        }
    for (const LikelyPair& pair : choose_pairs(std::move(candidates))) join(pair.before, pair.after);

    std::vector<ParagraphPair> out;
    std::size_t next = 0;  // paragraphs of the earlier text told so far
    const auto tell_removed = [&](std::size_t end) {
        for (; next < end; ++next)
            if (partner[next] < 0) out.push_back({static_cast<int>(next), -1, How::Removed});
    };
    for (std::size_t j = 0; j < b.size(); ++j) {
        if (origin[j] < 0) {
            out.push_back({-1, static_cast<int>(j), How::Added});
            continue;
        }
        const auto i = static_cast<std::size_t>(origin[j]);
        tell_removed(i);
        How how = How::Changed;
        if (before[i] == after[j])
            how = in_order[j] ? How::Same : How::Displaced;
        else if (a[i] == b[j] || without_number(a[i]) == without_number(b[j]))
            how = How::Respelled;
        out.push_back({origin[j], static_cast<int>(j), how});
    }
    tell_removed(a.size());
    return out;
}

}  // namespace jixiao
