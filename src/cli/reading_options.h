// Options of the subcommands that read inputs.
#pragma once

#include "batch/run.h"

namespace CLI {
class App;
}

namespace jixiao::cli {

// How an input is read: --from, --limit.
void add_import_options(CLI::App& command, ConvertOptions& convert);

// --via-libreoffice, --libreoffice-limit.
void add_libreoffice_options(CLI::App& command, bool& wanted, std::chrono::seconds& limit);

// All of them, for the subcommands that read many inputs.
void add_reading_options(CLI::App& command, RunOptions& run);

}  // namespace jixiao::cli
