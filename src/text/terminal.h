// Text of strangers on a terminal: what would be taken for a command, or would turn a line around, is shown instead.
//
// Knows: control characters and what terminals make of them. Does not know: what is said.
#pragma once

#include <string>
#include <string_view>

namespace jixiao {

// Controls other than tab and line feed (ESC and U+009B begin commands, BEL ends titles), bidirectional controls and the
// separators U+2028 and U+2029 come out as `<U+001B>`; malformed UTF-8 as U+FFFD. Everything else is unchanged.
std::string terminal_text(std::string_view utf8);

}  // namespace jixiao
