#!/usr/bin/env python3
"""A hundred thousand documents in one run, and twenty thousand with PDF: under 1 GiB, and the last tenth costs what the
first did. Called as `hundred_thousand.py PROGRAM FOLDER`; JIXIAO_DOCUMENTS says how many. With JIXIAO_ACCEPT
(scripts/test --long --accept) the figures go into docs/performance.md."""

import datetime
import json
import os
import pathlib
import re
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "runs"))
from documents import leftovers, write_documents  # noqa: E402

COUNT = int(os.environ.get("JIXIAO_DOCUMENTS", "100000"))
PARTS = 10
PAGE = HERE.parent.parent / "docs/performance.md"
TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pid):
    """Of a process and all its threads so far (proc(5), stat: fields 14 and 15)."""
    fields = pathlib.Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / TICKS


def peak_mib(pid):
    status = pathlib.Path(f"/proc/{pid}/status").read_text()
    found = re.search(r"VmHWM:\s+(\d+) kB", status)  # not of a process that has just ended
    return int(found[1]) / 1024 if found else 0.0


class Run:
    """One run of `count` documents, watched once a second: seconds of the clock and of the processors, and the peak of
    memory, at each tenth."""

    def __init__(self, program, folder, count, out, to, *more):
        process = subprocess.Popen([program, "--lang", "en", "convert", "in", "-o", out, "--to", to, "--progress", "json", *more],
                                   cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
        seen, rest, start = [(0, 0.0, 0.0, 0.0)], [], time.monotonic()
        for line in process.stderr:
            if not line.startswith('{"progress"'):
                rest.append(line)
                continue
            figures = json.loads(line)["progress"]
            if figures["current"]:  # the last line comes when the run is over
                seen.append((figures["done"], figures["seconds"], cpu_seconds(process.pid), peak_mib(process.pid)))
        wall = time.monotonic() - start
        _, status, usage = os.wait4(process.pid, 0)
        self.code, self.said = os.waitstatus_to_exitcode(status), "".join(rest)
        self.wall, self.cpu, self.peak = wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024
        seen.append((count, wall, self.cpu, self.peak))
        marks = [(0.0, 0.0, 0.0)]
        for part in range(1, PARTS + 1):
            want = count * part // PARTS
            k = next(i for i, at in enumerate(seen) if at[0] >= want and i > 0)
            before, after = seen[k - 1], seen[k]
            share = (want - before[0]) / max(after[0] - before[0], 1)
            marks.append((*(before[i] + (after[i] - before[i]) * share for i in (1, 2)), after[3]))
        each = count / PARTS / 1000  # milliseconds a document
        self.parts = [((b[0] - a[0]) / each, (b[1] - a[1]) / each, b[2]) for a, b in zip(marks, marks[1:])]
        self.count = count

    def check(self):
        assert self.code == 3, self.said[-2000:]  # one table in seven has a wrong total
        assert self.peak < 1024, self.peak
        # Why processor time: other work on a machine comes and goes, and slows the clock.
        first, last = (sum(cpu for _, cpu, _ in part) for part in (self.parts[1:4], self.parts[-3:]))
        assert last < 1.2 * first, self.parts
        # Memory grows by the names of what there is, and by what the journal says of them: some 300 bytes a document.
        assert self.parts[-1][2] - self.parts[1][2] < 64 + self.count / 1024, self.parts


def table(title, run):
    lines = [title, "", "| 第几个 · documents | 每个用处理器 · processor time each | 内存峰值 · peak memory |", "|---|--:|--:|"]
    for i, (_, cpu, peak) in enumerate(run.parts):
        lines.append(f"| {run.count * i // PARTS + 1:,}–{run.count * (i + 1) // PARTS:,} | {cpu:.2f} ms | {peak:.0f} MiB |")
    return "\n".join(lines) + "\n"


def processor():
    names = re.findall(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    return f"{os.cpu_count()} × {names[0]}" if names else str(os.cpu_count())


def told(run, again, printed):
    """What docs/performance.md says of the three runs."""
    day = datetime.date.today().isoformat()
    seconds = lambda r: f"{r.wall:.0f} 秒（处理器 {r.cpu:.0f} 秒）"
    text = (f"{processor()}，{day}，`scripts/test --long --accept -R hundred_thousand`。处理器上同时还有别的工作，钟表时间因此偏长，"
            "每个文件的代价按处理器时间算。\n\nOther work shared the processors: the clock's time is long, and what a document costs is "
            "told in processor time.\n\n")
    text += table(f"**{run.count:,} 个文件，只写 JSON**：{seconds(run)}，内存峰值 {run.peak:.0f} MiB。", run)
    text += f"\n同一条命令加 `--resume`，没有要做的：{seconds(again)}，{again.peak:.0f} MiB。\n"
    text += "\n" + table(f"**{printed.count:,} 个文件，写 JSON、XLSX 和 PDF**：{seconds(printed)}，内存峰值 {printed.peak:.0f} MiB"
                         "（其中字体约 400 MiB，与文件数无关；第一段含载入字体）。", printed)
    return text


def main(program, folder):
    write_documents(folder / "in", COUNT)
    run = Run(program, folder, COUNT, "out", "json")
    run.check()
    with open(folder / "out/.jixiao/journal.ndjson", encoding="utf-8") as journal:
        inputs = [json.loads(line)["input"] for line in journal]
    assert inputs == sorted(inputs) and len(inputs) == COUNT
    assert leftovers(folder / "out") == []
    again = Run(program, folder, COUNT, "out", "json", "--resume")
    assert again.code == 3 and f"{COUNT} of them were done before" in again.said, again.said[-2000:]
    assert again.peak < 1024, again.peak
    for number in range(COUNT // 5, COUNT):  # PDF over a fifth of them
        (folder / f"in/{number // 1000:04}/{number:07}.txt").unlink()
    printed = Run(program, folder, COUNT // 5, "printed", "json,xlsx,pdf")
    printed.check()

    text = told(run, again, printed)
    print(text)
    if os.environ.get("JIXIAO_ACCEPT"):
        page = PAGE.read_text(encoding="utf-8")
        begin, end = "<!-- hundred_thousand.py -->\n", "<!-- end -->"
        head, _, rest = page.partition(begin)
        PAGE.write_text(head + begin + text + end + rest.partition(end)[2], encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()))
