#include "xlsx_parts.h"

#include <algorithm>
#include <cstdint>
#include <stdexcept>

#include <libdeflate.h>

namespace jixiao::test {
namespace {

std::uint32_t number_at(const Bytes& b, std::size_t at, int size) {
    if (at + static_cast<std::size_t>(size) > b.size()) throw std::runtime_error("zip: truncated");
    std::uint32_t n = 0;
    for (int i = size - 1; i >= 0; --i) n = n << 8 | static_cast<unsigned char>(b[at + static_cast<std::size_t>(i)]);
    return n;
}

void parse(pugi::xml_document& document, const std::map<std::string, std::string>& parts, const std::string& name) {
    const auto part = parts.find(name);
    if (part == parts.end()) throw std::runtime_error("no part " + name);
    const auto result = document.load_buffer(part->second.data(), part->second.size(),
                                             pugi::parse_default | pugi::parse_ws_pcdata_single);
    if (!result) throw std::runtime_error(name + ": " + result.description());
}

std::string unescaped(const std::string& s) {  // ASCII suffices here
    std::string out;
    for (std::size_t i = 0; i < s.size(); ++i) {
        if (s.compare(i, 2, "_x") == 0 && i + 6 < s.size() && s[i + 6] == '_' && s.compare(i + 2, 2, "00") == 0) {
            out.push_back(static_cast<char>(std::stoi(s.substr(i + 2, 4), nullptr, 16)));
            i += 6;
        } else {
            out.push_back(s[i]);
        }
    }
    return out;
}

std::vector<ReadLook> read_looks(const pugi::xml_node styles) {
    const auto nth = [](pugi::xml_node parent, int n) {
        pugi::xml_node child = parent.first_child();
        for (; n > 0; --n) child = child.next_sibling();
        return child;
    };
    std::map<int, std::string> formats = {{0, "General"}, {1, "0"}, {2, "0.00"}, {49, "@"}};
    for (const auto format : styles.child("numFmts")) {
        formats[format.attribute("numFmtId").as_int()] = format.attribute("formatCode").value();
    }
    std::vector<ReadLook> looks;
    for (const auto xf : styles.child("cellXfs")) {
        const auto font = nth(styles.child("fonts"), xf.attribute("fontId").as_int());
        const auto fill = nth(styles.child("fills"), xf.attribute("fillId").as_int());
        const auto border = nth(styles.child("borders"), xf.attribute("borderId").as_int());
        if (!font || !fill || !border)
            throw std::runtime_error("a format names a font, fill or border that is not there");
        const auto align = xf.child("alignment");
        const auto edge = [&](const char* side) {
            return std::string(border.child(side).attribute("style").value());
        };
        looks.push_back({.font = font.child("name").attribute("val").value(),
                         .format = formats.at(xf.attribute("numFmtId").as_int()),
                         .fill = fill.child("patternFill").child("fgColor").attribute("rgb").value(),
                         .horizontal = align.attribute("horizontal").value(),
                         .vertical = align.attribute("vertical").value(),
                         .size = font.child("sz").attribute("val").as_double(),
                         .bold = !font.child("b").empty(),
                         .wrap = align.attribute("wrapText").as_bool(),
                         .shrink = align.attribute("shrinkToFit").as_bool(),
                         .indent = align.attribute("indent").as_int(),
                         .rotation = align.attribute("textRotation").as_int(),
                         .top = edge("top"),
                         .right = edge("right"),
                         .bottom = edge("bottom"),
                         .left = edge("left")});
    }
    return looks;
}

void read_cells(ReadSheet& sheet, const std::vector<std::string>& strings) {
    for (const auto row : sheet.root().child("sheetData")) {
        for (const auto c : row) {
            ReadCell cell;
            cell.type = c.attribute("t").value();
            cell.raw = c.child("v").text().get();
            if (cell.type == "s") cell.raw = strings.at(static_cast<std::size_t>(std::stoi(cell.raw)));
            cell.value = unescaped(cell.raw);
            cell.formula = c.child("f").text().get();
            cell.style = c.attribute("s").as_int();
            if (!sheet.cells.emplace(c.attribute("r").value(), std::move(cell)).second) {
                throw std::runtime_error("a cell stands twice");
            }
        }
    }
    for (const auto merge : sheet.root().child("mergeCells")) sheet.merges.push_back(merge.attribute("ref").value());
}

}  // namespace

std::map<std::string, std::string> unzip(const Bytes& archive) {
    const std::size_t end = archive.rfind("PK\x05\x06");  // APPNOTE 4.3.16
    if (end == Bytes::npos) throw std::runtime_error("zip: no directory");
    std::size_t at = number_at(archive, end + 16, 4);
    std::map<std::string, std::string> parts;
    libdeflate_decompressor* inflate = libdeflate_alloc_decompressor();
    for (std::uint32_t n = number_at(archive, end + 10, 2); n > 0; --n) {
        const std::uint32_t packed = number_at(archive, at + 20, 4), size = number_at(archive, at + 24, 4);
        const std::uint32_t name = number_at(archive, at + 28, 2);
        const std::size_t local = number_at(archive, at + 42, 4);
        const std::size_t data = local + 30 + number_at(archive, local + 26, 2) + number_at(archive, local + 28, 2);
        std::string out(size, '\0');
        if (number_at(archive, at + 10, 2) == 0) {
            out = archive.substr(data, size);
        } else if (libdeflate_deflate_decompress(inflate, archive.data() + data, packed, out.data(), size, nullptr)) {
            throw std::runtime_error("zip: cannot inflate");
        }
        parts[archive.substr(at + 46, name)] = std::move(out);
        at += 46 + name + number_at(archive, at + 30, 2) + number_at(archive, at + 32, 2);
    }
    libdeflate_free_decompressor(inflate);
    return parts;
}

const ReadLook& ReadBook::look(const std::string& ref, std::size_t sheet) const {
    return looks.at(static_cast<std::size_t>(sheets.at(sheet).cells.at(ref).style));
}

std::string ReadBook::text(const std::string& ref, std::size_t sheet) const {
    const auto& cells = sheets.at(sheet).cells;
    const auto cell = cells.find(ref);
    return cell == cells.end() ? "" : cell->second.value;
}

ReadBook read_book(const Bytes& bytes) {
    ReadBook book;
    book.parts = unzip(bytes);
    parse(book.workbook, book.parts, "xl/workbook.xml");
    parse(book.styles, book.parts, "xl/styles.xml");
    book.looks = read_looks(book.styles.child("styleSheet"));
    std::vector<std::string> strings;
    if (book.parts.contains("xl/sharedStrings.xml")) {
        pugi::xml_document table;
        parse(table, book.parts, "xl/sharedStrings.xml");
        for (const auto si : table.child("sst")) strings.push_back(si.child("t").text().get());
    }
    for (const auto sheet : book.workbook.child("workbook").child("sheets")) {
        ReadSheet read;
        read.name = sheet.attribute("name").value();
        read.state = sheet.attribute("state").value();
        parse(read.xml, book.parts, "xl/worksheets/sheet" + std::to_string(book.sheets.size() + 1) + ".xml");
        read_cells(read, strings);
        book.sheets.push_back(std::move(read));
    }
    for (const auto name : book.workbook.child("workbook").child("definedNames")) {
        const auto local = name.attribute("localSheetId");
        const std::string key = local ? std::string(local.value()) + "!" + name.attribute("name").value()
                                      : std::string(name.attribute("name").value());
        book.names[key] = name.text().get();
    }
    return book;
}

SheetCell& cell_with(Sheet& sheet, std::string_view text) {
    for (SheetCell& cell : sheet.cells) {
        if (!cell.paragraphs.empty() && cell.paragraphs.front() == text) return cell;
    }
    throw std::runtime_error("no cell with " + std::string(text));
}

}  // namespace jixiao::test
