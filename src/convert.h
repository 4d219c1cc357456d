// One input to its outputs.
//
// Knows: the order of the stages. Does not know: folders, command lines, other inputs.
#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/bytes.h"
#include "base/failure.h"
#include "check/check.h"
#include "check/rules.h"
#include "check/waivers.h"
#include "fonts/font_set.h"
#include "importers/import.h"
#include "layout/compose.h"
#include "model/form.h"
#include "recognise/recognise.h"
#include "template/load.h"

namespace jixiao {

enum class OutputFormat { Json, Xlsx, Pdf, Html };

std::string_view extension(OutputFormat format);                       // ".json" …
std::optional<OutputFormat> find_output_format(std::string_view name); // "json" …

// What every document of a run shares; read-only, safe between threads.
class Engine {
public:
    struct Options {
        std::filesystem::path templates;      // folder
        std::vector<std::filesystem::path> packs;   // folders with more templates, searched before it, in order
        std::vector<std::filesystem::path> labels;  // files with an office's own spellings
        std::filesystem::path rules;          // file; empty: none
        std::vector<std::filesystem::path> more_rules;  // read over it, in order
        std::filesystem::path font_manifest;
        FontSet::Options fonts;
        std::filesystem::path scratch = "/dev/shm";  // where a workbook's parts are built; nothing stays there
    };
    static Result<std::unique_ptr<Engine>> start(const Options& options);

    const TemplateSet& templates() const { return templates_; }
    const Recogniser& recogniser() const { return *recogniser_; }
    const Rules& rules() const { return rules_; }
    const std::filesystem::path& scratch() const { return options_.scratch; }

    // Fonts are found on first use: a run that writes only JSON needs none.
    Result<std::shared_ptr<FontSet>> fonts() const;

    // How many documents a run has, as far as that is known beforehand. From about 50 PDFs on it pays to prepare the
    // faces in use for subsetting (some 0.5 s and 100 MB a face, once; then 0.4 ms a document instead of 6).
    void expect(std::size_t documents) { expected_ = documents; }
    // To be called when a PDF was written: its faces are then the ones to prepare. Output is the same either way.
    void prepare_fonts(const FontSet& fonts) const;

private:
    Engine() = default;
    Options options_;
    TemplateSet templates_;
    Rules rules_;
    std::unique_ptr<Recogniser> recogniser_;
    struct Fonts;
    std::shared_ptr<Fonts> fonts_;
    std::size_t expected_ = 1;
};

struct ConvertOptions {
    std::vector<OutputFormat> to = {OutputFormat::Json};
    std::optional<TextDialect> dialect;  // of a text input; by its content where none is given
    Repairs repairs = Repairs::Safe;
    Limits limits;             // of reading
    std::string as_form;       // forces recognition; empty: chosen by the labels seen
    std::string template_id;   // of the output; empty: the recognised one
    bool verify = true;        // read JSON and XLSX back and compare
    std::vector<Waiver> waivers;
    Date today;                // on which waivers are in force; the library has no clock
    Lang lang = Lang::Zh;      // of the messages in JSON
    ComposeOptions compose;
    CheckOptions check;
    bool attach_json = false;  // PDF: the canonical JSON is an associated file of it
    bool allow_nonconforming = false;  // PDF: write what no standard allows, with a finding for each reason
    bool keep_source = false;  // documents keep the grid they were read from
};

struct Output {
    OutputFormat format;
    Bytes bytes;
};

// One form of an input, with everything found on the way.
struct Document {
    Form form;                    // its findings include those of reading, checking and layout
    const Template* form_template = nullptr;  // of the form as it stands here: the output's
    std::string part;             // names the outputs where an input holds several forms; empty where it holds one
    std::vector<Waived> waived;   // findings the office has accepted, taken out of the form's
    std::vector<Output> outputs;  // in the order asked for
    Grid grid;                    // what was read, and what became of each of its cells; empty unless keep_source was
    std::vector<CellClaim> claims;  // set, and for JSON input
};

// Reads an input as far as the Form, checked: everything before layout. One entry a form.
Result<std::vector<Document>> read_forms(const Input& input, const Engine& engine, const ConvertOptions& options);

// The whole way. Either all outputs of all forms of the input, or a Failure.
Result<std::vector<Document>> convert(const Input& input, const Engine& engine, const ConvertOptions& options);

// The empty form of a template as a workbook with validation, for filling in.
Result<Bytes> blank_workbook(const Template& form_template, const Engine& engine);

}  // namespace jixiao
