#!/usr/bin/env python3
"""The inputs of the benchmarks, always the same: `make_work.py FOLDER`.

    seed.txt            the form every figure is told of
    tiny.txt            a department with two projects
    large.txt           60 projects, 80 indicators
    varied/NNN.txt      40 departments of the seed's size: names, numbers and lengths differ, so that nothing remembered helps
    many/NNN.txt        400 of them, for whole runs
    rows/1.txt 10 100   the same form with 1, 10 and 100 times the projects and indicators
    wide.json           50,000 projects, for the workbook of 50,000 rows
"""

import json
import pathlib
import shutil
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT / "tests/batch"), str(ROOT / "tests/runs")]
from documents import Document  # noqa: E402

VARIED, MANY, WIDE = 40, 400, 50_000


def grown(number, projects, indicators):
    """A department with so many projects and so many indicators; sums hold, and no name stands twice."""
    document = Document(number)
    spent, known = document.expenditures, len(document.expenditures)
    for i in range(known, projects):
        annual = 10_000 + i * 37 % 9_000
        spent.append({"item": f"{spent[i % known or 1]['item']}（第{i}批）", "half_year": annual // 3, "annual": annual})
        for item in ("资金总额", "小计", "一般公共预算资金"):
            document.income[item] += annual
    duty = [row for row in document.indicators if row["level1"] == "履职"]
    at = document.indicators.index(duty[-1]) + 1
    last = duty[-1]
    more = [{**last, "level3": f"第{i}项任务{duty[i % len(duty)]['level3']}", "annual": f"≥{i % 97 + 2}项", "half_year": f"≥{i % 97 // 2 + 1}项"}
            for i in range(max(0, indicators - len(document.indicators)))]
    document.indicators[at:at] = more
    return document.text()


def wide():
    """Canonical JSON of a form with 50,000 projects."""
    form = json.loads((ROOT / "tests/cli/seed/form.json").read_text("utf-8"))
    rows = form["lists"]["expenditures"]
    rows.extend({"item": f"第{i}类专项经费", "half_year": i % 977 + 0.25, "annual": 2 * (i % 977) + 0.5} for i in range(len(rows), WIDE))
    form["findings"] = []
    return json.dumps(form, ensure_ascii=False)


def main():
    if len(sys.argv) != 2 or sys.argv[1].startswith("-"):
        sys.exit(__doc__)
    out = pathlib.Path(sys.argv[1])
    for folder in (out / "varied", out / "many", out / "rows"):
        folder.mkdir(parents=True, exist_ok=True)
    shutil.copy(ROOT / "fixtures/changzhou-kjj-2024.txt", out / "seed.txt")
    shutil.copy(ROOT / "fixtures/sound-nanzhou.txt", out / "tiny.txt")
    (out / "large.txt").write_text(grown(0, 60, 80), "utf-8")
    for i in range(MANY):
        (out / f"many/{i:03}.txt").write_text(Document(i).text(), "utf-8")
        if i < VARIED:
            (out / f"varied/{i:03}.txt").write_text(Document(i).text(), "utf-8")
    for times in (1, 10, 100):
        (out / f"rows/{times}.txt").write_text(grown(0, 16 * times, 48 * times), "utf-8")
    (out / "wide.json").write_text(wide(), "utf-8")


if __name__ == "__main__":
    main()
