#include "importers/html_tree.h"

#include <algorithm>
#include <array>
#include <csetjmp>
#include <cstddef>
#include <cstdlib>
#include <vector>

#include "base/limits.h"

namespace jixiao {

// Memory of one tree, given back at once. Why an arena: gumbo frees its tree by recursion, which a
// page nested deeply enough turns into a stack overflow; and it does not survive a failed allocation.
struct HtmlTree::Arena {
    static constexpr std::size_t kBlock = std::size_t{1} << 18;

    std::vector<std::unique_ptr<std::byte[]>> blocks;
    std::size_t left = 0;  // of the last block
    std::size_t spent = 0, limit = 0;
    std::jmp_buf exhausted;

    void* take(std::size_t size) noexcept {
        size = (size + alignof(std::max_align_t) - 1) & ~(alignof(std::max_align_t) - 1);
        if (size > left) {
            const std::size_t block = std::max(size, kBlock);
            if (block > limit - std::min(spent, limit)) return nullptr;
            try {
                blocks.push_back(std::make_unique_for_overwrite<std::byte[]>(block));
            } catch (const std::exception&) {
                return nullptr;
            }
            left = block;
            last_size = block;
            spent += block;
        }
        void* const place = blocks.back().get() + (last_size - left);
        left -= size;
        return place;
    }

    std::size_t last_size = 0;
};

namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

template <std::size_t N>
bool is_one_of(const std::array<GumboTag, N>& tags, GumboTag tag) {
    return std::ranges::find(tags, tag) != tags.end();
}

constexpr std::array kVoid = {GUMBO_TAG_BR,   GUMBO_TAG_IMG,   GUMBO_TAG_HR,     GUMBO_TAG_INPUT, GUMBO_TAG_META,
                              GUMBO_TAG_LINK, GUMBO_TAG_COL,   GUMBO_TAG_BASE,   GUMBO_TAG_AREA,  GUMBO_TAG_EMBED,
                              GUMBO_TAG_WBR,  GUMBO_TAG_PARAM, GUMBO_TAG_SOURCE, GUMBO_TAG_TRACK};
// Closed by their next sibling without being told to.
constexpr std::array kImplied = {GUMBO_TAG_P,      GUMBO_TAG_LI,   GUMBO_TAG_DD,   GUMBO_TAG_DT,
                                 GUMBO_TAG_OPTION, GUMBO_TAG_HTML, GUMBO_TAG_HEAD, GUMBO_TAG_BODY};
constexpr std::array kTableParts = {GUMBO_TAG_TR,    GUMBO_TAG_TD,    GUMBO_TAG_TH,      GUMBO_TAG_TBODY,
                                    GUMBO_TAG_THEAD, GUMBO_TAG_TFOOT, GUMBO_TAG_CAPTION, GUMBO_TAG_COLGROUP};
// HTML 13.2.4.3: opened again in each paragraph until closed.
constexpr std::array kFormatting = {
    GUMBO_TAG_A,    GUMBO_TAG_B, GUMBO_TAG_BIG,   GUMBO_TAG_CODE,   GUMBO_TAG_EM,     GUMBO_TAG_FONT, GUMBO_TAG_I,
    GUMBO_TAG_NOBR, GUMBO_TAG_S, GUMBO_TAG_SMALL, GUMBO_TAG_STRIKE, GUMBO_TAG_STRONG, GUMBO_TAG_TT,   GUMBO_TAG_U};

// A rough reading of the tags ahead of the real one, which bounds what that will cost.
struct Nesting {
    std::vector<GumboTag> open;
    std::size_t unclosed = 0;
    std::size_t deepest = 0, most_unclosed = 0;

    void start(GumboTag tag) {
        if (is_one_of(kTableParts, tag)) {
            // A new cell or row closes what the last one left open.
            while (!open.empty() && open.back() != GUMBO_TAG_TABLE) open.pop_back();
            unclosed = 0;
            return;
        }
        if (is_one_of(kVoid, tag) || is_one_of(kImplied, tag)) return;
        if (is_one_of(kFormatting, tag)) most_unclosed = std::max(most_unclosed, ++unclosed);
        open.push_back(tag);
        deepest = std::max(deepest, open.size());
    }

    void end(GumboTag tag) {
        if (is_one_of(kFormatting, tag) && unclosed > 0) --unclosed;
        const auto found = std::ranges::find(open.rbegin(), open.rend(), tag);
        if (found != open.rend()) open.erase(std::prev(found.base()), open.end());
    }
};

std::optional<Failure> too_costly(const std::string& input, std::string_view html, const Limits& limits) {
    const Origin at{input, "", {}};
    if (html.size() > limits.html_bytes) return limit_failure(at, "html_bytes", limits.html_bytes, html.size());
    Nesting nesting;
    for (std::size_t pos = html.find('<'); pos != html.npos; pos = html.find('<', pos + 1)) {
        std::size_t from = pos + 1;
        const bool closing = from < html.size() && html[from] == '/';
        if (closing) ++from;
        std::size_t end = from;
        while (end < html.size() && (is_letter(html[end]) || (end > from && html[end] >= '0' && html[end] <= '9')))
            ++end;
        if (end == from) continue;
        const GumboTag tag =
            gumbo_tagn_enum(html.data() + from, static_cast<unsigned>(std::min<std::size_t>(end - from, 64)));
        if (closing)
            nesting.end(tag);
        else
            nesting.start(tag);
        if (nesting.deepest > limits.html_depth)
            return limit_failure(at, "html_depth", limits.html_depth, nesting.deepest);
        if (nesting.most_unclosed > limits.html_unclosed_tags)
            return limit_failure(at, "html_unclosed_tags", limits.html_unclosed_tags, nesting.most_unclosed);
    }
    return std::nullopt;
}

}  // namespace

HtmlTree::HtmlTree(std::unique_ptr<Arena> arena) : arena_(std::move(arena)) {}
HtmlTree::HtmlTree(HtmlTree&&) noexcept = default;
HtmlTree& HtmlTree::operator=(HtmlTree&&) noexcept = default;
HtmlTree::~HtmlTree() = default;

// Nothing where memory ran out. A function of its own, so that no local is alive across the jump; between
// here and the allocator lie only C frames of gumbo, which own nothing but the arena's memory.
const GumboNode* HtmlTree::run(Arena& arena, std::string_view utf8) {
    GumboOptions options = kGumboDefaultOptions;
    options.max_errors = 0;
    options.userdata = &arena;
    options.allocator = [](void* userdata, std::size_t size) -> void* {
        auto& from = *static_cast<Arena*>(userdata);
        void* const place = from.take(size);
        if (!place) std::longjmp(from.exhausted, 1);
        return place;
    };
    options.deallocator = [](void*, void*) {};
    if (setjmp(arena.exhausted) != 0) return nullptr;
    return gumbo_parse_with_options(&options, utf8.data(), utf8.size())->root;
}

Result<HtmlTree> HtmlTree::parse(const std::string& input, std::string_view utf8, const Limits& limits) {
    if (auto failure = too_costly(input, utf8, limits)) return std::unexpected(std::move(*failure));
    HtmlTree tree(std::make_unique<Arena>());
    tree.arena_->limit = limits.html_memory;
    tree.root_ = run(*tree.arena_, utf8);
    if (!tree.root_)
        return std::unexpected(limit_failure({input, "", {}}, "html_memory", limits.html_memory, limits.html_memory + 1));
    return tree;
}

}  // namespace jixiao
