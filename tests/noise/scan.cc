#include "scan.h"

#include <atomic>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <mutex>
#include <sstream>
#include <unistd.h>
#include <vector>

#include <fmt/format.h>

namespace jixiao::noise {
namespace {

class Folder {
public:
    Folder() {
        static std::atomic<int> number = 0;
        path_ = std::filesystem::temp_directory_path() / fmt::format("jixiao-noise-{}-{}", ::getpid(), number++);
        std::filesystem::create_directories(path_);
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
    const std::filesystem::path& path() const { return path_; }

private:
    std::filesystem::path path_;
};

void save(const std::filesystem::path& file, const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; }

std::string load(const std::filesystem::path& file) {
    std::ostringstream out;
    out << std::ifstream(file, std::ios::binary).rdbuf();
    return std::move(out).str();
}

bool run(const std::filesystem::path& folder, const std::string& command) {
    return std::system(fmt::format("cd '{}' && ( {} ) >/dev/null 2>&1", folder.string(), command).c_str()) == 0;
}

bool is_there(const char* tool) { return std::system(fmt::format("command -v {} >/dev/null 2>&1", tool).c_str()) == 0; }

std::filesystem::path& kept_scans() {
    static std::filesystem::path folder;
    return folder;
}

}  // namespace

void keep_scans(const std::string& folder) {
    kept_scans() = std::filesystem::absolute(folder);
    std::filesystem::create_directories(kept_scans());
}

bool is_available(Dialect dialect) {
    if (dialect == Dialect::OcrText || dialect == Dialect::OcrTsv) return is_there("pdftoppm") && is_there("tesseract");
    return is_written_here(dialect) || dialect == Dialect::Xlsx || is_there("pdftotext");
}

std::string pdf_text(const std::string& pdf, Dialect dialect) {
    const char* const mode = dialect == Dialect::PdfLayout ? "-layout" : dialect == Dialect::PdfRaw ? "-raw" : "-bbox-layout";
    const Folder folder;
    save(folder.path() / "in.pdf", pdf);
    if (!run(folder.path(), fmt::format("pdftotext {} in.pdf out", mode))) return "";
    return load(folder.path() / "out");
}

Scan scanned(const std::string& pdf, int dpi) {
    static std::mutex lock;
    static std::map<std::pair<std::size_t, int>, Scan> kept;
    const auto key = std::pair(std::hash<std::string>{}(pdf), dpi);
    {
        const std::lock_guard held(lock);
        if (const auto found = kept.find(key); found != kept.end()) return found->second;
    }
    const auto stored = kept_scans() / fmt::format("{:016x}-{}", key.first, dpi);
    Scan scan;
    if (!kept_scans().empty()) scan = {load(stored.string() + ".txt"), load(stored.string() + ".tsv")};
    const Folder folder;
    save(folder.path() / "in.pdf", pdf);
    // The recipe of docs/recognition.md: psm 12 tells cells apart, rules or not, but overlooks single digits; psm 4 sees them.
    // One thread: Tesseract's own cost more than they bring on pages of this size.
    if (scan.tsv.empty() && run(folder.path(), fmt::format("pdftoppm -r {} -gray -png in.pdf page", dpi)) &&
        run(folder.path(), fmt::format("ls page-*.png > pages.txt && for psm in 12 4; do OMP_THREAD_LIMIT=1 tesseract pages.txt out-$psm -l chi_sim "
                                       "--psm $psm --dpi {} txt tsv || exit 1; done; cat out-12.tsv out-4.tsv > out.tsv",
                                       dpi))) {
        scan = {load(folder.path() / "out-4.txt"), load(folder.path() / "out.tsv")};
        if (!kept_scans().empty()) {
            save(stored.string() + ".txt", scan.text);
            save(stored.string() + ".tsv", scan.tsv);
        }
    }
    const std::lock_guard held(lock);
    kept[key] = scan;
    return scan;
}

double confidence_in(const std::string& tsv, const std::string& text) {
    struct Word {
        std::string line, text;
        double confidence;
    };
    std::vector<Word> words;
    std::istringstream lines(tsv);
    for (std::string line; std::getline(lines, line);) {
        std::vector<std::string> fields;
        std::istringstream columns(line);
        for (std::string field; std::getline(columns, field, '\t');) fields.push_back(field);
        if (fields.size() < 12 || fields[0] != "5") continue;
        words.push_back({fmt::format("{}", fmt::join(fields.begin() + 1, fields.begin() + 5, ".")), fields[11], std::atof(fields[10].c_str())});
    }
    double best = -1;
    for (std::size_t i = 0; i < words.size(); ++i) {
        std::string joined;
        double least = 100;
        for (std::size_t k = i; k < words.size() && words[k].line == words[i].line && joined.size() < text.size(); ++k) {
            joined += words[k].text;
            least = std::min(least, words[k].confidence);
        }
        if (joined == text) best = std::max(best, least);
    }
    return best < 0 ? 1 : best / 100;
}

}  // namespace jixiao::noise
