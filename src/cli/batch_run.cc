#include "cli/batch_run.h"

#include <algorithm>
#include <thread>

#include <CLI/CLI.hpp>

#include "batch/settings.h"
#include "cli/progress.h"
#include "cli/reading_options.h"
#include "cli/roster_option.h"
#include "cli/run_summary.h"
#include "report/report.h"

namespace jixiao::cli {
namespace {

// Of runs that somebody has waited for.
void tell_time(double seconds, std::size_t documents, Lang lang) {
    constexpr double kWaited = 10;  // seconds
    if (seconds < kWaited) return;
    const double rate = static_cast<double>(documents) / seconds;
    say(lang == Lang::Zh ? fmt::format("用时 {}，每秒 {:.1f} 个", clock_text(seconds), rate)
                         : fmt::format("took {}, {:.1f} a second", clock_text(seconds), rate));
}

// Name and hash of each folder of templates the user gave.
std::vector<std::pair<std::string, std::string>> packs_of(const Common& common) {
    std::vector<std::pair<std::string, std::string>> out;
    for (const std::filesystem::path folder : common.templates) {
        Settings files;
        const std::string name = folder.filename().empty() ? folder.parent_path().filename().string() : folder.filename().string();
        if (files.add_folder("pack", folder)) out.emplace_back(name, files.hash());
    }
    return out;
}

}  // namespace

void add_batch_options(CLI::App& command, BatchArguments& arguments, bool inputs_required) {
    arguments.run.jobs = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    command.add_option("IN", arguments.inputs, "文件、文件夹或 - / files, folders or -")->required(inputs_required);
    add_reading_options(command, arguments.run);
    command.add_option("--as-form", arguments.run.convert.as_form, "按此表识别 / recognise as this form");
    command.add_option("-j,--jobs", arguments.run.jobs, "并行数 / workers")->check(CLI::Range(1, 1024));
    command.add_option("--report", arguments.report, "汇总报告 / report: .json .ndjson .html");
    add_roster_option(command, arguments.roster);
    command.add_flag("--publish", arguments.run.convert.check.publish, "公开前检查 / the publication gate");
    command.add_option("--waive", arguments.waive, "已接受的检查结果 / accepted findings: FILE");
    command.add_flag("--strict", arguments.strict, "提醒也算错误 / warnings count as errors");
    command.add_option("--progress", arguments.progress, "进度 / progress: bar, plain, json, none")
        ->check(CLI::IsMember({"bar", "plain", "json", "none"}));
}

bool prepare_batch(BatchArguments& arguments, Common& common) {
    ConvertOptions& convert = arguments.run.convert;
    if (!read_waivers(arguments.waive, convert, common)) return false;
    convert.lang = convert.compose.lang = common.data();
    convert.keep_source = Report::shows_source(arguments.report);
    return true;
}

RunEnd run_and_tell(BatchArguments& arguments, std::span<const InputFile> inputs, const Engine& engine,
                    const Interruption& interruption, Common& common,
                    const std::function<void(const Outcome&)>& each) {
    RunOptions& options = arguments.run;
    std::optional<Roster> roster;
    if (!read_roster(arguments.roster, engine, roster, common)) return {RunEnd::Why::Unwritable, {}};
    std::optional<Report> report;
    if (!arguments.report.empty()) report.emplace(arguments.report, common.data(), engine.templates().vocabulary);
    if (report) report->add_packs(packs_of(common));
    RunSummary summary(common.speech(), inputs.size(), options.write ? options.out : std::filesystem::path());
    options.keep_documents = !options.write || report || roster || RunSummary::tells_each(inputs.size());
    options.stop = interruption.token();
    options.seconds = steady_seconds;
    const double start = steady_seconds();
    RunEnd end;
    {
        // Of a single input there is nothing to count.
        const bool counts = inputs.size() > 1 || !arguments.progress.empty();
        Progress progress(counts ? progress_kind(arguments.progress) : ProgressKind::None, inputs.size(),
                          common.speech());
        options.begun = [&](const InputFile& input) { progress.begun(input.name); };
        end = run_batch(inputs, engine, options, [&](Outcome&& outcome) {
            if (outcome.fate != Outcome::Fate::Undone && outcome.fate != Outcome::Fate::LeftAlone) {
                const JournalRecord& record = outcome.record;
                progress.done(record.failure                        ? Progress::Result::Failed
                              : record.errors + record.warnings > 0 ? Progress::Result::Findings
                                                                    : Progress::Result::Clean,
                              outcome.fate == Outcome::Fate::Kept);
                if (roster) roster->add(outcome.input->name, outcome.failure, outcome.documents);
                if (report) report->add(outcome.input->name, outcome.failure, outcome.documents);
            }
            summary.add(outcome);
            each(outcome);
        });
        options.begun = {};
    }
    if (end.failure) report_failure(*end.failure, common);
    summary.close();
    tell_time(steady_seconds() - start, summary.worked_on(), common.speech());
    if (roster) tell_roster(roster, report ? &*report : nullptr, common);
    common.exit = end.why == RunEnd::Why::Stopped ? int{kInterrupted}
                  : end.failure                   ? int{kUsage}
                                                  : summary.exit_code(arguments.strict);
    if (report)
        if (auto written = report->write(); !written) report_failure(written.error(), common);
    return end;
}

}  // namespace jixiao::cli
