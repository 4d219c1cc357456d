#include "model/json_writer.h"

#include <fmt/format.h>

#include "text/characters.h"

namespace jixiao {

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
    for (const char32_t c : to_code_points(utf8)) {
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
