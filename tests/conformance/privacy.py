#!/usr/bin/env python3
"""Nothing leaves, nothing foreign is read, nobody is named, and no text becomes code. Called as `privacy.py PROGRAM FOLDER`.

Under strace: no socket is opened, every file read is an input, a template, a font of the manifest's folders, or the system's own (the
loader, ICU, the kernel's answers), and every file written lies in the output folder. Exit 77 without strace."""

import getpass
import html.parser
import json
import os
import pathlib
import re
import shutil
import socket
import subprocess
import sys
import zipfile
import zlib

PROGRAM, FOLDER = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
NETWORK = ("socket", "connect", "bind", "sendto", "sendmsg", "listen", "accept", "accept4", "socketpair", "recvfrom")
OTHERS = ("execve", "fork", "vfork", "ptrace", "mount", "kill")
# What a program may read of a system: its libraries and their tables, its own facts.
SYSTEM = ("/lib", "/usr/lib", "/etc/ld.so.", "/usr/share/icu", "/proc/self/exe", "/proc/self/fd/", "/proc/self/maps", "/proc/meminfo", "/proc/cpuinfo",
          "/proc/stat", "/sys/devices/system/cpu", "/sys/devices/system/node", "/sys/fs/cgroup", "/sys/kernel/mm/", "/proc/self/cgroup", "/proc/self/mountinfo", "/proc/self/status",
          "/proc/sys/vm", "/proc/sys/kernel", "/dev/null", "/dev/shm", "/usr/share/locale", "/usr/share/zoneinfo", "/etc/localtime", "/proc/filesystems", "/usr/lib/locale")
FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "/usr/share/texmf/fonts", "/usr/share/texlive/texmf-dist/fonts")
DATA = (str(ROOT / "templates"), str(ROOT / "fonts"))

HOSTILE = ["=cmd|'/c calc'!A1", "@SUM(1+1)*cmd|' /C calc'!A0", "+1+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", '=HYPERLINK("http://example.com")', "<script>alert(1)</script>",
           "<img src=x onerror=alert(1)>", "javascript:alert(1)", "]]><evil/>", "&xxe;", ") Tj ET /S /JavaScript /JS (app.alert(1)) >>", "/AA << /O << /S /URI >> >>",
           "\x1b]0;owned\x07\x1b[31m", "http://example.com/x", "mailto:a@example.com", "file:///etc/passwd", "' onmouseover='alert(1)", '" onmouseover="alert(1)']

problems = []


def problem(text):
    problems.append(text)
    print("!!", text)


def traced(name, *arguments, cwd):
    log = FOLDER / f"{name}.strace"
    done = subprocess.run(["strace", "-f", "-qq", "-s", "300", "-e", f"trace=%file,%network,{','.join(OTHERS)}", "-o", str(log), PROGRAM, *map(str, arguments)],
                          cwd=cwd, capture_output=True)
    calls = []
    for line in log.read_text(errors="replace").splitlines():
        call = re.match(r"\d+\s+(\w+)\((.*)", line)
        if call:
            calls.append((call[1], call[2]))
    return done, calls


def allowed(path, more):
    return any(path == one or path.startswith(one.rstrip("/") + "/") or (one in SYSTEM and path.startswith(one)) for one in (*SYSTEM, *FONTS, *DATA, *more))


def check_calls(name, calls, cwd, reads, writes):
    for call, rest in calls:
        if call in NETWORK:
            problem(f"{name}: {call}({rest[:120]}")
        if call in OTHERS and not (call == "execve" and PROGRAM in rest) and call != "kill":
            problem(f"{name}: {call}({rest[:120]}")
        opened = re.search(r'"((?:[^"\\]|\\.)*)"(.*)', rest)
        if not opened or call not in ("open", "openat", "creat", "rename", "renameat", "renameat2", "unlink", "mkdir", "link", "symlink", "truncate"):
            continue
        if re.search(r"= -1 (ENOENT|ENOTDIR)", rest) and "O_CREAT" not in rest:
            continue  # nothing was there
        if call == "openat" and not rest.startswith("AT_FDCWD"):
            continue  # below a folder that was opened, and looked at here, before
        path = os.path.normpath(os.path.join(cwd, opened[1]))
        writing = call not in ("open", "openat") or re.search(r"O_(WRONLY|RDWR|CREAT|TRUNC)", opened[2])
        if writing and not any(path == str(w) or path.startswith(f"{w}/") for w in (*writes, "/dev/null", "/dev/shm", "/proc/self/fd", "/proc/self/task")):
            problem(f"{name}: writes {path} ({call})")
        if not writing and not allowed(path, [*map(str, reads), *map(str, writes), PROGRAM, str(pathlib.Path(PROGRAM).parent)]):
            problem(f"{name}: reads {path}")


def check_runs():
    """Every command, in a folder of its own with a neighbour that is nobody's business."""
    here = FOLDER / "runs"
    (here / "in").mkdir(parents=True)
    (here / "secret.txt").write_text("private")
    for name in ("changzhou-kjj-2024.txt", "workbook-several-forms.xlsx", "mof-science-2020.txt"):
        shutil.copy(ROOT / "fixtures" / name, here / "in" / name)
    links = here / "in/outside.txt"
    links.write_text((ROOT / "fixtures/sound-nanzhou.txt").read_text(encoding="utf-8").replace("水资源处", "<img src='http://example.com/a.png'>=WEBSERVICE(\"http://example.com\")"), encoding="utf-8")
    inside, out = here / "in", here / "out"
    first = inside / "changzhou-kjj-2024.txt"
    runs = {"convert": ["convert", inside, "-o", out, "--to", "json,xlsx,pdf,html", "--report", out / "report.html", "--attach"],
            "check": ["check", inside], "show": ["show", first, "--as", "pages"], "diff": ["diff", first, out / "changzhou-kjj-2024.json"],
            "templates": ["templates"], "plan": ["plan", inside, "--shards", "2"], "merge": ["merge", out]}
    for name, arguments in runs.items():
        done, calls = traced(name, *arguments, cwd=here)
        if done.returncode not in (0, 1, 2, 3):
            problem(f"{name}: exit {done.returncode}: {done.stderr.decode(errors='replace')[-200:]}")
        if not any(call == "execve" for call, _ in calls):
            problem(f"{name}: strace saw nothing")
        check_calls(name, calls, str(here), [inside], [out])
    return out


# What says who and where. Short names, and those that are words of every file (root, as in /Root of a PDF), prove nothing.
def names():
    out = {socket.gethostname(), str(ROOT), str(FOLDER), os.path.expanduser("~")} | {getpass.getuser()}
    return [one for one in out if len(one) > 4 and one.strip("/").lower() not in ("root", "debian", "localhost")]


def texts_of(path):
    """Everything in an output, streams inflated."""
    content = path.read_bytes()
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as package:
            return b"\n".join(package.read(name) for name in package.namelist())
    if path.suffix == ".pdf":
        streams = []
        for found in re.finditer(rb"stream\r?\n(.*?)\r?\nendstream", content, re.S):
            try:
                streams.append(zlib.decompress(found[1]))
            except zlib.error:
                pass
        return content + b"\n".join(streams)
    return content


def check_names(out):
    for path in sorted(out.rglob("*")):
        if path.is_file() and path.name != "lock":
            content = texts_of(path)
            for name in names():
                if name.encode() in content or name.encode("utf-16-be") in content:
                    problem(f"{path.name} names {name}")


class Page(html.parser.HTMLParser):
    """What a page could run or load."""

    def __init__(self):
        super().__init__()
        self.wrong, self.scripts = [], 0

    def handle_starttag(self, tag, attributes):
        if tag == "script":
            self.scripts += 1
        if tag in ("iframe", "object", "embed", "base"):
            self.wrong.append(tag)
        for key, value in attributes:
            if key.startswith("on") or (key in ("src", "href", "action") and value and not value.startswith(("#", "data:")) and ":" in value):
                self.wrong.append(f"{key}={value}")


def check_code():
    """Texts that other programs would run, in every place a text can stand, through every output."""
    here = FOLDER / "code"
    here.mkdir()
    sound = subprocess.run([PROGRAM, "show", ROOT / "fixtures/sound-nanzhou.txt", "--as", "json"], capture_output=True, check=True).stdout
    for i, text in enumerate(HOSTILE):
        form = json.loads(sound)
        form["title"] = text
        form["fields"]["unit_name"] = text
        form["fields"]["main_duties"] = [text, text]
        for row in form["lists"]["expenditures"]:
            row["item"] = text if row is form["lists"]["expenditures"][0] else row["item"]
        form["lists"]["income"][0]["annual"] = text
        form["lists"]["indicators"][0]["annual"] = {"raw": text, "kind": "text", "comparator": None, "number": None, "number2": None, "unit": None}
        (here / f"f{i:02}.json").write_text(json.dumps(form), encoding="utf-8")
    out = here / "out"
    done = subprocess.run([PROGRAM, "--lang", "en", "convert", here, "-o", out, "--to", "json,xlsx,pdf,html", "--annotate", "--attach", "--allow-nonconforming", "--index",
                           "--report", out / "report.html"], capture_output=True)
    said = done.stderr + subprocess.run([PROGRAM, "check", here], capture_output=True).stdout
    if re.search(rb"[\x00-\x08\x0b-\x1f\x7f]|\xc2[\x80-\x9f]", said):
        problem("a control character went to the terminal")
    for path in sorted(out.glob("*")):
        content = texts_of(path) if path.is_file() else b""
        if path.suffix == ".html":
            page = Page()
            page.feed(content.decode())
            expected = path.name in ("report.html", "index.html")  # a script of their own, the same for all
            if page.wrong or (page.scripts and not expected) or page.scripts > 1:
                problem(f"{path.name}: {page.wrong} {page.scripts} scripts")
        elif path.suffix == ".xlsx":
            with zipfile.ZipFile(path) as package:
                for name in package.namelist():
                    part = package.read(name)
                    if b"<f>" in part or b"TargetMode" in part or b"externalLink" in part or name.endswith((".bin", ".vml.bin")) or b"ddeLink" in part or re.search(
                            rb"<hyperlink [^>]*r:id", part):  # one inside the workbook has a location
                        problem(f"{path.name}!{name} holds a formula, a link or code")
        elif path.suffix == ".pdf":
            # Outside strings and streams: names that make a reader act.
            bare = re.sub(rb"stream\r?\n.*?endstream", b"", path.read_bytes(), flags=re.S)
            bare = re.sub(rb"\((?:[^()\\]|\\.)*\)|<[0-9A-Fa-f\s]*>", b"", bare)
            for name in (b"/JavaScript", b"/JS", b"/Launch", b"/URI", b"/OpenAction", b"/AA", b"/SubmitForm", b"/GoToR", b"/RichMedia"):
                if re.search(re.escape(name) + rb"\b", bare):
                    problem(f"{path.name} holds {name.decode()}")
    written = {path.suffix for path in out.glob("f*")}
    if not {".json", ".html"} <= written:
        problem(f"hostile texts were written as {sorted(written)} only: {done.stderr.decode(errors='replace')[-300:]}")


def main():
    if not shutil.which("strace") or subprocess.run(["strace", "-o", "/dev/null", "true"], capture_output=True).returncode != 0:
        print("skipped: there is no strace, or it may not trace here")
        return 77
    check_names(check_runs())
    check_code()
    print(f"{len(problems)} problems")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
