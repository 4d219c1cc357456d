// An ICC profile of sRGB for the output intent.
//
// Knows: ICC.1:2010 (profile version 4), IEC 61966-2-1. Does not know: PDF.
#pragma once

#include "base/bytes.h"

namespace jixiao {

// A matrix and tone curve display profile; always the same bytes.
Bytes srgb_profile();

}  // namespace jixiao
