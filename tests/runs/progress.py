#!/usr/bin/env python3
"""Progress as a person or a program sees it: a terminal of a given width, a pipe. Called as `progress.py PROGRAM FOLDER`."""

import fcntl
import json
import os
import pathlib
import pty
import re
import struct
import subprocess
import sys
import termios
import time
import unicodedata
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from documents import write_documents  # noqa: E402

PROGRAM, FOLDER = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
COUNT, SLOW = 12, 3  # documents, and seconds the last one takes


def width(text):
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 0 if unicodedata.combining(c) else 1 for c in text)


class OnTerminal:
    """What a terminal of so many columns receives on stderr."""

    def __init__(self, arguments, columns, narrower=None, **environment):
        ours, theirs = pty.openpty()
        fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
        env = {**os.environ, "PATH": f"{FOLDER / 'tools'}:{os.environ['PATH']}", "TERM": "xterm", **environment}
        if "NO_COLOR" not in environment:
            env.pop("NO_COLOR", None)
        self.chunks = []
        process = subprocess.Popen(arguments, stdout=subprocess.DEVNULL, stderr=theirs, env=env)
        os.close(theirs)
        try:
            while data := os.read(ours, 65536):
                self.chunks.append(data)
                if narrower and len(self.chunks) > 2 and not data.endswith(b"\x1b[J"):  # a bar stands there
                    fcntl.ioctl(ours, termios.TIOCSWINSZ, struct.pack("HHHH", 24, narrower, 0, 0))
                    narrower = None
        except OSError:  # Linux ends a terminal that way
            pass
        self.code = process.wait()
        os.close(ours)
        self.text = b"".join(self.chunks).decode()
        # Every bar is drawn from the first column and taken away by ESC [ J before anything else is written.
        self.bars = [re.sub(r"\x1b\[\d*[A-Zm]", "", bar).split("\n")[-1].strip("\r") for bar in self.text.split("\x1b[J")[:-1]]


class Progress(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        write_documents(FOLDER / "in/市科学技术局", COUNT)
        (FOLDER / "in/最后的旧表格.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4096 + "Workbook".encode("utf-16-le") + b"\0" * 4096)
        (FOLDER / "tools").mkdir()
        (FOLDER / "tools/soffice").write_text(f"#!/bin/sh\nsleep {SLOW}\n")
        (FOLDER / "tools/soffice").chmod(0o755)

    def command(self, *more):
        return [PROGRAM, "convert", FOLDER / "in", "-o", FOLDER / self.id(), "--via-libreoffice", "-j", "2", *more]

    def test_bar(self):
        seen = OnTerminal(self.command(), 120)
        bars = [bar for bar in seen.bars if bar]
        self.assertGreater(len(bars), 5, seen.text)
        for bar in bars:
            self.assertLess(width(bar), 120)
        self.assertRegex(bars[-1], rf"{COUNT}/{COUNT + 1} .*无问题 \d+  有问题 \d+  失败 0  .*最后的旧表格\.xls$")
        self.assertIn("\x1b[32m", seen.text)
        # Gone at the end: after the last bar was taken away, there is the summary and nothing else.
        end = seen.text.split("\x1b[J")[-1]
        self.assertIn(f"共 {COUNT + 1} 个文件", end)
        self.assertNotIn(f"{COUNT}/{COUNT + 1}", end)

    def test_failure_is_told_above_the_bar(self):
        seen = OnTerminal(self.command(), 100)
        self.assertRegex(seen.text, r"\x1b\[J失败：最后的旧表格\.xls")

    def test_resized(self):
        seen = OnTerminal(self.command(), 150, narrower=60)
        widths = [width(bar) for bar in seen.bars if bar]
        self.assertGreater(max(widths), 60)
        self.assertLess(widths[-1], 60)
        self.assertRegex(seen.text, r"\x1b\[[12]A\x1b\[J|\r\x1b\[[12]A")  # the wrapped one is taken away whole

    def test_no_color(self):
        self.assertNotRegex(OnTerminal(self.command(), 100, NO_COLOR="1").text, r"\x1b\[\d+m")

    def test_dumb_terminal(self):
        self.assertNotIn("\x1b", OnTerminal(self.command(), 100, TERM="dumb").text)

    def test_json(self):
        env = {**os.environ, "PATH": f"{FOLDER / 'tools'}:{os.environ['PATH']}"}
        done = subprocess.run(self.command("--progress", "json"), capture_output=True, text=True, env=env)
        lines = [json.loads(line)["progress"] for line in done.stderr.splitlines() if line.startswith("{")]
        self.assertGreaterEqual(len(lines), 2)
        self.assertEqual(sorted(line["done"] for line in lines), [line["done"] for line in lines])
        last = lines[-1]
        self.assertEqual((last["done"], last["total"], last["failed"]), (COUNT + 1, COUNT + 1, 1))
        self.assertEqual(last["clean"] + last["findings"], COUNT)

    def test_none(self):
        seen = OnTerminal(self.command("--progress", "none"), 100)
        self.assertNotIn("\x1b", seen.text)
        self.assertNotIn(f"{COUNT}/", seen.text)

    def test_short_run_shows_nothing(self):
        start = time.monotonic()
        seen = OnTerminal([PROGRAM, "convert", FOLDER / "in/市科学技术局/0000/0000000.txt", "-o", FOLDER / self.id()], 100)
        if time.monotonic() - start < 1:
            self.assertNotIn("\x1b", seen.text)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
