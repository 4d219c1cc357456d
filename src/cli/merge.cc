// jixiao merge: the shards of a plan, joined and proved.
#include <memory>

#include <CLI/CLI.hpp>

#include "base/file_io.h"
#include "batch/growing_file.h"
#include "batch/index.h"
#include "batch/journal.h"
#include "batch/merge.h"
#include "cli/app.h"
#include "cli/run_summary.h"

namespace jixiao::cli {
namespace {

namespace fs = std::filesystem;

struct MergeArguments {
    std::vector<std::string> folders;
    std::string out;
    bool index = false, strict = false;
};

// Copies the outputs of an input. No links: what is changed in one folder must not change in the other.
Result<void> gather(const JournalRecord& record, const fs::path& from, const fs::path& to) {
    for (const ProducedFile& file : record.outputs) {
        const fs::path source = from / file.path, target = to / file.path;
        std::error_code error;
        if (fs::equivalent(source, target, error)) continue;
        const auto bytes = read_file(source, file.bytes);
        if (!bytes) return std::unexpected(bytes.error());
        if (fs::exists(target, error)) {
            const auto there = read_file(target, file.bytes);
            if (there && *there == *bytes) continue;
            return fail({target.string(), "", {}},
                        message("已存在且内容不同，没有改动它", "exists with different content and was left alone"));
        }
        if (auto written = write_file(target, *bytes); !written) return written;
    }
    return {};
}

void run(const MergeArguments& arguments, Common& common) {
    std::vector<fs::path> folders(arguments.folders.begin(), arguments.folders.end());
    const fs::path out = !arguments.out.empty() ? fs::path(arguments.out)
                         : folders.size() == 1  ? folders.front()
                                                : fs::path();
    const Lang lang = common.speech();
    if (arguments.index && out.empty())
        return report_failure(
            {{}, message("--index 要写在哪个文件夹？请加 -o", "--index needs to know where: add -o"), {}}, common);
    std::optional<GrowingFile> journal;
    std::optional<Index> index;
    if (!out.empty()) journal.emplace(journal_path(out, std::nullopt));
    if (arguments.index) index.emplace(out, common.data());
    std::optional<Failure> broken;
    std::optional<RunSummary> summary;
    std::vector<std::string> lines;
    const auto take = [&](const RunPlan& plan, const JournalRecord& record, const fs::path& folder) {
        if (broken) return;
        if (!summary) summary.emplace(lang, plan.head.inputs, folder);
        summary->add(record, false);
        if (record.failure) say((lang == Lang::Zh ? "失败：" : "failed: ") + record.failure->in(lang));
        if (!arguments.out.empty())
            if (auto gathered = gather(record, folder, out); !gathered) broken = gathered.error();
        const std::string line = record_to_json(record) + "\n";
        if (journal)
            journal->append(line);
        else
            lines.push_back(line);
        if (index && !record.failure) index->add(record);
    };
    const auto merged = merge_folders(folders, take);
    if (!merged) return report_failure(merged.error(), common);
    if (broken) return report_failure(*broken, common);
    for (const MergeProblem& problem : merged->problems)
        say(problem.input + (lang == Lang::Zh ? "：" : ": ") + problem.what.in(lang));
    if (!merged->problems.empty())
        return report_failure(
            {{},
             message("{0} 个文件没有合上，没有写合并的记录",
                     "{0} of the files could not be merged; no joined journal was written", merged->problems.size()),
             message("重新运行相应的份（jixiao convert --plan … --shard K --resume）",
                     "run their shards again (jixiao convert --plan … --shard K --resume)")},
            common);
    if (summary) {
        common.exit = summary->exit_code(arguments.strict);
        summary->close();
    }
    for (const std::string& line : lines) print(line);
    if (journal)
        if (auto written = journal->commit(); !written) return report_failure(written.error(), common);
    if (index) tell_index(index->write(), out, common);
}

}  // namespace

void add_merge(CLI::App& app, Common& common) {
    auto arguments = std::make_shared<MergeArguments>();
    auto* command = app.add_subcommand("merge", "合并各份并核对 / join the shards of a plan");
    command->add_option("DIR", arguments->folders, "各份的输出文件夹 / output folders of the shards")->required();
    command->add_option("-o,--out", arguments->out, "把输出集中到此 / gather the outputs here");
    command->add_flag("--index", arguments->index, "另写 index.html、index.csv、SHA256SUMS / write them, too");
    command->add_flag("--strict", arguments->strict, "提醒也算错误 / warnings count as errors");
    command->callback([arguments, &common] { run(*arguments, common); });
}

}  // namespace jixiao::cli
