// Worker processes: the same program, one document at a time, at the other end of a line of JSON.
//
// Knows: how a worker is started, fed, watched and ended. Does not know: what it is asked to do with a document.
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>
#include <vector>

#include "batch/produce.h"

namespace jixiao {

// The worker's side: answers requests until the line closes, and ends at once when it does. `line` is a socket.
// Returns the exit code.
int serve_documents(int line, const Engine& engine, const RunOptions& options);

// Our side. Safe between threads.
class WorkerPool {
public:
    explicit WorkerPool(const Isolation& isolation);
    WorkerPool(const WorkerPool&) = delete;
    WorkerPool& operator=(const WorkerPool&) = delete;
    ~WorkerPool();

    // What produce() does, in a worker. One that takes too long or too much is killed, with the programs it started,
    // and one that crashes is replaced: the outcome fails and says so.
    void produce(Outcome& outcome, const std::filesystem::path& folder, std::size_t number, bool write,
                 const JournalRecord* before);

private:
    struct Worker;
    std::unique_ptr<Worker> take(Outcome& outcome);

    Isolation isolation_;
    std::mutex idle_lock_;
    std::vector<std::unique_ptr<Worker>> idle_;
};

}  // namespace jixiao
