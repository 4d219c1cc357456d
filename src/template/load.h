// templates/*.xml -> Template, validated; every error names file and line.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "template/template.h"

namespace jixiao {

Result<Vocabulary> load_vocabulary(const Input& xml);

// `vocabulary` must hold every term the form names.
Result<Template> load_template(const Input& xml, const Vocabulary& vocabulary);

// Everything below one templates folder.
struct TemplateSet {
    Vocabulary vocabulary;
    std::vector<Template> forms;                     // ordered by id
    const Template* form(std::string_view id) const;
};
Result<TemplateSet> load_templates(const std::filesystem::path& folder);

}  // namespace jixiao
