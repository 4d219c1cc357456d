// Sheet and Pages as text: one JSON object a line, for `jixiao show` and for tests that read a diff.
//
// Numbers are rounded to two decimals; amounts are the digits written, as strings, because JSON numbers have no
// scale.
#include <cmath>
#include <string>

#include <nlohmann/json.hpp>

#include "base/origin.h"
#include "layout/pages.h"
#include "layout/sheet.h"
#include "text/characters.h"

namespace jixiao {
namespace {

using nlohmann::ordered_json;

// Two decimals, and no -0. What is not finite (never, by contract) is null.
ordered_json rounded(double value) {
    if (!std::isfinite(value)) return nullptr;
    const double two = std::round(value * 100) / 100;
    return two == 0 ? 0.0 : two;
}

ordered_json rounded(const std::vector<double>& values) {
    ordered_json list = ordered_json::array();
    for (const double value : values) list.push_back(rounded(value));
    return list;
}

void put(std::string& out, const ordered_json& line) {
    out += line.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
    out.push_back('\n');
}

const char* name_of(CellRole role) {
    switch (role) {
        case CellRole::Title: return "title";
        case CellRole::Subtitle: return "subtitle";
        case CellRole::Label: return "label";
        case CellRole::Group: return "group";
        case CellRole::Header: return "header";
        case CellRole::Value: return "value";
        case CellRole::Blank: return "blank";
    }
    return "";
}

const char* name_of(HAlign align) {
    return align == HAlign::Left ? "left" : align == HAlign::Center ? "center" : "right";
}

const char* name_of(VAlign align) {
    return align == VAlign::Top ? "top" : align == VAlign::Middle ? "middle" : "bottom";
}

const char* severity_word(int severity) {
    return severity < 0 ? "" : severity == 0 ? "note" : severity == 1 ? "warning" : "error";
}

std::string range_of(int row, int col, int rows, int cols) {
    const std::string first = a1({row, col});
    return rows <= 1 && cols <= 1 ? first : first + ":" + a1({row + rows - 1, col + cols - 1});
}

ordered_json page_line(const PageSetup& page) {
    return {{"page", page.paper},
            {"landscape", page.landscape},
            {"width", rounded(page.width)},
            {"height", rounded(page.height)},
            {"margins", rounded({page.top, page.right, page.bottom, page.left})},
            {"borders", rounded({page.border_outer, page.border_inner})},
            {"footer", page.footer_zh},
            {"running_head", page.running_head}};
}

ordered_json style_line(const Style& style, std::size_t index) {
    return {{"style", index},
            {"name", style.name},
            {"font", font_role_name(style.font)},
            {"bold", style.bold},
            {"size", rounded(style.size)},
            {"line_height", rounded(style.line_height)},
            {"padding", rounded({style.padding_x, style.padding_y})},
            {"align", name_of(style.align)},
            {"valign", name_of(style.valign)},
            {"border", style.border},
            {"shade", style.shade}};
}

ordered_json row_line(const SheetRow& row, std::size_t index) {
    return {{"row", index + 1},           {"height", rounded(row.height)}, {"table", row.table},
            {"header_of", row.header_of}, {"section", row.section},        {"logical", row.logical}};
}

ordered_json cell_line(const Sheet& sheet, const SheetCell& cell, std::size_t index) {
    const bool styled = cell.style >= 0 && cell.style < std::ssize(sheet.styles);
    ordered_json line = {{"cell", index},
                         {"ref", a1({cell.row, cell.col})},
                         {"rows", cell.rows},
                         {"cols", cell.cols},
                         {"role", name_of(cell.role)},
                         {"style", styled ? ordered_json(sheet.styles[static_cast<std::size_t>(cell.style)].name)
                                          : ordered_json(cell.style)},
                         {"text", cell.paragraphs},
                         {"number", cell.number ? ordered_json(cell.number->str()) : ordered_json(nullptr)},
                         {"field", cell.field}};
    if (!cell.formula.empty()) line["formula"] = cell.formula;
    if (cell.size > 0) line["size"] = rounded(cell.size);
    if (!cell.headers.empty()) line["headers"] = cell.headers;
    if (!cell.note.empty()) line["note"] = cell.note;
    if (cell.severity >= 0) line["severity"] = severity_word(cell.severity);
    return line;
}

ordered_json finding_line(const FindingRow& finding, std::size_t index) {
    return {{"finding", index},           {"severity", severity_word(finding.severity)},
            {"cell", finding.cell},       {"place", finding.place},
            {"message", finding.message}, {"explanation", finding.explanation},
            {"code", finding.code}};
}

std::string text_of(const Line& line) {
    std::u32string text;
    for (const Run& run : line.runs) {
        if (run.substituted != 0) {
            text.push_back(run.substituted);
            continue;
        }
        for (const Glyph& glyph : run.glyphs) text.push_back(glyph.c);
    }
    return to_utf8(text);
}

// Position and text of a line. A run of its own is named where its face or size is not that of the run before.
void put_line_parts(ordered_json& json, const Line& line) {
    json["x"] = line.runs.empty() ? ordered_json(nullptr) : rounded(line.runs.front().x);
    json["baseline"] = rounded(line.baseline);
    json["paragraph"] = line.paragraph;
    json["begin"] = line.begin;
    json["end"] = line.end;
    ordered_json faces = ordered_json::array();
    for (const Run& run : line.runs) {
        const ordered_json face = {run.face, rounded(run.size)};
        if (faces.empty() || faces.back() != face) faces.push_back(face);
    }
    json["faces"] = faces;
    json["text"] = text_of(line);
}

void put_box(std::string& out, const Sheet& sheet, const Box& box, std::size_t page, std::size_t index) {
    ordered_json json = {{"page", page}, {"box", index}, {"cell", box.cell}};
    if (box.cell >= 0 && box.cell < std::ssize(sheet.cells)) {
        const SheetCell& cell = sheet.cells[static_cast<std::size_t>(box.cell)];
        json["ref"] = a1({cell.row, cell.col});
    }
    json["at"] = rounded({box.x, box.y, box.w, box.h});
    json["artifact"] = box.artifact;
    json["continued"] = box.continued;
    put(out, json);
    for (std::size_t i = 0; i < box.lines.size(); ++i) {
        ordered_json line = {{"page", page}, {"box", index}, {"line", i}};
        put_line_parts(line, box.lines[i]);
        put(out, line);
    }
}

}  // namespace

std::string dump_sheet(const Sheet& sheet) {
    std::string out;
    put(out, {{"sheet", sheet.name},
              {"title", sheet.title},
              {"author_unit", sheet.author_unit},
              {"year", sheet.year},
              {"columns", rounded(sheet.columns)},
              {"rows", sheet.rows.size()},
              {"cells", sheet.cells.size()},
              {"title_rows", sheet.title_rows},
              {"repeat", {sheet.repeat_first, sheet.repeat_last}},
              {"annotated", sheet.annotated},
              {"lang", sheet.lang == Lang::Zh ? "zh" : "en"}});
    put(out, page_line(sheet.page));
    for (std::size_t i = 0; i < sheet.styles.size(); ++i) put(out, style_line(sheet.styles[i], i));
    for (std::size_t i = 0; i < sheet.rows.size(); ++i) put(out, row_line(sheet.rows[i], i));
    for (std::size_t i = 0; i < sheet.cells.size(); ++i) put(out, cell_line(sheet, sheet.cells[i], i));
    for (const DefinedName& name : sheet.names) {
        put(out, {{"name", name.name}, {"range", range_of(name.row, name.col, name.rows, name.cols)}});
    }
    for (const Validation& rule : sheet.validations) {
        ordered_json line = {{"validation", range_of(rule.row, rule.col, rule.rows, rule.cols)},
                             {"number", rule.number}};
        if (!rule.words.empty()) line["words"] = rule.words;
        put(out, line);
    }
    for (std::size_t i = 0; i < sheet.findings.size(); ++i) put(out, finding_line(sheet.findings[i], i));
    return out;
}

std::string dump_pages(const Sheet& sheet, const Pages& pages) {
    std::string out;
    for (std::size_t i = 0; i < pages.pages.size(); ++i) {
        const Page& page = pages.pages[i];
        const std::size_t number = i + 1;
        put(out, {{"page", number},
                  {"of", pages.pages.size()},
                  {"width", rounded(page.width)},
                  {"height", rounded(page.height)},
                  {"boxes", page.boxes.size()}});
        for (std::size_t box = 0; box < page.boxes.size(); ++box) put_box(out, sheet, page.boxes[box], number, box);
        for (const Shade& shade : page.shades) {
            put(out, {{"page", number},
                      {"shade", rounded({shade.x, shade.y, shade.w, shade.h})},
                      {"gray", rounded(shade.gray)}});
        }
        for (const Rule& rule : page.rules) {
            put(out, {{"page", number},
                      {"rule", rounded({rule.x0, rule.y0, rule.x1, rule.y1})},
                      {"width", rounded(rule.width)}});
        }
        for (std::size_t line = 0; line < page.furniture.size(); ++line) {
            ordered_json json = {{"page", number}, {"furniture", line}};
            put_line_parts(json, page.furniture[line]);
            put(out, json);
        }
    }
    return out;
}

}  // namespace jixiao
