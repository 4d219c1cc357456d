#include "batch/files.h"

#include <algorithm>
#include <iostream>
#include <map>
#include <optional>

#include "base/file_io.h"
#include "base/limits.h"

namespace jixiao {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxListBytes = 256u << 20;  // two million paths of 120 bytes

// The regular files of a folder and of those in it, hidden ones aside. A folder that cannot be read stands for its files.
void collect_files(const fs::path& folder, std::vector<fs::path>& files) {
    std::error_code error;
    for (auto entry = fs::directory_iterator(folder, error); !error && entry != fs::directory_iterator(); entry.increment(error)) {
        if (entry->path().filename().string().starts_with('.')) continue;
        std::error_code ignored;
        // Symbolic links to folders are not followed: a loop of links must end.
        if (!entry->is_symlink(ignored) && entry->is_directory(ignored))
            collect_files(entry->path(), files);
        else if (entry->is_regular_file(ignored))
            files.push_back(entry->path());
    }
    if (error) files.push_back(folder);
}

void add_folder(const fs::path& folder, std::vector<InputFile>& out) {
    std::vector<fs::path> files;
    collect_files(folder, files);
    std::ranges::sort(files);
    for (const fs::path& file : files) {
        const fs::path relative = file == folder ? folder.filename() : file.lexically_relative(folder);
        out.push_back({file, relative.string(), fs::path(relative).replace_extension(), {}});
    }
}

// Why this is no file to read; nothing where it may be one.
std::optional<Failure> no_file(const InputFile& input) {
    std::error_code error;
    const auto status = fs::status(input.path, error);
    const Origin at{input.name, "", {}};
    if (status.type() == fs::file_type::not_found) return Failure{at, message("文件或文件夹不存在", "there is no such file or folder"), {}};
    if (status.type() != fs::file_type::directory) return std::nullopt;
    fs::directory_iterator(input.path, error);
    if (!error) return Failure{at, message("这是文件夹，不是文件", "this is a folder, not a file"), {}};
    const std::string why = error.message();
    return Failure{at, message("无法读取文件夹：{}", "cannot read the folder: {}", why), {}};
}

}  // namespace

Result<Bytes> read_input(const InputFile& input, std::uintmax_t limit) {
    const auto too_large = [&](std::uintmax_t size) {
        return std::unexpected(limit_failure({input.name, "", {}}, "input_bytes", limit, size));
    };
    if (input.path != "-") {
        if (auto failure = no_file(input)) return std::unexpected(std::move(*failure));
        std::error_code unknown;  // then reading it says why
        const auto size = fs::is_regular_file(input.path, unknown) ? fs::file_size(input.path, unknown) : 0;
        if (!unknown && size > limit) return too_large(size);
        auto bytes = read_file(input.path, limit);
        if (!bytes) bytes.error().at.input = input.name;
        return bytes;
    }
    Bytes bytes;
    char chunk[1 << 16];
    while (std::cin.read(chunk, sizeof chunk) || std::cin.gcount() > 0) {
        bytes.append(chunk, static_cast<std::size_t>(std::cin.gcount()));
        if (bytes.size() > limit) return too_large(bytes.size());
    }
    return bytes;
}

std::vector<InputFile> list_inputs(std::span<const std::string> given) {
    std::vector<InputFile> out;
    for (const std::string& text : given) {
        if (text == "-") {
            out.push_back({text, "stdin", "stdin", {}});
            continue;
        }
        const fs::path path(text);
        std::error_code error;
        if (fs::is_directory(path, error))
            add_folder(path, out);
        else
            out.push_back({path, path.filename().string(), path.stem(), {}});
    }
    std::map<fs::path, int> uses;
    for (const InputFile& file : out) ++uses[file.stem];
    for (InputFile& file : out)
        if (uses[file.stem] > 1) file.stem = file.name;
    return out;
}

Result<std::vector<std::string>> read_file_list(const fs::path& path) {
    const auto bytes = read_file(path, kMaxListBytes);
    if (!bytes) return std::unexpected(bytes.error());
    std::vector<std::string> out;
    std::size_t begin = 0;
    while (begin < bytes->size()) {
        auto end = std::min(bytes->find('\n', begin), bytes->size());
        std::string line = bytes->substr(begin, end - begin);
        if (line.ends_with('\r')) line.pop_back();
        if (!line.empty()) out.push_back(std::move(line));
        begin = end + 1;
    }
    return out;
}

}  // namespace jixiao
