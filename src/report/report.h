// Findings of a whole run as one file.
//
// Knows: the report's shape. Does not know: how the run went about it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "convert.h"

namespace jixiao {

class Report {
public:
    explicit Report(Lang lang) : lang_(lang) {}

    void add(const std::string& input, const std::optional<Failure>& failure, const std::vector<Document>& documents);

    // `.ndjson`: one object an input; otherwise one JSON document, {"schema": "jixiao.report/1", "documents": […]}.
    Result<void> write(const std::filesystem::path& path) const;

private:
    Lang lang_;
    std::vector<std::string> lines_;   // one JSON object an input
};

}  // namespace jixiao
