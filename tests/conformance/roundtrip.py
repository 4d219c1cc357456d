#!/usr/bin/env python3
"""Form -> PDF -> pdftotext -> Form: what a reader copies out of our PDFs means what went in.

    roundtrip.py JIXIAO [FOLDER]

For the seed and forms grown from it, with `pdftotext -layout` (a page as text) and `-tsv` (words with places). Exit 0: the
same forms; 1: not; 77: no pdftotext.
"""
import json
import pathlib
import shutil
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent / "forms"))
from grow import grown


def facts(form):
    """{place: value}; rows by what they say, because a template prints known rows in its own order and in any case."""
    yield "title", form["title"]
    yield "year", form["year"]
    yield from form["fields"].items()
    for name, rows in form["lists"].items():
        for row in rows:
            said = {key: value["raw"] if isinstance(value, dict) else value for key, value in row.items()}
            values = [said.get("half_year"), said.get("annual")]
            if name == "indicators" or any(value is not None for value in values):
                yield name, said


def main():
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    if not shutil.which("pdftotext"):
        print("skipped: pdftotext is not installed")
        sys.exit(77)
    jixiao = pathlib.Path(sys.argv[1]).resolve()
    problems = []
    with tempfile.TemporaryDirectory(dir=sys.argv[2] if len(sys.argv) > 2 else None) as folder:
        work = pathlib.Path(folder)

        def show(path):
            got = subprocess.run([jixiao, "show", path, "--as", "json"], capture_output=True, text=True)
            if not got.stdout:
                problems.append(f"{path.name}: {got.stderr.strip()}")
            return json.loads(got.stdout) if got.stdout else None

        seed = show(ROOT / "fixtures" / "changzhou-kjj-2024.txt")
        # Hostile values are no table's; what a workbook makes of them is workbooks.py's question.
        forms = [("seed", seed), *((name, form) for name, form in grown(seed) if name != "hostile")]
        for name, form in forms:
            source = work / f"{name}.json"
            source.write_text(json.dumps(form), "utf-8")
            subprocess.run([jixiao, "convert", source, "-o", work, "--to", "pdf"], capture_output=True)
            for mode in ("-layout", "-tsv"):
                text = work / f"{name}{mode}.txt"
                subprocess.run(["pdftotext", mode, work / f"{name}.pdf", text], check=True)
                again = show(text)
                if again is None:
                    continue
                wanted, got = ([(where, json.dumps(what, ensure_ascii=False)) for where, what in facts(f)] for f in (form, again))
                for where, what in wanted:
                    if (where, what) in got:
                        got.remove((where, what))
                    else:
                        problems.append(f"{text.name}: {where}: not there: {what[:160]}")
                problems.extend(f"{text.name}: {where}: too much: {what[:160]}" for where, what in got)
                print(f"{text.name}: {len(wanted)} facts")
    for problem in problems[:40]:
        print(problem, file=sys.stderr)
    sys.exit(1 if problems else 0)


if __name__ == "__main__":
    main()
