#include "layout/typeset.h"

#include <algorithm>

#include "text/characters.h"

namespace jixiao {
namespace {

// The geta mark stands for what cannot be drawn (GB 2312 02-14).
constexpr char32_t kGeta = U'〓';
// A glyph at least this wide fills its square, so that half of a punctuation mark's is empty.
constexpr float kFullWidth = 950;

bool is_open(char32_t c) {
    return std::u32string_view(U"（《〈「『【〔〖［｛“‘").find(c) != std::u32string_view::npos;
}
bool is_close(char32_t c) {
    return std::u32string_view(U"）》〉」』】〕〗］｝”’，。、；：！？．").find(c) != std::u32string_view::npos;
}

bool is_plain(char32_t c) {
    return c > 0x20 && c < 0x7F;
}

CharKind kind_of(char32_t c, float advance) {
    if (is_common_ideograph(c)) return CharKind::Wide;
    if (advance >= kFullWidth) {
        if (is_open(c)) return CharKind::Open;
        if (is_close(c)) return CharKind::Close;
        return CharKind::Wide;
    }
    return CharKind::Narrow;
}

TypeChar type_char(char32_t c, FontRole role, bool bold, const FontSet& fonts) {
    TypeChar typed{.c = c};
    if (!is_plain(c) && !is_common_ideograph(c)) {
        if (is_invisible(c)) return typed;
        if (is_space(c)) typed.kind = CharKind::Space;
    }
    auto pick = fonts.pick(role, bold, c);
    if (!pick && typed.kind == CharKind::Space) pick = fonts.pick(role, bold, U' ');  // rare spaces, tabs
    if (!pick) {
        typed.missing = true;
        pick = fonts.pick(role, bold, kGeta);
        if (!pick) pick = FontSet::Pick{fonts.first(role, bold), 0};
    }
    typed.face = pick->face;
    typed.glyph = pick->glyph;
    typed.advance = static_cast<float>(fonts.advance(pick->face, pick->glyph));
    if (typed.kind != CharKind::Space) typed.kind = typed.missing ? CharKind::Wide : kind_of(c, typed.advance);
    return typed;
}

}  // namespace

float pair_squeeze(CharKind a, CharKind b) {
    const bool shares = (a == CharKind::Close && (b == CharKind::Close || b == CharKind::Open)) ||
                        (a == CharKind::Open && b == CharKind::Open);
    return shares ? -kSqueeze : 0;
}

float TypeText::width(int begin, int end) const {
    if (end <= begin) return 0;
    const auto last = static_cast<std::size_t>(end - 1);
    return static_cast<float>(at[last] - at[static_cast<std::size_t>(begin)]) + chars[last].advance;
}

TypeText type_text(std::string_view utf8, FontRole role, bool bold, const FontSet& fonts) {
    TypeText text;
    const std::u32string points = to_code_points(utf8);
    text.chars.reserve(points.size());
    text.at.reserve(points.size() + 1);
    for (const char32_t c : points) {
        text.chars.push_back(type_char(c, role, bold, fonts));
        text.missing = text.missing || text.chars.back().missing;
    }
    double x = 0;
    for (std::size_t i = 0; i < text.chars.size(); ++i) {
        text.at.push_back(x);
        x += text.chars[i].advance;
        if (i + 1 < text.chars.size()) x += pair_squeeze(text.chars[i].kind, text.chars[i + 1].kind);
    }
    text.at.push_back(x);
    return text;
}

Slack punctuation_slack(const TypeText& text, int begin, int end) {
    Slack slack;
    if (end <= begin) return slack;
    if (text.chars[static_cast<std::size_t>(end - 1)].kind == CharKind::Close) slack.at_end = kSqueeze;
    for (int i = begin; i + 1 < end; ++i) {
        const CharKind kind = text.chars[static_cast<std::size_t>(i)].kind;
        const CharKind next = text.chars[static_cast<std::size_t>(i + 1)].kind;
        if (kind == CharKind::Close && pair_squeeze(kind, next) == 0) slack.inner += kInnerSqueeze;
    }
    return slack;
}

}  // namespace jixiao
