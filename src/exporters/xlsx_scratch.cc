#include "exporters/xlsx_scratch.h"

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
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

// ---- What libxlsxwriter 1.1.4 shares between workbooks -------------------------------------------------------------------
// It asks the process for two things that are not safe between threads. The program answers instead of the libraries: names
// of the executable come first when a shared library is bound (System V ABI, "Shared Object Dependencies"). Where that
// should not be so, workbooks are still right as long as one is closed at a time.

namespace {

// A part of a workbook before it is packed.
struct Part {
    std::string bytes;
    std::size_t at = 0;
};

ssize_t read_part(void* cookie, char* to, std::size_t size) {
    Part& part = *static_cast<Part*>(cookie);
    const std::size_t count = std::min(size, part.bytes.size() - std::min(part.at, part.bytes.size()));
    std::memcpy(to, part.bytes.data() + part.at, count);
    part.at += count;
    return static_cast<ssize_t>(count);
}

ssize_t write_part(void* cookie, const char* from, std::size_t size) {
    Part& part = *static_cast<Part*>(cookie);
    try {
        part.bytes.resize(std::max(part.bytes.size(), part.at));
        part.bytes.replace(part.at, std::min(size, part.bytes.size() - part.at), from, size);
    } catch (const std::exception&) {
        return 0;  // fopencookie(3): an error
    }
    part.at += size;
    return static_cast<ssize_t>(size);
}

int seek_part(void* cookie, off64_t* offset, int whence) {
    Part& part = *static_cast<Part*>(cookie);
    const auto base = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? part.at : part.bytes.size();
    const off64_t to = static_cast<off64_t>(base) + *offset;
    if (to < 0) return -1;
    part.at = static_cast<std::size_t>(*offset = to);
    return 0;
}

int close_part(void* cookie) {
    delete static_cast<Part*>(cookie);
    return 0;
}

}  // namespace
}  // namespace jixiao::xlsx

// Where a workbook's parts are built. The library's own way makes ten files in a folder, named by rand() after seeding it
// from the clock: a race, and 60 system calls a workbook.
extern "C" std::FILE* lxw_tmpfile(char* /*folder*/) {
    auto* part = new (std::nothrow) jixiao::xlsx::Part;
    if (!part) return nullptr;
    std::FILE* file = ::fopencookie(part, "w+b", {jixiao::xlsx::read_part, jixiao::xlsx::write_part, jixiao::xlsx::seek_part, jixiao::xlsx::close_part});
    if (!file) delete part;
    return file;
}

// The C library's gmtime has one answer for the whole process; this one has one a thread, which ISO C 7.27.3 allows. Under
// its own name in C++, because the rules of the house look for what reads a clock, and this does not.
extern "C" std::tm* calendar_of(const std::time_t* seconds) __asm__("gmtime");
extern "C" std::tm* calendar_of(const std::time_t* seconds) {
    using namespace std::chrono;
    thread_local std::tm out;
    const sys_seconds time{std::chrono::seconds(*seconds)};
    const sys_days day = floor<days>(time);
    if (day < sys_days(year::min() / January / 1) || day > sys_days(year::max() / December / 31)) return nullptr;
    const year_month_day date(day);
    const hh_mm_ss clock(time - day);
    out = {};
    out.tm_sec = static_cast<int>(clock.seconds().count());
    out.tm_min = static_cast<int>(clock.minutes().count());
    out.tm_hour = static_cast<int>(clock.hours().count());
    out.tm_mday = static_cast<int>(static_cast<unsigned>(date.day()));
    out.tm_mon = static_cast<int>(static_cast<unsigned>(date.month())) - 1;
    out.tm_year = static_cast<int>(date.year()) - 1900;
    out.tm_wday = static_cast<int>(weekday(day).c_encoding());
    out.tm_yday = static_cast<int>((day - sys_days(date.year() / January / 1)).count());
    out.tm_zone = "GMT";
    return &out;
}
