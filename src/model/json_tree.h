// A JSON text as a tree whose numbers are still their digits.
//
// Knows: RFC 8259, and limits that keep any input safe. Does not know: any schema.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/failure.h"
#include "base/limits.h"

namespace jixiao {

struct JsonMember;

struct JsonNode {
    enum class Type { Null, Boolean, Number, String, Array, Object };
    Type type = Type::Null;
    bool boolean = false;
    std::string text;                                       // of a String; the digits of a Number
    std::vector<JsonNode> items;                            // of an Array
    std::vector<JsonMember> members;                        // of an Object, in source order, keys unique

    const JsonNode* member(std::string_view name) const;
};

struct JsonMember {
    std::string first;   // the key
    JsonNode second;
};

// Fails, naming line and column, for what is no JSON, for a key given twice, for U+0000, and for the limits: json_depth,
// json_values, json_members, string_bytes.
Result<JsonNode> parse_json(std::string_view json, std::string_view input_name, const Limits& limits);

// As much of the outermost object as is needed to know the members named, which must be strings; a member that
// is absent or no string is empty. Fails where the text before them is no JSON object.
Result<std::vector<std::string>> peek_json_members(std::string_view json, std::string_view input_name,
                                                   const std::vector<std::string_view>& names, const Limits& limits);

}  // namespace jixiao
