#include "layout/workbook_text.h"

#include <algorithm>
#include <cmath>

namespace jixiao {
namespace {

constexpr double kTallestLine = 1.45;  // of the size: Noto CJK; 宋体 1.17, 仿宋 1.15, 微软雅黑 1.32
constexpr float kWidestLatin = 1.2F;   // digits of DejaVu Sans, 0.64 em, against those of a Chinese face
constexpr double kUprightLine = 1.25;  // of the size: a character of stacked text

// The text as another program measures it: its own Latin face, no mark sharing its empty half with a neighbour.
TypeText as_elsewhere(const TypeText& text) {
    TypeText other;
    other.chars = text.chars;
    other.breaks = text.breaks;
    other.at.reserve(text.at.size());
    double x = 0;
    for (TypeChar& c : other.chars) {
        if (c.kind == CharKind::Narrow) c.advance *= kWidestLatin;
        if (c.kind == CharKind::Open || c.kind == CharKind::Close) c.kind = CharKind::Wide;
        other.at.push_back(x);
        x += c.advance;
    }
    other.at.push_back(x);
    return other;
}

}  // namespace

int indent_steps(const Style& style) {
    if (style.align == HAlign::Center) return 0;
    constexpr double kVisible = 4;  // pt: a padding meant to be seen gets a step, though that is a little wider
    const double nearest = std::round((style.padding_x - kCellInset) / kIndentStep);
    return static_cast<int>(std::clamp(nearest, style.padding_x >= kVisible ? 1.0 : 0.0, 15.0));
}

double workbook_height(const CellText& text, const SheetCell& cell, const Style& style, double width) {
    if (cell.number) return 0;  // numbers are never wrapped
    const double line = text.size * kTallestLine;
    if (cell.upright) {
        std::size_t characters = 0;
        for (const TypeText& paragraph : text.paragraphs) characters += paragraph.chars.size();
        return static_cast<double>(characters) * text.size * kUprightLine + 2 * kCellInset;
    }
    const double inner = width - 2 * kCellInset - indent_steps(style) * kIndentStep;
    const float available = static_cast<float>(std::max(inner, text.size) / text.size * 1000);
    std::size_t lines = 0;
    std::vector<LineSpan> broken;
    for (std::size_t i = 0; i < text.paragraphs.size(); ++i) {
        const TypeText& paragraph = text.paragraphs[i];
        if (paragraph.width() * kWidestLatin <= available) {
            ++lines;
            continue;
        }
        TypeText other = as_elsewhere(paragraph);
        broken.clear();
        break_text(other, static_cast<int>(i), available, 0, broken);
        lines += broken.size();
    }
    return static_cast<double>(lines) * line + kCellInset;
}

}  // namespace jixiao
