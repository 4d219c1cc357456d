// Dividing a sequence so that each part is centred on its anchor.
#pragma once

#include <functional>
#include <vector>

namespace jixiao {

struct Band {
    int first = 0, last = -1;   // positions covered, inclusive; last < first: none
    int anchor = -1;            // -1: a part without one
};

// Divides the positions 0..n-1 into consecutive bands, the anchors taken in order, each once; bands without an anchor may
// stand between. `cost(first, last, anchor)` is the price of a band, infinite for one that may not be; an empty band
// (last < first) is asked for as cost(first, first - 1, anchor). The cheapest division; empty when there is none.
std::vector<Band> divide(int n, int anchors, const std::function<double(int, int, int)>& cost);

}  // namespace jixiao
