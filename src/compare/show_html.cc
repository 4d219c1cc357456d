// A comparison as one page for reading and printing: no script, no network, and no meaning in colour alone.
#include <algorithm>
#include <map>
#include <string>

#include <fmt/format.h>

#include "compare/comparison.h"
#include "compare/values.h"
#include "compare/words.h"
#include "text/html.h"

namespace jixiao {
namespace {

// Contrast of every text on its background is 7:1 or more (WCAG 2.1, 1.4.6).
constexpr std::string_view kStyle = R"(
:root{color-scheme:light}
body{margin:0 auto;padding:1.5rem;max-width:64rem;background:#fff;color:#1a1a1a;line-height:1.6;
font-family:"Noto Sans SC","Noto Sans CJK SC","PingFang SC","Microsoft YaHei",sans-serif}
h1{font-size:1.5rem;margin:0 0 .75rem}
h2{font-size:1.15rem;margin:2.25rem 0 .5rem;padding-left:.6rem;border-left:.3rem solid #14507a}
.sides{display:grid;grid-template-columns:1fr 1fr;gap:1rem;margin:0}
.sides div{padding:.6rem .9rem;border:1px solid #c4ccd4;border-radius:.4rem}
.sides dt{font-size:.85rem;color:#444}.sides dd{margin:0;overflow-wrap:anywhere}
.counts{display:flex;flex-wrap:wrap;gap:.5rem;padding:0;margin:1rem 0 0;list-style:none}
.kind{display:inline-block;padding:.05rem .55rem;border-radius:.9rem;font-size:.85rem;white-space:nowrap;
background:#eceff1;color:#263238}
.added{background:#dff3e4;color:#0b4a1f}.dropped{background:#fde3e1;color:#7a1210}
.renamed,.moved{background:#e6e6fa;color:#35287a}.tightened{background:#ffeccc;color:#5f3a00}
.loosened{background:#d9f0f5;color:#064452}
.scroll{overflow-x:auto}
table{border-collapse:collapse;table-layout:fixed;width:100%;min-width:46rem}
col.k{width:7rem}col.c{width:8rem}col.v{width:19%}col.g{width:7rem}
th,td{padding:.45rem .6rem;border-bottom:1px solid #d5dbe0;text-align:left;vertical-align:top;overflow-wrap:anywhere}
thead th{background:#f2f5f7;font-size:.88rem;white-space:nowrap}
tbody th{font-weight:600}
.path{display:block;font-weight:normal;font-size:.85rem;color:#444}
td.n{font-variant-numeric:tabular-nums}
.gap{white-space:nowrap}.gap small{display:block;color:#444}
.blank{color:#555}
del{background:#fde3e1;color:#7a1210;text-decoration:line-through}
ins{background:#dff3e4;color:#0b4a1f;text-decoration:underline}
.texts{padding:0;list-style:none}.texts li{margin:.75rem 0;padding:.6rem .9rem;border:1px solid #d5dbe0;border-radius:.4rem}
.texts p{margin:.35rem 0 0}
.same{font-size:1.1rem}
@media (max-width:40rem){body{padding:.75rem}.sides{grid-template-columns:1fr}}
@media print{@page{size:A4;margin:15mm}body{padding:0;max-width:none;font-size:10pt}.scroll{overflow:visible}
table{min-width:0}thead{display:table-header-group}tr,.texts li{break-inside:avoid}h2{break-after:avoid}
col.k,col.c,col.g{width:5.5rem}.kind{border:1px solid #777}*{print-color-adjust:exact}}
)";

struct Page {
    Lang lang;
    std::string out;

    const char* say(const char* zh, const char* en) const { return lang == Lang::Zh ? zh : en; }

    std::string chip(DifferenceKind kind) const {
        return fmt::format("<span class=\"kind {}\">{}</span>", difference_kind_name(kind),
                           kind_words(kind).in(lang));
    }

    void side(const char* name, const Form* form) {
        out += fmt::format("<div><dt>{}</dt>", name);
        if (!form) {
            out += fmt::format("<dd>{}</dd></div>", say("没有这张表", "no such form"));
            return;
        }
        out += "<dd><strong>" + html_lines(form->source.name) + "</strong>";
        if (form->source.part) out += " · " + html_lines(*form->source.part);
        out += "</dd><dd>" + html_lines(form->title);
        if (form->year > 0)
            out += fmt::format("{}{}{}", form->title.empty() ? "" : "，", form->year, say("年度", ""));
        out += "</dd></div>";
    }

    void counts(const Differences& differences) {
        std::map<DifferenceKind, int> count;
        for (const Difference& difference : differences) ++count[difference.kind];
        out += fmt::format("<ul class=\"counts\" aria-label=\"{}\">", say("各类不同的处数", "differences by kind"));
        for (const auto& [kind, number] : count)
            out += fmt::format("<li><span class=\"kind {}\">{} {}</span></li>", difference_kind_name(kind),
                               kind_words(kind).in(lang), number);
        out += "</ul>\n";
    }

    std::string pieces(const std::vector<TextPiece>& all, bool with_before, bool with_after) const {
        std::string html;
        for (const TextPiece& piece : all) {
            if (piece.side == TextPiece::Side::Both) html += html_lines(piece.text);
            if (piece.side == TextPiece::Side::Before && with_before)
                html += "<del>" + html_lines(piece.text) + "</del>";
            if (piece.side == TextPiece::Side::After && with_after) html += "<ins>" + html_lines(piece.text) + "</ins>";
        }
        return html;
    }

    std::string value(const DifferenceSide& side) const {
        if (!side.cells.empty()) {
            const std::string words = cells_words(side, lang);
            return words.empty() ? std::string("✓") : html_lines(words);
        }
        if (side.value.null()) return fmt::format("<span class=\"blank\">{}</span>", say("（空白）", "(blank)"));
        return html_lines(value_text(side.value));
    }

    // Where the value was read, for those who hover.
    static std::string place(const DifferenceSide& side) {
        return side.at.empty() ? "" : " title=\"" + html_escaped(side.at) + "\"";
    }

    void row(const Difference& d) {
        const bool whole = d.column.empty() && d.part == DifferencePart::List;
        out += "<tr><td>" + chip(d.kind) + "</td><th scope=\"row\">";
        std::string path;
        for (const std::string& group : d.path) path += (path.empty() ? "" : " › ") + group;
        if (!path.empty()) out += "<span class=\"path\">" + html_lines(path) + "</span>";
        const std::string name = d.part == DifferencePart::List ? d.row : subject_of(d, lang);
        out += html_lines(name.empty() ? std::string(say("（无名称）", "(no name)")) : name) + "</th>";
        out += "<td>" + (whole ? std::string(say("整行", "whole row")) : html_lines(d.column_label)) + "</td>";
        const bool no_before = whole && !d.before.present, no_after = whole && !d.after.present;
        const bool texts = !d.pieces.empty();
        out += "<td class=\"n\"" + place(d.before) + ">" +
               (no_before ? "—"
                : texts   ? pieces(d.pieces, true, false)
                          : value(d.before)) +
               "</td>";
        out += "<td class=\"n\"" + place(d.after) + ">" +
               (no_after ? "—"
                : texts  ? pieces(d.pieces, false, true)
                         : value(d.after)) +
               "</td>";
        out += "<td class=\"n gap\">";
        if (d.change) out += signed_number(*d.change);
        if (d.percent) out += "<small>" + signed_number(*d.percent) + "%</small>";
        if (d.rows > 0) out += fmt::format("{} {}", d.rows, say("行", "row(s)"));
        out += "</td></tr>\n";
    }

    template <typename Range>
    void table(const Range& differences, const std::string& caption) {
        out += fmt::format(
            "<div class=\"scroll\" role=\"region\" aria-label=\"{}\" tabindex=\"0\"><table>"
            "<colgroup><col class=\"k\"><col><col class=\"c\"><col class=\"v\"><col class=\"v\"><col "
            "class=\"g\"></colgroup><thead><tr>",
            html_escaped(caption));
        for (const char* head : {say("不同", "difference"), say("所在", "where"), say("栏", "column"),
                                 say("前", "before"), say("后", "after"), say("增减", "change")})
            out += fmt::format("<th scope=\"col\">{}</th>", head);
        out += "</tr></thead><tbody>\n";
        for (const Difference* difference : differences) row(*difference);
        out += "</tbody></table></div>\n";
    }

    template <typename Range>
    void texts(const Range& differences) {
        out += "<ul class=\"texts\">\n";
        for (const Difference* d : differences) {
            out += "<li>" + chip(d->kind);
            if (!d->label.empty() && d->part == DifferencePart::Unplaced)
                out += " <strong>" + html_lines(d->label) + "</strong>";
            const std::string text = !d->pieces.empty() ? pieces(d->pieces, true, true)
                                     : d->kind == DifferenceKind::Dropped
                                         ? "<del>" + html_lines(value_text(d->before.value)) + "</del>"
                                     : d->kind == DifferenceKind::Added
                                         ? "<ins>" + html_lines(value_text(d->after.value)) + "</ins>"
                                         : html_lines(d->kind == DifferenceKind::Moved ? value_text(d->after.value)
                                                                                    : sentence_of(*d).in(lang));
            out += "<p>" + text + "</p></li>\n";
        }
        out += "</ul>\n";
    }

    void form(const FormComparison& compared) {
        out += "<dl class=\"sides\">";
        side(say("前", "Before"), compared.before);
        side(say("后", "After"), compared.after);
        out += "</dl>\n";
        if (!compared.before || !compared.after) return;
        if (compared.differences.empty()) {
            out += fmt::format("<p class=\"same\">{}</p>\n", say("内容相同。", "No difference in meaning."));
            return;
        }
        counts(compared.differences);
        const Differences& all = compared.differences;
        for (auto begin = all.begin(); begin != all.end();) {
            const std::string heading = heading_of(*begin).in(lang);
            const auto end = std::find_if(begin, all.end(), [&](const Difference& d) {
                return d.part != begin->part || heading_of(d).in(lang) != heading;
            });
            std::vector<const Difference*> section;
            for (auto d = begin; d != end; ++d) section.push_back(&*d);
            out += "<section><h2>" + html_lines(heading) + "</h2>\n";
            if (begin->part == DifferencePart::Head || begin->part == DifferencePart::List)
                table(section, heading);
            else
                texts(section);
            out += "</section>\n";
            begin = end;
        }
    }
};

}  // namespace

std::string comparison_html(const Comparison& comparison, Lang lang) {
    Page page{lang, {}};
    const char* title = page.say("绩效目标表对照", "Two performance tables compared");
    page.out = html_head({.language = page.say("zh-CN", "en"), .title = title, .style = kStyle});
    page.out += fmt::format("<main>\n<h1>{}</h1>\n", title);
    for (const FormComparison& form : comparison.forms) page.form(form);
    page.out += "</main>\n</body>\n</html>\n";
    return page.out;
}

}  // namespace jixiao
