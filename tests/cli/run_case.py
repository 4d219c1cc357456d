#!/usr/bin/env python3
"""Runs one command-line case: `run_case.py [--accept] PROGRAM CASE`.

A case is one file that reads like a session:

    # Anything about the case.
    @ fixture changzhou-kjj-2024.txt as a.txt    a file of fixtures/, copied into the empty working folder
    @ write b.txt                                a file written here, its lines below
    |first line
    $ jixiao convert a.txt -o out --to json      run by bash; PROGRAM's folder is on the PATH
    1|a line of standard output
    2|a line of standard error
    2~wrote .* in \\d+ ms                         a line that matches this regular expression as a whole
    2...                                         any lines, or none
    > out/a.json                                 a file that appeared (* changed, - vanished)
    = 3                                          the exit code

`1< NAME` instead of lines of standard output says that it equals the file NAME beside the case. `1!` and `2!` stand for
a last line without a newline. Each command's output, files and exit code must be as written, no more and no less.
--accept (or JIXIAO_ACCEPT=1) writes down what happened instead: read the diff before you commit it.
"""

import difflib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

TIMEOUT = 180  # seconds a command may take, sanitizers on a busy machine included


class CaseError(Exception):
    pass


def parse(text):
    """[(kind, line or command, block of lines)] in order; kind is "text", "fixture", "write" or "run"."""
    items = []
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith("$ "):
            items.append(("run", line[2:], []))
        elif line.startswith("@ fixture ") or line.startswith("@ write "):
            items.append((line.split()[1], line, []))
        elif items and items[-1][0] == "write" and line.startswith("|"):
            items[-1][2].append(line)
        elif items and items[-1][0] == "run" and re.match(r"[12]([|~!<]|\.\.\.$)|[=>*-] ", line):
            items[-1][2].append(line)
        elif line == "" or line.startswith("#"):
            items.append(("text", line, []))
        else:
            raise CaseError(f"line {number} is no part of a case: {line!r}")
    return items


def lines_of(output):
    """Output as prefixed lines without the stream's number; malformed bytes are shown as \\xNN."""
    text = output.decode("utf-8", "backslashreplace")
    if text == "":
        return []
    lines = text.split("\n")
    last = lines.pop()
    return ["|" + line for line in lines] + (["!" + last] if last else [])


def line_matches(wanted, got):
    return re.fullmatch(wanted[1:], got[1:]) is not None if wanted[0] == "~" else wanted == got


def matches(wanted, got):
    """Whether output lines (`|…`, `!…`) are those wanted (`|…`, `!…`, `~regex`, `...`)."""
    w = g = begin = 0
    any_lines = None  # the last `...` passed, which takes one line more each time what follows it does not fit
    while g < len(got):
        if w < len(wanted) and wanted[w] == "...":
            any_lines, begin = w, g
            w += 1
        elif w < len(wanted) and line_matches(wanted[w], got[g]):
            w, g = w + 1, g + 1
        elif any_lines is not None:
            begin += 1
            w, g = any_lines + 1, begin
        else:
            return False
    return all(line == "..." for line in wanted[w:])


def snapshot(folder):
    """Every file below a folder: relative name -> bytes (the target of a symbolic link)."""
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            files[str(path.relative_to(folder))] = os.readlink(path).encode()
        elif path.is_file():
            files[str(path.relative_to(folder))] = path.read_bytes()
    return files


def changes(before, after):
    lines = []
    for name in sorted(before.keys() | after.keys()):
        if name not in before:
            lines.append("> " + name)
        elif name not in after:
            lines.append("- " + name)
        elif before[name] != after[name]:
            lines.append("* " + name)
    return lines


def environment(program, home):
    """No variable of the caller's but the sanitizers' reaches a command."""
    env = {name: os.environ[name] for name in ("ASAN_OPTIONS", "UBSAN_OPTIONS", "LSAN_OPTIONS", "TSAN_OPTIONS")
           if name in os.environ}
    env.update(PATH=f"{program.parent}:/usr/bin:/bin", HOME=str(home), LANG="C.UTF-8", TERM="dumb", TZ="UTC")
    return env


class Case:
    def __init__(self, program, path, accept):
        self.program, self.path, self.accept = program, path, accept
        self.root = pathlib.Path(__file__).resolve().parents[2]
        self.complaints = []

    def set_up(self, kind, line, block, work):
        words = line.split()
        target = work / words[-1]
        if not target.resolve().is_relative_to(work.resolve()):
            raise CaseError(f"outside the working folder: {line}")
        target.parent.mkdir(parents=True, exist_ok=True)
        if kind == "fixture":
            shutil.copyfile(self.root / "fixtures" / words[2], target)
        else:
            target.write_text("".join(text[1:] + "\n" for text in block), encoding="utf-8")

    def run(self, command, block, work, env):
        """The block as it should read: the one given where everything matches, else what happened."""
        before = snapshot(work)
        done = subprocess.run(["/bin/bash", "-c", command], cwd=work, env=env, stdin=subprocess.DEVNULL,
                              capture_output=True, timeout=TIMEOUT)
        result = []
        for stream, output in (("1", done.stdout), ("2", done.stderr)):
            output = output.replace(os.fsencode(work), b"{work}").replace(os.fsencode(self.root), b"{root}")
            golden = [line[2:].strip() for line in block if line.startswith(stream + "<")]
            wanted = [line[1:] for line in block if line[0] == stream and line[1] != "<"]
            if golden:
                self.compare_golden(self.path.parent / golden[0], output)
                result.append(f"{stream}< {golden[0]}")
            elif matches(wanted, lines_of(output)):
                result += [stream + line for line in wanted]
            else:
                result += [stream + line for line in lines_of(output)]
        result += changes(before, snapshot(work))
        result.append(f"= {done.returncode}")
        return result

    def compare_golden(self, path, output):
        recorded = path.read_bytes() if path.exists() else b""
        if recorded == output and path.exists():
            return
        if self.accept:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(output)
            return
        self.complaints += difflib.unified_diff(recorded.decode("utf-8", "backslashreplace").splitlines(),
                                                output.decode("utf-8", "backslashreplace").splitlines(),
                                                str(path.name), "what happened", lineterm="")

    def check(self):
        """Diff lines; none when the case holds."""
        text = self.path.read_text(encoding="utf-8")
        happened = []
        with tempfile.TemporaryDirectory(prefix="jixiao-case-") as folder:
            work = pathlib.Path(folder).resolve() / "work"
            work.mkdir()
            env = environment(self.program, pathlib.Path(folder))
            for kind, line, block in parse(text):
                happened.append(("$ " if kind == "run" else "") + line)
                if kind == "run":
                    happened += self.run(line, block, work, env)
                elif kind != "text":
                    self.set_up(kind, line, block, work)
                    happened += block
        happened = "\n".join(happened)
        if happened != text and self.accept:
            self.path.write_text(happened, encoding="utf-8")
        elif happened != text:
            self.complaints += difflib.unified_diff(text.splitlines(), happened.splitlines(), self.path.name,
                                                    "what happened", lineterm="")
        return self.complaints


def main(arguments):
    accept = os.environ.get("JIXIAO_ACCEPT") == "1"
    if arguments and arguments[0] == "--accept":
        accept, arguments = True, arguments[1:]
    program, path = (pathlib.Path(name).resolve() for name in arguments)
    try:
        complaints = Case(program, path, accept).check()
    except (CaseError, OSError, subprocess.TimeoutExpired) as error:
        complaints = [str(error)]
    for line in complaints:
        print(line)
    return 1 if complaints else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
