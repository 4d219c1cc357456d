// The character set of everyday Chinese.
//
// Knows: GB/T 2312-1980. Does not know: what it is used for.
#pragma once

namespace jixiao {

// True for the 6,763 ideographs and 682 other characters of GB/T 2312, and for ASCII: all that most tables are written in.
bool in_gb2312(char32_t c);

}  // namespace jixiao
