#include "report/findings_page.h"

#include "base/finding.h"

namespace jixiao {
namespace {

// Text of a Markdown paragraph: characters that would be marks are escaped.
std::string plain(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (std::string_view("\\`*_<>[]#|").find(c) != std::string_view::npos) out += '\\';
        out += c;
    }
    return out;
}

}  // namespace

std::string findings_page() {
    constexpr std::string_view kSeverities[][2] = {{"说明", "note"}, {"提醒", "warning"}, {"错误", "error"}};
    std::string out =
        "# 检查结果 / Findings\n\n"
        "<!-- Made by scripts/make-findings from src/base/findings.def. Do not edit. -->\n\n"
        "What jixiao has to say about a document whose reading went on. A code names no form; where a rule of the template or of\n"
        "`templates/rules.xml` failed, the finding names it beside the code. Rules may change a severity.\n\n"
        "| 代码 / code | 级别 / severity | 含义 / meaning |\n|---|---|---|\n";
    for (const CodeInfo& info : code_table()) {
        const auto& [zh, en] = kSeverities[static_cast<std::size_t>(info.severity)];
        out += fmt::format("| [`{0}`](#{0}) | {1} / {2} | {3} {4} |\n", info.name, zh, en, plain(info.zh), plain(info.en));
    }
    for (const CodeInfo& info : code_table()) {
        const auto& [zh, en] = kSeverities[static_cast<std::size_t>(info.severity)];
        out += fmt::format("\n## {}\n\n**{} / {}** · {}\n{}\n\n- 处理：{}\n- Remedy: {}\n", info.name, zh, en, plain(info.zh),
                           plain(info.en), plain(info.zh_remedy), plain(info.en_remedy));
        if (!info.example.empty()) out += fmt::format("- 例 / example: {}\n", plain(info.example));
    }
    return out;
}

}  // namespace jixiao
