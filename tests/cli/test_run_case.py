#!/usr/bin/env python3
"""The case runner itself: it must fail on every difference, and accept must make a case hold."""

import pathlib
import tempfile
import unittest

import run_case

PROGRAM = """#!/bin/bash
case "$1" in
  write) mkdir -p out; echo text >out/a.json; echo "wrote 1 file in 12 ms" >&2;;
  show) cat "$2";;
  bare) printf 'no newline';;
  *) echo "usage: jixiao" >&2; exit 2;;
esac
"""

HOLDS = """# A session.
@ write dir/b.txt
|资金总额
|second
$ jixiao show dir/b.txt
1|资金总额
1|second
= 0
$ jixiao write
2~wrote 1 file in \\d+ ms
> out/a.json
= 0
$ jixiao
2...
= 2
$ jixiao bare
1!no newline
= 0
"""


class RunCase(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.program = pathlib.Path(self.folder.name) / "jixiao"
        self.program.write_text(PROGRAM, encoding="utf-8")
        self.program.chmod(0o755)

    def check(self, text, accept=False):
        self.path = pathlib.Path(self.folder.name) / "a.case"
        self.path.write_text(text, encoding="utf-8")
        return run_case.Case(self.program, self.path, accept).check()

    def test_holds(self):
        self.assertEqual(self.check(HOLDS), [])

    def test_every_difference_is_seen(self):
        for old, new in (("1|second\n", ""), ("1|second", "1|other"), ("1|second", "1|second\n1|third"), ("= 2", "= 0"),
                         ("> out/a.json\n", ""), ("> out/a.json", "* out/a.json"), ("\\d+ ms", "\\d ms"),
                         ("2...\n", ""), ("1!no", "1|no")):
            changed = HOLDS.replace(old, new)
            self.assertNotEqual(changed, HOLDS)
            self.assertTrue(self.check(changed), f"not seen: {old!r} -> {new!r}")

    def test_accept_keeps_patterns_that_hold(self):
        self.assertEqual(self.check(HOLDS.replace("1|second\n", "").replace("> out/a.json\n", ""), accept=True), [])
        self.assertEqual(self.path.read_text(encoding="utf-8"), HOLDS)

    def test_golden_file(self):
        case = "@ write b.txt\n|x\n$ jixiao show b.txt\n1< b.golden\n= 0\n"
        self.assertTrue(self.check(case))
        self.assertEqual(self.check(case, accept=True), [])
        self.assertEqual((pathlib.Path(self.folder.name) / "b.golden").read_text(), "x\n")
        self.assertEqual(self.check(case), [])
        self.assertTrue(self.check(case.replace("|x", "|y")))

    def test_stray_lines_are_refused(self):
        with self.assertRaises(run_case.CaseError):
            self.check("jixiao\n")

    def test_nothing_outside_the_folder(self):
        with self.assertRaises(run_case.CaseError):
            self.check("@ write ../x\n|x\n")


if __name__ == "__main__":
    unittest.main()
