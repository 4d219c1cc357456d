#include "layout/cell_text.h"

#include <algorithm>
#include <cmath>

#include "text/characters.h"

namespace jixiao {
namespace {

constexpr double kPointsPerMm = 72 / 25.4;
// Widest gap justification may open between two characters. Readers of PDF (pdftotext) see a blank from 0.1 em on.
constexpr float kWidestGap = 70;

bool drawn(const TypeChar& c) {
    return c.kind != CharKind::Hidden;
}

// Whether a line may be stretched between two neighbours.
bool stretches(const TypeChar& a, const TypeChar& b) {
    if (a.kind == CharKind::Open || b.kind == CharKind::Close || b.kind == CharKind::Hidden) return false;
    const bool latin = a.kind == CharKind::Narrow && b.kind == CharKind::Narrow;
    return !latin;
}

const TypeChar& at(const TypeText& text, int i) {
    return text.chars[static_cast<std::size_t>(i)];
}

// What each glyph gives up, or gains, so that the line has the width of its slot.
struct Fit {
    float squeeze_each = 0;  // from every mark inside the line
    float stretch_each = 0;  // into every gap that may be stretched
};

Fit fit(const TypeText& text, const LineSpan& span, float available, bool justified) {
    Fit fit;
    if (span.squeeze > 0) {
        const Slack slack = punctuation_slack(text, span.begin, span.shown_end);
        const float inside = std::max(0.0F, span.squeeze - slack.at_end);
        if (slack.inner > 0) fit.squeeze_each = std::min(1.0F, inside / slack.inner) * kInnerSqueeze;
        return fit;
    }
    if (!justified || span.last) return fit;
    int gaps = 0;
    for (int i = span.begin; i + 1 < span.shown_end; ++i) gaps += stretches(at(text, i), at(text, i + 1));
    const float room = available - span.width;
    if (gaps > 0 && room > 0 && room / static_cast<float>(gaps) <= kWidestGap) {
        fit.stretch_each = room / static_cast<float>(gaps);
    }
    return fit;
}

}  // namespace

int CellText::capacity(double box_height) const {
    constexpr double kRounding = 0.01;  // pt
    return std::max(0, static_cast<int>(std::floor((box_height - 2 * padding + kRounding) / leading)));
}

double inner_width(const Sheet& sheet, const SheetCell& cell) {
    double mm = 0;
    for (int c = cell.col; c < cell.col + cell.cols; ++c) mm += sheet.columns[static_cast<std::size_t>(c)];
    return mm * kPointsPerMm - 2 * sheet.styles[static_cast<std::size_t>(cell.style)].padding_x;
}

CellText cell_text(const SheetCell& cell, const Style& style, double inner_width, const FontSet& fonts) {
    return cell_text(cell.paragraphs, cell, style, inner_width, fonts);
}

CellText cell_text(const std::vector<std::string>& paragraphs, const SheetCell& cell, const Style& style,
                   double inner_width, const FontSet& fonts) {
    CellText text;
    text.paragraphs.reserve(paragraphs.size());
    for (const std::string& paragraph : paragraphs) {
        text.paragraphs.push_back(type_text(paragraph, style.font, style.bold, fonts));
    }
    break_again(text, cell, style, inner_width);
    return text;
}

void break_again(CellText& text, const SheetCell& cell, const Style& style, double inner_width) {
    text.size = cell.size > 0 ? cell.size : style.size;
    text.leading = text.size * style.line_height;
    text.padding = style.padding_y;
    text.indent = static_cast<float>(cell.indent * 1000);
    text.lines.clear();
    const float available = static_cast<float>(std::max(inner_width, 1.0) / text.size * 1000);
    for (std::size_t i = 0; i < text.paragraphs.size(); ++i) {
        TypeText& typed = text.paragraphs[i];
        const int index = static_cast<int>(i);
        if (cell.upright) {
            break_upright(typed, index, available, text.lines);
        } else if (style.align == HAlign::Center) {
            break_evenly(typed, index, available, text.lines);
        } else {
            break_text(typed, index, available, text.indent, text.lines);
        }
    }
}

Line set_line(const CellText& text, const LineSpan& span, const LineSlot& slot) {
    const TypeText& typed = text.paragraphs[static_cast<std::size_t>(span.paragraph)];
    const double em = text.size / 1000;
    const double indent = span.begin == 0 && slot.align == HAlign::Left ? text.indent * em : 0;
    const bool justified = slot.align == HAlign::Left;
    const float available = static_cast<float>((slot.width - indent) / em);
    const Fit fitted = fit(typed, span, available, justified);

    Line line{
        .baseline = slot.baseline, .runs = {}, .paragraph = span.paragraph, .begin = span.begin, .end = span.end};
    double x = slot.x + indent;
    const double free = slot.width - span.width * em;
    if (slot.align == HAlign::Center) x = slot.x + free / 2;
    if (slot.align == HAlign::Right) x = slot.x + std::max(0.0, free - slot.right_shift);

    int previous = -1;
    for (int i = span.begin; i < span.shown_end; ++i) {
        const TypeChar& c = at(typed, i);
        if (!drawn(c)) {
            // The glyph stays the plain one; which variant was meant stays with the text.
            if (previous == i - 1 && previous >= 0 && is_variation_selector(c.c)) line.runs.back().glyphs.back().selector = c.c;
            continue;
        }
        float dx = 0;
        if (i + 1 < span.shown_end) {
            const TypeChar& next = at(typed, i + 1);
            dx = pair_squeeze(c.kind, next.kind);
            if (c.kind == CharKind::Close && dx == 0) dx = -fitted.squeeze_each;
            if (stretches(c, next)) dx += fitted.stretch_each;
        }
        const bool same =
            previous >= 0 && !c.missing && !at(typed, previous).missing && at(typed, previous).face == c.face;
        if (!same) {
            line.runs.push_back({.face = c.face, .size = text.size, .x = x, .glyphs = {}});
            if (c.missing) line.runs.back().substituted = c.c;
            line.runs.back().glyphs.reserve(static_cast<std::size_t>(span.shown_end - i));
        }
        line.runs.back().glyphs.push_back({c.glyph, c.missing ? U'〓' : c.c, dx});
        x += (c.advance + dx) * em;
        previous = i;
    }
    return line;
}

}  // namespace jixiao
