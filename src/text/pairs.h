// Which pairs of neighbouring characters a text holds: what tells at once that a word is not in it.
//
// Knows: UTF-8. Does not know: what is searched for, or why.
#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>

namespace jixiao {

// Why: a review asks of each of a form's texts for a hundred words, and hardly any is there. Searching for each took a tenth of
// a document; to have seen the text's pairs once costs some ten instructions a character, and three a word.
class Pairs {
public:
    explicit Pairs(std::string_view text) {
        for (std::size_t at = 0; at + kBytes <= text.size(); ++at)
            if (begins_triple(text[at])) mark(slot_of(text.data() + at));
    }

    // False only where the text surely does not hold the word.
    bool may_hold(std::string_view word) const {
        if (word.size() < kBytes || !begins_triple(word.front())) return true;
        const std::uint32_t slot = slot_of(word.data());
        return (seen_[slot / 64] >> slot % 64 & 1) != 0;
    }

private:
    static constexpr std::size_t kBytes = 6;  // two ideographs
    static constexpr int kSlotBits = 11;      // a paragraph has some hundred pairs

    // E1 to EF: of a character of three bytes the first.
    static bool begins_triple(char byte) { return (static_cast<unsigned char>(byte) & 0xF0) == 0xE0; }
    static std::uint32_t slot_of(const char* six) {
        std::uint32_t front;
        std::uint16_t back;
        std::memcpy(&front, six, sizeof front);
        std::memcpy(&back, six + sizeof front, sizeof back);
        return (front * 0x9E3779B1u ^ back * 0x85EBCA6Bu) >> (32 - kSlotBits);
    }
    void mark(std::uint32_t slot) { seen_[slot / 64] |= std::uint64_t{1} << slot % 64; }

    std::array<std::uint64_t, (std::size_t{1} << kSlotBits) / 64> seen_{};
};

}  // namespace jixiao
