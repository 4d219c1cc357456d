#include "recognise/page_pitch.h"

#include <algorithm>

namespace jixiao {
namespace {

constexpr std::size_t kLeastGaps = 3;   // that tell what is usual
constexpr double kNoise = 0.1;          // of a line

}  // namespace

RowPitch::RowPitch(const std::vector<TableRow>& rows, const std::vector<GroupPieces>& groups) {
    std::vector<double> labels;
    for (const GroupPieces& group : groups)
        for (const Piece* piece : group.pieces) labels.push_back(piece->first_y), labels.push_back(piece->last_y);
    std::ranges::sort(labels);
    std::vector<double> plain;   // gaps without a label between two rows
    for (std::size_t r = 1; r < rows.size(); ++r) {
        const double from = rows[r - 1].bottom, to = rows[r].top;
        const auto label = std::ranges::upper_bound(labels, from + kNoise);
        if (to > from && (label == labels.end() || *label > to - kNoise)) plain.push_back(to - from);
    }
    if (plain.size() < kLeastGaps) return;
    std::ranges::nth_element(plain, plain.begin() + static_cast<std::ptrdiff_t>(plain.size() / 2));
    const double usual = plain[plain.size() / 2];
    for (std::size_t r = 1; r < rows.size(); ++r) {
        const double from = rows[r - 1].bottom, to = rows[r].top;
        if (to > from && to - from < usual - kNoise) stretches_.push_back({from, to, usual - (to - from)});
    }
}

double RowPitch::operator()(double y) const {
    double out = y;
    for (const Stretch& stretch : stretches_) {
        if (y <= stretch.from) break;
        out += stretch.more * std::min(1.0, (y - stretch.from) / (stretch.to - stretch.from));
    }
    return out;
}

}  // namespace jixiao
