#include "text/characters.h"

#include <memory>

#include <unicode/brkiter.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "text/remembered.h"

namespace jixiao {
namespace {

enum Fact : std::uint32_t { kDigit = 1, kComparator = 2, kMagnitude = 4, kOpens = 8, kCloses = 16, kNumeral = 32 };

std::uint32_t ask_facts(char32_t c) {
    const auto in = [&](std::u32string_view set) { return set.find(c) != set.npos; };
    std::uint32_t facts = 0;
    if (u_isdigit(static_cast<UChar32>(c))) facts |= kDigit | kNumeral;
    if (in(U"=<>≥≤≧≦⩾⩽≠≈±＝＜＞﹤﹥﹦")) facts |= kComparator;
    if (in(U"万亿千百")) facts |= kMagnitude;
    if (in(U"一二三四五六七八九十百零〇")) facts |= kNumeral;
    if (u_charType(static_cast<UChar32>(c)) == U_START_PUNCTUATION) facts |= kOpens;
    if (u_charType(static_cast<UChar32>(c)) == U_END_PUNCTUATION) facts |= kCloses;
    return facts;
}

std::uint32_t facts_of(char32_t c) { return remembered<ask_facts>(c); }
bool is(char32_t c, Fact fact) { return (facts_of(c) & fact) != 0; }

// Inside “(一)”, “（十二）”: a bracket opened at most kNumbering characters before `at` and closes as near.
bool inside_numbering(std::u32string_view text, std::size_t at) {
    constexpr std::size_t kNumbering = 3;  // 二十三
    std::size_t first = at, last = at;
    while (first > 0 && at - first <= kNumbering && is(text[first - 1], kNumeral)) --first;
    while (last < text.size() && last - at <= kNumbering && is(text[last], kNumeral)) ++last;
    return first > 0 && last < text.size() && last - first <= kNumbering && is(text[first - 1], kOpens) &&
           is(text[last], kCloses);
}

bool must_stay_together(std::u32string_view text, std::size_t at) {
    const char32_t before = text[at - 1], after = text[at];
    // Words: nine breaks of ten. What follows asks of each rule.
    if ((facts_of(before) | facts_of(after)) == 0) return false;
    // Comparator and number, ≥|90% and >|=|5; also a sign or a currency in between is ICU's business.
    if (is(before, kComparator) && (is(after, kDigit) || is(after, kComparator) || after == U'-')) return true;
    // Number and unit, 600|家 and 100|万|元. A word that merely follows a number pays one
    // break opportunity for it.
    if (is(before, kDigit) && (is_ideograph(after) || after == U'%' || after == U'％' || after == U'‰')) return true;
    if (at >= 2 && is(before, kMagnitude) && is(text[at - 2], kDigit) && is_ideograph(after)) return true;
    return inside_numbering(text, at);
}

// One iterator a thread, made once: 7 µs to make, 38 ns a character to use.
icu::BreakIterator* line_iterator() {
    thread_local const std::unique_ptr<icu::BreakIterator> iterator = [] {
        UErrorCode status = U_ZERO_ERROR;
        std::unique_ptr<icu::BreakIterator> made(
            icu::BreakIterator::createLineInstance(icu::Locale::getChina(), status));
        if (U_FAILURE(status)) made.reset();
        return made;
    }();
    return iterator.get();
}

}  // namespace

std::vector<int> line_breaks(std::u32string_view text) {
    std::vector<int> breaks;
    breaks.reserve(text.size() + 1);  // between ideographs a line may end anywhere
    const int length = static_cast<int>(text.size());
    icu::UnicodeString utf16;
    std::vector<int> code_point_at;  // UTF-16 offset -> code point offset; empty where both are the same
    UChar* const begin = utf16.getBuffer(2 * length);
    UChar* end = begin;
    for (const char32_t c : text) {
        if (c < 0x10000 || c > 0x10FFFF) {
            *end++ = c > 0x10FFFF || U_IS_SURROGATE(c) ? 0xFFFD : static_cast<UChar>(c);
            continue;
        }
        *end++ = U16_LEAD(c);
        *end++ = U16_TRAIL(c);
    }
    utf16.releaseBuffer(static_cast<int>(end - begin));
    if (utf16.length() != length)
        for (std::size_t i = 0; i < text.size(); ++i)
            code_point_at.resize(code_point_at.size() + (text[i] < 0x10000 || text[i] > 0x10FFFF ? 1 : 2), static_cast<int>(i));
    if (icu::BreakIterator* iterator = line_iterator(); iterator && length > 0) {
        iterator->setText(utf16);
        iterator->first();
        for (int at = iterator->next(); at != icu::BreakIterator::DONE && at < utf16.length();
             at = iterator->next()) {
            const int offset = code_point_at.empty() ? at : code_point_at[static_cast<std::size_t>(at)];
            if (!must_stay_together(text, static_cast<std::size_t>(offset))) breaks.push_back(offset);
        }
    }
    breaks.push_back(length);
    return breaks;
}

}  // namespace jixiao
