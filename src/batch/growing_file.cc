#include "batch/growing_file.h"

namespace jixiao {

void GrowingFile::flush() {
    if (!writer_ && !failure_) {
        auto opened = FileWriter::open(path_);
        if (opened)
            writer_ = std::move(*opened);
        else
            failure_ = opened.error();
    }
    if (!failure_)
        if (auto written = writer_->append(held_); !written) failure_ = written.error();
    held_.clear();
}

void GrowingFile::append(const std::string& text) {
    constexpr std::size_t kEnough = 1 << 16;  // a write call a line would cost more than the copy
    held_ += text;
    if (held_.size() >= kEnough) flush();
}

Result<void> GrowingFile::commit() {
    flush();
    if (failure_) return std::unexpected(*failure_);
    return writer_->finish();
}

}  // namespace jixiao
