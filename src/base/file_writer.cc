#include "base/file_writer.h"

#include <cerrno>
#include <csignal>
#include <fcntl.h>
#include <system_error>
#include <unistd.h>
#include <utility>

namespace jixiao {
namespace {

std::unexpected<Failure> failed(const std::filesystem::path& path, const char* zh, const char* en, int error) {
    const std::string why = std::generic_category().message(error);  // strerror is not safe between threads
    return fail({path.string(), "", {}}, message("{0}：{2}", "{1}: {2}", zh, en, why));
}

// Temporaries of `path` whose process has ended without a chance to remove them: `.NAME.PID.part`.
void remove_stale_parts(const std::filesystem::path& path) {
    const std::string begin = "." + path.filename().string() + ".", end = ".part";
    const auto folder = path.has_parent_path() ? path.parent_path() : std::filesystem::path(".");
    std::error_code error;
    for (auto entry = std::filesystem::directory_iterator(folder, error);
         !error && entry != std::filesystem::directory_iterator(); entry.increment(error)) {
        const std::string name = entry->path().filename().string();
        if (name.size() <= begin.size() + end.size() || !name.starts_with(begin) || !name.ends_with(end)) continue;
        const std::string number = name.substr(begin.size(), name.size() - begin.size() - end.size());
        if (number.size() > 9 || number.find_first_not_of("0123456789") != number.npos) continue;
        if (::kill(std::stoi(number), 0) == 0 || errno != ESRCH) continue;
        std::error_code ignored;
        std::filesystem::remove(entry->path(), ignored);
    }
}

}  // namespace

Result<FileWriter> FileWriter::open(std::filesystem::path path) {
    std::error_code error;
    if (path.has_parent_path()) std::filesystem::create_directories(path.parent_path(), error);
    if (error) return failed(path, "无法建立文件夹", "cannot create the folder", error.value());
    remove_stale_parts(path);
    std::string temporary =
        (path.parent_path() / fmt::format(".{}.{}.part", path.filename().string(), ::getpid())).string();
    const int file = ::open(temporary.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (file < 0) return failed(path, "无法写文件", "cannot write the file", errno);
    return FileWriter(std::move(path), std::move(temporary), file);
}

FileWriter::FileWriter(FileWriter&& other) noexcept
    : path_(std::move(other.path_)), temporary_(std::move(other.temporary_)), file_(std::exchange(other.file_, -1)) {}

FileWriter& FileWriter::operator=(FileWriter&& other) noexcept {
    std::swap(path_, other.path_);
    std::swap(temporary_, other.temporary_);
    std::swap(file_, other.file_);
    return *this;
}

FileWriter::~FileWriter() {
    drop();
}

void FileWriter::drop() {
    if (file_ < 0) return;
    ::close(std::exchange(file_, -1));
    ::unlink(temporary_.c_str());
}

std::unexpected<Failure> FileWriter::give_up() {
    const int why = errno;
    drop();
    return failed(path_, "写入失败，没有留下半个文件", "writing failed; no partial file was left", why);
}

Result<void> FileWriter::append(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t n = ::write(file_, bytes.data(), bytes.size());
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return give_up();
        bytes.remove_prefix(static_cast<std::size_t>(n));
    }
    return {};
}

Result<void> FileWriter::finish() {
    if (::fsync(file_) != 0) return give_up();
    const int closed = ::close(std::exchange(file_, -1));  // a full disk may be reported only here
    if (closed == 0 && ::rename(temporary_.c_str(), path_.c_str()) == 0) return {};
    const int why = errno;
    ::unlink(temporary_.c_str());
    errno = why;
    return give_up();
}

}  // namespace jixiao
