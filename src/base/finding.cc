#include "base/finding.h"

#include <algorithm>
#include <array>
#include <map>

namespace jixiao {
namespace {

constexpr auto kTable = std::to_array<CodeInfo>({
#define FINDING(code, severity, zh, en, zh_remedy, en_remedy, example) \
    {Code::code, #code, Severity::severity, zh, en, zh_remedy, en_remedy, example},
#include "base/findings.def"
#undef FINDING
});

}  // namespace

std::string_view severity_name(Severity severity) {
    switch (severity) {
        case Severity::Note: return "note";
        case Severity::Warning: return "warning";
        case Severity::Error: return "error";
    }
    return "";
}

std::span<const CodeInfo> code_table() { return kTable; }

const CodeInfo& code_info(Code code) { return kTable[static_cast<std::size_t>(code)]; }

std::optional<Code> find_code(std::string_view name) {
    const auto row = std::ranges::find(kTable, name, &CodeInfo::name);
    if (row == kTable.end()) return std::nullopt;
    return row->code;
}

Finding Finding::of(Code code, Message message) {
    Finding finding;
    finding.code = code;
    finding.severity = code_info(code).severity;
    finding.message = std::move(message);
    return finding;
}

Finding more_of_kind(Code code, std::uint64_t count, Origin at) {
    Finding rest = Finding::of(code, message("同类情况另有 {} 处，未逐一列出", "{} more of the same kind are not listed", count));
    rest.at = std::move(at);
    return rest;
}

void shorten(Findings& findings, std::uint64_t most, const Origin& at) {
    if (findings.size() <= most) return;
    struct Kind {
        std::uint64_t count = 0;
        Severity gravest = Severity::Note;  // of those left out
    };
    std::map<Code, Kind> kinds;
    std::erase_if(findings, [&](const Finding& finding) {
        Kind& kind = kinds[finding.code];
        if (++kind.count <= most) return false;
        kind.gravest = std::max(kind.gravest, finding.severity);
        return true;
    });
    for (const auto& [code, kind] : kinds) {
        if (kind.count <= most) continue;
        findings.push_back(more_of_kind(code, kind.count - most, at));
        findings.back().severity = kind.gravest;
    }
}

bool has_at_least(const Findings& findings, Severity severity) {
    return std::ranges::any_of(findings, [&](const Finding& f) { return f.severity >= severity; });
}

std::string finding_text(const Finding& finding, Lang lang) {
    std::string text;
    if (finding.at) text += finding.at->str() + ": ";
    text += fmt::format("{}: {} [{}]", severity_name(finding.severity), finding.message.in(lang),
                        code_info(finding.code).name);
    if (!finding.explanation.empty()) text += "\n    " + finding.explanation.in(lang);
    return text;
}

}  // namespace jixiao
