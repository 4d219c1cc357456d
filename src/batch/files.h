// Which files a run reads, and what its outputs are called.
//
// Knows: folders, file lists, names. Does not know: what is in the files.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"

namespace jixiao {

struct InputFile {
    std::filesystem::path path;   // to open; "-" is standard input
    std::string name;             // as outputs and messages call it: relative to the folder given, or the base name
    std::filesystem::path stem;   // of its outputs, relative to the output folder, without extension
    std::string sha256;           // its bytes must have it; empty: any
};

// The inputs in order: a file as given, a folder recursed (its regular files, hidden ones aside, sorted by name),
// `-` standard input. What does not exist, or is a folder that cannot be read, is an input like any other, which fails
// alone when it is read. Inputs whose outputs would collide keep their full names (`a.txt` and `a.xlsx` -> `a.txt`, `a.xlsx`).
std::vector<InputFile> list_inputs(std::span<const std::string> given);

// The input's bytes, at most `limit`; standard input for `-`.
Result<Bytes> read_input(const InputFile& input, std::uintmax_t limit);

// One path a line; blank lines are skipped.
Result<std::vector<std::string>> read_file_list(const std::filesystem::path& path);

}  // namespace jixiao
