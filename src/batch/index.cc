#include "batch/index.h"

#include <algorithm>

#include "batch/hash.h"

namespace jixiao {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kPage = "index.html", kTable = "index.csv", kSums = "SHA256SUMS";

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

}  // namespace

bool Index::takes(const std::string& path) {
    return path == kPage || path == kTable || path == kSums;
}

Index::Index(const fs::path& out, Lang lang)
    : out_(out), lang_(lang), html_(out / kPage), csv_(out / kTable), sums_(out / kSums) {
    html_.append(index_begin(lang));
    // Why a byte order mark: without it, spreadsheet programs on Chinese Windows read the file as GBK.
    csv_.append("\xEF\xBB\xBFinput,template,part,title,year,unit,output,bytes,sha256,errors,warnings,notes\r\n");
}

void Index::add(const JournalRecord& record) {
    std::size_t next = 0;
    for (const FormFacts& form : record.forms) {
        const std::size_t end = std::min(next + form.outputs, record.outputs.size());
        if (next == end) continue;
        const std::string folder = fs::path(record.outputs[next].path).parent_path().string();
        if (counts_.forms == 0 || folder != folder_) html_.append(index_folder(folder, counts_.forms == 0));
        folder_ = folder;
        html_.append(index_row(record, form, next, end - next, lang_));
        ++counts_.forms;
        counts_.with_errors += form.errors > 0;
        counts_.with_warnings += form.errors == 0 && form.warnings > 0;
        for (; next < end; ++next) {
            const ProducedFile& file = record.outputs[next];
            csv_.append(fmt::format("{},{},{},{},{},{},{},{},{},{},{},{}\r\n", csv_text(record.input),
                                    csv_text(form.template_id), csv_text(form.part), csv_text(form.title),
                                    form.year == 0 ? "" : std::to_string(form.year), csv_text(form.unit),
                                    csv_text(file.path), file.bytes, file.sha256, form.errors, form.warnings,
                                    form.notes));
            sums_.append(sum_line(file.sha256, file.path));
        }
    }
}

Result<void> Index::write() {
    html_.append(index_end(counts_, lang_));
    for (GrowingFile* file : {&html_, &csv_}) {
        if (auto written = file->commit(); !written) return written;
        const auto hash = sha256_of_file(file->path());
        if (!hash) return std::unexpected(hash.error());
        sums_.append(sum_line(*hash, file->path().filename().string()));
    }
    return sums_.commit();
}

}  // namespace jixiao
