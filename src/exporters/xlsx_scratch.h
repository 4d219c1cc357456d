// A file that libxlsxwriter can write by name and only we can read; and what it takes from the process while it writes.
//
// Knows: memfd_create, and a private file in the folder it is given where there is none; the two functions that workbooks
// made at the same time would otherwise share. Does not know: workbooks.
#pragma once

#include <filesystem>
#include <string>

#include "base/bytes.h"
#include "base/failure.h"

namespace jixiao::xlsx {

enum class ScratchKind { Memory, Disk };

class Scratch {
public:
    // An empty file in memory, or a private one in `folder` where the kernel gives no other.
    static Result<Scratch> open(const std::filesystem::path& folder, ScratchKind wanted = ScratchKind::Memory);
    Scratch(Scratch&& other) noexcept;
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    Scratch& operator=(Scratch&&) = delete;
    ~Scratch();  // nothing stays behind

    const std::string& name() const { return name_; }  // for a library that opens files by name
    Result<Bytes> read() const;                        // what was written under that name

private:
    Scratch(int fd, std::string name, bool on_disk) : fd_(fd), name_(std::move(name)), on_disk_(on_disk) {}

    int fd_ = -1;
    std::string name_;
    bool on_disk_ = false;
};

}  // namespace jixiao::xlsx
