#!/usr/bin/env python3
"""The recipe for GNU parallel, run as docs/batch.md has it over 300 documents: its outputs equal a local run's.
Called as `parallel.py PROGRAM FOLDER`."""

import os
import pathlib
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "runs"))
from documents import leftovers, outputs, write_documents  # noqa: E402
from recipes import recipe  # noqa: E402


def main(program, folder):
    if not shutil.which("parallel"):
        print("skipped: no GNU parallel")
        return 77
    write_documents(folder / "in", 300, 50)
    env = {**os.environ, "PATH": f"{program.parent}:{os.environ['PATH']}"}
    local = subprocess.run([program, "convert", "in", "-o", "local", "--to", "json,xlsx", "--index"], cwd=folder, capture_output=True)
    done = subprocess.run(["bash", "-c", recipe("parallel")], cwd=folder, env=env, capture_output=True, text=True)
    print(done.stderr[-2000:])
    assert done.returncode == local.returncode == 3, (done.returncode, local.returncode)  # one table in seven is wrong
    assert outputs(folder / "out") == outputs(folder / "local")
    assert len(outputs(folder / "out")) == 2 * 300 + 3
    assert leftovers(folder / "out") == []
    subprocess.run(["sha256sum", "--check", "--quiet", "SHA256SUMS"], cwd=folder / "out", check=True)
    return 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()))
