#!/usr/bin/env python3
"""scripts/setup, build and run, with the machine played by stand-ins: `test_scripts.py ROOT`."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = pathlib.Path(sys.argv.pop(1)).resolve()

# Stand-ins write what they were called with into $LOG. INSTALLED, USER_ID and SUDO say what the machine is like.
STAND_INS = {
    "dpkg-query": 'for name in $INSTALLED; do printf "installed:%s " "$name"; done; echo "no packages found" >&2; exit 1',
    "apt-get": 'echo "apt-get $*" >>"$LOG"; echo "Reading package lists"; case "$*" in *"$FAIL"*) exit 100;; esac',
    "id": 'echo "$USER_ID"',
    "sudo": '[ "$SUDO" = yes ] || exit 1; [ "$1" = -n ] && shift; [ "$1" = true ] || { echo sudo >>"$LOG"; "$@"; }',
    "cmake": 'echo "cmake $*" >>"$LOG"; echo "-- noise"; case "$*" in *"$FAIL"*) echo "error: broken" >&2; exit 1;; esac;'
             'case "$*" in --build*) printf \'#!/bin/sh\\npwd; for a; do echo "[$a]"; done; echo error >&2; exit 3\\n\''
             ' >build/release/jixiao; chmod +x build/release/jixiao;; esac',
}


class Scripts(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.top = pathlib.Path(folder.name).resolve()
        self.clone = self.top / "a clone"
        shutil.copytree(ROOT / "scripts", self.clone / "scripts")
        (self.clone / "src/base").mkdir(parents=True)
        (self.clone / "CMakeLists.txt").touch()
        (self.clone / "CMakePresets.json").touch()
        (self.top / "bin").mkdir()
        for name, body in STAND_INS.items():
            path = self.top / "bin" / name
            path.write_text(f"#!/bin/bash\n{body}\n", encoding="utf-8")
            path.chmod(0o755)
        self.log = self.top / "log"
        self.env = {"PATH": f"{self.top}/bin:/usr/bin:/bin", "LOG": str(self.log), "LANG": "C", "USER_ID": "0",
                    "SUDO": "no", "INSTALLED": " ".join(self.packages("build")), "FAIL": "(nothing)"}

    def packages(self, tier):
        lines = (ROOT / "scripts/packages").read_text(encoding="utf-8").splitlines()
        return [line.split()[1] for line in lines if line.startswith(tier + " ")]

    def call(self, script, *arguments, **env):
        self.log.write_text("")
        return subprocess.run([str(self.clone / "scripts" / script), *arguments], cwd=self.top, text=True,
                              env={**self.env, **env}, capture_output=True, timeout=60)

    def logged(self):
        return self.log.read_text().splitlines()

    def test_nothing_missing(self):
        done = self.call("setup", "build")
        self.assertEqual((done.returncode, done.stdout, done.stderr, self.logged()), (0, "", "", []))

    def test_root_installs_what_is_missing_by_name(self):
        done = self.call("setup", "build", "test")
        self.assertEqual((done.returncode, done.stdout), (0, ""))
        update, install = self.logged()
        self.assertTrue(update.endswith(" update"), update)
        self.assertTrue(install.endswith("install -y --no-install-recommends " + " ".join(self.packages("test"))), install)

    def test_sudo_without_password(self):
        self.assertEqual(self.call("setup", "build", INSTALLED="", USER_ID="1000", SUDO="yes").returncode, 0)
        self.assertEqual(self.logged()[0], "sudo")

    def test_without_root_the_line_to_run_is_printed(self):
        done = self.call("setup", "build", INSTALLED="g++", USER_ID="1000")
        self.assertEqual((done.returncode, done.stdout, self.logged()), (2, "", []))
        missing = [name for name in self.packages("build") if name != "g++"]
        line = "apt-get update && apt-get install -y --no-install-recommends " + " ".join(missing)
        self.assertIn(line, done.stderr.splitlines())

    def test_failing_install(self):
        done = self.call("setup", "build", INSTALLED="", FAIL="install")
        self.assertEqual((done.returncode, done.stdout), (2, ""))
        self.assertIn("apt-get update && apt-get install", done.stderr)

    def test_lists_that_cannot_be_refreshed_may_do(self):
        self.assertEqual(self.call("setup", "build", INSTALLED="", FAIL="update").returncode, 0)

    def test_run_builds_once_and_passes_everything_on(self):
        first = self.call("run", "convert", "a b.txt", "*")
        self.assertEqual((first.returncode, first.stdout), (3, f"{self.top}\n[convert]\n[a b.txt]\n[*]\n"))
        self.assertEqual(len(self.logged()), 2)
        begin = time.monotonic()
        second = self.call("run", "convert", "a b.txt", "*")
        self.assertLess(time.monotonic() - begin, 1)
        self.assertEqual((second.returncode, second.stdout, second.stderr), (3, first.stdout, "error\n"))
        self.assertEqual(self.logged(), [])

    def test_run_builds_again_after_a_change(self):
        self.call("run")
        time.sleep(0.02)
        source = self.clone / "src/base/a.cc"
        source.touch()
        self.call("run")
        self.assertEqual(len(self.logged()), 2)
        time.sleep(0.02)
        source.unlink()
        self.call("run")
        self.assertEqual(len(self.logged()), 2)

    def test_run_through_a_link_from_elsewhere(self):
        link = self.top / "bin/jixiao-run"
        link.symlink_to(self.clone / "scripts/run")
        done = subprocess.run([str(link)], cwd="/", text=True, env=self.env, capture_output=True, timeout=60)
        self.assertEqual((done.returncode, done.stdout), (3, "/\n"))

    def test_broken_build(self):
        done = self.call("run", FAIL="--build")
        self.assertEqual((done.returncode, done.stdout), (70, ""))
        self.assertEqual(self.call("run").returncode, 3)

    def test_chinese(self):
        self.assertIn("管理员", self.call("setup", "build", INSTALLED="", USER_ID="1000", LANG="zh_CN.UTF-8").stderr)


if __name__ == "__main__":
    unittest.main()
