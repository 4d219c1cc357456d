#!/usr/bin/env python3
"""Runs over many documents, disturbed in every way there is: nothing is lost. Called as `faults.py PROGRAM FOLDER`;
JIXIAO_DOCUMENTS says how many (40; the conformance tier takes 500).

After each fault: every output there is complete and equals the undisturbed run's, --resume makes the rest, and nothing
temporary is left."""

import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from documents import document, leftovers, outputs, write_documents  # noqa: E402

PROGRAM, FOLDER = os.path.abspath(sys.argv[1]), pathlib.Path(sys.argv[2]).resolve()
COUNT = int(os.environ.get("JIXIAO_DOCUMENTS", "40"))
FORMATS = "json" if COUNT < 100 else "json,xlsx"
EACH = FORMATS.count(",") + 1  # outputs of a document
PER_FOLDER = 20
LIMIT = 5 if COUNT < 100 else 20  # seconds a document may take; a busy machine takes one for many that need no time
NAMESPACES = subprocess.run(["unshare", "-rm", "mount", "-t", "tmpfs", "none", "/mnt"], capture_output=True).returncode == 0


def name(i):
    return f"{i // PER_FOLDER:04}/{i:07}.txt"


def command(*arguments):
    return [PROGRAM, "--lang", "en", "convert", *map(str, arguments)]


def run(*arguments, **options):
    done = subprocess.run(command(*arguments), capture_output=True, text=True, timeout=1800, **options)
    return done.returncode, done.stderr


def journal(out, which="journal.ndjson"):
    path = out / ".jixiao" / which
    if not path.exists():
        return []
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def last_records(out):
    return {record["input"]: record for record in journal(out)}


def wait_for(condition, seconds=600):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.005)


class Faults(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.inputs = FOLDER / "in"
        write_documents(cls.inputs, COUNT, PER_FOLDER)
        cls.code, _ = run(cls.inputs, "-o", FOLDER / "undisturbed", "--to", FORMATS, "-j", 1)
        cls.whole = outputs(FOLDER / "undisturbed")

    def setUp(self):
        self.out = FOLDER / self.id().split(".")[-1]

    def tearDown(self):
        shutil.rmtree(self.out, ignore_errors=True)

    def start(self, *arguments, env=None):
        return subprocess.Popen(command(self.inputs, "-o", self.out, "--to", FORMATS, "-j", 2, *arguments),
                                stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env=env)

    def written(self):
        path = self.out / ".jixiao" / "journal.ndjson"
        return path.read_bytes().count(b"\n") if path.exists() else 0

    def assert_sound_so_far(self):
        """Whatever is there is complete and right, and the journal names nothing that is not there."""
        there = outputs(self.out)
        for path, content in there.items():
            self.assertEqual(content, self.whole[path], path)
        for record in journal(self.out):
            for file in record["outputs"]:
                self.assertIn(file["path"], there)

    def assert_resumes(self, *arguments):
        code, err = run(self.inputs, "-o", self.out, "--to", FORMATS, "-j", 2, "--resume", *arguments)
        self.assertEqual(code, self.code, err)
        self.assert_whole()
        return err

    def assert_whole(self):
        self.assertEqual(outputs(self.out).keys(), self.whole.keys())
        self.assert_sound_so_far()
        self.assertEqual(leftovers(self.out), [])
        self.assertEqual(len(last_records(self.out)), COUNT)

    def test_undisturbed_run_has_everything(self):
        self.assertEqual(self.code, 3)  # one in seven has a wrong total
        self.assertEqual(len(self.whole), EACH * COUNT)
        for path, content in self.whole.items():
            if path.endswith(".json"):
                self.assertEqual(json.loads(content)["fields"]["unit_name"], f"某市第{int(pathlib.Path(path).stem)}局")
            else:
                self.assertTrue(content.startswith(b"PK\x03\x04"), path)
        names = [record["input"] for record in journal(FOLDER / "undisturbed")]
        self.assertEqual(names, [name(i) for i in range(COUNT)])
        self.assertEqual(leftovers(FOLDER / "undisturbed"), [])

    def test_any_number_of_workers(self):
        for jobs, more in ((2, []), (8, []), (3, ["--isolate"])):
            out = self.out / f"{jobs}{len(more)}"
            code, err = run(self.inputs, "-o", out, "--to", FORMATS, "-j", jobs, *more)
            self.assertEqual(code, self.code, err)
            self.assertEqual(outputs(out), self.whole)
            same = [{**r, "seconds": 0} for r in journal(out)]
            self.assertEqual(same, [{**r, "seconds": 0} for r in journal(FOLDER / "undisturbed")])

    def test_killed(self):
        for share, more in ((5, []), (3, ["--isolate"]), (2, [])):
            process = self.start(*more, *(["--resume"] if self.out.exists() else []))
            wait_for(lambda: self.written() >= COUNT // share or process.poll() is not None)
            process.kill()
            process.communicate()
            self.assert_sound_so_far()
        done = self.written()
        err = self.assert_resumes()
        self.assertIn(f"{done} of them were done before", err)

    def test_interrupted_once(self):
        process = self.start()
        wait_for(lambda: self.written() >= COUNT // 4 or process.poll() is not None)
        process.send_signal(signal.SIGINT)
        _, err = process.communicate(timeout=600)
        self.assertEqual(process.returncode, 130, err)
        self.assertIn("are left to do", err)
        self.assert_sound_so_far()
        self.assertEqual(leftovers(self.out), [])
        self.assertEqual(len(outputs(self.out)), EACH * len(last_records(self.out)))
        self.assert_resumes()

    def test_interrupted_twice(self):
        slow = self.slow_office()
        process = self.start("--via-libreoffice", env=slow)
        wait_for(lambda: self.written() >= COUNT // 4 or process.poll() is not None)
        process.send_signal(signal.SIGTERM)
        time.sleep(0.3)
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=60)
        self.assertEqual(process.returncode, 130)
        self.assert_sound_so_far()
        self.assertEqual(leftovers(self.out), [])
        (self.inputs / "zz.xls").unlink()
        self.assert_resumes("--via-libreoffice")

    def slow_office(self):
        """An old workbook at the end of the inputs, and a LibreOffice that takes a minute for it."""
        (self.inputs / "zz.xls").write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 4096 + "Workbook".encode("utf-16-le") + b"\0" * 4096)
        self.addCleanup((self.inputs / "zz.xls").unlink, missing_ok=True)
        tools = FOLDER / "tools"
        tools.mkdir(exist_ok=True)
        (tools / "soffice").write_text("#!/bin/sh\nsleep 67.5\n")
        (tools / "soffice").chmod(0o755)
        return {**os.environ, "PATH": f"{tools}:{os.environ['PATH']}"}

    def test_takes_too_long(self):
        code, err = run(self.inputs, "-o", self.out, "--to", FORMATS, "-j", 2, "--via-libreoffice", "--timeout-per-doc", f"{LIMIT}s",
                        env=self.slow_office())
        self.assertEqual(code, 2, err)
        self.assertIn(f"failed: zz.xls: was not done within {LIMIT} seconds and was ended alone", err)
        self.assertEqual(outputs(self.out), self.whole)
        self.assertEqual(leftovers(self.out), [])
        self.assertTrue(last_records(self.out)["zz.xls"]["status"] == "failed")
        running = subprocess.run(["ps", "-eo", "args"], capture_output=True, text=True).stdout
        self.assertNotIn("sleep 67.5", running)  # what it had started ended with it

    def test_takes_too_much_memory(self):
        big = self.inputs / "0000" / "big.txt"
        big.write_text(document(0) + "无关文字，\t" * 9_000_000, encoding="utf-8")
        self.addCleanup(big.unlink)
        code, err = run(self.inputs, "-o", self.out, "--to", FORMATS, "-j", 2, "--max-memory-per-doc", "150M")
        self.assertEqual(code, 2, err)
        self.assertRegex(err, r"failed: 0000/big\.txt: took more memory than 150 MB and was ended alone")
        self.assertEqual(outputs(self.out), self.whole)

    def test_worker_crashes(self):
        # Under AddressSanitizer, too, the signal is what ends it.
        sanitizer = os.environ.get("ASAN_OPTIONS", "") + ":handle_segv=0"
        process = self.start("--isolate", env={**os.environ, "ASAN_OPTIONS": sanitizer})
        wait_for(lambda: self.written() >= COUNT // 4 or process.poll() is not None)
        workers = subprocess.run(["ps", "-o", "pid=", "--ppid", str(process.pid)], capture_output=True, text=True).stdout.split()
        os.kill(int(workers[0]), signal.SIGSEGV)
        _, err = process.communicate(timeout=600)
        crashed = err.count("the worker crashed (signal 11)")
        self.assertLessEqual(crashed, 1, err)  # none where it was idle when it died
        self.assertEqual(process.returncode, 70 if crashed else self.code, err)
        self.assert_sound_so_far()
        self.assertEqual(len(outputs(self.out)), EACH * (COUNT - crashed))
        self.assert_resumes()

    def test_bad_documents_fail_alone(self):
        bad = self.inputs / name(COUNT // 2)
        good = bad.read_bytes()
        bad.write_bytes(b"nothing of the kind\n")
        self.addCleanup(bad.write_bytes, good)
        code, err = run(self.inputs, "-o", self.out, "--to", FORMATS, "-j", 4)
        self.assertEqual(code, 2)
        self.assertEqual(err.count("failed: "), 1, err)
        self.assertEqual(len(outputs(self.out)), EACH * (COUNT - 1))
        self.assert_sound_so_far()
        # Only what failed is tried again; it may be well by now.
        lines = self.written()
        bad.write_bytes(good)
        code, err = run(self.inputs, "-o", self.out, "--to", FORMATS, "-j", 4, "--retry-failed")
        self.assertEqual(code, self.code, err)
        self.assertEqual(self.written(), lines + 1)
        self.assert_whole()

    def test_fail_fast(self):
        at = COUNT // 2
        bad = self.inputs / name(at)
        good = bad.read_bytes()
        bad.write_bytes(b"nothing of the kind\n")
        self.addCleanup(bad.write_bytes, good)
        for jobs in (1, 4):
            out = self.out / str(jobs)
            code, err = run(self.inputs, "-o", out, "--to", FORMATS, "-j", jobs, "--fail-fast")
            self.assertEqual(code, 2)
            self.assertIn(f"{COUNT - at - 1} are left to do", err)
            self.assertEqual(len(outputs(out)), EACH * at)  # those before it, at any number of workers
            self.assertEqual(len(journal(out)), at + 1)
            self.assertEqual(leftovers(out), [])

    @unittest.skipUnless(NAMESPACES, "no mount namespaces here")
    def test_full_disk(self):
        size = sum(map(len, self.whole.values())) // 2 // 1024
        kept = self.out / "kept"
        kept.mkdir(parents=True)
        convert = " ".join(f"'{word}'" for word in command(self.inputs, "-o", "full", "--to", FORMATS, "-j", 2))
        done = subprocess.run(["unshare", "-rm", "bash", "-c", f"""
            mkdir full && mount -t tmpfs -o size={size}k none full || exit 9
            {convert} 2>first.txt; echo $? >first.code
            cp -a full/. kept-first
            mount -o remount,size=1g full || exit 9
            {convert} --resume 2>second.txt; echo $? >second.code
            cp -a full/. kept"""], cwd=self.out)
        self.assertEqual(done.returncode, 0)
        err = (self.out / "first.txt").read_text()
        self.assertEqual((self.out / "first.code").read_text(), "2\n", err)
        self.assertEqual(err.count("the disk is full"), 1, err)
        self.assertEqual(err.count("failed: "), 1, err)  # and that is it
        self.assertIn("are left to do", err)
        self.assertEqual((self.out / "second.code").read_text(), f"{self.code}\n", (self.out / "second.txt").read_text())
        self.out, top = self.out / "kept-first", self.out
        self.assertGreater(len(outputs(self.out)), 0)
        self.assert_sound_so_far()
        self.assertEqual(leftovers(self.out), [])
        self.out = top / "kept"
        self.assert_whole()
        self.out = top

    @unittest.skipUnless(NAMESPACES, "no mount namespaces here")
    def test_read_only_folder(self):
        self.out.mkdir()
        convert = " ".join(f"'{word}'" for word in command(self.inputs, "-o", "ro", "--to", FORMATS, "-j", 2))
        done = subprocess.run(["unshare", "-rm", "bash", "-c", f"mkdir ro && mount -t tmpfs -o ro none ro || exit 9\n{convert}"],
                              cwd=self.out, capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertEqual(done.stderr.count("failed: "), 1, done.stderr)
        self.assertIn("cannot write into the output folder ro", done.stderr)
        self.assertIn(f"{COUNT} are left to do", done.stderr)

    def test_power_cut(self):
        """The journal's last line torn, an output gone that it names, another empty, a whole folder of temporaries left."""
        run(self.inputs, "-o", self.out, "--to", FORMATS, "-j", 2)
        path = self.out / ".jixiao" / "journal.ndjson"
        path.write_bytes(path.read_bytes()[:-40])
        names = sorted(self.whole)
        (self.out / names[3]).unlink()
        (self.out / names[8]).unlink()
        dead = self.out / ".jixiao" / "tmp" / "elsewhere.1.abcdef"
        dead.mkdir(parents=True)
        (dead / "lock").touch()
        (dead / "0-0").write_bytes(b"half")
        lines = self.written()  # whole ones
        self.assert_resumes()
        self.assertEqual(self.written(), lines + 3)  # of three documents; the torn line is gone

    def test_changed_documents(self):
        run(self.inputs, "-o", self.out, "--to", FORMATS, "-j", 2)
        changed = self.inputs / name(5)
        good = changed.read_bytes()
        changed.write_bytes(document(5).replace("某市第5局", "某市第五局").encode())
        self.addCleanup(changed.write_bytes, good)
        mine = self.out / sorted(self.whole)[-1]
        mine.write_bytes(b"edited by hand")
        code, err = run(self.inputs, "-o", self.out, "--to", FORMATS, "-j", 2, "--resume")
        # What we wrote gives way to the changed input; what somebody edited does not, unasked.
        self.assertEqual(code, 2, err)
        self.assertEqual(mine.read_bytes(), b"edited by hand")
        self.assertEqual(err.count("exists with different content"), 1, err)
        result = json.loads((self.out / name(5)).with_suffix(".json").read_bytes())
        self.assertEqual(result["fields"]["unit_name"], "某市第五局")
        changed.write_bytes(good)
        self.assert_resumes("--overwrite")

    def test_options_changed(self):
        run(self.inputs, "-o", self.out, "--to", "html", "-j", 2)
        lines = self.written()
        _, err = run(self.inputs, "-o", self.out, "--to", "html", "-j", 2, "--resume")
        self.assertIn(f"{COUNT} of them were done before", err)
        self.assertEqual(self.written(), lines)
        code, err = run(self.inputs, "-o", self.out, "--to", FORMATS, "-j", 2, "--resume")
        self.assertEqual(code, self.code)
        self.assertNotIn("were done before", err)  # in other formats, everything is to do


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
