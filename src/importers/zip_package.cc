#include "importers/zip_package.h"

#include <zip.h>

namespace jixiao {
namespace {

constexpr std::uint16_t kStored = 0, kDeflated = 8;

Origin place(const std::string& input, const std::string& part) {
    return {input, part, {}};
}

std::unexpected<Failure> refused(const std::string& input, const std::string& part, const char* reason) {
    return fail(place(input, part), message("部件无法解压：{0}", "the part cannot be inflated: {0}", reason),
                message("用 Excel 或 WPS 打开并另存为 .xlsx 后重试",
                        "open it in Excel or WPS, save it as .xlsx and try again"));
}

}  // namespace

struct PartStream::Handle {
    zip_file_t* file = nullptr;
    ~Handle() {
        if (file) zip_fclose(file);
    }
};

PartStream::PartStream(std::string input, std::string name, std::uint64_t left, std::unique_ptr<Handle> handle)
    : input_(std::move(input)), name_(std::move(name)), left_(left), handle_(std::move(handle)) {}
PartStream::PartStream(PartStream&&) noexcept = default;
PartStream::~PartStream() = default;

Result<std::size_t> PartStream::read(char* to, std::size_t size) {
    // Asks for one byte more than is left at the end: only then does libzip compare the check sum, and only
    // so does a part that is longer than it says show.
    const zip_int64_t n = zip_fread(handle_->file, to, size);
    if (n < 0) return refused(input_, name_, zip_file_strerror(handle_->file));
    if (static_cast<std::uint64_t>(n) > left_ || (n == 0 && left_ > 0))
        return refused(input_, name_, "its size is not the one declared");
    left_ -= static_cast<std::uint64_t>(n);
    return static_cast<std::size_t>(n);
}

struct ZipPackage::Archive {
    zip_t* zip = nullptr;
    ~Archive() {
        if (zip) zip_discard(zip);
    }
};

ZipPackage::ZipPackage(std::string input, ZipDirectory directory, std::unique_ptr<Archive> archive,
                       const Limits& limits)
    : input_(std::move(input)), directory_(std::move(directory)), archive_(std::move(archive)), limits_(limits) {}
ZipPackage::ZipPackage(ZipPackage&&) noexcept = default;
ZipPackage::~ZipPackage() = default;

Result<ZipPackage> ZipPackage::open(std::string input, std::string_view bytes, const Limits& limits) {
    auto directory = read_zip_directory(input, bytes, limits);
    if (!directory) return std::unexpected(std::move(directory.error()));
    const std::string_view window = bytes.substr(directory->begin, directory->end - directory->begin);

    zip_error_t error;
    zip_error_init(&error);
    auto archive = std::make_unique<Archive>();
    zip_source_t* source = zip_source_buffer_create(window.data(), window.size(), 0, &error);
    // Why not ZIP_CHECKCONS: it refuses archives every other reader opens.
    if (source) archive->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
    if (!archive->zip) {
        if (source) zip_source_free(source);
        const std::string reason = zip_error_strerror(&error);
        zip_error_fini(&error);
        return refused(input, "", reason.c_str());
    }
    zip_error_fini(&error);
    // Two readers must agree on what the archive holds, or one of them was deceived.
    bool agree = zip_get_num_entries(archive->zip, 0) == static_cast<zip_int64_t>(directory->entries.size());
    for (std::size_t i = 0; agree && i < directory->entries.size(); ++i) {
        const char* name = zip_get_name(archive->zip, i, ZIP_FL_ENC_RAW);
        agree = name && directory->entries[i].name == name;
    }
    if (!agree) return refused(input, "", "its directory is ambiguous");
    return ZipPackage(std::move(input), std::move(*directory), std::move(archive), limits);
}

Result<PartStream> ZipPackage::stream(std::size_t index) {
    const ZipEntry& entry = directory_.entries[index];
    const Origin at = place(input_, entry.name);
    if (entry.encrypted)
        return fail(at, message("部件已加密", "the part is encrypted"),
                    message("在 Excel 或 WPS 中去掉密码后重试", "remove the password in Excel or WPS and try again"));
    if (entry.method != kStored && entry.method != kDeflated)
        return fail(at, message("不支持的压缩方法 {}", "compression method {} is not supported", entry.method),
                    message("用 Excel 或 WPS 打开并另存为 .xlsx 后重试",
                            "open it in Excel or WPS, save it as .xlsx and try again"));
    if (entry.size > limits_.part_bytes)
        return std::unexpected(limit_failure(at, "part_bytes", limits_.part_bytes, entry.size));
    if (entry.size > limits_.inflated_bytes - inflated_)
        return std::unexpected(limit_failure(at, "inflated_bytes", limits_.inflated_bytes, inflated_ + entry.size));
    const std::uint64_t ratio = entry.size / (entry.packed > 0 ? entry.packed : 1);
    if (entry.size > 0 && ratio > limits_.inflate_ratio)
        return std::unexpected(limit_failure(at, "inflate_ratio", limits_.inflate_ratio, ratio));
    inflated_ += entry.size;

    auto handle = std::make_unique<PartStream::Handle>();
    handle->file = zip_fopen_index(archive_->zip, index, 0);
    if (!handle->file) return refused(input_, entry.name, zip_strerror(archive_->zip));
    return PartStream(input_, entry.name, entry.size, std::move(handle));
}

}  // namespace jixiao
