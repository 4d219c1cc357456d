// One page's content stream.
//
// Knows: the operators of ISO 32000-1 chapters 8 and 9, marked content (14.6). Does not know: PDF objects, the
// structure tree: it reports which paragraph each marked-content identifier shows.
#pragma once

#include <vector>

#include "base/bytes.h"
#include "exporters/pdf_fonts.h"
#include "exporters/pdf_text.h"
#include "layout/pages.h"
#include "layout/sheet.h"

namespace jixiao {

// What one marked-content sequence shows; its identifier is its place in PageContent::marks.
struct MarkedText {
    int cell = 0, paragraph = 0;
};

struct PageContent {
    Bytes stream;
    std::vector<MarkedText> marks;
};

// What the pages share while they are drawn.
struct Drawing {
    const Sheet& sheet;
    const SheetText& text;
    const FontSet& set;
    PdfFonts& fonts;
};

// Tells drawing.fonts every glyph the page shows.
void collect_glyphs(const Drawing& drawing, const Page& page);

// After fonts.cut(). Everything that is no cell's text is an artifact.
PageContent page_content(const Drawing& drawing, const Page& page);

}  // namespace jixiao
