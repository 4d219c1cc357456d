// jixiao plan: a list of inputs, frozen for many machines.
#include <memory>

#include <CLI/CLI.hpp>

#include "batch/collisions.h"
#include "batch/hash.h"
#include "batch/plan.h"
#include "cli/batch_run.h"
#include "cli/naming.h"

namespace jixiao::cli {
namespace {

struct PlanArguments {
    std::vector<std::string> inputs;
    std::string files_from, name, progress;
    RunOptions run;
    std::size_t shards = 1;
};

void run(PlanArguments& arguments, Common& common) {
    auto inputs = all_inputs(arguments.inputs, arguments.files_from);
    if (!inputs) return report_failure(inputs.error(), common);
    if (inputs->empty()) return report_failure({{}, message("没有输入文件", "there is no input file"), {}}, common);
    if (!arguments.name.empty()) {
        const auto engine = start_engine(common);
        if (!engine) return;
        const Interruption interruption([] {}, [] {});
        arguments.run.stop = interruption.token();
        if (!read_name_pattern(arguments.name, *engine, arguments.run, common)) return;
        if (!names_are_free(*inputs, *engine, arguments.run, arguments.progress, common)) return;
    }
    const PlanHead head{arguments.shards, inputs->size(), arguments.name};
    print(plan_head_line(head));  // a list that ends before its count is refused: a failure below does no harm
    for (std::size_t i = 0; i < inputs->size(); ++i) {
        InputFile& input = (*inputs)[i];
        if (input.path == "-")
            return report_failure({{}, message("计划里不能有标准输入", "a plan cannot hold standard input"), {}},
                                  common);
        auto hash = sha256_of_file(input.path);
        if (!hash) return report_failure(hash.error(), common);
        input.sha256 = *hash;
        print(plan_input_line(input, i, head));
    }
    say(common.speech() == Lang::Zh
            ? fmt::format("{} 个文件，分 {} 份，编号 0 到 {}", head.inputs, head.shards, head.shards - 1)
            : fmt::format("{} files in {} shards, 0 to {}", head.inputs, head.shards, head.shards - 1));
}

}  // namespace

void add_plan(CLI::App& app, Common& common) {
    auto arguments = std::make_shared<PlanArguments>();
    auto* command = app.add_subcommand("plan", "为多台机器分份 / shards for many machines");
    auto* inputs = command->add_option("IN", arguments->inputs, "文件、文件夹 / files, folders");
    auto* from =
        command->add_option("--files-from", arguments->files_from, "从文件读取清单 / list of inputs, one a line");
    command->add_option("--shards", arguments->shards, "份数 / number of shards")->check(CLI::Range(1, 1'000'000));
    command->add_option("--name", arguments->name,
                        "输出文件的命名 / names of outputs, e.g. '{year}_{unit_name}_{template}'");
    command->add_option("--as-form", arguments->run.convert.as_form, "按此表识别 / recognise as this form");
    command->callback([arguments, inputs, from, &common] {
        if (inputs->empty() && from->empty()) throw CLI::RequiredError("IN");
        run(*arguments, common);
    });
}

}  // namespace jixiao::cli
