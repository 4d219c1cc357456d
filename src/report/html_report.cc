#include "report/html_report.h"

#include <algorithm>
#include <tuple>

#include "report/html_document.h"
#include "report/html_text.h"

namespace jixiao {
namespace {

// A page of 8 MB is what a browser opens in a second and an office mails around. The list takes its share of it.
constexpr std::size_t kFullBytes = 4'000'000;
constexpr std::size_t kBriefBytes = 3'000'000;
constexpr std::size_t kDocumentBytes = 1'500'000;  // one document may not take it all
constexpr std::size_t kListed = 1500;
constexpr std::size_t kFew = 20;                   // documents without findings are shown in full among so few

auto risk(bool failed, std::size_t errors, std::size_t warnings, std::size_t notes) {
    return std::tuple(failed, errors, warnings, notes);
}

std::string figure(std::string_view name, std::size_t count, std::string_view shade = "") {
    return fmt::format("<div{}><dt>{}</dt><dd>{}</dd></div>", shade.empty() ? "" : fmt::format(" class={}", shade), name, count);
}

std::string counts(std::size_t errors, std::size_t warnings, std::size_t notes, Lang lang) {
    std::string out;
    for (const auto& [count, severity] : {std::pair(errors, Severity::Error), std::pair(warnings, Severity::Warning),
                                          std::pair(notes, Severity::Note)})
        if (count > 0)
            out += fmt::format("<span class=\"n{0}\">{1} {2}</span> ", severity_class(severity), count, severity_word(severity, lang));
    return out.empty() ? fmt::format("<span class=\"nok\">{}</span>", in(lang, "没有问题", "clean")) : out;
}

}  // namespace

bool HtmlReport::riskier(const Entry& a, const Entry& b) const {
    return risk(a.failed, a.errors, a.warnings, a.notes) > risk(b.failed, b.errors, b.warnings, b.notes);
}

void HtmlReport::add(const std::string& input, const std::optional<Failure>& failure, const std::vector<Document>& documents) {
    ++inputs_;
    codes_.resize(code_table().size());
    if (failure) {
        Entry entry;
        entry.name = input;
        entry.failed = true;
        entry.worst = failure->message.in(lang_);
        entry.brief = "<p class=\"bad\">" + html_escaped(failure->str(lang_)) + "</p>\n";
        brief_bytes_ += entry.brief.size();
        entries_.push_back(std::move(entry));
    }
    for (const Document& document : documents) {
        const Form& form = document.form;
        Entry entry;
        entry.name = document.part.empty() ? input : input + "!" + document.part;
        entry.form = document.form_template->name.in(lang_);
        entry.year = form.year ? std::to_string(form.year) : "";
        for (const FieldCell* cell : fields_of(*document.form_template))
            if (const Field* field = form.field(cell->id); field && cell->term == "unit_name") entry.unit = field->value.text;
        unknown_.add(form);
        const Finding* worst = nullptr;
        std::set<Code> seen;
        for (const Finding& finding : form.findings) {
            entry.errors += finding.severity == Severity::Error;
            entry.warnings += finding.severity == Severity::Warning;
            entry.notes += finding.severity == Severity::Note;
            if (!worst || finding.severity > worst->severity) worst = &finding;
            auto& count = codes_[static_cast<std::size_t>(finding.code)];
            ++count.findings;
            count.documents += seen.insert(finding.code).second;
        }
        entry.waived = document.waived.size();
        if (worst && worst->severity > Severity::Note) entry.worst = worst->message.in(lang_);
        const std::size_t id = entries_.size() + 1;
        entry.brief = document_details(document, *vocabulary_, lang_, id, true);
        entry.full = document_details(document, *vocabulary_, lang_, id, false);
        if (entry.full.size() > kDocumentBytes) entry.full.clear();
        full_bytes_ += entry.full.size();
        brief_bytes_ += entry.brief.size();
        entries_.push_back(std::move(entry));
    }
    make_room();
}

// Why an eighth more than needed: every sorting by risk walks all entries, so room is made for many at once.
void HtmlReport::make_room() {
    const auto cut = [&](bool full, std::size_t most) {
        auto& bytes = full ? full_bytes_ : brief_bytes_;
        if (bytes <= most) return;
        std::vector<std::size_t> order = by_risk();
        while (bytes > most - most / 8 && !order.empty()) {
            auto& text = full ? entries_[order.back()].full : entries_[order.back()].brief;
            bytes -= text.size();
            text = {};
            order.pop_back();
        }
    };
    cut(true, kFullBytes);
    cut(false, kBriefBytes);
}

std::vector<std::size_t> HtmlReport::by_risk() const {
    std::vector<std::size_t> order(entries_.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return riskier(entries_[a], entries_[b]); });
    return order;
}

std::string HtmlReport::cover() const {
    std::size_t failed = 0, errors = 0, warnings = 0, clean = 0, waived = 0;
    for (const Entry& entry : entries_) {
        failed += entry.failed;
        errors += !entry.failed && entry.errors > 0;
        warnings += !entry.failed && entry.errors == 0 && entry.warnings > 0;
        clean += entry.clean();
        waived += entry.waived;
    }
    std::string out = "<dl class=\"cards\">";
    out += figure(in(lang_, "文件", "files"), inputs_) + figure(in(lang_, "表", "forms"), entries_.size() - failed);
    out += figure(in(lang_, "没有问题", "clean"), clean, "ok") + figure(in(lang_, "有错误", "with errors"), errors, "e");
    out += figure(in(lang_, "只有提醒", "with warnings only"), warnings, "w") + figure(in(lang_, "没有读出", "failed"), failed, failed ? "e" : "");
    if (waived > 0) out += figure(in(lang_, "已接受的检查结果", "waived findings"), waived);
    return out + "</dl>\n";
}

std::string HtmlReport::roster() const {
    if (!roster_) return "";
    constexpr std::size_t kNames = 500;
    std::string out = fmt::format("<section><h2>{}</h2>\n", in(lang_, "单位名单", "Roster"));
    bool open = false;
    for (const std::string& line : roster_lines(*roster_, kNames, lang_)) {
        const bool item = line.starts_with("  ");
        if (item != open) out += item ? "<ul>\n" : "</ul>\n";
        open = item;
        out += item ? "<li>" + html_escaped(line.substr(2)) + "</li>\n" : "<p>" + html_escaped(line) + "</p>\n";
    }
    return out + (open ? "</ul>\n" : "") + "</section>\n";
}

std::string HtmlReport::codes() const {
    std::vector<Code> found;
    for (const CodeInfo& info : code_table())
        if (!codes_.empty() && codes_[static_cast<std::size_t>(info.code)].findings > 0) found.push_back(info.code);
    if (found.empty()) return "";
    std::ranges::stable_sort(found, [&](Code a, Code b) {
        return std::tuple(code_info(a).severity, codes_[static_cast<std::size_t>(a)].documents) >
               std::tuple(code_info(b).severity, codes_[static_cast<std::size_t>(b)].documents);
    });
    std::string out = fmt::format("<section><h2>{0}</h2>\n<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\"><table "
                                  "class=\"codes\">\n<thead><tr><th scope=col>{1}</th><th scope=col>{2}</th><th scope=col>{3}</th><th "
                                  "scope=col>{4}</th></tr></thead>\n<tbody>\n",
                                  in(lang_, "发现了什么", "What was found"), in(lang_, "含义", "meaning"), in(lang_, "条数", "findings"),
                                  in(lang_, "表数", "forms"), in(lang_, "怎么办", "remedy"));
    for (const Code code : found) {
        const CodeInfo& info = code_info(code);
        const auto& count = codes_[static_cast<std::size_t>(code)];
        out += fmt::format("<tr><th scope=row><span class=\"n{}\">{}</span> {} <code>{}</code></th><td class=m>{}</td><td "
                           "class=m>{}</td><td>{}</td></tr>\n",
                           severity_class(info.severity), severity_word(info.severity, lang_), html_escaped(lang_ == Lang::Zh ? info.zh : info.en),
                           info.name, count.findings, count.documents, html_escaped(lang_ == Lang::Zh ? info.zh_remedy : info.en_remedy));
    }
    return out + "</tbody></table></div></section>\n";
}

std::string HtmlReport::packs() const {
    std::string out;
    for (const auto& [name, hash] : packs_)
        out += fmt::format("<p class=\"left\">{} {} · SHA-256 <code>{}</code></p>\n", in(lang_, "另用模板：", "more templates:"), html_escaped(name), hash);
    return out;
}

std::string HtmlReport::list(const std::vector<std::size_t>& order) const {
    std::string out = fmt::format(
        "<section id=\"list\"><h2>{}</h2>\n<form id=\"filter\" hidden><label>{} <input id=\"q\" type=\"search\" autocomplete=\"off\"></label> "
        "<label>{} <select id=\"k\"><option value=\"\">{}</option><option value=\"e\">{}</option><option value=\"w\">{}</option><option "
        "value=\"c\">{}</option></select></label> <output id=\"n\"></output></form>\n",
        in(lang_, "先看哪些（按风险排列）", "Where to look first (by risk)"), in(lang_, "查找", "find"), in(lang_, "显示", "show"),
        in(lang_, "全部", "all"), in(lang_, "有错误或没有读出", "errors or failed"), in(lang_, "有提醒", "warnings"), in(lang_, "没有问题", "clean"));
    out += fmt::format("<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{}\"><table class=\"docs\">\n<thead><tr><th "
                       "scope=col>{}</th><th scope=col>{}</th><th scope=col>{}</th><th scope=col>{}</th><th scope=col>{}</th></tr></thead>\n<tbody>\n",
                       in(lang_, "各表", "documents"), in(lang_, "文件", "file"), in(lang_, "编报单位", "unit"), in(lang_, "年份", "year"),
                       in(lang_, "检查结果", "findings"), in(lang_, "最要紧的一条", "the most urgent"));
    for (std::size_t i = 0; i < std::min(kListed, order.size()); ++i) {
        const Entry& entry = entries_[order[i]];
        const bool shown = !entry.full.empty() || !entry.brief.empty();
        const std::string name = html_escaped(entry.name);
        const std::string_view kind = entry.failed || entry.errors ? "e" : entry.warnings ? "w" : "c";
        out += fmt::format("<tr data-k={}><th scope=row>{}</th><td>{}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n", kind,
                           shown ? fmt::format("<a href=#d{}>{}</a>", order[i] + 1, name) : name, html_escaped(shortened(entry.unit, 60)),
                           entry.year,
                           entry.failed ? fmt::format("<span class=\"ne\">{}</span>", in(lang_, "没有读出", "failed"))
                                        : counts(entry.errors, entry.warnings, entry.notes, lang_),
                           html_escaped(shortened(entry.worst, 120)));
    }
    out += "</tbody></table></div>\n";
    if (order.size() > kListed)
        out += fmt::format(fmt::runtime(in(lang_, "<p class=\"left\">另有 {} 份风险较低的没有列出；--report x.ndjson 列出每一份。</p>\n",
                                           "<p class=\"left\">{} more of lower risk are not listed; `--report x.ndjson` lists each.</p>\n")),
                           order.size() - kListed);
    return out + "</section>\n";
}

std::string HtmlReport::details(const std::vector<std::size_t>& order) const {
    std::string out = fmt::format("<section><h2>{}</h2>\n<p class=\"key\">{} ", in(lang_, "逐份查看", "One by one"), in(lang_, "来源单元格的颜色：", "cells of the source:"));
    for (const auto& [shade, zh, en] : {std::tuple("l", "标签", "label"), std::tuple("h", "表头", "header"), std::tuple("v", "值", "value"),
                                        std::tuple("i", "略过", "ignored"), std::tuple("u", "未认领", "unclaimed"), std::tuple("z", "隐藏", "hidden")})
        out += fmt::format("<span class=\"{}\">{}</span> ", shade, in(lang_, zh, en));
    out += fmt::format("· {}</p>\n", in(lang_, "右上角的小号数字是检查结果的序号；点识别结果里的值可跳到它的来源单元格。",
                                        "small raised figures are numbers of findings; a value links to the cell it was read in."));
    std::size_t left = 0;
    for (const std::size_t i : order) {
        const Entry& entry = entries_[i];
        const bool full = !entry.full.empty() && (entries_.size() <= kFew || !entry.clean());
        if (!full && entry.brief.empty()) {
            ++left;
            continue;
        }
        out += fmt::format("<details class=\"doc\"{}><summary><h3>{}</h3> {}</summary>\n<div id=d{}>\n", entries_.size() == 1 ? " open" : "",
                           html_escaped(entry.name),
                           entry.failed ? fmt::format("<span class=\"ne\">{}</span>", in(lang_, "没有读出", "failed"))
                                        : counts(entry.errors, entry.warnings, entry.notes, lang_),
                           i + 1);
        if (!entry.failed)
            out += fmt::format("<p class=\"who\">{}{}{}</p>\n", html_escaped(entry.unit.empty() ? "" : entry.unit + " · "),
                               html_escaped(entry.form), html_escaped(entry.year.empty() ? "" : " · " + entry.year));
        out += full ? entry.full : entry.brief;
        out += "</div></details>\n";
    }
    if (left > 0)
        out += fmt::format(fmt::runtime(in(lang_, "<p class=\"left\">另有 {} 份风险较低的没有逐份列出；--report x.ndjson 有每一份的检查结果。</p>\n",
                                           "<p class=\"left\">{} more of lower risk are not shown; `--report x.ndjson` has the findings of "
                                           "each.</p>\n")),
                           left);
    return out + "</section>\n";
}

std::string HtmlReport::page() const {
    const auto order = by_risk();
    const auto title = in(lang_, "绩效表核对报告", "Report on budget-performance tables");
    std::string out = html_head({.language = in(lang_, "zh-CN", "en"), .title = title, .style = report_style(), .script = true,
                                 .more = "<link rel=\"icon\" href=\"data:,\">\n"});
    out += fmt::format("<svg width=\"0\" height=\"0\" class=\"defs\" aria-hidden=\"true\"><defs><pattern id=\"hatch\" "
                       "width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><rect width=\"8\" height=\"8\" fill=\"#fff1f0\"/><path "
                       "d=\"M-2 2l4-4M0 8l8-8M6 10l4-4\" stroke=\"#c0271c\" stroke-width=\"2\"/></pattern></defs></svg>\n<main>\n<h1>{}</h1>\n",
                       title);
    out += cover() + roster() + list(order) + codes() + unknown_.html(lang_) + packs() + details(order);
    out += "</main>\n<script>\n";
    out += report_script();
    return out + "</script>\n</body>\n</html>\n";
}

}  // namespace jixiao
