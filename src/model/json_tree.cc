#include "model/json_tree.h"

#include <algorithm>
#include <exception>
#include <nlohmann/json.hpp>
#include <optional>

namespace jixiao {
namespace {

using Sax = nlohmann::json_sax<nlohmann::json>;

Failure failure_at(std::string_view json, std::size_t offset, std::string_view input_name, const Message& why) {
    offset = std::min(offset, json.size());
    const auto before = json.substr(0, offset);
    const auto line = std::ranges::count(before, '\n') + 1;
    const auto last = before.rfind('\n');
    const auto column = offset - (last == before.npos ? 0 : last + 1) + 1;
    return Failure{{std::string(input_name), "", {}},
                   message("第 {1} 行第 {2} 字节：{0}。", "line {1}, byte {2}: {3}.", why.zh, line, column, why.en),
                   {}};
}

// Builds the tree; the parser calls it, without recursion of its own.
class TreeBuilder : public Sax {
public:
    explicit TreeBuilder(JsonNode& root) { open_.push_back(&root); }

    bool null() override { return place({}); }
    bool boolean(bool value) override {
        JsonNode node;
        node.type = JsonNode::Type::Boolean;
        node.boolean = value;
        return place(std::move(node));
    }
    bool number_integer(number_integer_t value) override { return number(std::to_string(value)); }
    bool number_unsigned(number_unsigned_t value) override { return number(std::to_string(value)); }
    bool number_float(number_float_t, const string_t& digits) override { return number(digits); }
    bool string(string_t& value) override {
        JsonNode node;
        node.type = JsonNode::Type::String;
        node.text = std::move(value);
        return has_no_nul(node.text) && place(std::move(node));
    }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(JsonNode::Type::Object); }
    bool start_array(std::size_t) override { return open(JsonNode::Type::Array); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        if (open_.back()->members.size() >= kMaxJsonMembers)
            return stop(message("一个对象超过 {} 个键", "more than {} keys in one object", kMaxJsonMembers));
        if (open_.back()->member(name)) return stop(message("键“{}”重复", "the key “{}” is given twice", name));
        key_ = std::move(name);
        return has_no_nul(key_);
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        // nlohmann counts the bytes read, the offending one included.
        offset_ = position > 0 ? position - 1 : 0;
        return stop({"不是合法的 JSON", "this is no JSON"});
    }

    const std::optional<Message>& why() const { return why_; }
    std::optional<std::size_t> offset() const { return offset_; }

private:
    bool number(std::string digits) {
        JsonNode node;
        node.type = JsonNode::Type::Number;
        node.text = std::move(digits);
        return place(std::move(node));
    }
    bool open(JsonNode::Type type) {
        if (static_cast<int>(open_.size()) > kMaxJsonDepth)
            return stop(message("嵌套超过 {} 层", "nested deeper than {} levels", kMaxJsonDepth));
        JsonNode node;
        node.type = type;
        JsonNode* placed = nullptr;
        if (!place(std::move(node), &placed)) return false;
        open_.push_back(placed);
        return true;
    }
    bool close() {
        open_.pop_back();
        return true;
    }
    // Pointers to open nodes stay valid: only the innermost one's vector grows.
    bool place(JsonNode node, JsonNode** placed = nullptr) {
        if (++count_ > kMaxJsonNodes) return stop(message("超过 {} 个值", "more than {} values", kMaxJsonNodes));
        JsonNode& parent = *open_.back();
        JsonNode* here = &parent;
        if (open_.size() == 1) {
            parent = std::move(node);
        } else if (parent.type == JsonNode::Type::Array) {
            here = &parent.items.emplace_back(std::move(node));
        } else {
            here = &parent.members.emplace_back(std::move(key_), std::move(node)).second;
        }
        if (placed) *placed = here;
        return true;
    }
    bool has_no_nul(const std::string& text) {
        return text.find('\0') == text.npos || stop({"文字中有 U+0000", "a text holds U+0000"});
    }
    bool stop(Message why) {
        why_ = std::move(why);
        return false;
    }

    std::vector<JsonNode*> open_;
    std::string key_;
    std::size_t count_ = 0;
    std::optional<Message> why_;
    std::optional<std::size_t> offset_;
};

// Looks at the members of the outermost object and stops when it has them.
class Peeker : public Sax {
public:
    Peeker(const std::vector<std::string_view>& names, std::vector<std::string>& found)
        : names_(names), found_(found), missing_(names.size()) {}

    bool null() override { return value(nullptr); }
    bool boolean(bool) override { return value(nullptr); }
    bool number_integer(number_integer_t) override { return value(nullptr); }
    bool number_unsigned(number_unsigned_t) override { return value(nullptr); }
    bool number_float(number_float_t, const string_t&) override { return value(nullptr); }
    bool string(string_t& text) override { return value(&text); }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override {
        ++depth_;
        return true;
    }
    bool start_array(std::size_t) override { return ++depth_ > 1; }
    bool end_object() override { return --depth_ > 0 || finish(); }
    bool end_array() override {
        --depth_;
        return true;
    }
    bool key(string_t& name) override {
        if (depth_ == 1) key_ = std::move(name);
        return true;
    }
    bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

    bool done() const { return done_; }

private:
    bool value(const std::string* text) {
        if (depth_ == 0) return false;
        if (depth_ > 1) return true;
        for (std::size_t i = 0; i < names_.size(); ++i)
            if (names_[i] == key_ && text && found_[i].empty()) {
                found_[i] = *text;
                if (--missing_ == 0) return !finish();
            }
        return true;
    }
    bool finish() { return done_ = true; }

    const std::vector<std::string_view>& names_;
    std::vector<std::string>& found_;
    std::size_t missing_;
    int depth_ = 0;
    std::string key_;
    bool done_ = false;
};

}  // namespace

const JsonNode* JsonNode::member(std::string_view name) const {
    const auto found =
        std::ranges::find(members, name, [](const auto& member) -> std::string_view { return member.first; });
    return found == members.end() ? nullptr : &found->second;
}

Result<JsonNode> parse_json(std::string_view json, std::string_view input_name) {
    JsonNode root;
    TreeBuilder builder(root);
    try {
        if (nlohmann::json::sax_parse(json, &builder)) return root;
    } catch (const std::exception&) {
        return std::unexpected(failure_at(json, 0, input_name, {"内存不足", "out of memory"}));
    }
    const Message why = builder.why().value_or(Message{"不是合法的 JSON", "this is no JSON"});
    if (builder.offset()) return std::unexpected(failure_at(json, *builder.offset(), input_name, why));
    return fail({std::string(input_name), "", {}}, message("JSON：{0}。", "JSON: {1}.", why.zh, why.en));
}

Result<std::vector<std::string>> peek_json_members(std::string_view json, std::string_view input_name,
                                                   const std::vector<std::string_view>& names) {
    std::vector<std::string> found(names.size());
    Peeker peeker(names, found);
    try {
        nlohmann::json::sax_parse(json, &peeker);
    } catch (const std::exception&) {
        return std::unexpected(failure_at(json, 0, input_name, {"内存不足", "out of memory"}));
    }
    if (peeker.done()) return found;
    // The parser says where it went wrong.
    auto tree = parse_json(json, input_name);
    if (!tree) return std::unexpected(std::move(tree.error()));
    return std::unexpected(failure_at(json, 0, input_name, {"最外层不是对象", "the outermost value is no object"}));
}

}  // namespace jixiao
