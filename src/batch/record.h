// What became of one input, as plain values: a line of the journal.
//
// Knows: the journal's keys. Does not know: where journals lie, or how a run went about it.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"

namespace jixiao {

struct ProducedFile {
    std::string path;  // relative to the output folder
    std::string sha256;
    std::uintmax_t bytes = 0;
    bool operator==(const ProducedFile&) const = default;
};

struct FormFacts {  // what a list of documents says of one form
    std::string template_id, part, title, unit;
    int year = 0;             // 0: none was read
    std::string name;         // what --name makes of its fields; empty without one. Not kept in the journal
    std::size_t outputs = 0;  // how many of the record's outputs are this form's; they follow each other
    std::size_t errors = 0, warnings = 0, notes = 0;
};

struct JournalRecord {
    std::string input;    // its name
    std::string sha256;   // of its bytes; empty when they could not be read
    std::string options;  // hash of everything else the outputs depend on
    std::optional<Message> failure;
    std::size_t errors = 0, warnings = 0, notes = 0, waived = 0;
    double seconds = 0;
    std::vector<ProducedFile> outputs;
    std::vector<FormFacts> forms;
};

// One line of JSON without its end:
// {"input", "sha256", "options", "status": "ok" | "failed", "failure": null | {"zh", "en"}, "errors", "warnings",
// "notes",
//  "waived", "findings", "seconds", "outputs": [{"path", "sha256", "bytes"}], "forms": [{"template", "part", "title",
//  "year", "unit", "outputs", "errors", "warnings", "notes"}]}
std::string record_to_json(const JournalRecord& record);

// Whether a path given below a folder remains below it.
bool stays_inside(const std::filesystem::path& path);

// Nothing for a line that is no record: torn by a power cut, or not ours.
std::optional<JournalRecord> record_from_json(std::string_view line);

}  // namespace jixiao
