#!/usr/bin/env python3
"""Measures everything in one run and writes docs/performance.md between its marks: `run.py BUILD PEERS [--only-ours]`, called by
scripts/bench. Processor time counts (other work may share the machine), the best of some runs; of peers and ours alike."""

import datetime
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path.insert(0, str(HERE))
import count  # noqa: E402

PAGE = ROOT / "docs/performance.md"
QUICK = "JIXIAO_BENCH_QUICK" in os.environ  # fewer repeats, for a machine that has other work
PATIENCE = 300  # seconds for one peer
DOCUMENTS = 100 if QUICK else 400
BEGIN, END = "<!-- scripts/bench -->\n", "<!-- end of scripts/bench -->"


class Cost:
    """Processor and clock seconds and the peak of resident memory (MiB) of a command and its children."""

    def __init__(self, command, cwd=None, good=(0, 3)):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.monotonic()
        with tempfile.TemporaryFile("w+") as out, tempfile.TemporaryFile("w+") as err:
            process = subprocess.Popen([str(part) for part in command], cwd=cwd, stdout=out, stderr=err)
            _, status, usage = os.wait4(process.pid, 0)
            self.wall = time.monotonic() - start
            out.seek(0), err.seek(0)
            self.out, self.err = out.read(), err.read()
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.peak = usage.ru_maxrss / 1024
        self.code = os.waitstatus_to_exitcode(status)
        if self.code not in good:
            raise RuntimeError(f"{command[0]} ended with {self.code}: {(self.out + self.err)[-600:]}")


def best(times, *arguments, **more):
    """The cheapest of some runs."""
    return min((Cost(*arguments, **more) for _ in range(1 if QUICK else times)), key=lambda cost: cost.cpu)


class Bench:
    def __init__(self, build, peers, work):
        self.build, self.peers, self.work = build, peers, work
        self.program = build / "jixiao"
        self.notes = []

    def convert(self, inputs, to, *more):
        out = self.work / "out"
        shutil.rmtree(out, ignore_errors=True)
        return [self.program, "convert", *inputs, "-o", out, "--to", to, *more]

    def stages(self):
        """{name: (microseconds of processor time, items a second by the clock)}, the best of three."""
        done = Cost([self.build / "bench/stages", ROOT, self.work, "--benchmark_format=json", f"--benchmark_repetitions={1 if QUICK else 3}",
                     f"--benchmark_min_time={0.05 if QUICK else 0.2}"])
        out = {}
        for run in json.loads(done.out)["benchmarks"]:
            if run["run_type"] == "iteration":
                name = run["run_name"].replace("/real_time", "")
                micro, rate = out.get(name, (float("inf"), 0))
                out[name] = min(micro, run["cpu_time"]), max(rate, run.get("items_per_second", 0))
        return out

    def node(self, script, *arguments):
        if not (self.peers / "node_modules").exists() or not shutil.which("node"):
            return None
        try:
            return float(Cost(["timeout", PATIENCE, "node", self.peer_script(script), *arguments], cwd=self.peers).out)
        except RuntimeError as error:
            self.notes.append(str(error))
            return None

    def peer_script(self, name):
        return HERE / "peers" / name

    def python(self, *arguments):
        python = self.peers / "venv/bin/python"
        if not python.exists():
            return None
        try:
            return float(Cost(["timeout", PATIENCE, python, "-B", self.peer_script("books.py"), *arguments]).out)
        except RuntimeError as error:
            self.notes.append(str(error))
            return None

    def libreoffice(self, books, out):
        """Processor milliseconds a document."""
        if not shutil.which("soffice"):
            return None
        home = self.work / "office"
        try:
            cost = best(2, ["soffice", f"-env:UserInstallation=file://{home}", "--headless", "--convert-to", "pdf", "--outdir", out, *books])
        except RuntimeError as error:
            self.notes.append(str(error))
            return None
        return 1000 * cost.cpu / len(books)

    def conforms(self, pdf):
        if not pdf.exists():
            return ""
        out = []
        for profile in ("2a", "ua1"):
            done = subprocess.run([ROOT / "scripts/verapdf", "--profile", profile, pdf], capture_output=True, text=True)
            out.append({0: f"{profile} ✓", 1: f"{profile} ✗"}.get(done.returncode, ""))
        return " ".join(filter(None, out)) or "—"


def ms(value):
    return "—" if value is None else f"{value:.2f} ms" if value < 100 else f"{value:,.0f} ms"


def times(peer, ours):
    return "—" if peer is None or not ours else f"{peer / ours:.0f} ×" if peer / ours >= 10 else f"{peer / ours:.1f} ×"


def verdict(held):
    return "✓" if held else "✗"


def table(head, rows):
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "|".join(["---"] + ["--:"] * (len(head) - 1)) + "|"] +
                     ["| " + " | ".join(row) + " |" for row in rows]) + "\n"


def growth(stages, path):
    """What a row costs among 10 × and 100 × the rows, against what it costs between 1 × and 10 ×: 1 is linear."""
    t1, t10, t100 = (stages[f"rows_{n}/{path}"][0] for n in (1, 10, 100))
    return (t100 - t10) / 90 / ((t10 - t1) / 9)


def measure(bench, only_ours):
    work = bench.work
    subprocess.run([sys.executable, "-B", HERE / "make_work.py", work], check=True)
    print("stages …", file=sys.stderr)
    stages = bench.stages()
    at = lambda name: stages[name][0] / 1000  # ms

    print("whole runs …", file=sys.stderr)
    many = sorted((work / "many").glob("*.txt"))[:DOCUMENTS]
    repeats = 1 if QUICK else 2
    one, two = (min((Cost(bench.convert(many, "json,xlsx,pdf", "-j", str(n))) for _ in range(repeats)), key=lambda c: c.wall) for n in (1, 2))
    xlsx_one, xlsx_two = (min((Cost(bench.convert(many, "xlsx", "-j", str(n), "--no-verify")) for _ in range(repeats)), key=lambda c: c.wall) for n in (1, 2))
    memory = two.peak
    start = min((Cost(bench.convert([work / "tiny.txt"], "json,xlsx,pdf")) for _ in range(7)), key=lambda c: c.wall)
    Cost(bench.convert([work / "seed.txt", work / "wide.json"], "xlsx,json", "--no-verify"))
    seed, wide = work / "seed.xlsx", work / "wide.xlsx"
    (work / "out/seed.xlsx").rename(seed)
    (work / "out/wide.xlsx").rename(wide)
    form = work / "seed.json"
    (work / "out/seed.json").rename(form)
    Cost(bench.convert([work / "seed.txt"], "pdf"))
    (work / "out/seed.pdf").rename(work / "ours.pdf")
    reading_wide = best(2, [bench.program, "check", wide])
    one_pdf = best(3, bench.convert([work / "seed.txt"], "pdf"))
    books = []
    for i in range(20):
        books.append(work / f"books/{i:02}.xlsx")
    (work / "books").mkdir(exist_ok=True)
    Cost(bench.convert(many[:20], "xlsx", "--no-verify"))
    for book, made in zip(books, sorted((work / "out").glob("*.xlsx"))):
        shutil.move(made, book)
    twenty_pdf = best(3, bench.convert(books, "pdf"))

    peers = {}
    if not only_ours:
        print("peers …", file=sys.stderr)
        peers["lo1"] = bench.libreoffice([seed], work / "lo")
        peers["lo20"] = bench.libreoffice(books, work / "lo")
        peers["typst"] = bench.node("typst.mjs", form, work / "typst.pdf", "10")
        peers["sheetjs"] = bench.node("sheetjs.mjs", seed, "20")
        peers["sheetjs_wide"] = bench.node("sheetjs.mjs", wide, "2")
        for name, arguments in (("openpyxl_read", ("read", seed, "10")), ("openpyxl_wide", ("read", wide, "1")), ("openpyxl_write", ("write", seed, "10")),
                                ("xlsxwriter", ("xlsxwriter", seed, "10"))):
            peers[name] = bench.python(*map(str, arguments))
    peer = peers.get

    print("conformance …", file=sys.stderr)
    conforming = {name: bench.conforms(path) for name, path in
                  (("ours", work / "ours.pdf"), ("lo", work / "lo/seed.pdf"), ("typst", work / "typst.pdf"))}
    print("instructions …", file=sys.stderr)
    counted = None
    if shutil.which("valgrind"):
        with tempfile.TemporaryDirectory() as scratch:
            counted = count.run(bench.build / "bench/instructions", scratch)

    floor_pdf = sum(at(f"seed/floor/{part}") for part in ("subset", "compress_pdf"))
    pdf = at("seed/form_to_pdf")
    per_second = len(many) / two.wall
    scaling, xlsx_scaling = one.wall / two.wall, xlsx_one.wall / xlsx_two.wall
    grows = {path: growth(stages, path) for path in ("text_to_form", "xlsx_to_form", "form_to_xlsx", "form_to_pdf")}
    worst = max(grows.values(), key=lambda g: abs(g - 1))
    targets = [
        ("文本→Form，识别并核对 text → Form", "≤ 0.5 ms", ms(at("seed/text_to_form")), at("seed/text_to_form") <= 0.5),
        ("XLSX→Form", "≤ 1.5 ms", ms(at("seed/xlsx_to_form")), at("seed/xlsx_to_form") <= 1.5),
        ("Form→PDF", "≤ 3 ms", ms(pdf), pdf <= 3),
        ("Form→PDF，对下限 against the floor", "≤ 1.6 ×", f"{pdf / floor_pdf:.2f} ×", pdf / floor_pdf <= 1.6),
        ("Form→XLSX", "≤ 3 ms", ms(at("seed/form_to_xlsx")), at("seed/form_to_xlsx") <= 3),
        ("文本→JSON+XLSX+PDF，核验，两线程 verified, 2 threads", "≥ 250 /s", f"{per_second:.0f} /s", per_second >= 250),
        ("两线程对一线程 2 threads against 1", "≥ 1.7 ×", f"{scaling:.2f} ×", scaling >= 1.7),
        ("只写 XLSX，两线程对一线程 XLSX alone", "≥ 1.7 ×", f"{xlsx_scaling:.2f} ×", xlsx_scaling >= 1.7),
        ("启动并做一个 start-up and one document", "≤ 0.3 s", f"{start.wall:.2f} s", start.wall <= 0.3),
        ("常驻内存 resident memory", "≤ 300 MiB", f"{memory:.0f} MiB", memory <= 300),
        ("增长 growth, 1·10·100 ×", "± 10 %", f"{100 * (worst - 1):+.0f} %", abs(worst - 1) <= 0.1),
    ]
    if peer("lo20"):
        ours20 = 1000 * twenty_pdf.cpu / 20
        targets.append(("对 LibreOffice，一次 20 个 20 a call", "≥ 60 ×", times(peer("lo20"), ours20) + f"（暖 warm {times(peer('lo20'), pdf + at('seed/xlsx_to_form'))}）",
                        peer("lo20") / (pdf + at("seed/xlsx_to_form")) >= 60))
    if peer("typst"):
        targets.append(("对 Typst，冷缓存 cold cache", "≥ 10 ×", times(peer("typst"), pdf), peer("typst") / pdf >= 10))
    if counted:
        share = count.overhead(counted["text_to_all"])
        targets.append(("复制、分配、锁 copies, allocation, locks", "≤ 10 %", f"{100 * share:.1f} %", share <= 0.1))
    return stages, targets, peers, conforming, counted, dict(start=start, one_pdf=one_pdf, twenty_pdf=twenty_pdf, reading_wide=reading_wide, pdf=pdf, floor_pdf=floor_pdf,
                                                            one=one, two=two, grows=grows)


def versions(bench):
    def ask(*command):
        try:
            return subprocess.run(command, capture_output=True, text=True, cwd=bench.peers if bench.peers.exists() else None).stdout.strip().splitlines()[0]
        except (OSError, IndexError):
            return ""
    out = [ask("g++", "--version"), ask("soffice", "--version") if shutil.which("soffice") else "", f"Node {ask('node', '--version')}"]
    for package in ("@myriaddreamin/typst-ts-node-compiler", "xlsx"):
        path = bench.peers / "node_modules" / package / "package.json"
        if path.exists():
            out.append(f"{package.rpartition('/')[2]} {json.loads(path.read_text())['version']}")
    listed = ask(str(bench.peers / "venv/bin/pip"), "list", "--format=freeze") and subprocess.run([bench.peers / "venv/bin/pip", "list", "--format=freeze"], capture_output=True, text=True).stdout
    out += re.findall(r"^(openpyxl==\S+|[Xx]lsx[Ww]riter==\S+)", listed or "", re.M)
    return " · ".join(filter(None, out))


def told(bench, stages, targets, peers, conforming, counted, runs):
    at = lambda name: stages[name][0] / 1000
    model = re.findall(r"model name\s*: (.*)", pathlib.Path("/proc/cpuinfo").read_text())
    load = os.getloadavg()[0]
    text = (f"{os.cpu_count()} × {model[0] if model else os.uname().machine}，{datetime.date.today().isoformat()}，`scripts/bench`，{versions(bench)}。"
            f"处理器时间，取最好的一次；处理器上同时有别的工作时（本次平均负载 {load:.0f}），毫秒数偏大，指令数和同一次里的比值不受影响。\n\n"
            f"Processor time, the best of some runs. Where other work shares the processors (mean load {load:.0f} in this run) milliseconds come out high; "
            "instruction counts and ratios within the run do not.\n\n### 目标 · Targets\n\n")
    text += table(["目标 target", "应为 wanted", "达到 reached", ""], [(name, wanted, reached, verdict(held)) for name, wanted, reached, held in targets])
    peer = peers.get
    if peers:
        book_to_pdf = at("seed/xlsx_to_form") + runs["pdf"]
        text += "\n### 同类 · Peers\n\n每份文件的处理器时间，同一次测得。 Processor time a document, measured in one run.\n\n"
        text += table(["做什么 task", "用什么 with", "每份 each", "我们 ours", "倍数 ratio", "PDF/A-2a, PDF/UA-1"], [
            ("XLSX→PDF，一次一个 one a call", "LibreOffice", ms(peer("lo1")), ms(1000 * runs["one_pdf"].cpu), times(peer("lo1"), 1000 * runs["one_pdf"].cpu), conforming["lo"]),
            ("XLSX→PDF，一次 20 个 20 a call", "LibreOffice", ms(peer("lo20")), ms(1000 * runs["twenty_pdf"].cpu / 20), times(peer("lo20"), 1000 * runs["twenty_pdf"].cpu / 20), ""),
            ("XLSX→PDF，暖 warm", "LibreOffice（20）", ms(peer("lo20")), ms(book_to_pdf), times(peer("lo20"), book_to_pdf), f"我们 ours: {conforming['ours']}"),
            ("Form→PDF，暖 warm", "Typst", ms(peer("typst")), ms(runs["pdf"]), times(peer("typst"), runs["pdf"]), conforming["typst"]),
            ("读 XLSX read", "SheetJS", ms(peer("sheetjs")), ms(at("seed/xlsx_to_form")), times(peer("sheetjs"), at("seed/xlsx_to_form")), ""),
            ("读 XLSX read", "openpyxl", ms(peer("openpyxl_read")), ms(at("seed/xlsx_to_form")), times(peer("openpyxl_read"), at("seed/xlsx_to_form")), ""),
            ("读 50,000 行 rows", "SheetJS", ms(peer("sheetjs_wide")), ms(1000 * runs["reading_wide"].cpu), times(peer("sheetjs_wide"), 1000 * runs["reading_wide"].cpu), ""),
            ("读 50,000 行 rows", "openpyxl", ms(peer("openpyxl_wide")), ms(1000 * runs["reading_wide"].cpu), times(peer("openpyxl_wide"), 1000 * runs["reading_wide"].cpu), ""),
            ("写 XLSX write", "XlsxWriter", ms(peer("xlsxwriter")), ms(at("seed/form_to_xlsx")), times(peer("xlsxwriter"), at("seed/form_to_xlsx")), ""),
            ("写 XLSX write", "openpyxl", ms(peer("openpyxl_write")), ms(at("seed/form_to_xlsx")), times(peer("openpyxl_write"), at("seed/form_to_xlsx")), ""),
        ])
        text += ("\n读的一栏里，我们认表并核对，它们只给出单元格。我们的整次运行含启动、载入模板和字体。 "
                 "Where workbooks are read, ours recognises the form and checks it; the others give cells. Our whole runs include start-up, templates and fonts.\n")
    text += "\n### 下限 · The floor\n\n任何程序都不得不做的：解压输入、就地解析其 XML、取字体子集、压缩输出。 What any program must do.\n\n"
    text += table(["", "seed", "large（60 + 80）", "tiny"], [
        (title, *(ms(at(f"{work}/{name}")) for work in ("seed", "large", "tiny"))) for title, name in (
            ("解压 inflate", "floor/inflate"), ("解析 parse (pugixml)", "floor/parse"), ("子集 subset (HarfBuzz)", "floor/subset"),
            ("压缩 PDF deflate", "floor/compress_pdf"), ("压缩 XLSX deflate (libdeflate)", "floor/compress_xlsx"), ("文本→Form", "text_to_form"),
            ("XLSX→Form", "xlsx_to_form"), ("Form→JSON", "form_to_json"), ("Form→XLSX", "form_to_xlsx"), ("Form→PDF", "form_to_pdf"),
            ("文本→JSON+XLSX+PDF，核验 verified", "text_to_all"))])
    text += f"\n40 份各不相同的表 40 forms that differ：文本→Form {ms(at('varied/text_to_form'))}，XLSX→Form {ms(at('varied/xlsx_to_form'))}，Form→PDF {ms(at('varied/form_to_pdf'))}，全部 all {ms(at('varied/text_to_all'))}。\n"
    text += "\n行数 1、10、100 倍，每行代价之比 Cost of a row at 1, 10 and 100 × the rows: " + "，".join(f"{path} {100 * (g - 1):+.0f} %" for path, g in runs["grows"].items()) + "。\n"
    if counted:
        text += "\n### 各阶段 · Stages\n\n一份种子表，暖，callgrind 计数，可重复。 One seed form, warm, counted by callgrind: repeatable.\n\n" + count.table(counted)
    for note in bench.notes:
        text += f"\n略去 Left out: `{' '.join(note.split())[:200]}`\n"
    return text


def main():
    build, peers = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(build, peers, pathlib.Path(folder))
        text = told(bench, *measure(bench, "--only-ours" in sys.argv))
    page = PAGE.read_text("utf-8")
    before, rest = page.split(BEGIN)
    PAGE.write_text(before + BEGIN + text + END + rest.partition(END)[2], "utf-8")
    print(text)


if __name__ == "__main__":
    main()
