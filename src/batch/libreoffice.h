// Workbooks jixiao does not read itself (.xls, .et, .ods), converted to OOXML by LibreOffice in a process of its own.
//
// Knows: how to start LibreOffice, wait for it and end it. Does not know: what is in the files.
#pragma once

#include <chrono>

#include "base/bytes.h"
#include "base/failure.h"

namespace jixiao {

// The input as .xlsx. LibreOffice runs with a profile and a folder of its own, which are removed; after `limit` its whole
// process group is ended. Fails when LibreOffice is absent, takes too long, or writes nothing.
Result<Input> convert_with_libreoffice(const Input& input, std::chrono::seconds limit);

// The same for a workbook jixiao does not read itself; anything else as it is.
Result<Input> as_readable(Input input, std::chrono::seconds limit);

inline constexpr std::chrono::seconds kLibreOfficeLimit{60};  // a cold start on a slow disk takes 20

}  // namespace jixiao
