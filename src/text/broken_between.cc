#include <memory>

#include <unicode/brkiter.h>
#include <unicode/locid.h>
#include <unicode/unistr.h>

#include "text/characters.h"

namespace jixiao {
namespace {

constexpr std::size_t kContext = 10;   // characters on either side: a dictionary's words are shorter

// Per thread: an iterator is not safe to share, and costs much to make.
icu::BreakIterator* word_iterator() {
    thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::BreakIterator> made(icu::BreakIterator::createWordInstance(icu::Locale::getChina(), status));
        if (U_FAILURE(status)) made.reset();
        return made;
    }();
    return iterator.get();
}

bool opens(char32_t c) { return c == U'(' || c == U'（' || c == U'“' || c == U'《' || c == U'「' || c == U'【' || c == U'[' || c == U'〔'; }
bool closes(char32_t c) { return c == U')' || c == U'）' || c == U'”' || c == U'》' || c == U'」' || c == U'】' || c == U']' || c == U'〕'; }
bool goes_before(char32_t c) { return c == U'、' || c == U'，' || c == U',' || c == U'-' || c == U'—' || c == U'～' || c == U'~'; }
bool goes_behind(char32_t c) {
    return closes(c) || c == U'、' || c == U'，' || c == U',' || c == U'。' || c == U'；' || c == U';' || c == U'%' || c == U'％';
}

}  // namespace

bool broken_between(std::string_view above, std::string_view below) {
    const std::u32string left = to_code_points(trimmed(above)), right = to_code_points(trimmed(below));
    if (left.empty() || right.empty()) return false;
    if (goes_before(left.back()) || opens(left.back()) || goes_behind(right.front())) return true;
    int depth = 0;
    for (const char32_t c : left) depth = opens(c) ? depth + 1 : closes(c) && depth > 0 ? depth - 1 : depth;
    int closed = 0;
    for (const char32_t c : right) {
        if (opens(c)) --closed;
        else if (closes(c) && ++closed > 0) break;
    }
    if (depth > 0 && closed > 0) return true;
    if (!is_ideograph(left.back()) || !is_ideograph(right.front())) return false;
    icu::BreakIterator* words = word_iterator();
    if (!words) return false;
    const std::u32string before = left.substr(left.size() - std::min(left.size(), kContext)), after = right.substr(0, kContext);
    const auto utf16 = [](const std::u32string& text) {
        return icu::UnicodeString::fromUTF32(reinterpret_cast<const UChar32*>(text.data()), static_cast<int32_t>(text.size()));
    };
    icu::UnicodeString text = utf16(before);
    const int32_t at = text.length();
    text.append(utf16(after));
    words->setText(text);
    if (!words->isBoundary(at)) return true;
    // 和, 与, 及, 或, 的, 等 as words of their own, not as the beginning of 和谐 or 及时.
    const bool joins = right.size() > 1 && std::u32string_view(U"和与及或的等").find(right.front()) != std::u32string_view::npos;
    return joins && words->following(at) == at + 1;
}

int first_word_width(std::string_view text) {
    const std::u32string all = to_code_points(trimmed(text));
    std::size_t to = 0;
    while (to < all.size() && opens(all[to])) ++to;
    if (to < all.size() && !is_ideograph(all[to])) {
        while (to < all.size() && all[to] > U' ' && all[to] < 0x3000 && !opens(all[to])) ++to;
        if (to == 0) to = 1;
    } else if (to < all.size()) {
        ++to;
    }
    while (to < all.size() && goes_behind(all[to])) ++to;
    return display_width(to_utf8(std::u32string_view(all).substr(0, to)));
}

}  // namespace jixiao
