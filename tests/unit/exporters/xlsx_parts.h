// The parts of a workbook as a test reads them: unzipped, parsed, every cell with its value and look.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "base/bytes.h"
#include "layout/sheet.h"

namespace jixiao::test {

// Entries of a zip archive by name; throws std::runtime_error for what is no archive.
std::map<std::string, std::string> unzip(const Bytes& archive);

struct ReadCell {
    std::string type;   // of <c t>: "s" for shared strings, empty for numbers
    std::string value;  // shared strings resolved and unescaped as ST_Xstring says
    std::string raw;    // the same before unescaping
    std::string formula;
    int style = 0;  // index into cellXfs
};

struct ReadLook {
    std::string font, format, fill, horizontal, vertical;
    double size = 0;
    bool bold = false, wrap = false, shrink = false;
    int indent = 0, rotation = 0;
    std::string top, right, bottom, left;  // border styles; empty: none
};

struct ReadSheet {
    std::string name, state;
    pugi::xml_document xml;
    std::map<std::string, ReadCell> cells;  // by A1 name
    std::vector<std::string> merges;
    pugi::xml_node root() const { return xml.child("worksheet"); }
};

struct ReadBook {
    std::map<std::string, std::string> parts;
    pugi::xml_document workbook, styles;
    std::vector<ReadSheet> sheets;
    std::vector<ReadLook> looks;
    std::map<std::string, std::string> names;  // defined names; those of one sheet as "0!_xlnm.Print_Area"

    const ReadLook& look(const std::string& ref, std::size_t sheet = 0) const;
    std::string text(const std::string& ref, std::size_t sheet = 0) const;
};

ReadBook read_book(const Bytes& bytes);

// A small form with everything a Sheet can have: titles, a vertical block, a text over three physical rows, amounts
// of three scales, blanks, indicator values, names, validations. Columns 20 18 24 30 34 27 27 mm.
Sheet sample_sheet();

// Its cell with this text; throws std::runtime_error where there is none.
SheetCell& cell_with(Sheet& sheet, std::string_view text);

}  // namespace jixiao::test
