// Bytes -> Grids: what a file is, by its content, never by its name, and what it says.
//
// Knows: file formats. Does not know: labels (it is given a probe), forms, or templates.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "base/finding.h"
#include "grid/grid.h"
#include "base/limits.h"
#include "text/charset.h"

namespace jixiao {

enum class Format {
    Text,     // any text dialect: tabs, aligned columns, markdown, HTML, CSV, one cell per line
    Xlsx,     // OOXML spreadsheet, transitional or strict
    Json,     // jixiao.form/1 (read by model, not by an importer)
    Unknown,  // recognised as something jixiao does not read, or not at all
};

struct Detected {
    Format format = Format::Unknown;
    Message what;    // "BIFF workbook of Excel 97–2003 (.xls)", for the refusal
    Message remedy;  // the command that helps, where there is one
    bool workbook = false;  // a workbook of another kind, which an office program saves as OOXML
};

// Looks at the bytes only.
Detected detect(std::string_view bytes);

// How a text separates its cells; text_dialects.h describes each.
enum class TextDialect { Tabs, Csv, Markdown, Html, Aligned, Lines, Words };

std::string_view dialect_name(TextDialect dialect);  // "tabs" | "csv" | … , for `--from` and reports
std::optional<TextDialect> find_dialect(std::string_view name);

struct Imported {
    std::string format;                  // "text" | "xlsx", as in the canonical JSON
    std::optional<TextDialect> dialect;  // of a text
    std::vector<Grid> grids;             // one a sheet, in order; exactly one for text
    Findings findings;                   // of reading: ignored merges, damage, replaced characters
};

struct ImportOptions {
    LabelProbe probe;
    Limits limits;
    std::optional<TextDialect> dialect;  // of a text; by content where none is given
};

Result<Imported> import(const Input& input, const ImportOptions& options);

// The importers behind it, one file each.
Result<Imported> import_text(const Input& input, const ImportOptions& options);
Result<Imported> import_xlsx(const Input& input, const ImportOptions& options);

}  // namespace jixiao
