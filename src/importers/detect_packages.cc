#include "importers/detect_packages.h"

#include <algorithm>
#include <string>
#include <vector>

namespace jixiao {
namespace {

using namespace std::string_view_literals;

Message try_command(const std::string& command) {
    return {"可先运行：" + command, "try: " + command};
}

constexpr char kToXlsx[] = "soffice --headless --convert-to xlsx FILE";
constexpr char kToHtml[] = "soffice --headless --convert-to html FILE";

Detected refused(Message what, const std::string& command = "") {
    return {Format::Unknown, std::move(what), command.empty() ? Message() : try_command(command), command == kToXlsx};
}

unsigned u16(std::string_view bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]) | static_cast<unsigned>(static_cast<unsigned char>(bytes[at + 1]))
                                                       << 8;
}

// ---- Zip (APPNOTE 6.3) -------------------------------------------------------------------------

// The names in the local headers, lower case, with '/' between folders. Why not the central directory: a
// truncated archive has none, and naming what it was is most of the help.
std::vector<std::string> entry_names(std::string_view bytes) {
    constexpr std::size_t kHeader = 30, kLongest = 512, kMost = 10'000;
    std::vector<std::string> names;
    for (std::size_t at = bytes.find("PK\x03\x04"); at != bytes.npos && names.size() < kMost;
         at = bytes.find("PK\x03\x04", at + 4)) {
        if (at + kHeader > bytes.size()) break;
        const std::size_t length = u16(bytes, at + 26);
        if (length == 0 || length > kLongest || at + kHeader + length > bytes.size()) continue;
        std::string name(bytes.substr(at + kHeader, length));
        std::ranges::transform(name, name.begin(), [](char c) {
            return c == '\\' ? '/' : c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c;
        });
        if (name.starts_with('/')) name.erase(0, 1);
        names.push_back(std::move(name));
    }
    return names;
}

bool is_zip(std::string_view bytes) {
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return true;
    // Junk before the archive: then the end of the central directory proves it (4.3.16: 22 bytes and a comment).
    constexpr std::size_t kTail = 22 + 65'535;
    const std::string_view tail = bytes.substr(bytes.size() - std::min(bytes.size(), kTail));
    return tail.find("PK\x05\x06") != tail.npos && bytes.find("PK\x03\x04") != bytes.npos;
}

}  // namespace

std::optional<Detected> detect_zip(std::string_view bytes) {
    if (!is_zip(bytes)) return std::nullopt;
    const std::vector<std::string> names = entry_names(bytes);
    const auto has = [&](auto test) { return std::ranges::any_of(names, test); };
    const auto has_name = [&](std::string_view name) {
        return has([&](const std::string& entry) { return entry == name; });
    };
    const auto has_end = [&](std::string_view end) {
        return has([&](const std::string& entry) { return entry.ends_with(end); });
    };
    const auto has_folder = [&](std::string_view folder) {
        return has([&](const std::string& entry) { return entry.starts_with(folder); });
    };
    if (has_end("workbook.bin")) return refused({"二进制工作簿（.xlsb）", "a binary workbook (.xlsb)"}, kToXlsx);
    if (has_end("workbook.xml")) return Detected{Format::Xlsx, {}, {}, false};
    if (has_folder("word/")) return refused({"Word 文档（.docx）", "a Word document (.docx)"}, kToHtml);
    if (has_folder("ppt/")) return refused({"演示文稿（.pptx）", "a presentation (.pptx)"});
    if (has_name("ofd.xml")) return refused({"OFD 版式文件", "an OFD document"});
    // OpenDocument 1.2 part 3, 3.3: `mimetype` comes first and is stored, not deflated.
    const std::string_view head = bytes.substr(0, 256);
    if (head.find("opendocument.spreadsheet") != head.npos)
        return refused({"OpenDocument 表格（.ods）", "an OpenDocument spreadsheet (.ods)"}, kToXlsx);
    if (head.find("opendocument") != head.npos)
        return refused({"OpenDocument 文档", "an OpenDocument document"}, kToHtml);
    // Parts may have any name (ECMA-376-2 9.1.1); the importer follows the relationships.
    if (has_name("[content_types].xml")) return Detected{Format::Xlsx, {}, {}, false};
    if (names.empty()) return refused({"空的或损坏的 zip 压缩包", "an empty or damaged zip archive"});
    return refused({"zip 压缩包，不是工作簿", "a zip archive, no workbook"}, "unzip FILE");
}

// [MS-CFB] 2.2 and 2.6: directory entries are 128 bytes in sectors of 512 or 4096, each with a UTF-16 name of
// at most 64 bytes, its length at 64, its type at 66.
std::optional<Detected> detect_compound_file(std::string_view bytes) {
    if (!bytes.starts_with("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"sv)) return std::nullopt;
    std::vector<std::string> names;
    for (std::size_t at = 512; at + 128 <= bytes.size(); at += 128) {
        const unsigned length = u16(bytes, at + 64);
        const auto type = static_cast<unsigned char>(bytes[at + 66]);
        if (length < 4 || length > 64 || length % 2 != 0 || (type != 1 && type != 2 && type != 5)) continue;
        std::string name;
        for (std::size_t i = 0; i + 2 < length; i += 2) {
            const unsigned unit = u16(bytes, at + i);
            name.push_back(unit >= 0x20 && unit < 0x7F ? static_cast<char>(unit) : '?');
        }
        names.push_back(std::move(name));
    }
    const auto has = [&](std::string_view name) { return std::ranges::find(names, name) != names.end(); };
    if (has("EncryptedPackage"))
        return refused({"设有打开密码的工作簿；请在原程序中去掉密码后另存",
                        "a password-protected workbook; remove its password and save it again"});
    const bool wps = has("WpsCustomData") || has("ETExtData") || has("ET_Workbook");
    if (wps && (has("Workbook") || has("Book") || has("ET_Workbook")))
        return refused({"WPS 表格工作簿（.et）", "a WPS workbook (.et)"}, kToXlsx);
    if (has("Workbook") || has("Book"))
        return refused({"Excel 97–2003 工作簿（.xls）", "an Excel 97–2003 workbook (.xls)"}, kToXlsx);
    if (has("WordDocument")) return refused({"Word 97–2003 文档（.doc）", "a Word 97–2003 document (.doc)"}, kToHtml);
    if (has("PowerPoint Document"))
        return refused({"PowerPoint 97–2003 演示文稿（.ppt）", "a PowerPoint 97–2003 presentation (.ppt)"});
    return refused({"复合文件（OLE），不是可读的工作簿", "a compound file (OLE), no workbook known"}, kToXlsx);
}

}  // namespace jixiao
