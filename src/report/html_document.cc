#include "report/html_document.h"

#include <algorithm>

#include "report/html_text.h"
#include "report/money_picture.h"

namespace jixiao {
namespace {

constexpr std::size_t kBriefFindings = 12;  // of a document that is shown in brief

// The pointer of the table cell that shows what `field` points at: a field, a list's row or one of its columns.
std::string value_pointer(const std::string& field) {
    const bool list = field.starts_with("/lists/");
    std::size_t end = 0;
    const int parts = list ? 4 : field.starts_with("/fields/") || field.starts_with("/unplaced/") ? 2 : 1;
    for (int i = 0; i < parts && end != field.npos; ++i) end = field.find('/', end + 1);
    return field.substr(0, end);
}

// Worst first, as listed otherwise.
std::vector<std::size_t> reading_order(const Findings& findings) {
    std::vector<std::size_t> order(findings.size());
    for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
    std::ranges::stable_sort(order, [&](std::size_t a, std::size_t b) { return findings[a].severity > findings[b].severity; });
    return order;
}

// "原文 … 应为 … 建议 …", each where there is one.
std::string figures(const Finding& finding, Lang lang) {
    std::string out;
    const auto add = [&](std::string_view name, const std::string& text) {
        if (!text.empty())
            out += fmt::format("<span><i>{}</i> <q>{}</q></span> ", name, html_escaped(shortened(text, 200)));
    };
    add(in(lang, "读到", "got"), finding.got);
    add(in(lang, "应为", "expected"), finding.expected);
    add(in(lang, "建议", "proposal"), finding.fix);
    if (finding.confidence < 1)
        out += fmt::format("<span><i>{}</i> {:.0f}%</span> ", in(lang, "把握", "confidence"), finding.confidence * 100);
    return out.empty() ? "" : "<p class=\"fig\">" + out + "</p>";
}

std::string place_text(const Finding& finding) {
    if (!finding.at || !finding.at->place.known()) return "";
    Origin origin = *finding.at;
    std::string text = origin.str();
    if (text.starts_with(origin.input)) text.erase(0, origin.input.size());
    while (text.starts_with('!') || text.starts_with(':')) text.erase(0, 1);
    return text;
}

// Findings whose places are cells and values of this page link there; those of a brief one stand alone.
std::string finding_item(const Document& document, std::size_t index, std::size_t number, const FindingPlaces* places, Lang lang,
                         std::size_t id) {
    const Finding& finding = document.form.findings[index];
    const CodeInfo& info = code_info(finding.code);
    std::string out = fmt::format("<li id=f{}-{} class={}><b>{} {}</b> ", id, index + 1, severity_class(finding.severity), number,
                                  severity_word(finding.severity, lang));
    out += html_escaped(finding.message.in(lang));
    if (!finding.explanation.empty()) out += "<p>" + html_escaped(finding.explanation.in(lang)) + "</p>";
    out += figures(finding, lang);
    out += "<p class=\"at\">";
    if (const std::string at = place_text(finding); !at.empty()) {
        const auto cell = places ? source_cell(document, finding.at->place) : std::nullopt;
        const std::string text = html_escaped(in(lang, "来源 ", "source ")) + html_escaped(at);
        out += cell ? fmt::format("<a href=#s{}-{}>{}</a> ", id, *cell, text) : text + " ";
    }
    if (places) {
        const auto value = places->by_value.find(value_pointer(finding.field));
        if (value != places->by_value.end())
            out += fmt::format("<a href=#v{}-{}>{}</a> ", id, value->second.front() + 1, in(lang, "识别结果", "value"));
    }
    out += fmt::format("<code title=\"{}\">{}</code>", html_escaped(lang == Lang::Zh ? info.zh : info.en), info.name);
    if (!finding.rule.empty()) out += " <code>" + html_escaped(finding.rule) + "</code>";
    return out + "</p></li>\n";
}

std::string findings_list(const Document& document, const FindingPlaces* places, std::size_t most, Lang lang, std::size_t id) {
    const auto order = reading_order(document.form.findings);
    if (order.empty()) return fmt::format("<p class=\"ok\">{}</p>\n", in(lang, "没有发现问题。", "Nothing was found."));
    std::string out = fmt::format("<h3>{}</h3>\n<ol class=\"fnd\">\n", in(lang, "检查结果", "Findings"));
    std::size_t i = 0;
    for (; i < std::min(most, order.size()) && document.form.findings[order[i]].severity > Severity::Note; ++i)
        out += finding_item(document, order[i], i + 1, places, lang, id);
    out += "</ol>\n";
    // Notes are told apart: nothing needs to be done about them.
    if (i < std::min(most, order.size())) {
        out += fmt::format("<details class=\"notes\"><summary>{} {}</summary>\n<ol class=\"fnd\">\n", order.size() - i,
                           in(lang, "条说明", "notes"));
        for (; i < std::min(most, order.size()); ++i) out += finding_item(document, order[i], i + 1, places, lang, id);
        out += "</ol></details>\n";
    }
    if (order.size() > most)
        out += fmt::format(fmt::runtime(in(lang, "<p class=\"left\">另有 {} 条从略；jixiao check 文件 可列出全部。</p>\n",
                                           "<p class=\"left\">{} more are left out; `jixiao check FILE` lists all.</p>\n")),
                           order.size() - most);
    return out;
}

std::string waived_list(const Document& document, Lang lang) {
    if (document.waived.empty()) return "";
    std::string out = fmt::format("<h3>{}</h3>\n<ul class=\"fnd\">\n", in(lang, "已接受的检查结果", "Waived findings"));
    for (const Waived& waived : document.waived)
        out += fmt::format("<li class=n>{} <code>{}</code><p>{}</p></li>\n", html_escaped(waived.finding.message.in(lang)),
                           code_info(waived.finding.code).name,
                           html_escaped(fmt::format(fmt::runtime(in(lang, "理由：{}（至 {}）", "reason: {} (until {})")), waived.reason,
                                                    waived.until.str())));
    return out + "</ul>\n";
}

}  // namespace

FindingPlaces places_of(const Document& document) {
    FindingPlaces places;
    const auto& findings = document.form.findings;
    const auto order = reading_order(findings);
    places.numbers.resize(order.size());
    for (std::size_t i = 0; i < order.size(); ++i) places.numbers[order[i]] = i + 1;
    for (std::size_t i = 0; i < findings.size(); ++i) {
        if (findings[i].at)
            if (const auto cell = source_cell(document, findings[i].at->place)) places.by_cell[*cell].push_back(i);
        if (!findings[i].field.empty()) places.by_value[value_pointer(findings[i].field)].push_back(i);
    }
    // A pointer nothing is shown for: a value of a list that has fewer rows, or none at all.
    std::erase_if(places.by_value, [&](const auto& entry) {
        const std::string& pointer = entry.first;
        if (pointer == "/title" || pointer == "/year") return false;
        if (pointer.starts_with("/unplaced/")) {
            for (std::size_t i = 0; i < document.form.unplaced.size(); ++i)
                if (pointer == "/unplaced/" + std::to_string(i)) return false;
            return true;
        }
        for (const Field& field : document.form.fields)
            if (pointer == field_pointer(field.id)) return false;
        for (const List& list : document.form.lists) {
            const std::string start = "/lists/" + list.id + "/";
            if (!pointer.starts_with(start)) continue;
            const auto column = pointer.find('/', start.size());
            const std::string row = pointer.substr(start.size(), column == pointer.npos ? pointer.npos : column - start.size());
            if (row.empty() || row.size() > 9 || row.find_first_not_of("0123456789") != row.npos) continue;
            if (std::stoul(row) >= list.rows.size()) continue;
            return column != pointer.npos && list.column(pointer.substr(column + 1)) < 0;
        }
        return true;
    });
    return places;
}

std::string finding_marks(const Document& document, const FindingPlaces& places, const std::vector<std::size_t>* indices,
                          std::size_t id) {
    if (!indices) return "";
    std::string out;
    for (const std::size_t i : *indices) {
        const Finding& finding = document.form.findings[i];
        out += fmt::format("<sup><a class={0} href=#f{1}-{2}>{3}</a></sup>", severity_class(finding.severity), id, i + 1,
                           places.numbers[i]);
    }
    return out;
}

std::string document_details(const Document& document, const Vocabulary& vocabulary, Lang lang, std::size_t id, bool brief) {
    std::string out;
    if (brief) {
        out += findings_list(document, nullptr, kBriefFindings, lang, id);
        out += waived_list(document, lang) + money_picture(document, vocabulary, lang, 0);
        out += fmt::format("<p class=\"left\">{}</p>\n",
                           in(lang, "为控制报告大小，来源各行与识别结果从略；对这一个文件单独运行 jixiao check 文件 --report x.html 可看到全部。",
                              "To keep this report small, source rows and the recognised form are left out; `jixiao check FILE "
                              "--report x.html` for this file alone shows all of it."));
        return out;
    }
    const FindingPlaces places = places_of(document);
    out += findings_list(document, &places, document.form.findings.size(), lang, id);
    out += waived_list(document, lang) + money_picture(document, vocabulary, lang, id);
    out += fmt::format("<h3>{}</h3>\n<div class=\"two\">\n", in(lang, "来源与识别结果", "Source and form"));
    const std::string source = source_rows(document, vocabulary, places, lang, id);
    out += source.empty() ? fmt::format("<p class=\"left\">{}</p>\n", in(lang, "来源是 JSON，没有表格行可列。",
                                                                          "The source is JSON and has no rows to show."))
                          : source;
    return out + recognised_form(document, vocabulary, places, lang, id) + "</div>\n";
}

}  // namespace jixiao
