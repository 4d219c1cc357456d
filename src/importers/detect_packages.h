// What a zip archive or a compound file holds, told from the names inside. For detect.cc only.
//
// Knows: local headers of zip, directory entries of [MS-CFB]. Does not know: how to unpack either.
#pragma once

#include <optional>
#include <string_view>

#include "importers/import.h"

namespace jixiao {

// Nothing where the bytes are no zip archive, at most preceded by junk.
std::optional<Detected> detect_zip(std::string_view bytes);

// Nothing where the bytes are no compound file.
std::optional<Detected> detect_compound_file(std::string_view bytes);

}  // namespace jixiao
