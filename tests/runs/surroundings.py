#!/usr/bin/env python3
"""What surrounds the program fails: memory, disk, fonts, templates, inputs that are no files. Each time there is a message that says
what, the right exit code, and nothing half-written. Called as `surroundings.py PROGRAM FOLDER`.

Single system calls are made to fail in tests/conformance/failing_calls.py; disks that are full in faults.py."""

import os
import pathlib
import resource
import shutil
import socket
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "malformed"))
from judge import half_written, is_sanitized, run, written  # noqa: E402

PROGRAM, FOLDER = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SEED = ROOT / "fixtures/changzhou-kjj-2024.txt"
ALL = ["--to", "json,xlsx,pdf,html"]
SANITIZED = is_sanitized(PROGRAM)


class Surroundings(unittest.TestCase):
    def setUp(self):
        self.here = FOLDER / self.id().split(".")[-1]
        self.here.mkdir()
        self.out = self.here / "out"

    def call(self, *arguments, program=PROGRAM, limits=(), **options):
        code, stdout, stderr, _, _ = run(program, ["--lang", "en", *map(str, arguments)], self.here, limits=limits, **options)
        self.assertEqual(list(half_written(self.out)), [])
        return code, (stdout + stderr).decode(errors="replace")

    def refused(self, *arguments, says=(), **options):
        code, said = self.call(*arguments, **options)
        self.assertEqual(code, 2, said)
        self.assertEqual(written(self.out) if self.out.is_dir() else [], [])
        for word in says:
            self.assertIn(word, said)
        return said

    def installed(self):
        """A copy of the program with its data, to take parts of it away."""
        top = self.here / "installed"
        (top / "bin").mkdir(parents=True)
        shutil.copy(PROGRAM, top / "bin/jixiao")
        for name in ("templates", "fonts"):
            shutil.copytree(ROOT / name, top / "share/jixiao" / name)
        return str(top / "bin/jixiao"), top / "share/jixiao"

    # ---- memory and disk

    @unittest.skipIf(SANITIZED, "a sanitizer takes the address space")
    def test_too_little_memory(self):
        # What the program and its libraries take as they are; below that the loader ends it.
        least = next(mb for mb in range(60, 1000, 4) if self.call("explain", "sum_differs", limits=[(resource.RLIMIT_AS, mb << 20)])[0] == 0)
        ends = set()
        for mb in range(least, least + 130, 6):
            out = self.here / f"out{mb}"
            code, said = self.call("convert", SEED, "-o", out, *ALL, limits=[(resource.RLIMIT_AS, mb << 20)])
            ends.add(code)
            self.assertIn(code, (2, 3), f"{mb} MB: exit {code}: {said[-300:]}")
            self.assertEqual(list(half_written(out)), [])
            if code == 2:
                self.assertIn("memory", said)
                self.assertEqual(written(out), [])
        self.assertEqual(ends, {2, 3})

    def test_file_too_large(self):
        for most in (0, 1000, 30_000):
            self.refused("convert", SEED, "-o", self.out, *ALL, limits=[(resource.RLIMIT_FSIZE, most)] if most else [(resource.RLIMIT_FSIZE, 4096)],
                         says=["changzhou-kjj-2024"])
            shutil.rmtree(self.out, ignore_errors=True)

    @unittest.skipIf(SANITIZED, "UBSan opens a pipe to look at an object's type, and takes its failing for a wrong type")
    def test_no_more_files(self):
        for most in (3, 4, 5, 6, 8, 12):
            code, said = self.call("convert", SEED, "-o", self.out, *ALL, limits=[(resource.RLIMIT_NOFILE, most)])
            self.assertIn(code, (2, 3, 127), said)  # 127: the loader could not open a library
            if code != 3:
                self.assertEqual(written(self.out), [])
            shutil.rmtree(self.out, ignore_errors=True)

    def test_full_standard_output(self):
        code = os.system(f"{PROGRAM} show {SEED} --as json >/dev/full 2>{self.here}/said")
        self.assertEqual(os.waitstatus_to_exitcode(code), 2, (self.here / "said").read_text())

    # ---- templates and fonts

    def test_no_templates(self):
        program, data = self.installed()
        shutil.rmtree(data / "templates")
        self.refused("convert", SEED, "-o", self.out, program=program, says=["vocabulary.xml"])

    def test_no_rules(self):
        program, data = self.installed()
        (data / "templates/rules.xml").unlink()
        self.refused("convert", SEED, "-o", self.out, program=program, says=["rules.xml"])

    def test_a_template_cut_short(self):
        program, data = self.installed()
        form = data / "templates/jiangsu/department-overall.xml"
        form.write_bytes(form.read_bytes()[:2000])
        self.refused("convert", SEED, "-o", self.out, program=program, says=["department-overall.xml"])

    def test_no_fonts(self):
        program, data = self.installed()
        manifest = data / "fonts/manifest.xml"
        whole = manifest.read_text(encoding="utf-8")
        for content in ("", whole[:300], whole.replace("Noto", "Nowhere").replace("LXGW", "Nowhere").replace("Fandol", "Nowhere")):
            manifest.write_text(content, encoding="utf-8")
            said = self.refused("convert", SEED, "-o", self.out, "--to", "pdf", program=program)
            self.assertTrue("manifest.xml" in said or "font" in said, said)
            # Data needs no font.
            code, said = self.call("convert", SEED, "-o", self.here / "data", "--to", "json", "--overwrite", program=program)
            self.assertEqual(code, 3, said)
        manifest.unlink()
        self.refused("convert", SEED, "-o", self.out, "--to", "pdf", program=program, says=["manifest.xml"])

    def test_a_font_that_is_none(self):
        for content in (b"", b"no font", bytes(5000), b"\0\1\0\0" + bytes(300), b"OTTO" + b"\xff" * 500, b"ttcf" + b"\xff" * 500):
            font = self.here / "own.ttf"
            font.write_bytes(content)
            self.refused("--font", f"song={font}", "convert", SEED, "-o", self.out, "--to", "pdf", says=["own.ttf"])
        self.refused("--font", "song=/nowhere.ttf", "convert", SEED, "-o", self.out, "--to", "pdf", says=["/nowhere.ttf"])

    # ---- inputs

    def test_no_files(self):
        os.mkfifo(self.here / "pipe.txt")
        self.refused("convert", self.here / "pipe.txt", "-o", self.out, says=["pipe.txt"])
        self.refused("convert", "/dev/zero", "-o", self.out, says=["zero"])
        self.refused("convert", "/dev/null", "-o", self.out, says=["null"])
        with socket.socket(socket.AF_UNIX) as listener:
            listener.bind(str(self.here / "socket.txt"))
            self.refused("convert", self.here / "socket.txt", "-o", self.out, says=["socket.txt"])
        self.refused("convert", self.here / "nothing.txt", "-o", self.out, says=["nothing.txt"])
        self.refused("convert", "/proc/self/mem", "-o", self.out, says=["mem"])

    def test_links(self):
        (self.here / "a.txt").symlink_to("b.txt")
        (self.here / "b.txt").symlink_to("a.txt")
        self.refused("convert", self.here / "a.txt", "-o", self.out, says=["a.txt"])
        (self.here / "c.txt").symlink_to("gone.txt")
        self.refused("convert", self.here / "c.txt", "-o", self.out, says=["c.txt"])
        # In a folder, links that lead nowhere are passed over, and none leads around for ever.
        inside = self.here / "in"
        (inside / "deep").mkdir(parents=True)
        shutil.copy(SEED, inside / "deep/x.txt")
        (inside / "deep/up").symlink_to("..")
        (inside / "loop").symlink_to("loop")
        os.mkfifo(inside / "pipe")
        code, said = self.call("convert", inside, "-o", self.out)
        self.assertEqual(code, 3, said)
        self.assertEqual([path.name for path in written(self.out)], ["x.json"])

    @unittest.skipIf(os.geteuid() == 0, "root may read anything")
    def test_unreadable(self):
        shutil.copy(SEED, self.here / "x.txt")
        (self.here / "x.txt").chmod(0)
        self.refused("convert", self.here / "x.txt", "-o", self.out, says=["x.txt"])
        (self.here / "folder").mkdir(mode=0)
        self.refused("convert", self.here / "folder", "-o", self.out, says=["folder"])

    def test_empty_folder(self):
        (self.here / "in").mkdir()
        self.refused("convert", self.here / "in", "-o", self.out)

    def test_names(self):
        for name in ("\x1b[31mred.txt", "a\nfailed: b.txt", "\u202etxt.exe", "\udcff\udcfe.txt", "x" * 250 + ".txt", "%s%n{}.txt", "..txt", "表 格.txt"):
            path = self.here / name
            shutil.copy(SEED, path)
            out = self.here / "named"
            code, said = self.call("convert", path, "-o", out, "--to", "json,xlsx")
            self.assertIn(code, (2, 3), said)
            self.assertNotIn("\x1b", said)
            self.assertNotIn("\u202e", said)
            self.assertEqual(len(written(out)), 2 if code == 3 else 0, (name, said))
            shutil.rmtree(out, ignore_errors=True)
            path.unlink()

    # ---- outputs

    def test_output_folder_is_something_else(self):
        self.out.write_bytes(b"mine")
        code, said = self.call("convert", SEED, "-o", self.out)
        self.assertEqual(code, 2, said)
        self.assertEqual(self.out.read_bytes(), b"mine")
        self.assertIn("out", said)
        code, said = self.call("convert", SEED, "-o", self.out / "below")
        self.assertEqual(code, 2, said)
        self.refused("convert", SEED, "-o", "/dev/null/x", says=["/dev/null"])
        self.refused("convert", SEED, "-o", "/proc/x", says=["/proc"])
        self.refused("convert", SEED, "-o", "", says=[])

    def test_output_is_a_folder(self):
        (self.out / "changzhou-kjj-2024.json" / "kept").mkdir(parents=True)
        for more in ([], ["--overwrite"]):
            code, said = self.call("convert", SEED, "-o", self.out, *ALL, *more)
            self.assertEqual(code, 2, said)
            self.assertIn("changzhou-kjj-2024.json", said)
            self.assertEqual([path.name for path in self.out.iterdir() if path.name != ".jixiao"], ["changzhou-kjj-2024.json"])

    def test_output_is_a_link(self):
        self.out.mkdir()
        target = self.here / "precious.txt"
        target.write_bytes(b'"mine"')
        (self.out / "changzhou-kjj-2024.json").symlink_to(target)
        for more in ([], ["--overwrite"]):
            self.call("convert", SEED, "-o", self.out, *more)
            self.assertEqual(target.read_bytes(), b'"mine"')  # nothing is written through a link

    def test_report_that_cannot_be_written(self):
        for report in ("/dev/null/r.html", self.here, "/proc/r.json"):
            code, said = self.call("check", SEED, "--report", f"{report}" if str(report) != str(self.here) else self.here / "x" / ".." )
            self.assertEqual(code, 2, said)

    def test_settings_that_are_no_files(self):
        os.mkfifo(self.here / "pipe")
        for option in (["--rules"], ["--labels"], ["--templates"]):
            for thing in ("/dev/zero", self.here / "pipe", self.here / "nothing"):
                self.refused(*option, thing, "check", SEED)
        for thing in ("/dev/zero", self.here / "pipe", self.here / "nothing", self.here):
            self.refused("check", SEED, "--waive", thing)
            self.refused("convert", "--files-from", thing, "-o", self.out)
            self.refused("convert", "--plan", thing, "--shard", 0, "-o", self.out)


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
