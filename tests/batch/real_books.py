#!/usr/bin/env python3
"""Workbooks as offices publish them: three families with titles at offsets, units in other places, rows left out or repeated, split
and additional columns, notes below, formulas and number formats. Each says by hand what it holds; whatever the form has no place for
must stand in `unplaced`, and nothing else may.

Called as `real_books.py PROGRAM FOLDER`."""

import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from workbook import Number, sheet, workbook  # noqa: E402

wrong = []


def check(condition, text):
    if not condition:
        wrong.append(text)


def whole(number):
    return Number(number, "General")


GUANGDONG_TOP = [
    ["附件2"],
    ["", "2024年香岛市市级部门整体预算绩效目标表"],
    ["", "", "", "", "单位：万元"],
    ["", "部门名称", "香岛市生态环境局"],
    ["", "基本信息", "财政供养人员数", whole(286), "下属二级单位数", whole(5)],
    ["", "预算整体情况", "部门预算支出", "预算金额\n（万元）", "收入来源", "预算金额\n（万元）"],
    ["", "", "基本支出", Number("12800.920000000013"), "财政拨款", Number("82000", formula="D7+D8-F8")],
    ["", "", "项目支出", Number("70000", formula="SUM(D10:D11)"), "其他资金", Number("800.92")],
    ["", "", "事业发展性支出", "预算金额（万元）", "按预算级次划分", "预算金额（万元）"],
    ["", "", "财政专项资金", Number("60000", "#,##0.00"), "市本级使用资金", Number("40000", "#,##0.00")],
    ["", "", "其他事业发展性支出", Number("10000"), "拟用于对下转移支付资金", Number("30000")],
]
GUANGDONG_TASKS = [
    ["", "年度重点工作任务", "名称", "主要实施内容", "拟投入的资金（万元）", "期望达到的目标（概述）"],
    ["", "", "大气污染防治", "1.开展臭氧治理；\n2.淘汰老旧车辆。", Number("3000"), "空气质量优良率达标"],
    ["", "", "水环境整治", "整治黑臭水体", Number("7000.5"), "消除劣Ⅴ类断面"],
]
GUANGDONG_TREE = [
    ["", "绩效指标", "一级指标", "二级指标", "三级指标", "指标值"],
    ["", "", "产出指标", "数量指标", "监测点位数量", "≥32个"],
    ["", "", "", "", "整治河涌数量", whole(12)],
    ["", "", "", "质量指标", "监测数据合格率", Number("0.95", "0%")],
    ["", "", "", "时效指标", "任务按时完成率", Number("1", "0%")],
    ["", "", "效益指标", "生态效益指标", "空气质量优良天数比率", Number("0.905", "0.00%")],
    ["", "", "满意度指标", "服务对象满意度指标", "公众满意度", "≥85%"],
]
BELOW = [[""], ["", "填表人：李四", "", "联系电话：0760-88881234"], ["", "填报日期：2024年1月15日"], ["", "备注：1.本表随部门预算报送；2.一式三份。"]]
GUANGDONG_MERGES = ["B2:F2", "C4:F4", "B6:B11", "C12:F12", "B13:B15", "C16:F16", "B17:B23", "C18:C21", "D18:D19"]


def guangdong(rows, merges=(), name="整体绩效目标"):
    return (name, "visible", sheet(rows, merges=merges))


def with_weights():
    """Weights behind the values, the header over two rows."""
    tree = [row + [text] for row, text in zip(GUANGDONG_TREE, ["权重（%）"] + [whole(n) for n in (20, 10, 20, 10, 25, 15)])]
    return GUANGDONG_TOP + [["", "总体绩效目标", "持续改善环境质量。"]] + GUANGDONG_TASKS + [["", "其他需完成的任务（可选填）", ""]] + tree + BELOW


INDICATORS = [("产出指标", "数量指标", "监测点位数量", "≥32个"), ("产出指标", "数量指标", "整治河涌数量", "12"),
              ("产出指标", "质量指标", "监测数据合格率", "95%"), ("产出指标", "时效指标", "任务按时完成率", "100%"),
              ("效益指标", "生态效益指标", "空气质量优良天数比率", "90.50%"), ("满意度指标", "服务对象满意度指标", "公众满意度", "≥85%")]
TASKS = [("大气污染防治", "1.开展臭氧治理；2.淘汰老旧车辆。", 3000, "空气质量优良率达标"), ("水环境整治", "整治黑臭水体", 7000.5, "消除劣Ⅴ类断面")]
GUANGDONG_LISTS = {
    "expenditures": [("基本支出", 12800.92), ("项目支出", 70000)], "income": [("财政拨款", 82000), ("其他资金", 800.92)],
    "development": [("财政专项资金", 60000), ("其他事业发展性支出", 10000)],
    "budget_levels": [("市本级使用资金", 40000), ("拟用于对下转移支付资金", 30000)], "tasks": TASKS, "indicators": INDICATORS}
NOTES = {"填表人：李四", "联系电话：0760-88881234", "填报日期：2024年1月15日", "备注：1.本表随部门预算报送；2.一式三份。"}

MOF_TOP = [
    ["项目支出绩效目标表"],
    ["（2024年度）"],
    ["", "", "", "", "金额单位：万元"],
    ["项目名称", "基层科普行动计划"],
    ["主管部门及代码", "[306]科学技术部", "", "实施单位", "中国科普中心"],
    ["项目属性", "延续项目", "", "项目周期", "2023-2025年"],
    ["项目资金\n（万元）", "年度资金总额：", whole(1200.5), "执行率分值（10）"],
    ["", "其中：财政拨款", whole(1000.5)],
    ["", "上年结转", whole(0)],
    ["", "其他资金", whole(200)],
]
MOF_TREE = [
    ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "分值权重（90）"],
    ["", "产出指标", "数量指标", "指标1：活动场次", "≥100场次", whole(20)],
    ["", "", "质量指标", "活动合格率", Number("0.95", "0%"), whole(20)],
    ["", "", "时效指标", "按时完成率", "=100%", whole(10)],
    ["", "效益指标", "社会效益指标", "受众人数", "≥5万人次", whole(30)],
    ["", "满意度指标", "服务对象满意度指标", "观众满意度", "≥90%", whole(10)],
]
MOF_LISTS = {
    "income": [("资金总额", 1200.5), ("财政拨款", 1000.5), ("上年结转资金", 0), ("其他资金", 200)],
    "indicators": [("产出指标", "数量指标", "指标1：活动场次", "≥100场次"), ("产出指标", "质量指标", "活动合格率", "95%"),
                   ("产出指标", "时效指标", "按时完成率", "=100%"), ("效益指标", "社会效益指标", "受众人数", "≥5万人次"),
                   ("满意度指标", "服务对象满意度指标", "观众满意度", "≥90%")]}
MOF_FIELDS = {"project_name": "基层科普行动计划", "supervising_department": "[306]科学技术部", "implementing_unit": "中国科普中心",
              "project_kind": "延续项目", "project_period": "2023-2025年", "annual_goal": ["全年举办活动100场。"]}

# Sichuan: the sign, the value and the unit of an indicator in columns of their own, its weight behind them.
SPLIT_TREE = [
    ["绩效指标", "一级指标", "二级指标", "三级指标", "指标性质", "指标值", "度量单位", "权重"],
    ["", "产出指标", "数量指标", "活动场次", "≥", whole(100), "场次", whole(40)],
    ["", "", "质量指标", "活动合格率", "＝", whole(95), "%", whole(20)],
    ["", "效益指标", "社会效益指标", "科普氛围", "定性", "明显改善", "", whole(20)],
    ["", "满意度指标", "服务对象满意度指标", "观众满意度", "≥", whole(90), "%", whole(10)],
]
SPLIT = [("产出指标", "数量指标", "活动场次", "≥100场次"), ("产出指标", "质量指标", "活动合格率", "＝95%"), ("效益指标", "社会效益指标", "科普氛围", "明显改善"),
         ("满意度指标", "服务对象满意度指标", "观众满意度", "≥90%")]

# Fujian: an explanation before the target.
EXPLAINED_TREE = [
    ["绩效指标", "一级指标", "二级指标", "三级指标", "指标解释", "目标值"],
    ["", "产出指标", "数量指标", "活动场次", "反映全年举办的活动场次", "≥100场次"],
    ["", "效益指标", "社会效益指标", "受众人数", "反映参加活动的人数", "≥5万人次"],
    ["", "满意度指标", "服务对象满意度指标", "观众满意度", "问卷调查", "≥90%"],
]
EXPLAINED = [("产出指标", "数量指标", "活动场次", "≥100场次"), ("效益指标", "社会效益指标", "受众人数", "≥5万人次"), ("满意度指标", "服务对象满意度指标", "观众满意度", "≥90%")]

SHANGHAI = [
    ["上海市财政项目支出绩效目标申报表"],
    ["（2026年）"],
    ["项目名称", "生活垃圾分类专项", "", "项目性质", "经常性项目", "", "项目类别", "其他一次性项目"],
    ["主管部门", "上海市绿化和市容管理局", "", "实施单位", "上海市废弃物管理所"],
    ["计划开始日期", "2026-01-01", "", "计划完成日期", "2026-12-31"],
    ["项目资金\n（元）", "项目资金总额", "", Number("12000000", "#,##0.00"), "年度资金申请总额", "", Number("6000000", "#,##0.00")],
    ["", "其中：财政资金", "", Number("12000000", "#,##0.00"), "其中：当年财政拨款", "", Number("6000000", "#,##0.00")],
    ["", "其他资金", "", Number("0", "#,##0.00"), "上年结转资金", "", Number("0", "#,##0.00")],
    ["", "", "", "", "其他资金", "", Number("0", "#,##0.00")],
    ["项目总目标", "三年内投放点全覆盖。", "", "", "年度总体目标", "2026年完成一半，投入600万元。"],
    ["绩效指标", "一级指标", "二级指标", "", "三级指标", "", "年度指标值"],
    ["", "产出指标", "数量指标", "", "投放点数", "", "≥100个"],
    ["", "", "质量指标", "", "验收合格率", "", Number("1", "0%")],
    ["", "效益指标", "社会效益指标", "", "居民知晓率", "", "≥95%"],
    ["", "满意度指标", "服务对象满意度指标", "", "居民满意度", "", "≥90%"],
]

# Mid-term and annual trees side by side; remarks in brackets behind labels, as the printed form has them.
TWO_TREES = [
    ["海洋观测运行绩效目标表\n（2024年度）"],
    ["项目名称", "", "海洋观测运行"],
    ["主管部门及代码", "", "[320]自然资源部", "", "实施单位", "", "国家海洋环境监测中心"],
    ["项目属性", "", "延续项目", "", "项目期", "", "2024-2026年"],
    ["项目资金\n（万元）", "中期资金总额：", "", whole(9000), "年度资金总额：", "", whole(3000)],
    ["", "其中：财政拨款", "", whole(8400), "其中：财政拨款", "", whole(2800)],
    ["", "其他资金", "", whole(600), "其他资金", "", whole(200)],
    ["总体目标", "中期目标（2024年—2026年）", "", "", "年度目标（2024年）"],
    ["", "目标1：建成观测网。\n目标2：数据共享。", "", "", "完成2024年观测任务。"],
    ["绩效指标", "一级指标", "二级指标", "三级指标", "指标值", "二级指标", "三级指标", "指标值"],
    ["", "产出指标", "数量指标", "观测站位数量", "≥300个", "数量指标", "观测站位数量", "≥100个"],
    ["", "", "", "航次数量", "≥30次", "", "航次数量", "≥10次"],
    ["", "", "质量指标", "数据合格率", Number("0.98", "0%"), "质量指标", "数据合格率", Number("0.98", "0%")],
    ["", "", "", "", "", "时效指标", "任务按时完成率", "=100%"],
    ["", "效益指标", "社会效益指标", "服务用户数量", "≥60家", "社会效益指标", "服务用户数量", "≥20家"],
    ["", "满意度指标", "服务对象满意度指标", "用户满意度", "≥90%", "服务对象满意度指标", "用户满意度", "≥90%"],
]

# Scores in the labels of the levels, totals below pairs and tasks, a spelling of the header of one's own.
SCORES = [[cell.replace("产出指标", "产出指标（50分）").replace("数量指标", "数量指标\n(20分)").replace("效益指标", "效益指标（30分）", 1)
           if isinstance(cell, str) and cell in ("产出指标", "数量指标", "效益指标") else cell for cell in row] for row in GUANGDONG_TREE]

CASES = {
    "guangdong-offset": {
        "sheets": [guangdong(GUANGDONG_TOP + [["", "总体绩效目标", "（一）持续改善环境质量。\n（二）守住生态红线。"]] + GUANGDONG_TASKS +
                             [["", "其他需完成的任务（可选填）", ""]] + GUANGDONG_TREE + BELOW, GUANGDONG_MERGES)],
        "template": "guangdong/department-overall", "title": "2024年香岛市市级部门整体预算绩效目标表", "year": 2024,
        "fields": {"unit_name": "香岛市生态环境局", "staff_count": "286", "subordinate_count": "5", "other_tasks": [],
                   "overall_goal": ["（一）持续改善环境质量。", "（二）守住生态红线。"]},
        "lists": GUANGDONG_LISTS, "unplaced": NOTES | {"附件2"}},
    # Rows that were left blank are not there; the header of the tree stands again where a page began; no merged cells at all.
    "guangdong-short": {
        "sheets": [guangdong([row[1:] for row in GUANGDONG_TOP[1:2] + GUANGDONG_TOP[3:8] + [["", "总体绩效目标", "持续改善环境质量。"]] + GUANGDONG_TASKS +
                              GUANGDONG_TREE[:4] + GUANGDONG_TREE[:1] + GUANGDONG_TREE[4:]])],
        "template": "guangdong/department-overall", "title": "2024年香岛市市级部门整体预算绩效目标表", "year": 2024,
        "fields": {"unit_name": "香岛市生态环境局", "overall_goal": ["持续改善环境质量。"], "other_tasks": []},
        "lists": {"expenditures": [("基本支出", 12800.92), ("项目支出", 70000)], "income": [("财政拨款", 82000), ("其他资金", 800.92)], "tasks": TASKS,
                  "indicators": INDICATORS}, "unplaced": set()},
    "guangdong-weights": {
        "sheets": [guangdong(with_weights(), GUANGDONG_MERGES)], "template": "guangdong/department-overall", "year": 2024,
        "fields": {"unit_name": "香岛市生态环境局"}, "lists": GUANGDONG_LISTS,
        "unplaced": NOTES | {"附件2", "权重（%）", "20", "10", "25", "15"}},
    "guangdong-scores": {
        "sheets": [guangdong(GUANGDONG_TOP[:8] + [["", "", "合计", Number("82800.92", formula="D7+D8"), "合计", Number("82800.92", formula="F7+F8")]] +
                             GUANGDONG_TOP[8:] + [["", "总体绩效目标", "持续改善环境质量。"]] + GUANGDONG_TASKS + SCORES)],
        "template": "guangdong/department-overall", "year": 2024, "fields": {"unit_name": "香岛市生态环境局"}, "lists": GUANGDONG_LISTS,
        "unplaced": {"附件2", "合计", "82800.92"}, "notes": {"label_repaired"}},
    "mof-two-trees": {
        "sheets": [("Sheet1", "visible", sheet(TWO_TREES, merges=["A1:H1", "A2:B2", "C2:H2", "A5:A7", "B5:C5", "E5:F5", "A8:A9", "B8:D8", "E8:H8", "B9:D9", "E9:H9",
                                                                    "A10:A16", "B11:B14", "C11:C12", "F11:F12"]))],
        "template": "mof/project-medium-term", "year": 2024,
        "fields": {"project_name": "海洋观测运行", "supervising_department": "[320]自然资源部", "implementing_unit": "国家海洋环境监测中心",
                   "project_kind": "延续项目", "project_period": "2024-2026年", "long_term_goal": ["目标1：建成观测网。", "目标2：数据共享。"],
                   "annual_goal": ["完成2024年观测任务。"]},
        "lists": {"income": [("资金总额", 9000, 3000), ("财政拨款", 8400, 2800), ("其他资金", 600, 200)],
                  "medium_term_indicators": [("产出指标", "数量指标", "观测站位数量", "≥300个"), ("产出指标", "数量指标", "航次数量", "≥30次"),
                                             ("产出指标", "质量指标", "数据合格率", "98%"), ("效益指标", "社会效益指标", "服务用户数量", "≥60家"),
                                             ("满意度指标", "服务对象满意度指标", "用户满意度", "≥90%")],
                  "indicators": [("产出指标", "数量指标", "观测站位数量", "≥100个"), ("产出指标", "数量指标", "航次数量", "≥10次"),
                                 ("产出指标", "质量指标", "数据合格率", "98%"), ("产出指标", "时效指标", "任务按时完成率", "=100%"),
                                 ("效益指标", "社会效益指标", "服务用户数量", "≥20家"), ("满意度指标", "服务对象满意度指标", "用户满意度", "≥90%")]},
        "unplaced": set(), "notes": {"label_repaired"}},
    # Money in 万元 where the form wants 元: exactly, and said.
    "shanghai-ten-thousands": {
        "sheets": [guangdong([[("项目资金\n（万元）" if cell == "项目资金\n（元）" else Number(str(float(cell.stored) / 10000)) if isinstance(cell, Number) and
                               float(cell.stored) > 1 else cell) for cell in row] for row in SHANGHAI])],
        "template": "shanghai/project", "year": 2026, "fields": {"project_name": "生活垃圾分类专项"},
        "lists": {"income": [("资金总额", 12000000, 6000000), ("财政拨款", 12000000, 6000000), ("其他资金", 0, 0), ("上年结转资金", None, 0)],
                  "indicators": [("产出指标", "数量指标", "投放点数", "≥100个"), ("产出指标", "质量指标", "验收合格率", "100%"),
                                 ("效益指标", "社会效益指标", "居民知晓率", "≥95%"), ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%")]},
        "unplaced": set()},
    # Two forms of two families and a cover in one workbook.
    "several": {
        "sheets": [("封面", "visible", sheet([["香岛市2024年部门预算"], ["公开材料"]])),
                   guangdong(GUANGDONG_TOP + [["", "总体绩效目标", "持续改善环境质量。"]] + GUANGDONG_TASKS + GUANGDONG_TREE, (), "整体"),
                   guangdong(MOF_TOP + [["总体目标", "年度目标"], ["", "全年举办活动100场。"]] + MOF_TREE, (), "项目")],
        "template": "guangdong/department-overall", "forms": 2, "year": 2024, "fields": {"unit_name": "香岛市生态环境局"}, "lists": GUANGDONG_LISTS,
        "unplaced": {"附件2"}},
    "mof-weights": {
        "sheets": [guangdong(MOF_TOP + [["总体目标", "年度目标"], ["", "全年举办活动100场。"]] + MOF_TREE + [[""], ["填报人：王五", "", "", "联系电话：010-68881234"]],
                             ["A1:F1", "A2:F2", "B4:F4", "A7:A10", "D7:D10", "A11:A12", "B11:F11", "B12:F12", "A13:A18", "B14:B16"], "Sheet1")],
        "template": "mof/project", "title": "项目支出绩效目标表", "year": 2024, "fields": MOF_FIELDS, "lists": MOF_LISTS,
        "unplaced": {"执行率分值（10）", "分值权重（90）", "20", "10", "30", "填报人：王五", "联系电话：010-68881234"}, "notes": {"structure_repaired"}},
    "mof-goal-beside": {
        "sheets": [guangdong(MOF_TOP + [["总体目标", "年度目标", "全年举办活动100场。"]] + [row[:5] for row in MOF_TREE], (), "Sheet1")],
        "template": "mof/project", "year": 2024, "fields": MOF_FIELDS, "lists": MOF_LISTS, "unplaced": {"执行率分值（10）"}},
    "sichuan-split": {
        "sheets": [guangdong(MOF_TOP + [["年度目标", "全年举办活动100场。"]] + SPLIT_TREE, (), "Sheet1")],
        "template": "mof/project", "year": 2024, "fields": MOF_FIELDS, "lists": {"indicators": SPLIT, "income": MOF_LISTS["income"]},
        "unplaced": {"执行率分值（10）", "权重", "40", "20", "10"}, "notes": {"structure_repaired"}},
    "fujian-explained": {
        "sheets": [guangdong(MOF_TOP + [["年度目标", "全年举办活动100场。"]] + EXPLAINED_TREE, (), "Sheet1")],
        "template": "mof/project", "year": 2024, "fields": MOF_FIELDS, "lists": {"indicators": EXPLAINED, "income": MOF_LISTS["income"]},
        "unplaced": {"执行率分值（10）", "指标解释", "反映全年举办的活动场次", "反映参加活动的人数", "问卷调查"}},
    "shanghai": {
        "sheets": [guangdong(SHANGHAI + [["填报人：", "赵六", "", "填报日期：", "2025-10-20"]],
                             ["A1:H1", "A2:H2", "B3:C3", "E3:F3", "A6:A9", "B6:C6", "E6:F6", "B10:D10", "F10:H10", "A11:A15"], "Sheet1")],
        "template": "shanghai/project", "title": "上海市财政项目支出绩效目标申报表", "year": 2026,
        "fields": {"project_name": "生活垃圾分类专项", "project_kind": "经常性项目", "project_category": "其他一次性项目",
                   "supervising_department": "上海市绿化和市容管理局", "implementing_unit": "上海市废弃物管理所", "start_date": "2026-01-01",
                   "end_date": "2026-12-31", "long_term_goal": ["三年内投放点全覆盖。"], "annual_goal": ["2026年完成一半，投入600万元。"]},
        "lists": {"income": [("资金总额", 12000000, 6000000), ("财政拨款", 12000000, 6000000), ("其他资金", 0, 0), ("上年结转资金", None, 0)],
                  "indicators": [("产出指标", "数量指标", "投放点数", "≥100个"), ("产出指标", "质量指标", "验收合格率", "100%"),
                                 ("效益指标", "社会效益指标", "居民知晓率", "≥95%"), ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%")]},
        "unplaced": {"填报人：", "赵六", "填报日期：", "2025-10-20"}},
}


def brief(rows):
    return [tuple(value["raw"] if isinstance(value, dict) else value for value in row.values()) for row in rows]


def judge(name, form, case):
    check(form["template"] == case["template"], f"{name}: read as {form['template']}")
    for key in ("title", "year"):
        check(key not in case or form[key] == case[key], f"{name}: {key} {form[key]}")
    for key, expected in case["fields"].items():
        check(form["fields"].get(key) == expected, f"{name}: {key}\n  {form['fields'].get(key)}\n  {expected}")
    for key, expected in case["lists"].items():
        got = brief(form["lists"].get(key, []))
        check(sorted(map(str, got)) == sorted(map(str, expected)) if key == "income" else got == expected, f"{name}: {key}\n  {got}\n  {expected}")
    for key, rows in form["lists"].items():
        left = [row for row in rows if key not in case["lists"] and any(v is not None for k, v in row.items() if k not in ("item", "group"))]
        check(not left, f"{name}: {key} {left}")
    unplaced = {item["text"] for item in form["unplaced"]}
    check(unplaced == case["unplaced"], f"{name}: unplaced {unplaced ^ case['unplaced']}")
    # What is said about reading: repairs the case expects, and what has no place. No alarm on a sound form.
    said = {(f["code"], f["message"]) for f in form["findings"] if f["severity"] != "note" or f["code"] == "structure_repaired"}
    codes = case.get("notes", set()) | {"unclaimed", "unit_missing"}   # 12 watercourses lack a unit indeed
    check(not [entry for entry in said if entry[0] not in codes], f"{name}: {[entry for entry in said if entry[0] not in codes]}")


def main():
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    for name, case in CASES.items():
        path = folder / f"{name}.xlsx"
        path.write_bytes(workbook(case["sheets"]))
        out = folder / name
        ran = subprocess.run([program, "--lang", "en", "convert", path, "-o", out, "--to", "json,xlsx,pdf"], capture_output=True, text=True, check=False)
        forms = sorted(out.glob("*.json"))
        check(len(forms) == case.get("forms", 1), f"{name}: {[form.name for form in forms]} exit {ran.returncode}\n{ran.stderr}")
        texts = [json.loads(form.read_text(encoding="utf-8")) for form in forms]
        if texts:
            judge(name, next((form for form in texts if form["template"] == case["template"]), texts[0]), case)
    for line in wrong:
        print(line)
    print(f"{len(CASES)} workbooks, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
