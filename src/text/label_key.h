// The matching key of a label: two spellings of one label have the same key.
//
// Knows: Unicode. Keys are for comparing only and are never shown or written: NFKC and
// Traditional -> Simplified destroy values (① -> 1, ㎡ -> m2, 显著 -> 显着).
// Does not know: any label.
#pragma once

#include <string>
#include <string_view>

namespace jixiao {

// NFKC, case folding, radicals to unified ideographs (EquivalentUnifiedIdeograph.txt of the
// Unicode Character Database), Traditional -> Simplified, then everything out that carries no
// meaning in a label: white space, format and control characters. Punctuation stays, in its
// ASCII form where NFKC or a look-alike gives one (（ -> (, ： -> :, “ ” -> ").
// Total: any byte string has a key (malformed UTF-8 becomes U+FFFD). Idempotent.
std::string label_key(std::string_view utf8);

// The key without a trailing colon and without bracketed remarks such as (万元), （盖章）, (450字内):
// a weaker key, for use where the exact key finds nothing.
std::string bare_label_key(std::string_view utf8);

}  // namespace jixiao
