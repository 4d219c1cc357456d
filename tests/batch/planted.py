#!/usr/bin/env python3
"""A batch of 300 documents, a third of them sound, the others with one to three planted errors: `jixiao check --publish` finds
exactly what was planted, rule by rule and place by place, and its HTML report of the batch keeps below 8 MB.
Called as `planted.py PROGRAM FOLDER`; with `--write FOLDER` it only writes the documents."""

import collections
import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

from documents import Document  # noqa: E402
from plants import PLANTS, plant_into  # noqa: E402

COUNT = 300
SEVERITY_RANK = {"error": 0, "warning": 1, "note": 2}


def make(number):
    """The document's text and what must be found in it."""
    document = Document(number)
    expected = plant_into(document, number - number // 3 - 1) if number % 3 else []
    return document.text(), [dict(e, at=e["at"]()) for e in expected]


def write(folder):
    folder.mkdir(parents=True, exist_ok=True)
    expected = {}
    for number in range(COUNT):
        text, found = make(number)
        name = f"{number:03}.txt"
        (folder / name).write_text(text, encoding="utf-8")
        expected[name] = found
    return expected


def key(finding):
    return finding["code"], finding["rule"] or "", finding["severity"], finding["at"]


def main(program, folder):
    inputs = folder / "in"
    expected = write(inputs)
    run = subprocess.run([program, "check", str(inputs), "--publish", "--report", str(folder / "report.ndjson")],
                         stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, check=False)
    broken = [] if run.returncode == 3 else [f"exit {run.returncode}: {run.stderr.decode('utf-8', 'replace')[-500:]}"]
    seen, codes = 0, collections.Counter()
    for line in (folder / "report.ndjson").read_text(encoding="utf-8").splitlines():
        entry = json.loads(line)
        name = entry["input"].rsplit("/", 1)[-1]
        seen += 1
        findings = [dict(f, at=f["field"]) for form in entry["forms"] for f in form["findings"]]
        got, want = collections.Counter(map(key, findings)), collections.Counter(map(key, expected[name]))
        broken += [f"{name}: not found: {' '.join(k)}" for k in (want - got).elements()]
        broken += [f"{name}: found without cause: {' '.join(k)}" for k in (got - want).elements()]
        for e in expected[name]:
            codes[e["code"]] += 1
            if e["why"] and not any(key(f) == key(e) and e["why"] in (f["explanation"] or "") for f in findings):
                broken.append(f"{name}: {e['code']} is not explained by “{e['why']}”")
            if e["code"] == "sum_differs" and not e["why"] and any(key(f) == key(e) and f["explanation"] for f in findings):
                broken.append(f"{name}: an explanation of what has none")
    if seen != COUNT:
        broken.append(f"the report has {seen} documents")
    html = folder / "report.html"
    subprocess.run([program, "check", str(inputs), "--publish", "--report", str(html)], stdout=subprocess.DEVNULL,
                   stderr=subprocess.DEVNULL, check=False)
    if html.stat().st_size > 8_000_000:
        broken.append(f"the HTML report has {html.stat().st_size} bytes")
    print(f"{sum(codes.values())} planted findings of {len(codes)} codes by {len(PLANTS)} plants in {COUNT} documents; "
          f"HTML report of {html.stat().st_size} bytes")
    for line in broken[:60]:
        print(line)
    return 1 if broken else 0


if __name__ == "__main__":
    if sys.argv[1] == "--write":
        write(pathlib.Path(sys.argv[2]))
    else:
        sys.exit(main(sys.argv[1], pathlib.Path(sys.argv[2])))
