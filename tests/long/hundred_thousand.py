#!/usr/bin/env python3
"""A hundred thousand documents in one run: under 1 GiB, and the last ten thousand cost no more than the first.
Prints the table of docs/performance.md. Called as `hundred_thousand.py PROGRAM FOLDER`; JIXIAO_DOCUMENTS says how many."""

import json
import os
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "runs"))
from documents import leftovers, write_documents  # noqa: E402

COUNT = int(os.environ.get("JIXIAO_DOCUMENTS", "100000"))
PARTS = 10


def run(program, folder, *more):
    """(exit code, seconds of wall clock at each tenth, peak memory in MiB, what it said)"""
    said = folder / "said.txt"
    with open(said, "w") as err:
        process = subprocess.Popen([program, "--lang", "en", "convert", "in", "-o", "out", "--to", "json", "--progress", "json", *more],
                                   cwd=folder, stdout=subprocess.DEVNULL, stderr=err)
        _, status, usage = os.wait4(process.pid, 0)
    seen, rest = [(0, 0.0)], []
    for line in said.read_text().splitlines():
        if line.startswith('{"progress"'):
            figures = json.loads(line)["progress"]
            seen.append((figures["done"], figures["seconds"]))
        else:
            rest.append(line)
    tenths = []
    for part in range(1, PARTS + 1):
        want = COUNT * part // PARTS
        k = next(i for i, (done, _) in enumerate(seen) if done >= want)
        (d0, t0), (d1, t1) = seen[k - 1], seen[k]
        tenths.append(t0 + (t1 - t0) * (want - d0) / max(d1 - d0, 1))
    return os.waitstatus_to_exitcode(status), tenths, usage.ru_maxrss / 1024, "\n".join(rest)


def main(program, folder):
    write_documents(folder / "in", COUNT)
    code, tenths, memory, said = run(program, folder)
    assert code == 3, said[-2000:]
    print(f"{COUNT} documents, {os.cpu_count()} processors: {tenths[-1]:.0f} s, peak {memory:.0f} MiB")
    costs = [(b - a) / (COUNT / PARTS) * 1000 for a, b in zip([0.0, *tenths], tenths)]
    for part, cost in enumerate(costs):
        print(f"| {COUNT * part // PARTS + 1:,}–{COUNT * (part + 1) // PARTS:,} | {cost:.2f} |")
    with open(folder / "out/.jixiao/journal.ndjson", encoding="utf-8") as journal:
        inputs = [json.loads(line)["input"] for line in journal]
    assert inputs == sorted(inputs) and len(inputs) == COUNT
    assert leftovers(folder / "out") == []
    assert memory < 1024, memory
    # Other work on the machine comes and goes; growth does not: each half is judged by its best part.
    assert min(costs[PARTS // 2:]) < 1.3 * min(costs[:PARTS // 2]), costs
    code, tenths, memory, said = run(program, folder, "--resume")
    assert code == 3 and f"{COUNT} of them were done before" in said, said[-2000:]
    print(f"--resume, nothing to do: {tenths[-1]:.0f} s, peak {memory:.0f} MiB")
    assert memory < 1024, memory
    return 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()))
