"""Runs campaigns on a Spark of its own, a master and two workers with one core each, and compares their files with those of a run in one
process.

    validation/spark_campaign --spark FOLDER [--connectome NAME|FOLDER]... [--measure N] [-- COMMAND...]

COMMAND starts flybrain, `./flybrain` by default. On each connectome: a run in one process, the same on Spark; on the
first, too: an executor killed with SIGKILL while it runs, and a run that is cancelled and started again. Everything
listens on 127.0.0.1 only, and is ended at the end.

With --measure N a larger campaign runs N times on Spark and in one process of two threads, in turn. Printed are medians: of the time from the
start to the first experiment, of the experiments with the joining of their parts, and of what Spark's event log says of its tasks.
"""

import argparse
import json
import os
import re
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

SCREEN = """\
experiment = "sugar"
n_run = {trials}
read_out = ["MN9_left"]

[[step]]
name = "dose"
rates = [40, 60, 80, 100, 120, 140, 160, 180, 200]
spikes = true

[[step]]
name = "silence"
rates = [100, 200]
silence_each = {{ most_active = {neurons}, of = "dose", at = 200 }}
"""

CONF = """\
spark.ui.enabled false
spark.executor.cores 1
spark.executor.memory 1g
"""


def fail(message):
    sys.exit(f"spark_campaign: {message}")


def hear_interrupts():
    """Started in the background of a script, a process ignores the signal of a Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Cluster:
    """A master and two workers as processes of this one."""

    def __init__(self, spark, folder):
        self.spark, self.folder, self.processes = spark, folder, []
        self.environment = os.environ | {
            "SPARK_HOME": str(spark), "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_CONF_DIR": str(folder),
            "SPARK_MASTER_OPTS": "-Dspark.master.rest.enabled=false"}
        (folder / "spark-defaults.conf").write_text(CONF)
        self.master = f"spark://127.0.0.1:{free_port()}"
        self.workers = []

    def __enter__(self):
        self.start("master", "master.Master", "--port", self.master.rpartition(":")[2], until="New state: ALIVE")
        for name in ("one", "two"):
            self.workers.append(self.start(
                name, "worker.Worker", "--cores", "1", "--memory", "1g", "--work-dir", str(self.folder / name), self.master,
                until="Successfully registered with master"))
        return self

    def start(self, name, kind, *arguments, until):
        log = self.folder / f"{name}.log"
        process = subprocess.Popen(
            [self.spark / "bin/spark-class", f"org.apache.spark.deploy.{kind}", "--host", "127.0.0.1", "--webui-port", "0",
             *arguments], stdout=log.open("w"), stderr=subprocess.STDOUT, env=self.environment)
        self.processes.append(process)
        end = time.monotonic() + 120
        while until not in log.read_text():
            if process.poll() is not None or time.monotonic() > end:
                fail(f"the {name} of Spark did not start:\n{log.read_text()}")
            time.sleep(0.2)
        return process

    def executors(self):
        """Ids of the processes that the workers have started."""
        found = []
        for worker in self.workers:
            children = Path(f"/proc/{worker.pid}/task").glob("*/children")
            found += [int(pid) for task in children for pid in task.read_text().split()]
        return found

    def __exit__(self, *_):
        for process in reversed(self.processes):
            process.terminate()
        for process in self.processes:
            try:
                process.wait(timeout=20)
            except subprocess.TimeoutExpired:
                process.kill()


class Campaign:
    """Runs of one campaign on one connectome."""

    def __init__(self, options, cluster, connectome, folder, trials=5, neurons=30):
        self.command, self.cluster, self.folder = options.command, cluster, folder
        folder.mkdir()
        self.screen = folder / "screen.toml"
        self.screen.write_text(SCREEN.format(trials=trials, neurons=neurons))
        self.connectome = connectome

    def start(self, out, *options):
        words = ["campaign", "run", str(self.screen), "--connectome", self.connectome, "--out", str(self.folder / out), *options]
        log = self.folder / f"{out}.log"
        # A group of its own, to which a signal goes as a Ctrl-C would.
        return subprocess.Popen(
            [*self.command, *words], stdout=log.open("a"), stderr=subprocess.STDOUT, env=self.cluster.environment,
            start_new_session=True, preexec_fn=hear_interrupts)

    def on_spark(self, out, *options):
        return self.start(out, "--spark", self.cluster.master, *options)

    def run(self, process, out):
        if process.wait() != 0:
            fail(f"{out}: failed:\n{self.log(out)}")

    def log(self, out):
        return (self.folder / f"{out}.log").read_text()

    def files(self, out):
        root = self.folder / out
        return {str(path.relative_to(root)): path.read_bytes()
                for path in sorted(root.rglob("*")) if path.is_file() and path.name != ".lock"}

    def same(self, out, what):
        expected, found = self.files("whole"), self.files(out)
        differing = sorted(name for name in expected.keys() | found.keys() if expected.get(name) != found.get(name))
        if differing:
            fail(f"{out} ({what}): these files differ from a run in one process: {', '.join(differing)}")
        print(f"  {what}: the same {len(found)} files", flush=True)

    def parts(self, out):
        return len(list((self.folder / out / "parts").glob("*.experiments.parquet")))

    def wait_for_parts(self, process, out, least):
        while self.parts(out) < least:
            if process.poll() is not None:
                fail(f"{out}: ended before it could be disturbed:\n{self.log(out)}")
            time.sleep(0.02)


def runs(campaign):
    campaign.run(campaign.start("whole"), "whole")
    print(f"{campaign.connectome}: {len(campaign.files('whole'))} files of a run in one process", flush=True)
    campaign.run(campaign.on_spark("spark"), "spark")
    campaign.same("spark", "two executors")


def killed_executor(campaign, cluster):
    process = campaign.on_spark("killed", "--tasks", "12")
    campaign.wait_for_parts(process, "killed", 2)
    victim = cluster.executors()[0]
    os.kill(victim, signal.SIGKILL)
    print(f"  killed executor {victim} with {campaign.parts('killed')} parts there", flush=True)
    campaign.run(process, "killed")
    campaign.same("killed", "an executor killed")


def cancelled(campaign, cluster):
    process = campaign.on_spark("cancelled", "--tasks", "12")
    campaign.wait_for_parts(process, "cancelled", 2)
    begin = time.monotonic()
    os.killpg(process.pid, signal.SIGINT)
    code = process.wait()
    print(f"  cancelled with {campaign.parts('cancelled')} parts there: exit code {code} after {time.monotonic() - begin:.1f} s")
    if code == 0 or "\tat " in campaign.log("cancelled"):
        fail(f"a cancelled run ended with {code}:\n{campaign.log('cancelled')}")
    while cluster.executors():
        time.sleep(0.1)
    root = campaign.folder / "cancelled"
    left = [name for name in campaign.files("cancelled") if "/." in name or name.endswith(".part")]
    if left or (root / "experiments.parquet").exists():
        fail(f"a cancelled run left {left or 'a finished campaign'}")
    campaign.run(campaign.on_spark("cancelled"), "cancelled")
    campaign.same("cancelled", "cancelled and started again")


def timed(campaign, out, process, begin):
    """Seconds from the start of a command until its folder appears, and from then until its last table is there."""
    campaign.run(process, out)
    begun, ended = ((campaign.folder / out / name).stat().st_mtime for name in ("campaign.toml", "experiments.parquet"))
    return {"start": begun - begin, "experiments": ended - begun}


def tasks(log):
    """What the event log of an application says of its tasks, in ms, and the bytes that came back."""
    ended = [event for line in log.open() if (event := json.loads(line))["Event"] == "SparkListenerTaskEnd"]
    times = [(task["Task Info"]["Finish Time"] - task["Task Info"]["Launch Time"], task["Task Metrics"]) for task in ended]
    return {"tasks": len(ended),
            "task_ms": statistics.median(total for total, _ in times),
            "beside_ms": statistics.median(total - metrics["Executor Run Time"] for total, metrics in times),
            "result_bytes": statistics.median(metrics["Result Size"] for _, metrics in times),
            "last": max(task["Task Info"]["Finish Time"] for task in ended) / 1e3}


def measure(options, cluster, work):
    events = work / "events"
    events.mkdir()
    with (work / "spark-defaults.conf").open("a") as conf:
        conf.write(f"spark.eventLog.enabled true\nspark.eventLog.rolling.enabled false\nspark.eventLog.compress false\n"
                   f"spark.eventLog.dir file://{events}\nspark.log.level INFO\n")
    campaign = Campaign(options, cluster, options.connectome[0], work / "measured", trials=30, neurons=150)
    rounds = []
    for number in range(options.measure):
        plain, spark = f"plain{number}", f"spark{number}"
        begin = time.time()
        one = timed(campaign, plain, campaign.start(plain, "--threads", "2"), begin)
        begin = time.time()
        two = timed(campaign, spark, campaign.on_spark(spark), begin)
        said = tasks(max(events.iterdir(), key=lambda log: log.stat().st_mtime))
        joined = (campaign.folder / spark / "experiments.parquet").stat().st_mtime
        shipped = [int(size) for size in re.findall(r"Starting task .* (\d+) bytes", campaign.log(spark))]
        rounds.append({"plain_start": one["start"], "plain": one["experiments"], "spark_start": two["start"],
                       "spark": two["experiments"], "ratio": two["experiments"] / one["experiments"], **said,
                       "joining": joined - said["last"], "task_bytes": statistics.median(shipped)})
        print(json.dumps(rounds[-1]), flush=True)
    for key in rounds[0]:
        if key != "last":
            values = [each[key] for each in rounds]
            print(f"{key}: median {statistics.median(values):.4g} ({min(values):.4g} to {max(values):.4g})")


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--spark", type=Path, required=True, help="folder of Spark")
    parser.add_argument("--connectome", action="append", default=[])
    parser.add_argument("--measure", type=int, default=0, metavar="N")
    parser.add_argument("command", nargs="*", default=["./flybrain"])
    options = parser.parse_args()
    options.connectome = options.connectome or ["synthetic"]
    with tempfile.TemporaryDirectory() as name, Cluster(options.spark, Path(name)) as cluster:
        work = Path(name)
        if options.measure:
            measure(options, cluster, work)
            return
        for number, connectome in enumerate(options.connectome):
            campaign = Campaign(options, cluster, connectome, work / f"campaign{number}")
            runs(campaign)
            if number == 0:
                killed_executor(campaign, cluster)
                cancelled(campaign, cluster)
    print("Spark: all campaigns have the files of a run in one process")


main()
