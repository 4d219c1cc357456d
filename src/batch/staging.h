// Where outputs wait, complete, before they are renamed into place: DIR/.jixiao/tmp/RUN/.
//
// Knows: that the folder lies on the file system of the outputs, and that a run may be killed.
// Does not know: what is written.
#pragma once

#include <filesystem>
#include <mutex>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"

namespace jixiao {

// Writes a new file and flushes it to disk. 0, or the errno that ended it; then no file is left.
int write_synced(const std::filesystem::path& path, const Bytes& bytes);

// The disk, or this user's share of it, is full.
bool is_full(int error);

class Staging {
public:
    // Nothing is made before it is needed.
    explicit Staging(std::filesystem::path out);
    Staging(const Staging&) = delete;
    Staging& operator=(const Staging&) = delete;
    ~Staging();  // the folder goes, and the folders above it that it made and nothing else came to lie in

    // Removes what runs that were killed have left: each run holds a lock that ends with it, on whatever machine.
    void sweep() const;

    // The folder of this run; made by the first call. Safe between threads.
    Result<std::filesystem::path> folder();

    // Removes the folder at once, for a process that is about to end in the middle of its work.
    void abandon();

private:
    std::filesystem::path out_, folder_;
    bool out_was_there_;
    int lock_ = -1;
    std::mutex making_;
};

}  // namespace jixiao
