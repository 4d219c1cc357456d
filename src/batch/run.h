// Many inputs: in parallel, in order, each on its own.
//
// Knows: workers, a bounded window of documents in flight, writing outputs all or none.
// Does not know: what the stages do, or how results are told to people.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "batch/files.h"
#include "batch/libreoffice.h"
#include "convert.h"

namespace jixiao {

struct RunOptions {
    ConvertOptions convert;
    std::filesystem::path out;   // folder
    int jobs = 1;
    bool overwrite = false;
    bool write = true;           // false: read and check only
    bool via_libreoffice = false;  // workbooks of other kinds are converted by LibreOffice first
    std::chrono::seconds libreoffice_limit = kLibreOfficeLimit;
};

// What became of one input. Exactly one of failure and documents is there.
struct Outcome {
    const InputFile* input = nullptr;
    std::optional<Failure> failure;
    std::vector<Document> documents;           // outputs' bytes are dropped once written
    std::vector<std::filesystem::path> written;
    std::vector<bool> unchanged;               // one a written path: it was there already with equal bytes
    bool crashed = false;                      // an exception left a stage: our defect
};

// Calls `done` once an input, in input order, from one thread at a time, while later ones are being worked on. Stops
// taking up inputs when `done` answers false.
void run_batch(std::span<const InputFile> inputs, const Engine& engine, const RunOptions& options,
               const std::function<bool(Outcome&&)>& done);

}  // namespace jixiao
