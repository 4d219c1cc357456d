#!/usr/bin/env python3
"""Forms grown from one: what no fixture of a reasonable size shows.

    grow.py FORM.json FOLDER

Writes many.json (60 projects, 80 indicators), long.json (a text of 20,000 characters), hostile.json (values that other
programs take for something else) and empty.json (a name, a total, a goal) into the folder.
"""
import json
import pathlib
import re
import sys

EVIL = ["=cmd|'/c calc'!A1", "@SUM(1)", "+1-1", "-2", "https://example.org/", "{=1}", "_x000D_", "<b>&amp;</b>", "&lt;i&gt;",
        "有\x01效", "有\x0b效\x1f", "TRUE", "#REF!", "'引号", "350", "1e5", "𠮷家👍", "\u202e左", "\ufffe非字符"]


def grown(form):
    """(name, form): made from one form of canonical JSON."""
    copy = lambda: json.loads(json.dumps(form))
    many = copy()
    rows = many["lists"].get("expenditures", [])
    if rows:
        rows.extend({**rows[-1], "item": f"新增项目第{n}号：科技创新平台建设与运行维护", "half_year": n, "annual": n + 1.5} for n in range(len(rows), 61))
    rows = many["lists"].get("indicators", [])
    shape = next((row for row in rows if row.get("key_work")), rows[-1] if rows else None)
    if shape:
        at = rows.index(shape) + 1
        rows[at:at] = [{**shape, "level3": f"第{n}项重点任务按计划推进的完成比例（含跨年度续建部分）"} for n in range(len(rows), 81)]
    yield "many", many
    long = copy()
    field = next((name for name, value in long["fields"].items() if isinstance(value, list)), None)
    if field:
        # Sentences that differ, as those of a real text do, their marks aside: a mark begins a paragraph.
        clauses = [part for text in form["fields"][field] for part in re.sub(r"^\([一二三四五六七八九十]+\)\s*", "", text).replace("。", "，").replace(",", "，").split("，") if len(part) > 6]
        text, number = [], 0
        while sum(map(len, text)) < 20000:
            picked = [clauses[(number * 7 + k * 11) % len(clauses)] for k in range(12)]
            number += 1
            text.append(f"({number}) " + "，".join(picked) + f"，共{number * 37 % 1000}项。")
        long["fields"][field] = text
    yield "long", long
    hostile = copy()
    rows = hostile["lists"].get("indicators", [])
    for row, text in zip(rows, EVIL):
        if row.get("annual"):
            row["annual"] = {"raw": text, "kind": "text", "comparator": None, "number": None, "number2": None, "unit": None}
            row["level3"] = text + "率"
    projects = hostile["lists"].get("expenditures", [])
    for row, text in zip(projects[1:], EVIL):
        row["item"] = "项目" + text
    yield "hostile", hostile
    empty = copy()
    for field, value in empty["fields"].items():
        empty["fields"][field] = [] if isinstance(value, list) else None
    empty["fields"].update({name: form["fields"][name] for name in ("unit_name",) if name in form["fields"]})
    if "annual_goal" in empty["fields"]:
        empty["fields"]["annual_goal"] = ["完成年度任务。"]
    for name, rows in empty["lists"].items():
        empty["lists"][name] = rows[:1] if name == "income" else []
    yield "empty", empty


def main():
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    form = json.loads(pathlib.Path(sys.argv[1]).read_text("utf-8"))
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    for name, made in grown(form):
        (folder / f"{name}.json").write_text(json.dumps(made, ensure_ascii=True), "utf-8")


if __name__ == "__main__":
    main()
