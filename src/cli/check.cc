// jixiao check: findings on stdout, no outputs.
#include <memory>

#include "batch/run.h"
#include "cli/app.h"
#include "cli/reading_options.h"
#include "cli/roster_option.h"
#include "cli/run_summary.h"
#include "report/report.h"

namespace jixiao::cli {
namespace {

struct CheckArguments {
    std::vector<std::string> inputs;
    std::string report, waive, roster;
    bool strict = false;
    RunOptions run;
};

void run(CheckArguments& arguments, Common& common) {
    const auto inputs = list_inputs(arguments.inputs);
    if (!inputs) return report_failure(inputs.error(), common);
    if (!read_waivers(arguments.waive, arguments.run.convert, common)) return;
    const auto engine = start_engine(common);
    if (!engine) return;
    arguments.run.write = false;
    arguments.run.convert.keep_source = Report::shows_source(arguments.report);
    RunSummary summary(common.speech(), inputs->size(), /*writes=*/false);
    std::optional<Roster> roster;
    if (!read_roster(arguments.roster, *engine, roster, common)) return;
    std::optional<Report> report;
    if (!arguments.report.empty()) report.emplace(arguments.report, common.data(), engine->templates().vocabulary);
    run_batch(*inputs, *engine, arguments.run, [&](Outcome&& outcome) {
        summary.add(outcome);
        for (const Document& document : outcome.documents)
            for (const Finding& finding : document.form.findings) print(finding_text(finding, common.speech()) + "\n");
        if (roster) roster->add(outcome.input->name, outcome.failure, outcome.documents);
        if (report) report->add(outcome.input->name, outcome.failure, outcome.documents);
        return true;
    });
    summary.close();
    tell_roster(roster, report ? &*report : nullptr, common);
    common.exit = summary.exit_code(arguments.strict);
    if (report)
        if (auto written = report->write(); !written) report_failure(written.error(), common);
}

}  // namespace

void add_check(CLI::App& app, Common& common) {
    auto arguments = std::make_shared<CheckArguments>();
    auto* command = app.add_subcommand("check", "核对 / check");
    command->add_option("IN", arguments->inputs, "文件、文件夹或 - / files, folders or -")->required();
    add_reading_options(*command, arguments->run);
    command->add_option("--as-form", arguments->run.convert.as_form, "按此表识别 / recognise as this form");
    command->add_flag("--publish", arguments->run.convert.check.publish, "公开前检查 / the publication gate");
    command->add_option("--waive", arguments->waive, "已接受的检查结果 / accepted findings: FILE");
    command->add_option("--report", arguments->report, "汇总报告 / report: .json .ndjson .html");
    add_roster_option(*command, arguments->roster);
    command->add_flag("--strict", arguments->strict, "提醒也算错误 / warnings count as errors");
    command->callback([arguments, &common] { run(*arguments, common); });
}

}  // namespace jixiao::cli
