#include "seed_form.h"

#include <fstream>
#include <sstream>

#include "catch.h"
#include "model/values.h"

namespace jixiao::test {
namespace {

Input source_file(const std::string& path) {
    std::ifstream file(std::string(JIXIAO_SOURCE_DIR) + "/" + path);
    std::stringstream text;
    text << file.rdbuf();
    return {path, text.str()};
}

// The paragraphs of one cell of the document.
std::vector<std::string> paragraphs(const std::string& label) {
    static const std::string document = source_file("fixtures/changzhou-kjj-2024.txt").bytes;
    const auto line = document.find("\n" + label + "\t");
    REQUIRE(line != std::string::npos);
    const auto begin = line + label.size() + 2;
    std::string cell = document.substr(begin, document.find_first_of("\t\n", begin) - begin);
    std::vector<std::string> out;
    for (std::size_t at = 0; (at = cell.find("<p>", at)) != std::string::npos; ++at)
        out.push_back(cell.substr(at + 3, cell.find("</p>", at) - at - 3));
    return out.empty() ? std::vector<std::string>{cell} : out;
}

using Row = std::vector<std::string>;

Value text(const std::string& words) {
    return Value::of_text(words);
}

}  // namespace

Value amount(std::string_view digits) {
    if (digits.empty()) return {};
    return Value::of_amount(parse_amount(digits).amount);
}

Value value(std::string_view raw) {
    if (raw.empty()) return {};
    return Value::of_indicator(parse_indicator(raw, data().vocabulary).value);
}

const Data& data() {
    static const Data loaded = [] {
        Data out;
        auto vocabulary = load_vocabulary(source_file("templates/vocabulary.xml"));
        REQUIRE(vocabulary.has_value());
        out.vocabulary = std::move(*vocabulary);
        auto form = load_template(source_file("templates/jiangsu/department-overall.xml"), out.vocabulary);
        REQUIRE(form.has_value());
        out.form = std::move(*form);
        auto rules = load_rules(source_file("templates/rules.xml"));
        if (!rules) FAIL(rules.error().str(Lang::En));
        out.rules = std::move(*rules);
        return out;
    }();
    return loaded;
}

Form seed_form() {
    Form form;
    form.template_id = "jiangsu/department-overall";
    form.source = {"changzhou.txt", "text", {}, "exact"};
    form.title = "江苏省常州市部门整体预算绩效目标表";
    form.year = 2024;
    form.currency_unit = "万元";
    form.fields = {{"unit_name", false, text("常州市科学技术局")},
                   {"main_duties", true, Value::of_paragraphs(paragraphs("单位 主要职能"))},
                   {"organization", true, Value::of_paragraphs(paragraphs("机构设置及 人员配置"))},
                   {"long_term_goal", true, Value::of_paragraphs(paragraphs("中长期目标"))},
                   {"annual_goal", true, Value::of_paragraphs(paragraphs("年度目标"))}};

    List income{"income", {"item", "group", "annual"}, {}};
    for (const Row& row : std::vector<Row>{{"资金总额", "", "68725.09"},
                                           {"小计", "财政拨款", "66688.86"},
                                           {"一般公共预算资金", "财政拨款", "66688.86"},
                                           {"政府性基金", "财政拨款", "0"},
                                           {"财政专户管理资金", "财政拨款", "0"},
                                           {"国有资本金", "", "0"},
                                           {"社保基金", "", "0"},
                                           {"上年结转资金", "", "0"},
                                           {"其他资金", "", "177.32"}})
        income.rows.push_back({text(row[0]), text(row[1]), amount(row[2])});

    List expenditures{"expenditures", {"item", "half_year", "annual"}, {}};
    for (const Row& row : std::vector<Row>{{"基本支出", "900", "1858.91"},
                                           {"科技动员军民融合专项经费", "0", "8"},
                                           {"科技创新平台建设", "8", "20"},
                                           {"国际科技合作", "5", "8.5"},
                                           {"合成生物专班推进工作", "8", "20"},
                                           {"引智工作专项经费", "33", "35"},
                                           {"党政企代表团出访及重大产学研活动", "80", "200"},
                                           {"2024办公设备购置", "0", "2"},
                                           {"老区帮促行动及能力提升", "13", "23"},
                                           {"重大科技项目工作推进", "7", "17.56"},
                                           {"中国创新创业大赛全国赛（半决赛）", "0", "230"},
                                           {"依法行政与科技政策落实", "4", "10"},
                                           {"科技服务能力提升", "6", "15"},
                                           {"创新发展推进工作", "40", "100"},
                                           {"创新型城市与苏南国家自主创新示范区建设", "55", "147.12"},
                                           {"科技专项", "", "10000"},
                                           {"创新主体及创业载体培育工作", "8", "20"},
                                           {"创新发展专项", "", "56000"},
                                           {"先进碳材料产业链党建递进培育", "0", "10"}})
        expenditures.rows.push_back({text(row[0]), amount(row[1]), amount(row[2])});

    List indicators{"indicators", {"level1", "level2", "key_work", "project", "level3", "half_year", "annual"}, {}};
    for (const Row& row :
         std::vector<Row>{{"决策", "计划制定", "", "", "中长期规划制定健全性", "健全", "健全"},
                          {"决策", "计划制定", "", "", "工作计划制定健全性", "健全", "健全"},
                          {"决策", "目标设定", "", "", "绩效目标合理性", "合理", "合理"},
                          {"决策", "目标设定", "", "", "绩效指标明确性", "明确", "明确"},
                          {"决策", "预算编制", "", "", "预算编制科学性", "科学", "科学"},
                          {"决策", "预算编制", "", "", "预算编制规范性", "规范", "规范"},
                          {"过程", "预算执行", "", "", "预算调整率", "=0%", "=0%"},
                          {"过程", "预算执行", "", "", "支付进度符合率", "=100%", "=100%"},
                          {"过程", "预算执行", "", "", "预算执行率", "=100%", "=100%"},
                          {"过程", "预算执行", "", "", "结转结余率", "=0%", "=0%"},
                          {"过程", "预算执行", "", "", "公用经费控制率", "≤100%", "≤100%"},
                          {"过程", "预算执行", "", "", "“三公经费”变动率", "≤0%", "≤0%"},
                          {"过程", "预算执行", "", "", "政府采购执行率", "=100%", "=100%"},
                          {"过程", "预算执行", "", "", "非税收入预算完成率", "≥100%", "≥100%"},
                          {"过程", "预算管理", "", "", "预算管理制度健全性", "健全", "健全"},
                          {"过程", "预算管理", "", "", "资金使用合规性", "合规", "合规"},
                          {"过程", "预算管理", "", "", "绩效管理覆盖率", "=100%", "=100%"},
                          {"过程", "预算管理", "", "", "基础信息完善性", "完善", "完善"},
                          {"过程", "预算管理", "", "", "预决算信息公开度", "公开", "公开"},
                          {"过程", "预算管理", "", "", "非税收入管理合规性", "合规", "合规"},
                          {"过程", "资产管理", "", "", "资产管理制度健全性", "健全", "健全"},
                          {"过程", "资产管理", "", "", "资产管理规范性", "规范", "规范"},
                          {"过程", "资产管理", "", "", "固定资产利用率", "=100%", "=100%"},
                          {"过程", "项目管理", "", "", "项目管理制度健全性", "健全", "健全"},
                          {"过程", "项目管理", "", "", "项目管理制度执行规范性", "规范", "规范"},
                          {"过程", "人员管理", "", "", "人员管理制度健全性", "健全", "健全"},
                          {"过程", "人员管理", "", "", "人员管理制度执行有效性", "有效", "有效"},
                          {"过程", "人员管理", "", "", "在职人员控制率", "=100%", "=100%"},
                          {"过程", "机构建设", "", "", "组织建设工作及时完成率", "=100%", "=100%"},
                          {"过程", "机构建设", "", "", "业务学习与培训及时完成率", "=100%", "=100%"},
                          {"过程", "机构建设", "", "", "纪检监察工作有效性", "有效", "有效"},
                          {"履职", "组织指导各类科技园区和创新创业载体建设", "高企培育", "创新主体及创业载体培育工作",
                           "净增高新技术企业超600家", "≥0家", "≥600家"},
                          {"履职", "会同有关部门拟订科技人才队伍建设规划和政", "人才引育", "引智工作专项经费",
                           "新增省“双创人才”（创新类）", "≥0名", "≥25名"},
                          {"效益指标", "经济效益", "", "", "", "", ""},
                          {"效益指标", "社会效益", "", "", "创新环境优化", "显著", "显著"},
                          {"效益指标", "生态效益", "", "", "", "", ""},
                          {"效益指标", "可持续影响", "", "", "", "", ""},
                          {"满意度指标", "服务对象满意度", "", "", "服务对象满意度", "≥90%", "≥90%"}})
        indicators.rows.push_back(
            {text(row[0]), text(row[1]), text(row[2]), text(row[3]), text(row[4]), value(row[5]), value(row[6])});
    form.lists = {income, expenditures, indicators};
    return form;
}

Form sound_form() {
    Form form = seed_form();
    cell(form, "income", row_of(form, "income", "其他资金"), "annual") = amount("2036.23");  // 177.32 + 1858.91
    cell(form, "expenditures", row_of(form, "expenditures", "科技专项"), "half_year") = amount("4000");
    cell(form, "expenditures", row_of(form, "expenditures", "创新发展专项"), "half_year") = amount("26000");
    field(form, "main_duties").paragraphs.back() += "效率。";
    const auto filled = [&](std::string_view level2, const char* level3, const char* half, const char* year) {
        const std::size_t row = row_of(form, "indicators", level2);
        cell(form, "indicators", row, "level3") = Value::of_text(level3);
        cell(form, "indicators", row, "half_year") = value(half);
        cell(form, "indicators", row, "annual") = value(year);
    };
    filled("经济效益", "技术合同成交额", "≥200亿元", "≥500亿元");
    filled("生态效益", "单位产值能耗", "≤3%", "≤3%");
    filled("可持续影响", "科技创新能力", "提升", "提升");
    filled("服务对象满意度", "科技企业满意度", "≥90%", "≥90%");
    for (const char* rate : {"支付进度符合率", "预算执行率", "政府采购执行率", "非税收入预算完成率"})
        cell(form, "indicators", row_of(form, "indicators", rate), "half_year") = value("≥50%");
    const std::size_t companies = row_of(form, "indicators", "高企培育"), talents = companies + 1;
    cell(form, "indicators", companies, "half_year") = value(">100家");
    cell(form, "indicators", companies, "annual") = value(">600家");
    cell(form, "indicators", companies, "project") = Value::of_text("创新发展专项");
    cell(form, "indicators", talents, "half_year") = value("≥10名");
    cell(form, "indicators", talents, "level2") = Value::of_text("会同有关部门拟订科技人才队伍建设规划和政策");
    return form;
}

Findings check(const Form& form, const CheckOptions& options) {
    return check_form(form, data().form, data().vocabulary, data().rules, options);
}

std::string summary(const Findings& findings) {
    std::string out;
    for (const Finding& f : findings)
        out += std::string(code_info(f.code).name) + " " + (f.rule.empty() ? "-" : f.rule) + " " +
               std::string(severity_name(f.severity)) + " " + f.field + "\n";
    return out;
}

Value& cell(Form& form, std::string_view list, std::size_t row, std::string_view column) {
    for (List& candidate : form.lists)
        if (candidate.id == list)
            return candidate.rows.at(row).at(static_cast<std::size_t>(candidate.column(column)));
    throw std::runtime_error("no such list");
}

std::size_t row_of(const Form& form, std::string_view list, std::string_view name) {
    const List& rows = *form.list(list);
    for (std::size_t row = 0; row < rows.rows.size(); ++row)
        for (const Value& v : rows.rows[row])
            if (v.type == Value::Type::Text && v.text == name) return row;
    throw std::runtime_error("no such row: " + std::string(name));
}

Value& field(Form& form, std::string_view id) {
    for (Field& candidate : form.fields)
        if (candidate.id == id) return candidate.value;
    throw std::runtime_error("no such field");
}

}  // namespace jixiao::test
