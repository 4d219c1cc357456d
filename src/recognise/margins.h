// How sure the cheapest division is: what the next best one that parts otherwise costs more.
//
// Knows: ways through steps that cover places in their order. Does not know: what the places are.
#pragma once

#include <cstddef>
#include <vector>

namespace jixiao {

// One step of a way: from one state to a later one, over the places [first, last).
struct MarginStep {
    std::size_t from = 0, to = 0;   // states; to > from, and steps are added in the order of `from`
    double before = 0;              // what the cheapest way to `from` costs
    double cost = 0;
    int first = 0, last = 0;
    bool begins = false;            // a part begins at `first`
};

class Margins {
public:
    explicit Margins(std::size_t places) : places_(places) {}
    void add(const MarginStep& step);
    // For each place, 1 where the ways on which a part begins there and those on which none does cost nearly the same.
    // `total`: what the cheapest way costs. All 0 where there were too many steps to look at.
    std::vector<char> doubtful(double total) const;

private:
    std::size_t places_;
    std::vector<MarginStep> steps_;
};

}  // namespace jixiao
