// Options of the subcommands that read inputs.
#pragma once

#include <CLI/CLI.hpp>

#include "batch/run.h"

namespace jixiao::cli {

// How an input is read: --from, --limit.
void add_import_options(CLI::App& command, ConvertOptions& convert);

// The same, and what concerns many inputs: --via-libreoffice.
void add_reading_options(CLI::App& command, RunOptions& run);

}  // namespace jixiao::cli
