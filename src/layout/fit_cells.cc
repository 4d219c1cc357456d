// How large each cell's text is set, and what height it needs.
#include <algorithm>
#include <array>
#include <cmath>

#include "layout/cell_text.h"
#include "layout/draft.h"
#include "layout/workbook_text.h"
#include "text/characters.h"

namespace jixiao {
namespace {

constexpr double kIndent = 2;             // em, of a paragraph's first line
constexpr std::size_t kShortBytes = 120;  // 40 characters: a longer text is no short cell
constexpr std::size_t kManyLines = 4;     // of a short cell; more look like a column of crumbs
constexpr double kSlightly = 0.93;        // a size not smaller than this part of the style's is hardly noticed
constexpr double kStep = 0.25;            // pt

std::size_t text_bytes(const SheetCell& cell) {
    std::size_t bytes = 0;
    for (const std::string& paragraph : cell.paragraphs) bytes += paragraph.size();
    return bytes;
}

// Sets the text at the largest size at which it takes no more than `lines` lines; false when none does.
bool shrink_to(SheetCell& cell, CellText& text, const Style& style, double width, double smallest,
               std::size_t lines) {
    for (double size = style.size - kStep; size >= smallest - 1e-9; size -= kStep) {
        cell.size = size;
        break_again(text, cell, style, width);
        if (text.lines.size() <= lines) return true;
    }
    cell.size = 0;
    return false;
}

// True when a line ends where none may: a number or word wider than the cell was cut.
bool cuts_word(const CellText& text) {
    return std::ranges::any_of(text.lines, [&](const LineSpan& line) {
        const std::vector<int>& breaks = text.paragraphs[static_cast<std::size_t>(line.paragraph)].breaks;
        return !line.last && !std::ranges::binary_search(breaks, line.end);
    });
}

bool shrink_whole(SheetCell& cell, CellText& text, const Style& style, double width, double smallest) {
    for (double size = style.size - kStep; size >= smallest - 1e-9; size -= kStep) {
        cell.size = size;
        break_again(text, cell, style, width);
        if (!cuts_word(text)) return true;
    }
    cell.size = 0;
    return false;
}

// Shrinks a short text: a little to save its second line, a number or word to keep it whole, a long one
// in a narrow column so that it does not crumble.
void shrink(SheetCell& cell, const StyleSpec& spec, const Style& style, double width, CellText& text) {
    if (cell.upright || spec.min_size >= style.size || text_bytes(cell) > kShortBytes || cell.paragraphs.size() != 1)
        return;
    const std::size_t lines = text.lines.size();
    if (lines < 2) return;
    bool done = false;
    if (cell.number || cell.role == CellRole::Title) {
        done = shrink_to(cell, text, style, width, spec.min_size, 1);
    } else if (cuts_word(text) && shrink_whole(cell, text, style, width, spec.min_size)) {
        done = true;
    } else if (lines > kManyLines) {
        for (std::size_t fewer = kManyLines; fewer < lines && !done; ++fewer) {
            done = shrink_to(cell, text, style, width, spec.min_size, fewer);
        }
    } else if (lines == 2) {
        done = shrink_to(cell, text, style, width, std::max(spec.min_size, style.size * kSlightly), 1);
    }
    if (!done) break_again(text, cell, style, width);
}

// Printed Chinese indents paragraphs by two characters, unless they come indented.
void indent(SheetCell& cell, const Style& style, double width, CellText& text) {
    if (cell.role != CellRole::Value || style.align != HAlign::Left || cell.number) return;
    constexpr std::size_t kRunningText = 3;  // lines; below that it is a name or a phrase
    if (cell.paragraphs.size() < 2 && text.lines.size() < kRunningText) return;
    if (!style.name.starts_with("long") && text.lines.size() < 2 * kRunningText) return;
    for (const TypeText& paragraph : text.paragraphs) {
        if (!paragraph.chars.empty() && paragraph.chars.front().kind == CharKind::Space) return;
    }
    cell.indent = kIndent;
    break_again(text, cell, style, width);
}

std::optional<Origin> origin_of(const Draft& draft, const std::string& pointer) {
    Place place;
    for (const Field& field : draft.form.fields) {
        if (field_pointer(field.id) == pointer) place = field.value.place;
    }
    for (const List& list : draft.form.lists) {
        const std::string prefix = "/lists/" + list.id + "/";
        if (!pointer.starts_with(prefix)) continue;
        for (std::size_t r = 0; r < list.rows.size(); ++r) {
            for (std::size_t c = 0; c < list.columns.size(); ++c) {
                if (list_pointer(list.id, r, list.columns[c]) == pointer) place = list.rows[r][c].place;
            }
        }
    }
    if (pointer == "/title") place = draft.form.title_place;
    if (!place.known()) return std::nullopt;
    return draft.form.origin(place);
}

void report_missing(const Draft& draft, const SheetCell& cell, const CellText& text, Findings& findings) {
    std::u32string named;
    for (const TypeText& paragraph : text.paragraphs) {
        for (const TypeChar& c : paragraph.chars) {
            if (!c.missing || named.find(c.c) != std::u32string::npos) continue;
            named += c.c;
            const std::string code = fmt::format("U+{:04X}", static_cast<std::uint32_t>(c.c));
            Finding finding = Finding::of(Code::glyph_missing,
                                          message("没有字体含有 {}，输出为〓", "no font has {}; 〓 is drawn", code));
            finding.field = cell.field;
            finding.at = origin_of(draft, cell.field);
            if (!finding.at && !cell.field.empty()) finding.explanation = message("在 {}。", "In {}.", cell.field);
            append_utf8(finding.got, c.c);
            findings.push_back(std::move(finding));
        }
    }
}

void report_shrunk(const Draft& draft, const SheetCell& cell, const Style& style, Findings& findings) {
    if (cell.size <= 0 || cell.field.empty() || cell.role != CellRole::Value) return;
    Finding finding = Finding::of(
        Code::text_shrunk,
        message("文字由 {} 磅缩小到 {} 磅", "a text was shrunk from {} pt to {} pt", style.size, cell.size));
    finding.field = cell.field;
    finding.at = origin_of(draft, cell.field);
    findings.push_back(std::move(finding));
}

void report_substitutes(const Draft& draft, const FontSet& fonts, Findings& findings) {
    std::array<bool, 8> seen{};
    for (const SheetCell& cell : draft.sheet.cells) {
        const FontRole role = draft.sheet.styles[static_cast<std::size_t>(cell.style)].font;
        auto& known = seen[static_cast<std::size_t>(role)];
        if (known || cell.paragraphs.empty()) continue;
        known = true;
        if (!fonts.substituted(role)) continue;
        const std::string face = fonts.postscript_name(fonts.first(role, false));
        findings.push_back(Finding::of(
            Code::font_substituted, message("{} 以 {} 代替", "{} is replaced by {}", fonts.office_name(role), face)));
    }
}

}  // namespace

Needs fit_cells(Draft& draft, const FontSet& fonts, Findings& findings) {
    Needs needs;
    needs.height.reserve(draft.sheet.cells.size());
    needs.leading.reserve(draft.sheet.cells.size());
    for (std::size_t i = 0; i < draft.sheet.cells.size(); ++i) {
        SheetCell& cell = draft.sheet.cells[i];
        const Style& style = draft.sheet.styles[static_cast<std::size_t>(cell.style)];
        if (cell.paragraphs.empty()) {
            needs.height.push_back(0);
            needs.leading.push_back(style.size * style.line_height);
            continue;
        }
        const double width = inner_width(draft.sheet, cell);
        if (cell.upright) {
            const CellText upright = cell_text(cell, style, width, fonts);
            needs.upright.emplace_back(
                static_cast<int>(i),
                std::max(upright.height(), workbook_height(upright, cell, style, width + 2 * style.padding_x)));
            cell.upright = false;  // until its rows turn out to be tall enough
        }
        CellText text = cell_text(cell, style, width, fonts);
        shrink(cell, draft.style_specs[static_cast<std::size_t>(cell.style)], style, width, text);
        indent(cell, style, width, text);
        needs.height.push_back(
            std::max(text.height(), workbook_height(text, cell, style, width + 2 * style.padding_x)));
        needs.leading.push_back(text.leading);
        report_shrunk(draft, cell, style, findings);
        if (std::ranges::any_of(text.paragraphs, &TypeText::missing)) report_missing(draft, cell, text, findings);
    }
    report_substitutes(draft, fonts, findings);
    return needs;
}

}  // namespace jixiao
