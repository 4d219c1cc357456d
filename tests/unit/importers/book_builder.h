// Bytes of workbooks for tests, honest ones and others.
//
// Knows: zip records (stored entries, no compression, so that a test can lie in any field) and the parts a
// workbook must have. Does not know: the importer.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/bytes.h"

namespace jixiao::testing {

struct ZipPart {
    std::string name;
    std::string bytes;
    // What the records say instead of the truth.
    std::optional<std::uint32_t> declared_size, declared_crc;
    std::uint16_t method = 0, flags = 0;
    bool descriptor = false;            // sizes stand behind the data (flag bit 3)
    bool zip64 = false;                 // sizes stand in the 64-bit extra field
    std::optional<std::size_t> shares;  // the directory points to that part's entry: overlap
};

Bytes zip_bytes(const std::vector<ZipPart>& parts);

// A workbook from its pieces of XML. Every part can be replaced, removed, or added by name.
class Book {
public:
    // `rows`: content of sheetData. `before` and `after`: what stands around it in the worksheet.
    Book& sheet(std::string name, std::string rows, std::string after = "", std::string before = "",
                std::string state = "");
    Book& strings(std::vector<std::string> items);  // each the content of an si
    Book& formats(std::vector<std::string> codes);  // styles 1, 2, … have these codes, style 0 is General
    Book& format_ids(std::vector<int> ids);         // styles 1, 2, … have these built-in formats
    Book& date1904();
    Book& part(std::string name, std::string bytes);  // adds, or replaces
    Book& without(std::string name);
    Book& sheet_relations(std::string relations);     // of the first sheet
    Book& workbook_relations(std::string relations);  // besides those of sheets, styles and strings

    std::vector<ZipPart> parts() const;
    Bytes bytes() const { return zip_bytes(parts()); }

private:
    struct Sheet {
        std::string name, xml, state;
    };
    std::vector<Sheet> sheets_;
    std::string strings_, number_formats_, cell_formats_, properties_, sheet_relations_, workbook_relations_;
    std::vector<ZipPart> given_;
    std::vector<std::string> removed_;
};

std::string xml_escape(std::string_view text);
std::string utf16(std::string_view ascii_xml);  // little-endian with a byte order mark

// `<c r="A1" t="inlineStr">…`
std::string text_cell(std::string_view ref, std::string_view text);
std::string number_cell(std::string_view ref, std::string_view value, int style = 0);
std::string row(int number, std::string_view cells);

}  // namespace jixiao::testing
