#include "recognise/margins.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace jixiao {
namespace {

constexpr std::size_t kMostSteps = 1'000'000;   // 56 MB
constexpr double kSure = 0.05;                  // a twentieth of a line: beyond, too many right rows would be doubted

}  // namespace

void Margins::add(const MarginStep& step) {
    if (steps_.size() <= kMostSteps) steps_.push_back(step);
}

std::vector<char> Margins::doubtful(double total) const {
    constexpr double kNever = std::numeric_limits<double>::infinity();
    std::vector<char> out(places_);
    if (steps_.empty() || steps_.size() > kMostSteps) return out;
    std::size_t last = 0;
    for (const MarginStep& step : steps_) last = std::max(last, step.to);
    std::vector<double> behind(last + 1, kNever);   // from a state to the end
    behind[last] = 0;
    std::vector<double> begins(places_, kNever), goes_on(places_, kNever);
    const auto offer = [](double& least, double cost) { least = std::min(least, cost); };
    for (auto step = steps_.rbegin(); step != steps_.rend(); ++step) {
        if (behind[step->to] == kNever) continue;
        offer(behind[step->from], step->cost + behind[step->to]);
        const double way = step->before + step->cost + behind[step->to];
        if (way > total + kSure) continue;
        for (int place = step->first; place < step->last; ++place)
            offer((step->begins && place == step->first ? begins : goes_on)[static_cast<std::size_t>(place)], way);
    }
    for (std::size_t place = 0; place < places_; ++place)
        out[place] = begins[place] <= total + kSure && goes_on[place] <= total + kSure;
    return out;
}

}  // namespace jixiao
