// jixiao convert: inputs to outputs.
#include <algorithm>
#include <memory>
#include <thread>

#include "batch/run.h"
#include "cli/app.h"
#include "cli/reading_options.h"
#include "cli/roster_option.h"
#include "cli/run_summary.h"
#include "report/report.h"

namespace jixiao::cli {
namespace {

struct ConvertArguments {
    std::vector<std::string> inputs;
    std::string out, files_from, report, waive, roster;
    std::vector<std::string> to = {"json"};
    bool strict = false, no_verify = false, resume = false;
    RunOptions run;
};

void run(ConvertArguments& arguments, Common& common) {
    if (!arguments.files_from.empty()) {
        const auto listed = read_file_list(arguments.files_from);
        if (!listed) return report_failure(listed.error(), common);
        arguments.inputs.insert(arguments.inputs.end(), listed->begin(), listed->end());
    }
    auto& options = arguments.run;
    options.convert.to.clear();
    for (const std::string& name : arguments.to) {
        const auto format = find_output_format(name);
        if (format && std::ranges::find(options.convert.to, *format) == options.convert.to.end())
            options.convert.to.push_back(*format);
    }
    options.convert.verify = !arguments.no_verify;
    if (!read_waivers(arguments.waive, options.convert, common)) return;
    options.convert.lang = options.convert.compose.lang = common.data();
    options.convert.keep_source = Report::shows_source(arguments.report);
    options.out = arguments.out;
    const auto inputs = list_inputs(arguments.inputs);
    if (!inputs) return report_failure(inputs.error(), common);
    if (inputs->empty())
        return report_failure({{}, message("没有输入文件", "there is no input file"), {}}, common);
    const auto engine = start_engine(common);
    if (!engine) return;
    engine->expect(inputs->size());
    RunSummary summary(common.speech(), inputs->size(), /*writes=*/true);
    std::optional<Roster> roster;
    if (!read_roster(arguments.roster, *engine, roster, common)) return;
    std::optional<Report> report;
    if (!arguments.report.empty()) report.emplace(arguments.report, common.data(), engine->templates().vocabulary);
    run_batch(*inputs, *engine, options, [&](Outcome&& outcome) {
        summary.add(outcome);
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

void add_convert(CLI::App& app, Common& common) {
    auto arguments = std::make_shared<ConvertArguments>();
    arguments->run.jobs = static_cast<int>(std::max(1u, std::thread::hardware_concurrency()));
    auto* command = app.add_subcommand("convert", "转换 / convert");
    auto* inputs = command->add_option("IN", arguments->inputs, "文件、文件夹或 - / files, folders or -");
    auto* from = command->add_option("--files-from", arguments->files_from, "从文件读取清单 / list of inputs, one a line");
    command->add_option("-o,--out", arguments->out, "输出文件夹 / output folder")->required();
    command->add_option("--to", arguments->to, "json,xlsx,pdf,html")
        ->delimiter(',')
        ->check(CLI::IsMember({"json", "xlsx", "pdf", "html"}));
    add_reading_options(*command, arguments->run);
    command->add_option("--as-form", arguments->run.convert.as_form, "按此表识别 / recognise as this form");
    command->add_option("--template", arguments->run.convert.template_id, "按此模板输出 / write in this form");
    command->add_option("-j,--jobs", arguments->run.jobs, "并行数 / workers")->check(CLI::Range(1, 1024));
    command->add_flag("--overwrite", arguments->run.overwrite, "覆盖不同的旧文件 / replace differing outputs");
    command->add_option("--report", arguments->report, "汇总报告 / report: .json .ndjson .html");
    add_roster_option(*command, arguments->roster);
    command->add_flag("--formulas", arguments->run.convert.compose.formulas, "XLSX 合计用公式 / live sums in XLSX");
    command->add_flag("--annotate", arguments->run.convert.compose.annotate, "标出检查结果 / mark the findings");
    command->add_flag("--attach", arguments->run.convert.attach_json, "PDF 附上 JSON / attach the JSON to the PDF (PDF/A-3a)");
    command->add_flag("--allow-nonconforming", arguments->run.convert.allow_nonconforming,
                      "不合规的 PDF 也写出 / write a PDF that conforms to no standard");
    command->add_flag("--publish", arguments->run.convert.check.publish, "公开前检查 / the publication gate");
    command->add_option("--waive", arguments->waive, "已接受的检查结果 / accepted findings: FILE");
    command->add_flag("--strict", arguments->strict, "提醒也算错误 / warnings count as errors");
    command->add_flag("--no-verify", arguments->no_verify, "不核对写出的文件 / skip the read-back proof");
    command->callback([arguments, inputs, from, &common] {
        if (inputs->empty() && from->empty()) throw CLI::RequiredError("IN");
        run(*arguments, common);
    });
}

}  // namespace jixiao::cli
