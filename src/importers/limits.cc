#include "importers/limits.h"

namespace jixiao {

Failure limit_failure(Origin at, std::string_view name, std::uint64_t limit, std::uint64_t found) {
    return {std::move(at),
            message("{0} 为 {1}，超过上限 {2}", "{0} is {1}, more than the limit of {2}", name, found, limit),
            message("确需读取时，用 --limit {0}=N 提高上限",
                    "raise it with --limit {0}=N if the file is to be trusted", name)};
}

Findings FindingList::take(const std::string& input) {
    if (dropped_ > 0) {
        Finding more = Finding::of(Code::source_damaged,
                                   message("还有 {} 条同类问题未列出", "{} more findings were left out", dropped_));
        more.at = Origin{input, "", {}};
        kept_.push_back(std::move(more));
    }
    return std::move(kept_);
}

}  // namespace jixiao
