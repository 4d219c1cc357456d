#include "base/file_io.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/stat.h>
#include <system_error>
#include <unistd.h>

#include "base/file_writer.h"

namespace jixiao {
namespace {

class Descriptor {
public:
    explicit Descriptor(int fd) : fd_(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (fd_ >= 0) ::close(fd_);
    }
    int value() const { return fd_; }

private:
    int fd_;
};

Message reason(const char* zh, const char* en, int error) {
    const std::string why = std::generic_category().message(error);  // strerror is not safe between threads
    return message("{0}：{2}", "{1}: {2}", zh, en, why);
}

Origin place_of(const std::filesystem::path& path) { return {path.string(), "", {}}; }

}  // namespace

Result<Bytes> read_file(const std::filesystem::path& path, std::uintmax_t limit) {
    // Why O_NONBLOCK: opening a FIFO must not wait for a writer; it is refused below.
    const Descriptor file(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
    if (file.value() < 0) return fail(place_of(path), reason("无法打开文件", "cannot open the file", errno));
    struct stat info {};
    if (::fstat(file.value(), &info) != 0)
        return fail(place_of(path), reason("无法读取文件", "cannot read the file", errno));
    if (!S_ISREG(info.st_mode))
        return fail(place_of(path), message("不是普通文件", "this is no regular file"));
    if (static_cast<std::uintmax_t>(info.st_size) > limit)
        return fail(place_of(path), message("文件有 {} 字节，超过上限 {} 字节", "the file has {} bytes, more than the limit of {}",
                                            info.st_size, limit));
    Bytes bytes(static_cast<std::size_t>(info.st_size), '\0');
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t n = ::read(file.value(), bytes.data() + done, bytes.size() - done);
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return fail(place_of(path), reason("读取失败", "reading failed", errno));
        if (n == 0) break;
        done += static_cast<std::size_t>(n);
    }
    bytes.resize(done);
    return bytes;
}

Result<void> write_file(const std::filesystem::path& path, const Bytes& bytes) {
    auto writer = FileWriter::open(path);
    if (!writer) return std::unexpected(writer.error());
    if (auto written = writer->append(bytes); !written) return written;
    return writer->finish();
}

}  // namespace jixiao
