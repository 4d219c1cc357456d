// DIR/.jixiao/journal.ndjson: one line an input, written when its outputs are in place.
//
// Knows: that a line is written by one call and may be torn by a power cut; that the last line of an input counts.
// Does not know: who decides what is done again.
#pragma once

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>

#include "base/failure.h"
#include "batch/record.h"

namespace jixiao {

std::filesystem::path journal_folder(const std::filesystem::path& out);  // DIR/.jixiao
std::filesystem::path journal_path(const std::filesystem::path& out,
                                   std::optional<std::size_t> shard);  // of the run or shard

// What a journal says, without holding it in memory: names with the places of their last lines.
class JournalReader {
public:
    // An absent journal is an empty one. Lines that are no records are counted and left aside.
    static Result<JournalReader> open(const std::filesystem::path& path);
    JournalReader(JournalReader&& other) noexcept;
    JournalReader& operator=(JournalReader&&) = delete;
    ~JournalReader();

    std::optional<JournalRecord> find(const std::string& input) const;  // safe between threads
    std::size_t size() const { return places_.size(); }
    std::size_t broken() const { return broken_; }

private:
    struct LinePlace {
        std::uint64_t offset;
        std::uint32_t length;
    };
    JournalReader() = default;

    int fd_ = -1;
    std::unordered_map<std::string, LinePlace> places_;
    std::size_t broken_ = 0;
};

// Calls `line` with each full line of a file, without its end, and its offset. False when reading failed.
bool for_each_line(int fd, const std::function<void(std::string_view, std::uint64_t)>& line);

// Appends records. The file comes into being with the first.
class JournalWriter {
public:
    explicit JournalWriter(std::filesystem::path path) : path_(std::move(path)) {}
    JournalWriter(const JournalWriter&) = delete;
    JournalWriter& operator=(const JournalWriter&) = delete;
    ~JournalWriter();

    // 0, or the errno of the write; then the journal is as it was before.
    int append(const JournalRecord& record);

private:
    int open();

    std::filesystem::path path_;
    int fd_ = -1;
};

}  // namespace jixiao
