// Lines of a page, as pdftotext -layout prints them, unwrapped into rows.
#include <algorithm>
#include <map>

#include "catch.h"
#include "tables.h"
#include "text/characters.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

Form read_page(std::string_view text) {
    Grid grid = table(text);
    grid.page_lines = true;
    return read(grid);
}

const char* const kPage =
    "某市部门整体预算绩效目标表\n2025年度\n\n单位名称 | 某市水利局\n\n"
    " | (一) 管理全市的水，\n单位主要 | 包括河与湖。\n职能 | (二) 编制规划，\n | 并组织实施。\n\n"
    " | | | 全年预算数\n\n | 资金总额 | | 9\n 部门整体 |\n资金 | 其他资金 | | 2\n（万元） |\n | | 半年计划执行数 | 全年预算数\n\n"
    " | 基本支出 | 1 | 2\n\n | 河道整治 | 3 | 7\n\n"
    " | 管好\n年度目标 | 每一条河。\n\n"
    "一级指标 | 二级指标 | 三级指标 | 半年指标值 | 全年指标值\n\n"
    " | | 中长期规划制定健全性 | 健全 | 健全\n | 计划制定 |\n | | 工作计划制定健全性 | 健全 | 健全\n决策\n"
    " | | 绩效目标合理性 | 合理 | 合理\n | 目标设定 |\n | | 绩效指标明确性 | 明确 | 明确\n\n"
    " | 经济效益 |\n效益指标\n | 社会效益 | 河道变清 | ≥1公里 | ≥2公里\n"
    "第 1 页 共 1 页\n";

}  // namespace

TEST_CASE("wrapped texts, split labels and centred groups become rows again") {
    const Form form = read_page(kPage);
    CHECK(form.field("main_duties")->value.paragraphs ==
          std::vector<std::string>{"(一) 管理全市的水，包括河与湖。", "(二) 编制规划，并组织实施。"});
    CHECK(form.field("annual_goal")->value.paragraphs == std::vector<std::string>{"管好每一条河。"});
    REQUIRE(form.list("income")->rows.size() == 2);
    CHECK(cell(form, "income", 1, "annual").amount.number->str() == "2");
    REQUIRE(form.list("expenditures")->rows.size() == 2);
    CHECK(cell(form, "expenditures", 1, "item").text == "河道整治");
    REQUIRE(form.list("indicators")->rows.size() == 6);
    CHECK(cell(form, "indicators", 0, "level2").text == "计划制定");
    CHECK(cell(form, "indicators", 1, "level2").text == "计划制定");
    CHECK(cell(form, "indicators", 2, "level2").text == "目标设定");
    CHECK(cell(form, "indicators", 3, "level1").text == "决策");
    CHECK(cell(form, "indicators", 4, "level2").text == "经济效益");
    CHECK(cell(form, "indicators", 4, "level3").null());
    CHECK(cell(form, "indicators", 5, "level1").text == "效益指标");
    CHECK(cell(form, "indicators", 5, "annual").indicator.raw == "≥2公里");
    CHECK(form.unplaced.empty());
}

TEST_CASE("words of a page that belong to no row are told as an error") {
    std::string page = kPage;
    for (int i = 0; i < 1; ++i) page += "\n甲乙 | 丙丁 | 戊己 | 庚辛 | 壬癸" + std::to_string(i) + " | 子丑\n";
    Grid grid = table(page);
    grid.page_lines = true;
    const auto result = recogniser().recognise(grid, {"t.txt", "text", std::nullopt, "exact"});
    REQUIRE(result);
    CHECK_FALSE(result->form.unplaced.empty());
    CHECK(count(result->form, Code::rows_uncertain) == 1);
}

TEST_CASE("labels one character a line, glued to their neighbour, or continued from the page before") {
    const Form form = read_page("某市部门整体预算绩效目标表\n2025年度\n单位名称 | 某市水利局\n"
                                " | | 半年计划执行数 | 全年预算数\n支（续） 河道整治 | | 1 | 2\n"
                                "一级指标 | 二级指标 | 三级指标 | 半年指标值 | 全年指标值\n"
                                " | 计划制定 | 工作计划制定健全性 | 健全 | 健全\n决 | | | |\n | 目标设定 | 绩效目标合理性 | 合理 | 合理\n策 | | | |\n"
                                " | 预算编制 | 预算编制科学性 | 科学 | 科学\n");
    REQUIRE(form.list("indicators")->rows.size() == 3);
    for (std::size_t row = 0; row < 3; ++row) CHECK(cell(form, "indicators", row, "level1").text == "决策");
    CHECK(cell(form, "indicators", 1, "level2").text == "目标设定");
}

TEST_CASE("one cell a line: known labels, projects and quotations tell the columns; a lone value is told") {
    Grid grid = table("某市部门整体预算绩效目标表\n2025年度\n单位名称\n某市水利局\n单位主要职能\n（一）组织全市河道治理和水资源保护。\n"
                      "半年计划执行数\n全年预算数\n基本支出 900 1858.91\n河道整治工程 5\n"
                      "一级指标 二级指标 重点工作 对应项目 三级指标 半年指标值 全年指标值\n履职\n组织全市河道\n治理和水资源保护\n清淤\n河道整治工程\n"
                      "新增清淤河道\n超600公里\n≥300公里 ≥600公里\n");
    grid.page_lines = true;
    const Form form = read(grid);
    CHECK(form.field("main_duties")->value.paragraphs == std::vector<std::string>{"（一）组织全市河道治理和水资源保护。"});
    REQUIRE(form.list("expenditures")->rows.size() == 2);
    CHECK(cell(form, "expenditures", 0, "half_year").amount.number->str() == "900");
    CHECK(count(form, Code::column_guessed) >= 1);
    REQUIRE(form.list("indicators")->rows.size() == 1);
    CHECK(cell(form, "indicators", 0, "level2").text == "组织全市河道治理和水资源保护");
    CHECK(cell(form, "indicators", 0, "key_work").text == "清淤");
    CHECK(cell(form, "indicators", 0, "project").text == "河道整治工程");
    CHECK(cell(form, "indicators", 0, "level3").text == "新增清淤河道超600公里");
    CHECK(cell(form, "indicators", 0, "annual").indicator.raw == "≥600公里");
}

TEST_CASE("a section of a page whose header was lost begins where its labels do") {
    std::string page = kPage;
    const std::string header = "一级指标 | 二级指标 | 三级指标 | 半年指标值 | 全年指标值\n\n";
    page.replace(page.find(header), header.size(), "\n\n");
    page.replace(page.find(" | | 半年计划执行数 | 全年预算数\n\n"), std::string(" | | 半年计划执行数 | 全年预算数\n\n").size(), "");
    const Form form = read_page(page);
    CHECK(form.field("annual_goal")->value.paragraphs == std::vector<std::string>{"管好每一条河。"});
    REQUIRE(form.list("expenditures")->rows.size() == 2);
    CHECK(cell(form, "expenditures", 1, "half_year").amount.number->str() == "3");
    REQUIRE(form.list("indicators")->rows.size() == 6);
    CHECK(cell(form, "indicators", 0, "level1").text == "决策");
    CHECK(cell(form, "indicators", 0, "level2").text == "计划制定");
    CHECK(cell(form, "indicators", 3, "level3").text == "绩效指标明确性");
    CHECK(cell(form, "indicators", 5, "annual").indicator.raw == "≥2公里");
}

TEST_CASE("cells at the top of their rows: a label that wraps covers its rows, an empty group stays empty") {
    const Form form = read_page("某市部门整体预算绩效目标表\n2025年度\n单位名称 | 某市水利局\n年度目标 |\n"
                                "一级指标 | 二级指标 | 三级指标 | 半年指标值 | 全年指标值\n"
                                "决策 | 计划制定 | 中长期规划制定健全性 | 健全 | 健全\n"
                                " | | 工作计划制定健全性 | 健全 | 健全\n"
                                " | 目标设定 |\n"
                                "过程 | 预算管理 | 预算管理制度健全性 | 健全 | 健全\n"
                                " | | 群众安全饮水工程及时培 | 12月底前 | 12月底前\n | | 训次数 |\n"
                                " | | 资金使用合规性 | ≥90% | ≥95%\n");
    const List& list = *form.list("indicators");
    REQUIRE(list.rows.size() == 6);
    CHECK(cell(form, "indicators", 1, "level2").text == "计划制定");
    CHECK(cell(form, "indicators", 2, "level2").text == "目标设定");
    CHECK(cell(form, "indicators", 2, "level3").null());
    CHECK(cell(form, "indicators", 4, "level3").text == "群众安全饮水工程及时培训次数");
    CHECK(cell(form, "indicators", 5, "annual").indicator.raw == "≥95%");
}

TEST_CASE("one cell a line: a header lost, numbers cut by blanks, two cells on a line") {
    Grid grid = table("某市部门整体预算绩效目标表\n2025年度\n单位名称\n某市水利局 年度目标\n（一）治水。\n"
                      "收入\n全年预算数\n资金总额\n9 其他资金 2\n"
                      "基本支出\n900\n1858.9 1\n河道整治工程\n17.5 0\n35 087.14\n"
                      "决策\n计划制定\n工作计划制定健全性\n按序时进度推进\n按序时进度推进\n"
                      "效益指标\n社会效益\n河道变清\n1600人、200人\n≥ 2 公里\n");
    grid.page_lines = true;
    const Form form = read(grid);
    CHECK(form.field("unit_name")->value.text == "某市水利局");
    CHECK(form.field("annual_goal")->value.paragraphs == std::vector<std::string>{"（一）治水。"});
    REQUIRE(form.list("income")->rows.size() == 2);
    CHECK(cell(form, "income", 0, "annual").amount.number->str() == "9");
    CHECK(cell(form, "income", 1, "annual").amount.number->str() == "2");
    REQUIRE(form.list("expenditures")->rows.size() == 2);
    CHECK(cell(form, "expenditures", 0, "half_year").amount.number->str() == "900");
    CHECK_FALSE(cell(form, "expenditures", 0, "annual").amount.number);           // proposed, not taken
    CHECK(cell(form, "expenditures", 0, "annual").amount.written == "1858.9 1");
    CHECK(count(form, Code::amount_unreadable) == 3);
    REQUIRE(form.list("indicators")->rows.size() == 2);
    CHECK(cell(form, "indicators", 0, "annual").indicator.raw == "按序时进度推进");
    CHECK(cell(form, "indicators", 1, "level1").text == "效益指标");
    CHECK(cell(form, "indicators", 1, "half_year").indicator.raw == "1600人、200人");
    CHECK(cell(form, "indicators", 1, "annual").indicator.number->str() == "2");
}

TEST_CASE("one cell a line: quoted clauses without rows are groups, a label with values behind it names an indicator") {
    Grid grid = table("某市部门整体预算绩效目标表\n2025年度\n单位名称\n某市水利局\n单位主要职能\n（一）组织全市河道治理和水资源保护。\n（二）指导全市农村饮水安全工作。\n"
                      "部门整体资金（万元\n）\n收入\n全年预算数\n资金总额\n9\n其他资金\n9\n"
                      "一级指标\n二级指标\n重点工作\n对应项目\n三级指标\n半年指标值\n全年指标值\n履职\n"
                      "组织全市河道治理和水资源保护\n指导全市农村饮水安全工作\n"
                      "一级指标\n二级指标\n三级指标\n半年指标值\n全年指标值\n满意度指标\n服务对象满意度\n群众满意度\n≥85%\n≥90%\n服务对象满意度\n≥51%\n≥60%\n");
    grid.page_lines = true;
    const Form form = read(grid);
    CHECK(form.field("main_duties")->value.paragraphs ==
          std::vector<std::string>{"（一）组织全市河道治理和水资源保护。", "（二）指导全市农村饮水安全工作。"});
    REQUIRE(form.list("indicators")->rows.size() == 4);
    CHECK(cell(form, "indicators", 0, "level2").text == "组织全市河道治理和水资源保护");
    CHECK(cell(form, "indicators", 0, "level3").null());
    CHECK(cell(form, "indicators", 1, "level2").text == "指导全市农村饮水安全工作");
    CHECK(cell(form, "indicators", 3, "level3").text == "服务对象满意度");
    CHECK(cell(form, "indicators", 3, "annual").indicator.raw == "≥60%");
}

TEST_CASE("a value cut by a wrap is one value: its unit, the rest of its unit, the end of a range") {
    const Form form = read_page("某市部门整体预算绩效目标表\n2025年度\n单位名称 | 某市水利局\n"
                                "一级指标 | 二级指标 | 三级指标 | 半年指标值 | 全年指标值\n"
                                "过程 | 预算管理 | 农村饮水单位成本 | ≤21元每人 | ≤219元每人\n | | | 每月 | 每月\n"
                                " | | 河道治理里程 | 38328-38368 | 38328-38368\n | | | 公里 | 公里\n"
                                " | | 工期 | 2023.07-2 | 2023.07-2\n | | | 024.01 | 024.01\n"
                                " | | 资金使用合规性 | ≥90% | ≥95%\n");
    REQUIRE(form.list("indicators")->rows.size() == 4);
    CHECK(cell(form, "indicators", 0, "annual").indicator.raw == "≤219元每人每月");
    CHECK(cell(form, "indicators", 1, "level3").text == "河道治理里程");
    CHECK(cell(form, "indicators", 1, "half_year").indicator.raw == "38328-38368公里");
    CHECK(cell(form, "indicators", 1, "annual").indicator.raw == "38328-38368公里");
    CHECK(cell(form, "indicators", 2, "half_year").indicator.raw == "2023.07-2024.01");
    CHECK(cell(form, "indicators", 3, "half_year").indicator.raw == "≥90%");
}

namespace {

struct PlacedWord {
    std::string text;
    float left, y;   // half characters, heights of a line
};

// A page of words with places, as pdftotext -bbox gives them.
Grid placed_page(const std::vector<PlacedWord>& words) {
    std::map<float, std::vector<PlacedWord>> lines;
    for (const PlacedWord& word : words) lines[word.y].push_back(word);
    Grid grid;
    grid.page_lines = true;
    int row = 0;
    for (auto& [y, line] : lines) {
        int col = 0;
        for (const PlacedWord& word : line) {
            Cell one;
            one.at = {row, col++};
            one.raw = one.shown = word.text;
            const auto width = static_cast<float>(display_width(word.text));
            one.page_place = PagePlace{1, word.left, word.left + width, y};
            REQUIRE(grid.place(std::move(one)));
        }
        ++row;
    }
    grid.sort();
    return grid;
}

const std::vector<PlacedWord> kTwoTreesHead = {
    {"科普活动专项绩效目标表", 60, 0}, {"（2020年度）", 70, 2}, {"项目名称", 0, 4}, {"科普活动专项", 40, 4}, {"主管部门及代码", 0, 5.5F}, {"科学技术部", 40, 5.5F},
    {"实施单位", 90, 5.5F}, {"中国科技馆", 120, 5.5F}, {"项目属性", 0, 7}, {"延续项目", 40, 7}, {"项目周期", 90, 7}, {"3年", 120, 7},
    {"总体目标", 0, 10.6F}, {"中期目标", 20, 8.8F}, {"年度目标", 90, 8.8F}, {"三年内建成覆盖全国城乡的科普", 20, 10.6F}, {"今年举办一百场面向青少年的科", 90, 10.6F},
    {"活动体系，提高公民的科学素质", 20, 11.8F}, {"普活动，培训讲解员，并且更新", 90, 11.8F}, {"，更新展品。", 20, 13}, {"展品。", 90, 13},
    {"一级指标", 0, 15}, {"二级指标", 20, 15}, {"三级指标", 40, 15}, {"指标值", 70, 15}, {"二级指标", 90, 15}, {"三级指标", 110, 15}, {"指标值", 140, 15}};

}  // namespace

TEST_CASE("of two divisions that centre labels alike the one without the other tree's rows is meant") {
    // Right: nothing on the first and the last row; one row, three, and one again. {blank, 1, 2}, {3}, {4, 5, blank} would be
    // centred as well.
    auto words = kTwoTreesHead;
    const auto y = [](int row) { return 17 + 1.8F * static_cast<float>(row); };
    for (int i = 0; i < 7; ++i) {
        words.push_back({"左边指标" + std::to_string(i), 40, y(i)});
        words.push_back({"≥1家", 70, y(i)});
        if (i == 0 || i == 6) continue;
        words.push_back({"右边指标" + std::to_string(i), 110, y(i)});
        words.push_back({"≥2家", 140, y(i)});
    }
    words.insert(words.end(), {{"产出指标", 0, y(3)}, {"数量指标", 20, y(3)}, {"数量指标", 90, y(1)}, {"质量指标", 90, y(3)}, {"时效指标", 90, y(5)}});
    std::ranges::stable_sort(words, {}, &PlacedWord::left);
    const Form form = read(placed_page(words));
    REQUIRE(form.list("indicators"));
    const auto levels = [&](const List& list) {
        std::vector<std::pair<std::string, std::string>> out;
        for (std::size_t r = 0; r < list.rows.size(); ++r) out.emplace_back(cell(form, list.id, r, "level2").text, cell(form, list.id, r, "level3").text);
        return out;
    };
    CHECK(levels(*form.list("medium_term_indicators")).size() == 7);
    CHECK(levels(*form.list("indicators")) == std::vector<std::pair<std::string, std::string>>{{"数量指标", "右边指标1"}, {"质量指标", "右边指标2"}, {"质量指标", "右边指标3"},
                                                                                               {"质量指标", "右边指标4"}, {"时效指标", "右边指标5"}});
    CHECK(count(form, Code::column_guessed) == 0);
}
