// How well are dirty texts read? `noise_score --help`.
#include <cstdio>
#include <filesystem>
#include <map>
#include <string>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "base/file_io.h"
#include "scan.h"
#include "table.h"

using namespace jixiao;
using namespace jixiao::noise;

namespace {

struct Options {
    std::vector<std::string> dialects, dirts;
    std::vector<std::string> forms = {kFirstForm};
    std::vector<double> levels = {0.1, 0.5};
    unsigned seed = 1;
    int seeds = 5, examples = 3;
    bool show = false, text = false, list = false, accept = false, hold = false, markdown = false;
    std::string out, baseline = JIXIAO_SOURCE_DIR "/tests/noise/baseline.tsv";
    unsigned threads = std::max(1u, std::thread::hardware_concurrency());
};

void print_wrong(const Read& read, int most) {
    for (std::size_t f = 0; f < read.verdicts.size(); ++f) {
        int shown = 0, all = 0;
        for (const Verdict& verdict : read.verdicts[f]) {
            if (verdict.outcome == Outcome::Right) continue;
            ++all;
            if (most >= 0 && shown >= most) continue;
            ++shown;
            fmt::print("  {:8} {}{}\n    expected {}\n    got      {}{}\n", name_of(verdict.outcome), verdict.pointer,
                       verdict.touched ? " (dirty)" : "", verdict.expected, verdict.got,
                       verdict.flags.empty() ? "" : "\n    findings " + verdict.flags);
            if (verdict.outcome == Outcome::Silent && verdict.number)
                fmt::print("    confidence {:.2f}{}\n", verdict.confidence, verdict.excused ? ", no sum covers it" : "");
        }
        if (all > shown) fmt::print("  … {} more\n", all - shown);
    }
    if (!read.refusal.empty()) fmt::print("  refused: {}\n", read.refusal);
}

void show(const Order& order, const Engine& engine, const Options& options) {
    const Case made = make_case(order, engine, order.form);
    if (!options.out.empty()) {
        std::filesystem::create_directories(options.out);
        const std::string file = fmt::format("{}/{}-{}-{}-{}", options.out, name_of(order.dialect), order.rule->name, order.level, made.name);
        if (FILE* to = std::fopen(file.c_str(), "wb")) {
            std::fwrite(made.bytes.data(), 1, made.bytes.size(), to);
            std::fclose(to);
        }
    }
    const Read read = read_case(made, order, engine);
    fmt::print("== {} {} level {} seed {}: {} of {} right", name_of(order.dialect), order.rule->name, order.level, order.seed,
               read.tally.count(Outcome::Right), read.tally.all());
    for (std::size_t o = 1; o < kOutcomes; ++o)
        if (read.tally.values[o]) fmt::print(", {} {}", read.tally.values[o], name_of(static_cast<Outcome>(o)));
    fmt::print("; {} right values doubted\n", read.tally.doubted);
    if (options.text) fmt::print("{}\n", made.bytes);
    print_wrong(read, options.text ? -1 : options.examples);
    for (const Form& form : read.forms)
        for (const Finding& finding : form.findings)
            if (options.text && finding.code >= Code::structure_repaired && finding.code < Code::private_number)
                fmt::print("  {}  ({})\n", finding_text(finding, Lang::Zh), finding.field);
}

void table(const std::vector<Order>& orders, const Engine& engine, const Options& options) {
    fmt::print("{:9} {:16} {:>5} {:>7} {:>8} {:>6} {:>6} {:>6} {:>6} {:>5} {:>6} {:>6}\n", "dialect", "dirt", "level", "values", "right%",
               "prop", "flag", "SILENT", "LOST", "num!", "cmp!", "doubt%");
    for (const Row& row : score_all(orders, options.seeds, options.threads, engine)) {
        const Order& order = row.order;
        const Tally& tally = row.tally;
        fmt::print("{:9} {:16} {:>5} {:>7} {:>8.2f} {:>6} {:>6} {:>6} {:>6} {:>5} {:>6} {:>6.1f}{}\n", name_of(order.dialect), order.rule->name,
                   order.level, tally.all(), 100 * tally.share(Outcome::Right), tally.count(Outcome::Proposed),
                   tally.count(Outcome::Flagged), tally.count(Outcome::Silent), tally.count(Outcome::Lost), tally.silent_numbers,
                   tally.silent_comparators, tally.count(Outcome::Right) ? 100.0 * tally.doubted / tally.count(Outcome::Right) : 0.0,
                   tally.refused ? fmt::format("  {} refused", tally.refused) : tally.misread ? fmt::format("  {} misread", tally.misread) : "");
    }
}

// Baseline and tables.
int hold(const std::vector<Order>& orders, const Engine& engine, const Options& options) {
    const std::vector<Row> rows = score_all(orders, options.seeds, options.threads, engine);
    if (options.markdown) fmt::print("{}", markdown(rows));
    const auto before = read_file(options.baseline, 1u << 24);
    if (options.accept) {
        // Rows of other seeds, levels and dialects stay.
        std::map<std::string, std::string> lines;
        const auto keep = [&](std::string_view text) {
            for (std::size_t from = 0; from < text.size();) {
                const std::size_t end = std::min(text.find('\n', from), text.size());
                const std::string line(text.substr(from, end - from));
                const auto one = read_baseline(line);
                if (!one.empty()) lines[one.begin()->first] = line;
                from = end + 1;
            }
        };
        if (before) keep(*before);
        const std::string now = baseline_text(rows);
        keep(now);
        std::string text = now.substr(0, now.find('\n', now.find('\n') + 1) + 1);
        for (const auto& [key, line] : lines) text += line + "\n";
        const auto written = write_file(options.baseline, text);
        if (!written) fmt::print(stderr, "{}\n", written.error().str(Lang::En));
        return written ? 0 : 2;
    }
    if (!options.hold) return 0;
    const auto sentences = fallen(rows, read_baseline(before ? *before : std::string()));
    for (const std::string& sentence : sentences) fmt::print("{}\n", sentence);
    fmt::print("{} scores, {} fell\n", rows.size(), sentences.size());
    return sentences.empty() ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
    Options options;
    CLI::App app("Makes forms, dirties them, reads them and counts what came out right.");
    app.add_option("--dialect", options.dialects, "tabs csv markdown html aligned lines tsv bbox xlsx pdf-layout pdf-raw pdf-bbox ocr-text ocr-tsv; all where none is given");
    app.add_option("--dirt", options.dirts, "a rule (see --list); all where none is given");
    app.add_option("--template", options.forms, "ids of the forms that are made; the first known one where none is given");
    app.add_option("--level", options.levels, "0 to 1");
    app.add_option("--seed", options.seed, "the first seed");
    app.add_option("--seeds", options.seeds, "how many");
    app.add_option("--examples", options.examples, "wrong values shown a form (--show)");
    app.add_flag("--show", options.show, "one line a form, and its wrong values");
    app.add_flag("--text", options.text, "with --show: the dirty text, every wrong value, the findings of reading");
    app.add_option("--out", options.out, "with --show: writes the dirty texts into this folder");
    app.add_flag("--markdown", options.markdown, "the tables of docs/recognition.md");
    app.add_flag("--hold", options.hold, "fails where a score fell below the baseline (of the same seeds) and below its target");
    app.add_flag("--accept", options.accept, "writes the scores into the baseline");
    app.add_option("--baseline", options.baseline, "the file that holds it");
    app.add_option_function<std::string>("--scans", keep_scans, "a folder that keeps what Tesseract read, for later runs");
    app.add_option("--threads", options.threads, "");
    app.add_flag("--list", options.list, "the rules of dirt");
    CLI11_PARSE(app, argc, argv);
    if (options.list) {
        for (const DirtRule& rule : dirt_rules()) fmt::print("{:18} {}\n", rule.name, rule.about);
        return 0;
    }
    std::vector<Order> orders;
    for (const std::string& form : options.forms) for (const DirtRule& rule : dirt_rules()) {
        if (options.dirts.empty() && rule.name == "scan") continue;  // minutes a form: only where it is asked for
        if (!options.dirts.empty() && std::ranges::find(options.dirts, rule.name) == options.dirts.end()) continue;
        for (const Dialect dialect : kDialects) {
            if (!rule.in(dialect)) continue;
            if (!options.dialects.empty() && std::ranges::find(options.dialects, name_of(dialect)) == options.dialects.end()) continue;
            const std::vector<double> dpi = {150, 200, 300}, once = {1};
            if (!is_available(dialect)) {
                fmt::print(stderr, "{} is left out: its tool is absent\n", name_of(dialect));
                continue;
            }
            for (const double level : rule.name == "scan" ? dpi : rule.levels ? options.levels : once) orders.push_back({dialect, &rule, level, options.seed, form});
        }
    }
    if (orders.empty()) {
        fmt::print(stderr, "no such dialect or dirt\n");
        return 2;
    }
    const auto engine = start_engine(JIXIAO_SOURCE_DIR);
    if (!engine) {
        fmt::print(stderr, "the templates cannot be read\n");
        return 2;
    }
    for (const std::string& form : options.forms)
        if (!engine->templates().form(form)) {
            fmt::print(stderr, "there is no form {}\n", form);
            return 2;
        }
    if (options.hold || options.accept || options.markdown) return hold(orders, *engine, options);
    if (!options.show) {
        table(orders, *engine, options);
        return 0;
    }
    for (Order order : orders)
        for (unsigned s = 0; s < static_cast<unsigned>(options.seeds); ++s) {
            order.seed = options.seed + s;
            show(order, *engine, options);
        }
    return 0;
}
