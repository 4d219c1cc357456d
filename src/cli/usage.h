// What is wrong with a command line, in the user's language.
//
// Knows: the kinds of mistakes CLI11 tells apart. Does not know: what the options mean.
#pragma once

#include <string>

#include "cli/app.h"

namespace jixiao::cli {

// For the reader, the last line names `--help`; `--help` and `--version` never come here. CLI11 words its errors in English: what
// they name (an option, a value, the words allowed) is kept.
std::string usage_message(const CLI::App& app, const CLI::ParseError& error, Lang lang);

}  // namespace jixiao::cli
