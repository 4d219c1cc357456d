#include "cli/interruption.h"

#include <pthread.h>
#include <unistd.h>

#include "cli/app.h"

namespace jixiao::cli {

Interruption::Interruption(std::function<void()> first, std::function<void()> second) {
    sigset_t ours;
    sigemptyset(&ours);
    sigaddset(&ours, SIGINT);
    sigaddset(&ours, SIGTERM);  // batch systems send it before they kill
    ::pthread_sigmask(SIG_BLOCK, &ours, &before_);
    thread_ = std::jthread([this, ours, first = std::move(first), second = std::move(second)](std::stop_token over) {
        constexpr timespec kLook{0, 100'000'000};
        while (!over.stop_requested()) {
            if (::sigtimedwait(&ours, nullptr, &kLook) < 0) continue;
            if (stop_.request_stop()) {
                first();
                continue;
            }
            second();
            ::_exit(kInterrupted);
        }
    });
}

Interruption::~Interruption() {
    thread_.request_stop();
    thread_.join();
    ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

}  // namespace jixiao::cli
