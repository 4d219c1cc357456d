"""Errors to plant into a sound document. Each plant changes the document and answers with what a reviewer would have to say of
it: (code, rule, severity, JSON pointer) and a part of the explanation. Codes and severities are those of the domain's table, not
what the program was seen to print. Pointers are asked for when all plants of a document are in."""

import re

from documents import yuan


def expect(code, severity, at, rule="", why=""):
    return {"code": code, "rule": rule, "severity": severity, "at": at if callable(at) else lambda: at, "why": why}


def sum_error(d, rule, item="资金总额", why=""):
    return expect("sum_differs", "error", lambda: d.income_at(item), rule, why)


def free_projects(d):
    return [row for row in d.expenditures[1:] if row["item"] not in d.covered()]


def covered_projects(d):
    return [row for row in d.expenditures[1:] if row["item"] in d.covered()]


def rows(d, level1, fits):
    return [row for row in d.indicators if row["level1"] == level1 and fits(row)]


def counted(row):
    """A count with a lower bound: ≥12所."""
    return all(re.fullmatch(r"≥\d+[^\d%‰./]+", row[c]) for c in ("half_year", "annual")) and not re.search(r"\d|（", row["level3"])


# ---- Money -----------------------------------------------------------------------------------------------------------------------

def line_left_out(d, rnd):
    size = d.expenditures[0]["annual"]
    for item in ("小计", "一般公共预算资金"):
        d.income[item] -= size
    return [sum_error(d, "income_parts", why="恰等于“基本支出”，疑为收入明细未含基本支出")]


def two_lines_left_out(d, rnd):
    a, b = rnd.sample(covered_projects(d), 2)
    for item in ("小计", "一般公共预算资金"):
        d.income[item] -= a["annual"] + b["annual"]
    return [sum_error(d, "income_parts", why="之和，疑为收入明细未含这两项")]


def digits_swapped(d, rnd):
    value = d.income["一般公共预算资金"]
    text = str(value)
    i = rnd.choice([i for i in range(len(text) - 4) if text[i] != text[i + 1] and text[i + 1] != "0"])
    d.income["一般公共预算资金"] = int(text[:i] + text[i + 1] + text[i] + text[i + 2:])
    return [sum_error(d, "fiscal_parts", "小计", why="（两位数字颠倒）")]


def other_unit(d, rnd):
    row = rnd.choice(covered_projects(d))
    row["annual"] *= 10_000
    return [sum_error(d, "expenditure_total", why=f"“{row['item']}”若为 "),
            expect("unit_mixed", "warning", lambda: d.spent_at(row), "expenditure_total")]


def point_moved(d, rnd):
    row = rnd.choice(covered_projects(d))
    row["annual"] *= 10
    return [sum_error(d, "expenditure_total", why="的小数点错位")]


def subtotal_among_lines(d, rnd):
    projects = d.expenditures[1:]
    d.expenditures.insert(1, {"item": "项目支出小计", "half_year": sum(r["half_year"] for r in projects),
                              "annual": sum(r["annual"] for r in projects)})
    return [sum_error(d, "expenditure_total", why="“项目支出小计”恰为其后 ")]


def subtotal_twice(d, rnd):
    d.income["资金总额"] += d.income["小计"]
    return [sum_error(d, "income_parts", why="疑为总数把该项计了两次"), sum_error(d, "expenditure_total", why="恰等于“财政拨款小计”")]


def rounding(d, rnd):
    d.income["一般公共预算资金"] += rnd.choice([1, 2, -1])
    return [expect("sum_rounding", "note", lambda: d.income_at("小计"), "fiscal_parts")]


def no_reason(d, rnd):
    # Not a multiple of 9 (no two digits swapped), nor any line of the table.
    d.income["其他资金"] += 3_337 + 9 * rnd.randrange(100)
    return [sum_error(d, "income_parts")]


def half_above_year(d, rnd):
    row = rnd.choice(d.expenditures)
    row["half_year"] = row["annual"] + rnd.randrange(1, 5_000)
    return [expect("half_year_above_annual", "error", lambda: d.spent_at(row, "half_year"), "half_year")]


def half_in_other_unit(d, rnd):
    row = rnd.choice(d.expenditures)
    row["half_year"] = row["annual"] * 5_000
    return [expect("half_year_above_annual", "error", lambda: d.spent_at(row, "half_year"), "half_year", "元与万元")]


def half_blank(d, rnd):
    found = rnd.sample(d.expenditures, 2)
    for row in found:
        row["half_year"] = ""
    return [expect("half_year_blank", "warning", lambda r=row: d.spent_at(r, "half_year"), "half_year") for row in found]


def unreadable(d, rnd):
    row = rnd.choice(free_projects(d))
    row["annual"] = yuan(row["annual"], 0).replace(".", "点")
    return [expect("amount_unreadable", "error", lambda: d.spent_at(row))]


def error_value(d, rnd):
    row = rnd.choice(free_projects(d))
    row["half_year"] = rnd.choice(["#REF!", "#VALUE!", "#N/A", "#DIV/0!"])
    return [expect("error_cell", "error", lambda: d.spent_at(row, "half_year"))]


def negative(d, rnd):
    d.income["上年结转资金"] += d.income["其他资金"] + 500
    d.income["其他资金"] = -500
    return [expect("amount_negative", "warning", lambda: d.income_at("其他资金"))]


def project_twice(d, rnd):
    a, b = rnd.sample(free_projects(d), 2)
    b["item"] = a["item"]
    later = max((a, b), key=lambda r: [x is r for x in d.expenditures].index(True))
    return [expect("duplicate_project", "warning", lambda: d.spent_at(later, "item"))]


def dash(d, rnd):
    d.income["国有资本金"] = rnd.choice(["—", "-", "－"])
    return [expect("dash_blank", "note", lambda: d.income_at("国有资本金"))]


def total_blank(d, rnd):
    d.income["资金总额"] = ""
    return [expect("required_missing", "error", lambda: d.income_at("资金总额"))]


def little_covered(d, rnd):
    for row in covered_projects(d):
        row["annual"], row["half_year"] = row["annual"] // 1000, row["half_year"] // 1000
    total = sum(row["annual"] for row in d.expenditures)
    d.income.update({"资金总额": total, "小计": total, "一般公共预算资金": total, "政府性基金": 0, "财政专户管理资金": 0, "上年结转资金": 0,
                     "其他资金": 0})
    return [expect("project_coverage_low", "note", "/lists/indicators")]


# ---- Texts -----------------------------------------------------------------------------------------------------------------------

def no_unit_name(d, rnd):
    d.fields["unit_name"] = [""]
    return [expect("required_missing", "error", "/fields/unit_name")]


def no_annual_goal(d, rnd):
    d.fields["annual_goal"] = [""]
    return [expect("required_missing", "error", "/fields/annual_goal")]


def no_year(d, rnd):
    d.year = 0
    return [expect("required_missing", "error", "/year")]


def stub_goal(d, rnd):
    d.fields["long_term_goal"] = [rnd.choice(["-_*", "***", "……"])]
    return [expect("placeholder", "warning", "/fields/long_term_goal/0")]


def stub_organization(d, rnd):
    d.fields["organization"] = ["内设某某处、" + d.fields["organization"][0]]
    return [expect("placeholder", "warning", "/fields/organization/0")]


def stub_project(d, rnd):
    row = rnd.choice(free_projects(d))
    row["item"] = rnd.choice(["XX项目经费", "×××专项", "XX市" + row["item"]])
    return [expect("placeholder", "warning", lambda: d.spent_at(row, "item"))]


def duties_cut(d, rnd):
    d.fields["main_duties"][-1] = d.fields["main_duties"][-1].rstrip("。") + rnd.choice(["、", "，", "，包括"[:1]])
    return [expect("text_truncated", "warning", f"/fields/main_duties/{len(d.fields['main_duties']) - 1}")]


def bracket_open(d, rnd):
    d.fields["long_term_goal"] = [d.fields["long_term_goal"][0].rstrip("。") + "（含所属单位"]
    return [expect("text_truncated", "warning", "/fields/long_term_goal/0")]


def no_stop(d, rnd):
    d.fields["long_term_goal"] = [d.fields["long_term_goal"][0].rstrip("。")]
    return [expect("no_final_punctuation", "warning", "/fields/long_term_goal/0")]


def other_year(d, rnd):
    d.fields["annual_goal"] = [f"{d.year - 1}年，全面完成各项重点工作任务，群众获得感进一步增强。"]
    return [expect("year_differs", "warning", "/fields/annual_goal")]


def typing_error(d, rnd):
    d.fields["organization"] = [d.fields["organization"][0] + rnd.choice(["内控制度建立建全。", "经费按月拔付。"])]
    return [expect("typo", "warning", "/fields/organization/0")]


# ---- Indicators ------------------------------------------------------------------------------------------------------------------

def misplaced(d, rnd):
    after = max(i for i, r in enumerate(d.indicators) if r["level1"] == "效益指标")
    row = {"level1": "效益指标", "level2": "资产管理", "key_work": "", "project": "", "level3": "国有资产保值增值", "half_year": "保值",
           "annual": "保值"}
    d.indicators.insert(after + 1, row)
    return [expect("level2_misplaced", "error", lambda: d.indicator_at(row, "level2"))]


def empty_second_level(d, rnd):
    row = rnd.choice(rows(d, "效益指标", lambda r: r["level2"] in ("经济效益", "生态效益")))
    row["level3"] = row["half_year"] = row["annual"] = ""
    d.indicators = [r for r in d.indicators if r is row or r["level2"] != row["level2"]]
    return [expect("level2_empty", "warning", lambda: d.indicator_at(row, "level2"))]


def no_benefit(d, rnd):
    kept, seen = [], set()
    for row in d.indicators:
        if row["level1"] == "效益指标":
            if row["level2"] in seen:
                continue
            seen.add(row["level2"])
            row["level3"] = row["half_year"] = row["annual"] = ""
        kept.append(row)
    d.indicators = kept
    empty = [row for row in kept if row["level1"] == "效益指标"]
    return [expect("level2_empty", "warning", lambda r=row: d.indicator_at(r, "level2")) for row in empty] + \
        [expect("level1_empty", "warning", lambda: d.indicator_at(empty[0], "level1"))]


def no_duty(d, rnd):
    d.indicators = [row for row in d.indicators if row["level1"] != "履职"]
    return [expect("level1_empty", "warning", "/lists/indicators"), expect("project_coverage_low", "note", "/lists/indicators")]


def no_satisfaction(d, rnd):
    d.indicators = [row for row in d.indicators if row["level1"] != "满意度指标"]
    return [expect("satisfaction_missing", "warning", "/lists/indicators")]


def same_name(d, rnd):
    a, b = rnd.sample(rows(d, "履职", lambda r: not counted(r) and r["annual"].endswith("%")), 2)
    b["level3"], b["half_year"], b["annual"] = a["level3"], a["half_year"], a["annual"]
    later = max((a, b), key=lambda r: [x is r for x in d.indicators].index(True))
    return [expect("duplicate_indicator", "error", lambda: d.indicator_at(later, "level3"))]


def name_of_level2(d, rnd):
    row = rows(d, "满意度指标", lambda r: True)[0]
    row["level3"] = row["level2"]
    return [expect("level3_equals_level2", "warning", lambda: d.indicator_at(row, "level3"))]


def no_number(d, rnd):
    row = rnd.choice(rows(d, "履职", counted))
    unit = re.sub(r"[≥\d]", "", row["annual"])
    row["annual"] = "≥" + rnd.choice(["", unit])
    return [expect("number_missing", "error", lambda: d.indicator_at(row, "annual"))]


def stub_value(d, rnd):
    row = rnd.choice(rows(d, "履职", counted))
    row["annual"] = "≥**" + re.sub(r"[≥\d]", "", row["annual"])
    return [expect("number_missing", "error", lambda: d.indicator_at(row, "annual")),
            expect("placeholder", "warning", lambda: d.indicator_at(row, "annual"))]


def no_unit(d, rnd):
    row = rnd.choice(rows(d, "履职", counted))
    for column in ("half_year", "annual"):
        row[column] = "≥" + re.sub(r"\D", "", row[column])
    return [expect("unit_missing", "warning", lambda c=c: d.indicator_at(row, c)) for c in ("half_year", "annual")]


def unit_again(d, rnd):
    row = rnd.choice(rows(d, "履职", lambda r: counted(r) and r["annual"][-1] in "个所家座条次支处"))
    row["level3"] += f"（{row['annual'][-1]}）"
    return [expect("unit_twice", "warning", lambda c=c: d.indicator_at(row, c)) for c in ("half_year", "annual")]


def wrong_way(d, rnd):
    row = rows(d, "满意度指标", lambda r: True)[-1]
    row["annual"] = row["half_year"] = "≤90%"
    return [expect("comparator_direction", "warning", lambda c=c: d.indicator_at(row, c)) for c in ("half_year", "annual")]


def zero(d, rnd):
    row = rnd.choice(rows(d, "履职", counted))
    row["half_year"] = "≥0" + re.sub(r"[≥\d]", "", row["half_year"])
    return [expect("target_zero", "warning", lambda: d.indicator_at(row, "half_year"))]


def stricter_half(d, rnd):
    row = rnd.choice(rows(d, "满意度指标", lambda r: True))
    row["half_year"], row["annual"] = "≥96%", "≥90%"
    return [expect("half_year_stricter", "warning", lambda: d.indicator_at(row, "half_year"))]


def more_by_summer(d, rnd):
    row = rnd.choice(rows(d, "履职", counted))
    number = int(re.sub(r"\D", "", row["annual"]))
    row["half_year"] = row["annual"].replace(str(number), str(number + rnd.randrange(1, 9)))
    return [expect("half_year_stricter", "warning", lambda: d.indicator_at(row, "half_year"))]


def full_by_summer(d, rnd):
    row = next(r for r in d.indicators if r["level3"] == "预算执行率")
    row["half_year"] = row["annual"] = "=100%"
    return [expect("midyear_full_rate", "note", lambda: d.indicator_at(row, "half_year"))]


def other_bound(d, rnd):
    row = rnd.choice(rows(d, "履职", counted))
    number = re.sub(r"\D", "", row["annual"])
    row["level3"] += "超" + row["annual"][1:] if rnd.random() < 0.5 else "不超过" + row["annual"][1:]
    assert number
    return [expect("number_contradicts_name", "warning", lambda: d.indicator_at(row, "annual"))]


def strange_project(d, rnd):
    row = rnd.choice(rows(d, "履职", lambda r: "、" not in r["project"]))
    old, new = row["project"], rnd.choice(["数字政府统建平台", "其他零星支出"])
    changed = [r for r in d.indicators if r["project"] == old]
    for r in changed:
        r["project"] = new
    # Its money is covered no longer; the other large ones still are most of it.
    left = d.covered()
    money = sum(r["annual"] for r in d.expenditures[1:] if isinstance(r["annual"], int))
    low = sum(r["annual"] for r in d.expenditures[1:] if r["item"] in left) * 2 < money
    return [expect("project_unknown", "error", lambda: d.indicator_at(changed[0], "project"))] + \
        ([expect("project_coverage_low", "note", "/lists/indicators")] if low else [])


def strange_duty(d, rnd):
    old = rnd.choice(rows(d, "履职", lambda r: True))["level2"]
    changed = [r for r in d.indicators if r["level2"] == old]
    for r in changed:
        r["level2"] = "负责全市供热特许经营的行政许可"
    return [expect("duty_unknown", "warning", lambda: d.indicator_at(changed[0], "level2"))]


def duty_cut(d, rnd):
    duties = [r["level2"] for r in d.indicators if r["level1"] == "履职" and len(r["level2"]) > 21 and
              not re.search(r"[，。、]", r["level2"][19:21])]
    old = rnd.choice(duties)
    changed = [r for r in d.indicators if r["level2"] == old]
    for r in changed:
        r["level2"] = old[:20]
    return [expect("text_truncated", "warning", lambda: d.indicator_at(changed[0], "level2"), "", "中的原文为“" + old[:20])]


def weight(d, rnd):
    row = rnd.choice(rows(d, "履职", lambda r: r["annual"] == "=100%"))
    row["annual"] = "=100% 22.5"
    return [expect("weight_glued", "note", lambda: d.indicator_at(row, "annual"))]


# ---- Publication -----------------------------------------------------------------------------------------------------------------

def id_card(d, rnd):
    first = f"3204{rnd.randrange(10, 90)}19{rnd.randrange(50, 99)}0{rnd.randrange(1, 10)}{rnd.randrange(10, 28)}{rnd.randrange(100, 999)}"
    total = sum(int(c) * w for c, w in zip(first, (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)))
    d.fields["organization"][0] += f"负责人身份证号{first}{'10X98765432'[total % 11]}。"
    return [expect("private_number", "error", "/fields/organization/0", "id_card")]


def mobile(d, rnd):
    d.fields["organization"][0] += f"联系人张三，1{rnd.choice('35789')}{rnd.randrange(10**8, 10**9)}。"
    return [expect("private_number", "error", "/fields/organization/0", "mobile")]


def bank_card(d, rnd):
    first = f"622848{rnd.randrange(10**11, 10**12)}"
    doubled = sum(sum(divmod(int(c) * (2 if i % 2 == 0 else 1), 10)) for i, c in enumerate(reversed(first)))
    d.fields["organization"][0] += f"收款账号：{first}{-doubled % 10}。"
    return [expect("private_number", "error", "/fields/organization/0", "bank_card")]


# What a plant touches: two of one document share nothing, so that each has its own findings.
PLANTS = [(plant, set(touched.split())) for plant, touched in [
    (line_left_out, "sums"), (two_lines_left_out, "sums"), (digits_swapped, "sums"), (other_unit, "sums spent"), (point_moved, "sums spent"),
    (subtotal_among_lines, "sums spent"), (subtotal_twice, "sums"), (rounding, "sums"), (no_reason, "sums"), (half_above_year, "spent"),
    (half_in_other_unit, "spent"), (half_blank, "spent"), (unreadable, "sums spent"), (error_value, "spent"), (negative, "sums"),
    (project_twice, "spent names"), (dash, "dash"), (total_blank, "sums"), (little_covered, "sums spent duty"), (no_unit_name, "unit"),
    (no_annual_goal, "goal"), (no_year, "goal year"), (stub_goal, "long"), (stub_organization, "organization"), (stub_project, "spent names"),
    (duties_cut, "duties"), (bracket_open, "long"), (no_stop, "long"), (other_year, "goal"), (typing_error, "organization"),
    (misplaced, "benefit"), (empty_second_level, "benefit"), (no_benefit, "benefit"), (no_duty, "sums spent duty"), (no_satisfaction, "satisfaction"),
    (same_name, "duty"), (name_of_level2, "satisfaction"), (no_number, "duty"), (stub_value, "duty"), (no_unit, "duty"), (unit_again, "duty"),
    (wrong_way, "satisfaction"), (zero, "duty"), (stricter_half, "satisfaction"), (more_by_summer, "duty"), (full_by_summer, "process"),
    (other_bound, "duty"), (strange_project, "sums spent duty"), (strange_duty, "duty"), (duty_cut, "duty"), (weight, "duty"),
    (id_card, "organization"), (mobile, "organization"), (bank_card, "organization")]]


def plant_into(d, turn):
    """One to three plants, the first of them taken in turn so that each occurs; what they must give."""
    rnd, touched, expected, count = d.random, set(), [], 1 + d.number % 3
    for step in range(len(PLANTS)):
        plant, touches = PLANTS[(turn + step * 7) % len(PLANTS)]
        if touches & touched:
            continue
        try:
            found = plant(d, rnd)
        except (IndexError, ValueError):  # nothing to choose from; every plant chooses before it changes anything
            continue
        touched |= touches
        expected += found
        count -= 1
        if count == 0:
            break
    return expected
