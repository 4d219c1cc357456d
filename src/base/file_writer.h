// A file that grows piece by piece and is complete or absent.
//
// Knows: the file system. Does not know: what is written.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/failure.h"

namespace jixiao {

// Writes under a temporary name in the same folder; finish() flushes to disk and renames over the path. Without it, or after any
// failure, the temporary is removed and the path is as it was.
class FileWriter {
public:
    // Creates missing parent folders.
    static Result<FileWriter> open(std::filesystem::path path);
    FileWriter(FileWriter&& other) noexcept;
    FileWriter& operator=(FileWriter&& other) noexcept;
    ~FileWriter();

    Result<void> append(std::string_view bytes);
    Result<void> finish();

private:
    FileWriter(std::filesystem::path path, std::string temporary, int file)
        : path_(std::move(path)), temporary_(std::move(temporary)), file_(file) {}
    std::unexpected<Failure> give_up();
    void drop();

    std::filesystem::path path_;
    std::string temporary_;
    int file_ = -1;  // -1: finished, failed or moved from
};

}  // namespace jixiao
