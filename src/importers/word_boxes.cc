#include "importers/word_boxes.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <string_view>
#include <utility>

#include "text/characters.h"

namespace jixiao {
namespace {

// Marks that engines make of a table's rules.
bool is_rule_mark(char32_t c) { return std::u32string_view(U"。”“、，,.．·'‘’\"|丨《〈〉》[]【】~_-—").find(c) != std::u32string_view::npos; }

// Of them, those that lean on the text before, and on the text behind.
bool leans_left(char32_t c) { return std::u32string_view(U"。”、，’》〉】").find(c) != std::u32string_view::npos; }

// True where nothing stands between the two that counts.
bool parts_texts(char32_t left, char32_t right) {
    static constexpr std::u32string_view kCounted = U"年月日号个家项次人名件批期级类季位条台套万亿千百元天小分户所场轮页章届周", kCounting = U"第共至约达过为";
    const bool text = is_ideograph(right) || right == U'(' || right == U'（' || right == U'“' || right == U'《';
    const bool span = (left == U'年' || left == U'月') && right == U'至';   // 2023年|至6月
    return is_ideograph(left) && text && !span && kCounted.find(right) == kCounted.npos && kCounting.find(left) == kCounting.npos;
}
bool is_stop(char32_t c) { return std::u32string_view(U"。，、,.．").find(c) != std::u32string_view::npos; }
bool leans_right(char32_t c) { return std::u32string_view(U"“‘《〈【").find(c) != std::u32string_view::npos; }

// `<95.1%`, `-0%`, `1858.91`: a sign perhaps, then digits and what stands between and behind them.
bool is_figure(std::string_view text) {
    const auto first = text.find_first_not_of("<>=-~");
    return first != text.npos && text[first] >= '0' && text[first] <= '9' && text.find_first_not_of("0123456789.,%", first) == text.npos;
}

std::string digits_of(std::string_view text) {
    std::string out;
    for (const char c : text)
        if ((c >= '0' && c <= '9') || c == '.') out += c;
    return out;
}

double shared(double a0, double a1, double b0, double b1) { return std::min(a1, b1) - std::max(a0, b0); }

// Two boxes that share more than their edges.
bool meet(const Word& a, const Word& b) {
    constexpr double kAcross = 0.15, kDown = 0.3;   // of the smaller one
    return a.page == b.page && shared(a.box.x0, a.box.x1, b.box.x0, b.box.x1) > kAcross * std::min(a.box.x1 - a.box.x0, b.box.x1 - b.box.x0) &&
           shared(a.box.y0, a.box.y1, b.box.y0, b.box.y1) > kDown * std::min(a.box.y1 - a.box.y0, b.box.y1 - b.box.y0);
}

// What a later reading says of a figure that the first one saw, too: `there` are its words, left to right.
void compare_figure(std::vector<Word>& words, const std::vector<std::size_t>& there, const Word& other) {
    constexpr double kWider = 1.5;         // a group of words so much wider is more than the figure
    constexpr float kDoubted = 0.5F, kSurer = 0.1F;
    double left = other.box.x0, right = other.box.x1;
    std::string digits;
    float least = 1;
    for (const std::size_t i : there) {
        left = std::min(left, words[i].box.x0);
        right = std::max(right, words[i].box.x1);
        digits += digits_of(words[i].text);
        least = std::min(least, words[i].confidence);
    }
    if (digits.empty() || right - left > kWider * (other.box.x1 - other.box.x0) || digits == digits_of(other.text)) return;
    for (const std::size_t i : there) words[i].confidence = std::min(words[i].confidence, kDoubted);
    if (other.confidence < least + kSurer) return;
    for (const std::size_t i : there) words[i].text.clear();
    Word& stands = words[there.front()];
    stands = other;
    stands.confidence = std::min(other.confidence, kDoubted);
}

// By their upper edges, so that each word looks only at its neighbourhood.
std::pair<int, double> order(const Word& word) { return {word.page, word.box.y0}; }

// The words of `sorted` that a word of another reading meets, left to right.
std::vector<std::size_t> met_by(const Word& other, const std::vector<Word>& sorted, double tallest) {
    std::vector<std::size_t> out;
    const auto from = std::ranges::lower_bound(sorted, std::pair(other.page, other.box.y0 - tallest), {}, order);
    for (auto word = from; word != sorted.end() && word->page == other.page && word->box.y0 < other.box.y1; ++word)
        if (!word->text.empty() && meet(*word, other)) out.push_back(static_cast<std::size_t>(word - sorted.begin()));
    std::ranges::sort(out, {}, [&](std::size_t i) { return sorted[i].box.x0; });
    return out;
}

double tallest_of(const std::vector<Word>& words) {
    double out = 0;
    for (const Word& word : words) out = std::max(out, word.box.y1 - word.box.y0);
    return out;
}

// Two readings of one picture have most of their characters in the same places.
bool is_same_picture(const std::vector<Word>& sorted, const std::vector<Word>& other) {
    // A page of a newspaper has 10,000 words: beyond, nothing is compared.
    constexpr std::ptrdiff_t kMostOnPage = 20'000;
    for (auto first = sorted.begin(); first != sorted.end();) {
        const auto last = std::ranges::find_if(first, sorted.end(), [&](const Word& word) { return word.page != first->page; });
        if (last - first > kMostOnPage) return false;
        first = last;
    }
    std::size_t same = 0;
    const double tallest = tallest_of(sorted);
    for (const Word& word : other) {
        std::string there;
        for (const std::size_t i : met_by(word, sorted, tallest)) there += sorted[i].text;
        const std::u32string characters = to_code_points(there);
        same += std::ranges::any_of(to_code_points(word.text), [&](char32_t c) { return characters.find(c) != characters.npos; });
    }
    return 2 * same >= other.size();
}

}  // namespace

std::vector<int> pages_turned(std::span<const Word> words) {
    constexpr int kEnough = 20;   // pairs of neighbours on a page
    std::map<int, std::pair<int, int>> pages;   // rightwards, leftwards
    for (std::size_t i = 1; i < words.size(); ++i) {
        const Word &a = words[i - 1], &b = words[i];
        if (a.page != b.page || shared(a.box.y0, a.box.y1, b.box.y0, b.box.y1) <= 0) continue;
        auto& [right, left] = pages[a.page];
        ++(b.box.x0 > a.box.x0 ? right : left);
    }
    std::vector<int> out;
    for (const auto& [page, steps] : pages)
        if (steps.first + steps.second >= kEnough && steps.second > 2 * steps.first) out.push_back(page);
    return out;
}

std::vector<int> leave_out_turned(std::vector<std::vector<Word>>& readings) {
    std::vector<std::vector<int>> turned;
    for (const auto& reading : readings) turned.push_back(pages_turned(reading));
    std::vector<int> out;
    for (std::size_t r = 0; r < readings.size(); ++r)
        for (const int page : turned[r]) {
            const auto here = [&](const Word& word) { return word.page == page; };
            const auto upright = std::ranges::find_if(readings, [&](const auto& other) {
                return !std::ranges::binary_search(turned[static_cast<std::size_t>(&other - readings.data())], page) && std::ranges::any_of(other, here);
            });
            if (upright == readings.end()) {
                out.push_back(page);
                continue;
            }
            std::erase_if(readings[r], here);
            if (r > 0) continue;
            std::ranges::copy_if(*upright, std::back_inserter(readings[0]), here);
            std::erase_if(*upright, here);
        }
    std::ranges::sort(out);
    return out;
}

std::vector<Word> merge_readings(std::vector<std::vector<Word>> readings) {
    constexpr float kSureFigure = 0.6F, kSureWord = 0.9F;
    constexpr double kFigureReach = 2.5, kWordReach = 5;   // characters
    if (readings.empty()) return {};
    std::vector<Word> out = std::move(readings.front());
    for (std::size_t r = 1; r < readings.size(); ++r) {
        std::ranges::stable_sort(out, {}, order);
        if (!is_same_picture(out, readings[r])) {
            const int last = out.empty() ? 0 : out.back().page;
            for (Word& word : readings[r]) {
                word.page += last;
                out.push_back(std::move(word));
            }
            continue;
        }
        const double tallest = tallest_of(out), size = usual_size(out, false);
        std::vector<Word> added;
        for (const Word& other : readings[r]) {
            const bool figure = is_figure(other.text);
            const auto there = met_by(other, out, tallest);
            if (!there.empty()) {
                if (figure) compare_figure(out, there, other);
                continue;
            }
            const bool word = std::ranges::all_of(to_code_points(other.text), is_ideograph);
            if (other.confidence < (figure ? kSureFigure : kSureWord) || !(figure || word)) continue;
            // A box may be off by some characters: the same text on the same line near it is the same word.
            const double reach = (figure ? kFigureReach : kWordReach) * size;
            Word near = other;
            near.box.x0 -= reach, near.box.x1 += reach;
            if (std::ranges::none_of(met_by(near, out, tallest), [&](std::size_t i) { return out[i].text == other.text; })) added.push_back(other);
        }
        std::erase_if(out, [](const Word& word) { return word.text.empty(); });
        out.insert(out.end(), std::make_move_iterator(added.begin()), std::make_move_iterator(added.end()));
    }
    return out;
}

namespace {

double median(std::vector<double>& of) {
    if (of.empty()) return 0;
    const auto half = of.begin() + static_cast<std::ptrdiff_t>(of.size() / 2);
    std::ranges::nth_element(of, half);
    return *half;
}

}  // namespace

double usual_height(std::span<const Word> words) {
    std::vector<double> heights;
    for (const Word& word : words) heights.push_back(word.box.y1 - word.box.y0);
    return std::max(median(heights), 1e-3);
}

double usual_size(std::span<const Word> words, bool exact) {
    constexpr std::size_t kEnough = 20;
    constexpr double kGap = 1.1;   // an engine's box is the ink; the next character begins a tenth behind it
    std::vector<double> widths;
    for (const Word& word : words) {
        const std::u32string text = to_code_points(word.text);
        if (text.size() > 1 && std::ranges::all_of(text, is_ideograph))
            widths.push_back((exact ? 1 : kGap) * (word.box.x1 - word.box.x0) / static_cast<double>(text.size()));
    }
    const double height = usual_height(words);
    return widths.size() < kEnough ? height : std::max(1e-3, std::min(height, median(widths)));
}

// A mark that stands clear of the words on both sides, leans away from the text it would belong to, or stands at the beginning
// of a word that is wider than its characters need, is no punctuation.
void set_rule_marks_apart(std::vector<Word>& row, double size) {
    constexpr double kClear = 0.5, kEm = 1.05, kRoom = 1.6, kLean = 0.6, kStopClear = 0.9;   // characters
    for (std::size_t i = 0; i < row.size(); ++i) {
        const std::u32string text = to_code_points(row[i].text);
        if (text.empty() || !is_rule_mark(text.front())) continue;
        const double left = i > 0 ? row[i].box.x0 - row[i - 1].box.x1 : size, right = i + 1 < row.size() ? row[i + 1].box.x0 - row[i].box.x1 : size;
        if (std::ranges::all_of(text, is_rule_mark)) {
            // Commas and stops are left alone where they may be one: an engine's boxes are not exact.
            const bool stop = std::ranges::all_of(text, is_stop);
            const bool astray = (!stop && std::ranges::all_of(text, leans_left) && left > kLean * size && left > right) ||
                                (std::ranges::all_of(text, leans_right) && right > kLean * size && right > left);
            // A stroke before a Chinese character; before a figure it may be a 1.
            const bool before_text = i + 1 < row.size() && is_ideograph(to_code_points(row[i + 1].text).front());
            const bool stroke = text.size() == 1 && (text[0] == U'|' || text[0] == U'丨') && left > kClear * size && before_text;
            // Between Chinese characters no stroke is punctuation, however close they stand (中长期目标 | 承担), but it may be a 1
            // where one is counted: 第|批, 年|月.
            const bool stroke_between = text.size() == 1 && (text[0] == U'|' || text[0] == U'丨') && i > 0 && i + 1 < row.size() &&
                                        parts_texts(to_code_points(row[i - 1].text).back(), to_code_points(row[i + 1].text).front());
            const double clear = (stop ? kStopClear : kClear) * size;
            row[i].alone = astray || stroke || stroke_between || (text.size() == 1 && left > clear && right > clear);
            continue;
        }
        if (!std::all_of(text.begin() + 1, text.end(), is_ideograph)) continue;
        // A box that took a rule in may reach over its neighbour.
        if (i + 1 < row.size()) row[i].box.x1 = std::max(row[i].box.x0 + 1, std::min(row[i].box.x1, row[i + 1].box.x0));
        const double begins = row[i].box.x1 - static_cast<double>(text.size() - 1) * kEm * size;
        // More room than a mark takes between the character behind it and the text before; no text begins with a closing mark.
        const bool stroke = text.front() == U'|' || text.front() == U'丨';
        const bool closing = (leans_left(text.front()) || stroke) && (i == 0 || left > kLean * size);
        if (!closing && begins - row[i].box.x0 + (i > 0 ? left : 0) < kRoom * size) continue;
        Word mark = row[i];
        mark.text = to_utf8(text.substr(0, 1));
        mark.box.x1 = std::max(mark.box.x0 + 1, std::min(mark.box.x0 + size / 4, begins - size / 4));
        mark.alone = true;
        row[i].text = to_utf8(text.substr(1));
        row[i].box.x0 = std::max(begins, mark.box.x1);
        row.insert(row.begin() + static_cast<std::ptrdiff_t>(i), std::move(mark));
        ++i;
    }
}

}  // namespace jixiao
