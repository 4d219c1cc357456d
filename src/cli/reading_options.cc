#include "cli/reading_options.h"

#include <charconv>

#include <CLI/CLI.hpp>

namespace jixiao::cli {
namespace {

// `NAME=N`; a wrong name lists the names.
void set_limit(const std::string& text, Limits& limits) {
    const auto equals = text.find('=');
    const std::string name = text.substr(0, equals);
    const LimitInfo* limit = find_limit(name);
    if (!limit) {
        std::string names;
        for (const LimitInfo& known : limit_table())
            names += fmt::format("\n  {:<20}{} / {}（{}）", known.name, known.zh, known.en, Limits().*known.value);
        throw CLI::ValidationError("--limit", "没有名为“" + name + "”的上限 / no such limit; NAME=N:" + names);
    }
    std::uint64_t value = 0;
    const std::string number = equals == text.npos ? "" : text.substr(equals + 1);
    const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), value);
    if (number.empty() || error != std::errc() || end != number.data() + number.size())
        throw CLI::ValidationError("--limit", "“" + text + "”不是 NAME=N / is not NAME=N");
    if (limit->most != 0 && value > limit->most)
        throw CLI::ValidationError("--limit", fmt::format("{0} 最多为 {1} / cannot be above {1}", name, limit->most));
    limits.*limit->value = value;
}

}  // namespace

void add_import_options(CLI::App& command, ConvertOptions& convert) {
    command.add_option_function<std::string>(
               "--from", [&convert](const std::string& name) { convert.dialect = find_dialect(name); },
               "文本的排法 / how a text separates its cells")
        ->check(CLI::IsMember({"tabs", "csv", "markdown", "html", "aligned", "lines", "words"}));
    command.add_option_function<std::string>(
               "--repairs", [&convert](const std::string& name) { convert.repairs = *find_repairs(name); },
               "修复到哪一步 / what may be repaired: never, safe (标签和结构), all (数值的建议也照改)")
        ->check(CLI::IsMember({"never", "safe", "all"}));
    command.add_option_function<std::vector<std::string>>(
               "--limit",
               [&convert](const std::vector<std::string>& given) {
                   for (const std::string& one : given) set_limit(one, convert.limits);
               },
               "放宽或收紧一项上限 / raise or lower a limit: NAME=N")
        ->allow_extra_args(false);
}

void add_libreoffice_options(CLI::App& command, bool& wanted, std::chrono::seconds& limit) {
    command.add_flag("--via-libreoffice", wanted, ".xls .et .ods 先由 LibreOffice 转换 / convert them first");
    command.add_option_function<int>(
               "--libreoffice-limit", [&limit](int seconds) { limit = std::chrono::seconds(seconds); },
               "LibreOffice 最多用几秒 / seconds LibreOffice may take")
        ->check(CLI::Range(1, 3600));
}

void add_reading_options(CLI::App& command, RunOptions& run) {
    add_import_options(command, run.convert);
    add_libreoffice_options(command, run.via_libreoffice, run.libreoffice_limit);
}

}  // namespace jixiao::cli
