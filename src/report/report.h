// What a whole run found, as one file.
//
// Knows: the three shapes of a report. Does not know: how the run went about it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/file_writer.h"
#include "convert.h"
#include "report/html_report.h"
#include "report/roster.h"
#include "report/unknown_labels.h"

namespace jixiao {

class Report {
public:
    // `.html`: one page for people. `.ndjson`: one object an input, then what is there of roster, unknown labels, templates. Otherwise
    // one JSON document, {"schema": "jixiao.report/1", "documents": […], "roster": …, "unknown_labels": […], "templates": […]}.
    Report(std::filesystem::path path, Lang lang, const Vocabulary& vocabulary);

    // Whether documents should come with their source (ConvertOptions::keep_source).
    static bool shows_source(const std::filesystem::path& path) { return path.extension() == ".html"; }

    // JSON goes to a temporary file as it comes, so that memory does not grow with the batch.
    void add(const std::string& input, const std::optional<Failure>& failure, const std::vector<Document>& documents);
    void add_roster(const RosterResult& roster);
    // Folders of templates that were searched before the installed one, and what their files hash to.
    void add_packs(std::vector<std::pair<std::string, std::string>> packs);
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
    UnknownLabels unknown_;
    std::vector<std::pair<std::string, std::string>> packs_;
};

}  // namespace jixiao
