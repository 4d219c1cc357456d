#include "layout/page_proof.h"

#include <algorithm>

#include "text/characters.h"

namespace jixiao {
namespace {

bool seen(char32_t c) {
    return !is_space(c) && !is_invisible(c);
}

// Lines of a cell, in page order, must each take up where the last one ended: then nothing is missing or twice.
class CellProof {
public:
    explicit CellProof(const SheetCell& cell) {
        for (const std::string& paragraph : cell.paragraphs) paragraphs_.push_back(to_code_points(paragraph));
    }

    bool take(const Line& line) {
        if (line.paragraph != paragraph_ || line.begin != at_ || paragraph_ >= static_cast<int>(paragraphs_.size()))
            return false;
        const std::u32string& text = paragraphs_[static_cast<std::size_t>(paragraph_)];
        const int length = static_cast<int>(text.size());
        if (line.end < line.begin || line.end > length) return false;
        int i = line.begin;
        for (const Run& run : line.runs) {
            for (const Glyph& glyph : run.glyphs) {
                const char32_t c = run.substituted ? run.substituted : glyph.c;
                while (i < line.end && text[static_cast<std::size_t>(i)] != c &&
                       !seen(text[static_cast<std::size_t>(i)]))
                    ++i;
                if (i >= line.end || text[static_cast<std::size_t>(i)] != c) return false;
                ++i;
            }
        }
        while (i < line.end && !seen(text[static_cast<std::size_t>(i)])) ++i;
        if (i < line.end) return false;
        at_ = line.end;
        if (at_ == length) {
            ++paragraph_;
            at_ = 0;
        }
        return true;
    }
    bool complete() const { return paragraph_ == static_cast<int>(paragraphs_.size()) && at_ == 0; }

private:
    std::vector<std::u32string> paragraphs_;
    int paragraph_ = 0, at_ = 0;
};

}  // namespace

Result<void> prove_complete(const Sheet& sheet, const Pages& pages) {
    const auto lost = [&](const SheetCell& cell) {
        const std::string name = cell.field.empty() ? cell.paragraphs.front() : cell.field;
        return fail({sheet.title, "", {}}, message("分页遗漏或重复了 {} 的文字（程序错误）",
                                                   "the pages lose or repeat text of {} (our bug)", name));
    };
    std::vector<std::vector<const Line*>> lines(sheet.cells.size());
    for (const Page& page : pages.pages) {
        for (const Box& box : page.boxes) {
            if (box.artifact) continue;
            for (const Line& line : box.lines) lines[static_cast<std::size_t>(box.cell)].push_back(&line);
        }
    }
    for (std::size_t i = 0; i < sheet.cells.size(); ++i) {
        if (sheet.cells[i].paragraphs.empty() && lines[i].empty()) continue;
        CellProof proof(sheet.cells[i]);
        const bool whole = std::ranges::all_of(lines[i], [&](const Line* line) { return proof.take(*line); });
        if (!whole || !proof.complete()) return lost(sheet.cells[i]);
    }
    return {};
}

}  // namespace jixiao
