// One case read and judged; many cases counted.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "convert.h"
#include "dirt.h"
#include "judge.h"

namespace jixiao::noise {

// With the templates below `root` (the source folder).
std::unique_ptr<Engine> start_engine(const std::filesystem::path& root);

struct Read {
    Tally tally;
    std::vector<std::vector<Verdict>> verdicts;  // of each form written
    std::vector<Form> forms;
    std::string refusal;                         // why nothing was read
};

// Makes the case, reads it, judges it. A refusal counts every value as flagged, or as right where it is what is wanted.
Read read_case(const Case& made, const Order& order, const Engine& engine);
Case make_case(const Order& order, const Engine& engine, const std::string& template_id);

inline const std::string& kTemplate = kFirstForm;

}  // namespace jixiao::noise
