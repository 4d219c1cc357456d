// Pieces of text on a page: what they are, and how one is cut in two.
#include <algorithm>

#include "recognise/page_lines.h"
#include "text/characters.h"

namespace jixiao {

bool Piece::is(LabelUse::Kind kind) const {
    return uses && std::ranges::any_of(*uses, [&](const LabelUse& use) { return use.kind == kind; });
}

bool Piece::figure() const {
    const CellView& cell = *cells.back();
    return cell.amount || cell.value || cell.dash;
}

bool PageText::packed(const Piece& above, const Piece& below) const {
    constexpr int kMostBetween = 2;
    const int first = above.cells.back()->cell->at.row, last = below.cells.front()->cell->at.row;
    if (written.empty() || last <= first || last - first > kMostBetween + 1) return false;
    for (int row = first + 1; row < last; ++row)
        if (!std::ranges::binary_search(written, row)) return false;
    return true;
}

int known_level(const Piece& piece, const Plan& plan) {
    int level = 0;
    if (piece.uses)
        for (const LabelUse& use : *piece.uses)
            if (use.kind == LabelUse::Kind::Level) {
                const int own = plan.vocabulary().indicators[static_cast<std::size_t>(use.index)].level;
                if (own < 3 && (level == 0 || own < level)) level = own;
            }
    return level;
}

CellView part_view(const CellView& whole, std::string text, const Plan& plan) {
    Grid grid;
    Cell cell;
    cell.at = {0, 0};
    cell.shown = std::move(text);
    grid.place(std::move(cell));
    CellView out = view_cells(grid, plan).front();
    out.index = whole.index;
    out.cell = whole.cell;
    return out;
}

std::pair<Piece, Piece> cut_piece(const Piece& piece, std::size_t at, const Plan& plan, CutPieces& cut) {
    const CellView& view = *piece.cells.front();
    const double width = std::max(1, display_width(piece.text)), first = display_width(piece.text.substr(0, at));
    const auto part = [&](std::string_view text, double from, double to) {
        cut.views.push_back(part_view(view, std::string(trimmed(text)), plan));
        Piece out = piece;
        out.cells = {&cut.views.back()};
        out.text = cut.views.back().text;
        out.key = cut.views.back().key;
        out.uses = cut.views.back().uses;
        out.left = piece.left + (piece.right - piece.left) * from;
        out.right = piece.left + (piece.right - piece.left) * to;
        return out;
    };
    return {part(std::string_view(piece.text).substr(0, at), 0, first / width),
            part(std::string_view(piece.text).substr(at + 1), (first + 1) / width, 1)};
}

}  // namespace jixiao
