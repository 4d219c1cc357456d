// Pieces of index.html: what was produced, as a page for a portal or a folder on disk.
//
// Knows: how the page looks. Does not know: files, or what comes next: a page of any length is written piece by piece.
#pragma once

#include <string>
#include <string_view>

#include "base/message.h"
#include "batch/record.h"

namespace jixiao {

// Everything before the first form.
std::string index_begin(Lang lang);

// A heading for the forms that follow, the first one included: the folder they lie in, empty for the output folder itself.
std::string index_folder(std::string_view folder, bool first);

// A form and its outputs, `files` of the record from `next` on.
std::string index_row(const JournalRecord& record, const FormFacts& form, std::size_t next, std::size_t files, Lang lang);

struct IndexCounts {
    std::size_t forms = 0, with_errors = 0, with_warnings = 0;  // a form with both has errors
};

// Everything after the last form.
std::string index_end(const IndexCounts& counts, Lang lang);

}  // namespace jixiao
