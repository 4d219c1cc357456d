// One input to outputs that wait in a folder.
//
// Knows: names of outputs, what may be replaced. Does not know: other inputs; processes.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "batch/run.h"

namespace jixiao {

struct WaitingRoom {
    std::function<Result<std::filesystem::path>()> folder;  // asked for when the first file comes
    std::size_t number = 0;                                 // of the input in the run: names the files
    const JournalRecord* before = nullptr;  // of this input: outputs that are still ours may be replaced
};

// Fills in the outcome of an input whose bytes are at hand: record, staged files (where the options say write),
// documents (where asked for), or a failure.
void produce(Outcome& outcome, Bytes bytes, const Engine& engine, const RunOptions& options, const WaitingRoom& room);

// The documents of an input that is done already, without writing or proving anything: for reports.
std::vector<Document> read_again(const InputFile& input, Bytes bytes, const Engine& engine,
                                 const RunOptions& options);

void set_failure(Outcome& outcome, Failure failure);

// Removes what an input left in the waiting room.
void clear_room(const std::filesystem::path& folder, std::size_t number);

}  // namespace jixiao
