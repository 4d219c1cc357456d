#!/usr/bin/env python3
"""Options of a run that meet: reports, rosters, PDFs, names, shards, worker processes, going on after kill -9. Whatever the
combination, the bytes are those of the plain run. Called as `together.py PROGRAM FOLDER`."""

import json
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import time
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from documents import document, leftovers, outputs, write_documents  # noqa: E402

PROGRAM, FOLDER = pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()
COUNT, PER_FOLDER = 24, 8


def run(*arguments, **options):
    done = subprocess.run([PROGRAM, "--lang", "en", *map(str, arguments)], capture_output=True, text=True, timeout=1800, cwd=FOLDER,
                          **options)
    return done.returncode, done.stderr


def convert(*arguments, **options):
    return run("convert", *arguments, **options)


def lines_of(path):
    return path.read_text(encoding="utf-8").splitlines() if path.exists() else []


def kill_when(out, done, *arguments):
    """Starts a run and kills it once so many documents are in its journal."""
    process = subprocess.Popen([PROGRAM, "convert", *map(str, arguments)], cwd=FOLDER, stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL)
    end = time.monotonic() + 600
    while len(lines_of(out / ".jixiao/journal.ndjson")) < done and process.poll() is None:
        if time.monotonic() > end:
            raise TimeoutError
        time.sleep(0.002)
    process.kill()
    process.wait()


class Together(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        write_documents(FOLDER / "in", COUNT, PER_FOLDER)
        (FOLDER / "in/0001/bad.txt").write_bytes(b"nothing of the kind\n")
        units = [f"某市第{i}局" for i in range(1, COUNT + 2)]  # 0 is not on it, COUNT and COUNT + 1 have no table
        (FOLDER / "units.csv").write_text("单位名称\n" + "\n".join(units) + "\n", encoding="utf-8")

    def setUp(self):
        self.out = FOLDER / self.id().split(".")[-1]
        self.addCleanup(shutil.rmtree, self.out, ignore_errors=True)

    def reported(self, name, *arguments):
        """(exit code, report in JSON, in NDJSON, what was said of the roster)"""
        texts = []
        for kind in ("json", "ndjson"):
            report = FOLDER / f"{name}.{kind}"
            code, err = convert("in", "-o", self.out / name, "--report", report, "--roster", "units.csv", *arguments)
            texts.append(report.read_text(encoding="utf-8"))
            arguments = [a for a in arguments if a != "--overwrite"]
        return code, *texts, [line for line in err.splitlines() if "某市第" in line]

    def test_report_and_roster_are_those_of_the_plain_run(self):
        plain = self.reported("plain", "-j", 1)
        self.assertEqual(plain[0], 2)
        report = json.loads(plain[1])
        self.assertEqual(len(report["documents"]), COUNT + 1)
        self.assertEqual([d["input"] for d in report["documents"]], sorted(d["input"] for d in report["documents"]))
        self.assertEqual(len(plain[2].splitlines()), COUNT + 2)  # the last is the roster's
        for text in ("某市第24局", "某市第25局"):
            self.assertIn(text, json.dumps(report["roster"], ensure_ascii=False))
            self.assertIn(text, " ".join(plain[3]))
        self.assertEqual(self.reported("four", "-j", 4), plain)
        self.assertEqual(self.reported("workers", "-j", 2, "--isolate"), plain)
        # All of it was done before, none of it is forgotten.
        self.assertEqual(self.reported("plain", "-j", 2, "--resume"), plain)
        self.assertEqual(self.reported("plain", "--isolate", "--resume"), plain)
        self.assertEqual(self.reported("plain", "--retry-failed"), plain)
        killed = self.out / "killed"
        kill_when(killed, COUNT // 3, "in", "-o", killed)
        self.assertEqual(self.reported("killed", "-j", 2, "--resume"), plain)

    def test_report_of_what_is_laid_out(self):
        """Findings of the layout are in the report of a run that had nothing left to write."""
        first, again = FOLDER / "first.json", FOLDER / "again.json"
        convert("in", "-o", self.out, "--to", "xlsx", "--report", first)
        code, err = convert("in", "-o", self.out, "--to", "xlsx", "--report", again, "--resume")
        self.assertIn(f"{COUNT} of them were done before", err)
        self.assertEqual(again.read_text(), first.read_text())

    def test_pdf(self):
        code, err = convert("in", "-o", self.out / "1", "--to", "pdf", "-j", 1)
        whole = outputs(self.out / "1")
        self.assertEqual(len(whole), COUNT)
        for path, content in whole.items():
            self.assertTrue(content.startswith(b"%PDF-1.7\n") and content.rstrip().endswith(b"%%EOF"), path)
        if shutil.which("pdftotext"):  # it opens, and it is the table of its input
            for i in (0, COUNT - 1):
                path = self.out / "1" / f"{i // PER_FOLDER:04}/{i:07}.pdf"
                text = subprocess.run(["pdftotext", "-layout", path, "-"], capture_output=True, text=True, check=True).stdout
                self.assertIn(f"某市第{i}局", text)
        for name, more in (("2", ["-j", 2]), ("workers", ["-j", 2, "--isolate"])):
            self.assertEqual(convert("in", "-o", self.out / name, "--to", "pdf", *more)[0], code)
            self.assertEqual(outputs(self.out / name), whole)
        killed = self.out / "killed"
        kill_when(killed, COUNT // 3, "in", "-o", killed, "--to", "pdf", "-j", 2)
        for path, content in outputs(killed).items():
            self.assertEqual(content, whole[path])
        self.assertEqual(convert("in", "-o", killed, "--to", "pdf", "-j", 2, "--resume")[0], code)
        self.assertEqual(outputs(killed), whole)
        self.assertEqual(leftovers(killed), [])

    def test_shards_make_the_whole_whatever_each_is_run_with(self):
        convert("in", "-o", self.out / "whole", "--report", "whole.ndjson")
        plan = subprocess.run([PROGRAM, "plan", "in", "--shards", "3"], cwd=FOLDER, capture_output=True, text=True, check=True).stdout
        (FOLDER / "run.plan").write_text(plan)
        out = self.out / "shards"
        for shard, more in enumerate((["-j", 2], ["--isolate"], ["--resume"])):
            convert("--plan", "run.plan", "--shard", shard, "-o", out, "--report", f"shard{shard}.ndjson", *more)
        together = sorted(line for shard in range(3) for line in lines_of(FOLDER / f"shard{shard}.ndjson"))
        self.assertEqual(together, sorted(lines_of(FOLDER / "whole.ndjson")))
        code, err = run("merge", out)
        self.assertEqual(code, 2)  # one input is no table, here as there
        self.assertEqual(outputs(out), outputs(self.out / "whole"))

    def test_names_from_fields(self):
        pattern = ["--name", "{year}_{unit_name}", "--to", "json"]
        convert("in", "-o", self.out / "a", *pattern)
        whole = outputs(self.out / "a")
        self.assertIn("0000/2024_某市第0局.json", whole)
        self.assertEqual(len(whole), COUNT)
        convert("in", "-o", self.out / "b", *pattern, "--isolate", "-j", 2)
        self.assertEqual(outputs(self.out / "b"), whole)
        killed = self.out / "c"
        kill_when(killed, COUNT // 3, "in", "-o", killed, *pattern)
        convert("in", "-o", killed, *pattern, "--resume")
        self.assertEqual(outputs(killed), whole)
        # Another pattern is another output: what was done under the old names is done again, and nothing removed.
        code, err = convert("in", "-o", killed, "--name", "{unit_name}", "--resume")
        self.assertNotIn("were done before", err)
        self.assertEqual(len(outputs(killed)), 2 * COUNT)

    def test_several_forms_in_one_input(self):
        """A text of forty forms is one document of the run and forty of its outputs: all, or none."""
        text = FOLDER / "many/all.txt"
        text.parent.mkdir(exist_ok=True)
        text.write_text("".join(document(i) for i in range(40)), encoding="utf-8")
        (FOLDER / "many/one.txt").write_text(document(40), encoding="utf-8")
        code, err = convert("many", "-o", self.out / "plain", "--index", "--progress", "json")
        whole = outputs(self.out / "plain")
        units = {json.loads(whole[f"all.{i + 1}.json"])["fields"]["unit_name"] for i in range(40)}
        self.assertEqual(units, {f"某市第{i}局" for i in range(40)})
        self.assertEqual(len(whole), 41 + 3)
        self.assertEqual(whole["index.html"].count(b'<th scope="row">'), 41)
        wrong = sum(i % 7 == 3 for i in range(41))
        self.assertEqual(whole["index.html"].count(b'<tr data-k="e">'), wrong)  # each its own, not its input's
        for line in err.splitlines():
            if line.startswith('{"progress"'):
                self.assertEqual(json.loads(line)["progress"]["total"], 2)
        convert("many", "-o", self.out / "workers", "--isolate", "--index")
        self.assertEqual(outputs(self.out / "workers"), whole)
        (self.out / "plain/all.17.json").unlink()
        _, err = convert("many", "-o", self.out / "plain", "--resume", "--index")
        self.assertIn("1 of them was done before", err)
        self.assertEqual(outputs(self.out / "plain"), whole)

    def test_fail_fast_with_workers(self):
        code, err = convert("in", "-o", self.out, "--isolate", "-j", 3, "--fail-fast")
        self.assertEqual(code, 2)
        self.assertEqual(len(outputs(self.out)), 2 * PER_FOLDER)  # bad.txt comes after the files of its folder
        self.assertIn(f"{COUNT - 2 * PER_FOLDER} are left to do", err)
        self.assertEqual(leftovers(self.out), [])

    def test_standard_input(self):
        text = document(3)
        convert("-", "-o", self.out / "a", input=text)
        convert("-", "-o", self.out / "b", "--isolate", input=text)
        self.assertEqual(list(outputs(self.out / "a")), ["stdin.json"])
        self.assertEqual(outputs(self.out / "a"), outputs(self.out / "b"))

    def test_file_size_limit(self):
        """No file may have more than 10 KB (RLIMIT_FSIZE): the journal's next line does not fit, and the run ends, told once."""
        limit = 10 << 10
        code, err = convert("in", "-o", self.out, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)))
        self.assertEqual(code, 2, err)
        self.assertEqual(len(re.findall("cannot write the journal", err)), 1, err)
        self.assertTrue((self.out / ".jixiao/journal.ndjson").read_bytes().endswith(b"}\n"))
        done = {json.loads(line)["input"] for line in lines_of(self.out / ".jixiao/journal.ndjson")}
        self.assertTrue(0 < len(done) < COUNT)
        convert("in", "-o", self.out, "--resume")
        self.assertEqual(len(outputs(self.out)), COUNT)
        self.assertEqual(leftovers(self.out), [])


if __name__ == "__main__":
    unittest.main(argv=sys.argv[:1], verbosity=1)
