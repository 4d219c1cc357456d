#include "importers/text_columns.h"

#include <algorithm>
#include <deque>
#include <limits>
#include <map>

namespace jixiao {
namespace {

// What a boundary costs: itself, what it cuts, and standing close to text.
constexpr double kPerBoundary = 1, kPerCut = 0.1, kCloseness = 0.01;

// A piece that begins left of a boundary by less than this part of its length, a quarter, belongs to the right:
// centred headers stand out over the figures below them.
constexpr int kOverhang = 4;

struct Candidate {
    int position = 0;
    double cost = 0;
};

// How many words a boundary at a position would cut, as a step function: the value from each key on.
std::map<int, int> cuts_of(std::span<const Line> words) {
    std::map<int, int> steps;
    for (const Line& line : words)
        for (const Interval& piece : line) {
            if (piece.end - piece.begin < 2) continue;
            ++steps[piece.begin + 1];
            --steps[piece.end];
        }
    int sum = 0;
    for (auto& [position, value] : steps) value = sum += value;
    return steps;
}

// Ends of gaps and of cuts, and the middles between: between two of these no position is better than the middle.
std::vector<Candidate> candidates_of(std::span<const Interval> gaps, const std::map<int, int>& cuts) {
    std::vector<int> edges;
    for (const Interval& gap : gaps) edges.insert(edges.end(), {gap.begin, gap.end});
    for (const auto& [position, count] : cuts) edges.insert(edges.end(), {position - 1, position});
    std::ranges::sort(edges);
    edges.erase(std::ranges::unique(edges).begin(), edges.end());
    std::vector<Candidate> out;
    const auto add = [&](int position, int margin) {
        const auto step = cuts.upper_bound(position);
        const int count = step == cuts.begin() ? 0 : std::prev(step)->second;
        out.push_back({position, kPerBoundary + kPerCut * count + kCloseness / (1 + margin)});
    };
    for (std::size_t i = 0; i < edges.size(); ++i) {
        add(edges[i], 0);
        if (i + 1 < edges.size() && edges[i + 1] - edges[i] > 1)
            add(edges[i] + (edges[i + 1] - edges[i]) / 2, (edges[i + 1] - edges[i]) / 2);
    }
    return out;
}

}  // namespace

// The cheapest set of points that stabs every gap. Between one point and the next no gap may lie whole, so
// a point at x may follow one at y if y reaches the latest beginning of the gaps that end before x;
// that bound never falls as x grows, and a queue of the cheapest predecessors makes it linear.
std::vector<int> column_boundaries(std::span<const Line> lines, std::span<const Line> words) {
    std::vector<Interval> gaps;
    for (const Line& line : lines)
        for (std::size_t i = 1; i < line.size(); ++i) gaps.push_back({line[i - 1].end, line[i].begin});
    if (gaps.empty()) return {};
    std::ranges::sort(gaps, {}, &Interval::end);
    const std::vector<Candidate> candidates = candidates_of(gaps, cuts_of(words));
    constexpr int kNone = -1;
    std::vector<double> total(candidates.size());
    std::vector<int> previous(candidates.size(), kNone);
    std::deque<int> best;  // indices whose totals ascend
    std::size_t ended = 0;
    int reach = std::numeric_limits<int>::min();  // where the point before must stand at the earliest
    const auto cheapest_before = [&](int position) {
        for (; ended < gaps.size() && gaps[ended].end < position; ++ended) reach = std::max(reach, gaps[ended].begin);
        while (!best.empty() && candidates[static_cast<std::size_t>(best.front())].position < reach) best.pop_front();
        return best.empty() || ended == 0 ? kNone : best.front();
    };
    for (std::size_t i = 0; i < candidates.size(); ++i) {
        previous[i] = cheapest_before(candidates[i].position);
        const bool first = ended == 0;  // no gap lies before it
        total[i] = candidates[i].cost + (previous[i] != kNone ? total[static_cast<std::size_t>(previous[i])] : 0);
        if (!first && previous[i] == kNone) continue;  // it cannot follow anything
        while (!best.empty() && total[static_cast<std::size_t>(best.back())] >= total[i]) best.pop_back();
        best.push_back(static_cast<int>(i));
    }
    std::vector<int> boundaries;
    for (int at = cheapest_before(std::numeric_limits<int>::max()); at != kNone;
         at = previous[static_cast<std::size_t>(at)])
        boundaries.push_back(candidates[static_cast<std::size_t>(at)].position);
    std::ranges::reverse(boundaries);
    return boundaries;
}

std::vector<int> columns_of(const Line& line, std::span<const int> boundaries) {
    std::vector<int> columns;
    for (const Interval& piece : line) {
        const auto first = std::ranges::upper_bound(boundaries, piece.begin);
        const auto last = std::ranges::lower_bound(boundaries, piece.end);
        int column = static_cast<int>(first - boundaries.begin());
        const auto crossed = last - first;
        if (crossed == 1 && (*first - piece.begin) * kOverhang < piece.end - piece.begin) ++column;
        if (!columns.empty()) column = std::max(column, columns.back() + 1);
        columns.push_back(column);
    }
    return columns;
}

}  // namespace jixiao
