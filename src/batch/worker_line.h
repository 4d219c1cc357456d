// What is said between the program and its worker processes: one JSON object a line over a socket.
//
// Knows: the words. Does not know: processes.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <string>

#include "batch/produce.h"

namespace jixiao {

struct WorkerRequest {
    InputFile input;
    std::filesystem::path folder;  // the waiting room
    std::size_t number = 0;
    bool write = true;  // false: read and check only
    std::optional<JournalRecord> before;
};

std::string request_to_json(const WorkerRequest& request);
std::optional<WorkerRequest> request_from_json(const std::string& line);

std::string answer_to_json(const Outcome& outcome);
bool answer_from_json(const std::string& line, Outcome& outcome);  // false: not an answer

// A socket that carries lines.
class LineSocket {
public:
    explicit LineSocket(int fd) : fd_(fd) {}
    LineSocket(const LineSocket&) = delete;
    LineSocket& operator=(const LineSocket&) = delete;
    ~LineSocket();

    bool send(const std::string& text);  // false: nobody is there

    enum class Got { Line, Nothing, Closed };
    // Waits at most so long; forever where no time is given.
    Got receive(std::string& text, std::optional<std::chrono::milliseconds> wait);

private:
    int fd_;
    std::string held_;
    std::size_t searched_ = 0;
};

}  // namespace jixiao
