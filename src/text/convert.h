// Bytes of a named encoding to UTF-8. For charset.cc only.
//
// Knows: ICU's converters and where their tables are older than the standard.
// Does not know: how to find out which encoding it is.
#pragma once

#include <string_view>

#include "text/charset.h"

namespace jixiao {

// `charset` is one of the names of Decoded::charset. Total: what cannot be read becomes U+FFFD.
Decoded decode_as(std::string_view bytes, std::string_view charset);

}  // namespace jixiao
