#include "importers/text_markup.h"

#include <algorithm>
#include <array>

#include <gumbo.h>

#include "importers/text_limits.h"
#include "importers/text_lines.h"
#include "text/characters.h"

namespace jixiao {
namespace {

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// ---- Tags ------------------------------------------------------------------------------------

struct Tag {
    std::size_t length = 0;  // bytes; 0 where there is no tag
    bool ends_line = false;
    bool hides = false;  // its content is not shown: script, style
    GumboTag tag = GUMBO_TAG_UNKNOWN;
    bool closing = false;
};

constexpr std::array kLineTags = {
    GUMBO_TAG_P,   GUMBO_TAG_DIV,        GUMBO_TAG_BR,      GUMBO_TAG_LI,    GUMBO_TAG_UL, GUMBO_TAG_OL,
    GUMBO_TAG_TR,  GUMBO_TAG_TABLE,      GUMBO_TAG_H1,      GUMBO_TAG_H2,    GUMBO_TAG_H3, GUMBO_TAG_H4,
    GUMBO_TAG_H5,  GUMBO_TAG_H6,         GUMBO_TAG_DD,      GUMBO_TAG_DT,    GUMBO_TAG_DL, GUMBO_TAG_HR,
    GUMBO_TAG_PRE, GUMBO_TAG_BLOCKQUOTE, GUMBO_TAG_SECTION, GUMBO_TAG_CENTER};

// Word's own elements in the HTML it writes: o:p, v:shape, w:sdt, st1:chsdate.
bool is_office_name(std::string_view name) {
    const std::size_t colon = name.find(':');
    if (colon == name.npos) return false;
    constexpr std::array<std::string_view, 6> kPrefixes = {"o", "v", "w", "x", "m", "st1"};
    return std::ranges::find(kPrefixes, name.substr(0, colon)) != kPrefixes.end();
}

// A comment, a document type or an XML declaration at the beginning of `text`; its length, else 0.
std::size_t declaration(std::string_view text) {
    constexpr std::pair<std::string_view, std::string_view> kKinds[] = {
        {"<!--", "-->"}, {"<!doctype", ">"}, {"<!DOCTYPE", ">"}, {"<?xml", "?>"}};
    for (const auto& [open, close] : kKinds) {
        if (!text.starts_with(open)) continue;
        const std::size_t end = text.substr(0, kMaxTagBytes).find(close, open.size());
        return end == text.npos ? 0 : end + close.size();
    }
    return 0;
}

// The tag at the beginning of `text`, which starts with '<'.
Tag tag_at(std::string_view text) {
    if (const std::size_t length = declaration(text)) return {.length = length};
    std::size_t at = 1;
    const bool closing = at < text.size() && text[at] == '/';
    if (closing) ++at;
    const std::size_t name_at = at;
    while (at < text.size() && (is_letter(text[at]) || (at > name_at && (is_digit(text[at]) || text[at] == ':'))))
        ++at;
    const std::string_view name = text.substr(name_at, at - name_at);
    if (name.empty() || at == text.size()) return {};
    const GumboTag tag = gumbo_tagn_enum(name.data(), static_cast<unsigned>(name.size()));
    if (tag == GUMBO_TAG_UNKNOWN && !is_office_name(name)) return {};
    if (std::string_view(" \t\r\n/>").find(text[at]) == std::string_view::npos) return {};
    // Attributes, in whose quoted values a '>' is text. An attribute's name is ASCII: `<p 且 q>` is no tag.
    const std::string_view rest = text.substr(0, kMaxTagBytes);
    for (char quote = 0; at < rest.size(); ++at) {
        const char c = rest[at];
        if (quote) {
            if (c == quote) quote = 0;
        } else if (c == '>') {
            const bool line = std::ranges::find(kLineTags, tag) != kLineTags.end();
            return {at + 1, line, tag == GUMBO_TAG_SCRIPT || tag == GUMBO_TAG_STYLE, tag, closing};
        } else if ((c == '"' || c == '\'') && rest[at - 1] == '=') {
            quote = c;
        } else if (c == '<' || (static_cast<unsigned char>(c) & 0x80)) {
            return {};
        }
    }
    return {};
}

std::size_t find_closing(std::string_view text, std::size_t from, GumboTag tag) {
    for (std::size_t at = text.find("</", from); at != text.npos; at = text.find("</", at + 2)) {
        const Tag found = tag_at(text.substr(at));
        if (found.length && found.tag == tag) return at;
    }
    return text.size();
}

// Tags and entities out; each is looked at once, so `&lt;p&gt;` shows as `<p>`.
std::string without_markup(std::string_view raw) {
    std::string out;
    out.reserve(raw.size());
    // Why: past the last '>' nothing is a tag, and a million '<' need not be asked.
    const std::size_t last_end = raw.rfind('>');
    for (std::size_t at = 0; at < raw.size();) {
        const char c = raw[at];
        if (c == '<' && last_end != raw.npos && at < last_end) {
            if (const Tag tag = tag_at(raw.substr(at)); tag.length) {
                at += tag.length;
                if (tag.hides && !tag.closing) at = find_closing(raw, at, tag.tag);
                if (tag.ends_line)
                    out.push_back('\n');
                else if (tag.tag == GUMBO_TAG_TD || tag.tag == GUMBO_TAG_TH)
                    out.push_back(' ');
                continue;
            }
        } else if (c == '&') {
            constexpr std::size_t kLongestName = 34;  // &CounterClockwiseContourIntegral;
            const std::size_t end = raw.substr(0, at + kLongestName).find(';', at);
            if (end != raw.npos) {
                const std::string text = decode_entity(raw.substr(at, end + 1 - at));
                if (!text.empty()) {
                    out += text;
                    at = end + 1;
                    continue;
                }
            }
        }
        out.push_back(c);
        ++at;
    }
    return out;
}

// ---- Markdown --------------------------------------------------------------------------------

constexpr std::string_view kBoundaries[] = {" ", "：", ":", "，", "。", "（", "）", "(", ")", "、", "；", "“", "”"};

bool ends_a_word(std::string_view before) {
    return before.empty() || std::ranges::any_of(kBoundaries, [&](auto mark) { return before.ends_with(mark); });
}

bool begins_a_word(std::string_view after) {
    return after.empty() || std::ranges::any_of(kBoundaries, [&](auto mark) { return after.starts_with(mark); });
}

// `**text**` and `__text__` between boundaries. A placeholder such as `≥**人次` has none and stays.
std::string without_emphasis(std::string line) {
    for (const std::string_view mark : {"**", "__"}) {
        for (std::size_t open = line.find(mark); open != line.npos; open = line.find(mark, open)) {
            const std::size_t close = line.find(mark, open + 2);
            if (close == line.npos) break;
            const std::string_view view = line;
            const std::string_view inside = view.substr(open + 2, close - open - 2);
            const bool words =
                inside.find_first_not_of("*_- ") != inside.npos && inside.front() != ' ' && inside.back() != ' ';
            if (words && ends_a_word(view.substr(0, open)) && begins_a_word(view.substr(close + 2))) {
                line.erase(close, 2);
                line.erase(open, 2);
            } else {
                open = close;
            }
        }
    }
    return line;
}

std::string_view without_heading(std::string_view line) {
    const std::size_t marks = std::min(line.find_first_not_of('#'), line.size());
    if (marks == 0 || marks > 6 || marks == line.size() || line[marks] != ' ') return line;
    line = trimmed(line.substr(marks));
    const std::size_t last = line.find_last_not_of('#');  // a closing sequence, `## title ##`
    if (last != line.npos && last + 1 < line.size() && line[last] == ' ') line = trimmed(line.substr(0, last));
    return line;
}

// ---- Characters ------------------------------------------------------------------------------

bool is_silent(char32_t c) {
    return c == 0x200B || c == 0x00AD || c == 0xFEFF || c == 0x2060;
}

void note(std::vector<char32_t>& list, char32_t c) {
    if (std::ranges::find(list, c) == list.end()) list.push_back(c);
}

bool is_plain_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 0x20 && c < 0x7F; });
}

// Whether any code point needs a look: anything below U+0020, C1, Cf or U+FFFD. In UTF-8 these begin with
// C2 (U+0080–00BF), D8 (U+0600–063F), DB, DC (Arabic signs), E1 (U+180E), E2 (U+2000–2FFF), EF or F0–F4;
// Chinese text, E3–E9, has none.
constexpr bool may_need_filter(unsigned char c) {
    return c < 0x20 || c == 0x7F || c == 0xC2 || (c >= 0xD8 && c <= 0xDC) || (c >= 0xE0 && c <= 0xE2) || c >= 0xEF;
}

// Of the characters that begin so, two blocks are in every text and harmless for the most part: quotation marks, dashes and
// comparators (U+2000–2FFF, format characters only at 200B–200F, 2028–202E and 2060–206F), and the full-width forms (U+F000–FFFF,
// a byte order mark at FEFF, signs of trouble from FFC0).
bool is_harmless(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return at + i < text.size() ? static_cast<unsigned char>(text[at + i]) : 0; };
    if (byte(0) == 0xE2) {
        if (byte(1) == 0x80) return !(byte(2) >= 0x8B && byte(2) <= 0x8F) && !(byte(2) >= 0xA8 && byte(2) <= 0xAE);
        return byte(1) > 0x81;
    }
    return byte(0) == 0xEF && byte(1) >= 0xBC && byte(1) <= 0xBE;
}

bool needs_filter(std::string_view text) {
    for (std::size_t at = 0; at < text.size(); ++at)
        if (may_need_filter(static_cast<unsigned char>(text[at])) && !is_harmless(text, at)) return true;
    return false;
}

std::string filtered(std::string_view text, Visible& out) {
    if (!needs_filter(text)) return std::string(text);
    std::string kept;
    kept.reserve(text.size());
    for (const char32_t c : to_code_points(text)) {
        if (is_silent(c)) {
            note(out.silent, c);
            continue;
        }
        if (is_format(c)) {
            note(out.dropped, c);
            continue;
        }
        if (c == 0xFFFD) out.unreadable = true;
        if (c == '\r' || c == '\v' || c == '\f' || c == 0x85 || c == 0x2028 || c == 0x2029)
            kept.push_back('\n');
        else if (c == '\t')
            kept.push_back(' ');
        else
            append_utf8(kept, c);
    }
    return kept;
}

// Nothing in it is markup, a mark of emphasis, a line end or a character that needs a look, as in nearly all cells: one look at
// each byte instead of five searches.
bool is_plain(std::string_view text) {
    static constexpr auto kSpecial = [] {
        std::array<bool, 256> special{};
        for (std::size_t c = 0; c < special.size(); ++c) special[c] = may_need_filter(static_cast<unsigned char>(c));
        for (const char c : std::string_view("<&#*_")) special[static_cast<unsigned char>(c)] = true;
        return special;
    }();
    for (std::size_t at = 0; at < text.size(); ++at)
        if (kSpecial[static_cast<unsigned char>(text[at])] && !is_harmless(text, at)) return false;
    return true;
}

template <typename Line>
Visible join_lines(std::string_view text, Visible out, Line line_of) {
    for (std::size_t from = 0; from <= text.size();) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        const std::string line(line_of(trimmed(text.substr(from, end - from))));
        if (!line.empty()) {
            if (!out.text.empty()) out.text.push_back('\n');
            out.text += line;
        }
        from = end + 1;
    }
    return out;
}

}  // namespace

Visible visible_text(std::string_view raw) {
    if (is_plain(raw)) {
        Visible out;
        out.text = trimmed(raw);
        return out;
    }
    if (raw.find_first_of("<&") == raw.npos) return visible_markdown_text(raw);
    return visible_markdown_text(without_markup(raw));
}

std::optional<std::string> without_tags(std::string_view raw) {
    const std::size_t last_end = raw.rfind('>');
    for (std::size_t at = raw.find('<'); at != raw.npos && last_end != raw.npos && at < last_end; at = raw.find('<', at + 1))
        if (tag_at(raw.substr(at)).ends_line) return visible_plain_text(without_markup(raw)).text;
    return std::nullopt;
}

Visible visible_markdown_text(std::string_view text) {
    if (text.find_first_of("#*_") == text.npos) return visible_plain_text(text);
    Visible out;
    const std::string plain = filtered(text, out);
    return join_lines(plain, std::move(out),
                      [](std::string_view line) { return without_emphasis(std::string(without_heading(line))); });
}

std::optional<Visible> without_unseen(std::string_view text) {
    if (!needs_filter(text)) return std::nullopt;
    Visible out;
    for (const char32_t c : to_code_points(text)) {
        if (is_silent(c)) {
            note(out.silent, c);
        } else if (is_format(c)) {
            note(out.dropped, c);
        } else {
            out.unreadable |= c == 0xFFFD;
            append_utf8(out.text, c);
        }
    }
    if (out.silent.empty() && out.dropped.empty() && !out.unreadable) return std::nullopt;
    return out;
}

Visible visible_plain_text(std::string_view text) {
    Visible out;
    if (is_plain_ascii(text)) {
        out.text = trimmed(text);
        return out;
    }
    const std::string plain = filtered(text, out);
    return join_lines(plain, std::move(out), [](std::string_view line) { return line; });
}

}  // namespace jixiao
