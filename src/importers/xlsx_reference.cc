#include "importers/xlsx_reference.h"

#include <algorithm>

namespace jixiao {
namespace {

// A reference with either part left out: -1 there.
std::optional<Place> read_part(std::string_view text) {
    std::size_t i = 0;
    long col = 0, row = 0;
    if (i < text.size() && text[i] == '$') ++i;
    for (; i < text.size(); ++i) {
        const char upper = text[i] >= 'a' && text[i] <= 'z' ? static_cast<char>(text[i] - 'a' + 'A') : text[i];
        if (upper < 'A' || upper > 'Z') break;
        col = col * 26 + (upper - 'A' + 1);
        if (col > Grid::kMaxCols) return std::nullopt;
    }
    if (i < text.size() && text[i] == '$' && i > 0) ++i;
    const std::size_t digits = i;
    for (; i < text.size() && text[i] >= '0' && text[i] <= '9'; ++i) {
        row = row * 10 + (text[i] - '0');
        if (row > Grid::kMaxRows) return std::nullopt;
    }
    if (i != text.size() || (digits < text.size() && row == 0)) return std::nullopt;
    return Place{static_cast<int>(row) - 1, static_cast<int>(col) - 1};
}

}  // namespace

std::optional<Place> read_place(std::string_view text) {
    const auto at = read_part(text);
    if (!at || at->row < 0 || at->col < 0) return std::nullopt;
    return at;
}

std::optional<Area> read_area(std::string_view text) {
    const std::size_t colon = text.find(':');
    const auto a = read_part(text.substr(0, colon));
    const auto b = colon == text.npos ? a : read_part(text.substr(colon + 1));
    if (!a || !b || (a->row < 0) != (b->row < 0) || (a->col < 0) != (b->col < 0)) return std::nullopt;
    if (a->row < 0 && a->col < 0) return std::nullopt;
    if (colon == text.npos && (a->row < 0 || a->col < 0)) return std::nullopt;
    Area area{{std::min(a->row, b->row), std::min(a->col, b->col)},
              {std::max(a->row, b->row), std::max(a->col, b->col)}};
    if (a->row < 0) area.first.row = 0, area.last.row = Grid::kMaxRows - 1;
    if (a->col < 0) area.first.col = 0, area.last.col = Grid::kMaxCols - 1;
    return area;
}

}  // namespace jixiao
