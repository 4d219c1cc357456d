#include "batch/journal.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cerrno>
#include <memory>
#include <system_error>

namespace jixiao {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kChunk = 1 << 20;
constexpr std::size_t kMaxLine = 64 << 20;  // a workbook of a thousand forms has a line of 1 MB

// The end of the last whole line.
off_t whole_lines(int fd) {
    off_t end = ::lseek(fd, 0, SEEK_END);
    char last = 0;
    while (end > 0 && ::pread(fd, &last, 1, end - 1) == 1 && last != '\n') --end;
    return end;
}

}  // namespace

fs::path journal_folder(const fs::path& out) {
    return out / ".jixiao";
}

fs::path journal_path(const fs::path& out, std::optional<std::size_t> shard) {
    // Each shard has its own: appending to one file from many machines is not safe on every shared file system.
    return journal_folder(out) / (shard ? fmt::format("journal.{}.ndjson", *shard) : std::string("journal.ndjson"));
}

bool for_each_line(int fd, const std::function<void(std::string_view, std::uint64_t)>& line) {
    std::string held;
    std::uint64_t begin = 0;  // of what is held
    const auto chunk = std::make_unique<char[]>(kChunk);
    std::uint64_t at = 0;
    while (true) {
        const ssize_t n = ::pread(fd, chunk.get(), kChunk, static_cast<off_t>(at));
        if (n < 0 && errno == EINTR) continue;
        if (n < 0) return false;
        if (n == 0) return true;  // a last line without an end was torn: its document is done again
        at += static_cast<std::uint64_t>(n);
        held.append(chunk.get(), static_cast<std::size_t>(n));
        std::size_t from = 0;
        for (std::size_t end; (end = held.find('\n', from)) != held.npos; from = end + 1)
            line(std::string_view(held).substr(from, end - from), begin + from);
        held.erase(0, from);
        begin += from;
        if (held.size() > kMaxLine) return false;
    }
}

Result<JournalReader> JournalReader::open(const fs::path& path) {
    JournalReader reader;
    // Why O_NONBLOCK: see read_file.
    reader.fd_ = ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (reader.fd_ < 0 && errno == ENOENT) return reader;
    const auto failed = [&] {
        const std::string why = std::generic_category().message(errno);
        return fail({path.string(), "", {}}, message("无法读取运行记录：{}", "cannot read the journal: {}", why));
    };
    if (reader.fd_ < 0) return failed();
    struct stat info {};
    if (::fstat(reader.fd_, &info) != 0) return failed();
    if (!S_ISREG(info.st_mode)) return fail({path.string(), "", {}}, message("不是普通文件", "this is no regular file"));
    const bool read = for_each_line(reader.fd_, [&](std::string_view text, std::uint64_t offset) {
        if (text.empty()) return;
        if (auto record = record_from_json(text))
            reader.places_[record->input] = {offset, static_cast<std::uint32_t>(text.size())};
        else
            ++reader.broken_;
    });
    if (!read) return failed();
    return reader;
}

JournalReader::JournalReader(JournalReader&& other) noexcept
    : fd_(std::exchange(other.fd_, -1)), places_(std::move(other.places_)), broken_(other.broken_) {}

JournalReader::~JournalReader() {
    if (fd_ >= 0) ::close(fd_);
}

std::optional<JournalRecord> JournalReader::find(const std::string& input) const {
    const auto found = places_.find(input);
    if (found == places_.end()) return std::nullopt;
    std::string line(found->second.length, '\0');
    if (::pread(fd_, line.data(), line.size(), static_cast<off_t>(found->second.offset)) !=
        static_cast<ssize_t>(line.size()))
        return std::nullopt;
    return record_from_json(line);
}

JournalWriter::~JournalWriter() {
    if (fd_ >= 0) ::close(fd_);
}

int JournalWriter::open() {
    std::error_code error;
    fs::create_directories(path_.parent_path(), error);
    if (error) return error.value();
    fd_ = ::open(path_.c_str(), O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (fd_ < 0) return errno;
    // A line that a power cut tore goes, unless another run holds the journal: it may be writing one.
    if (::flock(fd_, LOCK_EX | LOCK_NB) == 0 && ::ftruncate(fd_, whole_lines(fd_)) != 0) return errno;
    ::flock(fd_, LOCK_SH | LOCK_NB);
    return 0;
}

int JournalWriter::append(const JournalRecord& record) {
    if (fd_ < 0)
        if (const int error = open()) return error;
    const std::string line = record_to_json(record) + "\n";
    struct stat before {};
    ::fstat(fd_, &before);
    std::size_t done = 0;
    while (done < line.size()) {  // a part that fits is written; what follows says why the rest does not
        const ssize_t n = ::write(fd_, line.data() + done, line.size() - done);
        if (n < 0 && errno == EINTR) continue;
        if (n <= 0) {
            const int why = n < 0 ? errno : ENOSPC;
            return done > 0 && ::ftruncate(fd_, before.st_size) != 0 ? errno : why;
        }
        done += static_cast<std::size_t>(n);
    }
    return 0;
}

}  // namespace jixiao
