// What a run tells the person who started it, on stderr.
//
// Knows: how to say it in words; a few documents are told one by one, many in figures with those that need a look.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "batch/run.h"
#include "cli/app.h"

namespace jixiao::cli {

class RunSummary {
public:
    // `out`: what paths of outputs are told below; empty for a run that writes nothing.
    RunSummary(Lang lang, std::size_t inputs, std::filesystem::path out);

    static bool tells_each(std::size_t inputs);  // then it wants outcomes with their documents

    void add(const Outcome& outcome);
    void add(const JournalRecord& record, bool kept);  // of another run
    void close() const;
    std::size_t worked_on() const { return converted_ + failed_ - kept_; }  // in this run
    int exit_code(bool strict) const;

private:
    struct Look {  // a document that needs a look first
        std::string name;
        std::size_t errors, warnings;
    };
    void count(const JournalRecord& record);
    void list_looks(bool zh) const;

    Lang lang_;
    bool each_;  // tell each document
    std::filesystem::path out_;
    std::size_t inputs_;
    std::size_t converted_ = 0, clean_ = 0, failed_ = 0, defects_ = 0, waived_ = 0, kept_ = 0, left_alone_ = 0,
                with_errors_ = 0;
    bool errors_ = false, warnings_ = false;
    std::vector<std::string> failures_;  // the first few
    std::vector<Look> look_;             // the worst few, worst first
};

// Where the index is, or why it is not.
void tell_index(const Result<void>& written, const std::filesystem::path& out, Common& common);

}  // namespace jixiao::cli
