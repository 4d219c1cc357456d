// What a function of one code point answered, kept for all later calls.
//
// Knows: where answers are kept. Does not know: what is asked.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>

namespace jixiao {

// `ask` must be a pure function that never answers UINT32_MAX.
// Why: asking ICU takes 50 to 700 instructions, and recognition and checks ask some forty times of each of a document's
// 4,000 characters; a table takes one load. It is 4 MB of zero pages, of which a document touches some 100 KB.
template <std::uint32_t (*ask)(char32_t)>
std::uint32_t remembered(char32_t c) {
    static std::array<std::atomic<std::uint32_t>, 0x110000> answers;  // the answer + 1; 0: not asked yet
    std::atomic<std::uint32_t>& entry = answers[c < 0x110000 ? c : 0xFFFD];
    // Why relaxed: every thread gets the same answer, and it refers to nothing else.
    std::uint32_t known = entry.load(std::memory_order_relaxed);
    if (known == 0) [[unlikely]] {
        known = ask(c < 0x110000 ? c : 0xFFFD) + 1;
        entry.store(known, std::memory_order_relaxed);
    }
    return known - 1;
}

}  // namespace jixiao
