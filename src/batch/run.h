// Many inputs: in parallel, in order, each on its own.
//
// Knows: workers, a bounded window of documents in flight, what is up to date, putting outputs into place in input
// order. Does not know: what the stages do, or how results are told to people.
#pragma once

#include <chrono>
#include <filesystem>
#include <functional>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <vector>

#include "batch/files.h"
#include "batch/journal.h"
#include "batch/libreoffice.h"
#include "batch/names.h"
#include "batch/record.h"
#include "batch/staging.h"
#include "convert.h"

namespace jixiao {

enum class Redo {
    Everything,
    Needed,  // --resume: what is missing, changed or failed
    Failed,  // --retry-failed: what failed, and nothing else
};

// Each document in a process of its own kind, which can be ended without harm to others.
struct Isolation {
    std::vector<std::string> command;  // starts a worker (worker.h); its file descriptor 3 is the line to us
    std::optional<std::chrono::milliseconds> time;  // a document may take
    std::optional<std::uintmax_t> memory;           // bytes a document may add to its process
};

struct RunOptions {
    ConvertOptions convert;
    std::filesystem::path out;  // folder
    int jobs = 1;
    bool overwrite = false;
    bool write = true;                           // false: read and check only
    bool via_libreoffice = false;                // workbooks of other kinds are converted by LibreOffice first
    std::chrono::seconds libreoffice_limit = kLibreOfficeLimit;

    bool keep_documents = true;       // outcomes come with their documents
    std::optional<NamePattern> name;  // of outputs
    std::string settings;             // Settings::hash(), for the journal
    Redo redo = Redo::Everything;
    const JournalReader* before = nullptr;  // what earlier runs did
    JournalWriter* journal = nullptr;       // none: this run leaves no record
    Staging* staging = nullptr;             // where there is something to write
    bool fail_fast = false;                 // the first failure ends the run; nothing after it is written
    std::optional<Isolation> isolation;
    std::stop_token stop;                         // finish what runs, take up nothing more
    std::function<double()> seconds;              // a steady clock; the library has none
    std::function<void(const InputFile&)> begun;  // from any thread
};

// An output that waits, or that was there already.
struct StagedFile {
    std::filesystem::path temporary;  // empty: nothing to rename
    bool there = false;               // a file of this name may be replaced
    bool unchanged = false;           // it has these bytes
};

struct Outcome {
    enum class Fate {
        Done,       // outputs are in place
        Failed,     // nothing was written; failure says why
        Kept,       // up to date from an earlier run
        LeftAlone,  // --retry-failed does not speak of it
        Undone,     // the run ended before it could be done
    };
    const InputFile* input = nullptr;
    Fate fate = Fate::Done;
    std::optional<Failure> failure;
    JournalRecord record;
    std::vector<Document> documents;  // where asked for; their outputs' bytes are dropped once written
    std::vector<StagedFile> staged;   // one an output of the record
    bool crashed = false;             // our defect
    int disk_error = 0;               // errno: no output can be written any more
};

struct RunEnd {
    enum class Why { All, Stopped, FailedFast, Unwritable };
    Why why = Why::All;
    std::optional<Failure> failure;  // of Unwritable: a full disk, a folder that cannot be written
};

// Calls `done` once an input, in input order, from one thread at a time, while later ones are being worked on. An
// outcome that is Done has its outputs in place and its line in the journal.
RunEnd run_batch(std::span<const InputFile> inputs, const Engine& engine, const RunOptions& options,
                 const std::function<void(Outcome&&)>& done);

}  // namespace jixiao
