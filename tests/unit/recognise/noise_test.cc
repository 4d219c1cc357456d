// Labels under noise, and what a text made by character recognition says of itself.
#include <algorithm>

#include "catch.h"
#include "tables.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

const std::string kTop = "某市部门整体预算绩效目标表\n2025年度\n单位名称 | 某市水利局\n单位主要职能 | 管水。\n";
const std::string kMoney = "部门整体资金(万元) | 收入 | | | 全年预算数\n | | 资金总额 | | 9\n | | 其他资金 | | 9\n";
const std::string kGoal = "年度目标 | 管好水。\n";
const std::string kHeader = "一级指标 | 二级指标 | 三级指标 | 半年指标值 | 全年指标值\n";

const Finding* find(const Form& form, Code code, std::string_view got) {
    const auto found = std::ranges::find_if(form.findings, [&](const Finding& f) { return f.code == code && f.got == got; });
    return found == form.findings.end() ? nullptr : &*found;
}

Form indicators(const std::string& rows) { return read(table(kTop + kMoney + kGoal + kHeader + rows)); }

}  // namespace

TEST_CASE("a label misread in look-alikes is that label, and a finding says so") {
    const Form form = read(table("某市部门整体预算续效目标表\n2025年度\n单位名称 | 某市水利局\n单位王要职能 | 管水。\n" + kMoney +
                                 "年度月标 | 管好水。\n" + kHeader + "过程 | 顶目管理 | 项目管理制度健全性 | 健全 | 健全\n"));
    CHECK(form.title == "某市部门整体预算绩效目标表");
    CHECK(form.field("main_duties")->value.paragraphs == std::vector<std::string>{"管水。"});
    CHECK(form.field("annual_goal")->value.paragraphs == std::vector<std::string>{"管好水。"});
    CHECK(cell(form, "indicators", 0, "level2").text == "项目管理");
    CHECK(count(form, Code::label_repaired) == 4);
    const Finding* repair = find(form, Code::label_repaired, "顶目管理");
    REQUIRE(repair);
    CHECK(repair->expected == "项目管理");
    CHECK(repair->at->str() == "t.txt:10:2");
    CHECK(repair->confidence < 1);
}

TEST_CASE("marks and pinyin inside a label are left out, which makes no text OCR") {
    const Form form = read(table(kTop + kMoney + kGoal + "一级指@@标 | 二级指★标 | 三级指标(biāo) | 半年指标值 | 全年指标值\n"
                                 "过■程 | 预算执行 | 预算执行率 | =100% | =100%\n"));
    REQUIRE(form.list("indicators")->rows.size() == 1);
    CHECK(cell(form, "indicators", 0, "level1").text == "过程");
    CHECK(count(form, Code::label_repaired) == 4);
    CHECK(form.source.trust == "exact");
}

TEST_CASE("a label one character off counts where something beside it speaks for it") {
    const Form form = read(table(kTop + kMoney + "年座目标 | 管好水。\n一级指标 | 二级指标 | 三级描标 | 半年指标值 | 全年指标值\n过程 | 预算执行 | 预算执行率 | =100% | =100%\n"));
    CHECK(form.field("annual_goal")->value.paragraphs == std::vector<std::string>{"管好水。"});
    CHECK(cell(form, "indicators", 0, "level2").text == "预算执行");
    CHECK(count(form, Code::label_repaired) == 2);
}

TEST_CASE("a second level one character off is repaired only in a text full of misreadings") {
    const std::string rows = "过程 | 预算捉行 | 预算执行率 | =100% | =100%\n";
    CHECK(cell(indicators(rows), "indicators", 0, "level2").text == "预算捉行");
    const Form form = indicators(rows + " | 顶目管理 | 顶目管理制度健全性 | 健全 | 健全\n");
    CHECK(cell(form, "indicators", 0, "level2").text == "预算执行");
}

TEST_CASE("an office's own names stay as written, near to known ones or not") {
    const Form form = indicators("过程 | 资金管理 | 资金使用规范性 | 规范 | 规范\n | 资产管理 | 绩效目标明确性 | 明确 | 明确\n");
    CHECK(cell(form, "indicators", 0, "level2").text == "资金管理");
    CHECK(cell(form, "indicators", 1, "level3").text == "绩效目标明确性");
    CHECK(count(form, Code::label_repaired) == 0);
    CHECK(form.source.trust == "exact");
}

TEST_CASE("several misread labels make a text OCR; one, of a typist, does not") {
    CHECK(indicators("过程 | 顶目管理 | 项目管理制度健全性 | 健全 | 健全\n").source.trust == "exact");
    const Form form = indicators("过程 | 顶目管理 | 顶目管理制度健全性 | 健全 | 健全\n");
    CHECK(form.source.trust == "ocr");
    CHECK(count(form, Code::ocr_source) == 1);
}

TEST_CASE("what character recognition made of a comparator is proposed, not read") {
    const Form form = indicators("效益指标 | 社会效益 | 群众满意度 | 乏90% | 》95%\n | | 投诉件数 | 三3件 | ≥968.191 8家\n | | 企业满意度 | 委85% | ≥90%\n");
    const auto& half = cell(form, "indicators", 0, "half_year").indicator;
    CHECK(half.raw == "乏90%");
    CHECK(half.comparator == Comparator::None);
    CHECK_FALSE(half.number);
    for (const auto& [got, fix] : {std::pair("乏90%", "≥90%"), std::pair("》95%", "≥95%"), std::pair("三3件", "≤3件"), std::pair("≥968.191 8家", "≥968.1918家")}) {
        INFO(got);
        const Finding* proposed = find(form, Code::value_repair_proposed, got);
        REQUIRE(proposed);
        CHECK(proposed->fix == fix);
    }
    CHECK(form.source.trust == "ocr");
}

TEST_CASE("letters among digits and a broken percent sign are proposed, not read") {
    const Form form = indicators("效益指标 | 社会效益 | 群众满意度 | ≥9O% | ≥909%6\n | | 企业满意度 | 》8O% | ≥90%\n");
    for (const auto& [got, fix] : {std::pair("≥9O%", "≥90%"), std::pair("≥909%6", "≥90%"), std::pair("》8O%", "≥80%")}) {
        INFO(got);
        const Finding* proposed = find(form, Code::value_repair_proposed, got);
        REQUIRE(proposed);
        CHECK(proposed->fix == fix);
    }
    const auto& half = cell(form, "indicators", 0, "half_year").indicator;
    CHECK(half.raw == "≥9O%");
    CHECK_FALSE(half.number);
    CHECK(half.comparator == Comparator::None);
}

TEST_CASE("a misread comparator of an indicator without direction is that of the value beside it, or what engines print so") {
    const Form form = indicators("效益指标 | 社会效益 | 活动场次 | 么20场 | ≤30场\n | | 走访户 | 之40户 | 之50户\n | | 检查站 | 委3个 | 委3个\n | | 线路 | 一3条 | 一4条\n");
    for (const auto& [got, fix] :
         {std::pair("么20场", "≤20场"), std::pair("之40户", "≥40户"), std::pair("委3个", "≤3个"), std::pair("一4条", "=4条")}) {
        INFO(got);
        const Finding* proposed = find(form, Code::value_repair_proposed, got);
        REQUIRE(proposed);
        CHECK(proposed->fix == fix);
    }
}

TEST_CASE("a 2 before what the row's other value says is a misread comparator; nothing is read of it") {
    const Form form = indicators("效益指标 | 社会效益 | 服务企业 | 2280次 | ≥280次\n | | 活动场次 | ≤30场 | 230场\n");
    const Finding* proposed = find(form, Code::value_repair_proposed, "2280次");
    REQUIRE(proposed);
    CHECK(proposed->fix == "≥280次");
    CHECK_FALSE(cell(form, "indicators", 0, "half_year").indicator.number);
    REQUIRE(find(form, Code::value_repair_proposed, "230场"));
    CHECK(find(form, Code::value_repair_proposed, "230场")->fix == "≤30场");
}

TEST_CASE("a 2 before a figure is proposed as a comparator where all others of the list have one, and its number stands") {
    std::string rows = "效益指标 | 社会效益 | 服务企业 | ≥0名 | 225名\n";
    for (int i = 0; i < 10; ++i) rows += " | | 指标" + std::to_string(i) + " | ≥1" + std::to_string(i) + "家 | ≥2" + std::to_string(i) + "家\n";
    const Form form = indicators(rows);
    const Finding* proposed = find(form, Code::value_repair_proposed, "225名");
    REQUIRE(proposed);
    CHECK(proposed->fix == "≥25名");
    CHECK(proposed->confidence < 0.5);
    CHECK(cell(form, "indicators", 0, "annual").indicator.number->str() == "225");
    // Where values go without comparators, and where both of a row do, figures are figures.
    CHECK(count(indicators("效益指标 | 社会效益 | 服务企业 | 100名 | 225名\n | | 甲 | ≥1家 | ≥2家\n"), Code::value_repair_proposed) == 0);
    CHECK(count(indicators(rows + " | | 培训 | 210次 | 220次\n"), Code::value_repair_proposed) == 1);
}

TEST_CASE("in a text made by character recognition a dash before a rate may be its =") {
    const Form form = indicators("过程 | 顶目管理 | 顶目管理制度健全性 | 健全 | 健全\n | 预算执行 | 预算执行率 | -90% | =100%\n");
    CHECK(form.source.trust == "ocr");
    const Finding* proposed = find(form, Code::value_repair_proposed, "-90%");
    REQUIRE(proposed);
    CHECK(proposed->fix == "=90%");
    CHECK(count(indicators("效益指标 | 社会效益 | 能耗变化 | -3% | -5%\n"), Code::value_repair_proposed) == 0);
}

TEST_CASE("a misread label beside comparators that do not go together makes a text OCR") {
    const std::string label = "过程 | 顶目管理 | 项目管理制度健全性 | 健全 | 健全\n";
    CHECK(indicators(label + " | 预算执行 | 预算执行率 | =90% | ≥100%\n").source.trust == "ocr");
    CHECK(indicators(label + " | 预算执行 | 预算执行率 | =90% | =100%\n").source.trust == "exact");
    CHECK(indicators("过程 | 预算执行 | 预算执行率 | =90% | ≥100%\n").source.trust == "exact");
}

TEST_CASE("repairs all applies what is proposed, and says so") {
    const Grid grid = table(kTop + "部门整体资金(万元) | 收入 | | | 全年预算数\n | | 资金总额 | | 968.191 8\n" + kGoal + kHeader +
                            "效益指标 | 社会效益 | 群众满意度 | 乏90% | 》95%\n");
    const auto all = recogniser().recognise(grid, {"t.txt", "text", std::nullopt, "exact"}, "", Repairs::All);
    REQUIRE(all);
    const auto& year = cell(all->form, "indicators", 0, "annual").indicator;
    CHECK(year.raw == "》95%");
    CHECK(year.comparator == Comparator::AtLeast);
    CHECK(year.number->str() == "95");
    CHECK(cell(all->form, "income", 0, "annual").amount.number->str() == "968.1918");
    CHECK(count(all->form, Code::value_repaired) == 3);
    CHECK(count(all->form, Code::value_repair_proposed) == 0);
}

TEST_CASE("repairs never leaves labels as they are") {
    const Grid grid = table(kTop + kMoney + kGoal + kHeader + "过程 | 顶目管理 | 项目管理制度健全性 | 健全 | 健全\n");
    const auto never = recogniser().recognise(grid, {"t.txt", "text", std::nullopt, "exact"}, "", Repairs::Never);
    REQUIRE(never);
    CHECK(cell(never->form, "indicators", 0, "level2").text == "顶目管理");
    CHECK(count(never->form, Code::label_repaired) == 0);
}

TEST_CASE("a label as near to two that are missed is left alone, and told") {
    const Form form = read(table(kTop + kMoney + "年期目标 | 管好水。\n" + kHeader + "过程 | 预算执行 | 预算执行率 | =90% | =100%\n"));
    CHECK(count(form, Code::label_ambiguous) == 1);
    CHECK(form.field("annual_goal")->value.null());
    CHECK(form.unplaced.size() == 2);
}
