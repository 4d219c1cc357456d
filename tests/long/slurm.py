#!/usr/bin/env python3
"""A real Slurm on this machine runs the recipe of docs/batch.md over 400 documents; one shard is killed and requeued.
The merged outputs equal a local run's. Called as `slurm.py PROGRAM FOLDER`; needs root for Slurm's daemons."""

import getpass
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "runs"))
from documents import leftovers, outputs, write_documents  # noqa: E402
from recipes import recipe  # noqa: E402

CONF = """ClusterName=jixiao
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={port}
SlurmdPort={port2}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={top}/munge/socket
CryptoType=crypto/munge
StateSaveLocation={top}/state
SlurmdSpoolDir={top}/spool
SlurmctldPidFile={top}/slurmctld.pid
SlurmdPidFile={top}/slurmd.pid
SlurmctldLogFile={top}/slurmctld.log
SlurmdLogFile={top}/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SwitchType=switch/none
MpiDefault=none
ReturnToService=2
SchedulerParameters=requeue_delay=1
KillWait=2
AccountingStorageType=accounting_storage/none
JobAcctGatherType=jobacct_gather/none
NodeName={host} NodeAddr=127.0.0.1 CPUs={cpus} State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES MaxTime=INFINITE State=UP
"""


def wait_for(what, condition, seconds=180):
    end = time.monotonic() + seconds
    while not condition():
        if time.monotonic() > end:
            raise TimeoutError(what)
        time.sleep(0.1)


class Slurm:
    """munged, slurmctld and slurmd with everything of theirs in one folder."""

    def __init__(self, top):
        self.top, self.started = top, []
        top.mkdir()
        for path in [top, *list(top.parents)[:-2]]:
            path.chmod(0o755)  # munged runs as user munge and must get to its socket
        for name in ("munge", "state", "spool"):
            (top / name).mkdir()
        key = top / "munge/key"
        key.write_bytes(os.urandom(128))
        for path in (top / "munge", key):
            shutil.chown(path, "munge", "munge")
        (top / "munge").chmod(0o755)
        key.chmod(0o400)
        ports = []
        for _ in range(2):
            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                ports.append(probe.getsockname()[1])
        host = socket.gethostname().split(".")[0]
        (top / "slurm.conf").write_text(CONF.format(host=host, port=ports[0], port2=ports[1], top=top, cpus=os.cpu_count()))
        self.env = {**os.environ, "SLURM_CONF": str(top / "slurm.conf")}

    def start(self):
        munged = self.top / "munge"
        self.launch("setpriv", "--reuid=munge", "--regid=munge", "--clear-groups", "munged", "-F", f"--key-file={munged}/key",
                    f"--socket={munged}/socket", f"--pid-file={munged}/pid", f"--log-file={munged}/log", f"--seed-file={munged}/seed")
        wait_for("munged", (munged / "socket").exists)
        self.launch("slurmctld", "-D")
        self.launch("slurmd", "-D")
        wait_for("an idle node", lambda: "idle" in self.said("sinfo", "-h", "-o", "%t"))

    def launch(self, *command):
        log = open(self.top / f"{command[-1].strip('-/')[:8]}-{len(self.started)}.out", "w")
        self.started.append(subprocess.Popen(command, env=self.env, stdout=log, stderr=log))

    def said(self, *command):
        return subprocess.run(command, env=self.env, capture_output=True, text=True).stdout

    def stop(self):
        for process in reversed(self.started):
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def main(program, folder):
    for tool in ("munged", "slurmctld", "slurmd", "sbatch", "scontrol", "setpriv"):
        if not shutil.which(tool):
            print(f"skipped: no {tool}")
            return 77
    if getpass.getuser() != "root":
        print("skipped: not root")
        return 77
    write_documents(folder / "in", 400, 50)
    local = subprocess.run([program, "convert", "in", "-o", "local", "--to", "json,xlsx", "--index"], cwd=folder, capture_output=True)
    slurm = Slurm(folder / "slurm")
    try:
        slurm.start()
        env = {**slurm.env, "PATH": f"{program.parent}:{os.environ['PATH']}"}
        (folder / "shard.sbatch").write_text(recipe("slurm-job"))
        submitted = subprocess.Popen(["bash", "-c", recipe("slurm")], cwd=folder, env=env, stdout=subprocess.PIPE,
                                     stderr=subprocess.PIPE, text=True)
        # Shard 2 hangs in the middle, is killed, and queued again.
        journal = folder / "out/.jixiao/journal.2.ndjson"
        lines = lambda: journal.read_bytes().count(b"\n") if journal.exists() else 0
        wait_for("shard 2", lambda: 5 <= lines() or submitted.poll() is not None, 900)
        running = slurm.said("squeue", "-h", "-r", "-o", "%i %t")
        job = next(line.split()[0] for line in running.splitlines() if line.split()[0].endswith("_2"))
        victims = [pid for pid in slurm.said("pgrep", "-f", "--", "--shard 2 -o out").split()
                   if os.readlink(f"/proc/{pid}/exe") == str(program)]
        for pid in victims:
            os.kill(int(pid), signal.SIGSTOP)  # it will not hear SIGTERM; SIGKILL follows
        killed_at = lines()
        slurm.said("scontrol", "requeue", job)
        out, err = submitted.communicate(timeout=1800)
        print(out[-1000:], err[-2000:])
        log = (folder / "shard-2.log").read_text()
        assert victims and killed_at < 100, (victims, killed_at)
        assert re.search(r"其中 \d+ 个以前已完成", log), log
        assert submitted.returncode == local.returncode == 3, (submitted.returncode, local.returncode)
        assert outputs(folder / "out") == outputs(folder / "local")
        assert len(outputs(folder / "out")) == 2 * 400 + 3
        assert leftovers(folder / "out") == []
        # One index alone, again: the plan says what it is part of, though the environment counts one task.
        again = subprocess.run(["sbatch", "--wait", "--array=2", "shard.sbatch"], cwd=folder, env=env, capture_output=True, text=True)
        assert again.returncode == 0, again.stderr
        assert outputs(folder / "out") == outputs(folder / "local")
    finally:
        slurm.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main(pathlib.Path(sys.argv[1]).resolve(), pathlib.Path(sys.argv[2]).resolve()))
