#include "cli/run_summary.h"

#include <algorithm>

#include "cli/app.h"

namespace jixiao::cli {
namespace {

constexpr std::size_t kEach = 10;   // runs of up to so many inputs are told one by one
constexpr std::size_t kLooks = 20;  // names listed at the end of a larger run

std::string counted(std::size_t n, const char* thing) { return fmt::format("{} {}{}", n, thing, n == 1 ? "" : "s"); }

}  // namespace

RunSummary::RunSummary(Lang lang, std::size_t inputs, bool writes)
    : lang_(lang), each_(inputs <= kEach), writes_(writes), inputs_(inputs) {}

void RunSummary::add(const Outcome& outcome) {
    const bool zh = lang_ == Lang::Zh;
    if (outcome.failure) {
        ++failed_;
        defects_ += outcome.crashed;
        say((zh ? "失败：" : "failed: ") + outcome.failure->str(lang_));
        return;
    }
    ++converted_;
    Look look{outcome.input->name, 0, 0};
    std::size_t notes = 0;
    for (const Document& document : outcome.documents) {
        waived_ += document.waived.size();
        for (const Finding& finding : document.form.findings) {
            look.errors += finding.severity == Severity::Error;
            look.warnings += finding.severity == Severity::Warning;
            notes += finding.severity == Severity::Note;
            if (each_ && writes_ && finding.severity != Severity::Note) say(finding_text(finding, lang_));
        }
    }
    if (each_ && writes_)
        for (std::size_t i = 0; i < outcome.written.size(); ++i)
            say(fmt::format("{} {}", outcome.unchanged[i] ? (zh ? "已有（内容相同）" : "already there (equal)") : (zh ? "写出" : "wrote"),
                            outcome.written[i].string()));
    if (each_)
        say(zh ? fmt::format("{}：{} 个错误，{} 个提醒，{} 个说明", look.name, look.errors, look.warnings, notes)
               : fmt::format("{}: {}, {}, {}", look.name, counted(look.errors, "error"), counted(look.warnings, "warning"),
                             counted(notes, "note")));
    clean_ += look.errors + look.warnings == 0;
    errors_ |= look.errors > 0;
    warnings_ |= look.warnings > 0;
    if (look.errors + look.warnings > 0) look_.push_back(std::move(look));
}

void RunSummary::close() const {
    const bool zh = lang_ == Lang::Zh;
    if (waived_ > 0) say(fmt::format(fmt::runtime(zh ? "另有 {} 条已按豁免文件接受" : "{} more findings are waived"), waived_));
    if (inputs_ < 2) return;
    const char* did = writes_ ? (zh ? "转换" : "converted") : (zh ? "核对" : "checked");
    say(zh ? fmt::format("共 {} 个文件：{} {} 个（{} 个没有问题，{} 个有错误或提醒），失败 {} 个", inputs_, did, converted_, clean_,
                         converted_ - clean_, failed_)
           : fmt::format("{} files: {} {} ({} clean, {} with errors or warnings), {} failed", inputs_, converted_, did, clean_,
                         converted_ - clean_, failed_));
    if (each_) return;
    auto look = look_;
    std::ranges::stable_sort(look, [](const Look& a, const Look& b) {
        return std::pair(a.errors, a.warnings) > std::pair(b.errors, b.warnings);
    });
    if (look.empty() || look.front().errors == 0) return;
    say(zh ? "请先看：" : "look at these first:");
    for (std::size_t i = 0; i < std::min(look.size(), kLooks) && look[i].errors > 0; ++i)
        say(zh ? fmt::format("  {}（{} 个错误，{} 个提醒）", look[i].name, look[i].errors, look[i].warnings)
               : fmt::format("  {} ({}, {})", look[i].name, counted(look[i].errors, "error"),
                             counted(look[i].warnings, "warning")));
}

int RunSummary::exit_code(bool strict) const {
    if (defects_ > 0) return kDefect;
    if (failed_ > 0) return kUsage;
    if (errors_ || (strict && warnings_)) return kErrorFindings;
    return kDone;
}

}  // namespace jixiao::cli
