#include "batch/record.h"

#include <algorithm>

#include <cmath>

#include <nlohmann/json.hpp>

namespace jixiao {
namespace {

using Json = nlohmann::ordered_json;

std::string text_of(const Json& json) {
    return json.is_string() ? json.get<std::string>() : std::string();
}

}  // namespace

std::string record_to_json(const JournalRecord& record) {
    Json json;
    json["input"] = record.input;
    json["sha256"] = record.sha256;
    json["options"] = record.options;
    json["status"] = record.failure ? "failed" : "ok";
    json["failure"] = record.failure ? Json{{"zh", record.failure->zh}, {"en", record.failure->en}} : Json(nullptr);
    json["errors"] = record.errors;
    json["warnings"] = record.warnings;
    json["notes"] = record.notes;
    json["waived"] = record.waived;
    json["findings"] = record.errors + record.warnings + record.notes;
    json["seconds"] = std::round(record.seconds * 1e6) / 1e6;
    json["outputs"] = Json::array();
    for (const ProducedFile& file : record.outputs)
        json["outputs"].push_back({{"path", file.path}, {"sha256", file.sha256}, {"bytes", file.bytes}});
    json["forms"] = Json::array();
    for (const FormFacts& form : record.forms)
        json["forms"].push_back({{"template", form.template_id},
                                 {"part", form.part.empty() ? Json(nullptr) : Json(form.part)},
                                 {"title", form.title.empty() ? Json(nullptr) : Json(form.title)},
                                 {"year", form.year == 0 ? Json(nullptr) : Json(form.year)},
                                 {"unit", form.unit.empty() ? Json(nullptr) : Json(form.unit)},
                                 {"outputs", form.outputs},
                                 {"errors", form.errors},
                                 {"warnings", form.warnings},
                                 {"notes", form.notes}});
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

bool stays_inside(const std::filesystem::path& path) {
    return path.is_relative() && std::ranges::none_of(path, [](const auto& step) { return step == ".."; });
}

std::optional<JournalRecord> record_from_json(std::string_view line) {
    const Json json = Json::parse(line, nullptr, /*allow_exceptions=*/false);
    if (!json.is_object()) return std::nullopt;
    try {
        JournalRecord record;
        record.input = json.at("input").get<std::string>();
        record.sha256 = json.at("sha256").get<std::string>();
        record.options = json.at("options").get<std::string>();
        const bool failed = json.at("status").get<std::string>() != "ok";
        if (failed)
            record.failure = Message{text_of(json.at("failure").at("zh")), text_of(json.at("failure").at("en"))};
        record.errors = json.at("errors").get<std::size_t>();
        record.warnings = json.at("warnings").get<std::size_t>();
        record.notes = json.at("notes").get<std::size_t>();
        record.waived = json.at("waived").get<std::size_t>();
        record.seconds = json.at("seconds").get<double>();
        for (const Json& file : json.at("outputs"))
            record.outputs.push_back({file.at("path").get<std::string>(), file.at("sha256").get<std::string>(),
                                      file.at("bytes").get<std::uintmax_t>()});
        // A journal that came from elsewhere must not have files looked at that are no outputs.
        if (!std::ranges::all_of(record.outputs, [](const ProducedFile& file) { return stays_inside(file.path); }))
            return std::nullopt;
        for (const Json& form : json.at("forms"))
            record.forms.push_back({text_of(form.at("template")), text_of(form.at("part")), text_of(form.at("title")),
                                    text_of(form.at("unit")),
                                    form.at("year").is_null() ? 0 : form.at("year").get<int>(), "",
                                    form.at("outputs").get<std::size_t>(), form.value("errors", std::size_t{0}),
                                    form.value("warnings", std::size_t{0}), form.value("notes", std::size_t{0})});
        return record;
    } catch (const Json::exception&) {
        return std::nullopt;
    }
}

}  // namespace jixiao
