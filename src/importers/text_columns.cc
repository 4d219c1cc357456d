#include "importers/text_columns.h"

#include <algorithm>
#include <map>

namespace jixiao {
namespace {

// Columns of one page; a spreadsheet printed on A3 has 30.
constexpr std::size_t kMaxBoundaries = 200;

// How many pieces a boundary at a position would cut, as a step function: the value from each key on.
std::map<int, int> cuts_of(std::span<const Line> lines) {
    std::map<int, int> steps;
    for (const Line& line : lines)
        for (const Interval& piece : line) {
            if (piece.end - piece.begin < 2) continue;
            ++steps[piece.begin + 1];
            --steps[piece.end];
        }
    int sum = 0;
    for (auto& [position, value] : steps) value = sum += value;
    return steps;
}

// The position in [from, to] that cuts the fewest pieces; the middle of the widest such stretch.
int clearest(const std::map<int, int>& cuts, int from, int to) {
    int best = from, best_value = -1, best_width = -1;
    auto step = cuts.upper_bound(from);
    int value = step == cuts.begin() ? 0 : std::prev(step)->second;
    for (int at = from; at <= to;) {
        const int next = step == cuts.end() ? to + 1 : std::min(step->first, to + 1);
        if (best_value < 0 || value < best_value || (value == best_value && next - at > best_width)) {
            best = at + (next - at) / 2;
            best_value = value;
            best_width = next - at;
        }
        at = next;
        if (step != cuts.end() && step->first == next) value = (step++)->second;
    }
    return best;
}

}  // namespace

std::vector<int> column_boundaries(std::span<const Line> lines) {
    std::vector<Interval> gaps;
    for (const Line& line : lines)
        for (std::size_t i = 1; i < line.size(); ++i) gaps.push_back({line[i - 1].end, line[i].begin});
    // The fewest points that stab all gaps: by right ends, each point as far right as the first gap not yet
    // stabbed allows, then moved to the clearest place that all gaps stabbed by it share.
    std::ranges::sort(gaps, {}, [](const Interval& gap) { return std::pair(gap.end, gap.begin); });
    const std::map<int, int> cuts = cuts_of(lines);
    std::vector<int> boundaries;
    while (!gaps.empty() && boundaries.size() < kMaxBoundaries) {
        const int right = gaps.front().end;
        int left = gaps.front().begin;
        std::vector<Interval> rest;
        for (const Interval& gap : gaps) {
            if (gap.begin <= right)
                left = std::max(left, gap.begin);
            else
                rest.push_back(gap);
        }
        boundaries.push_back(clearest(cuts, left, right));
        gaps = std::move(rest);
    }
    return boundaries;
}

std::vector<int> columns_of(const Line& line, std::span<const int> boundaries) {
    std::vector<int> columns;
    for (const Interval& piece : line) {
        const auto first = std::ranges::upper_bound(boundaries, piece.begin);
        const auto last = std::ranges::lower_bound(boundaries, piece.end);
        int column = static_cast<int>(first - boundaries.begin());
        const auto crossed = last - first;
        if (crossed == 1 && *first - piece.begin < piece.end - *first) ++column;
        if (!columns.empty()) column = std::max(column, columns.back() + 1);
        columns.push_back(column);
    }
    return columns;
}

}  // namespace jixiao
