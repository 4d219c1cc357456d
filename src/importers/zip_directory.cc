#include "importers/zip_directory.h"

#include <algorithm>
#include <optional>

namespace jixiao {
namespace {

// Signatures and fixed sizes, APPNOTE 4.3.7, 4.3.12, 4.3.14-4.3.16.
constexpr std::uint32_t kLocal = 0x04034b50, kCentral = 0x02014b50, kEnd = 0x06054b50;
constexpr std::uint32_t kEnd64 = 0x06064b50, kLocator64 = 0x07064b50;
constexpr std::size_t kLocalSize = 30, kCentralSize = 46, kEndSize = 22, kEnd64Size = 56, kLocatorSize = 20;
constexpr std::size_t kMaxComment = 0xFFFF;
constexpr std::uint64_t kInZip64 = 0xFFFFFFFF;

class Fields {
public:
    explicit Fields(std::string_view bytes) : bytes_(bytes) {}
    std::uint64_t number(std::size_t at, int width) const {  // little-endian; the caller checked the bounds
        std::uint64_t value = 0;
        for (int i = width; i-- > 0;)
            value = value << 8 | static_cast<unsigned char>(bytes_[at + static_cast<std::size_t>(i)]);
        return value;
    }
    std::uint16_t u16(std::size_t at) const { return static_cast<std::uint16_t>(number(at, 2)); }
    std::uint32_t u32(std::size_t at) const { return static_cast<std::uint32_t>(number(at, 4)); }
    bool holds(std::uint64_t at, std::uint64_t size) const {
        return at <= bytes_.size() && size <= bytes_.size() - at;
    }
    std::string_view text(std::size_t at, std::size_t size) const { return bytes_.substr(at, size); }

private:
    std::string_view bytes_;
};

struct EndRecord {
    std::uint64_t at = 0, entries = 0, size = 0, offset = 0;
    std::uint64_t tail = 0;  // where the directory must end: this record, or the zip64 one before it
};

struct Extent64 {
    std::uint64_t first, last;  // [first, last)
};

// The end record: the last one whose comment fits (a comment may itself hold the signature).
std::optional<EndRecord> find_end(std::string_view bytes) {
    const Fields in(bytes);
    if (bytes.size() < kEndSize) return std::nullopt;
    const std::size_t last = bytes.size() - kEndSize;
    const std::size_t first = last > kMaxComment ? last - kMaxComment : 0;
    for (std::size_t at = last + 1; at-- > first;) {
        if (in.u32(at) != kEnd || !in.holds(at + kEndSize, in.u16(at + 20))) continue;
        return EndRecord{at, in.u16(at + 10), in.u32(at + 12), in.u32(at + 16), at};
    }
    return std::nullopt;
}

// APPNOTE 4.3.14: where a field of the end record is all ones, the zip64 record before it has the value.
void read_zip64(std::string_view bytes, EndRecord& end) {
    const Fields in(bytes);
    if (end.at < kLocatorSize || in.u32(end.at - kLocatorSize) != kLocator64) return;
    const std::size_t locator = end.at - kLocatorSize;
    // Bytes before the archive shift the stated position: the record normally ends at its locator.
    std::uint64_t at = in.number(locator + 8, 8);
    if (!in.holds(at, kEnd64Size) || in.u32(at) != kEnd64) {
        if (locator < kEnd64Size) return;
        at = locator - kEnd64Size;
        if (in.u32(at) != kEnd64) return;
    }
    end.entries = in.number(at + 32, 8);
    end.size = in.number(at + 40, 8);
    end.offset = in.number(at + 48, 8);
    end.tail = at;
}

// APPNOTE 4.5.3: the 64-bit values stand in this order, each only if its 32-bit field is all ones.
void read_extra64(const Fields& in, std::size_t at, std::size_t size, ZipEntry& entry, std::uint64_t& offset) {
    const std::size_t end = at + size;
    while (end - at >= 4) {
        const std::uint16_t id = in.u16(at);
        std::size_t left = in.u16(at + 2);
        at += 4;
        if (left > end - at) return;
        if (id == 0x0001) {
            for (std::uint64_t* value : {&entry.size, &entry.packed, &offset}) {
                if (*value != kInZip64 || left < 8) continue;
                *value = in.number(at, 8);
                at += 8;
                left -= 8;
            }
            return;
        }
        at += left;
    }
}

bool overlaps(std::vector<Extent64> extents) {
    std::ranges::sort(extents, {}, &Extent64::first);
    for (std::size_t i = 1; i < extents.size(); ++i)
        if (extents[i].first < extents[i - 1].last) return true;
    return false;
}

}  // namespace

Result<ZipDirectory> read_zip_directory(const std::string& input, std::string_view bytes, const Limits& limits) {
    const Origin whole{input, "", {}};
    const auto damaged = [&](const char* zh, const char* en) {
        return fail(whole, message("压缩包损坏：{0}", "the zip package is damaged: {1}", zh, en),
                    message("用 Excel 或 WPS 打开并另存为 .xlsx 后重试",
                            "open it in Excel or WPS, save it as .xlsx and try again"));
    };
    auto end = find_end(bytes);
    if (!end) return damaged("找不到目录，文件可能不完整", "it has no directory; the file may be incomplete");
    read_zip64(bytes, *end);
    if (end->entries > limits.package_entries)
        return std::unexpected(limit_failure(whole, "package_entries", limits.package_entries, end->entries));
    if (end->size > limits.directory_bytes)
        return std::unexpected(limit_failure(whole, "directory_bytes", limits.directory_bytes, end->size));
    if (end->size > end->tail || end->offset > end->tail - end->size)
        return damaged("目录的位置超出文件", "its directory lies outside the file");

    ZipDirectory directory;
    directory.begin = end->tail - end->size - end->offset;
    const Fields tail(bytes);
    directory.end = end->at + kEndSize + tail.u16(end->at + 20);
    const Fields in(bytes.substr(directory.begin, directory.end - directory.begin));

    std::uint64_t at = end->offset;
    const std::uint64_t stop = end->offset + end->size;
    std::vector<Extent64> extents;
    while (at < stop && directory.entries.size() < end->entries) {
        if (stop - at < kCentralSize || in.u32(at) != kCentral)
            return damaged("目录项无法读取", "an entry of its directory cannot be read");
        const std::size_t name = in.u16(at + 28), extra = in.u16(at + 30), comment = in.u16(at + 32);
        if (name + extra + comment > stop - at - kCentralSize)
            return damaged("目录项不完整", "an entry of its directory is incomplete");
        ZipEntry entry;
        entry.encrypted = (in.u16(at + 8) & 1) != 0;  // APPNOTE 4.4.4 bit 0
        entry.method = in.u16(at + 10);
        entry.crc = in.u32(at + 16);
        entry.packed = in.u32(at + 20);
        entry.size = in.u32(at + 24);
        std::uint64_t local = in.u32(at + 42);
        entry.name = in.text(at + kCentralSize, name);
        read_extra64(in, at + kCentralSize + name, extra, entry, local);
        if (!in.holds(local, kLocalSize) || in.u32(local) != kLocal)
            return damaged("目录指向的位置没有内容", "its directory points to a place that holds no entry");
        const std::uint64_t data = local + kLocalSize + in.u16(local + 26) + in.u16(local + 28);
        if (data > end->offset || entry.packed > end->offset - data)
            return damaged("条目超出文件", "an entry leaves the file");
        extents.push_back({local, data + entry.packed});
        directory.entries.push_back(std::move(entry));
        at += kCentralSize + name + extra + comment;
    }
    if (directory.entries.size() != end->entries)
        return damaged("目录项的数目不符", "its directory has fewer entries than it says");
    if (overlaps(std::move(extents))) return damaged("条目互相重叠", "its entries overlap");
    return directory;
}

}  // namespace jixiao
