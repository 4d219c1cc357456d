#include "batch/hash.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <limits>
#include <memory>
#include <system_error>

#include <openssl/evp.h>

namespace jixiao {
namespace {

class Sha256 {
public:
    Sha256() : context_(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
        EVP_DigestInit_ex(context_.get(), EVP_sha256(), nullptr);
    }
    void add(std::string_view bytes) { EVP_DigestUpdate(context_.get(), bytes.data(), bytes.size()); }
    std::string hex() {
        unsigned char digest[EVP_MAX_MD_SIZE];
        unsigned length = 0;
        EVP_DigestFinal_ex(context_.get(), digest, &length);
        constexpr char kDigits[] = "0123456789abcdef";
        std::string out;
        for (unsigned i = 0; i < length; ++i) out += {kDigits[digest[i] >> 4], kDigits[digest[i] & 15]};
        return out;
    }

private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context_;
};

Result<std::string> sha256_of_beginning(const std::filesystem::path& path, std::uintmax_t most, Sha256 hash) {
    const auto failed = [&](int error) {
        const std::string why = std::generic_category().message(error);
        return fail({path.string(), "", {}}, message("无法读取文件：{}", "cannot read the file: {}", why));
    };
    // Why O_NONBLOCK: opening a FIFO must not wait for a writer; it is refused below, as is a device that never ends.
    const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) return failed(errno);
    struct stat info {};
    if (::fstat(fd, &info) != 0 || !S_ISREG(info.st_mode)) {
        ::close(fd);
        return fail({path.string(), "", {}}, message("不是普通文件", "this is no regular file"));
    }
    const auto chunk = std::make_unique<char[]>(1 << 16);
    while (most > 0) {
        const ssize_t n = ::read(fd, chunk.get(), static_cast<std::size_t>(std::min<std::uintmax_t>(most, 1 << 16)));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) {
            const int error = errno;
            ::close(fd);
            return failed(error);
        }
        if (n == 0) break;
        hash.add({chunk.get(), static_cast<std::size_t>(n)});
        most -= static_cast<std::uintmax_t>(n);
    }
    ::close(fd);
    return hash.hex();
}

}  // namespace

std::string sha256_of(std::string_view bytes) {
    Sha256 hash;
    hash.add(bytes);
    return hash.hex();
}

Result<std::string> sha256_of_file(const std::filesystem::path& path) {
    return sha256_of_beginning(path, std::numeric_limits<std::uintmax_t>::max(), Sha256());
}

Result<std::string> identity_of_font(const std::filesystem::path& path) {
    constexpr std::uintmax_t kDirectories = 64 << 10;  // a collection of ten faces has directories of 3 KB
    std::error_code error;
    const auto size = std::filesystem::file_size(path, error);
    Sha256 hash;
    hash.add(std::to_string(error ? 0 : size) + "\n");
    return sha256_of_beginning(path, kDirectories, std::move(hash));
}

}  // namespace jixiao
