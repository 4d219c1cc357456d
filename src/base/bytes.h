// An input as it arrived: a name to call it by, and its bytes.
#pragma once

#include <string>

namespace jixiao {

// Bytes of a file, of any encoding, NULs included.
using Bytes = std::string;

struct Input {
    std::string name;  // relative to the folder given, or the base name: never a machine's path
    Bytes bytes;
};

}  // namespace jixiao
