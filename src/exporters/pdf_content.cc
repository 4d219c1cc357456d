#include "exporters/pdf_content.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <span>

#include "exporters/pdf_syntax.h"

namespace jixiao {

namespace {

// Private use: PDF/A-2a wants an ActualText on such a character even where a font maps it (ISO 19005-2 6.2.11.7.3).
bool is_private(char32_t c) {
    return (c >= 0xE000 && c <= 0xF8FF) || c >= 0xF0000;
}

class PageWriter {
public:
    PageWriter(const Drawing& drawing, const Page& page) : drawing_(drawing), page_(page) {}

    PageContent write() {
        shades();
        rules();
        text();
        return std::move(content_);
    }

private:
    Bytes& out() { return content_.stream; }
    void real(double value) {
        append_real(out(), value);
        out() += ' ';
    }

    void shades() {
        if (page_.shades.empty()) return;
        out() += "/Artifact<</Type/Layout>>BDC\n";
        double gray = -1;
        for (const Shade& shade : page_.shades) {
            if (shade.gray != gray) {
                if (gray >= 0) out() += "f\n";
                gray = shade.gray;
                real(gray);
                out() += "g\n";
            }
            for (const double value : {shade.x, shade.y, shade.w, shade.h}) real(value);
            out() += "re\n";
        }
        out() += "f\n0 g\nEMC\n";
    }

    void rules() {
        if (page_.rules.empty()) return;
        std::vector<Rule> sorted = page_.rules;
        std::ranges::stable_sort(sorted, {}, &Rule::width);
        // Projecting caps (2 J) close the corners where two rules meet.
        out() += "/Artifact<</Type/Layout>>BDC\n2 J\n";
        double width = -1;
        for (const Rule& rule : sorted) {
            if (rule.width != width) {
                if (width >= 0) out() += "S\n";
                width = rule.width;
                real(width);
                out() += "w\n";
            }
            real(rule.x0);
            real(rule.y0);
            out() += "m ";
            real(rule.x1);
            real(rule.y1);
            out() += "l\n";
        }
        out() += "S\nEMC\n";
    }

    void text() {
        out() += "BT\n";
        for (const Box& box : page_.boxes) {
            if (box.lines.empty()) continue;
            if (box.artifact) {
                artifact(box.lines, "/Artifact<</Type/Pagination>>BDC\n");
            } else {
                paragraphs(box);
            }
        }
        for (const Line& line : page_.furniture) {
            // ISO 32000-1 table 330: what is repeated above and below the text of each page.
            const bool header = line.baseline > page_.height / 2;
            artifact({&line, 1}, header ? "/Artifact<</Type/Pagination/Subtype/Header>>BDC\n"
                                        : "/Artifact<</Type/Pagination/Subtype/Footer>>BDC\n");
        }
        out() += "ET\n";
    }

    void artifact(std::span<const Line> lines, std::string_view begin) {
        out() += begin;
        for (const Line& line : lines) {
            for (const Run& run : line.runs) show(run, line.baseline);
        }
        out() += "EMC\n";
    }

    void paragraphs(const Box& box) {
        int paragraph = -1;
        for (const Line& line : box.lines) {
            if (line.paragraph != paragraph) {
                if (paragraph >= 0) out() += "EMC\n";
                paragraph = line.paragraph;
                out() += "/P<</MCID ";
                append_int(out(), std::ssize(content_.marks));
                out() += ">>BDC\n";
                content_.marks.push_back({box.cell, paragraph});
            }
            for (const Run& run : line.runs) show(run, line.baseline);
            if (const auto space = dropped_space(drawing_.sheet, drawing_.text, box, line, drawing_.set)) {
                select(space->face, line.runs.back().size);
                out() += '(';
                append_code(out(), drawing_.fonts.code(space->face, space->glyph));
                out() += ")Tj\n";
            }
        }
        if (paragraph >= 0) out() += "EMC\n";
    }

    void select(FaceId face, double size) {
        if (face == face_ && size == size_) return;
        face_ = face;
        size_ = size;
        out() += "/F";
        append_int(out(), drawing_.fonts.resource(face));
        out() += ' ';
        real(size);
        out() += "Tf\n";
    }

    // Td counts from the last Td; in whole hundredths no error adds up.
    void move_to(double x, double y) {
        const long long to_x = hundredths(x);
        const long long to_y = hundredths(y);
        append_hundredths(out(), to_x - x_);
        out() += ' ';
        append_hundredths(out(), to_y - y_);
        out() += " Td\n";
        x_ = to_x;
        y_ = to_y;
    }

    // What a reader must be told when the glyph's own mapping says something else; else nothing.
    std::u32string actual(const Run& run, const Glyph& glyph) const {
        std::u32string text;
        if (run.substituted != 0) text = run.substituted;
        else if (is_private(glyph.c) || glyph.selector != 0 || drawing_.fonts.unicode(run.face, glyph.id) != glyph.c) text = glyph.c;
        if (glyph.selector != 0) text += glyph.selector;
        return text;
    }

    void show(const Run& run, double baseline) {
        if (run.glyphs.empty()) return;
        select(run.face, run.size);
        move_to(run.x, baseline);
        std::size_t begin = 0;
        for (std::size_t i = 0; i < run.glyphs.size(); ++i) {
            const std::u32string text = actual(run, run.glyphs[i]);
            if (text.empty()) continue;
            show_glyphs(run, begin, i);
            out() += "/Span<</ActualText" + text_string(text) + ">>BDC\n";
            show_glyphs(run, i, i + 1);
            out() += "EMC\n";
            begin = i + 1;
        }
        show_glyphs(run, begin, run.glyphs.size());
    }

    // A line set to both edges has the same space behind nearly every character: Tc says it once (9.3.2), where TJ would say it of
    // each. In hundredths of a thousandth of the size; what stands behind the last character of the run moves nothing shown.
    static long long usual_space(const Run& run) {
        long long usual = 0;
        std::ptrdiff_t votes = 0;
        for (const Glyph& glyph : std::span(run.glyphs).first(run.glyphs.size() - 1)) {
            const long long own = hundredths(glyph.dx);
            if (votes == 0) usual = own;
            votes += own == usual ? 1 : -1;
        }
        return usual;
    }

    // In ten-thousandths of a point: over a line of fifty characters no hundredth is lost.
    void space_out(long long spacing) {
        if (spacing == spacing_) return;
        spacing_ = spacing;
        append_fixed(out(), spacing, 4);
        out() += " Tc\n";
    }

    void show_glyphs(const Run& run, std::size_t begin, std::size_t end) {
        if (begin == end) return;
        const long long usual = run.glyphs.size() > 1 ? usual_space(run) : 0;
        space_out(std::llround(static_cast<double>(usual) * run.size / 10));
        const auto moved = [&](std::size_t i) {
            return i + 1 < run.glyphs.size() ? hundredths(run.glyphs[i].dx) - usual : 0;
        };
        bool spaced = false;
        for (std::size_t i = begin; i < end && !spaced; ++i) spaced = moved(i) != 0;
        out() += spaced ? "[(" : "(";
        for (std::size_t i = begin; i < end; ++i) {
            append_code(out(), drawing_.fonts.code(run.face, run.glyphs[i].id));
            const long long more = spaced ? moved(i) : 0;
            if (more == 0) continue;
            out() += ')';
            append_hundredths(out(), -more);  // TJ moves left by what it is given (9.4.3)
            if (i + 1 < end) out() += '(';
        }
        if (!spaced || moved(end - 1) == 0) out() += ')';
        out() += spaced ? "]TJ\n" : "Tj\n";
    }

    const Drawing& drawing_;
    const Page& page_;
    PageContent content_;
    FaceId face_ = -1;
    double size_ = 0;
    long long x_ = 0, y_ = 0;
    long long spacing_ = 0;
};

}  // namespace

void collect_glyphs(const Drawing& drawing, const Page& page) {
    const auto collect = [&](const Line& line) {
        for (const Run& run : line.runs) {
            for (const Glyph& glyph : run.glyphs) drawing.fonts.use(run.face, glyph.id, glyph.c);
        }
    };
    for (const Box& box : page.boxes) {
        for (const Line& line : box.lines) {
            collect(line);
            if (box.artifact) continue;
            if (const auto space = dropped_space(drawing.sheet, drawing.text, box, line, drawing.set)) {
                drawing.fonts.use(space->face, space->glyph, U' ');
            }
        }
    }
    for (const Line& line : page.furniture) collect(line);
}

PageContent page_content(const Drawing& drawing, const Page& page) {
    return PageWriter(drawing, page).write();
}

}  // namespace jixiao
