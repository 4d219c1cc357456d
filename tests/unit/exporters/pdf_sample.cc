#include "pdf_sample.h"

#include "text/characters.h"

namespace jixiao::test {

namespace {

constexpr double kLeft = 42.5, kRow = 30, kWidth = 170;

Style style_of(const char* name, FontRole font, bool bold, double size) {
    Style style;
    style.name = name;
    style.font = font;
    style.bold = bold;
    style.size = size;
    return style;
}

struct Cell {
    int row, col, rows, cols;
    CellRole role;
    int style;
    std::vector<std::string> paragraphs;
    std::vector<int> headers = {};
};

void add_cells(Sheet& sheet, const std::vector<Cell>& cells) {
    for (const Cell& c : cells) {
        SheetCell cell;
        cell.row = c.row;
        cell.col = c.col;
        cell.rows = c.rows;
        cell.cols = c.cols;
        cell.role = c.role;
        cell.style = c.style;
        cell.paragraphs = c.paragraphs;
        cell.headers = c.headers;
        cell.field = c.role == CellRole::Value ? "/fields/" + std::to_string(sheet.cells.size()) : "";
        sheet.cells.push_back(cell);
    }
}

// All of the cell on one page, one line a paragraph.
Box whole_box(const Sheet& sheet, int index, double y) {
    const SheetCell& cell = sheet.cells[static_cast<std::size_t>(index)];
    const Style& style = sheet.styles[static_cast<std::size_t>(cell.style)];
    Box box;
    box.cell = index;
    box.x = kLeft + cell.col * kWidth;
    box.w = cell.cols * kWidth;
    box.h = cell.rows * kRow;
    box.y = y - box.h;
    for (std::size_t p = 0; p < cell.paragraphs.size(); ++p) {
        const std::u32string text = to_code_points(cell.paragraphs[p]);
        if (text.empty()) continue;
        box.lines.push_back(sample_line(style, text, static_cast<int>(p), 0, static_cast<int>(text.size()), box.x + 3,
                                        y - 14 - 14.0 * static_cast<double>(p)));
    }
    return box;
}

void frame(Page& page, double top, double bottom) {
    for (int col = 0; col <= 3; ++col)
        page.rules.push_back({kLeft + col * kWidth, bottom, kLeft + col * kWidth, top, col % 3 ? 0.5 : 1.0});
    page.rules.push_back({kLeft, top, kLeft + 3 * kWidth, top, 1});
    page.rules.push_back({kLeft, bottom, kLeft + 3 * kWidth, bottom, 1});
}

}  // namespace

Line sample_line(const Style& style, const std::u32string& text, int paragraph, int begin, int end, double x,
                 double y) {
    Line line;
    line.baseline = y;
    line.paragraph = paragraph;
    line.begin = begin;
    line.end = end;
    for (int i = begin; i < end; ++i) {
        const char32_t c = text[static_cast<std::size_t>(i)];
        const auto pick = sample_fonts().pick(style.font, style.bold, c);
        Run run;
        run.size = style.size;
        run.x = x;
        if (pick) {
            run.face = pick->face;
            run.glyphs = {{pick->glyph, c, 0}};
        } else {
            const auto geta = sample_fonts().pick(style.font, style.bold, U'〓');
            run.face = geta->face;
            run.glyphs = {{geta->glyph, U'〓', 0}};
            run.substituted = c;
        }
        x += sample_fonts().advance(run.face, run.glyphs[0].id) * style.size / 1000;
        const bool joins = !line.runs.empty() && line.runs.back().face == run.face && run.substituted == 0 &&
                           line.runs.back().substituted == 0;
        if (joins) {
            line.runs.back().glyphs.push_back(run.glyphs[0]);
        } else {
            line.runs.push_back(run);
        }
    }
    return line;
}

Sample make_sample(const std::u32string& name) {
    Sample sample;
    Sheet& sheet = sample.sheet;
    sheet.title = "江苏省常州市部门整体预算绩效目标表";
    sheet.author_unit = "常州市科学技术局";
    sheet.year = 2024;
    sheet.columns = {60, 60, 60};
    sheet.rows.resize(8);
    sheet.rows[0].table = sheet.rows[1].table = false;
    sheet.title_rows = 2;
    sheet.styles = {style_of("title", FontRole::Hei, true, 18), style_of("label", FontRole::Hei, false, 10.5),
                    style_of("text", FontRole::Song, false, 10.5), style_of("amount", FontRole::Kai, true, 9)};
    using enum CellRole;
    add_cells(sheet, {
                         {0, 0, 1, 3, Title, 0, {sheet.title}},
                         {1, 0, 1, 3, Subtitle, 2, {"2024年度"}},
                         {2, 0, 1, 1, Label, 1, {"单位名称"}},
                         {2, 1, 1, 2, Value, 2, {to_utf8(name)}, {2}},
                         {3, 0, 3, 1, Group, 1, {"部门整体资金(万元)"}},
                         {3, 1, 1, 1, Blank, 2, {}},
                         {3, 2, 1, 1, Header, 1, {"全年预算数"}},
                         {4, 1, 1, 1, Label, 1, {"资金总额"}},
                         {4, 2, 1, 1, Value, 3, {"68725.09"}, {4, 6, 7}},
                         {5, 1, 1, 1, Label, 1, {"其他资金"}},
                         {5, 2, 1, 1, Value, 3, {"177.32"}, {4, 6, 9}},
                         {6, 0, 2, 1, Label, 1, {"年度目标"}},
                         // Merged over two rows, as a tall cell is in a workbook.
                         {6,
                          1,
                          2,
                          2,
                          Value,
                          2,
                          {"(一)推进 open science 与科技创新，净增高新技术企业≥600家。",
                           "(二)统筹推进全市科技创新体系建设“碎片化”的现象。"},
                          {11}},
                     });

    sample.pages.pages.resize(2);
    Page& first = sample.pages.pages[0];
    Page& second = sample.pages.pages[1];
    for (Page* page : {&first, &second}) {
        page->width = sheet.page.width;
        page->height = sheet.page.height;
    }
    const double tops[] = {800, 770, 740, 710, 680, 650, 620};
    for (int cell = 0; cell < 12; ++cell) {
        first.boxes.push_back(whole_box(sheet, cell, tops[sheet.cells[static_cast<std::size_t>(cell)].row]));
    }
    first.shades.push_back({kLeft, 620 - kRow, kWidth, kRow, 0.95});
    // The last cell: its first paragraph ends on the next page, a dropped space between.
    const std::u32string one = to_code_points(sheet.cells[12].paragraphs[0]);
    const std::u32string two = to_code_points(sheet.cells[12].paragraphs[1]);
    const int cut = static_cast<int>(one.find(U"science"));
    Box head{12, kLeft + kWidth, 560, 2 * kWidth, 2 * kRow, {}, false, false};
    head.lines.push_back(sample_line(sheet.styles[2], one, 0, 0, cut - 1, head.x + 3, 606));
    head.lines.back().end = cut;
    first.boxes.push_back(head);
    frame(first, 740, 560);
    Box label = whole_box(sheet, 11, 800);
    label.artifact = label.continued = true;
    Box tail{12, kLeft + kWidth, 740, 2 * kWidth, 2 * kRow, {}, false, true};
    tail.lines.push_back(sample_line(sheet.styles[2], one, 0, cut, static_cast<int>(one.size()), tail.x + 3, 786));
    tail.lines.push_back(sample_line(sheet.styles[2], two, 1, 0, static_cast<int>(two.size()), tail.x + 3, 772));
    second.boxes = {label, tail};
    frame(second, 800, 740);
    const Style& footer = sheet.styles[2];
    second.furniture = {sample_line(footer, U"常州市科学技术局", 0, 0, 8, 42.5, 815),
                        sample_line(footer, U"第 2 页 共 2 页", 0, 0, 11, 260, 30)};
    return sample;
}

std::vector<std::string> sample_paragraphs(const Sample& sample) {
    std::vector<std::string> all;
    for (const SheetCell& cell : sample.sheet.cells) {
        for (const std::string& paragraph : cell.paragraphs) all.push_back(paragraph);
    }
    return all;
}

}  // namespace jixiao::test
