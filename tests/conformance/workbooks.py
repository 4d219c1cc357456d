#!/usr/bin/env python3
"""Workbooks as other programs read them: openpyxl (from PyPI, below build/) and LibreOffice.

    workbooks.py JIXIAO [BUILD_DIR]

Converts the seed, and forms grown from it (60 projects and 80 indicators; a text of 20,000 characters; a hostile one),
to JSON and XLSX, and holds every fact of the JSON against the workbook: its parts, what openpyxl reads, what LibreOffice
reads and prints, with the fonts it falls back to here and with two others. Then an annotated workbook, one with live
sums, and the empty form. Exit 0: all held; 1: something did not; 77: nothing could be checked. What is absent is
skipped, and said so.
"""
import collections
import csv
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import venv
import xml.etree.ElementTree as ElementTree
import zipfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "forms"))
from grow import grown

ROOT = pathlib.Path(__file__).resolve().parents[2]
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
DECIMALS = re.compile(r"0(\.0+)?(_\.)?(_0)*$|General()")
CELL = re.compile(r"\$?([A-Z]+)\$?(\d+)")
CONTROL = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
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


def unescape(text):
    """ST_Xstring (ECMA-376-1 22.9.2.19)."""
    return re.sub(r"_x([0-9A-Fa-f]{4})_", lambda match: chr(int(match.group(1), 16)), text)


def shown(path):
    """All text of the form's sheet, read without any library's idea of an escape."""
    with zipfile.ZipFile(path) as archive:
        strings = ["".join(part.text or "" for part in entry.iter(MAIN + "t"))
                   for entry in ElementTree.fromstring(archive.read("xl/sharedStrings.xml"))]
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    return "".join(unescape(strings[int(cell.find(MAIN + "v").text)]) for cell in sheet.iter(MAIN + "c") if cell.get("t") == "s")


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
                # openpyxl 3.1 undoes `_x005F_` and leaves every other escape.
                for text in (cell.value, unescape(cell.value)):
                    texts.add(text)
                    texts.update(text.split("\n"))
            else:
                decimals = DECIMALS.match(cell.number_format).group(1) or ""
                numbers[f"{cell.value:.{max(0, len(decimals) - 1)}f}"] = cell
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
    return shown(path)


# What LibreOffice may have to print 宋体 and 黑体 with: what this system gives it, the tallest lines, other widths.
FALLBACKS = ("", "Noto Serif CJK SC", "LXGW WenKai")
FONTS_CONF = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<include>/etc/fonts/fonts.conf</include>{}</fontconfig>"""
ALIAS = """<match target="pattern"><test name="family"><string>{}</string></test>
<edit name="family" mode="assign" binding="strong"><string>{}</string></edit></match>"""


def office(soffice, kind, out, paths, font=""):
    """All files in one call: starting LibreOffice takes longer than converting."""
    environment = dict(os.environ)
    if font:
        conf = out / "fonts.conf"
        conf.write_text(FONTS_CONF.format("".join(ALIAS.format(name, font) for name in ("宋体", "黑体", "仿宋", "楷体"))))
        environment["FONTCONFIG_FILE"] = str(conf)
    subprocess.run([soffice, "--headless", f"-env:UserInstallation=file://{out}/profile", "--convert-to", kind, "--outdir", out,
                    *map(str, paths)], capture_output=True, timeout=900, env=environment)


def check_libreoffice(soffice, work, books):
    """books: (workbook, its form, all its text)."""
    out = work / "office"
    out.mkdir()
    paths = [path for path, _, _ in books]
    office(soffice, "csv:Text - txt - csv (StarCalc):44,34,76,1", out, paths)
    for path, form, _ in books:
        with open(out / (path.stem + ".csv"), encoding="utf-8", newline="") as file:
            cells = {cell.strip() for row in csv.reader(file) for cell in row}
        lines = cells | {line.strip() for cell in cells for line in cell.split("\n")}
        for where, fact in facts(form):
            same = fact is None or fact.strip() in lines or CONTROL.search(fact)
            expect(same, path.name + " in LibreOffice", f"{where}: {fact[:40] if fact else ''} is not there")
    if not shutil.which("pdftotext"):
        print("skipped: pdftotext is not installed")
        return
    for font in FALLBACKS:
        if font and not shutil.which("fc-list") or font and not run("fc-list", font).stdout:
            print(f"skipped: {font} is not installed")
            continue
        printed_in = out / (font.replace(" ", "") or "default")
        printed_in.mkdir()
        office(soffice, "pdf", printed_in, paths, font)
        for path, _, shown in books:
            text = run("pdftotext", "-layout", printed_in / (path.stem + ".pdf"), "-").stdout
            printed = collections.Counter(c for c in text if c.isprintable() and not c.isspace())
            wanted = collections.Counter(c for c in shown if c.isprintable() and not c.isspace())
            missing = wanted - printed
            expect(not missing, f"{path.name} printed by LibreOffice in {font or 'its own fonts'}",
                   f"characters lost: {dict(list(missing.items())[:20])}")


def check_annotated(openpyxl, path, report):
    """Every finding is a comment of its cell and a line of the list, with a link where it has a cell."""
    book = openpyxl.load_workbook(path)
    form, listing = book.worksheets[0], book["检查结果"]
    rows = [[cell.value for cell in row] for row in listing.iter_rows(min_row=3)]
    expect(len(rows) == len(report), path.name, f"{len(rows)} findings listed, {len(report)} found")
    messages = {row[3] for row in rows}
    for finding in report:
        expect(finding["message"] in messages, path.name, f"not listed: {finding['message']}")
    comments = "\n".join(cell.comment.text for row in form.iter_rows() for cell in row if cell.comment)
    for row in listing.iter_rows(min_row=3):
        link = row[1].hyperlink
        if row[1].value is None:
            continue
        expect(link is not None and link.location.endswith("!" + row[1].value), path.name, f"no link to {row[1].value}")
        target = form[row[1].value]
        expect(target.comment is not None and row[3].value in target.comment.text, path.name, f"no comment at {row[1].value}")
        expect(target.fill.fgColor.rgb not in ("00000000", "FFF2F2F2"), path.name, f"no colour at {row[1].value}")
    expect(comments, path.name, "no comments at all")


def check_formulas(openpyxl, soffice, work, path, form):
    """A total lives: its formula names its parts, and moves when LibreOffice computes it again."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    live = [cell for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    expect(live, path.name, "no live sum")
    cached = openpyxl.load_workbook(path, data_only=True).worksheets[0]
    for cell in live:
        expect(re.fullmatch(r"=SUM\([A-Z0-9:,]+\)", cell.value), path.name, f"{cell.coordinate}: {cell.value}")
        parts = [corner for piece in cell.value[5:-1].split(",") for corner in [piece]]
        total = 0
        for piece in parts:
            top, left, bottom, right = bounds(piece)
            values = [cached.cell(r, c).value for r in range(top, bottom + 1) for c in range(left, right + 1)]
            total += sum(value for value in values if isinstance(value, (int, float)))
        expect(abs(total - cached[cell.coordinate].value) < 0.005, path.name, f"{cell.coordinate} is not the sum of its parts")
    if not soffice or not live:
        return
    changed = work / "changed.xlsx"
    book = openpyxl.load_workbook(path)
    first = live[0]
    top, left, _, _ = bounds(first.value[5:-1].split(",")[0])
    cell = book.worksheets[0].cell(top, left)
    cell.value = (cell.value or 0) + 1000
    book.save(changed)
    office(soffice, "xlsx:Calc MS Excel 2007 XML", work / "office", [changed])
    again = openpyxl.load_workbook(work / "office" / "changed.xlsx", data_only=True).worksheets[0]
    expect(abs(again[first.coordinate].value - cached[first.coordinate].value - 1000) < 0.005, path.name,
           f"{first.coordinate} did not move with its part")


def check_blank(openpyxl, path, form):
    """The empty form: names for every field and list, rules for its value cells, and nothing filled in."""
    book = openpyxl.load_workbook(path)
    sheet = book.worksheets[0]
    for name in list(form["fields"]) + list(form["lists"]):
        expect(name in book.defined_names, path.name, f"no name for {name}")
    kinds = {rule.type for rule in sheet.data_validations.dataValidation}
    expect(kinds == {"decimal", "list"}, path.name, f"rules of the kinds {kinds}")
    expect(not any(cell.data_type == "n" and cell.value is not None for row in sheet.iter_rows() for cell in row), path.name,
           "a number in the empty form")


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
        if not cases[0][1].exists():
            sys.exit("\n".join(problems))
        seed_form = json.loads(cases[0][1].read_text("utf-8"))
        for name, variant in grown(seed_form):
            source = work / f"{name}.json"
            source.write_text(json.dumps(variant, ensure_ascii=True), "utf-8")
            cases.append(convert(source))
        books = []
        for workbook, form_path in cases:
            expect(workbook.exists() and form_path.exists(), workbook.name, "was not written")
            if not (workbook.exists() and form_path.exists()):
                continue
            form = read_form(form_path)
            check_parts(workbook)
            books.append((workbook, form, check_openpyxl(openpyxl, workbook, form)))
            print(f"{workbook.name}: {sum(1 for _, fact in facts(form) if fact not in (None, ''))} facts")
        if soffice:
            check_libreoffice(soffice, work, books)

        for option in ("annotate", "formulas"):
            copy = work / f"{option}.txt"
            shutil.copy(seed, copy)
            workbook, form_path = convert(copy, f"--{option}")
            expect(workbook.exists() and form_path.exists(), workbook.name, "was not written")
            if not (workbook.exists() and form_path.exists()):
                continue
            check_parts(workbook)
            if option == "annotate":
                check_annotated(openpyxl, workbook, json.loads(form_path.read_text("utf-8"))["findings"])
            else:
                check_formulas(openpyxl, soffice, work, workbook, read_form(form_path))
        blank = work / "blank.xlsx"
        got = run(jixiao, "templates", seed_form["template"], "--blank", "-o", blank)
        expect(got.returncode == 0, "blank", got.stderr)
        if got.returncode == 0:
            check_parts(blank)
            check_blank(openpyxl, blank, seed_form)
    for problem in problems[:50]:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
