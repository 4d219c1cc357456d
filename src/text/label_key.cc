#include "text/label_key.h"

#include <cstdlib>

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "text/characters.h"
#include "text/fold.h"
#include "text/remembered.h"

namespace jixiao {
namespace {

const icu::Normalizer2& nfkc_casefold() {
    static const icu::Normalizer2* const instance = [] {
        UErrorCode status = U_ZERO_ERROR;
        const icu::Normalizer2* found = icu::Normalizer2::getNFKCCasefoldInstance(status);
        // Why abort: the data is compiled into ICU; without it nothing in this program is right.
        if (U_FAILURE(status)) std::abort();
        return found;
    }();
    return *instance;
}

icu::UnicodeString fold_all(const icu::UnicodeString& text) {
    icu::UnicodeString out;
    for (int i = 0; i < text.length();) {
        const UChar32 c = text.char32At(i);
        i += U16_LENGTH(c);
        const char32_t folded = fold_character(static_cast<char32_t>(c));
        if (folded != kDropped) out.append(static_cast<UChar32>(folded));
    }
    return out;
}

// The definition: normalise, fold each character, until nothing changes.
// Why repeated: folding can bring together what then composes (e, space, U+0301), or produce what
// normalises further. The bound is never reached for real text; it makes termination evident.
icu::UnicodeString key_of(icu::UnicodeString text) {
    constexpr int kMostRounds = 16;
    for (int round = 0; round < kMostRounds; ++round) {
        UErrorCode status = U_ZERO_ERROR;
        icu::UnicodeString next = fold_all(nfkc_casefold().normalize(text, status));
        if (U_FAILURE(status) || next == text) return next;
        text = std::move(next);
    }
    return text;
}

// ---- The fast path ---------------------------------------------------------------------------
// A label is nearly always made of characters whose key does not depend on their neighbours. What the
// definition makes of each such character is remembered; text with any other goes the long way.

constexpr std::uint32_t kDrop = 1u << 29;        // contributes nothing
constexpr std::uint32_t kNeighbours = 1u << 30;  // composes with what stands before it, or becomes several
constexpr std::uint32_t kSingle = 1u << 31;      // becomes the code point in the low bits

std::uint32_t classify(char32_t c) {
    const icu::UnicodeString alone(static_cast<UChar32>(c));
    // Why also the unchanged character: a mark that is dropped alone may compose with a letter before it.
    if (!nfkc_casefold().hasBoundaryBefore(static_cast<UChar32>(c))) return kNeighbours;
    const icu::UnicodeString key = key_of(alone);
    if (key.isEmpty()) return kDrop;
    const UChar32 result = key.char32At(0);
    if (key.countChar32() != 1 || !nfkc_casefold().hasBoundaryBefore(result)) return kNeighbours;
    return kSingle | static_cast<std::uint32_t>(result);
}

std::string slow_key(std::string_view utf8) {
    std::string out;
    key_of(icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int>(utf8.size()))))
        .toUTF8String(out);
    return out;
}

}  // namespace

std::string label_key(std::string_view utf8) {
    // Three times the length is enough: ASCII has a key in ASCII, everything else at least two bytes for the four of its key,
    // and a byte that is no UTF-8 becomes the three of U+FFFD.
    constexpr std::size_t kRoom = 1024;  // a label's key is made without asking for memory but for itself
    char room[kRoom];
    std::string large(3 * utf8.size() > kRoom ? 3 * utf8.size() : 0, '\0');
    char* const begin = large.empty() ? room : large.data();
    char* end = begin;
    for (std::size_t at = 0; at < utf8.size();) {
        const std::uint32_t value = remembered<classify>(next_code_point(utf8, at));
        if (value & kNeighbours) return slow_key(utf8);
        if (value & kSingle) end = put_utf8(end, value & ~kSingle);
    }
    return {begin, end};
}

}  // namespace jixiao
