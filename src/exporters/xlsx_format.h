// How a cell looks, as one entry of the workbook's table of formats.
//
// Knows: styles, borders, colours and number formats. Does not know: what stands in a cell.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <map>
#include <string>

#include <xlsxwriter.h>

#include "layout/sheet.h"

namespace jixiao::xlsx {

// The names under which an office program knows the fonts, in the order of FontRole.
using OfficeFonts = std::array<std::string, 5>;

inline constexpr int kGeneral = -1;          // CellLook::decimals: what is typed decides
inline constexpr int kText = -2;             // what is typed stays text: `=100%` is no formula there

// Border line for a width in points. Excel has no widths but hair, thin (0.5 to 0.75 pt), medium (1.5 pt), thick.
std::uint8_t border_line(double points);

// Everything two cells must have in common to share a format.
struct CellLook {
    int style = 0;
    double size = 0;          // pt
    int decimals = kGeneral;  // number of decimals shown, or one of the two above
    int blank_decimals = 0;   // of a number: decimals it has less than the widest of its column
    bool shrink = false;      // a number wider than its column: set smaller rather than shown as ####
    bool upright = false;     // one character below the other
    int severity = -1;
    bool wrap = true;
    bool other_black = false;  // a colour nobody can tell from black
    bool top_aligned = false;  // whatever the style says
    int indent = 0;            // steps beyond the style's
    std::uint8_t top = 0, right = 0, bottom = 0, left = 0;

    auto operator<=>(const CellLook&) const = default;
};

class FormatTable {
public:
    FormatTable(lxw_workbook* book, const Sheet& sheet, const OfficeFonts& fonts)
        : book_(book), sheet_(sheet), fonts_(fonts) {}

    lxw_format* get(const CellLook& look);  // owned by the workbook; nullptr when memory ran out

private:
    lxw_workbook* book_;
    const Sheet& sheet_;
    const OfficeFonts& fonts_;
    std::map<CellLook, lxw_format*> formats_;
};

// Fill of a cell with a finding: what Excel's own "good, bad, neutral" styles use, so that black text stays legible.
lxw_color_t severity_color(int severity);

// The font an office has for the role; its family tells other systems what to take instead.
void set_office_font(lxw_format* format, FontRole role, const std::string& name, double size);

}  // namespace jixiao::xlsx
