// JSON -> Form. What is not the contract is refused, by its JSON pointer: a value this program would drop or
// misread must not pass for read.
#include <algorithm>

#include "model/json.h"
#include "model/json_tree.h"

namespace jixiao {
namespace {

constexpr std::string_view kSchema = "jixiao.form/1";
using Type = JsonNode::Type;

// RFC 6901: ~ is ~0 and / is ~1 inside a pointer.
std::string pointer_to(std::string_view parent, std::string_view name) {
    std::string out(parent);
    out.push_back('/');
    for (const char c : name) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out.push_back(c);
    }
    return out;
}

std::string pointer_to(std::string_view parent, std::size_t index) {
    return std::string(parent) + "/" + std::to_string(index);
}

// Reads node by node and keeps the first complaint; after it every answer is empty.
class Reader {
public:
    explicit Reader(std::string_view input_name) : input_(input_name) {}

    const std::optional<Failure>& failure() const { return failure_; }

    void complain(const std::string& pointer, const Message& expected) {
        if (failure_) return;
        const std::string place = pointer.empty() ? "/" : pointer;
        failure_ =
            Failure{{std::string(input_), "", {}},
                    message("JSON 的 {0}：应为{1}。", "JSON, at {0}: expected {2}.", place, expected.zh, expected.en),
                    {}};
    }

    // The members named and no others.
    bool object(const JsonNode& node, const std::string& pointer, const std::vector<std::string>& names) {
        if (node.type != Type::Object) {
            complain(pointer, {"对象", "an object"});
            return false;
        }
        for (const auto& [name, value] : node.members)
            if (std::ranges::find(names, name) == names.end())
                complain(pointer_to(pointer, name),
                         {"已知的键（此处没有这个键）", "a known key (there is no such one here)"});
        for (const std::string& name : names)
            if (!node.member(name))
                complain(pointer_to(pointer, name), {"一个值（缺少这个键）", "a value (the key is missing)"});
        return !failure_;
    }

    bool array(const JsonNode& node, const std::string& pointer) {
        if (node.type == Type::Array) return true;
        complain(pointer, {"数组", "an array"});
        return false;
    }

    std::string text(const JsonNode& node, const std::string& pointer, bool nullable) {
        if (node.type == Type::String) return node.text;
        if (node.type != Type::Null || !nullable)
            complain(pointer,
                     nullable ? Message{"字符串或 null", "a string or null"} : Message{"字符串", "a string"});
        return {};
    }

    std::optional<Decimal> number(const JsonNode& node, const std::string& pointer) {
        if (node.type == Type::Null) return std::nullopt;
        if (node.type != Type::Number) {
            complain(pointer, {"数字或 null", "a number or null"});
            return std::nullopt;
        }
        auto value = Decimal::parse(node.text);
        if (!value && node.text.find_first_of("eE") != node.text.npos) value = Decimal::from_stored(node.text);
        if (!value)
            complain(pointer, {"整数部分不超过 15 位、小数不超过 18 位的数字",
                               "a number of at most 15 digits before and 18 behind the point"});
        return value;
    }

    Value amount(const JsonNode& node, const std::string& pointer) {
        if (node.type == Type::Null) return {};
        if (node.type == Type::String)
            return node.text.empty() ? Value() : Value::of_amount({std::nullopt, node.text});
        const auto value = number(node, pointer);
        return value ? Value::of_amount({value, value->str()}) : Value();
    }

    Value paragraphs(const JsonNode& node, const std::string& pointer) {
        std::vector<std::string> out;
        if (!array(node, pointer)) return {};
        for (std::size_t i = 0; i < node.items.size(); ++i)
            out.push_back(text(node.items[i], pointer_to(pointer, i), false));
        return Value::of_paragraphs(std::move(out));
    }

    Value indicator(const JsonNode& node, const std::string& pointer) {
        if (node.type == Type::Null) return {};
        if (!object(node, pointer, {"raw", "kind", "comparator", "number", "number2", "unit"})) return {};
        IndicatorValue out;
        const auto at = [&](std::string_view name) { return pointer_to(pointer, name); };
        out.raw = text(*node.member("raw"), at("raw"), false);
        out.unit = text(*node.member("unit"), at("unit"), true);
        out.number = number(*node.member("number"), at("number"));
        out.number2 = number(*node.member("number2"), at("number2"));
        const std::string kind = text(*node.member("kind"), at("kind"), false);
        const std::string comparator = text(*node.member("comparator"), at("comparator"), true);
        bool known_kind = false, known_comparator = false;
        for (const auto k : {ValueKind::Quantitative, ValueKind::Qualitative, ValueKind::Text})
            if (kind_name(k) == kind) {
                out.kind = k;
                known_kind = true;
            }
        for (const auto c : {Comparator::None, Comparator::Equal, Comparator::AtLeast, Comparator::AtMost,
                             Comparator::Greater, Comparator::Less})
            if (comparator_name(c) == comparator) {
                out.comparator = c;
                known_comparator = true;
            }
        if (!known_kind)
            complain(at("kind"), {"quantitative、qualitative 或 text", "quantitative, qualitative or text"});
        if (!known_comparator) complain(at("comparator"), {"= >= <= > < 之一或 null", "one of = >= <= > < or null"});
        return Value::of_indicator(std::move(out));
    }

    Value column_value(const JsonNode& node, const std::string& pointer, ColumnType type) {
        switch (type) {
            case ColumnType::Amount: return amount(node, pointer);
            case ColumnType::Value: return indicator(node, pointer);
            default: return Value::of_text(text(node, pointer, true));
        }
    }

private:
    std::string_view input_;
    std::optional<Failure> failure_;
};

ColumnType column_type(const ListSpec& spec, std::string_view id) {
    for (const Section& section : spec.sections)
        for (const Column& column : section.columns)
            if (column.id == id) return column.type;
    return ColumnType::Text;
}

Field read_field(Reader& in, const JsonNode& node, const std::string& pointer, const FieldCell& cell) {
    Field field{cell.id, cell.type == FieldType::Paragraphs, {}};
    switch (cell.type) {
        case FieldType::Text: field.value = Value::of_text(in.text(node, pointer, true)); break;
        case FieldType::Paragraphs: field.value = in.paragraphs(node, pointer); break;
        case FieldType::Amount: field.value = in.amount(node, pointer); break;
    }
    return field;
}

List read_list(Reader& in, const JsonNode& node, const std::string& pointer, const ListSpec& spec) {
    List list{spec.id, spec.columns, {}};
    if (!in.array(node, pointer)) return list;
    std::vector<ColumnType> types;
    for (const std::string& id : spec.columns) types.push_back(column_type(spec, id));
    for (std::size_t r = 0; r < node.items.size() && !in.failure(); ++r) {
        const JsonNode& row = node.items[r];
        const std::string row_pointer = pointer_to(pointer, r);
        if (!in.object(row, row_pointer, spec.columns)) break;
        auto& values = list.rows.emplace_back();
        for (std::size_t c = 0; c < types.size(); ++c)
            values.push_back(
                in.column_value(*row.member(spec.columns[c]), pointer_to(row_pointer, spec.columns[c]), types[c]));
    }
    return list;
}

void read_unplaced(Reader& in, const JsonNode& node, Form& form) {
    if (!in.array(node, "/unplaced")) return;
    for (std::size_t i = 0; i < node.items.size(); ++i) {
        const std::string pointer = pointer_to("/unplaced", i);
        if (!in.object(node.items[i], pointer, {"label", "text", "at"})) return;
        form.unplaced.push_back({in.text(*node.items[i].member("label"), pointer + "/label", true),
                                 in.text(*node.items[i].member("text"), pointer + "/text", false),
                                 {}});
        in.text(*node.items[i].member("at"), pointer + "/at", true);
    }
}

void read_source(Reader& in, const JsonNode& node, Form& form) {
    if (!in.object(node, "/source", {"name", "format", "part", "trust"})) return;
    in.text(*node.member("name"), "/source/name", false);
    in.text(*node.member("format"), "/source/format", false);
    in.text(*node.member("part"), "/source/part", true);
    form.source.trust = in.text(*node.member("trust"), "/source/trust", false);
    if (form.source.trust != "exact" && form.source.trust != "ocr")
        in.complain("/source/trust", {"exact 或 ocr", "exact or ocr"});
}

int read_year(Reader& in, const JsonNode& node) {
    const auto year = in.number(node, "/year");
    if (!year) return 0;
    if (*year < Decimal(1) || *year > Decimal(9999) || year->trimmed().scale() != 0) {
        in.complain("/year", {"1 至 9999 的整数或 null", "a whole number from 1 to 9999, or null"});
        return 0;
    }
    return std::stoi(year->trimmed().str());
}

}  // namespace

Result<std::string> json_template_id(std::string_view json, std::string_view input_name, const Limits& limits) {
    auto found = peek_json_members(json, input_name, {"schema", "template"}, limits);
    if (!found) return std::unexpected(std::move(found.error()));
    Reader in(input_name);
    if ((*found)[0] != kSchema) in.complain("/schema", {"\"jixiao.form/1\"", "\"jixiao.form/1\""});
    if ((*found)[1].empty()) in.complain("/template", {"模板的编号", "the id of a template"});
    if (in.failure()) return std::unexpected(*in.failure());
    return std::move((*found)[1]);
}

Result<Form> form_from_json(std::string_view json, std::string_view input_name, const Template& form_template,
                            const Limits& limits) {
    auto tree = parse_json(json, input_name, limits);
    if (!tree) return std::unexpected(std::move(tree.error()));
    const JsonNode& root = *tree;
    Reader in(input_name);
    const auto refused = [&] { return std::unexpected(*in.failure()); };
    if (!in.object(root, "",
                   {"schema", "template", "source", "title", "year", "currency_unit", "fields", "lists", "unplaced",
                    "findings"}))
        return refused();

    Form form;
    form.source.name = input_name;
    form.source.format = "json";
    if (in.text(*root.member("schema"), "/schema", false) != kSchema)
        in.complain("/schema", {"\"jixiao.form/1\"", "\"jixiao.form/1\""});
    form.template_id = in.text(*root.member("template"), "/template", false);
    if (form.template_id != form_template.id) in.complain("/template", message("“{}”", "“{}”", form_template.id));
    form.currency_unit = in.text(*root.member("currency_unit"), "/currency_unit", false);
    if (form.currency_unit != form_template.unit)
        in.complain("/currency_unit", message("模板的单位“{}”", "the template's unit “{}”", form_template.unit));
    form.title = in.text(*root.member("title"), "/title", true);
    form.year = read_year(in, *root.member("year"));
    read_source(in, *root.member("source"), form);

    std::vector<std::string> names;
    const auto cells = fields_of(form_template);
    for (const FieldCell* cell : cells) names.push_back(cell->id);
    const JsonNode& fields = *root.member("fields");
    if (!in.object(fields, "/fields", names)) return refused();
    for (const FieldCell* cell : cells)
        form.fields.push_back(read_field(in, *fields.member(cell->id), field_pointer(cell->id), *cell));

    names.clear();
    const auto specs = lists_of(form_template);
    for (const ListSpec* spec : specs) names.push_back(spec->id);
    const JsonNode& lists = *root.member("lists");
    if (!in.object(lists, "/lists", names)) return refused();
    for (const ListSpec* spec : specs)
        form.lists.push_back(read_list(in, *lists.member(spec->id), pointer_to("/lists", spec->id), *spec));

    read_unplaced(in, *root.member("unplaced"), form);
    in.array(*root.member("findings"), "/findings");
    if (in.failure()) return refused();
    return form;
}

}  // namespace jixiao
