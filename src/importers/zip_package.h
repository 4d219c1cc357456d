// Parts of a zip package as streams of bytes.
//
// Knows: libzip, and the limits on sizes and ratios.
// Does not know: XML, or which part is which.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/limits.h"
#include "importers/zip_directory.h"

namespace jixiao {

// One part being inflated. Use one stream at a time.
class PartStream {
public:
    PartStream(PartStream&&) noexcept;
    ~PartStream();

    // Up to `size` bytes; 0 at the end, where the check sum was right. Never more than the part declares.
    Result<std::size_t> read(char* to, std::size_t size);

    const std::string& name() const { return name_; }
    std::uint64_t size() const { return left_; }  // bytes still to come, as declared

private:
    friend class ZipPackage;
    struct Handle;
    PartStream(std::string input, std::string name, std::uint64_t left, std::unique_ptr<Handle> handle);

    std::string input_, name_;
    std::uint64_t left_;
    std::unique_ptr<Handle> handle_;
};

class ZipPackage {
public:
    // `bytes` must outlive the package. Fails for what is no usable zip archive.
    static Result<ZipPackage> open(std::string input, std::string_view bytes, const Limits& limits);

    ZipPackage(ZipPackage&&) noexcept;
    ~ZipPackage();

    const std::string& input() const { return input_; }
    const std::vector<ZipEntry>& entries() const { return directory_.entries; }

    // Fails for an encrypted entry, an unknown method, or a size beyond the limits on part, total and ratio.
    Result<PartStream> stream(std::size_t entry);

private:
    struct Archive;
    ZipPackage(std::string input, ZipDirectory directory, std::unique_ptr<Archive> archive, const Limits& limits);

    std::string input_;
    ZipDirectory directory_;
    std::unique_ptr<Archive> archive_;
    Limits limits_;
    std::uint64_t inflated_ = 0;
};

}  // namespace jixiao
