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
    TreeBuilder(JsonNode& root, std::string_view input_name, const Limits& limits) : input_(input_name), limits_(limits) {
        open_.push_back(&root);
    }

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
        return is_sound(node.text) && place(std::move(node));
    }
    bool binary(binary_t&) override { return false; }
    bool start_object(std::size_t) override { return open(JsonNode::Type::Object); }
    bool start_array(std::size_t) override { return open(JsonNode::Type::Array); }
    bool end_object() override { return close(); }
    bool end_array() override { return close(); }
    bool key(string_t& name) override {
        if (open_.back()->members.size() >= limits_.json_members)
            return reached("json_members", limits_.json_members, open_.back()->members.size() + 1);
        if (open_.back()->member(name)) return stop(message("键“{}”重复", "the key “{}” is given twice", name));
        key_ = std::move(name);
        return is_sound(key_);
    }
    bool parse_error(std::size_t position, const std::string&, const nlohmann::detail::exception&) override {
        // nlohmann counts the bytes read, the offending one included.
        offset_ = position > 0 ? position - 1 : 0;
        return stop({"不是合法的 JSON", "this is no JSON"});
    }

    const std::optional<Failure>& excess() const { return excess_; }
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
        if (open_.size() > limits_.json_depth) return reached("json_depth", limits_.json_depth, open_.size());
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
        if (++count_ > limits_.json_values) return reached("json_values", limits_.json_values, count_);
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
    bool is_sound(const std::string& text) {
        if (text.size() > limits_.string_bytes) return reached("string_bytes", limits_.string_bytes, text.size());
        return text.find('\0') == text.npos || stop({"文字中有 U+0000", "a text holds U+0000"});
    }
    // Names the place by its JSON pointer.
    bool reached(std::string_view name, std::uint64_t limit, std::uint64_t found) {
        std::string pointer;
        for (const JsonNode* node : open_) {
            if (node->type == JsonNode::Type::Array)
                pointer += fmt::format("/{}", node == open_.back() ? node->items.size() : node->items.size() - 1);
            else if (node->type == JsonNode::Type::Object)
                pointer += "/" + (node == open_.back() ? key_ : node->members.back().first);
        }
        constexpr std::size_t kMostShown = 80;
        if (pointer.size() > kMostShown) pointer = pointer.substr(0, kMostShown) + "…";
        excess_ = limit_failure({std::string(input_), pointer, {}}, name, limit, found);
        return false;
    }
    bool stop(Message why) {
        why_ = std::move(why);
        return false;
    }

    std::string_view input_;
    const Limits& limits_;
    std::optional<Failure> excess_;
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

Result<JsonNode> parse_json(std::string_view json, std::string_view input_name, const Limits& limits) {
    JsonNode root;
    TreeBuilder builder(root, input_name, limits);
    try {
        if (nlohmann::json::sax_parse(json, &builder)) return root;
    } catch (const std::exception&) {
        return std::unexpected(failure_at(json, 0, input_name, {"内存不足", "out of memory"}));
    }
    if (builder.excess()) return std::unexpected(*builder.excess());
    const Message why = builder.why().value_or(Message{"不是合法的 JSON", "this is no JSON"});
    if (builder.offset()) return std::unexpected(failure_at(json, *builder.offset(), input_name, why));
    return fail({std::string(input_name), "", {}}, message("JSON：{0}。", "JSON: {1}.", why.zh, why.en));
}

Result<std::vector<std::string>> peek_json_members(std::string_view json, std::string_view input_name,
                                                   const std::vector<std::string_view>& names, const Limits& limits) {
    std::vector<std::string> found(names.size());
    Peeker peeker(names, found);
    try {
        nlohmann::json::sax_parse(json, &peeker);
    } catch (const std::exception&) {
        return std::unexpected(failure_at(json, 0, input_name, {"内存不足", "out of memory"}));
    }
    if (peeker.done()) return found;
    // The parser says where it went wrong.
    auto tree = parse_json(json, input_name, limits);
    if (!tree) return std::unexpected(std::move(tree.error()));
    return std::unexpected(failure_at(json, 0, input_name, {"最外层不是对象", "the outermost value is no object"}));
}

}  // namespace jixiao
