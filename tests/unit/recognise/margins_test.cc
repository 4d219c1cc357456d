// How sure a division is.
#include "catch.h"
#include "recognise/margins.h"

using namespace jixiao;

namespace {

// Three places and the states between them; each step costs what is given.
struct Way {
    std::size_t from, to;
    double cost;
};

std::vector<char> doubtful(const std::vector<Way>& ways) {
    std::vector<double> before(4, 1e9);
    before[0] = 0;
    Margins margins(3);
    for (const Way& way : ways) {
        margins.add({way.from, way.to, before[way.from], way.cost, static_cast<int>(way.from), static_cast<int>(way.to), true});
        before[way.to] = std::min(before[way.to], before[way.from] + way.cost);
    }
    return margins.doubtful(before[3]);
}

}  // namespace

TEST_CASE("a place is doubtful where parting there costs the same as going on") {
    // 0|1 2 against 0 1|2: the parts begin elsewhere for the same price.
    CHECK(doubtful({{0, 1, 1}, {0, 2, 1}, {1, 3, 1}, {2, 3, 1}}) == std::vector<char>{0, 1, 1});
}

TEST_CASE("a clearly dearer way makes no doubt") {
    CHECK(doubtful({{0, 1, 1}, {0, 2, 1.5}, {1, 3, 1}, {2, 3, 1}}) == std::vector<char>{0, 0, 0});
    CHECK(doubtful({{0, 3, 1}, {0, 1, 1}, {1, 3, 0.4}}) == std::vector<char>{0, 0, 0});
}

TEST_CASE("what leads nowhere makes no doubt") {
    CHECK(doubtful({{0, 1, 1}, {0, 2, 0}, {1, 3, 1}}) == std::vector<char>{0, 0, 0});
}
