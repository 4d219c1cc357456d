// Options of the subcommands that read many inputs.
#pragma once

#include <CLI/CLI.hpp>

#include "batch/run.h"

namespace jixiao::cli {

void add_reading_options(CLI::App& command, RunOptions& run);

}  // namespace jixiao::cli
