// Runs over many inputs: what convert and check have in common.
//
// Knows: their shared options; who is told of an outcome. Does not know: what is done with a document.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "batch/run.h"
#include "cli/app.h"
#include "cli/interruption.h"

namespace jixiao::cli {

struct BatchArguments {
    std::vector<std::string> inputs;
    std::string report, waive, roster, progress;
    bool strict = false;
    RunOptions run;
};

// IN and the shared options. `inputs_required`: unless the subcommand has another source of inputs.
void add_batch_options(CLI::App& command, BatchArguments& arguments, bool inputs_required);

// Waivers, language, and what the report needs of the documents. False, with common.exit set, when a file cannot be
// read.
bool prepare_batch(BatchArguments& arguments, Common& common);

// Works through the inputs: progress, summary, roster, report; `each` is called once an input in input order. Sets
// common.exit.
RunEnd run_and_tell(BatchArguments& arguments, std::span<const InputFile> inputs, const Engine& engine,
                    const Interruption& interruption, Common& common,
                    const std::function<void(const Outcome&)>& each);

}  // namespace jixiao::cli
