// A small form laid out by hand: title, year line, a table with merged cells, a paragraph cell that goes over the
// page, and what a page repeats. The layout is the simplest that gives every character a place.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "catch.h"
#include "fonts/font_set.h"
#include "layout/pages.h"
#include "layout/sheet.h"

namespace jixiao::test {

inline const FontSet& sample_fonts() {
    static const std::shared_ptr<FontSet> set = [] {
        auto loaded = FontSet::load(JIXIAO_SOURCE_DIR "/fonts/manifest.xml", {});
        REQUIRE(loaded);
        return *loaded;
    }();
    return *set;
}

struct Sample {
    Sheet sheet;
    Pages pages;
};

// `name` stands in the first value cell; any text the fonts have.
Sample make_sample(const std::u32string& name = U"常州市科学技术局");

// What the sample says, cell by cell, one paragraph each, in reading order.
std::vector<std::string> sample_paragraphs(const Sample& sample);

// One line of text in the cell's style, from `begin` of the paragraph.
Line sample_line(const Style& style, const std::u32string& text, int paragraph, int begin, int end, double x,
                 double y);

}  // namespace jixiao::test
