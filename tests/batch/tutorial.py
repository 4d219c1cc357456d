#!/usr/bin/env python3
"""docs/templates.md teaches the template language by building one form from nothing; this does literally what it says.

Blocks headed ```xml file=NAME or ```text file=NAME are written, ```sh blocks run, and the plain ```text block that follows one is
what it prints. Then the page's promise is looked at: the outputs are there, the JSON says what the form says, nothing is left over.
The schema for editors accepts every template. Called as `tutorial.py PROGRAM FOLDER`."""

import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
PAGE = ROOT / "docs/templates.md"


def blocks():
    """(line, language, file name or "", text) of every fenced block, in order."""
    out = []
    current = None
    for number, line in enumerate(PAGE.read_text(encoding="utf-8").split("\n"), 1):
        fence = re.fullmatch(r"```(\w*)(?: file=(\S+))?", line)
        if current is None and fence:
            current = (number, fence[1], fence[2] or "", [])
        elif current is not None and line == "```":
            out.append((*current[:3], "".join(text + "\n" for text in current[3])))
            current = None
        elif current is not None:
            current[3].append(line)
    assert current is None, f"{PAGE.name}:{current[0]}: the block does not end"
    return out


def follow(folder, environment):
    """Runs the page in the folder; returns what is wrong."""
    wrong = []
    page = blocks()
    for index, (line, language, name, text) in enumerate(page):
        if name:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            (folder / name).write_text(text, encoding="utf-8")
        if language != "sh":
            continue
        ran = subprocess.run(["bash", "-e", "-c", text], cwd=folder, env=environment, capture_output=True, text=True, check=False)
        if ran.returncode != 0:
            wrong.append(f"{PAGE.name}:{line}: exit {ran.returncode}\n{ran.stdout}{ran.stderr}")
        follows = page[index + 1] if index + 1 < len(page) else None
        if follows and follows[1] == "text" and not follows[2] and ran.stdout != follows[3]:
            wrong.append(f"{PAGE.name}:{line}: printed\n{ran.stdout}\nthe page says\n{follows[3]}")
    return wrong


def look(folder):
    """What the page promises of its outputs."""
    missing = [f"no {name}" for name in ("card.pdf", "out/filled.json", "out/filled.xlsx", "out/filled.pdf", "out/filled.html")
               if not (folder / name).is_file()]
    if missing:
        return missing
    form = json.loads((folder / "out/filled.json").read_text(encoding="utf-8"))
    wrong = []
    for key, expected in (("template", "demo/card"), ("title", "青禾县项目绩效目标卡"), ("year", 2025), ("unplaced", []),
                          ("findings", [])):
        if form[key] != expected:
            wrong.append(f"{key}: {form[key]}, not {expected}")
    income = [(row["item"], row["annual"]) for row in form["lists"]["income"]]
    if income != [("资金总额", 120.5), ("财政拨款", 100), ("其他资金", 20.5)]:
        wrong.append(f"income: {income}")
    values = [row["annual"]["raw"] for row in form["lists"]["indicators"]]
    if values != ["≥6座", "=100%", "≥1500户", "≥95%"]:
        wrong.append(f"indicators: {values}")
    return wrong


def schema(folder):
    if not shutil.which("xmllint"):
        print("skipped: xmllint is absent, the schema is not tried")
        return []
    files = [*sorted((ROOT / "templates").glob("*/*.xml")), folder / "pack/demo/card.xml"]
    def accepts(path):
        return subprocess.run(["xmllint", "--noout", "--nonet", "--schema", ROOT / "templates/form.xsd", path], capture_output=True, check=False).returncode == 0
    wrong = [f"form.xsd refuses {path}" for path in files if not accepts(path)]
    broken = folder / "broken.xml"
    broken.write_text((folder / "pack/demo/card.xml").read_text(encoding="utf-8").replace('span="3"', 'span="wide"', 1), encoding="utf-8")
    if accepts(broken):
        wrong.append("form.xsd accepts span=\"wide\"")
    return wrong


def main():
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    environment = {**os.environ, "PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}", "LC_ALL": "C.UTF-8"}
    wrong = follow(folder, environment)
    wrong += [] if wrong else look(folder)
    wrong += schema(folder)
    for line in wrong:
        print(line)
    print(f"{len(blocks())} blocks of {PAGE.name}, {len(wrong)} wrong")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
