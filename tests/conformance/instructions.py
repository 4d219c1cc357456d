#!/usr/bin/env python3
"""No path of the program takes 5 % more instructions than it did, nor less without saying so: callgrind's counts against
bench/instructions.tsv. `instructions.py PROGRAM FOLDER`; with JIXIAO_ACCEPT (scripts/test --conformance --accept -R
instructions) the counts are written down instead.

Time is never looked at. What chooses its way by the processor (glibc, libdeflate, zlib, OpenSSL) is not counted; what remains is
the same on every machine with the same compiler and libraries, and where one of these is another than when the counts were
written down, the test is skipped (77) and says which. Exit 0: held; 1: not.
"""

import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "bench"))
import count  # noqa: E402

COUNTS = ROOT / "bench/instructions.tsv"
SHARE = 0.05
# The libraries whose code is counted.
COUNTED = r"^lib(stdc\+\+|icu|harfbuzz|podofo|xlsxwriter|minizip|expat|pugixml|zip|fmt|freetype|gumbo)"


def circumstances(program, build):
    """{what: which}: all that counts depend on. Libraries by their files' real names, which carry the version."""
    cache = (build / "CMakeCache.txt").read_text()
    setting = lambda name: (re.search(rf"^{name}:\w+=(.*)$", cache, re.M) or [None, ""])[1]
    compiler = subprocess.run([setting("CMAKE_CXX_COMPILER"), "--version"], capture_output=True, text=True).stdout.partition("\n")[0]
    kind = setting("CMAKE_BUILD_TYPE")
    out = {"machine": os.uname().machine, "compiler": compiler,
           "flags": " ".join(f"{setting('CMAKE_CXX_FLAGS')} {setting(f'CMAKE_CXX_FLAGS_{kind.upper()}')}".split())}
    linked = subprocess.run(["ldd", program], capture_output=True, text=True).stdout
    for name, path in re.findall(r"^\s*(\S+) => (\S+)", linked, re.M):
        if re.search(COUNTED, name):
            out[name] = os.path.basename(os.path.realpath(path))
    # What a subset costs depends on the face.
    for name in re.findall(r'file="([^"]+)"', (ROOT / "fonts/manifest.xml").read_text("utf-8")):
        file = pathlib.Path("/usr/share/fonts") / name
        if file.exists():
            out[file.name] = f"{file.stat().st_size} bytes"
    return out


def read(path):
    """(circumstances, counts) as they were written down."""
    known, counts = {}, {}
    for line in path.read_text("utf-8").splitlines():
        fields = line.split("\t")
        if line.startswith("#") or len(fields) != 3:
            continue
        if fields[0] == "with":
            known[fields[1]] = fields[2]
        else:
            counts[fields[0], fields[1]] = int(fields[2])
    return known, counts


def write(path, known, counts):
    lines = ["# Instructions of each path of one document, warm: our own code, and libraries whose counts are the same each time.",
             "# Written by `scripts/test --conformance --accept -R instructions`; read its diff."]
    lines += [f"with\t{what}\t{which}" for what, which in sorted(known.items())]
    lines += [f"{where}\t{what}\t{number}" for (where, what), number in sorted(counts.items())]
    path.write_text("\n".join(lines) + "\n", "utf-8")


def main():
    build = pathlib.Path(sys.argv[1]).resolve().parent
    program = build / "bench/instructions"
    if not shutil.which("valgrind"):
        sys.exit(print("skipped: valgrind is not installed") or 77)
    if b"libasan" in pathlib.Path(sys.argv[1]).read_bytes():
        sys.exit(print("skipped: a build with sanitizers") or 77)
    if not program.exists():
        sys.exit(print(f"skipped: {program.relative_to(build)} is not built") or 77)
    now = circumstances(program, build)
    accept = os.environ.get("JIXIAO_ACCEPT")
    if not accept:
        known, before = read(COUNTS)
        if others := [what for what in sorted(known | now) if known.get(what) != now.get(what)]:
            for what in others:
                print(f"{what}: {now.get(what, 'absent')}; when counted: {known.get(what, 'absent')}")
            sys.exit(print("skipped: counts of another compiler or other libraries cannot be compared") or 77)
    counts = count.counts(count.run(program, sys.argv[2]))
    if accept:
        write(COUNTS, now, counts)
        return
    failed = False
    for key in sorted(set(before) | set(counts)):
        then, this = before.get(key, 0), counts.get(key, 0)
        share = this / then - 1 if then else 1.0
        off = abs(share) > SHARE
        failed = failed or off
        print(f"{'OFF ' if off else 'ok  '} {key[0]:14} {key[1]:10} {then:>12,} -> {this:>12,}  {100 * share:+.1f} %")
    if failed:
        print("Where this is meant: scripts/test --conformance --accept -R instructions, and read the diff.")
    sys.exit(1 if failed else 0)


if __name__ == "__main__":
    main()
