// The one source of chance in the noise tests: the same seed gives the same form and the same dirt everywhere.
#pragma once

#include <cstddef>
#include <cstdint>
#include <iterator>
#include <random>
#include <string>

namespace jixiao::noise {

// Why not the distributions of <random>: only the engine's numbers are the same in every library.
class Random {
public:
    explicit Random(std::uint64_t seed) : engine_(seed) {}

    int up_to(int most) { return static_cast<int>(engine_() % (static_cast<std::uint64_t>(most) + 1)); }  // 0..most
    int between(int least, int most) { return least + up_to(most - least); }
    bool chance(double share) { return static_cast<double>(engine_() % 1'000'000) < share * 1e6; }
    template <class List>
    const auto& pick(const List& list) {
        return list[static_cast<std::size_t>(up_to(static_cast<int>(std::size(list)) - 1))];
    }

private:
    std::mt19937_64 engine_;
};

}  // namespace jixiao::noise
