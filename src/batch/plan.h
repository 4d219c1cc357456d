// A list of inputs frozen for many machines: names, hashes, shards. One JSON object a line, the first about the list:
// {"schema": "jixiao.plan/1", "shards": N, "inputs": M, "name": null | pattern}
// {"path": …, "name": …, "stem": …, "sha256": …, "shard": K}
//
// Knows: the plan's file. Does not know: who runs a shard, and where.
#pragma once

#include <cstddef>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "batch/files.h"

namespace jixiao {

struct PlanHead {
    std::size_t shards = 1;
    std::size_t inputs = 0;
    std::string name;  // of outputs (NamePattern); empty for none
};

std::string plan_head_line(const PlanHead& head);

// Input `i` of the list, which belongs to shard i modulo N: neighbours, alike in size as a rule, are spread over all.
std::string plan_input_line(const InputFile& input, std::size_t i, const PlanHead& head);

struct RunPlan {
    PlanHead head;
    std::vector<InputFile> inputs;  // of the shard asked for, in the plan's order
    std::string sha256;             // of the plan's file
};

// Fails, naming the line, for anything that is not a whole plan, and for a shard it does not have.
Result<RunPlan> read_plan(const std::filesystem::path& path, std::optional<std::size_t> shard);

// The copy a run leaves beside its journal, so that merge knows what there should be.
std::filesystem::path plan_copy_path(const std::filesystem::path& out);

// Leaves it, complete. Fails when the folder has outputs of another plan.
Result<void> keep_plan_copy(const std::filesystem::path& plan, const std::string& sha256,
                            const std::filesystem::path& out);

}  // namespace jixiao
