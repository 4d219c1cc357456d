#!/usr/bin/env python3
"""Old workbooks through the real LibreOffice: .xls, .et and .ods give the form that was planted, merges kept.

    libreoffice.py PROGRAM FOLDER

Exit 0: they do; 1: not; 77: LibreOffice is absent.
"""
import json
import pathlib
import shutil
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "departments"))
sys.dont_write_bytecode = True
import book  # noqa: E402
import cases  # noqa: E402
import departments  # noqa: E402


def merges(program, path, *options):
    """The merged cells that hold something, as the grid prints them."""
    got = subprocess.run([program, "show", path.name, "--as", "grid", *options], cwd=path.parent, capture_output=True,
                         text=True, timeout=300)
    if got.returncode != 0:
        return got.stderr
    cells = [json.loads(line) for line in got.stdout.splitlines()]
    return {(cell["ref"], cell["rows"], cell["cols"]) for cell in cells if cell["rows"] * cell["cols"] > 1}


def main():
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    soffice = shutil.which("soffice")
    if soffice is None:
        print("skipped: LibreOffice (soffice) is absent")
        return 77
    source = folder / "form.xlsx"
    book.write(source, book.form_sheet())
    wanted = merges(program, source)
    problems = [] if len(wanted) > 20 else [f"too few merges to compare: {wanted}"]
    for kind in ("xls", "ods"):
        subprocess.run([soffice, f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind,
                        "--outdir", folder, source], capture_output=True, timeout=300, check=True)
    shutil.copy(folder / "form.xls", folder / "form.et")  # WPS writes BIFF, too
    # Its name lies: the content counts.
    shutil.copy(folder / "form.xls", folder / "renamed.xlsx")
    for name in ("form.xls", "form.et", "form.ods", "renamed.xlsx"):
        path = folder / name
        plain = subprocess.run([program, "check", name], cwd=folder, capture_output=True, text=True, timeout=300)
        if plain.returncode != 2 or f"soffice --headless --convert-to xlsx {name}" not in plain.stderr:
            problems.append(f"{name}: without the option: exit {plain.returncode}: {plain.stderr}")
        problem = departments.run(program, path, cases.Case(name), "--via-libreoffice")
        if problem:
            problems.append(f"{name}: {problem}")
        got = merges(program, path, "--via-libreoffice")
        if got != wanted:
            problems.append(f"{name}: merges {got ^ wanted if isinstance(got, set) else got}")
        converted = subprocess.run([program, "convert", name, "-o", f"out-{name}", "--to", "json,xlsx", "--via-libreoffice"],
                                   cwd=folder, capture_output=True, text=True, timeout=300)
        if converted.returncode != 0 or not (folder / f"out-{name}" / (path.stem + ".xlsx")).exists():
            problems.append(f"{name}: convert: exit {converted.returncode}: {converted.stderr}")
    print(*problems, sep="\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
