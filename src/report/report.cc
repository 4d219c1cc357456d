#include "report/report.h"

#include <nlohmann/json.hpp>

#include "base/file_io.h"
#include "model/json.h"

namespace jixiao {
namespace {

std::string quoted(const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

}  // namespace

void Report::add(const std::string& input, const std::optional<Failure>& failure, const std::vector<Document>& documents) {
    std::string line = "{\"input\": " + quoted(input);
    line += failure ? ", \"failure\": " + quoted(failure->str(lang_)) : ", \"failure\": null";
    line += ", \"forms\": [";
    for (std::size_t i = 0; i < documents.size(); ++i) {
        const Form& form = documents[i].form;
        line += i ? ", {" : "{";
        line += "\"template\": " + quoted(form.template_id);
        line += ", \"part\": " + (form.source.part ? quoted(*form.source.part) : "null");
        line += ", \"title\": " + (form.title.empty() ? "null" : quoted(form.title));
        line += ", \"findings\": [";
        for (std::size_t k = 0; k < form.findings.size(); ++k)
            line += (k ? ", " : "") + finding_to_json(form.findings[k], lang_);
        line += "]}";
    }
    lines_.push_back(line + "]}");
}

Result<void> Report::write(const std::filesystem::path& path) const {
    std::string text;
    if (path.extension() == ".ndjson") {
        for (const std::string& line : lines_) text += line + "\n";
    } else {
        text = "{\"schema\": \"jixiao.report/1\", \"documents\": [";
        for (std::size_t i = 0; i < lines_.size(); ++i) text += (i ? ",\n" : "\n") + lines_[i];
        text += "\n]}\n";
    }
    return write_file(path, text);
}

}  // namespace jixiao
