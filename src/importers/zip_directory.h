// The central directory of a zip archive, as PKWARE's APPNOTE 6.3 describes it.
//
// Knows: where each entry lies, how large it says it is, and whether entries lie about that.
// Does not know: how to inflate (zip_package does), or what an entry is for.
//
// Why an own reader beside libzip: libzip neither reports where an entry lies nor notices that two
// entries share bytes (overlap is how a small archive inflates to petabytes), and does not look behind
// bytes that stand before the archive.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/failure.h"
#include "base/limits.h"

namespace jixiao {

struct ZipEntry {
    std::string name;          // as stored
    std::uint64_t packed = 0;  // bytes in the archive
    std::uint64_t size = 0;    // bytes when inflated, as declared
    std::uint32_t crc = 0;
    std::uint16_t method = 0;  // 0 stored, 8 deflated
    bool encrypted = false;
};

struct ZipDirectory {
    std::size_t begin = 0, end = 0;  // the archive inside the bytes: others may stand before and after
    std::vector<ZipEntry> entries;   // in the order of the directory, which is libzip's
};

// Fails for bytes without a directory (truncated, or no zip at all), for spanned archives, for entries that
// leave the file or overlap, and for the limits on entries.
Result<ZipDirectory> read_zip_directory(const std::string& input, std::string_view bytes, const Limits& limits);

}  // namespace jixiao
