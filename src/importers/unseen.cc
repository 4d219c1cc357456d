#include "importers/unseen.h"

#include <string>

#include "text/charset.h"

namespace jixiao {
namespace {

std::string names_of(const auto& characters) {
    std::string names;
    for (const char32_t c : characters)
        names += fmt::format("{}U+{:04X}", names.empty() ? "" : " ", static_cast<unsigned>(c));
    return names;
}

}  // namespace

void UnseenCharacters::look(const Visible& visible, const Origin& at, const std::function<void(Finding)>& add) {
    if (!visible.dropped.empty()) {
        const std::string names = names_of(visible.dropped);
        Finding finding = Finding::of(
            Code::control_character,
            message("文字中有不可见的控制字符 {}，已略去", "invisible control characters {} were left out", names));
        finding.at = at;
        finding.got = names;
        add(std::move(finding));
    }
    if (visible.unreadable) {
        Finding finding =
            Finding::of(Code::replacement_character,
                        message("文字中有无法还原的字符", "the text holds characters that cannot be restored"));
        finding.at = at;
        finding.got = visible.text.substr(0, 300);
        while (!is_valid_utf8(finding.got)) finding.got.pop_back();
        add(std::move(finding));
    }
    if (visible.silent.empty()) return;
    if (!first_) first_ = at;
    ++cells_;
    silent_.insert(visible.silent.begin(), visible.silent.end());
}

std::optional<Finding> UnseenCharacters::note() const {
    if (!first_) return std::nullopt;
    const std::string names = names_of(silent_);
    Finding finding = Finding::of(Code::zero_width_character,
                                  message("{0} 处文字中有没有宽度的字符 {1}，已略去，此处为第一处",
                                          "texts hold characters without width, {1}, which were left out, in {0} places; this is the first",
                                          cells_, names));
    finding.at = *first_;
    finding.got = names;
    return finding;
}

}  // namespace jixiao
