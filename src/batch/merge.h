// The journals of a plan's shards, joined and proved: everything done once, or twice alike.
//
// Knows: what a whole run leaves. Does not know: how shards were run.
#pragma once

#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/failure.h"
#include "batch/plan.h"
#include "batch/record.h"

namespace jixiao {

struct MergeProblem {
    std::string input;
    Message what;
};

struct Merged {
    RunPlan plan;
    std::size_t failed = 0;              // inputs that were tried and failed, in every folder that has them
    std::vector<MergeProblem> problems;  // missing, damaged, or done twice differently
};

// Reads the plan and all journals of the folders; hashes every output. `entry` is called once an input that is done
// or failed, in the plan's order, with the folder that holds its outputs.
Result<Merged> merge_folders(
    std::span<const std::filesystem::path> folders,
    const std::function<void(const RunPlan&, const JournalRecord&, const std::filesystem::path&)>& entry);

}  // namespace jixiao
