// What a run tells the person who started it, on stderr.
//
// Knows: how to say it in words; a few documents are told one by one, many in figures with those that need a look.
#pragma once

#include <string>
#include <vector>

#include "batch/run.h"

namespace jixiao::cli {

class RunSummary {
public:
    RunSummary(Lang lang, std::size_t inputs, bool writes);

    void add(const Outcome& outcome);
    void close() const;
    int exit_code(bool strict) const;

private:
    struct Look {                    // a document that needs a look first
        std::string name;
        std::size_t errors, warnings;
    };

    Lang lang_;
    bool each_;                      // tell each document
    bool writes_;
    std::size_t inputs_;
    std::size_t converted_ = 0, clean_ = 0, failed_ = 0, defects_ = 0, waived_ = 0;
    bool errors_ = false, warnings_ = false;
    std::vector<Look> look_;
};

}  // namespace jixiao::cli
