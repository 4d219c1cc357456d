#include "text/label_key.h"

#include <array>
#include <atomic>
#include <cstdlib>
#include <vector>

#include <unicode/normalizer2.h>
#include <unicode/unistr.h>

#include "text/characters.h"
#include "text/fold.h"

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

constexpr std::uint32_t kUnknown = 0;
constexpr std::uint32_t kDrop = 1u << 29;        // contributes nothing
constexpr std::uint32_t kNeighbours = 1u << 30;  // composes with what stands before it, or becomes several
constexpr std::uint32_t kSingle = 1u << 31;      // becomes the code point in the low bits

// 4 MB of zero pages, of which a document touches some 100 KB.
std::array<std::atomic<std::uint32_t>, 0x110000> memory;

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

std::uint32_t remembered(char32_t c) {
    // Why relaxed: every thread computes the same value, and it refers to nothing else.
    std::atomic<std::uint32_t>& entry = memory[c];
    std::uint32_t value = entry.load(std::memory_order_relaxed);
    if (value == kUnknown) {
        value = classify(c);
        entry.store(value, std::memory_order_relaxed);
    }
    return value;
}

std::string slow_key(std::string_view utf8) {
    std::string out;
    key_of(icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<int>(utf8.size()))))
        .toUTF8String(out);
    return out;
}

}  // namespace

std::string label_key(std::string_view utf8) {
    std::string out;
    out.reserve(utf8.size());
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(utf8.data());
    const std::size_t length = utf8.size();
    for (std::size_t i = 0; i < length;) {
        UChar32 c;
        U8_NEXT_OR_FFFD(bytes, i, length, c);
        const std::uint32_t value = remembered(static_cast<char32_t>(c));
        if (value & kNeighbours) return slow_key(utf8);
        if (value & kSingle) append_utf8(out, value & ~kSingle);
    }
    return out;
}

}  // namespace jixiao
