#include "batch/index.h"

#include <algorithm>
#include <array>

#include "batch/hash.h"

namespace jixiao {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPage = "index.html", kTable = "index.csv", kSums = "SHA256SUMS";

std::string escaped(std::string_view text) {
    std::string out;
    for (const char c : text) switch (c) {
            case '&': out += "&amp;"; break;
            case '<': out += "&lt;"; break;
            case '>': out += "&gt;"; break;
            case '"': out += "&quot;"; break;
            default: out += c;
        }
    return out;
}

// A path as a relative reference (RFC 3986 4.2): what is not unreserved or a slash is percent-encoded.
std::string reference(std::string_view path) {
    std::string out;
    for (const char c : path) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                           (byte >= '0' && byte <= '9') || std::string_view("-._~/").contains(c);
        out += plain ? std::string(1, c) : fmt::format("%{:02X}", byte);
    }
    return out;
}

// RFC 4180. A text a spreadsheet program would take for a formula is led by an apostrophe.
std::string csv_text(std::string_view text) {
    std::string out = "\"";
    if (!text.empty() && std::string_view("=+-@\t\r").contains(text.front())) out += '\'';
    for (const char c : text) out += c == '"' ? std::string("\"\"") : std::string(1, c);
    return out + "\"";
}

// A line of `sha256sum --check` (GNU coreutils): a name with a backslash or a line end is escaped, the line begins
// with one.
std::string sum_line(const std::string& hash, std::string_view path) {
    std::string name;
    for (const char c : path)
        name += c == '\\' ? std::string("\\\\") : c == '\n' ? std::string("\\n") : std::string(1, c);
    return (name.size() != path.size() ? "\\" : "") + hash + "  " + name + "\n";
}

constexpr std::string_view kStyle =
    "body{font:16px/1.6 \"Noto Sans CJK SC\",\"Microsoft YaHei\",sans-serif;margin:2rem "
    "auto;max-width:72rem;padding:0 1rem;color:#1b1b1b}"
    "h1{font-size:1.5rem}h2{font-size:1.1rem;margin:2rem 0 .4rem}table{border-collapse:collapse;width:100%}"
    "th,td{text-align:left;padding:.35rem .6rem;border-bottom:1px solid "
    "#ddd;vertical-align:top}th{background:#f4f4f4}"
    "td.n,th.n{text-align:right;white-space:nowrap}.f "
    "a{margin-right:.8rem;white-space:nowrap}.e{color:#b3261e;font-weight:bold}";

}  // namespace

bool Index::takes(const std::string& path) {
    return path == kPage || path == kTable || path == kSums;
}

Index::Index(const fs::path& out, Lang lang)
    : out_(out), lang_(lang), html_(out / kPage), csv_(out / kTable), sums_(out / kSums) {
    const Message title = message("绩效目标表目录", "Budget-performance tables");
    html_.append(fmt::format(
        "<!DOCTYPE html>\n<html lang=\"{0}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
        "content=\"width=device-width\">\n<title>{1}</title>\n<style>{2}</style>\n</head>\n<body>\n<h1>{1}</h1>\n",
        lang == Lang::Zh ? "zh-CN" : "en", title.in(lang), kStyle));
    // Why a byte order mark: without it, spreadsheet programs on Chinese Windows read the file as GBK.
    csv_.append("\xEF\xBB\xBFinput,template,part,title,year,unit,output,bytes,sha256,errors,warnings,notes\r\n");
}

void Index::add(const JournalRecord& record) {
    std::size_t next = 0;
    for (const FormFacts& form : record.forms) {
        const std::size_t end = std::min(next + form.outputs, record.outputs.size());
        if (next == end) continue;
        const std::string folder = fs::path(record.outputs[next].path).parent_path().string();
        if (forms_ == 0 || folder != folder_) {
            if (forms_ > 0) html_.append("</tbody></table>\n");
            if (!folder.empty()) html_.append("<h2>" + escaped(folder) + "</h2>\n");
            const auto head = lang_ == Lang::Zh ? std::array{"编制单位", "表", "年度", "文件", "错误", "提醒"}
                                                : std::array{"Unit", "Table", "Year", "Files", "Errors", "Warnings"};
            html_.append(fmt::format(
                "<table><thead><tr><th>{}</th><th>{}</th><th>{}</th><th>{}</th><th class=n>{}</th><th class=n>{}</th>"
                "</tr></thead><tbody>\n",
                head[0], head[1], head[2], head[3], head[4], head[5]));
            folder_ = folder;
        }
        ++forms_;
        std::string links;
        for (std::size_t i = next; i < end; ++i) {
            const ProducedFile& file = record.outputs[i];
            std::string kind = fs::path(file.path).extension().string();
            kind.erase(0, 1);
            std::ranges::transform(kind, kind.begin(),
                                   [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
            links += fmt::format("<a href=\"{}\">{}</a>", reference(file.path), kind);
            csv_.append(fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\r\n", csv_text(record.input),
                                    csv_text(form.template_id), csv_text(form.part), csv_text(form.title),
                                    form.year == 0 ? "" : std::to_string(form.year), csv_text(form.unit),
                                    csv_text(file.path), file.bytes, file.sha256, record.errors, record.warnings,
                                    record.notes));
            sums_.append(sum_line(file.sha256, file.path));
        }
        const std::string unit = form.unit.empty() ? fs::path(record.outputs[next].path).stem().string() : form.unit;
        html_.append(
            fmt::format("<tr><td>{}</td><td>{}</td><td>{}</td><td class=f>{}</td><td class=\"n{}\">{}</td><td "
                        "class=n>{}</td></tr>\n",
                        escaped(unit), escaped(form.title), form.year == 0 ? "" : std::to_string(form.year), links,
                        record.errors > 0 ? " e" : "", record.errors, record.warnings));
        next = end;
    }
}

Result<void> Index::write() {
    html_.append((forms_ > 0 ? std::string("</tbody></table>\n") : std::string()) + "<p>" +
                 message("共 {} 张表 · <a href=\"index.csv\">index.csv</a> · <a href=\"SHA256SUMS\">SHA256SUMS</a>",
                         "{} tables · <a href=\"index.csv\">index.csv</a> · <a href=\"SHA256SUMS\">SHA256SUMS</a>",
                         forms_)
                     .in(lang_) +
                 "</p>\n</body>\n</html>\n");
    for (GrowingFile* file : {&html_, &csv_}) {
        if (auto written = file->commit(); !written) return written;
        const auto hash = sha256_of_file(file->path());
        if (!hash) return std::unexpected(hash.error());
        sums_.append(sum_line(*hash, file->path().filename().string()));
    }
    return sums_.commit();
}

}  // namespace jixiao
