// jixiao explain: one finding, with an example.
#include <memory>

#include <CLI/CLI.hpp>

#include "cli/app.h"
#include "report/findings_page.h"

namespace jixiao::cli {

void add_explain(CLI::App& app, Common& common) {
    auto name = std::make_shared<std::string>();
    auto* command = app.add_subcommand("explain", "说明一种检查结果 / explain one finding");
    command->add_option("CODE", *name, "代码；不写则列出全部 / a code; all are listed without one");
    // docs/findings.md (scripts/make-findings); of no use to people, so it is left out of the help.
    auto markdown = std::make_shared<bool>(false);
    command->add_flag("--markdown", *markdown)->group("");
    command->callback([name, markdown, &common] {
        if (*markdown) return print(findings_page());
        const bool zh = common.speech() == Lang::Zh;
        if (name->empty()) {
            for (const CodeInfo& info : code_table())
                print(fmt::format("{}\t{}\t{}\n", info.name, severity_name(info.severity), zh ? info.zh : info.en));
            return;
        }
        const auto code = find_code(*name);
        if (!code)
            return report_failure({{}, message("没有代码 {}", "there is no code {}", *name),
                                   message("jixiao explain 不带参数可列出全部", "`jixiao explain` alone lists all")}, common);
        const CodeInfo& info = code_info(*code);
        // Both languages, the reader's first: a finding is passed on to people who read the other one.
        print(fmt::format("{} ({})\n", info.name, severity_name(info.severity)));
        const auto explain = [&](bool chinese) {
            print(chinese ? fmt::format("\n含义：{}\n处理：{}\n", info.zh, info.zh_remedy)
                          : fmt::format("\nMeaning: {}\nRemedy: {}\n", info.en, info.en_remedy));
            if (!info.example.empty()) print(fmt::format("{}{}\n", chinese ? "例：" : "Example: ", info.example));
        };
        explain(zh);
        explain(!zh);
    });
}

}  // namespace jixiao::cli
