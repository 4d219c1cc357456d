#include "base/origin.h"

#include <algorithm>

namespace jixiao {

std::string column_letters(int col) {
    std::string letters;
    for (; col >= 0; col = col / 26 - 1) letters.push_back(static_cast<char>('A' + col % 26));
    std::ranges::reverse(letters);
    return letters;
}

std::string a1(Place place) { return column_letters(place.col) + std::to_string(place.row + 1); }

std::string Origin::str() const {
    if (!place.known()) return part.empty() ? input : input + "!" + part;
    if (!part.empty()) return input + "!" + part + "!" + a1(place);
    return input + ":" + std::to_string(place.row + 1) + ":" + std::to_string(place.col + 1);
}

}  // namespace jixiao
