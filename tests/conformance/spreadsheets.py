#!/usr/bin/env python3
"""Spreadsheets in: the shown text agrees with LibreOffice's CSV export, the stored text with openpyxl's values.

    spreadsheets.py PROGRAM FOLDER

Workbooks are made here by openpyxl and saved again by LibreOffice (another writer, and the one that calculates the
formulas). Every cell of `PROGRAM show FILE --as grid` is compared. Differences that a clause decides are listed in
KNOWN, at most 20, and each must still occur. Exit 0: agreed; 1: not; 77: a tool is absent, and which.
"""
import csv
import datetime
import json
import pathlib
import shutil
import subprocess
import sys
import venv

LIBREOFFICE = shutil.which("soffice") or shutil.which("libreoffice")
MAX_KNOWN = 20

# Where we differ on purpose, and the clause or fact that decides; `value` is what openpyxl reads, `ours` and `theirs`
# the texts. ECMA-376-1 leaves much of 18.8.31 to the program that defined it, Excel.
KNOWN = {
    "18.8.30 General: 11 characters, as Excel; LibreOffice fills its column":
        lambda code, value, ours, theirs: code in ("General", "@") and len(theirs.strip("-")) > 11,
    "18.17.4.1 serials below 61: the 29th of February 1900 exists":
        lambda code, value, ours, theirs: isinstance(value, datetime.datetime) and value < datetime.datetime(1900, 3, 1)
        or code == "e" and value < 61,
    "18.8.31 mmm, mmmm, ddd, dddd, AM/PM without a locale are English, aaaa and 上午/下午 are the Chinese ones":
        lambda code, value, ours, theirs: any(part in code for part in ("mmm", "ddd", "AM/PM")) and "$" not in code,
    "18.8.31 e: the year in four digits":
        lambda code, value, ours, theirs: code == "e",
    "18.8.31 s: seconds are rounded, not cut":
        lambda code, value, ours, theirs: "s" in code and getattr(value, "microsecond", 0) >= 500000,
    "18.8.31 a point stands in the format, so it is shown":
        lambda code, value, ours, theirs: code in ("#.##", "#,##0.###") and ours.rstrip(".") == theirs,
    "18.8.31 the sign of a number that rounds to zero is shown":
        lambda code, value, ours, theirs: ours == "-" + theirs and float(theirs) == 0,
    "18.8.31 %: fifteen digits are rounded, not their binary product":
        lambda code, value, ours, theirs: (code, value) == ("0%", 1.005),
    "18.8.31 fractions of numbers beyond LibreOffice's range":
        lambda code, value, ours, theirs: theirs == "#FMT",
    "a formula that is only a number shows what was typed":
        lambda code, value, ours, theirs: ours == value and ours.startswith("="),
}
# 22.9.2.19: openpyxl does not decode what it does not write.
UNDECODED = "_x0041_"

NUMBERS = [0, 1, -1, 5, 0.5, -0.5, 0.95, 0.955, 12.5, 58.916666666666664, 82800.920000000013, -1234.5, 999.995,
           12345.678, 1234567, 0.001, 100000000, 0.125, 2.675, 1.005, 1e-7, 123456789012]
NUMBER_FORMATS = ["General", "0", "0.00", "#,##0", "#,##0.00", "0%", "0.00%", "0.00E+00", "##0.0E+0", "0.00_ ",
                  "0.00_);(0.00)", "#,##0_);(#,##0)", "#,##0.00_);[Red](#,##0.00)", '0.00"万元"', '"≥"0"家"', "0.0,",
                  "0.00,,", '¥#,##0.00', '"¥"#,##0.00;"¥"\\-#,##0.00', "[$¥-804]#,##0.00", "0.00;-0.00;\"-\"", "0;(0);",
                  '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', '[>=100]0.0;0.000', '[<1]0%;[<10]0.0;0',
                  "#.##", "#,##0.###", "00000", "0.0?", "[Red]0.00;[Blue]-0.00", "# ?/?", "# ??/??", "# ?/8", "@",
                  "0\\.0,", '0.00" 元"', "000\\-0000", ";;;"]
SERIALS = [1.25, 59, 61, 366.5, 45366, 45366.354166666664, 45366.75, 45585.999, 44197.0416666667]
DATE_FORMATS = ["yyyy-mm-dd", "yyyy/m/d", 'yyyy"年"m"月"d"日"', "yyyy年m月d日", '[$-804]yyyy"年"m"月"d"日";@', "yy.m.d",
                'yyyy"年"m"月"', "d-mmm-yy", "mmm-yy", "mmmm d, yyyy", "h:mm", "h:mm:ss", "hh:mm", "h:mm AM/PM", "[h]:mm",
                "[mm]:ss", "mm:ss.0", "yyyy/m/d h:mm", "yyyy-mm-dd hh:mm:ss", "dddd", "ddd", "aaaa", "aaa",
                '[DBNum1][$-804]yyyy"年"m"月"d"日"', '上午/下午h"时"mm"分"', 'h"时"mm"分"ss"秒"', "m/d", "e"]
TEXTS = ["单位名称", " 前后有空格 ", "一\n二", "=100%", "≥95%", "a\tb", "_x0041_", "<b>&\"'", "〇😀"]
FORMULAS = ["=1+1", "=SUM(A1:A3)", "=100%", "=\"甲\"&\"乙\"", "=1/0", "=1>0", "=TEXT(0.5,\"0%\")", "=A1"]


def run(*command, timeout=300):
    return subprocess.run([str(part) for part in command], capture_output=True, text=True, timeout=timeout)


def load_openpyxl(build):
    """The module, from here or installed once below `build`; None where it cannot be had."""
    home = build / "conformance-venv"
    try:
        if not (home / "bin" / "python").exists():
            venv.create(home, with_pip=True)
        if run(home / "bin" / "python", "-c", "import openpyxl").returncode != 0:
            run(home / "bin" / "python", "-m", "pip", "--quiet", "install", "openpyxl==3.1.5")
        sys.path.extend(str(path) for path in home.glob("lib/python*/site-packages"))
        import openpyxl
        return openpyxl
    except (ImportError, OSError, subprocess.SubprocessError):
        return None


def make_workbook(openpyxl, path):
    book = openpyxl.Workbook()
    numbers = book.active
    numbers.title = "数字"
    for row, code in enumerate(NUMBER_FORMATS, 1):
        for col, value in enumerate(NUMBERS, 1):
            numbers.cell(row, col, value).number_format = code
    dates = book.create_sheet("日期")
    for row, code in enumerate(DATE_FORMATS, 1):
        for col, value in enumerate(SERIALS, 1):
            dates.cell(row, col, value).number_format = code
    texts = book.create_sheet("文字")
    for row, value in enumerate(TEXTS, 1):
        texts.cell(row, 1, value).data_type = "s"
        texts.cell(row, 3, value).number_format = "@" if row % 2 else "0.00"
        texts.cell(row, 3).data_type = "s"
    formulas = book.create_sheet("公式")
    for row in range(1, 4):
        formulas.cell(row, 1, row * 1.5)
    for row, value in enumerate(FORMULAS, 1):
        formulas.cell(row, 2, value)
    formulas.cell(3, 2).number_format = "0%"
    form = book.create_sheet("表")
    form["B2"] = "江苏省部门整体预算绩效目标表"
    form.merge_cells("B2:H2")
    form["B3"], form["C3"] = "单位名称", "常州市科学技术局"
    form.merge_cells("C3:H3")
    form["B4"] = "一级\n指标"
    form.merge_cells("B4:B9")
    form["D5"] = True
    form["E5"] = datetime.date(2024, 3, 15)
    form["F5"] = datetime.time(8, 30)
    form["G5"] = 0.95
    form["G5"].style = "Percent"
    form.row_dimensions[7].hidden = True
    form["C7"] = "隐藏行"
    form.column_dimensions["J"].hidden = True
    form["J5"] = "隐藏列"
    hidden = book.create_sheet("旧版")
    hidden["A1"] = "旧"
    hidden.sheet_state = "hidden"
    book.save(path)


def libreoffice(folder, target, path):
    """Converts below `folder`, as an office in China would see it; the files it wrote."""
    profile = folder / "profile"
    if not profile.exists():
        (profile / "user").mkdir(parents=True)
        (profile / "user" / "registrymodifications.xcu").write_text(
            '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry">'
            '<item oor:path="/org.openoffice.Setup/L10N"><prop oor:name="ooSetupSystemLocale" oor:op="fuse">'
            "<value>zh-CN</value></prop></item></oor:items>")
    out = folder / "out"
    shutil.rmtree(out, ignore_errors=True)
    got = run(LIBREOFFICE, "--headless", f"-env:UserInstallation=file://{profile}", "--convert-to", target,
              "--outdir", out, path)
    files = sorted(out.glob("*")) if out.exists() else []
    if not files:
        raise SystemExit(f"LibreOffice wrote nothing: {got.stderr}")
    return files


def our_cells(program, path):
    got = run(program, "show", path, "--as", "grid")
    if got.returncode not in (0, 3):
        raise SystemExit(f"{path.name}: exit {got.returncode}: {got.stderr}")
    cells = {}
    for line in got.stdout.splitlines():
        cell = json.loads(line)
        cells[cell["part"], cell["ref"]] = cell
    return cells


def compare_shown(openpyxl, path, folder, cells, seen):
    """Every cell of LibreOffice's export, and none of ours besides."""
    problems, checked = [], 0
    book = openpyxl.load_workbook(path)
    exported = {}
    # ECMA-376 knows no CSV; the tokens: comma, quotes, UTF-8, from line 1, as shown, no formulas, every sheet.
    for file in libreoffice(folder, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1", path):
        sheet = file.stem.removeprefix(path.stem + "-")
        with open(file, encoding="utf-8", newline="") as stream:
            for row, line in enumerate(csv.reader(stream), 1):
                for col, text in enumerate(line, 1):
                    if text.strip():
                        exported[sheet, f"{openpyxl.utils.get_column_letter(col)}{row}"] = text
    for where in sorted(set(exported) | set(cells)):
        ours = cells[where]["shown"] if where in cells else ""
        theirs = exported.get(where, "")
        checked += 1
        # Blanks that only align a number are width, not text (18.8.31 `_`): CSV has no other way to say it.
        if ours.strip() == theirs.strip():
            continue
        cell = book[where[0]][where[1]]
        reason = next((name for name, holds in KNOWN.items()
                       if holds(cell.number_format, cell.value, ours, theirs.strip())), None)
        if reason is None:
            problems.append(f"{path.name}!{where[0]}!{where[1]} {cell.number_format} {cell.value!r}: "
                            f"ours {ours!r}, LibreOffice {theirs!r}")
        else:
            seen.add(reason)
    return problems, checked


def compare_stored(openpyxl, path, cells):
    problems, checked = [], 0
    book = openpyxl.load_workbook(path, data_only=True)
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is None or cell.value == "" or cell.value == UNDECODED:
                    continue
                checked += 1
                ours = cells.get((sheet.title, cell.coordinate))
                raw = ours["raw"] if ours else None
                if not same_value(openpyxl, cell.value, raw):
                    problems.append(f"{path.name}!{sheet.title}!{cell.coordinate}: ours {raw!r}, openpyxl {cell.value!r}")
        merged = {str(area) for area in sheet.merged_cells.ranges}
        ours = {area for (part, ref), cell in cells.items() if part == sheet.title
                for area in [area_text(openpyxl, ref, cell)] if area}
        if not ours <= merged:  # a blank merge is no line of the dump
            problems.append(f"{path.name}!{sheet.title}: merges {ours - merged} are not openpyxl's")
    return problems, checked


def area_text(openpyxl, ref, cell):
    if cell["rows"] == cell["cols"] == 1:
        return None
    row, col = openpyxl.utils.cell.coordinate_to_tuple(ref)
    last = openpyxl.utils.get_column_letter(col + cell["cols"] - 1)
    return f"{ref}:{last}{row + cell['rows'] - 1}"


def same_value(openpyxl, value, raw):
    if raw is None:
        return False
    if isinstance(value, bool):
        return raw == str(int(value))
    if isinstance(value, (int, float)):
        return float(raw) == value
    if isinstance(value, (datetime.datetime, datetime.date, datetime.time, datetime.timedelta)):
        serial = openpyxl.utils.datetime.to_excel(value)
        return abs(float(raw) - serial) < 1e-5
    return str(value).replace("\r\n", "\n") == raw


def main():
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    openpyxl = load_openpyxl(program.parent)
    if openpyxl is None:
        print("skipped: openpyxl cannot be installed")
        return 77
    path = folder / "made.xlsx"
    make_workbook(openpyxl, path)
    books = [path]
    if LIBREOFFICE:
        saved = folder / "saved.xlsx"
        shutil.move(libreoffice(folder, "xlsx", path)[0], saved)
        books.append(saved)
    else:
        print("LibreOffice is absent: shown text is not compared")
    problems, seen, checked = [], set(), 0
    for book in books:
        cells = our_cells(program, book)
        found, count = compare_stored(openpyxl, book, cells)
        problems += found
        checked += count
        # openpyxl saves formulas without results; LibreOffice calculates them on its own.
        if LIBREOFFICE and book != path:
            found, count = compare_shown(openpyxl, book, folder, cells, seen)
            problems += found
            checked += count
    if LIBREOFFICE:
        problems += [f"listed, but no longer a difference: {name}" for name in KNOWN if name not in seen]
    if len(KNOWN) > MAX_KNOWN:
        problems.append(f"{len(KNOWN)} differences are listed, more than {MAX_KNOWN}")
    print(*problems, sep="\n")
    print(f"{checked} cells compared in {len(books)} workbooks, {len(problems)} problems, {len(seen)} known differences")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
