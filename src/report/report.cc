#include "report/report.h"

#include <nlohmann/json.hpp>

#include "base/file_io.h"
#include "model/json.h"

namespace jixiao {
namespace {

constexpr const char* kOpening = "{\"schema\": \"jixiao.report/1\", \"documents\": [";

std::string quoted(const std::string& text) {
    return nlohmann::json(text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

std::string array_of(const std::vector<std::string>& values) {
    std::string out = "[";
    for (std::size_t i = 0; i < values.size(); ++i) out += (i ? ", " : "") + values[i];
    return out + "]";
}

std::string texts(const std::vector<std::string>& values) {
    std::vector<std::string> out;
    for (const std::string& value : values) out.push_back(quoted(value));
    return array_of(out);
}

std::string units(const std::vector<RosterResult::Unit>& values) {
    std::vector<std::string> out;
    for (const auto& unit : values) out.push_back("{\"unit\": " + quoted(unit.name) + ", \"inputs\": " + texts(unit.inputs) + "}");
    return array_of(out);
}

}  // namespace

Report::Report(std::filesystem::path path, Lang lang, const Vocabulary& vocabulary) : path_(std::move(path)), lang_(lang), unknown_(vocabulary) {
    if (shows_source(path_)) html_.emplace(lang, vocabulary);
}

void Report::add(const std::string& input, const std::optional<Failure>& failure, const std::vector<Document>& documents) {
    if (html_) return html_->add(input, failure, documents);
    for (const Document& document : documents) unknown_.add(document.form);
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
        line += "], \"waived\": [";
        for (std::size_t k = 0; k < documents[i].waived.size(); ++k) {
            const Waived& waived = documents[i].waived[k];
            line += std::string(k ? ", " : "") + "{\"reason\": " + quoted(waived.reason) + ", \"until\": " + quoted(waived.until.str()) +
                    ", \"finding\": " + finding_to_json(waived.finding, lang_) + "}";
        }
        line += "]}";
    }
    const bool lines = path_.extension() == ".ndjson";
    put((lines ? "" : inputs_ == 0 ? kOpening + std::string("\n") : std::string(",\n")) + line + (lines ? "]}\n" : "]}"));
    ++inputs_;
}

void Report::put(std::string_view text) {
    if (failure_) return;
    if (!file_) {
        auto opened = FileWriter::open(path_);
        if (opened)
            file_.emplace(std::move(*opened));
        else
            failure_ = opened.error();
    }
    if (!file_) return;
    if (const auto written = file_->append(text); !written) failure_ = written.error();
}

void Report::add_roster(const RosterResult& roster) {
    if (html_) return html_->add_roster(roster);
    roster_ = "{\"listed\": " + std::to_string(roster.listed) + ", \"missing\": " + units(roster.missing) + ", \"twice\": " +
              units(roster.twice) + ", \"unknown\": " + units(roster.unknown) + ", \"nameless\": " + texts(roster.nameless) +
              ", \"failed\": " + texts(roster.failed) + ", \"repeated\": " + texts(roster.repeated) + "}";
}

void Report::add_packs(std::vector<std::pair<std::string, std::string>> packs) {
    if (html_) return html_->add_packs(std::move(packs));
    packs_ = std::move(packs);
}

Result<void> Report::write() {
    if (html_) return write_file(path_, html_->page());
    std::vector<std::string> packs;
    for (const auto& [name, hash] : packs_) packs.push_back("{\"folder\": " + quoted(name) + ", \"sha256\": " + quoted(hash) + "}");
    const std::string unknown = unknown_.json();
    if (path_.extension() == ".ndjson")
        put((roster_ != "null" ? "{\"roster\": " + roster_ + "}\n" : "") + (unknown != "[]" ? "{\"unknown_labels\": " + unknown + "}\n" : "") +
            (packs.empty() ? "" : "{\"templates\": " + array_of(packs) + "}\n"));
    else
        put((inputs_ == 0 ? std::string(kOpening) : "") + "\n], \"roster\": " + roster_ + ", \"unknown_labels\": " + unknown + ", \"templates\": " +
            array_of(packs) + "}\n");
    if (failure_) return std::unexpected(*failure_);
    return file_->finish();
}

}  // namespace jixiao
