// Names of outputs that two documents would share, found before anything is written.
//
// Knows: that every input is read for it. Does not know: how names are made.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "batch/run.h"

namespace jixiao {

struct Collision {
    std::string name;                 // below the output folder, without extension
    std::vector<std::string> inputs;  // with their parts
};

// What `options.name` makes of all inputs. Those that cannot be read have no name; standard input is left aside,
// because it can be read only once. `done` is called once an input.
std::vector<Collision> find_collisions(std::span<const InputFile> inputs, const Engine& engine, RunOptions options,
                                       const std::function<void(const Outcome&)>& done);

}  // namespace jixiao
