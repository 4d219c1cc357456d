// templates/<region>/<form>.xml -> Template. docs/templates.md explains each word.
#include <algorithm>

#include "template/load.h"
#include "template/load_look.h"
#include "template/xml_reader.h"

namespace jixiao {
namespace {

constexpr int kMaxColumns = 64;      // an A3 page holds no more at 5 mm each
constexpr int kMaxDepth = 16;        // of nested blocks; the deepest known form has 2

class TemplateReader {
public:
    TemplateReader(XmlReader& xml, const Vocabulary& vocabulary) : xml_(xml), vocabulary_(vocabulary) {}

    Template read();

private:
    std::string term(pugi::xml_node node, const char* attribute, bool required);
    Message nearest_term(const std::string& id) const;
    void style_name(pugi::xml_node node, const std::string& name);
    void columns_of_page(pugi::xml_node root);
    std::vector<Node> body(pugi::xml_node parent, int width, int depth);
    FieldRow row(pugi::xml_node node, int width);
    void field(pugi::xml_node node, FieldCell& cell);
    void list_amount(pugi::xml_node node, FieldCell& cell);
    void cell_list(pugi::xml_node node);
    Block block(pugi::xml_node node, int width, int depth);
    ListSpec list(pugi::xml_node node, int width);
    Section section(pugi::xml_node node, ListSpec& list, int width);
    void side(pugi::xml_node node, ListSpec& table, Section& whole);
    Column column(pugi::xml_node node, const ListSpec& list);
    FixedRow item(pugi::xml_node node, const std::string& group);
    void checks(pugi::xml_node node);
    void unique(pugi::xml_node node, const std::string& id);

    XmlReader& xml_;
    const Vocabulary& vocabulary_;
    Template out_;
    std::vector<std::string> ids_;
};

// A term may be misspelt, or named by its label.
Message TemplateReader::nearest_term(const std::string& id) const {
    std::vector<std::string> ids;
    for (const Term& known : vocabulary_.terms) {
        if (known.label == id || std::ranges::find(known.spellings, id) != known.spellings.end())
            return message("这里写词条的编号：{}", "write the term's id: {}", known.id);
        ids.push_back(known.id);
    }
    Message near = nearest_word(id, ids);
    return near.empty() ? message("在 vocabulary.xml 里加上这个词条", "add the term to vocabulary.xml") : near;
}

std::string TemplateReader::term(pugi::xml_node node, const char* attribute, bool required) {
    std::string id = xml_.text(node, attribute, required);
    if (!id.empty() && !vocabulary_.term(id))
        xml_.error(node, message("词表里没有词条 {}", "the vocabulary has no term {}", id), nearest_term(id));
    return id;
}

void TemplateReader::style_name(pugi::xml_node node, const std::string& name) {
    if (std::ranges::find(out_.styles, name, &StyleSpec::name) == out_.styles.end())
        xml_.error(node, message("没有样式 {}", "there is no style {}", name));
}

void TemplateReader::unique(pugi::xml_node node, const std::string& id) {
    if (std::ranges::find(ids_, id) != ids_.end())
        xml_.error(node, message("编号 {} 重复", "the id {} occurs twice", id));
    ids_.push_back(id);
}

void TemplateReader::columns_of_page(pugi::xml_node root) {
    for (const auto& word : xml_.words(root, "columns")) {
        double width = 0;
        try {
            width = std::stod(word);
        } catch (const std::exception&) {
        }
        if (!(width >= 3 && width <= 400))
            xml_.error(root, message("列宽 {} 应为 3 到 400 毫米", "the column width {} must be 3 to 400 mm", word));
        out_.columns.push_back(width);
    }
    if (out_.columns.empty() || out_.columns.size() > kMaxColumns)
        xml_.error(root, message("columns 应列出 1 到 {} 个列宽", "columns must list 1 to {} widths", kMaxColumns));
}

// A list whose rows have no place of their own: each amount stands beside its label somewhere in a <row>.
void TemplateReader::cell_list(pugi::xml_node node) {
    xml_.expect(node, {"id", "columns"}, {"name", "group", "amount"});
    ListSpec out;
    out.id = xml_.text(node, "id", true);
    unique(node, out.id);
    out.columns = xml_.words(node, "columns");
    Section section;
    for (const auto entry : node.children())
        if (entry.type() == pugi::node_element) section.columns.push_back(column(entry, out));
    if (std::ranges::count(section.columns, ColumnType::Name, &Column::type) != 1)
        xml_.error(node, message("清单 {} 要有一个 <name> 栏", "the list {} needs exactly one <name> column", out.id));
    for (const std::string& id : out.columns)
        if (std::ranges::find(section.columns, id, &Column::id) == section.columns.end())
            xml_.error(node, message("清单 {0} 没有说明栏 {1}", "the list {0} does not describe its column {1}", out.id, id));
    out.sections.push_back(std::move(section));
    out_.cell_lists.push_back(std::move(out));
}

void TemplateReader::field(pugi::xml_node node, FieldCell& cell) {
    xml_.expect(node, {"id", "term", "print", "type", "label-span", "span", "required", "of-year", "style", "takes"}, {});
    cell.id = xml_.text(node, "id", true);
    unique(node, cell.id);
    cell.type = static_cast<FieldType>(xml_.one_of(node, "type", 0, {"text", "paragraphs", "amount"}));
    cell.required = xml_.yes(node, "required");
    cell.of_year = xml_.yes(node, "of-year");
    cell.takes = xml_.words(node, "takes");
}

// One amount of a cell list; its row is made where it is named first.
void TemplateReader::list_amount(pugi::xml_node node, FieldCell& cell) {
    xml_.expect(node, {"list", "column", "item", "group", "term", "print", "label-span", "span", "required", "style", "takes"}, {});
    cell.type = FieldType::Amount;
    cell.list = xml_.text(node, "list", true);
    cell.column = xml_.text(node, "column", true);
    const auto list = std::ranges::find(out_.cell_lists, cell.list, &ListSpec::id);
    if (list == out_.cell_lists.end())
        return xml_.error(node, message("没有用 <cells> 说明的清单 {}", "no <cells> describes a list {}", cell.list));
    Section& section = list->sections.front();
    const auto column = std::ranges::find(section.columns, cell.column, &Column::id);
    if (column == section.columns.end() || column->type != ColumnType::Amount)
        xml_.error(node, message("清单 {0} 没有金额栏 {1}", "the list {0} has no amount column {1}", cell.list, cell.column));
    FixedRow row{node.attribute("item") ? term(node, "item", true) : term(node, "term", true), term(node, "group", false),
                 xml_.yes(node, "required"), xml_.words(node, "takes")};
    auto known = std::ranges::find_if(section.fixed, [&](const FixedRow& f) { return f.term == row.term && f.group == row.group; });
    if (known == section.fixed.end()) {
        section.fixed.push_back(std::move(row));
        known = section.fixed.end() - 1;
    } else {
        known->required = known->required || row.required;
        known->takes.insert(known->takes.end(), row.takes.begin(), row.takes.end());
    }
    cell.fixed = static_cast<int>(known - section.fixed.begin());
}

FieldRow TemplateReader::row(pugi::xml_node node, int width) {
    xml_.expect(node, {"labels"}, {"field", "amount", "caption"});
    FieldRow out;
    out.above = xml_.one_of(node, "labels", 0, {"left", "above"}) == 1;
    int used = 0;
    for (const auto entry : node.children()) {
        if (entry.type() != pugi::node_element) continue;
        const std::string_view kind = entry.name();
        FieldCell cell;
        cell.caption = kind == "caption";
        if (kind == "field") field(entry, cell);
        if (kind == "amount") list_amount(entry, cell);
        if (cell.caption) xml_.expect(entry, {"term", "print", "span"}, {});
        cell.term = term(entry, "term", true);
        cell.print = xml_.text(entry, "print");
        cell.label_span = cell.caption ? 0 : xml_.whole(entry, "label-span", 1, 1, kMaxColumns);
        cell.value_span = xml_.whole(entry, "span", 1, 1, kMaxColumns);
        if (cell.caption || out.above) cell.label_span = 0;
        static constexpr const char* kStyles[] = {"text", "long", "amount"};
        cell.style = cell.caption ? "header" : kStyles[static_cast<int>(cell.type)];
        if (entry.attribute("style")) cell.style = xml_.text(entry, "style");
        style_name(entry, cell.style);
        used += cell.label_span + cell.value_span;
        out.cells.push_back(std::move(cell));
    }
    if (used != width)
        xml_.error(node, message("这一行占 {0} 列，应占 {1} 列", "this row takes {0} columns of {1}", used, width),
                   message("改 span 或 label-span，使各格宽度之和等于 {}", "change span or label-span so that the cells add up to {}", width));
    return out;
}

Block TemplateReader::block(pugi::xml_node node, int width, int depth) {
    xml_.expect(node, {"term", "print", "span", "vertical"}, {"row", "block", "list"});
    Block out;
    out.term = term(node, "term", true);
    out.print = xml_.text(node, "print");
    out.span = xml_.whole(node, "span", 1, 1, kMaxColumns);
    out.vertical = xml_.yes(node, "vertical");
    out.children = body(node, width - out.span, depth + 1);
    return out;
}

Column TemplateReader::column(pugi::xml_node node, const ListSpec& list) {
    xml_.expect(node, {"id", "term", "print", "span", "level", "ref", "half-of", "quotes", "sign", "unit", "style"}, {});
    const std::string_view kind = node.name();
    Column out;
    out.id = xml_.text(node, "id", true);
    if (std::ranges::find(list.columns, out.id) == list.columns.end())
        xml_.error(node, message("清单 {0} 的 columns 里没有 {1}", "the columns of list {0} do not name {1}", list.id, out.id));
    struct Kind { std::string_view name; ColumnType type; const char* style; };
    static constexpr Kind kKinds[] = {{"group", ColumnType::Group, "group"},
                                      {"name", ColumnType::Name, "text"},
                                      {"text", ColumnType::Text, "text"},
                                      {"amount", ColumnType::Amount, "amount"},
                                      {"value", ColumnType::Value, "value"}};
    const auto found = std::ranges::find(kKinds, kind, &Kind::name);
    if (found == std::end(kKinds)) xml_.error(node, message("<{}> 不是列", "<{}> is no column", kind));
    const Kind& known = found == std::end(kKinds) ? kKinds[0] : *found;
    out.type = known.type;
    out.style = node.attribute("style") ? xml_.text(node, "style") : known.style;
    style_name(node, out.style);
    out.term = term(node, "term", false);
    out.print = xml_.text(node, "print");
    out.span = xml_.whole(node, "span", 1, 1, kMaxColumns);
    out.level = xml_.whole(node, "level", 0, 1, 3);
    out.ref = xml_.text(node, "ref");
    out.half_of = xml_.text(node, "half-of");
    out.quotes = xml_.text(node, "quotes");
    out.sign_term = term(node, "sign", false);
    out.unit_term = term(node, "unit", false);
    return out;
}

FixedRow TemplateReader::item(pugi::xml_node node, const std::string& group) {
    xml_.expect(node, {"term", "required", "takes"}, {});
    return {term(node, "term", true), group, xml_.yes(node, "required"), xml_.words(node, "takes")};
}

Section TemplateReader::section(pugi::xml_node node, ListSpec& list, int width) {
    xml_.expect(node, {"level1", "needed", "also", "header", "free", "heading"}, {"columns", "item", "group"});
    Section out;
    out.level1 = xml_.words(node, "level1");
    out.needed = xml_.words(node, "needed");
    out.also = xml_.words(node, "also");
    out.header = xml_.yes(node, "header", true);
    out.free_rows = xml_.yes(node, "free");
    out.heading_term = term(node, "heading", false);
    int used = 0;
    const auto columns = node.child("columns");
    xml_.expect(columns, {}, {"group", "name", "text", "amount", "value", "beside"});
    for (const auto entry : columns.children()) {
        if (entry.type() != pugi::node_element) continue;
        if (std::string_view(entry.name()) == "beside") side(entry, list, out);
        else out.columns.push_back(column(entry, list));
    }
    for (const Column& c : out.columns) used += c.span;
    if (used != width)
        xml_.error(node, message("各栏共占 {0} 列，应占 {1} 列", "the columns take {0} of {1}", used, width),
                   message("改各栏的 span，使之和等于 {}", "change the columns' span so that they add up to {}", width));
    if (std::ranges::count(out.columns, ColumnType::Name, &Column::type) != 1)
        xml_.error(node, message("每一段要有一个 <name> 栏", "a section needs exactly one <name> column"));
    for (const auto& c : out.columns)
        if (!c.half_of.empty() && std::ranges::find(out.columns, c.half_of, &Column::id) == out.columns.end())
            xml_.error(node, message("half-of 指向的栏 {} 不存在", "half-of names no column: {}", c.half_of));
    for (const auto entry : node.children()) {
        const std::string_view name = entry.name();
        if (name == "item") out.fixed.push_back(item(entry, ""));
        if (name == "group") {
            xml_.expect(entry, {"term"}, {"item"});
            const std::string group = term(entry, "term", true);
            for (const auto inner : entry.children("item")) out.fixed.push_back(item(inner, group));
        }
    }
    return out;
}

// One of two trees that stand side by side below shared first levels: a list of its own, whose columns the table has under
// the list's name. The table has one <name> column, so that of the right tree is a text there.
void TemplateReader::side(pugi::xml_node node, ListSpec& table, Section& whole) {
    xml_.expect(node, {"list", "columns"}, {"group", "name", "text", "amount", "value"});
    ListSpec own;
    own.id = xml_.text(node, "list", true);
    unique(node, own.id);
    own.columns = xml_.words(node, "columns");
    own.framework = table.framework;
    own.required = table.required;
    Section section = whole;
    section.columns.clear();
    if (table.sides.empty())
        for (Column& shared : whole.columns) {
            shared.field = shared.id;
            if (shared.level != 1) xml_.error(node, message("<beside> 之前只能有一级指标栏", "only the first level may stand before <beside>"));
        }
    for (const Column& shared : whole.columns)
        if (shared.level == 1) section.columns.push_back(shared);
    for (const auto entry : node.children()) {
        if (entry.type() != pugi::node_element) continue;
        Column read = column(entry, own);
        section.columns.push_back(read);
        read.field = read.id;
        read.id = own.id + "." + read.field;
        read.side = static_cast<int>(table.sides.size());
        if (read.side > 0 && read.type == ColumnType::Name) read.type = ColumnType::Text;
        table.columns.push_back(read.id);
        whole.columns.push_back(std::move(read));
    }
    if (std::ranges::count(section.columns, ColumnType::Name, &Column::type) != 1)
        xml_.error(node, message("每一边要有一个 <name> 栏", "each side needs exactly one <name> column"));
    for (const std::string& id : own.columns)
        if (std::ranges::find(section.columns, id, &Column::id) == section.columns.end())
            xml_.error(node, message("清单 {0} 没有说明栏 {1}", "the list {0} does not describe its column {1}", own.id, id));
    own.sections.push_back(std::move(section));
    table.sides.push_back(std::move(own));
}

ListSpec TemplateReader::list(pugi::xml_node node, int width) {
    xml_.expect(node, {"id", "columns", "framework", "required", "beside"}, {"section"});
    ListSpec out;
    out.id = xml_.text(node, "id", true);
    unique(node, out.id);
    out.columns = xml_.words(node, "columns");
    out.framework = xml_.text(node, "framework");
    out.required = xml_.yes(node, "required");
    out.beside = term(node, "beside", false);
    for (const auto entry : node.children("section")) out.sections.push_back(section(entry, out, width));
    if (!out.sides.empty() && (out.sides.size() != 2 || out.sections.size() != 1))
        xml_.error(node, message("并列的清单要正好两个，在同一段里", "lists side by side are exactly two, in one section"));
    if (out.sections.empty())
        xml_.error(node, message("清单 {} 没有 <section>", "the list {} has no <section>", out.id));
    return out;
}

std::vector<Node> TemplateReader::body(pugi::xml_node parent, int width, int depth) {
    std::vector<Node> out;
    if (depth > kMaxDepth) {
        xml_.error(parent, message("嵌套超过 {} 层", "more than {} levels of nesting", kMaxDepth));
        return out;
    }
    for (const auto node : parent.children()) {
        const std::string_view name = node.name();
        if (name == "row") out.push_back({row(node, width)});
        if (name == "block") out.push_back({block(node, width, depth)});
        if (name == "list") out.push_back({list(node, width)});
    }
    if (out.empty()) xml_.error(parent, message("<{}> 为空", "<{}> is empty", std::string(parent.name())));
    return out;
}

void TemplateReader::checks(pugi::xml_node node) {
    xml_.expect(node, {}, {"sum"});
    for (const auto entry : node.children("sum")) {
        xml_.expect(entry, {"id", "column", "total", "of", "zh", "en"}, {});
        SumCheck sum;
        sum.id = xml_.text(entry, "id", true);
        sum.column = xml_.text(entry, "column", true);
        sum.total = xml_.text(entry, "total", true);
        sum.of = xml_.words(entry, "of");
        sum.name = {xml_.text(entry, "zh", true), xml_.text(entry, "en", true)};
        std::vector<std::string> paths = sum.of;
        paths.push_back(sum.total);
        for (const auto& path : paths) {
            const auto colon = path.find(':');
            const std::string name = path.substr(0, colon);
            const bool known = std::ranges::find(ids_, name) != ids_.end();
            const std::string row = colon == std::string::npos ? "*" : path.substr(colon + 1);
            if (!known || (row != "*" && !vocabulary_.term(row)))
                xml_.error(entry, message("{} 不是本表的栏目", "{} names nothing in this form", path));
        }
        out_.sums.push_back(std::move(sum));
    }
}

Template TemplateReader::read() {
    const auto root = xml_.root();
    if (std::string_view(root.name()) != "form")
        xml_.error(root, message("根元素应为 <form>", "the root element must be <form>"));
    xml_.expect(root, {"id", "unit", "columns"},
                {"name", "title", "title-spelling", "subtitle", "unit-line", "page", "styles", "cells", "body", "checks"});
    out_.id = xml_.text(root, "id", true);
    out_.unit = xml_.text(root, "unit", true);
    columns_of_page(root);
    const auto name = root.child("name");
    out_.name = {xml_.text(name, "zh"), xml_.text(name, "en")};
    out_.title = root.child_value("title");
    if (out_.title.empty()) xml_.error(root, message("缺少 <title>", "<title> is missing"));
    for (const auto entry : root.children("title-spelling")) out_.title_spellings.emplace_back(entry.child_value());
    if (root.child("subtitle")) out_.subtitle = root.child_value("subtitle");
    if (root.child("unit-line")) out_.unit_line = root.child_value("unit-line");
    if (root.child("page")) out_.page = read_page(xml_, root.child("page"));
    out_.styles = read_styles(xml_, root.child("styles"));
    for (const auto entry : root.children("cells")) cell_list(entry);
    out_.body = body(root.child("body"), static_cast<int>(out_.columns.size()), 0);
    if (root.child("checks")) checks(root.child("checks"));
    return std::move(out_);
}

}  // namespace

Result<Template> load_template(const Input& input, const Vocabulary& vocabulary) {
    XmlReader xml(input);
    Template out;
    if (xml.good()) out = TemplateReader(xml, vocabulary).read();
    if (!xml.good()) return std::unexpected(xml.failures().front());
    return out;
}

std::vector<Failure> check_template(const Input& input, const Vocabulary& vocabulary) {
    XmlReader xml(input);
    if (xml.good()) TemplateReader(xml, vocabulary).read();
    std::vector<Failure> out = xml.failures();
    std::ranges::stable_sort(out, {}, [](const Failure& f) { return std::pair(f.at.place.row, f.at.place.col); });
    return out;
}

}  // namespace jixiao
