// Characters nobody sees, told: what was left out of a text, and where.
//
// Knows: the findings for them. Does not know: which characters they are (text_markup does), or what a text means.
#pragma once

#include <functional>
#include <optional>
#include <set>

#include "base/finding.h"
#include "base/origin.h"
#include "importers/text_markup.h"

namespace jixiao {

// Of one input.
class UnseenCharacters {
public:
    // The findings of one cell go to `add`, those of controls and lost characters at once; characters without width, which
    // copying from web pages leaves by the hundred, become one note of the whole input, made by `note`.
    void look(const Visible& visible, const Origin& at, const std::function<void(Finding)>& add);
    std::optional<Finding> note() const;

private:
    std::optional<Origin> first_;
    std::set<char32_t> silent_;
    std::size_t cells_ = 0;
};

}  // namespace jixiao
