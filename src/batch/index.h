// What a run has produced, for a portal: index.html, index.csv, SHA256SUMS in the output folder.
//
// Knows: the three files. Does not know: how the documents came to be, or how the page looks (index_page.h).
#pragma once

#include <filesystem>
#include <string>

#include "base/failure.h"
#include "base/message.h"
#include "batch/growing_file.h"
#include "batch/index_page.h"
#include "batch/record.h"

namespace jixiao {

class Index {
public:
    Index(const std::filesystem::path& out, Lang lang);

    void add(const JournalRecord& record);  // of an input that is done; in the order of the run
    Result<void> write();                   // the three files appear now, whole; without it the old ones stay

    // Whether an output may not have this path because the index has it.
    static bool takes(const std::string& path);

private:
    std::filesystem::path out_;
    Lang lang_;
    GrowingFile html_, csv_, sums_;
    std::string folder_;  // of the row before
    IndexCounts counts_;
};

}  // namespace jixiao
