// jixiao: parse the command line, run one subcommand, pass its exit code on.
#include <csignal>
#include <exception>
#include <new>
#include <system_error>

#include <CLI/CLI.hpp>

#include "cli/app.h"
#include "cli/usage.h"

using namespace jixiao::cli;

int main(int argc, char** argv) {
    std::signal(SIGXFSZ, SIG_IGN);  // past the limit of a file's size a write fails like any other (setrlimit(2))
    Common common;
    CLI::App app{"绩效 — 读取、核对、转换预算绩效目标表 / reads, checks and converts budget-performance tables", "jixiao"};
    app.set_version_flag("--version", "jixiao " JIXIAO_VERSION);
    app.require_subcommand(1);
    app.fallthrough();
    app.add_option("--lang", common.lang, "语言 / language: zh, en")->check(CLI::IsMember({"zh", "en"}));
    app.add_option("--templates", common.templates, "先于自带模板查找的文件夹 / folder searched before the installed templates")
        ->allow_extra_args(false);
    app.add_option("--labels", common.labels, "本单位的标签写法（词表格式）/ an office's own spellings: FILE")->allow_extra_args(false);
    app.add_option("--font", common.fonts, "自备字体 / own font: role=FILE");
    app.add_option("--rules", common.rules, "补充核对规则 / more rules: FILE");
    app.add_flag("--as-worker", common.worker)->group("");  // what convert starts for --isolate
    common.arguments.assign(argv + 1, argv + argc);
    add_convert(app, common);
    add_check(app, common);
    add_show(app, common);
    add_templates(app, common);
    add_explain(app, common);
    add_diff(app, common);
    add_plan(app, common);
    add_merge(app, common);
    try {
        app.parse(argc, argv);
    } catch (const CLI::ParseError& error) {
        // Help and version come this way, too. CLI11's own codes start at 100.
        if (error.get_exit_code() == 0) return app.exit(error), kDone;
        say(usage_message(app, error, common.speech()));
        return kUsage;
    } catch (const std::bad_alloc&) {  // while starting; of a document it is that document's failure
        report_failure({{}, jixiao::message("内存不够", "there is not enough memory"), {}}, common);
    } catch (const std::system_error& error) {  // no thread, no file: the system's refusal, not our defect
        const std::string why = error.what();
        report_failure({{}, jixiao::message("系统资源（内存、线程或文件）不够：{}", "the system has not enough memory, threads or files: {}", why), {}}, common);
    } catch (const std::exception& error) {
        say(std::string("程序内部错误 / internal error: ") + error.what());
        return kDefect;
    }
    return flush_output(common) ? common.exit : int{kUsage};
}
