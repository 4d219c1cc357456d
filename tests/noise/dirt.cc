#include "dirt.h"

#include <algorithm>

#include <fmt/format.h>

namespace jixiao::noise {
namespace {

using enum Dialect;
using enum DirtKind;

const std::vector<Dialect> kRows = {Tabs, Csv, Markdown};
const std::vector<Dialect> kTexts = {Tabs, Csv, Markdown, Html, Aligned, Lines};  // word boxes are UTF-8 by their nature

const DirtRule kRules[] = {
    {"clean", Clean, "nothing", false, {Tabs, Csv, Markdown, Html, Aligned, Lines, Tsv, Bbox, Xlsx, PdfLayout, PdfRaw, PdfBbox}},
    {"several", Clean, "several forms in one text", false},
    // Structure
    {"widths", Structure, "D1: the column count differs per page", true, kRows},
    {"padded", Structure, "D2: merged cells are written once and the row is padded", true, kRows},
    {"shifted", Structure, "D3: a vertical merge ends too early, the rows below stand too far left", true, kRows},
    {"header_shifted", Structure, "D4: a header stands too far right, its last cell fell off", true, kRows},
    {"header_missing", Structure, "headers are missing", true},
    {"label_inside", Structure, "D5: a vertical label stands in the middle of its group", true, kRows},
    {"pages", Structure, "D6, D7: page breaks; labels and headers are not repeated", true},
    {"headers_repeated", Structure, "D7: page breaks with the header repeated", true},
    {"labels_repeated", Structure, "D8: page breaks with merged labels repeated", true},
    {"column_blocks", Structure, "D9: columns that did not fit stand on later pages", true, {Tabs, Csv}},
    {"two_on_line", Structure, "D10: two cells on one line", true, {Lines}},
    {"wrapped", Structure, "wrapped cells, a line each", false, {Lines}},
    {"centred", Structure, "cells stand in the middle of their rows", false, {Aligned}},
    {"glued", Structure, "D15: two neighbouring cells glued", true, kRows},
    {"marks", Structure, "D16: markdown marks", false, {Tabs, Markdown, Lines, Aligned}},
    {"misnamed", Structure, "D17: the file's name says something else", false, {Tabs, Csv, Html}},
    {"notes", Structure, "lines below the table", false, {Tabs, Csv, Lines, Aligned}},
    {"unseparated", Refused, "D11: no separators at all", false, {Lines}},
    {"column_first", Refused, "D12: the cells column by column", false, {Lines}},
    // Characters
    {"spaces", Characters, "blanks inside labels and values", true},
    {"punctuation", Characters, "ASCII and full-width punctuation mixed", true},
    {"separators", Characters, "thousands separators in any width", true},
    {"split_numbers", Characters, "a blank inside a number, from a wrap", true},
    {"kangxi", Characters, "Kangxi radicals", true},
    {"radicals", Characters, "CJK Radicals Supplement", true},
    {"comparators", Characters, "look-alikes of comparators", true},
    {"brackets", Characters, "》 and 《 for ≥ and ≤", true},
    {"traditional", Characters, "traditional characters", true},
    {"pinyin", Characters, "pinyin glosses", true},
    {"inserted", Characters, "@@ ★ ■ between characters", true},
    {"invisible", Characters, "NBSP, U+3000, ZWSP, BOM, soft hyphen", true},
    {"markup", Characters, "tags and entities inside cells", false, {Tabs, Csv, Markdown, Html}},
    {"unreadable", Characters, "private use and U+FFFD", true},
    {"crlf", Characters, "lines end with CR LF", false, kTexts},
    {"cr", Characters, "lines end with CR", false, kTexts},
    {"gb18030", Characters, "GB18030", false, kTexts},
    {"utf16le", Characters, "UTF-16LE with a byte order mark", false, kTexts},
    {"utf16be", Characters, "UTF-16BE with a byte order mark", false, kTexts},
    {"utf16le_bare", Characters, "UTF-16LE without a byte order mark", false, kTexts},
    {"utf16be_bare", Characters, "UTF-16BE without a byte order mark", false, kTexts},
    {"utf8_bom", Characters, "UTF-8 with a byte order mark", false, kTexts},
    {"big5", Characters, "Big5, all in traditional characters", false, kTexts},
    // OCR
    {"ocr_labels", Ocr, "labels misread", true},
    {"ocr_signs", Ocr, "comparators read as Chinese characters", true},
    {"ocr", Ocr, "labels misread, comparators read as anything, mostly =", true},
    {"scan", Ocr, "our PDF as a picture of so many dots an inch, read by Tesseract", true, {OcrText, OcrTsv}},
    {"ocr_digits", Traceless, "the same, and digits read as other digits", true},
};

std::string bytes_of(const Order& order, Paper& paper, Random& random, int pages_before) {
    const std::string_view rule = order.rule->name;
    Flaws flaws;
    flaws.markup = rule == "markup";
    flaws.marks = rule == "marks";
    flaws.wrapped = rule == "wrapped";
    flaws.two_on_line = rule == "two_on_line" ? 0.5 * order.level : 0;
    flaws.centred = rule == "centred";
    flaws.column_first = rule == "column_first";
    flaws.unseparated = rule == "unseparated";
    std::vector<SlotPage> pages = slots_of(paper);
    dirty_slots(pages, rule, order.level, random);
    switch (order.dialect) {
        case Tabs: return write_tabs(paper, pages, flaws);
        case Csv: return write_csv(paper, pages, flaws);
        case Markdown: return write_markdown(paper, pages, flaws);
        case Lines: return write_lines(paper, pages, flaws, random);
        case Html: return write_html(paper, flaws);
        case Aligned: return write_aligned(paper, flaws);
        case Tsv: return write_tsv(paper, random, pages_before);
        case Bbox: return write_bbox(paper);
        default: break;
    }
    return "";
}

}  // namespace

bool DirtRule::in(Dialect dialect) const {
    return dialects.empty() ? is_written_here(dialect) : std::ranges::find(dialects, dialect) != dialects.end();
}

std::span<const DirtRule> dirt_rules() { return kRules; }

const DirtRule* dirt_rule(std::string_view name) {
    const auto found = std::ranges::find(kRules, name, &DirtRule::name);
    return found == std::end(kRules) ? nullptr : found;
}

Case make_case(const Order& order, const Template& form_template, const Vocabulary& vocabulary) {
    Random random(order.seed * 7919u + static_cast<unsigned>(order.dialect));
    const std::string_view rule = order.rule->name;
    Case out;
    Shape shape;
    shape.lone_values = order.dialect != Lines && order.dialect != PdfRaw;
    shape.blank_values = order.dialect == Tabs || order.dialect == Csv || order.dialect == Markdown || order.dialect == Html || order.dialect == Xlsx;
    shape.sums_hold = order.dialect == Tsv || order.rule->kind == DirtKind::Ocr || order.rule->kind == DirtKind::Traceless;
    shape.every_fixed_row = !is_written_here(order.dialect);
    // Many projects in one form of five: a score of thousands of forms should end.
    shape.most_projects = order.seed % 5 == 0 ? 60 : 12;
    const int forms = rule == "several" ? 2 + random.up_to(1) : 1;
    int pages = 0;
    for (int i = 0; i < forms; ++i) {
        out.truths.push_back(make_form(form_template, vocabulary, shape, random));
        if (!is_written_here(order.dialect)) continue;
        Paper paper = print_form(out.truths.back(), vocabulary);
        Random dirt(order.seed * 104729u + static_cast<unsigned>(i));
        dirty_paper(paper, rule, order.level, dirt);
        auto touched = dirty_letters(paper, rule, order.level, vocabulary, dirt);
        touched.merge(dirty_by_ocr(paper, rule, order.level, vocabulary, dirt));
        out.touched.push_back(std::move(touched));
        out.written.push_back(written_texts(paper));
        std::string text = bytes_of(order, paper, dirt, pages);
        pages += static_cast<int>(paper.pages.size());
        if (rule == "notes" && (order.dialect == Tabs || order.dialect == Csv)) {
            const char* const between = order.dialect == Tabs ? "\t" : ",";
            text += fmt::format("填表人：张三{0}{0}联系电话：0519-85681234\n备注：本表一式三份。\n", between);
        } else if (rule == "notes" && (order.dialect == Lines || order.dialect == Aligned)) {
            text += "填表人：张三      审核人：李四\n备注：本表一式三份。\n";
        }
        if (i > 0 && order.dialect == Bbox) {  // one document, the pages one after the other
            out.bytes.resize(out.bytes.rfind("</doc>"));
            text = text.substr(text.find("<doc>") + 6);
        } else if (i > 0 && order.dialect != Tsv) {
            out.bytes += "\n";
        }
        out.bytes += text;
    }
    out.bytes = encoded(out.bytes, rule);
    out.name = rule == "misnamed" ? "table.xls" : fmt::format("{}-{}.txt", name_of(order.dialect), order.seed);
    return out;
}

}  // namespace jixiao::noise
