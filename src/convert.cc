#include "convert.h"

#include <algorithm>
#include <atomic>
#include <mutex>

#include "base/file_io.h"
#include "base/memory.h"
#include "convert/proof.h"
#include "exporters/export.h"
#include "model/blank.h"
#include "model/json.h"
#include "model/reshape.h"

namespace jixiao {
namespace {

constexpr std::pair<OutputFormat, std::string_view> kExtensions[] = {{OutputFormat::Json, ".json"},
                                                                     {OutputFormat::Xlsx, ".xlsx"},
                                                                     {OutputFormat::Pdf, ".pdf"},
                                                                     {OutputFormat::Html, ".html"}};

Result<Form> read_json(const Input& input, const Engine& engine, const Limits& limits, const Template*& form_template) {
    if (input.bytes.size() > limits.input_bytes)
        return std::unexpected(limit_failure({input.name, "", {}}, "input_bytes", limits.input_bytes, input.bytes.size()));
    const auto id = json_template_id(input.bytes, input.name, limits);
    if (!id) return std::unexpected(id.error());
    form_template = engine.templates().form(*id);
    if (!form_template)
        return fail({input.name, "", {}}, message("没有编号为 {} 的模板", "there is no template with the id {}", *id),
                    message("用 jixiao templates 查看认得的表", "`jixiao templates` lists the known forms"));
    return form_from_json(input.bytes, input.name, *form_template, limits);
}

// The forms of a workbook or text. Sheets that are no form are skipped with a note, unless none is.
Result<std::vector<Document>> read_grids(const Input& input, const Engine& engine, const ConvertOptions& options) {
    ImportOptions import_options;
    import_options.probe = [&](std::string_view text) { return engine.recogniser().count_labels(text); };
    import_options.dialect = options.dialect;
    import_options.limits = options.limits;
    auto imported = import(input, import_options);
    if (!imported) return std::unexpected(imported.error());
    // What is used and freed while a large workbook is checked does not add up.
    constexpr std::size_t kLarge = 10'000;  // cells
    std::size_t cells = 0;
    for (const Grid& grid : imported->grids) cells += grid.cells().size();
    if (cells > kLarge) give_back_at_once();
    std::vector<Document> out;
    // A text, or a sheet, may hold one form after another.
    std::vector<Grid> grids;
    std::vector<std::string> parts;   // what tells their outputs apart
    for (Grid& grid : imported->grids) {
        std::vector<Grid> several = engine.recogniser().forms_in(grid, options.as_form);
        for (std::size_t i = 0; i < several.size(); ++i) {
            parts.push_back((grid.part.empty() ? "" : grid.part + ".") + std::to_string(i + 1));
            grids.push_back(std::move(several[i]));
        }
        if (!several.empty()) continue;
        parts.push_back(grid.part);
        grids.push_back(std::move(grid));
    }
    Findings skipped;
    const auto skip = [&](const Grid& grid, Message text, Message why) {
        auto note = Finding::of(Code::sheet_skipped, std::move(text));
        note.at = Origin{input.name, grid.part, {}};
        note.explanation = std::move(why);
        skipped.push_back(std::move(note));
    };
    // Hidden sheets are old versions, as a rule: they count only where nothing else is there.
    bool visible_form = false;
    std::optional<Failure> first_failure;
    for (const bool hidden : {false, true})
        for (Grid& grid : grids) {
            if (grid.hidden != hidden) continue;
            const std::string& part = parts[static_cast<std::size_t>(&grid - grids.data())];
            if (hidden && visible_form) {
                skip(grid, message("隐藏的工作表“{}”已跳过", "the hidden sheet “{}” was skipped", grid.part), {});
                continue;
            }
            Source source{input.name, imported->format, std::nullopt, "exact"};
            if (!grid.part.empty()) source.part = grid.part;
            auto recognised = engine.recogniser().recognise(grid, source, options.as_form, options.repairs);
            if (recognised) {
                Document document;
                document.form = std::move(recognised->form);
                document.part = part;
                if (options.keep_source) {
                    document.claims = std::move(recognised->claims);
                    document.grid = std::move(grid);
                }
                grid = Grid();  // each is visited in one of the two rounds; its memory is needed for the next
                if (out.size() >= options.limits.forms)
                    return std::unexpected(limit_failure({input.name, part, {}}, "forms", options.limits.forms, out.size() + 1));
                out.push_back(std::move(document));
                visible_form |= !hidden;
                continue;
            }
            skip(grid, message("工作表“{}”不是要转换的表，已跳过", "the sheet “{}” is no known form and was skipped", grid.part),
                 recognised.error().message);
            if (!first_failure) first_failure = recognised.error();
            grid = Grid();
        }
    if (out.empty()) {
        if (first_failure) return std::unexpected(*first_failure);
        return fail({input.name, "", {}}, message("文件里没有任何内容", "the file holds nothing"));
    }
    if (out.size() == 1) out.front().part.clear();
    auto& first = out.front().form.findings;  // of the file as a whole
    first.insert(first.begin(), skipped.begin(), skipped.end());
    first.insert(first.begin(), imported->findings.begin(), imported->findings.end());
    return out;
}

}  // namespace

struct Engine::Fonts {
    std::once_flag once;
    std::atomic_flag prepared;
    Result<std::shared_ptr<FontSet>> loaded;
};

std::string_view extension(OutputFormat format) {
    return std::ranges::find(kExtensions, format, &std::pair<OutputFormat, std::string_view>::first)->second;
}

std::optional<OutputFormat> find_output_format(std::string_view name) {
    for (const auto& [format, dotted] : kExtensions)
        if (dotted.substr(1) == name) return format;
    return std::nullopt;
}

Result<std::unique_ptr<Engine>> Engine::start(const Options& options) {
    constexpr std::uintmax_t kMaxRulesBytes = 8u << 20;  // ours has 10 KB
    std::unique_ptr<Engine> engine(new Engine);
    auto templates = load_templates(options.packs, options.templates, options.labels);
    if (!templates) return std::unexpected(templates.error());
    std::vector<std::filesystem::path> rules = options.more_rules;
    if (!options.rules.empty()) rules.insert(rules.begin(), options.rules);
    for (const auto& path : rules) {
        auto bytes = read_file(path, kMaxRulesBytes);
        if (!bytes) return std::unexpected(bytes.error());
        auto loaded = load_rules({path.filename().string(), std::move(*bytes)}, std::move(engine->rules_));
        if (!loaded) return std::unexpected(loaded.error());
        engine->rules_ = std::move(*loaded);
    }
    engine->options_ = options;
    engine->templates_ = std::move(*templates);
    engine->recogniser_ = std::make_unique<Recogniser>(engine->templates_, DirectionWords{engine->rules_.up, engine->rules_.down});
    engine->fonts_ = std::make_shared<Fonts>();
    return engine;
}

Result<std::shared_ptr<FontSet>> Engine::fonts() const {
    std::call_once(fonts_->once, [&] { fonts_->loaded = FontSet::load(options_.font_manifest, options_.fonts); });
    return fonts_->loaded;
}

void Engine::prepare_fonts(const FontSet& fonts) const {
    constexpr std::size_t kRepays = 150;  // documents: two faces take 0.6 s to prepare, and save 4 ms of each (docs/performance.md)
    // The other workers go on with the slower way meanwhile.
    if (expected_ >= kRepays && !fonts_->prepared.test_and_set()) fonts.preprocess();
}

Result<std::vector<Document>> read_forms(const Input& input, const Engine& engine, const ConvertOptions& options) {
    std::vector<Document> documents;
    if (detect(input.bytes).format == Format::Json) {
        Document document;
        auto form = read_json(input, engine, options.limits, document.form_template);
        if (!form) return std::unexpected(form.error());
        document.form = std::move(*form);
        documents.push_back(std::move(document));
    } else {
        auto read = read_grids(input, engine, options);
        if (!read) return std::unexpected(read.error());
        documents = std::move(*read);
    }
    for (Document& document : documents) {
        document.form_template = engine.templates().form(document.form.template_id);
        CheckOptions check = options.check;
        check.most_of_kind = options.limits.findings_of_kind;
        shorten(document.form.findings, check.most_of_kind, document.form.origin({}));
        auto found = check_form(document.form, *document.form_template, engine.templates().vocabulary, engine.rules(), check);
        for (Finding& finding : found)
            if (!finding.at) finding.at = document.form.origin({});  // of the document as a whole
        auto& findings = document.form.findings;
        grade(findings, engine.rules(), options.check);
        findings.insert(findings.end(), std::make_move_iterator(found.begin()), std::make_move_iterator(found.end()));
        document.waived = take_waived(findings, options.waivers, input.name, options.today);
    }
    return documents;
}

namespace {

// The document as another form. What is wrong with it there is said, too: an entry that form wants and this one lacks.
void rewrite(Document& document, const Template& wanted, const Engine& engine, const ConvertOptions& options, const std::string& input) {
    document.form = reshape(document.form, *document.form_template, wanted, engine.templates().vocabulary);
    document.form_template = &wanted;
    auto& findings = document.form.findings;
    for (Finding& finding : check_form(document.form, wanted, engine.templates().vocabulary, engine.rules(), options.check)) {
        const auto same = [&](const Finding& known) { return known.code == finding.code && (known.field == finding.field || known.got == finding.got); };
        if (std::ranges::any_of(findings, same)) continue;
        if (!finding.at) finding.at = document.form.origin({});
        findings.push_back(std::move(finding));
    }
    auto waived = take_waived(findings, options.waivers, input, options.today);
    document.waived.insert(document.waived.end(), std::make_move_iterator(waived.begin()), std::make_move_iterator(waived.end()));
}

// Layout and exporters do not know the input; a failure of theirs is told to people by its name.
std::unexpected<Failure> of_input(const Input& input, Failure failure) {
    if (failure.at.input.empty()) failure.at.input = input.name;
    return std::unexpected(std::move(failure));
}

// The PDF, with the form as JSON attached where that is asked for; what does not conform becomes findings.
Result<Bytes> write_pdf(Document& document, const Sheet& sheet, const Pages& pages, const FontSet& fonts,
                        const ConvertOptions& options) {
    PdfOptions pdf;
    pdf.allow_nonconforming = options.allow_nonconforming;
    Bytes json;
    if (options.attach_json) {
        json = form_to_json(document.form, options.lang);
        pdf.attachment = json;
        const std::string stem = std::filesystem::path(document.form.source.name).stem().string();
        pdf.attachment_name = stem + (document.part.empty() ? "" : "." + document.part) + ".json";
    }
    auto written = export_pdf(sheet, pages, fonts, pdf);
    if (!written) return std::unexpected(std::move(written.error()));
    for (Message& violation : written->violations) {
        document.form.findings.push_back(Finding::of(Code::pdf_nonconforming, std::move(violation)));
        document.form.findings.back().at = document.form.origin({});
    }
    return std::move(written->bytes);
}

}  // namespace

Result<std::vector<Document>> convert(const Input& input, const Engine& engine, const ConvertOptions& options) {
    auto documents = read_forms(input, engine, options);
    if (!documents) return documents;
    if (!options.template_id.empty() && options.template_id != "auto") {
        const Template* wanted = engine.templates().form(options.template_id);
        if (!wanted)
            return fail({input.name, "", {}}, message("没有编号为 {} 的模板", "there is no template with the id {}", options.template_id),
                        message("用 jixiao templates 查看认得的表", "`jixiao templates` lists the known forms"));
        for (Document& document : *documents)
            if (document.form_template != wanted) rewrite(document, *wanted, engine, options, input.name);
    }
    const bool laid_out = std::ranges::any_of(options.to, [](OutputFormat f) { return f != OutputFormat::Json; });
    const bool paged = std::ranges::find(options.to, OutputFormat::Pdf) != options.to.end();
    for (Document& document : *documents) {
        Sheet sheet;
        Pages pages;
        std::shared_ptr<FontSet> fonts;
        if (laid_out) {
            auto loaded = engine.fonts();
            if (!loaded) return of_input(input, loaded.error());
            fonts = *loaded;
            Findings found;
            auto composed = compose(document.form, *document.form_template, engine.templates().vocabulary, *fonts,
                                    options.compose, found);
            if (!composed) return of_input(input, composed.error());
            sheet = std::move(*composed);
            for (Finding& finding : found) {
                if (!finding.at) finding.at = document.form.origin({});
                document.form.findings.push_back(std::move(finding));
            }
        }
        if (paged) {
            auto paginated = paginate(sheet, *fonts, options.limits);
            if (!paginated) return of_input(input, paginated.error());
            pages = std::move(*paginated);
        }
        // JSON comes last, because it tells the findings of the others' proofs, too, and before it the PDF it may be
        // attached to; outputs stand in the order asked for.
        std::vector<OutputFormat> order = options.to;
        const auto rank = [](OutputFormat f) { return f == OutputFormat::Json ? 2 : f == OutputFormat::Pdf ? 1 : 0; };
        std::ranges::stable_sort(order, {}, rank);
        for (const OutputFormat format : order) {
            Result<Bytes> bytes;
            switch (format) {
                case OutputFormat::Json: bytes = form_to_json(document.form, options.lang); break;
                case OutputFormat::Xlsx: bytes = export_xlsx(sheet, *fonts, engine.scratch()); break;
                case OutputFormat::Pdf:
                    bytes = write_pdf(document, sheet, pages, *fonts, options);
                    engine.prepare_fonts(*fonts);
                    break;
                case OutputFormat::Html: bytes = export_html(sheet); break;
            }
            if (!bytes) return of_input(input, bytes.error());
            document.outputs.push_back({format, std::move(*bytes)});
            if (!options.verify) continue;
            auto proved = prove(document, document.outputs.back(), sheet, engine, options.limits);
            if (!proved) return of_input(input, proved.error());
            for (Finding& finding : *proved) document.form.findings.push_back(std::move(finding));
        }
        std::ranges::sort(document.outputs, {}, [&](const Output& output) {
            return std::ranges::find(options.to, output.format) - options.to.begin();
        });
    }
    return documents;
}

Result<Bytes> blank_workbook(const Template& form_template, const Engine& engine) {
    const auto fonts = engine.fonts();
    if (!fonts) return std::unexpected(fonts.error());
    Findings found;
    const Form form = blank_form(form_template, engine.templates().vocabulary);
    const auto sheet = compose(form, form_template, engine.templates().vocabulary, **fonts, {}, found);
    if (!sheet) return std::unexpected(sheet.error());
    return export_xlsx(*sheet, **fonts, engine.scratch());
}

}  // namespace jixiao
