#include "batch/merge.h"

#include <algorithm>
#include <set>

#include "batch/hash.h"
#include "batch/journal.h"

namespace jixiao {
namespace {

namespace fs = std::filesystem;

struct JournalSource {
    fs::path folder;
    JournalReader journal;
};

// Every journal of a folder, in the order of their names.
Result<void> add_journals(const fs::path& folder, std::vector<JournalSource>& out) {
    std::vector<fs::path> paths;
    std::error_code error;
    for (auto entry = fs::directory_iterator(journal_folder(folder), error);
         !error && entry != fs::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name.starts_with("journal.") && name.ends_with(".ndjson")) paths.push_back(entry->path());
    }
    std::ranges::sort(paths);
    for (const fs::path& path : paths) {
        auto journal = JournalReader::open(path);
        if (!journal) return std::unexpected(journal.error());
        out.push_back({folder, std::move(*journal)});
    }
    return {};
}

bool intact(const fs::path& folder, const JournalRecord& record) {
    return std::ranges::all_of(record.outputs, [&](const ProducedFile& file) {
        const auto hash = sha256_of_file(folder / file.path);
        return hash && *hash == file.sha256;
    });
}

}  // namespace

Result<Merged> merge_folders(
    std::span<const fs::path> folders,
    const std::function<void(const RunPlan&, const JournalRecord&, const fs::path&)>& entry) {
    Merged merged;
    std::vector<JournalSource> sources;
    for (const fs::path& folder : folders) {
        const fs::path copy = plan_copy_path(folder);
        std::error_code error;
        if (!fs::exists(copy, error))
            return fail({folder.string(), "", {}}, message("这里没有按计划运行过", "nothing was run here by a plan"),
                        message("先运行 jixiao convert --plan 计划 --shard K -o 目录",
                                "run `jixiao convert --plan PLAN --shard K -o DIR` first"));
        auto plan = read_plan(copy, std::nullopt);
        if (!plan) return std::unexpected(plan.error());
        if (!merged.plan.sha256.empty() && merged.plan.sha256 != plan->sha256)
            return fail({folder.string(), "", {}}, message("这里运行的是另一个计划", "another plan was run here"));
        merged.plan = std::move(*plan);
        if (auto added = add_journals(folder, sources); !added) return std::unexpected(added.error());
    }
    std::set<std::string> settings;
    for (const InputFile& input : merged.plan.inputs) {
        std::optional<JournalRecord> done, failed;
        const fs::path* where = nullptr;
        bool differs = false, damaged = false;
        for (const JournalSource& source : sources) {
            auto record = source.journal.find(input.name);
            if (!record) continue;
            if (record->failure) {
                failed = std::move(record);
                continue;
            }
            if (record->sha256 != input.sha256) continue;  // of a file that was changed since
            if (!intact(source.folder, *record)) {
                damaged = true;
                continue;
            }
            settings.insert(record->options);
            if (done && done->outputs != record->outputs) differs = true;
            if (!done) {
                done = std::move(record);
                where = &source.folder;
            }
        }
        const auto problem = [&](Message what) { merged.problems.push_back({input.name, std::move(what)}); };
        if (differs) {
            problem(message("做了两次，结果不同", "was done twice, with different results"));
        } else if (done) {
            entry(merged.plan, *done, *where);
        } else if (damaged) {
            problem(message("输出文件不在，或内容与记录不符", "its outputs are not there, or not as recorded"));
        } else if (failed) {
            ++merged.failed;
            entry(merged.plan, *failed, sources.front().folder);
        } else {
            problem(message("没有做", "was not done"));
        }
    }
    if (settings.size() > 1)
        return fail(
            {},
            message("各份运行时的选项、模板、规则或字体不同",
                    "the shards were run with different options, templates, rules or fonts"),
            message("在每台机器上用同样的程序、选项和字体，各份加 --resume 重新运行",
                    "run the shards again with --resume, with the same program, options and fonts on every machine"));
    return merged;
}

}  // namespace jixiao
