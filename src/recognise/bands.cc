#include "recognise/bands.h"

#include <algorithm>
#include <limits>

namespace jixiao {
namespace {

constexpr double kNever = std::numeric_limits<double>::infinity();

}  // namespace

std::vector<Band> divide(int n, int anchors, const std::function<double(int, int, int)>& cost) {
    struct State {
        double cost = kNever;
        Band band;
        int from_position = -1, from_anchor = -1;
    };
    const auto width = static_cast<std::size_t>(anchors + 1);
    std::vector<State> states(static_cast<std::size_t>(n + 1) * width);
    const auto at = [&](int position, int anchor) -> State& {
        return states[static_cast<std::size_t>(position) * width + static_cast<std::size_t>(anchor)];
    };
    at(0, 0).cost = 0;
    for (int i = 0; i <= n; ++i)
        for (int a = 0; a <= anchors; ++a) {
            const double here = at(i, a).cost;
            if (here == kNever) continue;
            const auto offer = [&](int next, int next_anchor, Band band, double price) {
                State& there = at(next, next_anchor);
                if (here + price < there.cost) there = {here + price, band, i, a};
            };
            for (int end = i; end <= n; ++end) {
                if (a < anchors)
                    if (const double price = cost(i, end - 1, a); price != kNever) offer(end, a + 1, {i, end - 1, a}, price);
                if (end > i)
                    if (const double price = cost(i, end - 1, -1); price != kNever) offer(end, a, {i, end - 1, -1}, price);
            }
        }
    std::vector<Band> out;
    if (at(n, anchors).cost == kNever) return out;
    for (int i = n, a = anchors; i > 0 || a > 0;) {
        const State& state = at(i, a);
        out.push_back(state.band);
        i = state.from_position;
        a = state.from_anchor;
    }
    std::ranges::reverse(out);
    return out;
}

}  // namespace jixiao
