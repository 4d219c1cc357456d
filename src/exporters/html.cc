// One self-contained accessible page of a Sheet: caption, th with scope and headers, print style, no script.
//
// Rows in which no cell begins exist for workbooks alone (a tall cell merged over several); they are left out here.
#include <algorithm>
#include <array>
#include <cmath>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

#include "base/origin.h"
#include "exporters/export.h"
#include "text/html.h"

namespace jixiao {
namespace {

constexpr double kPointsPerMm = 72 / 25.4;

std::string number(double value) {
    return fmt::format("{}", std::round(value * 100) / 100);
}

// Families for a role: the office's fonts first, then what phones and other systems have.
std::string_view families(FontRole role) {
    switch (role) {
        case FontRole::Hei: return "SimHei,\"Heiti SC\",\"Noto Sans CJK SC\",\"Noto Sans SC\",sans-serif";
        case FontRole::Fangsong: return "FangSong,FangSong_GB2312,STFangsong,\"Noto Serif CJK SC\",serif";
        case FontRole::Kai: return "KaiTi,KaiTi_GB2312,STKaiti,\"LXGW WenKai\",serif";
        case FontRole::Latin: return "\"Times New Roman\",serif";
        case FontRole::Song: break;
    }
    return "SimSun,\"Songti SC\",\"Noto Serif CJK SC\",\"Noto Serif SC\",serif";
}

// Fixed part of the style sheet. On a phone the table keeps its shape and scrolls sideways in its own region; its title
// stays in sight, and a long text is as wide as the screen beside its label. On paper it fills the page and rows break
// where they must.
constexpr std::string_view kStyle = R"(
:root{color-scheme:light}
body{margin:0 auto;padding:1rem;background:#fff;color:#000;line-height:1.5;-webkit-text-size-adjust:100%}
.scroll{overflow-x:auto}
table{border-collapse:collapse;table-layout:fixed;width:100%;min-width:42rem;margin:0 auto}
caption{padding:0 0 .75rem;text-align:center}
caption h1,caption p{margin:.25rem 0}
th,td{padding:.3rem .4rem;border:1px solid #000;font-weight:normal;overflow-wrap:anywhere}
th p,td p{margin:0}
td.n{font-variant-numeric:tabular-nums}
th.u{writing-mode:vertical-rl;text-orientation:upright;height:1px;white-space:nowrap}
main .e0{background:#ddebf7}main .e1{background:#ffeb9c}main .e2{background:#ffc7ce}
.findings{max-width:60rem;margin:1.5rem auto 0}
.findings li{margin:.4rem 0}
:target{outline:3px solid #0563c1}
@media screen and (max-width:48rem){body{padding:.5rem}th,td{padding:.25rem}caption h1,caption p{position:sticky;left:0;max-width:calc(100vw - 1rem)}td p{max-width:calc(100vw - 7rem)}}
@media print{body{padding:0;max-width:none}.scroll{overflow:visible}table{min-width:0}tr{break-inside:auto}th,td{orphans:2;widows:2}}
)";

std::string style_sheet(const Sheet& sheet) {
    double width = 0;
    for (const double column : sheet.columns) width += column;
    std::string css(kStyle);
    css += fmt::format("body{{max-width:{}mm}}\n", number(std::max(width * 1.25, 160.0)));
    css += fmt::format("table{{border:{}pt solid #000}}\n", number(std::max(sheet.page.border_outer, 0.5)));
    const PageSetup& page = sheet.page;
    css += fmt::format("@page{{size:{}mm {}mm;margin:{}pt {}pt {}pt {}pt}}\n", number(page.width / kPointsPerMm),
                       number(page.height / kPointsPerMm), number(page.top), number(page.right), number(page.bottom),
                       number(page.left));
    static constexpr std::array<std::string_view, 3> kAcross = {"left", "center", "right"};
    static constexpr std::array<std::string_view, 3> kDown = {"top", "middle", "bottom"};
    for (std::size_t i = 0; i < sheet.styles.size(); ++i) {
        const Style& style = sheet.styles[i];
        css += fmt::format(".s{}{{font-family:{};font-size:{}pt;text-align:{};vertical-align:{}", i,
                           families(style.font), number(style.size), kAcross[static_cast<std::size_t>(style.align)],
                           kDown[static_cast<std::size_t>(style.valign)]);
        if (style.bold) css += ";font-weight:bold";
        if (style.shade) css += ";background:#f2f2f2";
        css += "}\n";
    }
    return css;
}

bool is_header(const SheetCell& cell) {
    return !cell.paragraphs.empty() &&
           (cell.role == CellRole::Header || cell.role == CellRole::Label || cell.role == CellRole::Group);
}

// What the table is made of: its cells, by the row they begin in.
struct Table {
    std::vector<std::vector<int>>
        rows;                      // indices of cells; rows above the table and rows without a beginning are empty
    std::vector<int> kept_before;  // of a row: how many kept rows stand above it; one more entry than rows
    std::vector<bool> named;       // of a cell: another one names it in `headers`
};

Table table_of(const Sheet& sheet) {
    Table table;
    table.rows.resize(sheet.rows.size());
    table.named.resize(sheet.cells.size());
    for (std::size_t i = 0; i < sheet.cells.size(); ++i) {
        const SheetCell& cell = sheet.cells[i];
        if (cell.row < 0 || cell.row >= std::ssize(sheet.rows)) continue;
        if (sheet.rows[static_cast<std::size_t>(cell.row)].table) {
            table.rows[static_cast<std::size_t>(cell.row)].push_back(static_cast<int>(i));
        }
        for (const int header : cell.headers) {
            if (header >= 0 && header < std::ssize(sheet.cells)) table.named[static_cast<std::size_t>(header)] = true;
        }
    }
    int kept = 0;
    for (const auto& row : table.rows) {
        table.kept_before.push_back(kept);
        kept += row.empty() ? 0 : 1;
    }
    table.kept_before.push_back(kept);
    return table;
}

std::string content(const SheetCell& cell) {
    std::string out;
    if (cell.number && cell.paragraphs.size() == 1) {
        return fmt::format("<data value=\"{}\">{}</data>", cell.number->str(), html_lines(cell.paragraphs.front()));
    }
    if (cell.paragraphs.size() == 1 && cell.indent <= 0) return html_lines(cell.paragraphs.front());
    for (const std::string& paragraph : cell.paragraphs) out += "<p>" + html_lines(paragraph) + "</p>";
    return out;
}

void put_cell(std::string& out, const Sheet& sheet, const Table& table, int index) {
    const SheetCell& cell = sheet.cells[static_cast<std::size_t>(index)];
    const bool header = is_header(cell);
    out += header ? "<th" : "<td";
    const bool found = std::ranges::any_of(sheet.findings, [&](const FindingRow& f) { return f.cell == index; });
    if (table.named[static_cast<std::size_t>(index)] || found) out += fmt::format(" id=\"c{}\"", index);
    // A th that spans rows or columns heads all of them (4.9.12 of the HTML standard, "forming a table").
    if (header) out += cell.role == CellRole::Header ? " scope=\"col\"" : " scope=\"row\"";
    const auto end = std::min(static_cast<std::size_t>(cell.row + cell.rows), sheet.rows.size());
    const int rows = table.kept_before[end] - table.kept_before[static_cast<std::size_t>(cell.row)];
    if (rows > 1) out += fmt::format(" rowspan=\"{}\"", rows);
    if (cell.cols > 1) out += fmt::format(" colspan=\"{}\"", cell.cols);
    std::string headers;
    for (const int named : cell.headers) {
        if (named < 0 || named >= std::ssize(sheet.cells) || !is_header(sheet.cells[static_cast<std::size_t>(named)]))
            continue;
        headers += fmt::format("{}c{}", headers.empty() ? "" : " ", named);
    }
    if (!headers.empty()) out += fmt::format(" headers=\"{}\"", headers);
    out += fmt::format(" class=\"s{}", cell.style);
    if (cell.number) out += " n";
    if (cell.upright) out += " u";
    if (cell.severity >= 0) out += fmt::format(" e{}", std::min(cell.severity, 2));
    out += "\"";
    std::string own;
    if (cell.size > 0) own += fmt::format(";font-size:{}pt", number(cell.size));
    if (cell.indent > 0) own += fmt::format(";text-indent:{}em", number(cell.indent));  // p inherits it
    if (!own.empty()) out += fmt::format(" style=\"{}\"", own.substr(1));
    if (!cell.note.empty()) out += fmt::format(" title=\"{}\"", html_escaped(cell.note));
    out += ">" + content(cell) + (header ? "</th>\n" : "</td>\n");
}

void put_caption(std::string& out, const Sheet& sheet) {
    out += "<caption>\n";
    bool titled = false;
    for (const SheetCell& cell : sheet.cells) {
        if (cell.row < 0 || cell.row >= std::ssize(sheet.rows) ||
            sheet.rows[static_cast<std::size_t>(cell.row)].table || cell.paragraphs.empty()) {
            continue;
        }
        const bool title = cell.role == CellRole::Title && !titled;  // one h1 a page
        titled = titled || title;
        out += fmt::format("<{0} class=\"s{1}\">{2}</{0}>\n", title ? "h1" : "p", cell.style, content(cell));
    }
    if (!titled) out += fmt::format("<h1>{}</h1>\n", html_escaped(sheet.title.empty() ? sheet.name : sheet.title));
    out += "</caption>\n";
}

void put_findings(std::string& out, const Sheet& sheet) {
    const bool zh = sheet.lang == Lang::Zh;
    static constexpr std::array<std::string_view, 3> kZh = {"提示", "警告", "错误"},
                                                     kEn = {"note", "warning", "error"};
    out += fmt::format("<section class=\"findings\" aria-labelledby=\"findings\">\n<h2 id=\"findings\">{}</h2>\n",
                       zh ? "检查结果" : "Findings");
    if (sheet.findings.empty()) {
        out += zh ? "<p>未发现问题。</p>\n" : "<p>Nothing was found.</p>\n";
    } else {
        out += "<ol>\n";
    }
    for (const FindingRow& finding : sheet.findings) {
        const auto severity = static_cast<std::size_t>(std::clamp(finding.severity, 0, 2));
        out += fmt::format("<li><strong class=\"e{}\">{}</strong> ", severity, (zh ? kZh : kEn)[severity]);
        const std::string message = html_escaped(finding.message);
        const bool linked = finding.cell >= 0 && finding.cell < std::ssize(sheet.cells);
        out += linked ? fmt::format("<a href=\"#c{}\">{}</a>", finding.cell, message) : message;
        out += fmt::format(" <code>{}</code>", html_escaped(finding.code));
        if (!finding.place.empty()) out += fmt::format(" <small>{}</small>", html_escaped(finding.place));
        if (!finding.explanation.empty()) out += fmt::format("<br>{}", html_escaped(finding.explanation));
        out += "</li>\n";
    }
    if (!sheet.findings.empty()) out += "</ol>\n";
    out += "</section>\n";
}

bool well_formed(const Sheet& sheet) {
    return std::ranges::all_of(sheet.cells, [&](const SheetCell& cell) {
        return cell.row >= 0 && cell.rows >= 1 && cell.cols >= 1 && cell.row + cell.rows <= std::ssize(sheet.rows) &&
               cell.style >= 0 && cell.style < std::ssize(sheet.styles);
    });
}

}  // namespace

Result<Bytes> export_html(const Sheet& sheet) {
    if (!well_formed(sheet)) {
        return fail({.input = {}, .part = sheet.name, .place = {}},
                    message("版面有误：单元格超出表格或没有样式。",
                            "Broken layout: a cell lies outside the grid or has no style."));
    }
    const std::string title = html_escaped(sheet.title.empty() ? sheet.name : sheet.title);
    const std::string author = sheet.author_unit.empty() ? "" : fmt::format("<meta name=\"author\" content=\"{}\">\n",
                                                                            html_escaped(sheet.author_unit));
    std::string out = html_head({.language = "zh-CN",
                                 .title = sheet.title.empty() ? sheet.name : sheet.title,
                                 .style = style_sheet(sheet),
                                 .more = author}) +
                      "<main>\n";
    // Focusable, so that the keyboard can scroll it (WCAG 2.1.1).
    out += fmt::format("<div class=\"scroll\" role=\"region\" aria-label=\"{}\" tabindex=\"0\">\n<table>\n", title);
    put_caption(out, sheet);
    double width = 0;
    for (const double column : sheet.columns) width += column;
    out += "<colgroup>\n";
    for (const double column : sheet.columns)
        out += fmt::format("<col style=\"width:{}%\">\n", number(100 * column / width));
    out += "</colgroup>\n<tbody>\n";
    const Table table = table_of(sheet);
    for (const auto& row : table.rows) {
        if (row.empty()) continue;
        out += "<tr>\n";
        for (const int cell : row) put_cell(out, sheet, table, cell);
        out += "</tr>\n";
    }
    out += "</tbody>\n</table>\n</div>\n";
    if (sheet.annotated || !sheet.findings.empty()) put_findings(out, sheet);
    out += "</main>\n</body>\n</html>\n";
    return out;
}

}  // namespace jixiao
