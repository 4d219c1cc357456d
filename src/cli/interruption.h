// Ctrl-C: the first finishes what runs, the second stops now.
//
// Knows: signals. Does not know: what runs.
#pragma once

#include <csignal>
#include <functional>
#include <stop_token>
#include <thread>

namespace jixiao::cli {

// While it lives, SIGINT and SIGTERM come here. Made before any other thread: those inherit that they do not get
// them.
class Interruption {
public:
    // `first` tells the user; `second` clears up, then the process ends with 130. Both run on a thread of their own.
    Interruption(std::function<void()> first, std::function<void()> second);
    Interruption(const Interruption&) = delete;
    Interruption& operator=(const Interruption&) = delete;
    ~Interruption();

    std::stop_token token() const { return stop_.get_token(); }
    bool happened() const { return stop_.stop_requested(); }

private:
    std::stop_source stop_;
    sigset_t before_;
    std::jthread thread_;
};

}  // namespace jixiao::cli
