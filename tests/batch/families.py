#!/usr/bin/env python3
"""Forms of other provinces are files: three families read from every separated dialect and from workbooks with what offices put
around them, told apart, and written as one another. Expected values are those of the fixtures, by hand.

Called as `families.py PROGRAM FOLDER`."""

import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from workbook import sheet, workbook  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent

# The fixture, the cells that are merged in it (rows from 1 of the table below title and year), and what it says.
FAMILIES = {
    "guangdong/department-overall": {
        "file": "guangdong-jianghe-2024.txt",
        "merges": ["B1:E1", "A3:A8", "B9:E9", "A10:A12", "B13:E13", "A14:A19", "B15:B17", "C15:C16"],
        "title": "江河市市级部门整体预算绩效目标表", "year": 2024, "unit": "万元",
        "fields": {"unit_name": "江河市科学技术局", "staff_count": "53", "subordinate_count": "3",
                   "overall_goal": ["(一)完成高新技术企业培育。", "(二)提升科技服务能力。"], "other_tasks": ["完成上级交办的任务。"]},
        "lists": {"expenditures": [("基本支出", 1858.91), ("项目支出", 3341.09)], "income": [("财政拨款", 5000), ("其他资金", 200)],
                  "development": [("财政专项资金", 3000), ("其他事业发展性支出", 341.09)],
                  "budget_levels": [("市本级使用资金", 2500), ("拟用于对下转移支付资金", 841.09)],
                  "tasks": [("高企培育", "开展高企认定辅导", 2000, "净增高企600家"), ("科技服务", "建设平台", 1341.09, "提升服务能力")],
                  "indicators": [("产出指标", "数量指标", "高企数量", "≥600家"), ("产出指标", "数量指标", "平台数量", "≥2个"),
                                 ("产出指标", "质量指标", "产品检验合格率", "≥95%"),
                                 ("效益指标", "社会效益指标", "服务企业数", "≥100家"),
                                 ("满意度指标", "服务对象满意度指标", "企业满意度", "≥90%")]},
    },
    "mof/project": {
        "file": "mof-science-2020.txt",
        "merges": ["B1:E1", "B2:C2", "B3:C3", "A4:A7", "C4:E4", "C5:E5", "C6:E6", "C7:E7", "C8:E8", "C9:D9", "C10:D10", "C11:D11",
                   "C12:D12", "C13:D13", "A10:A11"],
        "title": "科普活动专项绩效目标表", "year": 2020, "unit": "万元",
        "fields": {"project_name": "科普活动专项", "supervising_department": "科学技术部 [306]", "implementing_unit": "中国科技馆",
                   "project_kind": "延续项目", "project_period": "3年", "annual_goal": ["举办科普活动100场。"]},
        "lists": {"income": [("资金总额", 1200.5), ("财政拨款", 1000.5), ("上年结转资金", 0), ("其他资金", 200)],
                  "indicators": [("产出指标", "数量指标", "活动场次", "≥100场"), ("产出指标", "质量指标", "活动合格率", "≥95%"),
                                 ("效益指标", "社会效益指标", "受众人数", "≥5万人次"),
                                 ("满意度指标", "服务对象满意度指标", "观众满意度", "≥90%")]},
    },
    "shanghai/project": {
        "file": "shanghai-waste-2026.txt",
        "merges": ["B2:C2", "E2:F2", "B3:C3", "E3:F3", "A4:A7", "E4:F4", "E5:F5", "E6:F6", "E7:F7", "B8:C8", "E8:F8", "C9:D9", "E9:F9",
                   "C10:D10", "E10:F10", "C11:D11", "E11:F11", "C12:D12", "E12:F12"],
        "title": "上海市财政项目支出绩效目标申报表", "year": 2026, "unit": "元",
        "fields": {"project_name": "垃圾分类专项", "project_kind": "经常性项目", "project_category": "其他",
                   "supervising_department": "上海市绿化和市容管理局", "implementing_unit": "废弃物管理所", "start_date": "2026-01-01",
                   "end_date": "2026-12-31", "long_term_goal": ["三年内实现全覆盖。"], "annual_goal": ["完成一半。"]},
        "lists": {"income": [("资金总额", 1200000, 600000), ("财政拨款", 1200000, 500000), ("上年结转资金", None, 100000),
                             ("其他资金", 0, 0)],
                  "indicators": [("产出指标", "数量指标", "投放点数", "≥100个"), ("效益指标", "社会效益指标", "居民知晓率", "≥95%"),
                                 ("满意度指标", "服务对象满意度指标", "居民满意度", "≥90%")]},
    },
}

wrong = []


def check(condition, text):
    if not condition:
        wrong.append(text)


def run(program, *arguments, code=None):
    ran = subprocess.run([program, "--lang", "en", *map(str, arguments)], capture_output=True, text=True, check=False)
    if code is not None:
        check(ran.returncode == code, f"{arguments}: exit {ran.returncode}\n{ran.stdout}{ran.stderr}")
    return ran


def rows_of(text):
    return [line.split("\t") for line in text.rstrip("\n").split("\n")]


def as_html(grid):
    def cell(text):
        return text if text.startswith("<p>") else text.replace("&", "&amp;").replace("<", "&lt;")
    lines = "".join("<tr>" + "".join(f"<td>{cell(text)}</td>" for text in row) + "</tr>\n" for row in grid)
    return f"<html><body><table>\n{lines}</table></body></html>\n"


def as_markdown(grid):
    width = max(map(len, grid))
    lines = ["| " + " | ".join(row + [""] * (width - len(row))) + " |" for row in grid[2:]]
    return f"# {grid[0][0]}\n\n{grid[1][0]}\n\n" + lines[0] + "\n|" + " --- |" * width + "\n" + "\n".join(lines[1:]) + "\n"


def as_csv(grid):
    return "".join(",".join('"' + text.replace('"', '""') + '"' if "," in text else text for text in row) + "\n" for row in grid)


def plain(text):
    """A long text as a person types it into a cell: a line a paragraph."""
    return text.replace("</p><p>", "\n").replace("<p>", "").replace("</p>", "")


def as_book(grid, merges, dirt):
    """The table as offices publish it. Dirt: what stands around it, and where it begins."""
    grid = [[plain(text) for text in row] for row in grid]
    above = [["附件1"], [""]] if dirt else []
    below = [[""], ["填表人：张三", "", "联系电话：0519-85681234"], ["单位负责人签字："], ["注：本表一式三份。"]] if dirt else []
    left = [""] if dirt else []
    shift = len(above) + 2

    def moved(ref):
        def corner(text):
            return f"{chr(ord(text[0]) + len(left))}{int(text[1:]) + shift}"
        first, last = ref.split(":")
        return f"{corner(first)}:{corner(last)}"

    rows = [left + row for row in above + grid + below]
    width = max(map(len, grid))
    top = [f"{chr(65 + len(left))}{len(above) + 1}:{chr(64 + len(left) + width)}{len(above) + 1}"]
    return workbook([("Sheet1", "visible", sheet(rows, merges=top + [moved(ref) for ref in merges]))])


def brief(rows):
    """Rows as tuples of what they say; a value as written."""
    return [tuple(value["raw"] if isinstance(value, dict) else value for value in row.values()) for row in rows]


def judge(name, form, family, template, dirt=False, again=False):
    check(form["template"] == template, f"{name}: read as {form['template']}")
    for key, expected in (("title", family["title"]), ("year", family["year"]), ("currency_unit", family["unit"]), ("fields", family["fields"])):
        check(form[key] == expected, f"{name}: {key}\n  {form[key]}\n  {expected}")
    for id, expected in family["lists"].items():
        got = brief(form["lists"][id])
        check(got == expected, f"{name}: {id}\n  {got}\n  {expected}")
    check(set(form["lists"]) == set(family["lists"]), f"{name}: lists {list(form['lists'])}")
    if dirt:
        codes = {finding["code"] for finding in form["findings"]}
        check(codes <= {"unclaimed"}, f"{name}: {codes}")
    else:
        # Our own workbook names its author; that is said of every workbook.
        findings = [(f["code"], f["message"]) for f in form["findings"] if not (again and f["code"] == "hidden_content")]
        check(not findings, f"{name}: {findings}")
        check(not form["unplaced"], f"{name}: {form['unplaced']}")


def read_all(program, folder):
    """Every family in every separated dialect, clean and with what stands around it; all outputs, told apart by themselves."""
    source = folder / "in"
    source.mkdir()
    made = {}
    for template, family in FAMILIES.items():
        text = (ROOT / "fixtures" / family["file"]).read_text(encoding="utf-8")
        grid = rows_of(text)
        stem = template.replace("/", "-")
        for suffix, content in ((".txt", text), (".csv", as_csv(grid)), (".md", as_markdown(grid)), (".html", as_html(grid)),
                                ("-book.xlsx", as_book(grid, family["merges"], dirt=False)),
                                ("-dirt.xlsx", as_book(grid, family["merges"], dirt=True))):
            path = source / f"{stem}{suffix}"
            path.write_bytes(content if isinstance(content, bytes) else content.encode())
            made[path.name] = (template, family, "dirt" in suffix)
    run(program, "convert", source, "-o", folder / "out", "--to", "json,xlsx,pdf,html", "--template", "auto", code=0)
    for name, (template, family, dirt) in made.items():
        found = [path for path in (folder / "out/in", folder / "out") for path in (path / f"{name}.json", path / f"{pathlib.Path(name).stem}.json") if path.is_file()]
        if not found:
            wrong.append(f"{name}: nothing written")
            continue
        judge(name, json.loads(found[0].read_text(encoding="utf-8")), family, template, dirt)
        for suffix in (".xlsx", ".pdf", ".html"):
            check(pathlib.Path(str(found[0])[:-5] + suffix).is_file(), f"{name}: no {suffix}")
    # The workbooks and the JSON just written say the same again.
    again = [path for path in (folder / "out").rglob("*book.xlsx")] + [path for path in (folder / "out").rglob("*book.json")]
    check(len(again) == 2 * len(FAMILIES), f"{len(again)} outputs to read again")
    for path in again:
        shown = run(program, "show", path, "--as", "json", code=0)
        template, family, _ = made[path.name.replace(".json", ".xlsx") if path.name.endswith(".json") else path.name]
        if shown.returncode == 0:
            judge(f"again {path.name}", json.loads(shown.stdout), family, template, again=True)


def rewrite(program, folder):
    """A Guangdong table in the Jiangsu format: by id, by `takes`, and the rest listed."""
    source = ROOT / "fixtures" / FAMILIES["guangdong/department-overall"]["file"]
    run(program, "convert", source, "-o", folder / "as-jiangsu", "--to", "json,xlsx,pdf,html", "--template", "jiangsu/department-overall", "--annex")
    form = json.loads((folder / "as-jiangsu" / (source.stem + ".json")).read_text(encoding="utf-8"))
    check(form["template"] == "jiangsu/department-overall", form["template"])
    income = [(row["group"], row["item"], row["annual"]) for row in form["lists"]["income"]]
    check(income == [("财政拨款", "小计", 5000), (None, "其他资金", 200)], f"income {income}")
    spent = [(row["item"], row["half_year"], row["annual"]) for row in form["lists"]["expenditures"]]
    check(spent == [("基本支出", None, 1858.91), ("项目支出", None, 3341.09)], f"expenditures {spent}")
    check(form["fields"]["unit_name"] == "江河市科学技术局", form["fields"])
    check(form["fields"]["annual_goal"] == ["(一)完成高新技术企业培育。", "(二)提升科技服务能力。"], form["fields"])
    names = [row["level3"] for row in form["lists"]["indicators"]]
    check(names == ["高企数量", "平台数量", "产品检验合格率", "服务企业数", "企业满意度"], f"indicators {names}")
    texts = {item["text"] for item in form["unplaced"]}
    check({"53", "3", "3000.00", "2500", "开展高企认定辅导", "完成上级交办的任务。"} <= texts, f"unplaced {texts}")
    codes = [finding["code"] for finding in form["findings"]]
    check("placed_elsewhere" in codes and codes.count("no_place_in_template") == len(form["unplaced"]), f"findings {codes}")
    # The annex: all of it stands below the table, and is read back as it was.
    page = (folder / "as-jiangsu" / (source.stem + ".html")).read_text(encoding="utf-8")
    check("附：表中没有位置的内容" in page and "开展高企认定辅导" in page, "no annex")
    back = run(program, "show", folder / "as-jiangsu" / (source.stem + ".xlsx"), "--as", "json")
    form_back = json.loads(back.stdout)
    check([item["text"] for item in form_back["unplaced"]] == [item["text"] for item in form["unplaced"]], f"annex {form_back['unplaced']}")
    check(form_back["lists"]["expenditures"] == form["lists"]["expenditures"], "the annex was read as rows")
    # 元 to 万元: exactly, and said.
    source = ROOT / "fixtures" / FAMILIES["shanghai/project"]["file"]
    run(program, "convert", source, "-o", folder / "as-mof", "--to", "json", "--template", "mof/project")
    form = json.loads((folder / "as-mof" / (source.stem + ".json")).read_text(encoding="utf-8"))
    amounts = [(row["item"], row["annual"]) for row in form["lists"]["income"]]
    check(amounts == [("资金总额", 60), ("财政拨款", 50), ("上年结转资金", 10), ("其他资金", 0)], f"amounts {amounts}")
    check(form["currency_unit"] == "万元" and "unit_converted" in [f["code"] for f in form["findings"]], "the unit was not converted, or not said")
    # And back: the Jiangsu form loses nothing silently in Guangdong's.
    source = ROOT / "fixtures/sound-nanzhou.txt"
    run(program, "convert", source, "-o", folder / "as-guangdong", "--to", "json", "--template", "guangdong/department-overall")
    form = json.loads((folder / "as-guangdong" / (source.stem + ".json")).read_text(encoding="utf-8"))
    check(("财政拨款", ) == tuple(row["item"] for row in form["lists"]["income"])[:1], f"income {form['lists']['income']}")
    run(program, "convert", source, "-o", folder / "as-nothing", "--template", "nowhere/nothing", code=2)


# What is changed in a fixture, and the one finding that must come of it.
PLANTS = {
    "guangdong/department-overall": [("1,858.91", "1,958.91", "sum_differs"),
                                     ("\t社会效益指标\t", "\t质量指标\t", "level2_misplaced"), ("平台数量", "高企数量", "duplicate_indicator"),
                                     ("≥2个", "≥XX个", "number_missing"), ("5,000.00", "五千多", "amount_unreadable"),
                                     ("≥90%", "≤90%", "comparator_direction"), ("提升科技服务能力。", "提升科技服务能力，2023年完成。", "year_differs"),
                                     ("部门名称\t江河市科学技术局", "部门名称\t", "required_missing")],
    "mof/project": [("1000.5", "1100.5", "sum_differs"), ("\t社会效益指标\t", "\t时效指标\t", "level2_misplaced"),
                    ("年度资金总额\t1200.5", "年度资金总额\t", "required_missing"), ("≥95%", "≥%", "number_missing"),
                    ("满意度指标\t服务对象满意度指标\t观众满意度\t\t≥90%\n", "", "satisfaction_missing")],
    "shanghai/project": [("600,000.00", "700,000.00", "sum_differs"), ("\t1,200,000.00\t年度", "\t1,300,000.00\t年度", "sum_differs"),
                         ("\t社会效益指标\t", "\t质量指标\t", "level2_misplaced"), ("年度总体目标\t完成一半。", "年度总体目标\t", "required_missing"),
                         ("≥100个", "≥个", "number_missing")],
}


def planted(program, folder):
    """One error in each, found as what it is; the sound fixtures raise none (read_all)."""
    for template, plants in PLANTS.items():
        text = (ROOT / "fixtures" / FAMILIES[template]["file"]).read_text(encoding="utf-8")
        for number, (before, after, code) in enumerate(plants):
            check(text.count(before) >= 1, f"{template}: no {before!r} to change")
            path = folder / f"planted-{template.replace('/', '-')}-{number}.txt"
            path.write_text(text.replace(before, after, 1), encoding="utf-8")
            form = json.loads(run(program, "show", path, "--as", "json").stdout)
            found = [finding["code"] for finding in form["findings"]]
            check(form["template"] == template and code in found, f"{template}: {before!r} as {after!r}: {form['template']} {found}, not {code}")


def labels(program, folder):
    """An office's spellings, what is unknown without them, and a pack whose hash is reported."""
    text = (ROOT / "fixtures/mof-science-2020.txt").read_text(encoding="utf-8")
    odd = folder / "odd.txt"
    odd.write_text(text.replace("项目名称\t", "项目全称名\t").replace("实施单位\t", "承担单位名称\t"), encoding="utf-8")
    run(program, "check", odd, "--report", folder / "report.json")
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    unknown = {entry["label"]: entry for entry in report["unknown_labels"]}
    check("项目全称名" in unknown and unknown["项目全称名"]["nearest"] and unknown["项目全称名"]["count"] == 1, f"unknown {report['unknown_labels']}")
    run(program, "check", odd, "--report", folder / "report.html")
    check("项目全称名" in (folder / "report.html").read_text(encoding="utf-8"), "the page does not list the unknown label")
    own = folder / "labels.xml"
    own.write_text('<vocabulary><terms about="own"><term id="project_name"><spelling>项目全称名</spelling></term>'
                   '<term id="implementing_unit"><spelling>承担单位名称</spelling></term></terms></vocabulary>', encoding="utf-8")
    shown = run(program, "--labels", own, "show", odd, "--as", "json", code=0)
    form = json.loads(shown.stdout)
    check(form["fields"] == FAMILIES["mof/project"]["fields"], f"with labels {form['fields']}")
    pack = folder / "pack/demo"
    pack.mkdir(parents=True)
    changed = (ROOT / "templates/mof/project.xml").read_text(encoding="utf-8").replace('term="carry_over" span', 'term="carry_over" print="结余" span')
    (pack / "project.xml").write_text(changed, encoding="utf-8")
    # A form of the pack takes the place of the installed one with its id; its hash follows its content.
    shown = run(program, "--templates", folder / "pack", "templates", code=0)
    check(shown.stdout.count("mof/project\t") == 1, shown.stdout)
    hashes = []
    for number in range(2):
        run(program, "--templates", folder / "pack", "check", odd, "--report", folder / "report.json")
        report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
        hashes.append([(entry["folder"], entry["sha256"]) for entry in report["templates"]])
        (pack / "project.xml").write_text(changed + f"<!-- {number} -->\n", encoding="utf-8")
    check(hashes[0] != hashes[1] and hashes[0][0][0] == "pack", f"hashes {hashes}")
    # The journal names what outputs depend on: with the pack as it was nothing is done again, with a changed one everything is.
    out = folder / "resumed"
    two = folder / "two"
    two.mkdir()
    for name in ("a.txt", "b.txt"):
        (two / name).write_bytes(odd.read_bytes())
    packed = ["--templates", folder / "pack", "convert", two, "-o", out, "--to", "json"]

    def journal():
        lines = (out / ".jixiao/journal.ndjson").read_text(encoding="utf-8").splitlines()
        return [json.loads(line)["options"] for line in lines if '"options"' in line]
    run(program, *packed)
    first = journal()
    run(program, *packed, "--resume")
    form = json.loads(next(out.rglob("a.json")).read_text(encoding="utf-8"))
    check(form["template"] == "mof/project", f"with the pack read as {form['template']}: it lacks less as mof/project")
    check(len(first) == 2 and journal() == first, f"resumed with the same pack: {journal()}")
    (pack / "project.xml").write_text(changed.replace("结余", "往年结转"), encoding="utf-8")
    run(program, *packed, "--resume", "--overwrite")
    again = journal()
    check(len(again) == 4 and again[2] != first[0], f"resumed with another pack: {again}")
    run(program, "convert", two, "-o", folder / "plain", "--to", "json")
    plain = json.loads((folder / "plain/.jixiao/journal.ndjson").read_text(encoding="utf-8").splitlines()[-1])["options"]
    check(plain not in again, "the installed templates count as the pack")


def broken(program, folder):
    """Every error of a template, not only the first, with its line, column and what to do."""
    text = (ROOT / "templates/mof/project.xml").read_text(encoding="utf-8")
    lines = text.split("\n")
    at = {}

    def spoil(name, before, after):
        number = next(i for i, line in enumerate(lines) if before in line)
        lines[number] = lines[number].replace(before, after, 1)
        at[name] = number + 1
    spoil("attribute", 'required="yes"/></row>', 'requierd="yes"/></row>')
    spoil("term", 'term="supervising_code"', 'term="supervising_cod"')
    spoil("label", 'term="carry_over"', 'term="上年结转资金"')
    spoil("span", 'term="project_period"/>', 'term="project_period" span="2"/>')
    spoil("path", "income:carry_over", "incom:carry_over")
    path = folder / "broken.xml"
    path.write_text("\n".join(lines), encoding="utf-8")
    ran = run(program, "templates", "check", path, code=2)
    for name, number in at.items():
        near = range(number - 2, number + 1)
        check(any(f"broken.xml:{line}:" in ran.stdout for line in near), f"{name}: no error near line {number}\n{ran.stdout}")
    check("did you mean required?" in ran.stdout and "did you mean supervising_code?" in ran.stdout and "write the term's id: carry_over" in ran.stdout,
          ran.stdout)
    check(all(len(line.split(":")[2]) > 0 for line in ran.stdout.split("\n") if line.startswith(str(path))), ran.stdout)
    run(program, "templates", "check", ROOT / "templates", code=0)


def main():
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    for part in (read_all, planted, rewrite, labels, broken):
        part(program, folder)
    for line in wrong:
        print(line)
    print(f"{len(FAMILIES)} families, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
