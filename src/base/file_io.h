// Files: whole reads, and writes that are complete or absent.
//
// Knows: the file system. Does not know: formats, options, or what a name means.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>

#include "base/bytes.h"
#include "base/failure.h"

namespace jixiao {

// The whole file. Fails, naming the reason, for what is missing, unreadable, no regular file,
// or larger than `limit` bytes (checked before memory is spent).
Result<Bytes> read_file(const std::filesystem::path& path, std::uintmax_t limit);

// Writes under a temporary name in the same folder, flushes to disk and renames over `path`; on any
// failure the temporary is removed and `path` is as it was. Creates missing parent folders.
Result<void> write_file(const std::filesystem::path& path, const Bytes& bytes);

}  // namespace jixiao
