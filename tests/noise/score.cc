#include "score.h"

#include <algorithm>
#include <atomic>
#include <cstdio>
#include <fstream>
#include <unistd.h>

#include "model/json.h"

namespace jixiao::noise {
namespace {

// Every value of a form that came out as nothing, with the same outcome.
std::vector<Verdict> all_as(const MadeForm& truth, Outcome outcome) {
    static const std::map<Shown, std::string> nothing_written;
    std::vector<Verdict> verdicts = judge(truth, nothing_written, {}, Form{}, false);
    for (Verdict& verdict : verdicts) verdict.outcome = outcome;
    return verdicts;
}

// What pdftotext prints of a PDF; nothing where it is absent.
std::string pdf_text(const std::string& pdf, Dialect dialect) {
    const char* const mode = dialect == Dialect::PdfLayout ? "-layout" : dialect == Dialect::PdfRaw ? "-raw" : "-bbox-layout";
    static std::atomic<int> number = 0;
    const auto file = std::filesystem::temp_directory_path() / ("jixiao-noise-" + std::to_string(::getpid()) + "-" +
                                                                std::to_string(number++) + ".pdf");
    std::ofstream(file, std::ios::binary) << pdf;
    std::string text;
    if (FILE* pipe = ::popen(("pdftotext " + std::string(mode) + " '" + file.string() + "' -").c_str(), "r")) {
        char chunk[4096];
        for (std::size_t n; (n = std::fread(chunk, 1, sizeof chunk, pipe)) > 0;) text.append(chunk, n);
        ::pclose(pipe);
    }
    std::filesystem::remove(file);
    return text;
}

}  // namespace

std::unique_ptr<Engine> start_engine(const std::filesystem::path& root) {
    Engine::Options options;
    options.templates = root / "templates";
    options.rules = root / "templates" / "rules.xml";
    options.font_manifest = root / "fonts" / "manifest.xml";
    options.fonts.directories = {"/usr/share/fonts", "/usr/share/texmf/fonts/opentype"};
    auto engine = Engine::start(options);
    return engine ? std::move(*engine) : nullptr;
}

Case make_case(const Order& order, const Engine& engine, const std::string& template_id) {
    const TemplateSet& templates = engine.templates();
    Case made = make_case(order, *templates.form(template_id), templates.vocabulary);
    if (is_written_here(order.dialect)) return made;
    // A workbook or a PDF is what our exporter writes of the form.
    ConvertOptions options;
    options.to = {order.dialect == Dialect::Xlsx ? OutputFormat::Xlsx : OutputFormat::Pdf};
    options.verify = false;  // that it reads back is what is asked here
    const std::string json = form_to_json(made.truths.front().form, Lang::Zh);
    auto documents = convert({"truth.json", json}, engine, options);
    made.bytes = documents ? documents->front().outputs.front().bytes : documents.error().str(Lang::Zh);
    made.name = "workbook.xlsx";
    if (order.dialect != Dialect::Xlsx) {
        made.bytes = pdf_text(made.bytes, order.dialect);
        made.name = "extract.txt";
    }
    made.written.resize(1);
    made.touched.resize(1);
    return made;
}

Read read_case(const Case& made, const Order& order, const Engine& engine) {
    Read out;
    auto documents = read_forms({made.name, made.bytes}, engine, {});
    const bool to_refuse = order.rule->kind == DirtKind::Refused;
    if (!documents) out.refusal = documents.error().str(Lang::Zh);
    const std::size_t count = documents ? documents->size() : 0;
    // In clean dialects that keep cells whole, white space counts.
    const Dialect d = order.dialect;
    const bool strict = order.rule->kind == DirtKind::Clean && (d == Dialect::Tabs || d == Dialect::Csv || d == Dialect::Markdown ||
                                                                d == Dialect::Html || d == Dialect::Xlsx);
    for (std::size_t i = 0; i < made.truths.size(); ++i) {
        std::vector<Verdict> verdicts;
        if (to_refuse)
            verdicts = all_as(made.truths[i], documents ? Outcome::Silent : Outcome::Right);
        else if (!documents)
            verdicts = all_as(made.truths[i], Outcome::Flagged);
        else if (i >= count)
            verdicts = all_as(made.truths[i], Outcome::Lost);
        else
            verdicts = judge(made.truths[i], made.written[i], made.touched[i], (*documents)[i].form, strict);
        Tally tally;
        for (const Verdict& verdict : verdicts) tally.add(verdict);
        tally.documents = 1;
        tally.refused = !documents;
        out.tally.add(tally);
        out.verdicts.push_back(std::move(verdicts));
    }
    if (documents) {
        out.tally.misread += count != made.truths.size();
        for (Document& document : *documents) out.forms.push_back(std::move(document.form));
    }
    return out;
}

}  // namespace jixiao::noise
