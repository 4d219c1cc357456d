// Rows that cannot be told apart are refused, not swallowed by a text beside them.
#include "catch.h"
#include "tables.h"

using namespace jixiao;
using namespace jixiao::test;

namespace {

// Guangdong's form as `pdftotext -raw` prints it: cells wrap, and a text stands behind the amount of each task.
const char* const kRaw =
    "盐城市市级部门整体预算绩效目标表\n"
    "2026年度\n"
    "单位：万元\n"
    "部门名称 南京市生态环境局\n"
    "基本信息 财政供养人员数 苏州市教育局 下属二级单位数 常州市交通运输局\n"
    "预算整体情况\n"
    "部门预算支出 预算金额（万元） 收入来源 预算金额（万元）\n"
    "基本支出 116.31 财政拨款 6765.93\n"
    "项目支出 351 其他资金 164.06\n"
    "事业发展性支出 预算金额（万元） 按预算级次划分 预算金额（万元）\n"
    "财政专项资金 0 市本级使用资金 587\n"
    "其他事业发展性支出 292.59 拟用于对下转移支付资金 0\n"
    "总体绩效目标\n"
    "（一）会同有关部门制定国(境)外合作与交流。\n"
    "（二）会同有关部门制定农村人居环境整治提升行动，承担人才队伍建设规划和政策，指\n"
    "导公共卫生服务体系建设,健全应急处置机制。\n"
    "（三）拟订高新技术企业培育,推动产业转型升级。\n"
    "（四）完善水资源保护与河湖管理，负责“四个走在前”\n"
    "“四个新”重大任务，指导知识\n"
    "产权保护和运用，承担知识产权保护和运用。\n"
    "（五）统筹推进农村人居环境整治提升行动。\n"
    "年度重点工作任务\n"
    "名称 主要实施内容 拟投入的资金（万元） 期望达到的目标（概述）\n"
    "公共卫生产业发展\n"
    "专项资金\n"
    "负责高新技术企业\n"
    "培育,推动产业转型\n"
    "升级\n"
    "643.78\n"
    "完善高新技术企业培育,\n"
    "推动产业转型升级\n"
    "公共卫生服务能力\n"
    "建设\n"
    "承担国(境)外合作与\n"
    "交流\n"
    "607.52\n"
    "贯彻落实义务教育均衡\n"
    "发展\n"
    "智慧设备（市级）\n"
    "会同有关部门制定\n"
    "人才队伍建设规划\n"
    "和政策\n"
    "593\n"
    "组织实施水资源保护与\n"
    "河湖管理\n"
    "第三方平台项目\n"
    "会同有关部门制定\n"
    "知识产权保护和运\n"
    "用\n"
    "385.47\n"
    "承担高新技术企业培育,\n"
    "推动产业转型升级\n"
    "农村公路信息化经费\n"
    "完善水资源保护与\n"
    "河湖管理\n"
    "55846.13\n"
    "完善“四个走在前”\n"
    "“四\n"
    "个新”重大任务\n"
    "公共卫生公共服务\n"
    "（市级）\n"
    "指导义务教育均衡\n"
    "发展\n"
    "281\n"
    "完善重大基础设施建设\n"
    "(含配套管网)\n"
    "智慧平台补助\n"
    "贯彻落实全市创新\n"
    "驱动发展战略以及\n"
    "规划、计划和政策\n"
    "26500.78\n"
    "统筹推进“四个走在前”\n"
    "“四个新”重大任务\n"
    "农村公路综合整治\n"
    "工作推进\n"
    "贯彻落实安全生产\n"
    "综合监督管理\n"
    "459.82\n"
    "监督管理安全生产综合\n"
    "监督管理\n"
    "第 1 页 共 3 页\n"
    "名称 主要实施内容 拟投入的资金（万元） 期望达到的目标（概述）\n"
    "年度重点工作\n"
    "任务（续）\n"
    "生态补偿示范区\n"
    "（一期）\n"
    "监督管理国(境)外合\n"
    "作与交流\n"
    "267 完善知识产权保护和运用\n"
    "智慧服务能力补助\n"
    "承担人才队伍建设\n"
    "规划和政策\n"
    "674.59\n"
    "统筹推进公共卫生服务\n"
    "体系建设,健全应急处置\n"
    "机制\n"
    "水环境示范区项目\n"
    "会同有关部门制定\n"
    "水资源保护与河湖\n"
    "管理\n"
    "749.53\n"
    "监督管理人才队伍建设\n"
    "规划和政策\n"
    "第三方基础设施提\n"
    "升工程\n"
    "会同有关部门制定\n"
    "人才队伍建设规划\n"
    "和政策\n"
    "432\n"
    "完善水资源保护与河湖\n"
    "管理\n"
    "其他需完成的\n"
    "任务（可选填）\n"
    "完善科技创新体系建设和科技体制改革，承担“四个走在前”\n"
    "“四个新”重大任务，负责全市\n"
    "创新驱动发展战略以及规划、计划和政策，负责人才队伍建设规划和政策。\n"
    "绩效指标\n"
    "一级指标 二级指标 三级指标 指标值\n"
    "产出指标\n"
    "质量指标\n"
    "智慧宣传培训超支率 ≤100%\n"
    "科技创新综合整治数量 31.5个以上\n"
    "老旧小区执法事故发\n"
    "生率\n"
    "≤26%\n";

Grid one_cell_a_line(std::string_view text) {
    Grid grid;
    grid.page_lines = true;
    int row = 0;
    for (std::size_t from = 0; from < text.size(); ++row) {
        const std::size_t end = std::min(text.find('\n', from), text.size());
        Cell cell;
        cell.at = {row, 0};
        cell.raw = cell.shown = text.substr(from, end - from);
        REQUIRE(grid.place(std::move(cell)));
        from = end + 1;
    }
    grid.sort();
    return grid;
}

}  // namespace

TEST_CASE("a list whose rows run into each other is refused") {
    const auto result = recogniser().recognise(one_cell_a_line(kRaw), {"raw.txt", "text", std::nullopt, "exact"});
    REQUIRE_FALSE(result);
    CHECK(result.error().at.input == "raw.txt");
    CHECK_FALSE(result.error().remedy.zh.empty());
}
