// jixiao convert: inputs to outputs.
#include <algorithm>
#include <memory>

#include <CLI/CLI.hpp>

#include "batch/index.h"
#include "batch/plan.h"
#include "batch/settings.h"
#include "batch/worker.h"
#include "cli/batch_run.h"
#include "cli/naming.h"
#include "cli/run_summary.h"

namespace jixiao::cli {
namespace {

constexpr int kWorkerLine = 3;  // file descriptor, see worker.h

struct ConvertArguments {
    BatchArguments batch;
    std::string out, files_from, name, plan;
    std::vector<std::string> to = {"json"};
    std::optional<std::size_t> shard;
    bool no_verify = false, resume = false, retry_failed = false, isolate = false, index = false;
    std::optional<double> timeout;        // seconds
    std::optional<std::uint64_t> memory;  // bytes
};

void set_formats(ConvertArguments& arguments) {
    auto& to = arguments.batch.run.convert.to;
    to.clear();
    for (const std::string& name : arguments.to) {
        const auto format = find_output_format(name);
        if (format && std::ranges::find(to, *format) == to.end()) to.push_back(*format);
    }
}

Isolation isolation_of(const ConvertArguments& arguments, const Common& common) {
    Isolation isolation;
    isolation.command = {"/proc/self/exe", "--as-worker"};
    isolation.command.insert(isolation.command.end(), common.arguments.begin(), common.arguments.end());
    if (arguments.timeout) isolation.time = std::chrono::milliseconds(static_cast<long>(*arguments.timeout * 1000));
    if (arguments.memory) isolation.memory = *arguments.memory;
    return isolation;
}

// The inputs of the run, from the command line or from the plan; the plan's names of outputs go with it.
Result<std::vector<InputFile>> inputs_of(ConvertArguments& arguments, std::string& plan_hash) {
    if (arguments.plan.empty()) return all_inputs(arguments.batch.inputs, arguments.files_from);
    auto plan = read_plan(arguments.plan, arguments.shard);
    if (!plan) return std::unexpected(plan.error());
    if (!arguments.name.empty() && arguments.name != plan->head.name)
        return fail({arguments.plan, "", {}}, message("命名由计划决定", "the plan says how outputs are named"),
                    message("在 jixiao plan 上用 --name", "give --name to jixiao plan"));
    arguments.name = plan->head.name;
    plan_hash = plan->sha256;
    return std::move(plan->inputs);
}

// Everything outputs depend on; without it a document that was done before cannot be known to be up to date.
bool hash_settings(ConvertArguments& arguments, Common& common) {
    const auto engine_from = engine_options(common);
    if (!engine_from) return false;
    RunOptions& run = arguments.batch.run;
    Settings settings;
    settings.add("program", JIXIAO_VERSION);
    settings.add("via-libreoffice", run.via_libreoffice ? "1" : "0");
    settings.add("name", run.name ? run.name->text() : "");
    add_conversion(settings, run.convert);
    const bool fonts = std::ranges::any_of(run.convert.to, [](OutputFormat f) { return f != OutputFormat::Json; });
    if (auto added = add_engine(settings, *engine_from, fonts); !added)
        return report_failure(added.error(), common), false;
    run.settings = settings.hash();
    return true;
}

void write_index(Index& index, const RunEnd& end, const std::filesystem::path& out, Common& common) {
    if (end.why != RunEnd::Why::All)
        return say(
            message("没有写目录：运行没有完成", "no index was written: the run is not complete").in(common.speech()));
    tell_index(index.write(), out, common);
}

void convert_all(ConvertArguments& arguments, const std::vector<InputFile>& inputs, const std::string& plan_hash,
                 const Engine& engine, Common& common) {
    RunOptions& run = arguments.batch.run;
    Staging staging(run.out);
    const bool zh = common.speech() == Lang::Zh;
    const Interruption interruption(
        [&] {
            say(zh ? "收到中断：正在完成手头的文件，再按一次立即停止"
                   : "interrupted: finishing what runs; once more stops at once");
        },
        [&] { staging.abandon(); });
    run.stop = interruption.token();
    if (!arguments.name.empty() && arguments.plan.empty() &&
        !names_are_free(inputs, engine, run, arguments.batch.progress, common))
        return;
    if (!plan_hash.empty())
        if (auto kept = keep_plan_copy(arguments.plan, plan_hash, run.out); !kept)
            return report_failure(kept.error(), common);
    staging.sweep();
    const auto path = journal_path(run.out, arguments.shard);
    std::optional<JournalReader> before;
    if (run.redo != Redo::Everything) {
        auto read = JournalReader::open(path);
        if (!read) return report_failure(read.error(), common);
        before.emplace(std::move(*read));
        run.before = &*before;
    }
    JournalWriter journal(path);
    run.staging = &staging;
    // A lone input has nothing to resume: its folder holds its outputs and nothing else.
    std::error_code absent;
    const bool lone = inputs.size() == 1 && plan_hash.empty() && run.redo == Redo::Everything;
    if (!lone || std::filesystem::exists(path, absent)) run.journal = &journal;
    std::optional<Index> index;
    if (arguments.index) index.emplace(run.out, common.data());
    const RunEnd end =
        run_and_tell(arguments.batch, inputs, engine, interruption, common, [&](const Outcome& outcome) {
            using Fate = Outcome::Fate;
            if (index && (outcome.fate == Fate::Done || outcome.fate == Fate::Kept) && !outcome.record.failure)
                index->add(outcome.record);
        });
    if (index) write_index(*index, end, run.out, common);
    run.journal = nullptr;
    run.staging = nullptr;
    run.before = nullptr;
}

void run(ConvertArguments& arguments, Common& common) {
    RunOptions& run = arguments.batch.run;
    set_formats(arguments);
    run.convert.verify = !arguments.no_verify;
    run.out = arguments.out;
    run.redo = arguments.retry_failed ? Redo::Failed : arguments.resume ? Redo::Needed : Redo::Everything;
    if (!prepare_batch(arguments.batch, common)) return;
    if (common.worker) {
        const auto engine = start_engine(common);
        if (!engine || !read_name_pattern(arguments.name, *engine, run, common)) return;
        common.exit = serve_documents(kWorkerLine, *engine, run);
        return;
    }
    std::string plan_hash;
    const auto inputs = inputs_of(arguments, plan_hash);
    if (!inputs) return report_failure(inputs.error(), common);
    if (inputs->empty() && plan_hash.empty())
        return report_failure({{}, message("没有输入文件", "there is no input file"), {}}, common);
    if (arguments.isolate || arguments.timeout || arguments.memory) run.isolation = isolation_of(arguments, common);
    const auto engine = start_engine(common);
    if (!engine || !read_name_pattern(arguments.name, *engine, run, common) || !hash_settings(arguments, common))
        return;
    engine->expect(inputs->size());
    convert_all(arguments, *inputs, plan_hash, *engine, common);
}

void add_many(CLI::App& command, ConvertArguments& arguments) {
    auto* resume = command.add_flag("--resume", arguments.resume,
                                    "只做缺少、改动或失败的 / only what is missing, changed or failed");
    command.add_flag("--retry-failed", arguments.retry_failed, "只重做失败的 / only what failed")->excludes(resume);
    command.add_flag("--fail-fast", arguments.batch.run.fail_fast, "遇到失败即停 / stop at the first failure");
    command.add_flag("--isolate", arguments.isolate, "每个文件在单独的进程里处理 / worker processes");
    command.add_option("--timeout-per-doc", arguments.timeout, "每个文件的时限 / limit: 30, 500ms, 2m")
        ->transform(
            CLI::AsNumberWithUnit(std::map<std::string, double>{{"s", 1}, {"ms", 0.001}, {"m", 60}, {"h", 3600}}))
        ->check(CLI::Range(0.001, 86400.0));
    command.add_option("--max-memory-per-doc", arguments.memory, "每个文件的内存上限 / limit: 512M, 1G")
        ->transform(CLI::AsSizeValue(false));
    command.add_option("--name", arguments.name,
                       "输出文件的命名 / names of outputs, e.g. '{year}_{unit_name}_{template}'");
    command.add_flag("--index", arguments.index, "另写 index.html、index.csv、SHA256SUMS / write them, too");
    auto* plan = command.add_option("--plan", arguments.plan, "按计划运行 / inputs of a plan: FILE");
    command.add_option("--shard", arguments.shard, "计划的第几份，从 0 起 / shard of the plan, from 0")->needs(plan);
}

}  // namespace

void add_convert(CLI::App& app, Common& common) {
    auto arguments = std::make_shared<ConvertArguments>();
    BatchArguments& batch = arguments->batch;
    auto* command = app.add_subcommand("convert", "转换 / convert");
    add_batch_options(*command, batch, /*inputs_required=*/false);
    command->add_option("--files-from", arguments->files_from, "从文件读取清单 / list of inputs, one a line");
    command->add_option("-o,--out", arguments->out, "输出文件夹 / output folder")->required();
    command->add_option("--to", arguments->to, "json,xlsx,pdf,html")
        ->delimiter(',')
        ->check(CLI::IsMember({"json", "xlsx", "pdf", "html"}));
    command->add_option("--template", batch.run.convert.template_id, "按此表输出，auto 为识别出的表 / write in this form; auto: the one recognised");
    command->add_flag("--annex", batch.run.convert.compose.annex,
                      "未安置的内容列在表后 / list what has no place below the table");
    command->add_flag("--overwrite", batch.run.overwrite, "覆盖不同的旧文件 / replace differing outputs");
    command->add_flag("--formulas", batch.run.convert.compose.formulas, "XLSX 合计用公式 / live sums in XLSX");
    command->add_flag("--annotate", batch.run.convert.compose.annotate, "标出检查结果 / mark the findings");
    command->add_flag("--attach", batch.run.convert.attach_json, "PDF 附上 JSON / attach the JSON to the PDF (PDF/A-3a)");
    command->add_flag("--allow-nonconforming", batch.run.convert.allow_nonconforming,
                      "不合规的 PDF 也写出 / write a PDF that conforms to no standard");
    command->add_flag("--no-verify", arguments->no_verify, "不核对写出的文件 / skip the read-back proof");
    add_many(*command, *arguments);
    command->callback([arguments, &common] {
        const int sources =
            (!arguments->batch.inputs.empty() || !arguments->files_from.empty()) + !arguments->plan.empty();
        if (sources == 0) throw CLI::RequiredError("IN");
        if (arguments->out.empty()) throw CLI::ValidationError("--out", "没有写输出文件夹 / the output folder is empty");
        if (sources == 2) throw CLI::ValidationError("--plan", "计划已列出输入 / the plan lists the inputs");
        if (arguments->shard && arguments->index)
            throw CLI::ValidationError(
                "--index", "一份不是全部，用 jixiao merge --index / a shard is not all: jixiao merge --index");
        run(*arguments, common);
    });
}

}  // namespace jixiao::cli
