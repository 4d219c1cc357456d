#!/usr/bin/env python3
"""Workbooks as departments hold them: each must give the form that was planted, field by field, or a clear refusal.

    departments.py PROGRAM FOLDER [NAME]

The workbooks stand in departments/cases.py. Exit 0: all as planted; 1: not, and where.
"""
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE / "departments"))
sys.dont_write_bytecode = True
import cases  # noqa: E402

AT_LEAST = 40


def rows_of(form, name, columns):
    pick = lambda value: value["raw"] if isinstance(value, dict) else value
    return [[pick(row[column]) for column in columns] for row in form["lists"][name]]


def difference(form, case, number):
    """Where the form is not what was planted; empty where it is."""
    expected = case.expected
    if form["title"] != expected["title"] or form["year"] != expected["year"]:
        return f"title {form['title']!r}, year {form['year']}"
    for field, value in expected["fields"].items():
        if form["fields"][field] != value and not (field == "unit_name" and case.forms > 1):
            return f"{field}: {form['fields'][field]!r}"
    for name, columns in (("income", ("item", "group", "annual")), ("expenditures", ("item", "half_year", "annual")),
                          ("indicators", ("level1", "level2", "key_work", "project", "level3", "half_year", "annual"))):
        got, wanted = rows_of(form, name, columns), [list(row) for row in expected[name]]
        if got != wanted:
            wrong = [(g, w) for g, w in zip(got, wanted) if g != w]
            return f"{name}: {len(got)} rows for {len(wanted)}; {wrong[:3]}"
    if form["unplaced"] and [item["text"] for item in form["unplaced"]] != case.unplaced:
        return f"unplaced: {[item['text'] for item in form['unplaced']]}"
    loud = {finding["code"] for finding in form["findings"] if finding["severity"] != "note"}
    if form["unplaced"]:
        loud -= {"unclaimed"}
    if loud != case.warnings:
        return f"findings: {sorted(loud)} for {sorted(case.warnings)}"
    quiet = {finding["code"] for finding in form["findings"]}
    if number == 0 and not case.notes <= quiet:
        return f"not noted: {sorted(case.notes - quiet)}"
    return ""


def run(program, path, case, *options):
    got = subprocess.run([program, "show", path.name, "--as", "json", "--lang", "zh", *options], cwd=path.parent,
                         capture_output=True, text=True, timeout=300)
    if case.refusal is not None:
        missing = [word for word in case.refusal if word not in got.stderr]
        return f"exit {got.returncode}: {got.stderr}" if got.returncode != 2 or missing else ""
    if got.returncode != 0:
        return f"exit {got.returncode}: {got.stderr.strip()}"
    decoder, forms, rest = json.JSONDecoder(), [], got.stdout.strip()
    while rest:
        form, end = decoder.raw_decode(rest)
        forms.append(form)
        rest = rest[end:].strip()
    if len(forms) != case.forms:
        return f"{len(forms)} forms for {case.forms}"
    if case.forms > 1 and [form["source"]["part"] for form in forms] != [form["fields"]["unit_name"] for form in forms]:
        return "forms are not those of their sheets"
    return next((text for text in (difference(form, case, i) for i, form in enumerate(forms)) if text), "")


def main():
    program, folder = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    chosen = [(case, make) for case, make in cases.CASES if len(sys.argv) < 4 or sys.argv[3] in case.name]
    problems = 0
    for case, make in chosen:
        path = folder / case.name
        make(path)
        problem = run(program, path, case)
        if problem:
            problems += 1
            print(f"{case.name}: {problem}")
    print(f"{len(chosen)} workbooks, {problems} not as planted")
    if len(sys.argv) < 4 and len(chosen) < AT_LEAST:
        print(f"fewer than {AT_LEAST}")
        return 1
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
