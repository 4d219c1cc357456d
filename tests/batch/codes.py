#!/usr/bin/env python3
"""Every code of `jixiao explain` is produced by a fixture, and every fixture has exactly its findings.

Codes of the checks come from the plants (plants.py, proved by planted.py); the table HERE has a small input for every other one,
NEAR has for each rule what comes close to it and is right. A code a unit test alone can produce stands in ELSEWHERE.
Called as `codes.py PROGRAM FOLDER`."""

import json
import pathlib
import re
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from planted import COUNT, make  # noqa: E402
from workbook import Number, sheet, workbook  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SOUND = (ROOT / "fixtures/sound-nanzhou.txt").read_text(encoding="utf-8")
SEED = (ROOT / "fixtures/changzhou-kjj-2024.txt").read_text(encoding="utf-8")


def edited(before, after, text=SOUND):
    assert before in text, before
    return text.replace(before, after, 1)


def rows(text=SOUND):
    return [line.split("\t") for line in text.rstrip("\n").split("\n")]


def book(grid=None, first=(), last=(), author="", **options):
    return workbook([*first, ("整体绩效", "visible", sheet(grid or rows(), **options)), *last], author)


def with_cell(label, value):
    """The sound table with another value in the last cell of a row."""
    grid = rows()
    row = next(r for r in grid if label in r)
    row[-1] = value
    return grid


# name: (bytes or text, [(code, rule, severity, field)])
HERE = {
    "shown_rounded.xlsx": (book(with_cell("其他资金", Number("40.000000000000001")) and with_cell("上年结转资金", Number("59.9966"))), [
        ("shown_rounded", "", "note", "/lists/income/7/annual"),
        ("sum_rounding", "income_parts", "note", "/lists/income/0/annual")]),
    "unit_converted.txt": (SOUND.replace("（万元）", "（元）"), [("unit_converted", "", "note", "")]),
    "error_cell.xlsx": (book(with_cell("储备防汛物资品种", "#REF!")), [("error_cell", "", "error", "/lists/indicators/7/annual")]),
    "level2_blank.txt": (edited("满意度指标\t服务对象满意度", "满意度指标\t"), [("level2_blank", "", "warning", "/lists/indicators/12/level2")]),
    "value_repair_proposed.txt": (edited("≥45%\t≥95%", "乏45%\t≥95%"), [
        ("value_repair_proposed", "", "warning", "/lists/indicators/3/half_year")]),
    "column_guessed.txt": (edited("\t\t节水宣传活动\t\t40.00\t100.00", "\t\t节水宣传活动\t100.00"), [
        ("column_guessed", "", "warning", "/lists/expenditures/3/annual"),
        ("half_year_blank", "half_year", "warning", "/lists/expenditures/3/half_year")]),
    "duplicate_field.txt": (SOUND + "单位名称\t南州市财政局\n", [("duplicate_field", "", "warning", "/fields/unit_name")]),
    "unclaimed.txt": ("内部资料，注意保存\n" + SOUND, [("unclaimed", "", "warning", "")]),
    "title_missing.txt": (SOUND.split("\n", 1)[1], [("title_missing", "", "warning", "/title")]),
    "control_character.txt": (edited("水资源处", "水\u202e资源处"), [("control_character", "", "warning", "")]),
    "zero_width_character.txt": (edited("水资源处", "水\u200b资\u200b源处"), [("zero_width_character", "", "note", "")]),
    "replacement_character.txt": (edited("水资源处", "水\ufffd源处"), [("replacement_character", "", "warning", "")]),
    "sheet_skipped.xlsx": (book(first=[("封面", "visible", sheet([["2025年部门预算"]]))]), [("sheet_skipped", "", "note", "")]),
    "merge_ignored.xlsx": (book(merges=["B3:G3", "C3:D4"]), [("merge_ignored", "", "warning", "")]),
    "hidden_content.xlsx": (book(author="王某", last=[("旧版", "hidden", sheet([["作废"]]))]), [
        ("hidden_content", "", "warning", ""), ("hidden_content", "", "warning", ""), ("sheet_skipped", "", "note", "")]),
    "hidden_feeds_field.xlsx": (book(hidden_rows=[17]), [
        ("hidden_feeds_field", "", "warning", "/lists/expenditures/0/item"),
        ("hidden_feeds_field", "", "warning", "/lists/expenditures/0/half_year"),
        ("hidden_feeds_field", "", "warning", "/lists/expenditures/0/annual")]),
    "stray_mark.txt": (edited("节水宣传活动", "节水@@宣传活动"), [("stray_mark", "", "warning", "/lists/expenditures/3/item")]),
}

# What only a page, a font or a text full of misreadings gives; the unit test that does.
ELSEWHERE = {
    "rows_uncertain": "recognise/unwrap_test.cc",
    "structure_repaired": "recognise/fields_test.cc",
    "source_damaged": "importers",
    "no_place_in_template": "layout/compose_test.cc",
    "reads_back_differently": "convert/proof_test.cc",
    "pdf_nonconforming": "convert/proof_test.cc",
    "glyph_missing": "layout/pages_test.cc",
    "label_repaired": "recognise/noise_test.cc",
    "value_repaired": "recognise/noise_test.cc",
    "ocr_source": "recognise/noise_test.cc",
    "label_ambiguous": "recognise/noise_test.cc",
    "font_substituted": "layout/findings_test.cc",
    "text_shrunk": "layout/findings_test.cc",
    "comparator_unverified": "check/trust_test.cc",
    "amount_unverified": "check/trust_test.cc",
    "placed_elsewhere": "model/reshape_test.cc",
    "template_ambiguous": "recognise/families_test.cc",
}

# Codes that still lack a fixture. A code that gets one leaves this list, or the test fails.
AWAITED = set()

# Close to a rule, and right: (rule it comes close to, before, after, findings all the same).
NEAR = [
    ("sum_differs", "一般公共预算资金\t\t800.00", "一般公共预算资金\t\t799.99", [("sum_rounding", "fiscal_parts", "note", "/lists/income/1/annual")]),
    ("sum_rounding", "资金总额\t\t\t1000.00", "资金总额\t\t\t1,000", []),
    ("half_year_above_annual", "防汛物资储备\t\t100.00\t150.00", "防汛物资储备\t\t150.00\t150.00", []),
    ("half_year_blank", "防汛物资储备\t\t100.00\t150.00", "防汛物资储备\t\t0\t150.00", []),
    ("amount_unreadable", "基本支出\t\t150.00\t300.00", "基本支出\t\t１５０．００\t３００.00", []),
    ("amount_negative", "国有资本金\t\t\t0", "国有资本金\t\t\t0.00", []),
    ("error_cell", "节水宣传活动", "节水宣传活动#1标段", []),
    ("unit_converted", "基本支出\t\t150.00\t300.00", "基本支出\t\t150.00万元\t300.00万元", []),
    ("duplicate_project", "节水宣传活动", "河道整治工程（二期）", []),
    ("dash_blank", "社保基金\t\t\t0", "社保基金\t\t\t", []),
    ("required_missing", "中长期目标\t建成覆盖全市的防洪减灾体系，水环境质量持续改善。", "中长期目标\t", []),
    ("placeholder", "编制60人。", "编制60人，配MAXX型巡查车2辆，联系手机138****5678。", []),
    ("text_truncated", "编制60人。", "编制60人（含所属事业单位）", []),
    ("no_final_punctuation", "内设办公室、计划财务处、水资源处，编制60人。", "内设处室3个，编制60人", []),
    ("year_differs", "2025年完成12公里河道整治，保障安全度汛。", "完成12公里河道整治，较2024年增加2公里，保障安全度汛。", []),
    ("typo", "水环境质量持续改善。", "水环境制度建立健全。", []),
    ("level2_misplaced", "可持续影响\t长效管护机制", "乡村振兴\t长效管护机制", []),
    ("level1_empty", "决策\t计划制定\t中长期规划制定健全性\t\t\t健全\t健全\n\t目标设定\t绩效目标合理性\t\t\t合理\t合理\n\t预算编制\t"
                     "预算编制科学性\t\t\t科学\t科学\n", "", []),
    ("satisfaction_missing", "居民对水环境满意度", "居民满意率", []),
    ("duplicate_indicator", "储备防汛物资品种", "整治河道长度增量", []),
    ("level3_equals_level2", "居民对水环境满意度", "服务对象总体满意度", []),
    ("number_missing", "改善\t改善", "≥Ⅲ类\t≥Ⅲ类", []),
    ("unit_missing", "储备防汛物资品种\t≥10种\t≥25种", "储备防汛物资品种（种）\t10\t25", []),
    ("unit_missing", "改善\t改善", "≥0.63\t≥0.64", None),
    ("unit_twice", "储备防汛物资品种\t≥10种\t≥25种", "储备防汛物资品种（种）\t≥10\t≥25", []),
    ("comparator_direction", "减少洪涝损失\t\t\t≥20万元\t≥50万元", "工程成本节约率\t\t\t≥5%\t≥5%", []),
    ("target_zero", "减少洪涝损失\t\t\t≥20万元\t≥50万元", "溃堤事故\t\t\t=0起\t≤0起", []),
    ("half_year_stricter", "减少洪涝损失\t\t\t≥20万元\t≥50万元", "信访投诉件数\t\t\t≤5件\t≤12件", []),
    ("midyear_full_rate", "预算管理制度健全性\t\t\t健全\t健全", "绩效管理覆盖率\t\t\t=100%\t=100%", []),
    ("number_contradicts_name", "储备防汛物资品种", "储备防汛物资不少于25种", []),
    ("project_unknown", "防汛准备\t防汛物资储备\t", "防汛准备\t防汛物资储备、节水宣传活动\t", []),
    ("duty_unknown", "（二）组织实施防汛抗旱工作。", "(二)组织 实施防汛抗旱工作，并监督检查。", []),
    ("weight_glued", "≥45%\t≥95%", "45%以上\t95% 以上", []),
    ("private_number", "编制60人。", "编制60人，电话0519-85681234，卡片号320400199912310011202，证件号320402199001011230。", []),
]


def key(finding):
    return finding["code"], finding["rule"] or "", finding["severity"], finding["field"]


def main(program, folder):
    inputs, broken = folder / "in", []
    inputs.mkdir()
    expected = {name: found for name, (_, found) in HERE.items()}
    for name, (content, _) in HERE.items():
        (inputs / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    for i, (rule, before, after, found) in enumerate(NEAR):
        text = edited(before, after)
        if found is None:  # of the name, too: a pure number needs no unit
            text, found = text.replace("河道水质改善", "灌溉水利用系数"), []
        name = f"near-{i:02}-{rule}.txt"
        (inputs / name).write_text(text, encoding="utf-8")
        expected[name] = found
    expected["sound.txt"], expected["sound.xlsx"] = [], []
    (inputs / "sound.txt").write_text(SOUND, encoding="utf-8")
    (inputs / "sound.xlsx").write_bytes(book())
    subprocess.run([program, "check", str(inputs), "--publish", "--report", str(folder / "r.ndjson")], stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=False)
    produced = set()
    for line in (folder / "r.ndjson").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        name = entry["input"].rsplit("/", 1)[-1]
        if entry["failure"]:
            broken.append(f"{name}: {entry['failure']}")
        got = sorted(key(f) for form in entry["forms"] for f in form["findings"])
        want = sorted(expected.pop(name))
        produced |= {code for code, *_ in got}
        if got != want:
            broken.append(f"{name}:\n  want {want}\n  got  {got}")
    broken += [f"{name}: not in the report" for name in expected]
    for number in range(COUNT):
        produced |= {e["code"] for e in make(number)[1]}

    listed = subprocess.run([program, "explain", "--lang", "en"], capture_output=True, text=True, check=True).stdout
    codes = {line.split("\t")[0] for line in listed.splitlines()}
    for code, where in ELSEWHERE.items():
        tests = ROOT / "tests/unit" / where
        files = [tests] if tests.is_file() else sorted(tests.glob("*.cc"))
        if code in codes and any(re.search(rf"\b{code}\b", f.read_text(encoding="utf-8")) for f in files):
            produced.add(code)
    broken += [f"no fixture produces {code}" for code in sorted(codes - produced - AWAITED)]
    broken += [f"{code} has a fixture: strike it off AWAITED" for code in sorted(AWAITED & produced)]
    broken += [f"{code} is no code" for code in sorted((produced | set(ELSEWHERE)) - codes)]
    near = {rule for rule, *_ in NEAR}
    print(f"{len(codes)} codes; {len(HERE)} inputs of their own, {len(NEAR)} near misses of {len(near)} rules; "
          f"without a fixture: {', '.join(sorted(AWAITED))}")
    for line in broken:
        print(line)
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2])))
