// --files-from and --name, for the subcommands that have them.
#pragma once

#include <string>
#include <vector>

#include "batch/run.h"
#include "cli/app.h"

namespace jixiao::cli {

// The inputs given, then those of the list.
Result<std::vector<InputFile>> all_inputs(std::vector<std::string> given, const std::string& files_from);

// Each says what is wrong, sets common.exit and answers false.
bool read_name_pattern(const std::string& text, const Engine& engine, RunOptions& run, Common& common);
bool names_are_free(std::span<const InputFile> inputs, const Engine& engine, const RunOptions& run,
                    const std::string& progress, Common& common);

}  // namespace jixiao::cli
