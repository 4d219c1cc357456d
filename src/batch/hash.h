// SHA-256 (FIPS 180-4) in hexadecimal: what journals, plans and sums name bytes by.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "base/failure.h"

namespace jixiao {

std::string sha256_of(std::string_view bytes);

// Of a whole file, read piece by piece.
Result<std::string> sha256_of_file(const std::filesystem::path& path);

// Of a font: its size and its beginning, where the directories of its faces stand, which hold a checksum of every
// table (OpenType 1.9, "Table Directory"). Reading all of a hundred megabytes would take longer than a document does.
Result<std::string> identity_of_font(const std::filesystem::path& path);

}  // namespace jixiao
