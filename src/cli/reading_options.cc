#include "cli/reading_options.h"

namespace jixiao::cli {

void add_reading_options(CLI::App& command, RunOptions& run) {
    command.add_option_function<std::string>(
               "--from", [&run](const std::string& name) { run.convert.dialect = find_dialect(name); },
               "文本的排法 / how a text separates its cells")
        ->check(CLI::IsMember({"tabs", "csv", "markdown", "html", "aligned", "lines", "words"}));
    command.add_option_function<std::string>(
               "--repairs", [&run](const std::string& name) { run.convert.repairs = *find_repairs(name); },
               "修复到哪一步 / what may be repaired: never, safe (标签和结构), all (数值的建议也照改)")
        ->check(CLI::IsMember({"never", "safe", "all"}));
    command.add_flag("--via-libreoffice", run.via_libreoffice, ".xls .et .ods 先由 LibreOffice 转换 / convert them first");
}

}  // namespace jixiao::cli
