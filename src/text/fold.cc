#include "text/fold.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <string_view>

#include <unicode/uchar.h>

namespace jixiao {
namespace {

struct Radical {
    char32_t first, last, unified;
};

constexpr Radical kRadicals[] = {
#include "text/radicals.inc"
};

constexpr std::u32string_view kSimplified =
#include "text/simplified.inc"
    ;

// Pairs, look-alike and ASCII. Only what NFKC leaves alone: the full-width forms become ASCII there.
// Brackets of labels come in all these shapes; 《》 are titles, not brackets, and stay.
constexpr std::u32string_view kLookAlikes =
    U"“\"”\"„\"‟\"〝\"〞\"〟\"″\"‘'’'‚'‛'′'"
    U"‐-‑-‒-–-—-―-−-⸺-⸻-─-"
    U"〜~∼~∶:꞉:։:⁄/∕/╱/・·•·‧·∙·⋅·"
    U"【[】]〔[〕]〖[〗]〘[〙]⟨[⟩]｟[｠]"
    U"≧≥⩾≥≦≤⩽≤∗*⁎*";

static_assert(std::ranges::is_sorted(kRadicals, {}, &Radical::first));
static_assert([] {
    for (std::size_t i = 2; i < kSimplified.size(); i += 2)
        if (kSimplified[i - 2] >= kSimplified[i]) return false;
    return kSimplified.size() % 2 == 0 && kLookAlikes.size() % 2 == 0;
}());

std::optional<char32_t> unified_radical(char32_t c) {
    const auto after = std::ranges::upper_bound(kRadicals, c, {}, &Radical::first);
    if (after == std::begin(kRadicals)) return std::nullopt;
    const Radical& radical = *std::prev(after);
    if (c > radical.last) return std::nullopt;
    return radical.unified;
}

char32_t simplified(char32_t c) {
    // The pairs ascend by their first characters.
    std::size_t low = 0, high = kSimplified.size() / 2;
    while (low < high) {
        const std::size_t middle = (low + high) / 2;
        if (kSimplified[2 * middle] < c)
            low = middle + 1;
        else
            high = middle;
    }
    return low < kSimplified.size() / 2 && kSimplified[2 * low] == c ? kSimplified[2 * low + 1] : c;
}

bool is_dropped(char32_t c) {
    const auto code = static_cast<UChar32>(c);
    const auto category = u_charType(code);
    return u_isUWhiteSpace(code) || category == U_FORMAT_CHAR || category == U_CONTROL_CHAR;
}

char32_t fold_once(char32_t c) {
    if (const auto unified = unified_radical(c)) c = *unified;
    const char32_t plain = simplified(c);
    // Why: the transform sends 苧 and 苎 to one another; the smaller of such a pair stands for both.
    if (simplified(plain) == c) return std::min(c, plain);
    return plain;
}

}  // namespace

char32_t fold_character(char32_t c) {
    if (is_dropped(c)) return kDropped;
    for (std::size_t i = 0; i < kLookAlikes.size(); i += 2)
        if (kLookAlikes[i] == c) return kLookAlikes[i + 1];
    for (char32_t next = fold_once(c); next != c; next = fold_once(c)) c = next;
    return c;
}

}  // namespace jixiao
