#include "cli/run_summary.h"

#include <algorithm>

#include "cli/app.h"

namespace jixiao::cli {
namespace {

constexpr std::size_t kEach = 10;   // runs of up to so many inputs are told one by one
constexpr std::size_t kLooks = 20;  // names listed at the end of a larger run

std::string counted(std::size_t n, const char* thing) {
    return fmt::format("{} {}{}", n, thing, n == 1 ? "" : "s");
}

}  // namespace

RunSummary::RunSummary(Lang lang, std::size_t inputs, std::filesystem::path out)
    : lang_(lang), each_(tells_each(inputs)), out_(std::move(out)), inputs_(inputs) {}

bool RunSummary::tells_each(std::size_t inputs) {
    return inputs <= kEach;
}

void RunSummary::count(const JournalRecord& record) {
    if (record.failure) {
        ++failed_;
        if (failures_.size() < kLooks) failures_.push_back(record.input);
        return;
    }
    ++converted_;
    waived_ += record.waived;
    clean_ += record.errors + record.warnings == 0;
    errors_ |= record.errors > 0;
    warnings_ |= record.warnings > 0;
    if (record.errors == 0) return;
    ++with_errors_;
    const auto worse = [](const Look& a, const Look& b) {
        return std::pair(a.errors, a.warnings) > std::pair(b.errors, b.warnings);
    };
    Look look{record.input, record.errors, record.warnings};
    look_.insert(std::ranges::upper_bound(look_, look, worse), std::move(look));
    if (look_.size() > kLooks) look_.pop_back();
}

void RunSummary::add(const JournalRecord& record, bool kept) {
    kept_ += kept;
    count(record);
}

void RunSummary::add(const Outcome& outcome) {
    const bool zh = lang_ == Lang::Zh;
    if (outcome.fate == Outcome::Fate::Undone) return;
    if (outcome.fate == Outcome::Fate::LeftAlone) {
        ++left_alone_;
        return;
    }
    const bool kept = outcome.fate == Outcome::Fate::Kept;
    add(outcome.record, kept);
    defects_ += outcome.crashed;
    if (outcome.failure) return say((zh ? "失败：" : "failed: ") + outcome.failure->str(lang_));
    if (!each_) return;
    if (!out_.empty()) {
        for (const Document& document : outcome.documents)
            for (const Finding& finding : document.form.findings)
                if (finding.severity != Severity::Note) say(finding_text(finding, lang_));
        for (std::size_t i = 0; i < outcome.record.outputs.size(); ++i) {
            const bool unchanged = kept || outcome.staged[i].unchanged;
            const char* words = kept        ? (zh ? "上次已完成" : "done before")
                                : unchanged ? (zh ? "已有（内容相同）" : "already there (equal)")
                                            : (zh ? "写出" : "wrote");
            say(fmt::format("{} {}", words, (out_ / outcome.record.outputs[i].path).string()));
        }
    }
    const JournalRecord& r = outcome.record;
    say(zh ? fmt::format("{}：{} 个错误，{} 个提醒，{} 个说明", r.input, r.errors, r.warnings, r.notes)
           : fmt::format("{}: {}, {}, {}", r.input, counted(r.errors, "error"), counted(r.warnings, "warning"),
                         counted(r.notes, "note")));
}

void RunSummary::close() const {
    const bool zh = lang_ == Lang::Zh;
    if (waived_ > 0)
        say(fmt::format(fmt::runtime(zh ? "另有 {} 条已按豁免文件接受" : "{} more findings are waived"), waived_));
    if (inputs_ < 2) return;
    const char* did = !out_.empty() ? (zh ? "转换" : "converted") : (zh ? "核对" : "checked");
    say(zh ? fmt::format("共 {} 个文件：{} {} 个（{} 个没有问题，{} 个有错误或提醒），失败 {} 个", inputs_, did,
                         converted_, clean_, converted_ - clean_, failed_)
           : fmt::format("{} files: {} {} ({} clean, {} with errors or warnings), {} failed", inputs_, converted_,
                         did, clean_, converted_ - clean_, failed_));
    if (kept_ > 0)
        say(fmt::format(fmt::runtime(zh           ? "其中 {} 个以前已完成，没有重做"
                                     : kept_ == 1 ? "{} of them was done before and not again"
                                                  : "{} of them were done before and not again"),
                        kept_));
    const std::size_t undone = inputs_ - converted_ - failed_ - left_alone_;
    if (left_alone_ > 0)
        say(fmt::format(fmt::runtime(zh                 ? "{} 个还没有做过，这次没有做"
                                     : left_alone_ == 1 ? "{} has never been done and was not now"
                                                        : "{} have never been done and were not now"),
                        left_alone_));
    if (undone > 0)
        say(fmt::format(
            fmt::runtime(!out_.empty() ? (zh            ? "还有 {} 个没有做；同一条命令加 --resume 继续"
                                        : undone == 1 ? "{} is left to do; go on with the same command and --resume"
                                                      : "{} are left to do; go on with the same command and --resume")
                                       : (zh            ? "还有 {} 个没有做"
                                          : undone == 1 ? "{} is left to do"
                                                        : "{} are left to do")),
            undone));
    if (!each_) list_looks(zh);
}

void RunSummary::list_looks(bool zh) const {
    if (look_.empty() && failures_.empty()) return;
    say(zh ? "请先看：" : "look at these first:");
    for (const std::string& name : failures_)
        say(fmt::format(fmt::runtime(zh ? "  {}（失败）" : "  {} (failed)"), name));
    if (failed_ > failures_.size())
        say(fmt::format(fmt::runtime(zh ? "  ……另有 {} 个失败" : "  … {} more failed"), failed_ - failures_.size()));
    for (const Look& look : look_)
        say(zh ? fmt::format("  {}（{} 个错误，{} 个提醒）", look.name, look.errors, look.warnings)
               : fmt::format("  {} ({}, {})", look.name, counted(look.errors, "error"),
                             counted(look.warnings, "warning")));
    if (with_errors_ > look_.size())
        say(fmt::format(fmt::runtime(zh ? "  ……另有 {} 个有错误" : "  … and {} more with errors"),
                        with_errors_ - look_.size()));
}

void tell_index(const Result<void>& written, const std::filesystem::path& out, Common& common) {
    if (!written) return report_failure(written.error(), common);
    const std::string page = (out / "index.html").string();
    say(common.speech() == Lang::Zh ? "目录：" + page : "index: " + page);
}

int RunSummary::exit_code(bool strict) const {
    if (defects_ > 0) return kDefect;
    if (failed_ > 0) return kUsage;
    if (errors_ || (strict && warnings_)) return kErrorFindings;
    return kDone;
}

}  // namespace jixiao::cli
