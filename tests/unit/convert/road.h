// The whole road in tests: an input's bytes to its documents, and what another program reads in them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <nlohmann/json.hpp>

#include "convert.h"

namespace jixiao::test {

const Engine& engine();
std::string seed();                                  // fixtures/changzhou-kjj-2024.txt

Document road(const std::string& name, const std::string& bytes, std::vector<OutputFormat> to);  // requires one form
const Bytes& output(const Document& document, OutputFormat format);

nlohmann::json canonical(const Document& document);  // its JSON output, parsed
nlohmann::json facts(const Document& document);      // the same without findings and source

// All text of the PDF as pdftotext gives it, white space removed; nothing where pdftotext is absent.
std::optional<std::string> pdf_text(const Document& document);

// Every cell of the first sheet of the XLSX, as our importer reads it.
std::vector<std::string> workbook_texts(const Document& document);

std::string without_spaces(std::string_view text);

}  // namespace jixiao::test
