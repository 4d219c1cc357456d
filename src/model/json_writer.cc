#include "model/json_writer.h"

#include <fmt/format.h>

#include "text/characters.h"

namespace jixiao {
namespace {

// Where the characters end that are written as they stand: nearly all, and copied at once. U+2000 to U+2FFF, among
// which there are two line ends, and what is not common get a look each.
std::size_t end_of_plain(std::string_view utf8, std::size_t at) {
    while (at < utf8.size()) {
        const auto first = static_cast<unsigned char>(utf8[at]);
        if (first >= 0x20 && first < 0x7F && first != '"' && first != '\\')
            ++at;
        else if (first != 0xE2 && is_common_triple(utf8, at))
            at += 3;
        else
            break;
    }
    return at;
}

}  // namespace

JsonWriter& JsonWriter::begin(char bracket) {
    before_value();
    out_.push_back(bracket);
    filled_.push_back(false);
    return *this;
}

JsonWriter& JsonWriter::end(char bracket) {
    const bool filled = filled_.back();
    filled_.pop_back();
    if (filled) new_line();
    out_.push_back(bracket);
    return *this;
}

JsonWriter& JsonWriter::key(std::string_view name) {
    text(name);
    out_.append(style_ == Style::Indented ? ": " : ":");
    after_key_ = true;
    return *this;
}

JsonWriter& JsonWriter::text(std::string_view utf8) {
    before_value();
    out_.push_back('"');
    for (std::size_t at = 0; at < utf8.size();) {
        const std::size_t plain = end_of_plain(utf8, at);
        out_.append(utf8, at, plain - at);
        if ((at = plain) == utf8.size()) break;
        const char32_t c = next_code_point(utf8, at);
        switch (c) {
            case U'"': out_.append("\\\""); break;
            case U'\\': out_.append("\\\\"); break;
            case U'\n': out_.append("\\n"); break;
            case U'\t': out_.append("\\t"); break;
            case U'\r': out_.append("\\r"); break;
            default:
                // RFC 8259 section 7 asks for C0; DEL, C1 and the two Unicode line ends confuse readers of lines.
                if (c < 0x20 || (c >= 0x7F && c < 0xA0) || c == 0x2028 || c == 0x2029)
                    out_.append(fmt::format("\\u{:04x}", static_cast<unsigned>(c)));
                else
                    append_utf8(out_, c);
        }
    }
    out_.push_back('"');
    return *this;
}

JsonWriter& JsonWriter::number(double value) {
    return literal(fmt::format("{}", value));
}

JsonWriter& JsonWriter::literal(std::string_view digits) {
    before_value();
    out_.append(digits);
    return *this;
}

void JsonWriter::before_value() {
    if (after_key_) {
        after_key_ = false;
        return;
    }
    if (filled_.empty()) return;
    if (filled_.back()) out_.push_back(',');
    filled_.back() = true;
    new_line();
}

void JsonWriter::new_line() {
    if (style_ == Style::OneLine) return;
    out_.push_back('\n');
    out_.append(filled_.size() * 2, ' ');
}

}  // namespace jixiao
