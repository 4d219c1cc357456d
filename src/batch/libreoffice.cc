#include "batch/libreoffice.h"

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <fcntl.h>
#include <filesystem>
#include <spawn.h>
#include <sys/wait.h>
#include <string>
#include <thread>
#include <unistd.h>
#include <vector>

#include "base/file_io.h"
#include "importers/import.h"

extern char** environ;

namespace jixiao {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMaxResult = 256u << 20;          // bytes, as for any input
constexpr auto kPatience = std::chrono::milliseconds(20);  // between two looks at the process

class ScratchFolder {
public:
    ScratchFolder() {
        std::string pattern = (fs::temp_directory_path() / "jixiao-XXXXXX").string();
        if (::mkdtemp(pattern.data())) path_ = pattern;
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;
    ~ScratchFolder() {
        std::error_code ignored;
        if (!path_.empty()) fs::remove_all(path_, ignored);
    }
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

// Exit status of the command, -1 when it had to be ended, -2 when it could not be started.
int run_limited(const std::vector<std::string>& command, std::chrono::seconds limit) {
    std::vector<char*> arguments;
    for (const std::string& word : command) arguments.push_back(const_cast<char*>(word.c_str()));
    arguments.push_back(nullptr);
    posix_spawnattr_t attributes;
    posix_spawn_file_actions_t files;
    posix_spawnattr_init(&attributes);
    posix_spawn_file_actions_init(&files);
    posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETPGROUP);  // its helpers end with it
    posix_spawn_file_actions_addopen(&files, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_addopen(&files, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
    pid_t child = 0;
    const int error = ::posix_spawnp(&child, arguments[0], &files, &attributes, arguments.data(), environ);
    posix_spawnattr_destroy(&attributes);
    posix_spawn_file_actions_destroy(&files);
    if (error != 0) return -2;
    const auto end = std::chrono::steady_clock::now() + limit;
    int status = 0;
    while (true) {
        const pid_t done = ::waitpid(child, &status, WNOHANG);
        if (done == child) break;
        if ((done < 0 && errno != EINTR) || std::chrono::steady_clock::now() >= end) {
            ::kill(-child, SIGKILL);
            ::waitpid(child, &status, 0);
            return -1;
        }
        std::this_thread::sleep_for(kPatience);
    }
    ::kill(-child, SIGKILL);  // what it may have left behind
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

}  // namespace

Result<Input> convert_with_libreoffice(const Input& input, std::chrono::seconds limit) {
    const Origin at{input.name, "", {}};
    const ScratchFolder scratch;
    if (scratch.path().empty()) return fail(at, message("无法建立临时文件夹", "cannot make a temporary folder"));
    const fs::path source = scratch.path() / "in" / "book";   // no extension: LibreOffice looks at the content too
    if (auto written = write_file(source, input.bytes); !written) return std::unexpected(written.error());
    const int status = run_limited({"soffice", "-env:UserInstallation=file://" + (scratch.path() / "profile").string(),
                                    "--headless", "--norestore", "--convert-to", "xlsx", "--outdir",
                                    (scratch.path() / "out").string(), source.string()},
                                   limit);
    if (status == -2 || status == 127)
        return fail(at, message("没有找到 LibreOffice", "LibreOffice was not found"),
                    message("安装：apt-get install libreoffice-calc", "install it: apt-get install libreoffice-calc"));
    auto bytes = read_file(scratch.path() / "out" / "book.xlsx", kMaxResult);
    if (!bytes) {
        const auto seconds = limit.count();
        return status == -1
                   ? fail(at, message("LibreOffice 在 {} 秒内没有转换完，已结束它", "LibreOffice did not finish within {} seconds and was ended", seconds))
                   : fail(at, message("LibreOffice 没有转换出工作簿", "LibreOffice made no workbook of it"));
    }
    return Input{input.name, std::move(*bytes)};
}

Result<Input> as_readable(Input input, std::chrono::seconds limit) {
    if (!detect(input.bytes).workbook) return input;
    return convert_with_libreoffice(input, limit);
}

}  // namespace jixiao
