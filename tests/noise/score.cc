#include "score.h"

#include <algorithm>

#include "model/json.h"
#include "scan.h"

namespace jixiao::noise {
namespace {

// Every value of a form that came out as nothing, with the same outcome.
std::vector<Verdict> all_as(const MadeForm& truth, Outcome outcome) {
    static const std::map<Shown, std::string> nothing_written;
    std::vector<Verdict> verdicts = judge(truth, nothing_written, {}, Form{}, false);
    for (Verdict& verdict : verdicts) verdict.outcome = outcome;
    return verdicts;
}

// True where a sum of the template covers the amounts of this column of the list.
bool summed(const Template& form_template, std::string_view pointer) {
    for (const SumCheck& sum : form_template.sums) {
        std::vector<std::string> paths = sum.of;
        paths.push_back(sum.total);
        for (const std::string& path : paths) {
            const std::string list = "/lists/" + path.substr(0, path.find(':')) + "/";
            if (pointer.starts_with(list) && pointer.ends_with("/" + sum.column)) return true;
        }
    }
    return false;
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
        made.name = "extract.txt";
        if (order.dialect == Dialect::OcrText || order.dialect == Dialect::OcrTsv) {
            const Scan scan = scanned(made.bytes, static_cast<int>(order.level));
            made.bytes = order.dialect == Dialect::OcrText ? scan.text : scan.tsv;
            made.tsv = scan.tsv;
        } else {
            made.bytes = pdf_text(made.bytes, order.dialect);
        }
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
            verdicts = judge(made.truths[i], made.written[i], made.touched[i], (*documents)[i].form, strict, d == Dialect::OcrText || d == Dialect::OcrTsv);
        // A number that Tesseract was sure of and no sum covers leaves nothing to see: it is listed, not held against us.
        for (Verdict& verdict : verdicts)
            if (verdict.outcome == Outcome::Silent && verdict.number && !made.tsv.empty()) {
                verdict.confidence = confidence_in(made.tsv, verdict.got_text);
                verdict.excused = verdict.sort == Sort::Amount && verdict.confidence >= 0.9 &&
                                  !summed(*made.truths[i].form_template, verdict.pointer);
            }
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
