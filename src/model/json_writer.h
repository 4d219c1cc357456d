// Writes JSON text in the order it is told to.
//
// Knows: RFC 8259 and two layouts (indented by two blanks, or one line). Does not know: any schema.
// Why not nlohmann's dump: a number here is its digits, and 68725.09 or 8.50 must come out as written.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/decimal.h"

namespace jixiao {

class JsonWriter {
public:
    enum class Style { Indented, OneLine };
    explicit JsonWriter(Style style) : style_(style) {}

    JsonWriter& begin_object() { return begin('{'); }
    JsonWriter& begin_array() { return begin('['); }
    JsonWriter& end_object() { return end('}'); }
    JsonWriter& end_array() { return end(']'); }
    JsonWriter& key(std::string_view name);  // inside an object, before each value

    // Malformed UTF-8 becomes U+FFFD; control characters are escaped, Chinese is not.
    JsonWriter& text(std::string_view utf8);
    JsonWriter& text_or_null(std::string_view utf8) { return utf8.empty() ? null() : text(utf8); }
    JsonWriter& number(const Decimal& value) { return literal(value.str()); }
    JsonWriter& number(int value) { return literal(std::to_string(value)); }
    JsonWriter& number(double value);  // shortest digits that read back the same; finite
    JsonWriter& boolean(bool value) { return literal(value ? "true" : "false"); }
    JsonWriter& null() { return literal("null"); }

    const std::string& str() const { return out_; }

private:
    JsonWriter& begin(char bracket);
    JsonWriter& end(char bracket);
    JsonWriter& literal(std::string_view digits);
    void before_value();
    void new_line();

    Style style_;
    std::string out_;
    std::vector<bool> filled_;  // one a level: whether it has a member yet
    bool after_key_ = false;
};

}  // namespace jixiao
