#include "fuzz.h"

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>

#include "text/charset.h"

namespace jixiao::fuzz {
namespace {

std::map<std::string, Run>& entries() {
    static std::map<std::string, Run> all;
    return all;
}

Run chosen() {
    const char* name = std::getenv("JIXIAO_FUZZ");
    const auto found = entries().find(name ? name : "");
    if (found != entries().end()) return found->second;
    std::fputs("JIXIAO_FUZZ must be one of:", stderr);
    for (const auto& [known, run] : entries()) std::fprintf(stderr, " %s", known.c_str());
    std::fputs("\n", stderr);
    std::exit(2);
}

}  // namespace

Entry::Entry(const char* name, Run run) { entries().emplace(name, run); }

void must(bool holds, const char* what) {
    if (holds) return;
    std::fprintf(stderr, "does not hold: %s\n", what);
    std::abort();
}

const Engine& engine() {
    static const auto started = [] {
        Engine::Options options;
        options.templates = JIXIAO_SOURCE_DIR "/templates";
        options.rules = options.templates / "rules.xml";
        options.font_manifest = JIXIAO_SOURCE_DIR "/fonts/manifest.xml";
        options.fonts.directories = {"/usr/share/fonts"};
        auto engine = Engine::start(options);
        must(engine.has_value(), "the project's templates and rules can be read");
        return std::move(*engine);
    }();
    return *started;
}

Limits limits() {
    Limits limits;
    limits.input_bytes = limits.part_bytes = limits.small_part_bytes = limits.inflated_bytes = 1u << 20;
    limits.cells = 20'000;
    limits.memory = 32u << 20;
    limits.html_memory = 16u << 20;
    limits.pages = 200;
    return limits;
}

void must_be_sound(const Result<Imported>& read) {
    if (!read) {
        must(!read.error().message.zh.empty() && !read.error().message.en.empty(), "a refusal says why in both languages");
        must(!read.error().at.input.empty(), "a refusal names the input");
        return;
    }
    for (const Grid& grid : read->grids)
        for (const Cell& cell : grid.cells()) {
            must(grid.at(cell.at) == &cell, "a cell is found where it is");
            must(cell.at.row + cell.extent.rows <= grid.rows() && cell.at.col + cell.extent.cols <= grid.cols(),
                 "a cell lies inside its grid");
            must(is_valid_utf8(cell.shown), "what a cell shows is UTF-8");
        }
}

}  // namespace jixiao::fuzz

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
    static const jixiao::fuzz::Run run = jixiao::fuzz::chosen();
    run({reinterpret_cast<const char*>(data), size});
    return 0;
}
