#include "recognise/page_distances.h"

#include <algorithm>
#include <cmath>

namespace jixiao {
namespace {

constexpr double kHalfLine = 0.5;
constexpr double kMinPitch = 0.6;           // heights of a letter, as kMaxPitch
constexpr double kWidestPitch = 2;          // of an engine's boxes, which are as high as the ink
constexpr double kClosest = 0.55;           // of the most frequent distance: lines of one text are no closer
constexpr double kSamePitch = 0.06;         // share by which equal distances differ
constexpr std::size_t kLookBelow = 12;      // lines in which the next of the same column stands

// True when a column has text on lines i and i + 2, and none between: what stands on line i + 1 is centred beside both.
bool around(const std::vector<PageLine>& lines, const std::vector<double>& rows, std::size_t i) {
    if (i + 2 >= lines.size() || rows[i + 2] - rows[i] > 2) return false;
    for (const Piece& above : lines[i].pieces) {
        if (std::ranges::any_of(lines[i + 1].pieces, [&](const Piece& between) { return overlap(above, between); })) continue;
        if (std::ranges::any_of(lines[i + 2].pieces, [&](const Piece& below) { return overlap(above, below); })) return true;
    }
    return false;
}

}  // namespace

void estimate_distances(std::vector<PageLine>& lines, bool half_lines) {
    std::vector<double> rows;
    for (const PageLine& line : lines) rows.push_back(line.y);
    double y = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        if (i > 0) {
            const double step = rows[i] - rows[i - 1];
            bool shares = !half_lines;
            for (const Piece& above : lines[i - 1].pieces)
                for (const Piece& below : lines[i].pieces) shares = shares || overlap(above, below);
            if (half_lines && shares && (around(lines, rows, i - 1) || (i > 1 && around(lines, rows, i - 2)))) shares = false;
            y += step > 1 ? 0.25 + 0.75 * step : shares ? 1 : kHalfLine;
        }
        lines[i].y = y;
        for (Piece& piece : lines[i].pieces) piece.y = piece.first_y = piece.last_y = y;
    }
}

double pitch_of(std::vector<double> steps) {
    if (steps.empty()) return 1;
    std::ranges::sort(steps);
    const auto like = [&](double step) {
        return std::ranges::count_if(steps, [&](double other) { return std::abs(other - step) <= kSamePitch * step; });
    };
    const auto usable = [](double step) { return step >= kMinPitch && step <= kWidestPitch; };
    std::ptrdiff_t most = 0;
    double mode = 0;
    for (const double step : steps)
        if (const auto count = usable(step) ? like(step) : 0; count > most) most = count, mode = step;
    const auto often = std::max<std::ptrdiff_t>(3, static_cast<std::ptrdiff_t>(steps.size() / 25));
    // Lines of neighbouring cells, centred differently, are closer than any text is set.
    for (const double step : steps)
        if (usable(step) && step > kClosest * mode && like(step) >= often) return step * (1 + kSamePitch / 2);
    return kMaxPitch;
}

void steps_of(const std::vector<PageLine>& lines, std::vector<double>& steps) {
    for (std::size_t i = 0; i < lines.size(); ++i)
        for (const Piece& above : lines[i].pieces)
            for (std::size_t k = i + 1; k < std::min(lines.size(), i + kLookBelow); ++k) {
                const auto below = std::ranges::find_if(lines[k].pieces, [&](const Piece& piece) { return overlap(above, piece); });
                if (below == lines[k].pieces.end()) continue;
                steps.push_back(below->y - above.y);
                break;
            }
}

void measure_distances(std::vector<PageLine>& lines, double pitch) {
    for (PageLine& line : lines) {
        line.y /= pitch;
        for (Piece& piece : line.pieces) piece.first_y = piece.last_y = piece.y /= pitch;
    }
}

}  // namespace jixiao
