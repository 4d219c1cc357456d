#include "cli/usage.h"

#include <algorithm>
#include <string_view>

#include <fmt/format.h>

#include <CLI/CLI.hpp>

namespace jixiao::cli {
namespace {

// What the message names: the part before `words`, or nothing where it is worded otherwise.
std::string named_before(std::string_view text, std::string_view words) {
    const auto at = text.find(words);
    return at == text.npos ? "" : std::string(text.substr(0, at));
}

std::string named_after(std::string_view text, std::string_view words) {
    const auto at = text.find(words);
    return at == text.npos ? "" : std::string(text.substr(at + words.size()));
}

std::string bad_value(const std::string& option, const std::string& why) {
    const std::string value = named_before(why, " not in "), allowed = named_after(why, " not in ");
    if (allowed.starts_with('{')) return fmt::format("{} 的值“{}”不对，应为 {} 之一", option, value, allowed);
    if (allowed.starts_with("range "))
        return fmt::format("{} 的值{} 不对，应在 {} 到 {} 之间", option, named_after(value, "Value"),
                           named_before(allowed.substr(6), " to "), named_after(allowed, " to "));
    if (const auto given = named_before(why, " unit not recognized"); !given.empty())
        return fmt::format("{} 的值“{}”不对，单位应为 {} 之一", option, given, named_after(why, "Allowed values: "));
    return fmt::format("{} 的值不对：{}", option, why);
}

std::string in_chinese(const CLI::ParseError& error) {
    const std::string text = error.what();
    // What our own checks of options say is in both languages.
    if (std::ranges::any_of(text, [](char c) { return static_cast<unsigned char>(c) > 0x7F; })) return text;
    if (text == "A subcommand is required") return "缺少命令";
    if (const auto name = named_before(text, " is required"); !name.empty()) return "缺少 " + name;
    if (const auto words = named_after(text, "not expected: "); !words.empty()) return "不认识的参数：" + words;
    if (const auto name = named_before(text, " excludes "); !name.empty())
        return fmt::format("{} 与 {} 不能同用", name, named_after(text, " excludes "));
    if (const auto name = named_before(text, " requires "); !name.empty())
        return fmt::format("{} 要与 {} 同用", name, named_after(text, " requires "));
    const std::string option = named_before(text, ": ");
    if (option.empty()) return "命令行有误：" + text;
    return bad_value(option, named_after(text, ": "));
}

}  // namespace

std::string usage_message(const CLI::App& app, const CLI::ParseError& error, Lang lang) {
    const bool zh = lang == Lang::Zh;
    // A word that is no subcommand is better named than called missing.
    if (const auto rest = app.remaining(true); !rest.empty() && dynamic_cast<const CLI::RequiredError*>(&error))
        return zh ? "没有命令 " + rest.front() + "；jixiao --help 列出全部命令"
                  : "there is no command " + rest.front() + "; jixiao --help lists them";
    return zh ? in_chinese(error) + "\n用法见 --help" : std::string(error.what()) + "\nRun with --help for more information.";
}

}  // namespace jixiao::cli
