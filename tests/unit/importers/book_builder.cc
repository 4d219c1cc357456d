#include "importers/book_builder.h"

#include <algorithm>

#include <fmt/format.h>

namespace jixiao::testing {
namespace {

constexpr std::string_view kHead = R"(<?xml version="1.0" encoding="UTF-8" standalone="yes"?>)";
constexpr std::string_view kMain = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
constexpr std::string_view kOffice = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
constexpr std::string_view kPackage = "http://schemas.openxmlformats.org/package/2006/relationships";

std::uint32_t crc32(std::string_view bytes) {  // IEEE 802.3, reflected
    std::uint32_t crc = 0xFFFFFFFF;
    for (const char c : bytes) {
        crc ^= static_cast<unsigned char>(c);
        for (int bit = 0; bit < 8; ++bit) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320 : 0);
    }
    return ~crc;
}

void put(std::string& out, std::uint64_t value, int width) {
    for (int i = 0; i < width; ++i) out.push_back(static_cast<char>(value >> 8 * i & 0xFF));
}

std::string extra64(const ZipPart& part, std::size_t size) {
    std::string extra;
    if (!part.zip64) return extra;
    put(extra, 0x0001, 2), put(extra, 16, 2), put(extra, size, 8), put(extra, part.bytes.size(), 8);
    return extra;
}

std::string relationship(std::string_view id, std::string_view type, std::string_view target) {
    return fmt::format(R"(<Relationship Id="{}" Type="{}/{}" Target="{}"/>)", id, kOffice, type, target);
}

std::string relationships(std::string_view inside) {
    return fmt::format(R"({}<Relationships xmlns="{}">{}</Relationships>)", kHead, kPackage, inside);
}

}  // namespace

Bytes zip_bytes(const std::vector<ZipPart>& parts) {
    std::string out, directory;
    std::vector<std::size_t> offsets;
    for (const auto& part : parts) {
        const std::uint32_t crc = part.declared_crc.value_or(crc32(part.bytes));
        const std::size_t size = part.declared_size.value_or(static_cast<std::uint32_t>(part.bytes.size()));
        const std::uint16_t flags = static_cast<std::uint16_t>(part.flags | (part.descriptor ? 8 : 0));
        const std::string extra = extra64(part, size);
        const auto sizes = [&](std::string& to, bool hidden) {
            put(to, hidden ? 0 : crc, 4);
            put(to, part.zip64 ? 0xFFFFFFFF : hidden ? 0 : part.bytes.size(), 4);
            put(to, part.zip64 ? 0xFFFFFFFF : hidden ? 0 : size, 4);
        };
        offsets.push_back(part.shares ? offsets[*part.shares] : out.size());
        if (!part.shares) {
            put(out, 0x04034b50, 4), put(out, 20, 2), put(out, flags, 2), put(out, part.method, 2),
                put(out, 0x21 << 16, 4);
            sizes(out, part.descriptor);
            put(out, part.name.size(), 2), put(out, extra.size(), 2);
            out += part.name + extra + part.bytes;
            if (part.descriptor)
                put(out, 0x08074b50, 4), put(out, crc, 4), put(out, part.bytes.size(), 4), put(out, size, 4);
        }
        put(directory, 0x02014b50, 4), put(directory, 20, 2), put(directory, 20, 2), put(directory, flags, 2);
        put(directory, part.method, 2), put(directory, 0x21 << 16, 4);
        sizes(directory, false);
        put(directory, part.name.size(), 2), put(directory, extra.size(), 2), put(directory, 0, 2),
            put(directory, 0, 2);
        put(directory, 0, 2), put(directory, 0, 4), put(directory, offsets.back(), 4);
        directory += part.name + extra;
    }
    const std::size_t begin = out.size();
    out += directory;
    put(out, 0x06054b50, 4), put(out, 0, 4), put(out, parts.size(), 2), put(out, parts.size(), 2);
    put(out, directory.size(), 4), put(out, begin, 4), put(out, 0, 2);
    return out;
}

Book& Book::sheet(std::string name, std::string rows, std::string after, std::string before, std::string state) {
    sheets_.push_back(
        {std::move(name),
         fmt::format(R"({}<worksheet xmlns="{}" xmlns:r="{}">{}<sheetData>{}</sheetData>{}</worksheet>)", kHead,
                     kMain, kOffice, before, rows, after),
         std::move(state)});
    return *this;
}

Book& Book::strings(std::vector<std::string> items) {
    strings_ = fmt::format(R"({}<sst xmlns="{}">)", kHead, kMain);
    for (const auto& item : items) strings_ += "<si>" + item + "</si>";
    strings_ += "</sst>";
    return *this;
}

Book& Book::formats(std::vector<std::string> codes) {
    int id = 164;
    for (const auto& code : codes) {
        number_formats_ += fmt::format(R"(<numFmt numFmtId="{}" formatCode="{}"/>)", id, xml_escape(code));
        cell_formats_ += fmt::format(R"(<xf numFmtId="{}"/>)", id++);
    }
    return *this;
}

Book& Book::format_ids(std::vector<int> ids) {
    for (const int id : ids) cell_formats_ += fmt::format(R"(<xf numFmtId="{}"/>)", id);
    return *this;
}

Book& Book::date1904() {
    properties_ = R"(<workbookPr date1904="1"/>)";
    return *this;
}

Book& Book::part(std::string name, std::string bytes) {
    given_.push_back({std::move(name), std::move(bytes)});
    return *this;
}

Book& Book::without(std::string name) {
    removed_.push_back(std::move(name));
    return *this;
}

Book& Book::sheet_relations(std::string relations) {
    sheet_relations_ = std::move(relations);
    return *this;
}

Book& Book::workbook_relations(std::string relations) {
    workbook_relations_ = std::move(relations);
    return *this;
}

std::vector<ZipPart> Book::parts() const {
    std::vector<ZipPart> parts;
    const auto add = [&](std::string name, std::string bytes) {
        if (std::ranges::find(removed_, name) != removed_.end()) return;
        if (std::ranges::find(given_, name, &ZipPart::name) != given_.end()) return;
        parts.push_back({std::move(name), std::move(bytes)});
    };
    std::string list, links;
    for (std::size_t i = 0; i < sheets_.size(); ++i) {
        const Sheet& sheet = sheets_[i];
        list += fmt::format(R"(<sheet name="{}" sheetId="{}" {} r:id="rId{}"/>)", xml_escape(sheet.name), i + 1,
                            sheet.state.empty() ? "" : fmt::format(R"(state="{}")", sheet.state), i + 1);
        links += relationship(fmt::format("rId{}", i + 1), "worksheet", fmt::format("worksheets/sheet{}.xml", i + 1));
    }
    if (!strings_.empty()) links += relationship("rId1001", "sharedStrings", "sharedStrings.xml");
    if (!cell_formats_.empty()) links += relationship("rId1002", "styles", "styles.xml");
    add("[Content_Types].xml",
        fmt::format(
            R"({}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>)",
            kHead));
    add("_rels/.rels", relationships(relationship("rId1", "officeDocument", "xl/workbook.xml")));
    add("xl/workbook.xml", fmt::format(R"({}<workbook xmlns="{}" xmlns:r="{}">{}<sheets>{}</sheets></workbook>)",
                                       kHead, kMain, kOffice, properties_, list));
    add("xl/_rels/workbook.xml.rels", relationships(links + workbook_relations_));
    for (std::size_t i = 0; i < sheets_.size(); ++i)
        add(fmt::format("xl/worksheets/sheet{}.xml", i + 1), sheets_[i].xml);
    if (!sheet_relations_.empty()) add("xl/worksheets/_rels/sheet1.xml.rels", relationships(sheet_relations_));
    if (!strings_.empty()) add("xl/sharedStrings.xml", strings_);
    if (!cell_formats_.empty())
        add("xl/styles.xml",
            fmt::format(
                R"({}<styleSheet xmlns="{}"><numFmts>{}</numFmts><cellStyleXfs><xf numFmtId="9"/></cellStyleXfs><cellXfs><xf numFmtId="0"/>{}</cellXfs></styleSheet>)",
                kHead, kMain, number_formats_, cell_formats_));
    for (const auto& one : given_) parts.push_back(one);
    return parts;
}

std::string xml_escape(std::string_view text) {
    std::string out;
    for (const char c : text) {
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else
            out += c;
    }
    return out;
}

std::string utf16(std::string_view ascii_xml) {
    std::string out = "\xFF\xFE";
    for (const char c : ascii_xml) (out += c) += '\0';
    return out;
}

std::string text_cell(std::string_view ref, std::string_view text) {
    return fmt::format(R"(<c r="{}" t="inlineStr"><is><t>{}</t></is></c>)", ref, xml_escape(text));
}

std::string number_cell(std::string_view ref, std::string_view value, int style) {
    return fmt::format(R"(<c r="{}" s="{}"><v>{}</v></c>)", ref, style, value);
}

std::string row(int number, std::string_view cells) {
    return fmt::format(R"(<row r="{}">{}</row>)", number, cells);
}

}  // namespace jixiao::testing
