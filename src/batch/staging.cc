#include "batch/staging.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>
#include <cerrno>
#include <system_error>

#include "batch/journal.h"

namespace jixiao {
namespace {

namespace fs = std::filesystem;

fs::path all_runs(const fs::path& out) {
    return journal_folder(out) / "tmp";
}

}  // namespace

int write_synced(const fs::path& path, const Bytes& bytes) {
    const int fd = ::open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
    if (fd < 0) return errno;
    int error = 0;
    for (std::size_t done = 0; done < bytes.size() && error == 0;) {
        const ssize_t n = ::write(fd, bytes.data() + done, bytes.size() - done);
        if (n > 0) done += static_cast<std::size_t>(n);
        if (n < 0 && errno != EINTR) error = errno;
    }
    if (error == 0 && ::fsync(fd) != 0) error = errno;
    if (::close(fd) != 0 && error == 0) error = errno;  // some file systems find out only here
    if (error != 0) ::unlink(path.c_str());
    return error;
}

bool is_full(int error) {
    return error == ENOSPC || error == EDQUOT;
}

Staging::Staging(fs::path out) : out_(std::move(out)) {
    std::error_code error;
    out_was_there_ = fs::exists(out_, error);
}

Staging::~Staging() {
    abandon();
    if (lock_ >= 0) ::close(lock_);
}

void Staging::abandon() {
    const std::lock_guard lock(making_);
    if (folder_.empty()) return;
    std::error_code ignored;
    fs::remove_all(folder_, ignored);
    // rmdir takes only what is empty.
    if (::rmdir(all_runs(out_).c_str()) != 0 || ::rmdir(journal_folder(out_).c_str()) != 0 || out_was_there_) return;
    ::rmdir(out_.c_str());
}

void Staging::sweep() const {
    std::error_code error;
    std::vector<fs::path> dead;
    for (auto entry = fs::directory_iterator(all_runs(out_), error); !error && entry != fs::directory_iterator();
         entry.increment(error)) {
        const int fd = ::open((entry->path() / "lock").c_str(), O_RDWR | O_CLOEXEC);
        if (fd < 0) continue;
        if (::flock(fd, LOCK_EX | LOCK_NB) == 0) dead.push_back(entry->path());
        ::close(fd);
    }
    for (const fs::path& folder : dead) fs::remove_all(folder, error);
}

Result<fs::path> Staging::folder() {
    const std::lock_guard lock(making_);
    if (!folder_.empty()) return folder_;
    const auto failed = [&](int error) {
        const std::string why = std::generic_category().message(error);
        return fail(
            {},
            message("无法写入输出文件夹 {0}：{1}", "cannot write into the output folder {0}: {1}", out_.string(),
                    why),
            message("换一个输出文件夹，或请管理员开放写权限", "choose another folder, or have it made writable"));
    };
    std::error_code error;
    fs::create_directories(all_runs(out_), error);
    if (error) return failed(error.value());
    char host[256] = "";
    ::gethostname(host, sizeof host - 1);
    std::string pattern = (all_runs(out_) / fmt::format("{}.{}.XXXXXX", host, ::getpid())).string();
    if (!::mkdtemp(pattern.data())) return failed(errno);
    lock_ = ::open((fs::path(pattern) / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
    if (lock_ < 0 || ::flock(lock_, LOCK_SH | LOCK_NB) != 0) {
        const int why = errno;
        fs::remove_all(pattern, error);
        return failed(why);
    }
    folder_ = pattern;
    return folder_;
}

}  // namespace jixiao
