#include "made_form.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <string_view>

#include <fmt/format.h>

namespace jixiao::noise {
namespace {

constexpr const char* kPlaces[] = {"常州市", "苏州市", "盐城市", "溧阳市", "泰兴市", "江阴市", "如皋市", "宿迁市宿城区", "南京市"};
constexpr const char* kOffices[] = {"科学技术局", "水利局", "生态环境局", "教育局", "卫生健康委员会", "农业农村局", "住房和城乡建设局",
                                    "人力资源和社会保障局", "文化广电和旅游局", "交通运输局", "应急管理局", "市场监督管理局", "档案馆"};
constexpr const char* kStarts[] = {"科技创新", "水环境", "农村公路", "义务教育", "公共卫生", "“双随机”", "高标准农田", "城市更新", "数字政府",
                                   "安全生产", "文化惠民", "职业技能", "知识产权", "生态补偿", "老旧小区", "2024年度", "第三方", "智慧"};
constexpr const char* kMiddles[] = {"平台", "综合整治", "服务能力", "信息化", "基础设施", "监督检查", "人才引育", "宣传培训", "产业发展",
                                    "资源保护", "执法", "示范区", "公共服务", "设备"};
constexpr const char* kEnds[] = {"建设", "专项经费", "运行维护", "提升工程", "项目", "专项资金", "工作推进", "补助", "（一期）", "经费", "（市级）"};

// What is measured, in which units, and which way is better: an office would not ask for ≤90% satisfaction.
struct Measure {
    const char* name;
    const char* comparators;
    std::vector<std::string> units;
};
const Measure kMeasures[] = {{"数量", "≥", {"家", "个", "项"}},      {"完成率", "=|≥", {"%"}},       {"覆盖率", "≥", {"%"}},
                             {"合格率", "≥|=", {"%"}},               {"及时率", "=|≥", {"%"}},       {"超支率", "≤", {"%"}},
                             {"增长率", "≥", {"%"}},                 {"投诉率", "≤|<", {"%"}},       {"达标率", "≥", {"%"}},
                             {"参与人次", "≥|>", {"人次", "万人次"}}, {"事故发生率", "≤|<", {"%"}},   {"成本控制率", "≤", {"%"}},
                             {"满意度", "≥", {"%"}},                 {"改善情况", "", {}},           {"知晓率", "≥", {"%"}},
                             {"超600家", "≥", {"家"}},               {"机制健全性", "", {}},         {"培训次数", "≥", {"次", "期"}},
                             {"里程", "≥|=", {"公里"}},              {"单位成本", "≤", {"万元", "元每人每月"}},
                             {"办结时限", "≤", {"天", "个工作日"}}};
constexpr const char* kVerbs[] = {"拟订", "统筹推进", "组织实施", "负责", "指导", "会同有关部门制定", "监督管理", "贯彻落实", "承担", "完善"};
constexpr const char* kThings[] = {"全市创新驱动发展战略以及规划、计划和政策", "科技创新体系建设和科技体制改革", "水资源保护与河湖管理", "义务教育均衡发展",
                                   "重大基础设施建设(含配套管网)", "农村人居环境整治提升行动", "公共卫生服务体系建设,健全应急处置机制",
                                   "安全生产综合监督管理", "“四个走在前”“四个新”重大任务", "高新技术企业培育,推动产业转型升级",
                                   "预算绩效管理,提高资金使用效益", "人才队伍建设规划和政策", "国(境)外合作与交流", "知识产权保护和运用"};

// One draw a statement: in which order operands and arguments are evaluated is the compiler's, and the forms must not be.
std::string office(Random& random) {
    std::string out = random.pick(kPlaces);
    return out += random.pick(kOffices);
}

std::string subject(Random& random) {
    std::string out = random.pick(kStarts);
    return out += random.pick(kMiddles);
}

std::string project(Random& random) {
    std::string out = subject(random);
    return out += random.pick(kEnds);
}

std::string clause(Random& random) {
    std::string out = random.pick(kVerbs);
    return out += random.pick(kThings);
}

// Numbered where there is more than one: elsewhere a wrapped text shows no paragraphs.
std::vector<std::string> paragraphs(Random& random) {
    static constexpr const char* kNumbers[] = {"一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二", "十三", "十四"};
    std::vector<std::string> out;
    const int count = random.chance(0.05) ? 0 : random.chance(0.4) ? 1 : random.between(2, 14);
    const int style = random.up_to(2);
    for (int i = 0; i < count; ++i) {
        std::string text = count == 1   ? ""
                           : style == 0 ? fmt::format("（{}）", kNumbers[i])
                           : style == 1 ? fmt::format("{}.", i + 1)
                                        : fmt::format("({}) ", kNumbers[i]);
        for (int n = random.between(1, random.chance(0.2) ? 12 : 4); n > 0; --n) text += clause(random) + (n > 1 ? "，" : "。");
        out.push_back(std::move(text));
    }
    return out;
}

class Maker {
public:
    Maker(const Template& form_template, const Vocabulary& vocabulary, const Shape& shape, Random& random)
        : template_(form_template), vocabulary_(vocabulary), shape_(shape), random_(random) {}
    MadeForm make();

private:
    void make_list(const ListSpec& spec);
    void add_row(List& list, std::vector<int>& sections, int section, const std::map<std::string, Value>& values);
    void make_tree(const ListSpec& spec, int section, List& list, std::vector<int>& sections);
    void make_fixed(const ListSpec& spec, int section, List& list, std::vector<int>& sections);
    void value_columns(const Section& section, const IndicatorTerm* term, std::map<std::string, Value>& row);
    std::string fresh(const std::string& text);
    std::string own_second(const Column& column);
    const std::string& label(const std::string& term) const { return vocabulary_.term(term)->label; }

    void agree();  // amounts with the template's sums
    Amount* amount(const std::string& path, const std::string& column);
    void set(const std::string& path, const std::string& column, const Decimal& number);

    const Template& template_;
    const Vocabulary& vocabulary_;
    const Shape& shape_;
    Random& random_;
    MadeForm made_;
    std::set<std::string> used_;
};

Value money(const Decimal& number) { return Value::of_amount({number, number.str()}); }

Decimal some_amount(Random& random) {
    if (random.chance(0.12)) return Decimal(0);
    if (random.chance(0.35)) return Decimal(random.between(1, 600));
    const int cents = random.between(1, 99);
    return *Decimal::parse(fmt::format("{}.{:02}", random.up_to(random.chance(0.2) ? 60000 : 900), cents));
}

std::string Maker::fresh(const std::string& text) {
    std::string out = text;
    for (int n = 2; !used_.insert(out).second; ++n) out = text + fmt::format("（{}）", n);
    return out;
}

// A second level of the office's own: mostly a clause of the field that the column quotes, as the forms want it.
std::string Maker::own_second(const Column& column) {
    const Field* field = column.quotes.empty() ? nullptr : made_.form.field(column.quotes);
    const bool quoted = random_.chance(0.8);
    if (field && quoted) {
        std::vector<std::string> clauses;
        for (std::string text : field->value.paragraphs) {
            for (std::size_t from = text.find_first_not_of("().0123456789 "); from < text.size();) {
                const auto comma = std::min(text.find("，", from), text.find("。", from));
                if (comma == text.npos) break;
                std::string part = text.substr(from, comma - from);
                if (const auto number = part.find("）"); part.starts_with("（") && number != part.npos) part.erase(0, number + std::string_view("）").size());
                if (const auto number = part.find(") "); number != part.npos) part.erase(0, number + 2);
                if (!used_.contains(part)) clauses.push_back(std::move(part));
                from = comma + std::string_view("，").size();
            }
        }
        if (!clauses.empty()) return fresh(random_.pick(clauses));
    }
    return fresh(clause(random_));
}

void Maker::add_row(List& list, std::vector<int>& sections, int section, const std::map<std::string, Value>& values) {
    std::vector<Value> row;
    for (const std::string& id : list.columns) {
        const auto found = values.find(id);
        row.push_back(found == values.end() ? Value{} : found->second);
    }
    list.rows.push_back(std::move(row));
    sections.push_back(section);
}

// Amounts and indicator values of a row, whole year and half year.
void Maker::value_columns(const Section& section, const IndicatorTerm* term, std::map<std::string, Value>& row) {
    const bool none = shape_.blank_values && random_.chance(0.03), lone = shape_.lone_values && random_.chance(0.08);
    std::optional<IndicatorValue> whole;
    for (auto column = section.columns.rbegin(); column != section.columns.rend(); ++column) {  // the whole year first
        if (column->type != ColumnType::Amount && column->type != ColumnType::Value) continue;
        if (none || (lone && !column->half_of.empty())) continue;
        if (column->type == ColumnType::Amount) {
            Decimal number = some_amount(random_);
            if (!column->half_of.empty() && row.contains(column->half_of) && row[column->half_of].amount.number < number)
                number = *row[column->half_of].amount.number;
            row[column->id] = money(number);
        } else {
            if (!whole || random_.chance(0.3)) whole = make_value(term, vocabulary_, random_);
            row[column->id] = Value::of_indicator(*whole);
        }
    }
}

void Maker::make_fixed(const ListSpec& spec, int section, List& list, std::vector<int>& sections) {
    const Section& part = spec.sections[static_cast<std::size_t>(section)];
    // An amount beside a label of its own: the label stands there in any case.
    const bool single = std::ranges::any_of(template_.cell_lists, [&](const ListSpec& known) { return &known == &spec; });
    const auto named = std::ranges::find(part.columns, ColumnType::Name, &Column::type);
    const auto grouped = std::ranges::find(part.columns, ColumnType::Group, &Column::type);
    for (const FixedRow& fixed : part.fixed) {
        std::map<std::string, Value> row;
        if (named != part.columns.end()) row[named->id] = Value::of_text(label(fixed.term));
        if (grouped != part.columns.end() && !fixed.group.empty()) row[grouped->id] = Value::of_text(label(fixed.group));
        value_columns(part, nullptr, row);
        if (!single && !fixed.required && !shape_.every_fixed_row && random_.chance(0.1)) continue;
        used_.insert(label(fixed.term));
        add_row(list, sections, section, row);
    }
    if (!part.free_rows || named == part.columns.end() || !spec.framework.empty()) return;
    const int most = shape_.most_projects;
    const int count = random_.chance(0.1) ? 0 : random_.chance(0.2) ? most : random_.up_to(std::min(most, 20));
    for (int i = 0; i < count; ++i) {
        std::map<std::string, Value> row;
        row[named->id] = Value::of_text(fresh(project(random_)));
        for (const Column& column : part.columns)
            if (column.type == ColumnType::Text) row[column.id] = Value::of_text(clause(random_));
        value_columns(part, nullptr, row);
        add_row(list, sections, section, row);
    }
}

void Maker::make_tree(const ListSpec& spec, int section, List& list, std::vector<int>& sections) {
    const Section& part = spec.sections[static_cast<std::size_t>(section)];
    const auto& terms = vocabulary_.indicators;
    const auto children = [&](int parent) {
        std::vector<int> out;
        for (int i = 0; i < static_cast<int>(terms.size()); ++i)
            if (terms[static_cast<std::size_t>(i)].parent == parent && terms[static_cast<std::size_t>(i)].framework == spec.framework)
                out.push_back(i);
        return out;
    };
    const auto column = [&](int level) { return std::ranges::find(part.columns, level, &Column::level); };
    for (const int first : children(-1)) {
        const std::string& level1 = terms[static_cast<std::size_t>(first)].label;
        if (std::ranges::find(part.level1, level1) == part.level1.end()) continue;
        std::vector<std::pair<std::string, int>> seconds;
        for (const int second : children(first))
            if (random_.chance(0.85)) seconds.emplace_back(terms[static_cast<std::size_t>(second)].label, second);
        if (children(first).empty())
            for (int i = random_.between(1, 4); i > 0; --i) seconds.emplace_back(own_second(*column(2)), -2);
        for (const auto& [level2, index] : seconds) {
            std::vector<int> known = index >= 0 ? children(index) : std::vector<int>{};
            std::map<std::string, Value> row;
            row[column(1)->id] = Value::of_text(level1);
            row[column(2)->id] = Value::of_text(level2);
            const bool empty = random_.chance(0.1);
            int rows = empty ? 0 : random_.between(1, random_.chance(0.1) ? 12 : 4);
            if (rows == 0) add_row(list, sections, section, row);
            for (std::size_t k = 0; rows > 0; --rows) {
                for (const Column& group : part.columns) {
                    if (group.type != ColumnType::Group || group.level > 0) continue;
                    const bool again = row.contains(group.id) && random_.chance(0.3);
                    if (again) continue;
                    const auto items = std::ranges::find(made_.form.lists, group.ref, &List::id);
                    if (group.ref.empty() || items == made_.form.lists.end() || items->rows.empty())
                        row[group.id] = Value::of_text(fresh(subject(random_)));
                    else
                        row[group.id] = random_.pick(items->rows)[0];
                }
                const IndicatorTerm* term = nullptr;
                if (k < known.size() && random_.chance(0.75)) term = &terms[static_cast<std::size_t>(known[k++])];
                IndicatorTerm invented;
                if (!term) {
                    const Measure& measure = random_.pick(kMeasures);
                    invented.label = subject(random_) + measure.name;
                    invented.comparators = measure.comparators;
                    invented.units = measure.units;
                    term = &invented;
                }
                row[column(3)->id] = Value::of_text(fresh(term->label));
                std::map<std::string, Value> whole = row;
                value_columns(part, term, whole);
                add_row(list, sections, section, whole);
            }
        }
    }
}

void Maker::make_list(const ListSpec& spec) {
    List list{spec.id, spec.columns, {}};
    std::vector<int> sections;
    for (int s = 0; s < static_cast<int>(spec.sections.size()); ++s) {
        make_fixed(spec, s, list, sections);
        if (!spec.framework.empty()) make_tree(spec, s, list, sections);
    }
    made_.form.lists.push_back(std::move(list));
    made_.sections.push_back(std::move(sections));
}

// ---- Sums ---------------------------------------------------------------------------------------------------------

// "list:term" is the amount of the row that term labels.
Amount* Maker::amount(const std::string& path, const std::string& column) {
    const auto colon = path.find(':');
    if (colon == path.npos) return nullptr;
    for (List& list : made_.form.lists) {
        if (list.id != path.substr(0, colon)) continue;
        const Term* term = vocabulary_.term(path.substr(colon + 1));
        const int at = list.column(column);
        if (!term || at < 0) continue;
        for (auto& row : list.rows)
            for (const Value& cell : row)
                if (cell.type == Value::Type::Text && cell.text == term->label) {
                    Value& value = row[static_cast<std::size_t>(at)];
                    if (value.null()) value = money(Decimal(0));
                    return &value.amount;
                }
    }
    return nullptr;
}

// From all its rows up to the total, and from a total down to its parts.
void Maker::agree() {
    std::set<std::string> known;
    const auto write = [](Amount& to, const Decimal& number) { to = {number, number.str()}; };
    for (const SumCheck& sum : template_.sums) {
        for (const std::string& part : sum.of) {
            if (!part.ends_with(":*")) continue;
            const auto list = std::ranges::find(made_.form.lists, part.substr(0, part.size() - 2), &List::id);
            Amount* total = amount(sum.total, sum.column);
            if (list == made_.form.lists.end() || !total) continue;
            Decimal all(0);
            for (const auto& row : list->rows) {
                const Value& value = row[static_cast<std::size_t>(list->column(sum.column))];
                if (!value.null() && value.amount.number) all = all + *value.amount.number;
            }
            write(*total, all);
            known.insert(sum.total);
        }
    }
    // Two sides that balance: the last row of one makes up for what it lacks, or has too much.
    for (const SumCheck& sum : template_.sums) {
        if (!sum.total.ends_with(":*") || sum.of.size() != 1 || !sum.of.front().ends_with(":*")) continue;
        const auto side = [&](const std::string& path) { return std::ranges::find(made_.form.lists, path.substr(0, path.size() - 2), &List::id); };
        const auto left = side(sum.total), right = side(sum.of.front());
        if (left == made_.form.lists.end() || right == made_.form.lists.end() || left->rows.empty() || right->rows.empty()) continue;
        Decimal all(0);
        for (const auto& row : left->rows)
            if (const Value& value = row[static_cast<std::size_t>(left->column(sum.column))]; !value.null() && value.amount.number) all = all + *value.amount.number;
        for (std::size_t r = 0; r < right->rows.size(); ++r) {
            Value& value = right->rows[r][static_cast<std::size_t>(right->column(sum.column))];
            const bool last = r + 1 == right->rows.size();
            if (!last && (value.null() || !value.amount.number || *value.amount.number > all)) value = money(Decimal(0));
            if (last) value = money(all);
            all = all + *value.amount.number * -1;
        }
    }
    for (const SumCheck& sum : template_.sums) {
        Amount* total = amount(sum.total, sum.column);
        if (!total || std::ranges::any_of(sum.of, [](const std::string& part) { return part.ends_with(":*"); })) continue;
        if (!known.contains(sum.total) && !total->number) continue;
        Decimal left = *total->number;
        std::vector<Amount*> parts;
        for (const std::string& part : sum.of)
            if (Amount* found = amount(part, sum.column)) parts.push_back(found);
        for (std::size_t i = parts.size(); i-- > 1;) {
            Decimal share = random_.chance(0.5) ? Decimal(0) : some_amount(random_);
            if (share > left) share = Decimal(0);
            write(*parts[i], share);
            left = left + share * -1;
        }
        if (!parts.empty()) write(*parts[0], left);
    }
}

MadeForm Maker::make() {
    Form& form = made_.form;
    made_.form_template = &template_;
    form.template_id = template_.id;
    form.currency_unit = template_.unit;
    form.year = random_.between(2019, 2026);
    form.title = template_.title;
    if (const auto region = form.title.find("{region}"); region != form.title.npos)
        form.title.replace(region, 8, random_.pick(kPlaces));
    else if (const auto open = form.title.find('{'); open != form.title.npos)  // a project's form is named after it
        form.title.replace(open, form.title.find('}') + 1 - open, project(random_));
    for (const FieldCell* cell : fields_of(template_)) {
        Field field{cell->id, cell->type == FieldType::Paragraphs, {}};
        if (cell->type == FieldType::Paragraphs)
            field.value = Value::of_paragraphs(paragraphs(random_));
        else if (cell->type == FieldType::Amount)
            field.value = money(some_amount(random_));
        else if (cell->required || random_.chance(0.9))
            field.value = Value::of_text(office(random_));
        form.fields.push_back(std::move(field));
    }
    for (const ListSpec* list : lists_of(template_)) make_list(*list);
    if (random_.chance(5.0 / 6) || shape_.sums_hold) agree();
    return std::move(made_);
}

}  // namespace

MadeForm make_form(const Template& form_template, const Vocabulary& vocabulary, const Shape& shape, Random& random) {
    return Maker(form_template, vocabulary, shape, random).make();
}

}  // namespace jixiao::noise
