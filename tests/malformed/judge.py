"""Inputs nobody should have to read, put to the program: what it may do with any of them, whatever it is.

    exit 0, 2 or 3; within 10 seconds of processor time and 1 GiB; a refusal names the input; outputs are complete or absent

A case is an input, the arguments to read it with, and what is known of the answer:
    SAME          read, and the same form as the sound one
    REFUSED(words…)  exit 2, and the message holds the words
    READ(words…)  exit 0 or 3, and the findings hold the words
    ANY           read or refused
`main` is called by each set of cases as `SET.py PROGRAM FOLDER [NAME]`; NAME runs the cases whose name holds it. JIXIAO_EVERY=N runs
one case of N, for tiers that have little time; a sanitized program, ten times slower, one of four of those.
"""

import concurrent.futures
import json
import os
import pathlib
import re
import resource
import shutil
import sys
import tempfile
import zipfile

SECONDS, MEGABYTES = 10, 1024
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent


class Expect:
    def __init__(self, codes, words=(), same=False):
        self.codes, self.words, self.same = codes, words, same


SAME = Expect((0, 3), same=True)
ANY = Expect((0, 2, 3))


def REFUSED(*words):
    return Expect((2,), words)


def READ(*words):
    return Expect((0, 3), words)


class Case:
    """`content`: bytes, or a function that makes them (big ones are made when they are needed). `command`: arguments in
    which {in}, {out} and {folder} stand for the input, an output folder and the folder of the case; `others`: more files
    in that folder. `names`: what a refusal must name, the input where nothing else is said. `output`: whether an output
    folder may hold anything when the answer is a refusal."""

    def __init__(self, name, content, expect=ANY, file="a.xlsx", command=None, others=None, names=None, stdin=None, env=None):
        self.name, self.content, self.expect, self.file = name, content, expect, file
        self.command = command or ["convert", "{in}", "-o", "{out}", "--to", "json,xlsx"]
        self.others, self.names, self.stdin, self.env = others or {}, file if names is None else names, stdin, env or {}


def meaning(form):
    """A form without what tells where it came from."""
    return {key: form[key] for key in ("template", "title", "year", "fields", "lists")}


def run(program, arguments, folder, stdin=None, env=None, limits=()):
    """Exit code (negative: the signal), standard output and error, processor seconds, resident MB."""
    out, err = folder / "stdout", folder / "stderr"
    child = os.fork()
    if child == 0:
        try:
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_CPU, (6 * SECONDS, 6 * SECONDS))
            os.dup2(os.open(stdin or os.devnull, os.O_RDONLY), 0)
            os.dup2(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 1)
            os.dup2(os.open(err, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), 2)
            os.chdir(folder)
            for which, value in limits:
                resource.setrlimit(which, (value, value))
            os.execve(program, [program, *arguments], {**os.environ, **(env or {})})
        except BaseException:  # noqa: B902: nothing of the parent may run in the child
            os._exit(99)
    _, status, usage = os.wait4(child, 0)
    return (os.waitstatus_to_exitcode(status), out.read_bytes(), err.read_bytes(), usage.ru_utime + usage.ru_stime,
            usage.ru_maxrss / 1024)


def half_written(out):
    """What is wrong with the files below an output folder."""
    for path in sorted(out.rglob("*")) if out.exists() else []:
        if not path.is_file() or path.name in ("journal.ndjson", "lock"):  # an unlocked lock is swept by the next run
            continue
        if path.name.endswith(".part") or ".jixiao/tmp" in str(path):
            yield f"{path.name} was left behind"
        elif path.suffix == ".json":
            try:
                json.loads(path.read_bytes())
            except ValueError:
                yield f"{path.name} is half a file"
        elif path.suffix == ".xlsx" and zipfile.ZipFile(path).testzip():
            yield f"{path.name} is half a file"
        elif path.suffix == ".pdf" and not path.read_bytes().rstrip().endswith(b"%%EOF"):
            yield f"{path.name} is half a file"


def written(out):
    return [path for path in out.rglob("*") if path.is_file() and not str(path.relative_to(out)).startswith(".jixiao")] if out.exists() else []


# What a terminal takes for a command, or what turns a line around.
CONTROLS = re.compile("[\0-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def judge(program, folder, case, sound, slow):
    where = pathlib.Path(tempfile.mkdtemp(dir=folder))
    given, out = where / case.file, where / "out"
    content = case.content() if callable(case.content) else case.content
    given.parent.mkdir(exist_ok=True)
    if content is not None:
        given.write_bytes(content)
    for name, more in case.others.items():
        (where / name).parent.mkdir(parents=True, exist_ok=True)
        (where / name).write_bytes(more() if callable(more) else more)
    before = {path: path.stat().st_mtime_ns for path in where.rglob("*") if path.is_file() and out not in path.parents}
    arguments = [word.format(**{"in": str(given), "out": str(out), "folder": str(where)}) for word in case.command]
    stdin = where / case.stdin if case.stdin else None
    code, stdout, stderr, seconds, memory = run(program, ["--lang", "en", *arguments], where, stdin, case.env)
    said = (stdout + stderr).decode(errors="replace")
    problems = list(half_written(out))
    if code not in case.expect.codes:
        problems.append(f"exit {code}")
    if seconds > SECONDS * slow:
        problems.append(f"{seconds:.1f} s")
    if memory > MEGABYTES and slow == 1:
        problems.append(f"{memory:.0f} MB")
    if code == 2 and case.names not in said:
        problems.append(f"does not name {case.names}")
    if code == 2 and written(out):
        problems.append(f"refused, and wrote {written(out)[0].name}")
    if stdout + stderr and (found := CONTROLS.search(stderr.decode(errors="replace"))):
        problems.append(f"U+{ord(found[0]):04X} went to the terminal")
    for word in case.expect.words:
        if word not in said:
            problems.append(f"does not say “{word}”")
    if case.expect.same and code in (0, 3):
        forms = [path for path in written(out) if path.suffix == ".json"]
        if len(forms) != 1 or meaning(json.loads(forms[0].read_bytes())) != sound:
            problems.append("is not the same form")
    beside = {path.name for path in where.rglob("*") if path.is_file() and path not in before and out not in path.parents}
    if beside - {"stdout", "stderr"}:
        problems.append(f"wrote {sorted(beside - {'stdout', 'stderr'})} outside the output folder")
    if any(path.exists() and path.stat().st_mtime_ns != then and path.name != "journal.ndjson" for path, then in before.items()):
        problems.append("changed an input")
    shutil.rmtree(where)
    first = next((line for line in stderr.decode(errors="replace").splitlines() if line.strip()), "")
    return case.name, problems, f"exit {code:>2} {seconds:5.2f} s {memory:4.0f} MB  {first[:150]}"


def is_sanitized(program):
    """Sanitizers take ten times the time, and their memory is not the program's."""
    return b"__asan_init" in pathlib.Path(program).read_bytes()


def main(cases, sound=None):
    program, folder = str(pathlib.Path(sys.argv[1]).resolve()), pathlib.Path(sys.argv[2]).resolve()
    wanted = sys.argv[3] if len(sys.argv) > 3 else ""
    slow = 15 if is_sanitized(program) else 1
    if sound:
        given = folder / "sound.txt"
        given.write_bytes(sound)
        code, stdout, stderr, _, _ = run(program, ["show", str(given), "--as", "json"], folder)
        assert code in (0, 3), stderr
        sound = meaning(json.loads(stdout))
    names = [case.name for case in cases]
    assert len(names) == len(set(names)), [name for name in names if names.count(name) > 1]
    wrong = 0
    every = 1 if wanted else int(os.environ.get("JIXIAO_EVERY", "1")) * (4 if slow > 1 else 1)
    chosen = [case for case in cases if wanted in case.name][::every]
    with concurrent.futures.ThreadPoolExecutor(os.cpu_count()) as pool:
        for name, problems, line in pool.map(lambda case: judge(program, folder, case, sound, slow), chosen):
            wrong += bool(problems)
            if problems or wanted or os.environ.get("JIXIAO_VERBOSE"):
                print(f"{'!!' if problems else '  '} {name:36} {line}{''.join(f'{chr(10)}      ' + p for p in problems)}", flush=True)
    print(f"{len(chosen)} of {len(cases)} cases, {wrong} not as they should be")
    return 1 if wrong else 0
