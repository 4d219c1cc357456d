#include "cli/naming.h"

#include <algorithm>

#include "batch/collisions.h"
#include "cli/progress.h"

namespace jixiao::cli {

Result<std::vector<InputFile>> all_inputs(std::vector<std::string> given, const std::string& files_from) {
    if (!files_from.empty()) {
        const auto listed = read_file_list(files_from);
        if (!listed) return std::unexpected(listed.error());
        given.insert(given.end(), listed->begin(), listed->end());
    }
    return list_inputs(given);
}

bool read_name_pattern(const std::string& text, const Engine& engine, RunOptions& run, Common& common) {
    if (text.empty()) return true;
    auto pattern = NamePattern::parse(text, engine.templates());
    if (!pattern) return report_failure(pattern.error(), common), false;
    run.name = std::move(*pattern);
    return true;
}

bool names_are_free(std::span<const InputFile> inputs, const Engine& engine, const RunOptions& run,
                    const std::string& progress, Common& common) {
    constexpr std::size_t kTold = 50;
    const bool zh = common.speech() == Lang::Zh;
    std::vector<Collision> collisions;
    {
        Progress shown(progress_kind(progress), inputs.size(), common.speech());
        RunOptions options = run;
        options.begun = [&](const InputFile& input) { shown.begun(input.name); };
        collisions = find_collisions(inputs, engine, options, [&](const Outcome& outcome) {
            shown.done(outcome.failure ? Progress::Result::Failed : Progress::Result::Clean, false);
        });
    }
    if (run.stop.stop_requested()) return common.exit = kInterrupted, false;
    if (collisions.empty()) return true;
    report_failure(
        {{},
         message("按 {0} 命名，有 {1} 个名称重复，什么也没有写",
                 "named by {0}, {2} there twice; nothing was written", run.name->text(), collisions.size(),
                 collisions.size() == 1 ? std::string("one name is")
                                        : fmt::format("{} names are", collisions.size())),
         message("在 --name 里加上能区分它们的栏目，例如 {{stem}} 或 {{part}}",
                 "add a field to --name that tells them apart, such as {{stem}} or {{part}}")},
        common);
    for (std::size_t i = 0; i < std::min(kTold, collisions.size()); ++i) {
        std::string line = "  " + collisions[i].name + (zh ? "：" : ": ");
        for (std::size_t k = 0; k < collisions[i].inputs.size(); ++k)
            line += (k ? (zh ? "、" : ", ") : "") + collisions[i].inputs[k];
        say(line);
    }
    if (collisions.size() > kTold)
        say(fmt::format(fmt::runtime(zh ? "  ……另有 {} 个" : "  … and {} more"), collisions.size() - kTold));
    return false;
}

}  // namespace jixiao::cli
