#include "batch/index_page.h"

#include <fmt/format.h>

#include "text/html.h"

namespace jixiao {
namespace {

namespace fs = std::filesystem;

std::string_view in(Lang lang, std::string_view zh, std::string_view en) {
    return lang == Lang::Zh ? zh : en;
}

// A path as a relative reference (RFC 3986 4.2): what is not unreserved or a slash is percent-encoded.
std::string reference(std::string_view path) {
    std::string out;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= '0' && byte <= '9') || std::string_view("-._~/").contains(c);
        out += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
    }
    return out;
}

std::string size_words(std::uintmax_t bytes) {
    if (bytes < 1000) return fmt::format("{} B", bytes);
    const double size = static_cast<double>(bytes);
    return size < 1e6 ? fmt::format("{:.0f} KB", size / 1e3) : fmt::format("{:.1f} MB", size / 1e6);
}

// Colours of text on their ground have a contrast of 4.5 and more (WCAG 2.1, 1.4.3); what they say stands there in
// words, too (1.4.1). On a narrow screen each form is a card: no row is wider than its page (1.4.10).
constexpr std::string_view kStyle =
    R"css(:root{--ink:#1b1f24;--soft:#57606a;--line:#d0d7de;--ground:#f4f6f8;--blue:#0b57a4;--red:#b42318;--amber:#8a5300;--green:#1a6b36}
*{box-sizing:border-box}html{-webkit-text-size-adjust:100%}
body{margin:0;background:var(--ground);color:var(--ink);font:16px/1.6 system-ui,"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",sans-serif}
main{display:flex;flex-direction:column;max-width:1160px;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.7rem;line-height:1.3;margin:.2em 0 .3em;order:-3}.sum{margin:0 0 1rem;color:var(--soft);order:-2}
form{display:flex;flex-wrap:wrap;gap:.5rem 1rem;align-items:center;margin:0 0 .8rem;order:-1}[hidden],form[hidden]{display:none}
input,select{font:inherit;padding:.3rem .6rem;border:1px solid #8c959f;border-radius:5px;background:#fff;color:inherit;max-width:100%}
label{display:flex;gap:.4rem;align-items:center}output{color:var(--soft);font-variant-numeric:tabular-nums}
table{width:100%;border-collapse:separate;border-spacing:0;table-layout:fixed;background:#fff;border:1px solid var(--line);border-radius:6px}
caption{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
th,td{padding:.5rem .8rem;border-bottom:1px solid var(--line);text-align:left;vertical-align:baseline;overflow-wrap:anywhere;unicode-bidi:isolate}
thead th{position:sticky;top:0;background:#eaeef2;font-size:.85rem;white-space:nowrap;z-index:1}thead th:first-child{width:24%}
.y{width:5.5rem;font-variant-numeric:tabular-nums}.f{width:20.5rem}.c{width:8.5rem}
tbody th{font-weight:600}tbody tr:hover>*{background:#f6f8fa}tbody:last-of-type tr:last-child>*{border-bottom:0}
tbody .d{background:#f6f8fa;color:var(--soft);font-size:.9rem;font-weight:600;padding-top:.9rem}
a{color:var(--blue);text-underline-offset:3px}.f span{display:inline-block;margin-right:.9rem;white-space:nowrap}
small{font-size:.78rem;color:var(--soft);margin-left:.3rem;font-variant-numeric:tabular-nums}
.e,.w,.k{display:inline-block;border:1px solid;border-radius:1em;padding:0 .6em;font-size:.82rem;white-space:nowrap}
.e{color:var(--red);background:#fff1f0}.w{color:var(--amber);background:#fff7e6}.k{color:var(--green);background:#eaf7ee}
footer{margin-top:1rem;color:var(--soft);font-size:.9rem}
:focus-visible{outline:3px solid #f2a100;outline-offset:1px}
@media(max-width:800px){main{padding:1rem .6rem 3rem}table,tbody,tr{display:block}thead{position:absolute;clip-path:inset(50%);width:1px;height:1px;overflow:hidden}
tbody tr{padding:.6rem .8rem;border-bottom:1px solid var(--line)}tbody th,tbody td{border:0;padding:0;background:none!important}tbody th{display:block}tbody td{display:inline;margin-right:.6rem}tbody .y{width:auto}
tbody td.f{display:block;margin:.15rem 0}tbody .d{padding:.3rem 0 0}input{width:100%}label:first-child{flex:1 1 100%}label span{flex:none}}
@media print{@page{margin:15mm}body{background:#fff;font-size:9.5pt}main{display:block;max-width:none;padding:0}form{display:none}table{border-radius:0}
thead{display:table-header-group}thead th{position:static}tr{break-inside:avoid}th,td{padding:2pt 4pt}a{color:inherit}*{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
)css";

// Why a script at all: a city has five thousand rows. Without it, they all stand there.
constexpr std::string_view kScript = R"js((()=>{
const form=document.querySelector("form"),q=form.elements.q,k=form.elements.k,n=form.elements.n;
const folders=[...document.querySelectorAll("tbody")].map(body=>({body,rows:[...body.rows].filter(row=>row.dataset.k).map(row=>({row,k:row.dataset.k,text:(row.textContent+" "+(body.dataset.d||"")).toLowerCase()}))}));
const show=()=>{const words=q.value.toLowerCase().split(/\s+/).filter(Boolean);let seen=0,all=0;
for(const {body,rows} of folders){let here=0;
for(const r of rows){const hit=words.every(w=>r.text.includes(w))&&(!k.value||r.k===k.value);r.row.hidden=!hit;here+=hit}
body.hidden=!here;seen+=here;all+=rows.length}
n.value=seen+" / "+all};
let later;form.addEventListener("input",()=>{clearTimeout(later);later=setTimeout(show,120)});
form.addEventListener("submit",e=>e.preventDefault());form.hidden=false;show()})();
)js";

// How the check came out: its word and its class.
std::string verdict(const FormFacts& form, Lang lang) {
    const auto words = [&](std::size_t n, std::string_view zh, std::string_view one, std::string_view many) {
        return lang == Lang::Zh ? fmt::format("{} {}", n, zh) : fmt::format("{} {}", n, n == 1 ? one : many);
    };
    std::string out;
    if (form.errors > 0)
        out += fmt::format("<span class=\"e\">{}</span> ", words(form.errors, "个错误", "error", "errors"));
    if (form.warnings > 0)
        out += fmt::format("<span class=\"w\">{}</span> ", words(form.warnings, "个提醒", "warning", "warnings"));
    if (out.empty()) out = fmt::format("<span class=\"k\">{}</span>", in(lang, "没有问题", "clean"));
    while (out.ends_with(' ')) out.pop_back();
    return out;
}

}  // namespace

std::string index_begin(Lang lang) {
    const std::string_view title = in(lang, "绩效目标表目录", "Budget-performance tables");
    return html_head({.language = in(lang, "zh-CN", "en"), .title = title, .style = kStyle, .script = true}) +
           fmt::format(
               "<main>\n<h1>{}</h1>\n<form role=\"search\" hidden>\n"
               "<label><span>{}</span> <input name=\"q\" type=\"search\" autocomplete=\"off\"></label>\n"
               "<label><span>{}</span> <select name=\"k\"><option value=\"\">{}</option><option "
               "value=\"e\">{}</option><option value=\"w\">{}</option><option "
               "value=\"k\">{}</option></select></label>\n<output name=\"n\" aria-live=\"polite\"></output>\n"
               "</form>\n<table>\n<caption>{}</caption>\n<thead><tr><th scope=\"col\">{}</th><th "
               "scope=\"col\">{}</th><th scope=\"col\" class=\"y\">{}</th><th scope=\"col\" "
               "class=\"f\">{}</th><th scope=\"col\" class=\"c\">{}</th></tr></thead>\n",
               title, in(lang, "查找", "Find"), in(lang, "核对结果", "Check"), in(lang, "全部", "all"),
               in(lang, "有错误", "with errors"), in(lang, "有提醒，没有错误", "with warnings only"),
               in(lang, "没有问题", "clean"), title, in(lang, "编制单位", "Unit"), in(lang, "表", "Table"),
               in(lang, "年度", "Year"), in(lang, "文件", "Files"), in(lang, "核对结果", "Check"));
}

std::string index_folder(std::string_view folder, bool first) {
    const std::string name = html_escaped(folder);
    std::string out = first ? "" : "</tbody>\n";
    if (folder.empty()) return out + "<tbody>\n";
    return out +
           fmt::format("<tbody data-d=\"{0}\">\n<tr><th class=\"d\" colspan=\"5\" scope=\"rowgroup\">{0}</th></tr>\n",
                       name);
}

std::string index_row(const JournalRecord& record, const FormFacts& form, std::size_t next, std::size_t files,
                      Lang lang) {
    const std::string unit =
        html_escaped(form.unit.empty() ? fs::path(record.outputs[next].path).stem().string() : form.unit);
    std::string links;
    for (std::size_t i = next; i < next + files; ++i) {
        const ProducedFile& file = record.outputs[i];
        std::string kind;
        for (const char c : fs::path(file.path).extension().string().substr(1))
            kind += c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c;
        // Three hundred links named PDF tell a listener nothing (WCAG 2.1, 2.4.9).
        links += fmt::format("<span><a href=\"{0}\" aria-label=\"{1} {2}\">{1}</a><small>{3}</small></span>",
                             reference(file.path), kind, unit, size_words(file.bytes));
    }
    return fmt::format(
        "<tr data-k=\"{}\"><th scope=\"row\">{}</th><td>{}</td><td class=\"y\">{}</td><td class=\"f\">{}</td><td "
        "class=\"c\">{}</td></tr>\n",
        form.errors > 0     ? 'e'
        : form.warnings > 0 ? 'w'
                            : 'k',
        unit, html_escaped(form.title), form.year == 0 ? "" : std::to_string(form.year), links, verdict(form, lang));
}

std::string index_end(const IndexCounts& counts, Lang lang) {
    const std::size_t clean = counts.forms - counts.with_errors - counts.with_warnings;
    const std::string words = lang == Lang::Zh
                                  ? fmt::format("共 {} 张表：{} 张没有问题，{} 张有错误，{} 张只有提醒。",
                                                counts.forms, clean, counts.with_errors, counts.with_warnings)
                                  : fmt::format("{} tables: {} clean, {} with errors, {} with warnings only.",
                                                counts.forms, clean, counts.with_errors, counts.with_warnings);
    return fmt::format(
        "{}</table>\n<p class=\"sum\">{}</p>\n<footer>{}</footer>\n</main>\n<script>{}</script>\n</body>\n</html>\n",
        counts.forms > 0 ? "</tbody>\n" : "", words,
        in(lang,
           "清单：<a href=\"index.csv\">index.csv</a>。校验和：<a href=\"SHA256SUMS\">SHA256SUMS</a>，用 "
           "<code>sha256sum -c SHA256SUMS</code> 核对。",
           "List: <a href=\"index.csv\">index.csv</a>. Checksums: <a href=\"SHA256SUMS\">SHA256SUMS</a>, for "
           "<code>sha256sum -c SHA256SUMS</code>."),
        kScript);
}

}  // namespace jixiao
