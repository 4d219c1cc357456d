// What the benchmarks measure: the paths of the program and their parts, each a function from values to values.
//
// Knows: which stages there are and what each is given. Does not know: how anything is timed or counted.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "convert.h"

namespace jixiao::bench {

// With the templates, rules and font manifest below `root` (the source folder). Ends the process where that fails.
std::unique_ptr<Engine> start(const std::filesystem::path& root);

// One document at every stage, ready to be measured from any of them on. Ends the process where a stage fails.
struct Work {
    Input text;
    Document document;      // read from it
    Sheet sheet;
    Pages pages;
    Bytes json, pdf;
    Input workbook;         // the XLSX written of it
};
Work make_work(const Engine& engine, Input text);
Input read_input(const std::filesystem::path& path);

// The paths of the target table.
std::size_t text_to_form(const Work& work, const Engine& engine);   // recognised and checked
std::size_t xlsx_to_form(const Work& work, const Engine& engine);
std::size_t form_to_pdf(const Work& work, const Engine& engine);    // layout included
std::size_t form_to_xlsx(const Work& work, const Engine& engine);   // layout included
std::size_t form_to_json(const Work& work, const Engine& engine);
std::size_t text_to_all(const Work& work, const Engine& engine);    // JSON, XLSX and PDF, verified

// What any program would have to do: inflate and parse the input, subset the glyphs, deflate the output.
class Floor {
public:
    Floor(const Work& work, const Engine& engine);
    ~Floor();
    std::size_t inflate() const;          // the workbook's parts, libdeflate
    std::size_t parse();                  // their XML, pugixml in place, on a fresh copy each
    std::size_t subset() const;           // hb-subset of the glyphs the pages show
    std::size_t compress_pdf() const;     // libdeflate of what the PDF's streams hold, at the level the exporter uses
    std::size_t compress_xlsx() const;    // … of the workbook's parts

private:
    struct State;
    std::unique_ptr<State> state_;
};

}  // namespace jixiao::bench
