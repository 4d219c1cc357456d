// A page parsed by gumbo, within bounds.
//
// Knows: gumbo, its memory, and what makes it slow. Does not know: what the elements mean.
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include <gumbo.h>

#include "base/failure.h"
#include "base/limits.h"

namespace jixiao {

class HtmlTree {
public:
    // The text must outlive the tree, which points into it. Fails for pages beyond the limits.
    static Result<HtmlTree> parse(const std::string& input, std::string_view utf8, const Limits& limits);

    const GumboNode& root() const { return *root_; }

    HtmlTree(HtmlTree&&) noexcept;
    HtmlTree& operator=(HtmlTree&&) noexcept;
    ~HtmlTree();

private:
    struct Arena;
    static const GumboNode* run(Arena& arena, std::string_view utf8);
    explicit HtmlTree(std::unique_ptr<Arena> arena);

    std::unique_ptr<Arena> arena_;
    const GumboNode* root_ = nullptr;
};

}  // namespace jixiao
