#include "catch.h"
#include "importers/import.h"

using namespace jixiao;
using namespace std::string_literals;

namespace {

// A local header of APPNOTE 4.3.7 for a stored entry.
std::string entry(const std::string& name, const std::string& content = "") {
    std::string out = "PK\x03\x04\x14\0\0\0\0\0\0\0\0\0"s + std::string(4, '\0');
    const auto u32 = [&](std::size_t n) {
        for (int i = 0; i < 4; ++i) out.push_back(static_cast<char>(n >> 8 * i));
    };
    u32(content.size()), u32(content.size());
    out.push_back(static_cast<char>(name.size())), out += "\0\0\0"s;
    return out + name + content;
}

// A directory entry of [MS-CFB] 2.6.1, as far as names go.
std::string compound(std::initializer_list<const char*> names) {
    std::string out = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"s + std::string(504, '\0');
    for (const char* name : names) {
        std::string record(128, '\0');
        std::size_t length = 0;
        for (; name[length]; ++length) record[2 * length] = name[length];
        record[64] = static_cast<char>(2 * length + 2);
        record[66] = 2;
        out += record;
    }
    return out;
}

std::string what(const std::string& bytes) {
    const Detected found = detect(bytes);
    switch (found.format) {
        case Format::Text: return "text";
        case Format::Xlsx: return "xlsx";
        case Format::Json: return "json";
        case Format::Unknown: break;
    }
    CHECK_FALSE(found.what.zh.empty());
    return found.what.en;
}

bool says(const std::string& bytes, const char* part) {
    return what(bytes).find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("packages by what they hold") {
    CHECK(what(entry("[Content_Types].xml") + entry("xl/workbook.xml")) == "xlsx");
    CHECK(what(entry("[content_types].xml") + entry("XL\\Workbook.xml")) == "xlsx");
    CHECK(what(entry("[Content_Types].xml") + entry("odd/name.xml")) == "xlsx");
    CHECK(what("junk" + entry("xl/workbook.xml") + "PK\x05\x06"s + std::string(18, '\0')) == "xlsx");
    CHECK(says(entry("xl/workbook.bin"), ".xlsb"));
    CHECK(says(entry("[Content_Types].xml") + entry("word/document.xml"), ".docx"));
    CHECK(says(entry("[Content_Types].xml") + entry("ppt/presentation.xml"), ".pptx"));
    CHECK(says(entry("mimetype", "application/vnd.oasis.opendocument.spreadsheet") + entry("content.xml"), ".ods"));
    CHECK(says(entry("OFD.xml"), "OFD"));
    CHECK(says(entry("a.txt", "PK"), "zip archive"));
    CHECK(says("PK\x03\x04", "zip archive"));
}

TEST_CASE("compound files by their streams") {
    CHECK(says(compound({"Root Entry", "Workbook"}), ".xls"));
    CHECK(says(compound({"Root Entry", "Book"}), ".xls"));
    CHECK(says(compound({"EncryptionInfo", "EncryptedPackage"}), "password"));
    CHECK(says(compound({"Workbook", "WpsCustomData"}), ".et"));
    CHECK(says(compound({"WordDocument"}), ".doc"));
    CHECK(says(compound({}), "compound file"));
    CHECK(says("\x09\x08\x10\0\0\x06\x05\0"s, "early Excel"));
}

TEST_CASE("what is no table at all, with the command that helps") {
    const auto remedy = [](const std::string& bytes) { return detect(bytes).remedy.zh; };
    CHECK(says("%PDF-1.7\n", "PDF"));
    CHECK(says("junk\n%PDF-1.4\n", "PDF"));
    CHECK(remedy("%PDF-1.7\n").find("pdftotext -layout FILE - | jixiao convert - -o out") != std::string::npos);
    CHECK(says("\x89PNG\r\n\x1A\n....", "PNG"));
    CHECK(remedy("\xFF\xD8\xFF\xE0").find("tesseract FILE - -l chi_sim") != std::string::npos);
    CHECK(says("\x1F\x8B\x08\0"s, "gzip"));
    CHECK(says("7z\xBC\xAF\x27\x1C", "7-Zip"));
    CHECK(says("Rar!\x1A\x07\x01\0"s, "RAR"));
    CHECK(says("{\\rtf1\\ansi x}", "RTF"));
    CHECK(says("<?xml version=\"1.0\"?><Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">",
               "XML Spreadsheet"));
    CHECK(says("<?xml version=\"1.0\"?><a/>", "XML file"));
    CHECK(says("MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n", "MHTML"));
    CHECK(says("", "empty"));
    CHECK(says(" \r\n\t", "nothing but blanks"));
    CHECK(
        says("\x7F"
             "ELF\x02\x01\x01\0"s,
             "program"));
    std::string noise;
    for (unsigned i = 0, x = 1; i < 4000; ++i)
        noise.push_back(static_cast<char>((x = x * 1103515245u + 12345u) >> 16));
    CHECK(says(noise, "binary"));
}

TEST_CASE("JSON: ours, another's, and text that begins with a bracket") {
    CHECK(what("{\"schema\": \"jixiao.form/1\"}") == "json");
    CHECK(what("\xEF\xBB\xBF\n { \"title\": 1, \"schema\": \"jixiao.form/1\"") ==
          "json");  // cut: its reader says where
    CHECK(says("{\"a\": 1}", "JSON"));
    CHECK(says("[1, 2]", "JSON"));
    CHECK(what("[表1] 绩效目标表\n单位名称") == "text");
    CHECK(what("{地区}部门整体预算绩效目标表") == "text");
}

TEST_CASE("text in every encoding") {
    CHECK(what("单位名称\t教育局\n") == "text");
    CHECK(what("\xB5\xA5\xCE\xBB\xC3\xFB\xB3\xC6\t\xBD\xCC\xD3\xFD\xBE\xD6\n") == "text");  // GBK
    CHECK(what("\xFF\xFE"
               "a\0\n\0"s) == "text");
    CHECK(what("a\0\t\0b\0\n\0"s) == "text");
    CHECK(what("<html><body><table><tr><td>a") == "text");
    CHECK(what("<?xml version=\"1.0\"?>\n<!DOCTYPE html><html>") == "text");
    CHECK(what("BM 是部门的缩写，这一行要够长才行") == "text");
    CHECK(what("a") == "text");
}

TEST_CASE("a refusal names the file in its command, quoted where it must be") {
    const auto refused = import({"报表 1.pdf", "%PDF-1.7\n"}, {});
    REQUIRE_FALSE(refused);
    CHECK(refused.error().at.str() == "报表 1.pdf");
    CHECK(refused.error().remedy.en == "try: pdftotext -layout '报表 1.pdf' - | jixiao convert - -o out");
    CHECK(import({"a.pdf", "%PDF-1.7\n"}, {}).error().remedy.en ==
          "try: pdftotext -layout a.pdf - | jixiao convert - -o out");
    CHECK(import({"-x'y", "%PDF-1.7\n"}, {}).error().remedy.en.find("'./-x'\\''y'") != std::string::npos);
    CHECK_FALSE(import({"a.json", "{\"schema\": \"jixiao.form/1\"}"}, {}));
}
