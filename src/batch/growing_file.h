// A file written in many small pieces, complete or absent, that tells a failure once, at the end.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/file_writer.h"

namespace jixiao {

class GrowingFile {
public:
    explicit GrowingFile(std::filesystem::path path) : path_(std::move(path)) {}

    const std::filesystem::path& path() const { return path_; }
    void append(const std::string& text);  // a failure is kept for commit to tell
    Result<void> commit();                 // the file appears now, whole; without it nothing does

private:
    void flush();

    std::filesystem::path path_;
    std::string held_;
    std::optional<FileWriter> writer_;
    std::optional<Failure> failure_;
};

}  // namespace jixiao
