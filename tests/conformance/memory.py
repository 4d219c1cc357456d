#!/usr/bin/env python3
"""Big and hostile workbooks: whatever they hold, reading stays below 300 MB and ends in time.

    memory.py PROGRAM FOLDER [NAME]

Each workbook goes through `show --as grid` and `check`; resident memory is what the kernel counted (wait4). An honest one
must be read, any other may be refused, by a limit's name or as no form. Exit 0: held; 1: not; 77: cannot be measured here.
"""
import os
import pathlib
import resource
import subprocess
import sys
import zipfile

MOST = 300      # MB resident, the program itself included
SECONDS = 120   # of processor time: builds without optimisation, on a busy machine, take ten times what users see
SANITIZED = b"libasan"

NS = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def book(path, sheets, strings=None, styles="", names=None, parts=(), method=zipfile.ZIP_DEFLATED):
    """`sheets`: rows of XML, or (rows, what follows sheetData); all written as they come, never whole in memory."""
    names = names or [f"表{i}" for i in range(len(sheets))]
    relations = "".join(f'<Relationship Id="r{i}" Type="{OFFICE}/worksheet" Target="s{i}.xml"/>' for i in range(len(sheets)))
    relations += f'<Relationship Id="ss" Type="{OFFICE}/sharedStrings" Target="ss.xml"/>' if strings else ""
    relations += f'<Relationship Id="st" Type="{OFFICE}/styles" Target="st.xml"/>' if styles else ""
    entries = "".join(f'<sheet name="{name}" r:id="r{i}"/>' for i, name in enumerate(names))
    with zipfile.ZipFile(path, "w", method, compresslevel=1) as package:
        package.writestr("[Content_Types].xml", "<Types/>")
        package.writestr("_rels/.rels", f'<Relationships><Relationship Id="a" Type="{OFFICE}/officeDocument" '
                                        'Target="xl/workbook.xml"/></Relationships>')
        package.writestr("xl/workbook.xml", f'<workbook xmlns="{NS}" xmlns:r="{OFFICE}"><sheets>{entries}</sheets></workbook>')
        package.writestr("xl/_rels/workbook.xml.rels", f"<Relationships>{relations}</Relationships>")
        for i, sheet in enumerate(sheets):
            rows, after = sheet if isinstance(sheet, tuple) else (sheet, "")
            with package.open(f"xl/s{i}.xml", "w") as part:
                part.write(f'<worksheet xmlns="{NS}"><sheetData>'.encode())
                for text in rows:
                    part.write(text.encode())
                part.write(f"</sheetData>{after}</worksheet>".encode())
        if strings:
            with package.open("xl/ss.xml", "w") as part:
                part.write(f'<sst xmlns="{NS}">'.encode())
                for text in strings:
                    part.write(f"<si><t>{text}</t></si>".encode())
                part.write(b"</sst>")
        if styles:
            package.writestr("xl/st.xml", f'<styleSheet xmlns="{NS}">{styles}</styleSheet>')
        for name, content in parts:
            package.writestr(name, content)


def text(value):
    return f'<c t="inlineStr"><is><t>{value}</t></is></c>'


def shared(index):
    return f'<c t="s"><v>{index}</v></c>'


def number(value):
    return f"<c><v>{value}</v></c>"


def row(*cells):
    return "<row>" + "".join(cells) + "</row>"


FORM = [row(text("江苏省部门整体预算绩效目标表")), row(text("单位名称"), text("某局")), row(text("单位主要职能"), text("一、")),
        row(text("部门整体资金"), text("收入"), text("资金总额"), "<c/>", number(5)),
        row("<c/>", text("支出"), text("基本支出"), number(3), number(5)),
        row(text("中长期目标"), text("好")), row(text("年度目标"), text("好好"))]
LONG = "长" * 10900  # 32,700 bytes: about the longest text of a cell
CELL_FORMATS = '<cellXfs><xf numFmtId="0"/><xf numFmtId="164"/></cellXfs>'

# name: (function that writes it, whether the grid must be read)
BOOKS = {
    "million_numbers": (lambda path: book(path, [(row(*(number(f"{r * 10 + c}.5") for c in range(10)))
                                                  for r in range(100_000))]), True),
    "million_shared": (lambda path: book(path, [(row(*(shared((r * 10 + c) % 50_000) for c in range(10)))
                                                 for r in range(100_000))],
                                         [f"一个不太长的文字{i}" for i in range(50_000)]), True),
    "million_formulas": (lambda path: book(path, [(row(*(f"<c><f>SUM(A{r}:B{r})*{c}</f><v>{c}</v></c>" for c in range(10)))
                                                   for r in range(1, 100_001))]), False),
    "long_texts": (lambda path: book(path, [(row(text(LONG)) for _ in range(3_000))]), False),
    "long_texts_in_form": (lambda path: book(path, [FORM + [row(text(LONG))] * 1_500]), True),
    "one_text_many_cells": (lambda path: book(path, [(row(shared(0)) for _ in range(3_500))], [LONG]), True),
    "one_text_in_form": (lambda path: book(path, [FORM + [row(shared(0))] * 700], [LONG]), True),
    "loose_cells_in_form": (lambda path: book(path, [FORM + [row(text("多出来的一段文字"), text("另一段"))] * 140_000]), True),
    "loose_texts_in_form": (lambda path: book(path, [FORM + [row(text("多出来的一段文字" * 20))] * 48_000]), True),
    "many_projects": (lambda path: book(path, [FORM[:4] + [row("<c/>", text("支出"), text(f"第{r}个项目"), number(1), number(2))
                                                           for r in range(70_000)]]), True),
    "many_sheets": (lambda path: book(path, [[row(*(text(f"格{r}") for _ in range(10))) for r in range(100)]] * 990), True),
    "many_forms": (lambda path: book(path, [FORM] * 990), True),
    "forms_and_data": (lambda path: book(path, [FORM + [row(text("多出来的一段文字" * 20))] * 40_000] +
                                         [[row(*(number(c) for c in range(10)))] * 25_000] * 3), True),
    "many_merges": (lambda path: book(path, [([row(text("甲"), text("乙"))] * 2_000, "<mergeCells>" + "".join(
        f'<mergeCell ref="A{1 + i * 10}:J{10 + i * 10}"/>' for i in range(99_000)) + "</mergeCells>")]), True),
    "tall_merges": (lambda path: book(path, [(['<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'], "<mergeCells>" + "".join(
        f'<mergeCell ref="{c}1:{c}1048576"/>' for c in "ABCDEFGH") + "</mergeCells>")]), False),
    "empty_strings": (lambda path: book(path, [[row(text("甲"))]], [""] * 4_000_000), True),
    "long_format": (lambda path: book(path, [['<row><c s="1"><v>1</v></c></row>']], styles=(
        f'<numFmts><numFmt numFmtId="164" formatCode="{"0;" * 10_000_000}"/></numFmts>{CELL_FORMATS}')), False),
    "many_formats": (lambda path: book(path, [['<row><c s="1"><v>1</v></c></row>']], styles=("<numFmts>" + "".join(
        f'<numFmt numFmtId="{164 + i}" formatCode="{"0.0" * 330}"/>' for i in range(19_000)) + "</numFmts><cellXfs>" + "".join(
            f'<xf numFmtId="{164 + i}"/>' for i in range(19_000)) + "</cellXfs>")), True),
    "many_styles": (lambda path: book(path, [[row(text("甲"))]], styles=(
        '<cellXfs>' + '<xf numFmtId="9"/>' * 990_000 + "</cellXfs>")), True),
    "long_sheet_name": (lambda path: book(path, [[row(text("甲"), shared(9))] * 300], names=["名" * 5_000_000]), False),
    "long_names_of_forms": (lambda path: book(path, [FORM + [row(text("多出"))] * 500] * 20,
                                              names=["名" * 30_000] * 20), False),
    "wide": (lambda path: book(path, [(row(*(number(c) for c in range(16_384))) for _ in range(60))]), True),
    "wide_form": (lambda path: book(path, [FORM + [row(*(number(c) for c in range(16_384)))] * 15]), True),
    "shared_formula": (lambda path: book(path, [[row(f'<c><f t="shared" si="0">{"+".join(["A1"] * 2_000)}</f><v>1</v></c>')] +
                                                [row('<c><f t="shared" si="0"/><v>1</v></c>')] * 50_000]), False),
    "long_entry_names": (lambda path: book(path, [[row(text("甲"))]], parts=[
        (f"x/{i}/" + "n" * 60_000, b"") for i in range(1_000)]), False),
    "stored_parts": (lambda path: book(path, [[row(text("甲"))]], method=zipfile.ZIP_STORED, parts=[
        (f"big{i}", b"x" * (60 << 20)) for i in range(4)]), True),
    "long_targets": (lambda path: book(path, [[row(text("甲"))]], parts=[
        ("xl/_rels/s0.xml.rels", "<Relationships>" + f'<Relationship Id="q" Type="{OFFICE}/drawing" Target="{"t" * 3_000}"/>' *
         9_900 + "</Relationships>")]), True),
}


def measure(command, folder):
    """Exit code, resident MB, seconds of processor time, first line of standard error."""
    errors = folder / "stderr"
    child = os.fork()
    if child == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(os.open(errors, os.O_WRONLY | os.O_CREAT | os.O_TRUNC), 2)
        os.execv(command[0], command)
    _, status, usage = os.wait4(child, 0)
    with open(errors, errors="replace") as lines:
        first = lines.readline().strip()
    return os.waitstatus_to_exitcode(status), usage.ru_maxrss / 1024, usage.ru_utime + usage.ru_stime, first[:120]


def main():
    program, folder = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
    if SANITIZED in subprocess.run(["ldd", program], capture_output=True).stdout:
        print("skipped: the sanitizer's memory is not the program's")
        return 77
    problems = 0
    for name, (write, honest) in BOOKS.items():
        if len(sys.argv) > 3 and sys.argv[3] not in name:
            continue
        path = folder / f"{name}.xlsx"
        write(path)
        for command in (["show", str(path), "--as", "grid"], ["check", str(path)]):
            code, memory, seconds, error = measure([program, *command], folder)
            wrong = memory >= MOST or code not in (0, 2, 3) or (code == 2 and honest and command[0] == "show")
            problems += wrong
            print(f"{'!!' if wrong else '  '} {name:20} {command[0]:5} exit {code} {memory:4.0f} MB {seconds:5.1f} s  "
                  f"{error if code not in (0, 3) else ''}", flush=True)
        path.unlink()
    print(f"{problems} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
