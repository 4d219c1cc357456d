#!/usr/bin/env python3
"""System calls that fail, one after another: whatever the program was doing, it says so, ends with the right code, and leaves nothing
half-written. Called as `failing_calls.py PROGRAM FOLDER`; exit 77 without strace, which makes the calls fail.

A call that fails before the program begins is the loader's: it ends with 127."""

import concurrent.futures
import os
import pathlib
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "malformed"))
from judge import half_written, is_sanitized, written  # noqa: E402

PROGRAM, FOLDER = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
SEED = pathlib.Path(__file__).resolve().parent.parent.parent / "fixtures/changzhou-kjj-2024.txt"
# call: errors; each occurrence is made to fail once, or from then on.
CALLS = {"openat": ["EMFILE", "EACCES"], "read": ["EIO"], "pread64": ["EIO"], "write": ["ENOSPC", "EIO"], "fsync": ["EIO"], "rename": ["EXDEV", "EACCES"], "mkdir": ["EROFS"],
         "memfd_create": ["ENOSYS"], "ftruncate": ["EIO"], "newfstatat": ["EACCES"], "mmap": ["ENOMEM"], "close": ["EIO"], "unlink": ["EPERM"], "flock": ["EAGAIN"]}
MOST = int(os.environ.get("JIXIAO_FAULTS", "4"))  # occurrences of a call that are tried, spread evenly


def count(call):
    log = FOLDER / "count"
    subprocess.run(["strace", "-f", "-qq", "-e", f"trace={call}", "-o", str(log), *command(FOLDER / "counted")], capture_output=True)
    shutil.rmtree(FOLDER / "counted", ignore_errors=True)
    return sum(1 for line in log.read_text(errors="replace").splitlines() if re.match(rf"\d+\s+{call}\(", line))


def command(out):
    return [PROGRAM, "--lang", "en", "convert", str(SEED), "-o", str(out), "--to", "json,xlsx,pdf,html", "-j", "1"]


def attempt(case):
    call, error, when = case
    out = FOLDER / f"{call}-{error}-{when}"
    done = subprocess.run(["strace", "-f", "-qq", "-e", f"trace={call}", "-e", f"inject={call}:error={error}:when={when}", "-o", "/dev/null", *command(out)],
                          capture_output=True, timeout=120)
    said = done.stderr.decode(errors="replace")
    wrong = [*half_written(out)]
    if done.returncode not in (2, 3, 127):
        wrong.append(f"exit {done.returncode}")
    if done.returncode == 2 and written(out):
        wrong.append(f"failed, and wrote {written(out)[0].name}")
    if done.returncode == 2 and not said.strip() and not (call == "write"):
        wrong.append("said nothing")
    if done.returncode == 3 and len(written(out)) != 4:
        wrong.append(f"says that it is done, and wrote {len(written(out))} files")
    shutil.rmtree(out, ignore_errors=True)
    return case, wrong, said


def main():
    if not shutil.which("strace") or subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode != 0:
        print("skipped: there is no strace, or it may not trace here")
        return 77
    if is_sanitized(PROGRAM):
        print("skipped: a sanitizer's own calls would fail")
        return 77
    cases = []
    for call, errors in CALLS.items():
        occurrences = count(call)
        chosen = sorted({1 + i * max(occurrences - 1, 0) // max(MOST - 1, 1) for i in range(MOST)}) if occurrences else []
        if call == "mmap":
            chosen = [n for n in chosen if n > occurrences // 2]  # the loader's own crash it
        for error in errors:
            cases += [(call, error, f"{n}") for n in chosen] + [(call, error, f"{n}+") for n in chosen[len(chosen) // 2:]]
    problems = 0
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for (call, error, when), wrong, said in pool.map(attempt, cases):
            problems += bool(wrong)
            for one in wrong:
                print(f"!! {call} {error} {when}: {one}: {said.strip()[:300]}")
    print(f"{len(cases)} faults, {problems} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
