#!/usr/bin/env python3
"""Our own PDFs, read back through pdftotext in its three arrangements: the same forms must come out.
Forms: the real one, one of 60 projects and 80 indicators, one with duties of 20,000 characters, one nearly empty, 20 random ones.
Called as `pages.py PROGRAM FOLDER`."""

import difflib
import json
import pathlib
import random
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# pdftotext's option, and the share of facts that must come out right. Without places (-raw) a blank cell leaves no trace.
ARRANGEMENTS = {"bbox": (["-bbox-layout"], 0.99), "layout": (["-layout"], 0.96), "raw": (["-raw"], 0.78)}
HEAD3 = "一级指标\t二级指标\t三级指标\t\t\t半年指标值\t全年指标值"
HEAD5 = "一级指标\t二级指标\t重点工作\t对应项目\t三级指标\t半年指标值\t全年指标值"
PARTS = "科技 创新 平台 建设 项目 水利 环境 治理 教育 卫生 农业 产业 人才 培养 监督 检查 信息化 运行 维护 专项".split()


def name(chance, least, most):
    return "".join(chance.choice(PARTS) for _ in range(chance.randint(least, most)))


def duties(seed, text):
    chance = random.Random(seed)
    lines = text.split("\n")
    at = next(i for i, line in enumerate(lines) if line.startswith("单位 主要职能"))
    marks = [f"（{a}{b}）" for a in ("", "十", "二十", "三十", "四十", "五十", "六十") for b in "一二三四五六七八九"]
    lines[at] = "单位 主要职能\t" + "".join(f"<p>{mark}{name(chance, 120, 170)}。</p>" for mark in marks)
    return "\n".join(lines)


def many(seed, text):
    chance = random.Random(seed)
    lines = text.split("\n")
    last = next(i for i, line in enumerate(lines) if line.startswith("\t先进碳材料"))
    projects = [f"\t{name(chance, 3, 8)}{i}号\t{chance.randint(0, 500)}\t{chance.randint(500, 9999) / 10}" for i in range(42)]
    duty = next(i for i, line in enumerate(lines) if line.startswith("履职"))
    rows = []
    for _ in range(16):
        for k in range(5):
            groups = "\t".join([name(chance, 4, 10), name(chance, 2, 4)]) if k == 0 else "\t"
            rows.append(f"{'' if rows else '履职'}\t{groups}\t{chance.choice(projects).split(chr(9))[1]}\t{name(chance, 3, 9)}\t"
                        f"≥{chance.randint(0, 50)}家\t≥{chance.randint(50, 999)}家")
    return "\n".join(lines[:last + 1] + projects + lines[last + 1:duty] + rows + lines[duty + 2:])


def small(seed):
    chance = random.Random(seed)
    amount = lambda: "" if chance.random() < 0.15 else str(chance.choice([chance.randint(0, 9), chance.randint(0, 99999), round(chance.uniform(0, 9999), 2)]))
    value = lambda: chance.choice(["健全", "显著", "", "≥{}%", "={}个", "≤{}万元", "不低于{}家", "{}人次"]).format(chance.randint(0, 1200))
    out = ["江苏省某市部门整体预算绩效目标表", "2025年度", f"单位名称\t某市{name(chance, 1, 3)}局"]
    for label in ("单位主要职能", "机构设置及人员配置"):
        out.append(label + "\t" + "".join(f"<p>{name(chance, 5, 40)}。</p>" for _ in range(chance.randint(1, 5))))
    out.append("部门整体资金(万元)\t收入\t\t\t\t\t全年预算数")
    out += [f"\t\t资金总额\t\t\t\t{amount()}", f"\t\t财政拨款\t小计\t\t\t{amount()}", f"\t\t\t政府性基金\t\t\t{amount()}", f"\t\t其他资金\t\t\t\t{amount()}"]
    out.append("\t支出\t\t\t\t半年计划执行数\t全年预算数")
    out += [f"\t\t{'基本支出' if i == 0 else name(chance, 2, 9)}\t\t\t{amount()}\t{amount()}" for i in range(chance.randint(1, 30))]
    for label in ("中长期目标", "年度目标"):
        out.append(label + "\t" + "".join(f"<p>{name(chance, 5, 40)}。</p>" for _ in range(chance.randint(1, 5))))
    for head, levels in ((HEAD3, {"决策": ["计划制定", "目标设定"], "过程": ["预算执行", "资产管理"]}), (HEAD5, {"履职": [name(chance, 3, 8), name(chance, 3, 8)]}),
                         (HEAD3, {"效益指标": ["经济效益", "社会效益"], "满意度指标": ["服务对象满意度"]})):
        out.append(head)
        for level1, seconds in levels.items():
            for i, level2 in enumerate(seconds):
                for k in range(chance.randint(1, 4)):
                    groups = [level1 if i == k == 0 else "", level2 if k == 0 else ""]
                    middle = [name(chance, 1, 3), name(chance, 2, 6), name(chance, 2, 8)] if head == HEAD5 else [name(chance, 2, 10), "", ""]
                    out.append("\t".join(groups + middle + [value(), value()]))
    return "\n".join(out) + "\n"


def run(*command):
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode not in (0, 3):
        sys.exit(f"{' '.join(map(str, command))}\n{done.stderr}")


def facts(form):
    raw = lambda v: v["raw"] if isinstance(v, dict) else v
    out = [("year", form["year"])] + [(k, str(v)) for k, v in form["fields"].items()]
    for item, rows in form["lists"].items():
        # A template prints its known lines in any case: those without an amount say nothing.
        rows = [r for r in rows if item == "indicators" or r["annual"] is not None or r.get("half_year") is not None]
        out += [(item, *map(raw, row.values())) for row in rows]
    return out


def figures(form):
    return {(k, r.get("item") or r.get("level3"), c): str(r[c]["raw"] if isinstance(r[c], dict) else r[c])
            for k, rows in form["lists"].items() for r in rows for c in ("half_year", "annual") if r.get(c) is not None}


def main():
    program, folder = sys.argv[1], pathlib.Path(sys.argv[2])
    if not shutil.which("pdftotext"):
        print("pdftotext (poppler-utils) is absent")
        return 77
    seed = (ROOT / "fixtures/changzhou-kjj-2024.txt").read_text(encoding="utf-8")
    texts = {"seed": seed, "many": many(1, seed), "duties": duties(2, seed),
             "empty": "江苏省某市部门整体预算绩效目标表\n2025年度\n单位名称\t某局\n年度目标\t\n" + HEAD3 + "\n决策\t计划制定\t\t\t\n"}
    texts |= {f"random{i}": small(i) for i in range(20)}
    (folder / "in").mkdir()
    for title, text in texts.items():
        (folder / "in" / f"{title}.txt").write_text(text, encoding="utf-8")
    run(program, "convert", folder / "in", "-o", folder / "want", "--to", "json,pdf")
    held = True
    for kind, (options, least) in ARRANGEMENTS.items():
        (folder / kind).mkdir()
        for title in texts:
            run("pdftotext", *options, folder / "want" / f"{title}.pdf", folder / kind / f"{title}.txt")
        run(program, "convert", folder / kind, "-o", folder / f"got-{kind}", "--to", "json")
        right = total = silent = 0
        for title in texts:
            want = json.loads((folder / "want" / f"{title}.json").read_text(encoding="utf-8"))
            got = json.loads((folder / f"got-{kind}" / f"{title}.json").read_text(encoding="utf-8"))
            a, b = facts(want), facts(got)
            right += sum(m.size for m in difflib.SequenceMatcher(None, a, b, autojunk=False).get_matching_blocks())
            total += len(a)
            # A figure beside a name that has another one, and no finding on it.
            told = {f["field"] for f in got["findings"] if f["field"]}
            wanted = figures(want)
            for item, rows in got["lists"].items():
                for i, row in enumerate(rows):
                    for column in ("half_year", "annual"):
                        key = (item, row.get("item") or row.get("level3"), column)
                        value = row.get(column)
                        if value is None or key not in wanted:
                            continue
                        value = str(value["raw"] if isinstance(value, dict) else value)
                        if value != wanted[key] and f"/lists/{item}/{i}/{column}" not in told:
                            print(f"{kind} {title}: {key} is {wanted[key]}, read as {value} without a word")
                            silent += 1
        print(f"{kind}: {right} of {total} facts, {silent} figures silently wrong")
        held = held and right >= least * total and silent == 0
    return 0 if held else 1


sys.exit(main())
