#include "road.h"

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <unistd.h>

#include "base/file_io.h"
#include "catch.h"
#include "text/characters.h"

namespace jixiao::test {
namespace {

const std::filesystem::path kSource = JIXIAO_SOURCE_DIR;

}  // namespace

const Engine& engine() {
    static const std::unique_ptr<Engine> started = [] {
        Engine::Options options;
        options.templates = kSource / "templates";
        options.rules = kSource / "templates" / "rules.xml";
        options.font_manifest = kSource / "fonts" / "manifest.xml";
        options.fonts.directories = {"/usr/share/fonts", "/usr/share/texmf/fonts/opentype"};
        auto engine = Engine::start(options);
        if (!engine) FAIL(engine.error().str(Lang::En));
        return std::move(*engine);
    }();
    return *started;
}

std::string seed() {
    auto bytes = read_file(kSource / "fixtures" / "changzhou-kjj-2024.txt", 1u << 20);
    if (!bytes) FAIL(bytes.error().str(Lang::En));
    return std::move(*bytes);
}

Document road(const std::string& name, const std::string& bytes, std::vector<OutputFormat> to) {
    ConvertOptions options;
    options.to = std::move(to);
    auto documents = convert({name, bytes}, engine(), options);
    if (!documents) FAIL(documents.error().str(Lang::En));
    REQUIRE(documents->size() == 1);
    return std::move(documents->front());
}

const Bytes& output(const Document& document, OutputFormat format) {
    for (const Output& output : document.outputs)
        if (output.format == format) return output.bytes;
    FAIL("the format was not asked for");
    throw 0;  // not reached: FAIL throws
}

nlohmann::json canonical(const Document& document) { return nlohmann::json::parse(output(document, OutputFormat::Json)); }

nlohmann::json facts(const Document& document) {
    auto json = canonical(document);
    json.erase("findings");
    json.erase("source");
    return json;
}

std::optional<std::string> pdf_text(const Document& document) {
    if (std::system("command -v pdftotext >/dev/null 2>&1") != 0) return std::nullopt;
    const auto file = std::filesystem::temp_directory_path() / ("jixiao-road-" + std::to_string(::getpid()) + ".pdf");
    std::ofstream(file, std::ios::binary) << output(document, OutputFormat::Pdf);
    std::string text;
    FILE* pipe = ::popen(("pdftotext -raw " + file.string() + " -").c_str(), "r");
    REQUIRE(pipe);
    char chunk[4096];
    for (std::size_t n; (n = std::fread(chunk, 1, sizeof chunk, pipe)) > 0;) text.append(chunk, n);
    REQUIRE(::pclose(pipe) == 0);
    std::filesystem::remove(file);
    return without_spaces(text);
}

std::vector<std::string> workbook_texts(const Document& document) {
    auto imported = import({"out.xlsx", output(document, OutputFormat::Xlsx)}, {});
    if (!imported) FAIL(imported.error().str(Lang::En));
    std::vector<std::string> texts;
    for (const Cell& cell : imported->grids.front().cells()) texts.push_back(cell.shown);
    return texts;
}

std::string without_spaces(std::string_view text) {
    std::string out;
    for (const char32_t c : to_code_points(text))
        if (!is_space(c)) append_utf8(out, c);
    return out;
}

}  // namespace jixiao::test
