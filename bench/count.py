#!/usr/bin/env python3
"""Instructions by callgrind, which tell what a change costs on any machine, however busy: `count.py PROGRAM [FOLDER]`.

    PROGRAM    build/…/bench/instructions
    FOLDER     where callgrind's file goes (a temporary one by default)

Without more it prints the stage table of docs/performance.md. tests/conformance/instructions.py holds the counts to those in
bench/instructions.tsv.
"""

import pathlib
import re
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from callgrind import Profile  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parent.parent
INPUT = "fixtures/changzhou-kjj-2024.txt"
PATHS = ["text_to_form", "xlsx_to_form", "form_to_pdf", "form_to_xlsx", "form_to_json", "text_to_all"]  # as instructions.cc calls them

# Code that chooses its way by the processor (glibc's strings, libdeflate, zlib's check sums, OpenSSL's hashes) or by the clock
# (mimalloc, which gives pages back some time after they were freed): its counts are shown, not compared.
VARYING = r"^(libc|ld-linux|libdeflate|libz|libcrypto|libm|libmimalloc)[.-]"
OWN = r"^instructions$"

# Stage, path it is told of, functions whose instructions with their callees are the stage's, and those that are not.
STAGES = [
    ("detect", "识别格式 detect", r"^jixiao::detect\(", ""),
    ("inflate", "解压 inflate", r"^zip_fread$", ""),
    ("parse", "读入单元格 parse", r"^jixiao::import\(", r"^zip_fread$|^jixiao::detect\("),
    ("recognise", "认表 recognise", r"^jixiao::Recogniser::(recognise|forms_in)\(", ""),
    ("check", "核对 check", r"^jixiao::check_form\(", ""),
    ("layout", "排版 layout", r"^jixiao::(compose|paginate)\(", ""),
    ("subset", "取字体子集 subset", r"^jixiao::subset_face\(", ""),
    ("compress", "压缩 compress", r"^libdeflate_zlib_compress$|^deflate$", ""),
    ("write", "写出 write", r"^jixiao::(export_pdf|export_xlsx|form_to_json)\(", r"^jixiao::subset_face\(|^libdeflate_zlib_compress$|^deflate$"),
]
# What moves or guards bytes and does no work of its own. memcmp and memchr are searching, not copying.
OVERHEAD = r"^(mem(cpy|move|set)|__mem(cpy|move|set)|malloc|free|calloc|realloc|_int_|operator (new|delete)|pthread_(mutex|once)|__lll|unlink_chunk|malloc_consolidate|tcache|mi_|_mi_)"


def run(program, folder):
    """{path: Profile} of each path of the program, once and warm."""
    out = pathlib.Path(folder) / "callgrind.out"
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", "--collect-atstart=no", "--toggle-collect=measured_*"]
    command += [f"--dump-before=measured_{path}" for path in PATHS]
    done = subprocess.run(command + [str(program), str(ROOT), str(ROOT / INPUT)], capture_output=True, text=True)
    if done.returncode != 0:
        raise RuntimeError(done.stderr[-2000:])
    return read(out)


def read(out):
    """The same from files that callgrind has written: `out` and, beside it, `out`.1 …"""
    # What was written before a path began is of the path before it.
    profiles = {}
    for file in sorted(out.parent.glob(out.name + "*")):
        trigger = re.search(r"^desc: Trigger: (?:--dump-before=measured_(\w+)|Program termination)", file.read_text(errors="replace"), re.M)
        at = PATHS.index(trigger[1]) if trigger[1] else len(PATHS)
        if at > 0:
            profiles[PATHS[at - 1]] = Profile(file)
    missing = set(PATHS) - set(profiles)
    if missing:
        raise RuntimeError(f"callgrind told nothing of {sorted(missing)}")
    return profiles


def counts(profiles):
    """{(path, what): instructions}: `own` of our code, `libraries` of others' that does not depend on the processor."""
    out = {}
    for path, profile in profiles.items():
        own = profile.own_of(OWN)
        varying = profile.own_of(VARYING)
        out[path, "own"], out[path, "libraries"] = own, profile.total() - own - varying
    return out


def stage_rows(profiles):
    """(stage, {path: instructions}) for the paths a document takes from text, and from a workbook."""
    rows = []
    for _, title, what, without in STAGES:
        row = {}
        for path in ("text_to_form", "xlsx_to_form", "form_to_xlsx", "form_to_pdf", "text_to_all"):
            profile = profiles[path]
            row[path] = max(0, profile.of(what) - (profile.of_within(without, what) if without else 0))
        rows.append((title, row))
    return rows


def overhead(profile):
    return profile.own_of(None, OVERHEAD) / profile.total()


def table(profiles):
    titles = {"text_to_form": "文本→Form", "xlsx_to_form": "XLSX→Form", "form_to_xlsx": "Form→XLSX", "form_to_pdf": "Form→PDF",
              "text_to_all": "文本→JSON+XLSX+PDF，核验 verified"}
    lines = ["| 百万条指令 · million instructions | " + " | ".join(titles.values()) + " |", "|---|" + "--:|" * len(titles)]
    million = lambda n: f"{n / 1e6:.2f}" if n >= 5000 else "—"
    for title, row in stage_rows(profiles):
        lines.append(f"| {title} | " + " | ".join(million(row[path]) for path in titles) + " |")
    lines.append("| **全部 all** | " + " | ".join(f"**{profiles[path].total() / 1e6:.2f}**" for path in titles) + " |")
    lines.append("| 复制、分配、锁 copies, allocation, locks | " + " | ".join(f"{100 * overhead(profiles[path]):.1f} %" for path in titles) + " |")
    return "\n".join(lines) + "\n"


def main():
    if len(sys.argv) not in (2, 3):
        sys.exit(__doc__)
    with tempfile.TemporaryDirectory() as scratch:
        print(table(run(sys.argv[1], sys.argv[2] if len(sys.argv) == 3 else scratch)), end="")


if __name__ == "__main__":
    main()
