#include <optional>
#include <string_view>
#include <utility>

#include "xlsx_parts.h"

namespace jixiao::test {
namespace {

enum Looks { kTitle, kSubtitle, kLabel, kHeader, kText, kAmount, kValue };

std::vector<Style> sample_styles() {
    return {
        {.name = "title", .font = FontRole::Hei, .size = 18, .align = HAlign::Center, .border = false},
        {.name = "subtitle", .font = FontRole::Song, .size = 12, .align = HAlign::Center, .border = false},
        {.name = "label", .font = FontRole::Fangsong, .bold = true, .align = HAlign::Center},
        {.name = "header", .font = FontRole::Fangsong, .bold = true, .align = HAlign::Center, .shade = true},
        {.name = "text", .font = FontRole::Fangsong},
        {.name = "amount", .font = FontRole::Fangsong, .align = HAlign::Right},
        {.name = "value", .font = FontRole::Fangsong, .align = HAlign::Center},
    };
}

struct Builder {
    Sheet sheet;

    int row(double height, bool table = true) {
        sheet.rows.push_back({.height = height, .table = table, .logical = static_cast<int>(sheet.rows.size())});
        return static_cast<int>(sheet.rows.size()) - 1;
    }
    SheetCell& cell(int at, int col, int rows, int cols, CellRole role, int style, std::string text = {}) {
        SheetCell added{.row = at, .col = col, .rows = rows, .cols = cols, .role = role, .style = style};
        if (!text.empty()) added.paragraphs.push_back(std::move(text));
        sheet.cells.push_back(std::move(added));
        return sheet.cells.back();
    }
    void amount(int at, int col, std::string_view text, std::string field) {
        SheetCell& added = cell(at, col, 1, 1, CellRole::Value, kAmount, std::string(text));
        added.number = Decimal::parse(text);
        added.field = std::move(field);
    }
};

constexpr std::string_view kDuties[] = {
    "(一) 拟订全市创新驱动发展战略以及科技发展规划、计划和政策,起草科技创新相关规范性文件,并组织实施和监督检查。",
    "(二) "
    "统筹推进全市科技创新体系建设和科技体制改革,指导科研机构改革发展和新型研发机构建设,推动企业科技创新能力建设,"
    "承担推进科"
    "技与金融结合、科技军民融合发展相关工作。会同有关部门健全科技创新激励机制,推进重大科技决策咨询制度建设。",
    "(三) "
    "牵头建立市级科技管理平台和科研项目资金协调、评估、监管机制,组织管理市级科技计划(专项、基金等)"
    "并监督实施。会同有关部门提"
    "出优化配置科技资源的政策措施建议,推动多元化科技投入体系建设。",
};

void money(Builder& b) {
    const int first = b.row(22);
    for (int i = 1; i < 6; ++i) b.row(22);
    b.cell(first, 0, 6, 1, CellRole::Group, kLabel, "部门整体资金(万元)");
    b.cell(first, 1, 3, 1, CellRole::Group, kLabel, "收入");
    b.cell(first, 2, 1, 4, CellRole::Blank, kLabel);
    b.cell(first, 6, 1, 1, CellRole::Header, kHeader, "全年预算数");
    b.cell(first + 1, 2, 1, 4, CellRole::Label, kLabel, "资金总额");
    b.amount(first + 1, 6, "68725.09", "/lists/income/0/annual");
    b.cell(first + 2, 2, 1, 4, CellRole::Label, kLabel, "其他资金");
    b.amount(first + 2, 6, "0", "/lists/income/1/annual");
    b.cell(first + 3, 1, 3, 1, CellRole::Group, kLabel, "支出");
    b.cell(first + 3, 2, 1, 3, CellRole::Blank, kLabel);
    b.cell(first + 3, 5, 1, 1, CellRole::Header, kHeader, "半年计划执行数");
    b.cell(first + 3, 6, 1, 1, CellRole::Header, kHeader, "全年预算数");
    b.cell(first + 4, 2, 1, 3, CellRole::Label, kText, "国际科技合作").field = "/lists/expenditures/0/item";
    b.amount(first + 4, 5, "900", "/lists/expenditures/0/half_year");
    b.amount(first + 4, 6, "8.5", "/lists/expenditures/0/annual");
    b.cell(first + 5, 2, 1, 3, CellRole::Label, kText, "=cmd|'/c calc'!A1").field = "/lists/expenditures/1/item";
    b.cell(first + 5, 5, 1, 1, CellRole::Value, kAmount).field = "/lists/expenditures/1/half_year";
    b.amount(first + 5, 6, "56000", "/lists/expenditures/1/annual");
    b.sheet.validations.push_back({.row = first + 1, .col = 6, .rows = 2, .cols = 1, .number = true});
    b.sheet.validations.push_back({.row = first + 4, .col = 5, .rows = 2, .cols = 2, .number = true});
    b.sheet.names.push_back({.name = "income", .row = first + 1, .col = 2, .rows = 2, .cols = 5});
}

void indicators(Builder& b) {
    const int header = b.row(22);
    const std::pair<int, const char*> heads[] = {
        {0, "一级指标"}, {1, "二级指标"}, {5, "半年指标值"}, {6, "全年指标值"}};
    b.cell(header, heads[0].first, 1, 1, CellRole::Header, kHeader, heads[0].second);
    b.cell(header, heads[1].first, 1, 1, CellRole::Header, kHeader, heads[1].second);
    b.cell(header, 2, 1, 3, CellRole::Header, kHeader, "三级指标");
    b.cell(header, heads[2].first, 1, 1, CellRole::Header, kHeader, heads[2].second);
    b.cell(header, heads[3].first, 1, 1, CellRole::Header, kHeader, heads[3].second);
    const int first = b.row(22);
    b.row(22);
    b.row(22);
    b.cell(first, 0, 3, 1, CellRole::Group, kLabel, "过程");
    b.cell(first, 1, 3, 1, CellRole::Group, kLabel, "预算执行");
    const char* names[] = {"预算执行率", "公用经费控制率", "资金使用合规性"};
    const char* values[] = {"=100%", "≤100%", "合规"};
    for (int i = 0; i < 3; ++i) {
        b.cell(first + i, 2, 1, 3, CellRole::Label, kText, names[i]);
        b.cell(first + i, 5, 1, 1, CellRole::Value, kValue, values[i]);
        b.cell(first + i, 6, 1, 1, CellRole::Value, kValue, values[i]);
    }
    b.sheet.validations.push_back({.row = first, .col = 5, .rows = 3, .cols = 2, .words = {"健全", "合理", "合规"}});
    b.sheet.names.push_back({.name = "indicators", .row = first, .col = 0, .rows = 3, .cols = 7});
}

}  // namespace

Sheet sample_sheet() {
    Builder b;
    b.sheet.name = "整体绩效";
    b.sheet.title = "江苏省常州市部门整体预算绩效目标表";
    b.sheet.author_unit = "常州市科学技术局";
    b.sheet.year = 2024;
    b.sheet.columns = {20, 18, 24, 30, 34, 27, 27};
    b.sheet.styles = sample_styles();
    b.sheet.page.running_head = "常州市科学技术局";
    b.sheet.title_rows = 2;
    b.sheet.repeat_first = 0;
    b.sheet.repeat_last = 1;
    b.cell(b.row(34, false), 0, 1, 7, CellRole::Title, kTitle, b.sheet.title);
    b.cell(b.row(22, false), 0, 1, 7, CellRole::Subtitle, kSubtitle, "2024年度");
    const int unit = b.row(22);
    b.cell(unit, 0, 1, 1, CellRole::Label, kLabel, "单位名称");
    b.cell(unit, 1, 1, 6, CellRole::Value, kText, "常州市科学技术局").field = "/fields/unit_name";
    b.sheet.names.push_back({.name = "unit_name", .row = unit, .col = 1, .rows = 1, .cols = 6});
    const int duties = b.row(40);  // one logical row in three physical ones
    b.row(40);
    b.row(40);
    b.sheet.rows[static_cast<std::size_t>(duties) + 1].logical = duties;
    b.sheet.rows[static_cast<std::size_t>(duties) + 2].logical = duties;
    b.cell(duties, 0, 3, 1, CellRole::Label, kLabel, "单位主要职能");
    SheetCell& text = b.cell(duties, 1, 3, 6, CellRole::Value, kText);
    text.paragraphs.assign(std::begin(kDuties), std::end(kDuties));
    text.field = "/fields/main_duties";
    text.size = 9.5;
    money(b);
    indicators(b);
    return std::move(b.sheet);
}

}  // namespace jixiao::test
