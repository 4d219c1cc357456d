// templates/*.xml -> Template, validated; every error names file and line.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "template/template.h"

namespace jixiao {

// Over `base`: what is known gains the spellings, and a term takes the label given (its old one becomes a spelling); the
// rest is added.
Result<Vocabulary> load_vocabulary(const Input& xml, Vocabulary base = {});

// `vocabulary` must hold every term the form names.
Result<Template> load_template(const Input& xml, const Vocabulary& vocabulary);

// Every error of a template, with line and column (counted from 0 in Failure::at), in the file's order; empty where it is
// sound.
std::vector<Failure> check_template(const Input& xml, const Vocabulary& vocabulary);

// The same for a vocabulary, or a file of labels, read over `base`.
std::vector<Failure> check_vocabulary(const Input& xml, Vocabulary base = {});

// Everything below the templates folders.
struct TemplateSet {
    Vocabulary vocabulary;
    std::vector<Template> forms;                     // ordered by id
    const Template* form(std::string_view id) const;
};
Result<TemplateSet> load_templates(const std::filesystem::path& folder);

// Template packs before the installed folder: of two forms with one id the first folder's counts. A pack needs no
// vocabulary.xml; its own is read over the installed one, and `labels`, files of the same kind, over both.
Result<TemplateSet> load_templates(const std::vector<std::filesystem::path>& packs, const std::filesystem::path& installed,
                                   const std::vector<std::filesystem::path>& labels);

// The vocabulary alone, put together as load_templates does.
Result<Vocabulary> load_words(const std::vector<std::filesystem::path>& packs, const std::filesystem::path& installed,
                              const std::vector<std::filesystem::path>& labels);

}  // namespace jixiao
