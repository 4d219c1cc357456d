#include "work.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <set>

#include <libdeflate.h>
#include <pugixml.hpp>
#include <zip.h>

#include "base/file_io.h"
#include "convert/proof.h"
#include "exporters/export.h"
#include "layout/compose.h"
#include "model/json.h"

namespace jixiao::bench {
namespace {

[[noreturn]] void give_up(const std::string& why) {
    std::fprintf(stderr, "%s\n", why.c_str());
    std::exit(1);
}

template <typename T>
T needed(Result<T> result) {
    if (!result) give_up(result.error().str(Lang::En));
    return std::move(*result);
}

Sheet composed(const Document& document, const Engine& engine) {
    Findings found;
    return needed(compose(document.form, *document.form_template, engine.templates().vocabulary, *needed(engine.fonts()), {}, found));
}

}  // namespace

std::unique_ptr<Engine> start(const std::filesystem::path& root) {
    Engine::Options options;
    options.templates = root / "templates";
    options.rules = root / "templates" / "rules.xml";
    options.font_manifest = root / "fonts" / "manifest.xml";
    options.fonts.directories = {"/usr/share/fonts"};
    return needed(Engine::start(options));
}

Input read_input(const std::filesystem::path& path) {
    return {path.filename().string(), needed(read_file(path, 1u << 30))};
}

Work make_work(const Engine& engine, Input text) {
    Work work{.text = std::move(text), .document = {}, .sheet = {}, .pages = {}, .json = {}, .pdf = {}, .workbook = {}};
    work.document = std::move(needed(read_forms(work.text, engine, {})).front());
    work.sheet = composed(work.document, engine);
    const auto fonts = needed(engine.fonts());
    work.pages = needed(paginate(work.sheet, *fonts));
    work.json = form_to_json(work.document.form, Lang::Zh);
    work.pdf = std::move(needed(export_pdf(work.sheet, work.pages, *fonts)).bytes);
    work.workbook = {"work.xlsx", needed(export_xlsx(work.sheet, *fonts, engine.scratch()))};
    return work;
}

std::size_t text_to_form(const Work& work, const Engine& engine) {
    return needed(read_forms(work.text, engine, {})).size();
}

std::size_t xlsx_to_form(const Work& work, const Engine& engine) {
    return needed(read_forms(work.workbook, engine, {})).size();
}

std::size_t form_to_pdf(const Work& work, const Engine& engine) {
    const Sheet sheet = composed(work.document, engine);
    const auto fonts = needed(engine.fonts());
    return needed(export_pdf(sheet, needed(paginate(sheet, *fonts)), *fonts)).bytes.size();
}

std::size_t form_to_xlsx(const Work& work, const Engine& engine) {
    return needed(export_xlsx(composed(work.document, engine), *needed(engine.fonts()), engine.scratch())).size();
}

std::size_t form_to_json(const Work& work, const Engine&) {
    return jixiao::form_to_json(work.document.form, Lang::Zh).size();
}

std::size_t text_to_all(const Work& work, const Engine& engine) {
    ConvertOptions options;
    options.to = {OutputFormat::Json, OutputFormat::Xlsx, OutputFormat::Pdf};
    return needed(convert(work.text, engine, options)).front().outputs.size();
}

struct Floor::State {
    struct Part {
        std::string name;
        Bytes packed, bytes;
    };
    std::vector<Part> parts;                            // of the workbook
    std::vector<Bytes> streams;                         // of the PDF, inflated
    std::vector<std::pair<FaceId, std::vector<GlyphId>>> glyphs;
    std::shared_ptr<FontSet> fonts;
    libdeflate_compressor* pdf_level = libdeflate_alloc_compressor(1);    // the least effort
    libdeflate_compressor* xlsx_level = libdeflate_alloc_compressor(6);   // zlib's default, which libxlsxwriter uses
    libdeflate_decompressor* inflater = libdeflate_alloc_decompressor();
    Bytes room;
};

Floor::Floor(const Work& work, const Engine& engine) : state_(std::make_unique<State>()) {
    State& state = *state_;
    state.fonts = needed(engine.fonts());
    zip_source_t* source = zip_source_buffer_create(work.workbook.bytes.data(), work.workbook.bytes.size(), 0, nullptr);
    zip_t* zip = zip_open_from_source(source, ZIP_RDONLY, nullptr);
    for (zip_int64_t i = 0; i < zip_get_num_entries(zip, 0); ++i) {
        zip_stat_t stat;
        zip_stat_index(zip, static_cast<zip_uint64_t>(i), 0, &stat);
        State::Part part{stat.name, Bytes(stat.comp_size, '\0'), Bytes(stat.size, '\0')};
        for (auto* to : {&part.packed, &part.bytes}) {
            zip_file_t* file = zip_fopen_index(zip, static_cast<zip_uint64_t>(i), to == &part.packed ? ZIP_FL_COMPRESSED : 0);
            if (zip_fread(file, to->data(), to->size()) != static_cast<zip_int64_t>(to->size())) give_up("the workbook is damaged");
            zip_fclose(file);
        }
        state.parts.push_back(std::move(part));
    }
    zip_discard(zip);

    // The streams of our own PDF: each `stream` after a FlateDecode, up to `endstream`.
    state.room.resize(64u << 20);
    const std::string_view pdf = work.pdf;
    for (std::size_t at = pdf.find("FlateDecode"); at != pdf.npos; at = pdf.find("FlateDecode", at)) {
        const std::size_t begin = pdf.find("stream\n", at) + 7, end = pdf.find("endstream", begin);
        std::size_t size = 0;
        if (libdeflate_zlib_decompress(state.inflater, pdf.data() + begin, end - begin, state.room.data(), state.room.size(), &size) == LIBDEFLATE_SUCCESS)
            state.streams.emplace_back(state.room.data(), size);
        at = end;
    }
    if (state.streams.empty()) give_up("the PDF has no streams");

    std::vector<std::set<GlyphId>> shown;
    const auto see = [&](const std::vector<Line>& lines) {
        for (const Line& line : lines)
            for (const Run& run : line.runs) {
                if (static_cast<std::size_t>(run.face) >= shown.size()) shown.resize(static_cast<std::size_t>(run.face) + 1);
                for (const Glyph& glyph : run.glyphs) shown[static_cast<std::size_t>(run.face)].insert(glyph.id);
            }
    };
    for (const Page& page : work.pages.pages) {
        see(page.furniture);
        for (const Box& box : page.boxes) see(box.lines);
    }
    for (std::size_t face = 0; face < shown.size(); ++face)
        if (!shown[face].empty()) state.glyphs.emplace_back(static_cast<FaceId>(face), std::vector<GlyphId>(shown[face].begin(), shown[face].end()));
}

Floor::~Floor() {
    libdeflate_free_compressor(state_->pdf_level);
    libdeflate_free_compressor(state_->xlsx_level);
    libdeflate_free_decompressor(state_->inflater);
}

std::size_t Floor::inflate() const {
    std::size_t total = 0;
    for (const State::Part& part : state_->parts) {
        std::size_t size = 0;
        libdeflate_deflate_decompress(state_->inflater, part.packed.data(), part.packed.size(), state_->room.data(), state_->room.size(), &size);
        total += size;
    }
    return total;
}

std::size_t Floor::parse() {
    std::size_t nodes = 0;
    for (const State::Part& part : state_->parts) {
        std::memcpy(state_->room.data(), part.bytes.data(), part.bytes.size());
        pugi::xml_document document;
        document.load_buffer_inplace(state_->room.data(), part.bytes.size(), pugi::parse_default | pugi::parse_ws_pcdata_single | pugi::parse_embed_pcdata);
        nodes += document.document_element().empty() ? 0 : 1;
    }
    return nodes;
}

std::size_t Floor::subset() const {
    std::size_t total = 0;
    for (const auto& [face, glyphs] : state_->glyphs) total += needed(state_->fonts->subset(face, glyphs)).program.size();
    return total;
}

namespace {

std::size_t deflated(libdeflate_compressor* level, const Bytes& bytes, Bytes& room) {
    return libdeflate_zlib_compress(level, bytes.data(), bytes.size(), room.data(), room.size());
}

}  // namespace

std::size_t Floor::compress_pdf() const {
    std::size_t total = 0;
    for (const Bytes& stream : state_->streams) total += deflated(state_->pdf_level, stream, state_->room);
    return total;
}

std::size_t Floor::compress_xlsx() const {
    std::size_t total = 0;
    for (const State::Part& part : state_->parts) total += deflated(state_->xlsx_level, part.bytes, state_->room);
    return total;
}

}  // namespace jixiao::bench
