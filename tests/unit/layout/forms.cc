#include "forms.h"

#include <algorithm>
#include <fstream>
#include <iterator>

#include "catch.h"

namespace jixiao::forms {

const FontSet& fonts() {
    static const auto set = FontSet::load(JIXIAO_SOURCE_DIR "/fonts/manifest.xml", {});
    REQUIRE(set.has_value());
    return **set;
}

const TemplateSet& templates() {
    static const auto set = load_templates(JIXIAO_SOURCE_DIR "/templates");
    if (!set) FAIL(set.error().str(Lang::Zh));
    return *set;
}

const Template& jiangsu() {
    const Template* form = templates().form("jiangsu/department-overall");
    REQUIRE(form != nullptr);
    return *form;
}

Form empty(const Template& form_template) {
    Form form;
    form.template_id = form_template.id;
    form.source = {"a.txt", "text", std::nullopt, "exact"};
    form.currency_unit = form_template.unit;
    for (const FieldCell* cell : fields_of(form_template)) {
        Field field{cell->id, cell->type == FieldType::Paragraphs, {}};
        if (field.long_text) field.value.type = Value::Type::Paragraphs;
        form.fields.push_back(std::move(field));
    }
    for (const ListSpec* list : lists_of(form_template)) form.lists.push_back({list->id, list->columns, {}});
    return form;
}

void set_text(Form& form, std::string_view field, std::string text) {
    std::ranges::find(form.fields, field, &Field::id)->value = Value::of_text(std::move(text), {0, 1});
}

void set_paragraphs(Form& form, std::string_view field, std::vector<std::string> paragraphs) {
    std::ranges::find(form.fields, field, &Field::id)->value = Value::of_paragraphs(std::move(paragraphs), {0, 1});
}

void add_row(Form& form, std::string_view list_id, std::string_view cells) {
    List& list = *std::ranges::find(form.lists, list_id, &List::id);
    std::vector<Value> row;
    for (std::size_t c = 0; c < list.columns.size(); ++c) {
        const std::size_t bar = cells.find('|');
        std::string text(cells.substr(0, bar));
        cells.remove_prefix(bar == std::string_view::npos ? cells.size() : bar + 1);
        const bool figure = list.columns[c] == "annual" || list.columns[c] == "half_year";
        const Place place{static_cast<int>(list.rows.size()), static_cast<int>(c)};
        if (text.empty()) {
            row.emplace_back();
        } else if (figure && list_id == "indicators") {
            row.push_back(Value::of_indicator({.raw = text}, place));
        } else if (figure) {
            row.push_back(Value::of_amount({Decimal::parse(text), text}, place));
        } else {
            row.push_back(Value::of_text(text, place));
        }
    }
    list.rows.push_back(std::move(row));
}

namespace {

// The paragraphs of the seed's duties cell.
std::vector<std::string> seed_duties() {
    std::ifstream file(JIXIAO_SOURCE_DIR "/fixtures/changzhou-kjj-2024.txt");
    const std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
    std::vector<std::string> paragraphs;
    for (std::size_t at = text.find("<p>"); at != std::string::npos; at = text.find("<p>", at)) {
        const std::size_t end = text.find("</p>", at);
        paragraphs.push_back(text.substr(at + 3, end - at - 3));
        at = end;
    }
    REQUIRE(paragraphs.size() >= 15);
    paragraphs.resize(15);
    return paragraphs;
}

constexpr const char* kIncome[] = {
    "资金总额||68725.09",
    "小计|财政拨款|66688.86",
    "一般公共预算资金|财政拨款|66688.86",
    "政府性基金|财政拨款|0",
    "财政专户管理资金|财政拨款|0",
    "国有资本金||0",
    "社保基金||0",
    "上年结转资金||0",
    "其他资金||177.32",
};
constexpr const char* kExpenditures[] = {
    "基本支出|900|1858.91",
    "科技动员军民融合专项经费|0|8",
    "科技创新平台建设|8|20",
    "国际科技合作|5|8.5",
    "合成生物专班推进工作|8|20",
    "引智工作专项经费|33|35",
    "党政企代表团出访及重大产学研活动|80|200",
    "2024办公设备购置|0|2",
    "老区帮促行动及能力提升|13|23",
    "重大科技项目工作推进|7|17.56",
    "中国创新创业大赛全国赛（半决赛）|0|230",
    "依法行政与科技政策落实|4|10",
    "科技服务能力提升|6|15",
    "创新发展推进工作|40|100",
    "创新型城市与苏南国家自主创新示范区建设|55|147.12",
    "科技专项||10000",
    "创新主体及创业载体培育工作|8|20",
    "创新发展专项||56000",
    "先进碳材料产业链党建递进培育|0|10",
};
constexpr const char* kIndicators[] = {
    "决策|计划制定|||中长期规划制定健全性|健全|健全",
    "决策|计划制定|||工作计划制定健全性|健全|健全",
    "决策|目标设定|||绩效目标合理性|合理|合理",
    "决策|目标设定|||绩效指标明确性|明确|明确",
    "决策|预算编制|||预算编制科学性|科学|科学",
    "决策|预算编制|||预算编制规范性|规范|规范",
    "过程|预算执行|||预算调整率|=0%|=0%",
    "过程|预算执行|||支付进度符合率|=100%|=100%",
    "过程|预算执行|||预算执行率|=100%|=100%",
    "过程|预算执行|||结转结余率|=0%|=0%",
    "过程|预算执行|||公用经费控制率|≤100%|≤100%",
    "过程|预算执行|||“三公经费”变动率|≤0%|≤0%",
    "过程|预算执行|||政府采购执行率|=100%|=100%",
    "过程|预算执行|||非税收入预算完成率|≥100%|≥100%",
    "过程|预算管理|||预算管理制度健全性|健全|健全",
    "过程|预算管理|||资金使用合规性|合规|合规",
    "过程|预算管理|||绩效管理覆盖率|=100%|=100%",
    "过程|预算管理|||基础信息完善性|完善|完善",
    "过程|预算管理|||预决算信息公开度|公开|公开",
    "过程|预算管理|||非税收入管理合规性|合规|合规",
    "过程|资产管理|||资产管理制度健全性|健全|健全",
    "过程|资产管理|||资产管理规范性|规范|规范",
    "过程|资产管理|||固定资产利用率|=100%|=100%",
    "过程|项目管理|||项目管理制度健全性|健全|健全",
    "过程|项目管理|||项目管理制度执行规范性|规范|规范",
    "过程|人员管理|||人员管理制度健全性|健全|健全",
    "过程|人员管理|||人员管理制度执行有效性|有效|有效",
    "过程|人员管理|||在职人员控制率|=100%|=100%",
    "过程|机构建设|||组织建设工作及时完成率|=100%|=100%",
    "过程|机构建设|||业务学习与培训及时完成率|=100%|=100%",
    "过程|机构建设|||纪检监察工作有效性|有效|有效",
    "履职|组织指导各类科技园区和创新创业载体建设|高企培育|创新主体及创业载体培育工作|净增高新技术企业超600家|≥0家|≥600家",
    "履职|会同有关部门拟订科技人才队伍建设规划和政|人才引育|引智工作专项经费|新增省“双创人才”（创新类）|≥0名|≥25名",
    "效益指标|经济效益|||||",
    "效益指标|社会效益|||创新环境优化|显著|显著",
    "效益指标|生态效益|||||",
    "效益指标|可持续影响|||||",
    "满意度指标|服务对象满意度|||服务对象满意度|≥90%|≥90%",
};

}  // namespace

Form seed() {
    Form form = empty(jiangsu());
    form.title = "江苏省常州市部门整体预算绩效目标表";
    form.year = 2024;
    set_text(form, "unit_name", "常州市科学技术局");
    set_paragraphs(form, "main_duties", seed_duties());
    set_paragraphs(form, "organization",
                   {"根据单位职责分工,本单位内设机构包括:办公室、发展规划与资源配置处(重大项目推进处)"
                    "、创新发展处、科技评估与诚信建设处(政策法规处)、"
                    "产学研合作处(科研机构处)、科技服务业处(科技成果处)、高新技术处、农村与社会发展科技处(基础研究处)"
                    "、引进国外智力工作处(市外国专家局)、"
                    "对外合作与人才处、组织人事处,另按规定设置机关党委。本单位无下属单位。"});
    set_paragraphs(form, "long_term_goal",
                   {"贯彻党的二十大精神，全面落实习近平总书记对江苏提出的“四个走在前”“四个新”重大任务，围绕我省《打造"
                    "具有全球影响力的产业科技创新中心行动方案》"
                    "工作部署要求，加快打造产业创新高端引领、开放创新示范先行、全域创新活力迸发的长三角创新中轴和产业"
                    "科技创新中心。"});
    set_paragraphs(form, "annual_goal",
                   {"2024年，市科技局深入贯彻落实习近平总书记对江苏提出的“四个走在前”“四个新”重大任务，聚力在科技自立"
                    "自强上走在前、在科技创新上取得新突破，"
                    "围绕“532”发展战略决策部署，按照市委全会、市政府工作报告等重要部署要求，继续坚持问题导向、需求导"
                    "向、目标导向，持续深化科技体制改革，"
                    "加快优化创新资源配置和创新生态环境，加速打造产业创新高端引领、开放创新示范先行、全域创新活力迸发"
                    "的长三角创新中轴和产业科技创新中心，"
                    "加快实现高水平科技自立自强。"});
    for (const char* row : kIncome) add_row(form, "income", row);
    for (const char* row : kExpenditures) add_row(form, "expenditures", row);
    for (const char* row : kIndicators) add_row(form, "indicators", row);
    return form;
}

Form large(int projects, int indicators) {
    Form form = seed();
    List& spending = *std::ranges::find(form.lists, "expenditures", &List::id);
    spending.rows.clear();
    add_row(form, "expenditures", "基本支出|900|1858.91");
    for (int i = 1; i <= projects; ++i) {
        const std::string number = std::to_string(i);
        add_row(form, "expenditures",
                (i % 7 == 0 ? "第" + number + "期区域协同创新与产业化示范基地及公共服务平台建设补助"
                            : "科技项目" + number) +
                    "|" + number + ".5|" + std::to_string(2 * i) + (i % 3 == 0 ? ".25" : ""));
    }
    List& tree = *std::ranges::find(form.lists, "indicators", &List::id);
    const auto effects = std::vector(tree.rows.begin() + 33, tree.rows.end());
    tree.rows.resize(31);
    for (int i = 1; i <= indicators; ++i) {
        const std::string number = std::to_string(i);
        add_row(form, "indicators",
                "履职|第" + std::to_string((i + 3) / 4) + "项职能：组织拟订高新技术发展规划|重点工作" +
                    std::to_string((i + 1) / 2) + "|科技项目" + number + "|完成指标" + number + "|≥0项|≥" + number +
                    "项");
    }
    tree.rows.insert(tree.rows.end(), effects.begin(), effects.end());
    return form;
}

Form with_duties(int characters) {
    Form form = seed();
    std::vector<std::string> paragraphs;
    int count = 0;
    for (int i = 0; count < characters; ++i) {
        std::string text = "(" + std::to_string(i + 1) + ") ";
        int length = 4;
        while (length < 150 + (i % 5) * 60 && count + length < characters) {
            text += "统筹推进全市科技创新体系建设和科技体制改革，";
            length += 22;
        }
        paragraphs.push_back(text + "并监督实施。");
        count += length + 6;
    }
    set_paragraphs(form, "main_duties", paragraphs);
    return form;
}

Form nearly_empty() {
    Form form = empty(jiangsu());
    form.title = "江苏省部门整体预算绩效目标表";
    form.year = 2025;
    set_text(form, "unit_name", "某某县档案馆");
    set_paragraphs(form, "annual_goal", {"做好档案接收、保管和利用工作。"});
    add_row(form, "income", "资金总额||12.5");
    return form;
}

Composed lay(const Form& form, const Template& form_template, const ComposeOptions& options) {
    Composed out;
    auto sheet = compose(form, form_template, templates().vocabulary, fonts(), options, out.findings);
    if (!sheet) FAIL(sheet.error().str(Lang::Zh));
    auto pages = paginate(*sheet, fonts());
    if (!pages) FAIL(pages.error().str(Lang::Zh));
    out.sheet = std::move(*sheet);
    out.pages = std::move(*pages);
    return out;
}

Composed lay(const Form& form) {
    return lay(form, jiangsu());
}

}  // namespace jixiao::forms
