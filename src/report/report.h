// What a whole run found, as one file.
//
// Knows: the three shapes of a report. Does not know: how the run went about it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "convert.h"
#include "report/html_report.h"
#include "report/roster.h"

namespace jixiao {

class Report {
public:
    // `.html`: one page for people. `.ndjson`: one object an input, then one with the roster where there is one. Otherwise
    // one JSON document, {"schema": "jixiao.report/1", "documents": […], "roster": …}.
    Report(std::filesystem::path path, Lang lang, const Vocabulary& vocabulary);

    // Whether documents should come with their source (ConvertOptions::keep_source).
    static bool shows_source(const std::filesystem::path& path) { return path.extension() == ".html"; }

    void add(const std::string& input, const std::optional<Failure>& failure, const std::vector<Document>& documents);
    void add_roster(const RosterResult& roster);
    Result<void> write() const;

private:
    std::filesystem::path path_;
    Lang lang_;
    std::optional<HtmlReport> html_;
    std::vector<std::string> lines_;   // one JSON object an input
    std::string roster_ = "null";
};

}  // namespace jixiao
