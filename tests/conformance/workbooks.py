#!/usr/bin/env python3
"""Workbooks as other programs read them: openpyxl (from PyPI, below build/) and LibreOffice.

    workbooks.py JIXIAO [BUILD_DIR]

Converts the seed, and forms grown from it (60 projects; a text of 20,000 characters; an annotated and a hostile one),
to JSON and XLSX, and holds every fact of the JSON against the workbook. Exit 0: all held; 1: something did not;
77: nothing could be checked. What is absent is skipped, and said so.
"""
import collections
import csv
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import venv
import xml.etree.ElementTree as ElementTree
import zipfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CELL = re.compile(r"\$?([A-Z]+)\$?(\d+)")
problems = []


def expect(holds, where, what):
    if not holds:
        problems.append(f"{where}: {what}")


def run(*command, timeout=300):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=timeout)


def load_openpyxl(build):
    """The module, installed once below `build`; None where it cannot be had."""
    home = build / "conformance-venv"
    python = home / "bin" / "python"
    if not python.exists():
        venv.create(home, with_pip=True)
    if run(python, "-c", "import openpyxl").returncode != 0:
        got = run(python, "-m", "pip", "--quiet", "install", "openpyxl==3.1.5")
        if got.returncode != 0:
            return None
    sys.path.extend(str(path) for path in home.glob("lib/python*/site-packages"))
    import openpyxl

    return openpyxl


def facts(form):
    """(where, text or number) of everything the workbook must show."""
    yield "title", form["title"]
    for field, value in form["fields"].items():
        for part in value if isinstance(value, list) else [value]:
            yield f"/fields/{field}", part
    for name, rows in form["lists"].items():
        for index, row in enumerate(rows):
            for key, value in row.items():
                yield f"/lists/{name}/{index}/{key}", value.get("raw") if isinstance(value, dict) else value


class Number(str):
    """A JSON number with its digits."""


def read_form(path):
    return json.loads(path.read_text("utf-8"), parse_float=Number, parse_int=Number)


def bounds(ref):
    corners = (ref.split(":") * 2)[:2]
    (left, top), (right, bottom) = (CELL.fullmatch(corner).groups() for corner in corners)
    column = lambda letters: sum((ord(c) - 64) * 26**i for i, c in enumerate(reversed(letters)))
    return int(top), column(left), int(bottom), column(right)


def check_parts(path):
    """What Excel repairs, or refuses to open, when it is wrong."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: ElementTree.fromstring(archive.read(name)) for name in archive.namelist() if name.endswith((".xml", ".rels"))}
        expect(archive.testzip() is None, path.name, "a damaged part")
    types = parts["[Content_Types].xml"]
    for override in types:
        name = override.get("PartName")
        expect(name is None or name[1:] in parts, path.name, f"content type of a missing part {name}")
    looks = len(parts["xl/styles.xml"].find(MAIN + "cellXfs"))
    strings = parts.get("xl/sharedStrings.xml")
    expect(strings is None or len(strings) > 0, path.name, "an empty table of shared strings")
    sheets = [sheet.get("name") for sheet in parts["xl/workbook.xml"].find(MAIN + "sheets")]
    expect(len({name.lower() for name in sheets}) == len(sheets), path.name, "two sheets of one name")
    for name in sheets:
        legal = 0 < len(name) <= 31 and not re.search(r"[\[\]:*?/\\]", name) and name[0] != "'" != name[-1]
        expect(legal, path.name, f"illegal sheet name {name}")
    names = parts["xl/workbook.xml"].find(MAIN + "definedNames")
    for name in names if names is not None else []:
        text = name.get("name")
        legal = re.fullmatch(r"[^\W\d][\w.]*", text) and not re.fullmatch(r"[A-Za-z]{1,3}\d+|[RrCc]\d*|[Rr]\d*[Cc]\d*", text)
        expect(legal, path.name, f"illegal name {text}")
        expect(re.match(r"'(?:[^']|'')+'!\$|[A-Za-z_]\w*!\$", name.text), path.name, f"{text} refers to {name.text}")
    for part, root in parts.items():
        if not part.startswith("xl/worksheets/sheet"):
            continue
        where, taken, seen = f"{path.name}!{part}", {}, set()
        for cell in root.iter(MAIN + "c"):
            expect(cell.get("r") not in seen, where, f"{cell.get('r')} stands twice")
            seen.add(cell.get("r"))
            expect(int(cell.get("s", 0)) < looks, where, f"{cell.get('r')} has no such style")
            if cell.get("t") == "s":
                expect(int(cell.find(MAIN + "v").text) < len(strings), where, f"{cell.get('r')} has no such string")
        for row in root.iter(MAIN + "row"):
            expect(0 < float(row.get("ht", 15)) <= 409.5, where, f"height of row {row.get('r')}")
        for merge in root.iter(MAIN + "mergeCell"):
            top, left, bottom, right = bounds(merge.get("ref"))
            for row in range(top, bottom + 1):
                for column in range(left, right + 1):
                    expect((row, column) not in taken, where, f"{merge.get('ref')} overlaps {taken.get((row, column))}")
                    taken[row, column] = merge.get("ref")
        for rule in root.iter(MAIN + "dataValidation"):
            formula = rule.find(MAIN + "formula1")
            expect(formula is None or not formula.text.startswith('"') or len(formula.text) <= 257, where, "a rule of too many words")


def check_openpyxl(openpyxl, path, form):
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    texts, numbers = set(), {}
    for row in sheet.iter_rows():
        for cell in row:
            if cell.value is None:
                continue
            expect(cell.data_type != "f" or isinstance(cell.value, str), path.name, f"{cell.coordinate} is an array formula")
            expect(cell.data_type != "f", path.name, f"{cell.coordinate} became the formula {cell.value}")
            expect(cell.hyperlink is None, path.name, f"{cell.coordinate} became a link")
            if cell.data_type == "s":
                texts.add(cell.value)
                texts.update(cell.value.split("\n"))
            else:
                decimals = cell.number_format.partition(".")[2]
                numbers[f"{cell.value:.{len(decimals)}f}"] = cell
    for where, fact in facts(form):
        if fact is None or fact == "":
            continue
        if isinstance(fact, Number):
            expect(fact in numbers or fact in texts, path.name, f"{where}: {fact} is not there")
        else:
            expect(fact in texts, path.name, f"{where}: “{fact[:40]}” is not there")
    setup = sheet.page_setup
    expect(str(setup.paperSize) == "9", path.name, "the paper is not A4")
    expect(sheet.sheet_properties.pageSetUpPr.fitToPage and int(setup.fitToHeight) == 0, path.name, "not fitted to the width")
    expect("&P" in (sheet.oddFooter.center.text or ""), path.name, "no page number")
    expect(sheet.print_area, path.name, "no print area")
    for field in list(form["fields"]) + [name for name, rows in form["lists"].items() if rows]:
        expect(field in book.defined_names, path.name, f"no name for {field}")
    ruled = next((row[0].row for row in sheet.iter_rows() if any(cell.border.left.style for cell in row)), 0)
    expect(ruled, path.name, "no borders at all")
    for merged in sheet.merged_cells.ranges:
        if merged.min_row < ruled:
            continue  # titles stand above the ruled table
        for row, column in ((r, c) for r in range(merged.min_row, merged.max_row + 1) for c in range(merged.min_col, merged.max_col + 1)):
            border = sheet.cell(row, column).border
            edges = [(row == merged.min_row, border.top), (row == merged.max_row, border.bottom),
                     (column == merged.min_col, border.left), (column == merged.max_col, border.right)]
            expect(all(side.style for at_edge, side in edges if at_edge), path.name, f"{merged}: no border at row {row}, column {column}")
    return "".join(str(cell.value) for row in sheet.iter_rows() for cell in row if cell.data_type == "s")


def check_libreoffice(soffice, path, form, shown):
    with tempfile.TemporaryDirectory() as folder:
        out = pathlib.Path(folder)
        for kind in ("csv:Text - txt - csv (StarCalc):44,34,76,1", "pdf"):
            run(soffice, "--headless", f"-env:UserInstallation=file://{folder}/profile", "--convert-to", kind, "--outdir", out, path)
        with open(out / (path.stem + ".csv"), encoding="utf-8", newline="") as file:
            cells = {cell for row in csv.reader(file) for cell in row}
        lines = cells | {line for cell in cells for line in cell.split("\n")}
        for where, fact in facts(form):
            expect(fact is None or fact == "" or fact in lines, path.name + " in LibreOffice", f"{where}: {fact[:40] if fact else ''} is not there")
        if not shutil.which("pdftotext"):
            print("skipped: pdftotext is not installed")
            return
        text = run("pdftotext", "-layout", out / (path.stem + ".pdf"), "-").stdout
        printed = collections.Counter(c for c in text if not c.isspace())
        wanted = collections.Counter(c for c in shown if not c.isspace())
        missing = wanted - printed
        expect(not missing, path.name + " printed by LibreOffice", f"characters lost: {dict(list(missing.items())[:20])}")


def grown(form):
    """Forms made from the seed's: more projects, a long text, hostile texts."""
    copy = lambda: json.loads(json.dumps(form))
    many = copy()
    rows = many["lists"].get("expenditures", [])
    if rows:
        rows.extend({**rows[-1], "item": f"新增项目第{n}号：科技创新平台建设与运行维护", "half_year": n, "annual": n + 1.5} for n in range(len(rows), 61))
    yield "many", many
    long = copy()
    field = next((name for name, value in long["fields"].items() if isinstance(value, list)), None)
    if field:
        clause = "统筹推进全市科技创新体系建设和科技体制改革，指导科研机构改革发展。"
        long["fields"][field] = [f"({n + 1}) " + clause * 20 for n in range(20000 // (20 * len(clause) + 5))]
    yield "long", long
    hostile = copy()
    evil = ["=cmd|'/c calc'!A1", "@SUM(1)", "+1-1", "-2", "https://example.org/", "{=1}", "_x000D_", "<b>&amp;</b>"]
    for row, text in zip(hostile["lists"].get("indicators", []), evil):
        if row.get("annual"):
            row["annual"] = {"raw": text, "kind": "text", "comparator": None, "number": None, "number2": None, "unit": None}
    yield "hostile", hostile


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    jixiao = pathlib.Path(sys.argv[1]).resolve()
    build = pathlib.Path(sys.argv[2]).resolve() if len(sys.argv) > 2 else ROOT / "build"
    build.mkdir(parents=True, exist_ok=True)
    openpyxl = load_openpyxl(build)
    soffice = shutil.which("soffice")
    if openpyxl is None:
        print("skipped: openpyxl could not be installed")
        sys.exit(77)
    if soffice is None:
        print("skipped: LibreOffice is not installed (Debian package libreoffice-calc)")

    with tempfile.TemporaryDirectory() as folder:
        work = pathlib.Path(folder)

        def convert(source, *options):
            got = run(jixiao, "convert", source, "-o", work / "out", "--to", "json,xlsx", "--overwrite", *options)
            expect(got.returncode in (0, 3), source.name, f"exit {got.returncode}: {got.stderr.strip()[-300:]}")
            stem = work / "out" / source.stem
            return stem.with_suffix(".xlsx"), stem.with_suffix(".json")

        seed = ROOT / "fixtures" / "changzhou-kjj-2024.txt"
        cases = [convert(seed)]
        if cases[0][1].exists():
            form = json.loads(cases[0][1].read_text("utf-8"))
            for name, variant in grown(form):
                source = work / f"{name}.json"
                source.write_text(json.dumps(variant, ensure_ascii=False), "utf-8")
                # Markup read from a workbook counts as dirt and comes back without its tags: nothing to verify there.
                cases.append(convert(source, *(["--no-verify"] if name == "hostile" else [])))
        for workbook, form_path in cases:
            expect(workbook.exists() and form_path.exists(), workbook.name, "was not written")
            if not (workbook.exists() and form_path.exists()):
                continue
            form = read_form(form_path)
            check_parts(workbook)
            shown = check_openpyxl(openpyxl, workbook, form)
            if soffice:
                check_libreoffice(soffice, workbook, form, shown)
            print(f"{workbook.name}: {sum(1 for _, fact in facts(form) if fact not in (None, ''))} facts")
    for problem in problems[:50]:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
