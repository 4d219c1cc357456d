#include "exporters/xlsx_scratch.h"

#include <cerrno>
#include <cstdlib>
#include <utility>

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace jixiao::xlsx {
namespace {

std::unexpected<Failure> scratch_failure(const std::string& place, int error) {
    return fail({}, message("写工作簿时无法使用临时文件夹 {}（系统错误 {}）。",
                            "The workbook could not be written: {} cannot hold temporary files (system error {}).",
                            place, error));
}

}  // namespace

Result<Scratch> Scratch::open(const std::filesystem::path& folder, ScratchKind wanted) {
    // Why: where the folder it is told does not serve, libxlsxwriter looks for another by itself.
    if (::access(folder.c_str(), W_OK | X_OK) != 0) return scratch_failure(folder.string(), errno);
    if (wanted == ScratchKind::Memory) {
        const int fd = ::memfd_create("workbook", MFD_CLOEXEC);
        if (fd >= 0) {
            std::string name = "/proc/self/fd/" + std::to_string(fd);
            if (::access(name.c_str(), W_OK) == 0) return Scratch(fd, std::move(name), false);
            ::close(fd);  // a container without /proc
        }
    }
    std::string name = (folder / "jixiao-XXXXXX").string();  // mkostemp makes it readable by us alone
    const int fd = ::mkostemp(name.data(), O_CLOEXEC);
    if (fd < 0) return scratch_failure(folder.string(), errno);
    return Scratch(fd, std::move(name), true);
}

Scratch::Scratch(Scratch&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), name_(std::move(other.name_)), on_disk_(other.on_disk_) {}

Scratch::~Scratch() {
    if (fd_ < 0) return;
    if (on_disk_) ::unlink(name_.c_str());
    ::close(fd_);
}

Result<Bytes> Scratch::read() const {
    struct stat info{};
    if (::fstat(fd_, &info) != 0) return scratch_failure(name_, errno);
    Bytes bytes(static_cast<std::size_t>(info.st_size), '\0');
    for (std::size_t done = 0; done < bytes.size();) {
        const ssize_t n = ::pread(fd_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(done));
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) return scratch_failure(name_, n < 0 ? errno : EIO);
        done += static_cast<std::size_t>(n);
    }
    return bytes;
}

}  // namespace jixiao::xlsx
