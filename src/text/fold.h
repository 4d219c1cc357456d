// What a label key makes of one character.
//
// Knows: which characters carry no meaning in a label, and which look alike.
// Does not know: strings, normalisation of sequences. For label_key.cc only.
#pragma once

#include <cstdint>

namespace jixiao {

inline constexpr char32_t kDropped = 0xFFFFFFFF;

// After NFKC and case folding: radicals and strokes to unified ideographs, traditional to simplified,
// look-alike punctuation to ASCII; kDropped for white space, format and control characters.
// A fixed point: fold_character(fold_character(c)) == fold_character(c).
char32_t fold_character(char32_t c);

}  // namespace jixiao
