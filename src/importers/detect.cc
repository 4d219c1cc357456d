#include <algorithm>
#include <array>
#include <optional>

#include <nlohmann/json.hpp>

#include "importers/detect_packages.h"
#include "importers/import.h"
#include "importers/text_limits.h"
#include "text/characters.h"

namespace jixiao {
namespace {

using namespace std::string_view_literals;

Detected known(Format format) {
    return {format, {}, {}};
}

Detected refused(Message what, Message remedy = {}) {
    return {Format::Unknown, std::move(what), std::move(remedy), false};
}

Message same(const std::string& command) {
    return {"可先运行：" + command, "try: " + command};
}

Detected other_workbook(Message what) {
    Detected out = refused(std::move(what), same("soffice --headless --convert-to xlsx FILE"));
    out.workbook = true;
    return out;
}

// ---- Formats told by their first bytes ---------------------------------------------------------

struct Signature {
    std::size_t at;
    std::string_view bytes;
    const char *zh, *en;
    const char* command;  // empty where none helps
};

constexpr char kOcr[] = "for p in 12 4; do tesseract FILE - -l chi_sim --psm $p tsv; done | jixiao convert - -o out";

constexpr Signature kSignatures[] = {
    {0, "\x89PNG\r\n\x1A\n"sv, "PNG 图片", "a PNG picture", kOcr},
    {0, "\xFF\xD8\xFF"sv, "JPEG 图片", "a JPEG picture", kOcr},
    {0, "GIF8"sv, "GIF 图片", "a GIF picture", kOcr},
    {0, "II*\0"sv, "TIFF 图片", "a TIFF picture", kOcr},
    {0, "MM\0*"sv, "TIFF 图片", "a TIFF picture", kOcr},
    {8, "WEBP"sv, "WebP 图片", "a WebP picture", kOcr},
    {4, "ftypheic"sv, "HEIC 图片", "a HEIC picture", ""},
    {4, "ftyp"sv, "视频或图片（ISO 媒体文件）", "a video or picture (ISO media file)", ""},
    {0, "\x1F\x8B"sv, "gzip 压缩文件", "a gzip file", "gunzip -c FILE | jixiao convert - -o out"},
    {0, "BZh"sv, "bzip2 压缩文件", "a bzip2 file", "bunzip2 -c FILE | jixiao convert - -o out"},
    {0,
     "\xFD"
     "7zXZ\0"sv,
     "xz 压缩文件", "an xz file", "xz -dc FILE | jixiao convert - -o out"},
    {0, "\x28\xB5\x2F\xFD"sv, "Zstandard 压缩文件", "a Zstandard file", "zstd -dc FILE | jixiao convert - -o out"},
    {0, "7z\xBC\xAF\x27\x1C"sv, "7-Zip 压缩包", "a 7-Zip archive", "7z x FILE"},
    {0, "Rar!\x1A\x07"sv, "RAR 压缩包", "a RAR archive", "unrar x FILE"},
    {0, "{\\rtf"sv, "RTF 文档", "an RTF document", "soffice --headless --convert-to html FILE"},
    {257, "ustar"sv, "tar 归档", "a tar archive", "tar -xf FILE"},
    {0, "SQLite format 3\0"sv, "SQLite 数据库", "an SQLite database", ""},
    {0,
     "\x7F"
     "ELF"sv,
     "程序文件", "a program", ""},
    {0, "MZ\x90\0"sv, "程序文件", "a program", ""},
};

// Workbooks before 1993 are bare records: BOF of BIFF2, 3, 4 ([MS-XLS] 2.4.21 and its forerunners).
bool is_bare_biff(std::string_view bytes) {
    return bytes.starts_with("\x09\x00\x04\x00"sv) || bytes.starts_with("\x09\x02\x06\x00"sv) ||
           bytes.starts_with("\x09\x04\x06\x00"sv) || bytes.starts_with("\x09\x08\x08\x00"sv) ||
           bytes.starts_with("\x09\x08\x10\x00"sv);
}

std::optional<Detected> by_signature(std::string_view bytes) {
    for (const Signature& signature : kSignatures)
        if (bytes.size() > signature.at && bytes.substr(signature.at).starts_with(signature.bytes))
            return refused({signature.zh, signature.en}, *signature.command ? same(signature.command) : Message());
    // ISO 32000-1, annex H: readers accept the header anywhere in the first 1024 bytes.
    const std::size_t pdf = bytes.substr(0, 1024).find("%PDF-");
    if (pdf != bytes.npos && pdf + 5 < bytes.size() && bytes[pdf + 5] >= '1' && bytes[pdf + 5] <= '9')
        return refused({"PDF 文件", "a PDF file"}, same("pdftotext -layout FILE - | jixiao convert - -o out"));
    // A bitmap says its own size (BITMAPFILEHEADER); two letters alone would be a word.
    if (bytes.starts_with("BM") && bytes.size() > 26 && bytes.substr(6, 4) == "\0\0\0\0"sv)
        return refused({"BMP 图片", "a BMP picture"}, same(kOcr));
    if (is_bare_biff(bytes))
        return other_workbook({"早期 Excel 工作簿（BIFF）", "an early Excel workbook (BIFF)"});
    return std::nullopt;
}

// ---- Text --------------------------------------------------------------------------------------

std::string_view without_mark(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    bytes.remove_prefix(std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size()));
    return bytes;
}

bool contains(std::string_view text, std::string_view part) {
    return text.find(part) != text.npos;
}

std::optional<Detected> by_markup(std::string_view text) {
    const std::string_view head = text.substr(0, 4096);
    if (head.starts_with("<?xml") || head.starts_with('<')) {
        if (contains(head, "urn:schemas-microsoft-com:office:spreadsheet"))
            return other_workbook({"XML 电子表格 2003", "an XML Spreadsheet 2003"});
        if (contains(head, "<office:document"))
            return other_workbook({"平面 OpenDocument 文件", "a flat OpenDocument file"});
        if (head.starts_with("<?xml") && !contains(head, "<html") && !contains(head, "<HTML") &&
            !contains(head, "DOCTYPE html"))
            return refused({"XML 文件，不是表格", "an XML file, no table"});
    }
    if ((head.starts_with("MIME-Version:") || contains(head, "\nMIME-Version:")) &&
        contains(head, "multipart/related"))
        return other_workbook({"单文件网页（MHTML）", "a web archive (MHTML)"});
    return std::nullopt;
}

std::optional<Detected> by_json(std::string_view text) {
    if (!text.starts_with('{') && !text.starts_with('[')) return std::nullopt;
    const std::size_t next = text.find_first_not_of(" \t\r\n", 1);
    const char second = next == text.npos ? '\0' : text[next];
    if (text.starts_with('{')) {
        if (second != '"' && second != '}') return std::nullopt;
        if (contains(text, "\"jixiao.form/")) return known(Format::Json);
    } else if (!nlohmann::json::accept(text)) {
        return std::nullopt;  // “[表1] …” is text
    }
    return refused({"JSON，但不是 jixiao.form/1", "JSON, but not jixiao.form/1"});
}

// Whether the bytes are writing in some encoding. A sample decides: what follows is import_text's to judge.
bool is_text(std::string_view bytes) {
    constexpr std::size_t kSample = 1 << 16;
    bytes = bytes.substr(0, kSample);
    if (bytes.find('\0') == bytes.npos && is_valid_utf8(bytes)) {  // nearly all input: no need to decode it here
        const auto controls =
            std::ranges::count_if(bytes, [](char c) { return c >= 0 && c < 0x20 && !(c >= 0x09 && c <= 0x0D); });
        return static_cast<double>(controls) <= kMaxUnreadable * static_cast<double>(bytes.size());
    }
    const Decoded decoded = decode(bytes);
    double total = 0, bad = 0, foreign = 0;
    for (const char32_t c : to_code_points(decoded.utf8)) {
        total += 1;
        foreign += c >= 0x80;
        bad += c == 0xFFFD || c == 0 || (is_format(c) && !is_bidi_control(c) && c < 0xA0);
    }
    // Noise, too, is valid UTF-16 or GB 18030 for the most part, but of characters nobody writes.
    constexpr double kUnlikely = 0.3;
    return bad <= kMaxUnreadable * total && (1 - decoded.likeness) * foreign <= kUnlikely * total;
}

}  // namespace

Detected detect(std::string_view bytes) {
    if (bytes.empty()) return refused({"空文件", "an empty file"});
    if (auto found = detect_zip(bytes)) return *found;
    if (auto found = detect_compound_file(bytes)) return *found;
    if (auto found = by_signature(bytes)) return *found;
    const std::string_view text = without_mark(bytes);
    if (text.empty()) return refused({"只有空白的文件", "a file of nothing but blanks"});
    if (auto found = by_markup(text)) return *found;
    if (auto found = by_json(text)) return *found;
    if (is_text(bytes)) return known(Format::Text);
    return refused({"无法识别的二进制文件", "binary data of no known format"});
}

}  // namespace jixiao
