// What a whole run found, as one file.
//
// Knows: the three shapes of a report. Does not know: how the run went about it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/file_writer.h"
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

    // JSON goes to a temporary file as it comes, so that memory does not grow with the batch.
    void add(const std::string& input, const std::optional<Failure>& failure, const std::vector<Document>& documents);
    void add_roster(const RosterResult& roster);
    // Finishes the file: complete or, on any failure, as it was before. Call it once.
    Result<void> write();

private:
    void put(std::string_view text);

    std::filesystem::path path_;
    Lang lang_;
    std::optional<HtmlReport> html_;
    std::optional<FileWriter> file_;   // open from the first text on, until something fails
    std::optional<Failure> failure_;   // the first
    std::size_t inputs_ = 0;
    std::string roster_ = "null";
};

}  // namespace jixiao
