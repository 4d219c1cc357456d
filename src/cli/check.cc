// jixiao check: findings on stdout, no outputs.
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/batch_run.h"
#include "text/terminal.h"

namespace jixiao::cli {
namespace {

void run(BatchArguments& arguments, Common& common) {
    const auto inputs = list_inputs(arguments.inputs);
    if (!prepare_batch(arguments, common)) return;
    const auto engine = start_engine(common);
    if (!engine) return;
    arguments.run.write = false;
    const Interruption interruption([] {}, [] {});
    run_and_tell(arguments, inputs, *engine, interruption, common, [&](const Outcome& outcome) {
        for (const Document& document : outcome.documents)
            for (const Finding& finding : document.form.findings)
                print(terminal_text(finding_text(finding, common.speech())) + "\n");
    });
}

}  // namespace

void add_check(CLI::App& app, Common& common) {
    auto arguments = std::make_shared<BatchArguments>();
    auto* command = app.add_subcommand("check", "核对 / check");
    add_batch_options(*command, *arguments, /*inputs_required=*/true);
    command->callback([arguments, &common] { run(*arguments, common); });
}

}  // namespace jixiao::cli
