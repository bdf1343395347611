"""Time of single calls on a warm process, on Linux: python measurements/calls.py [CONNECTOME].

A run of one trial of 0.1 s, and `brain.advance(0.015)` while the sugar neurons are driven at 150 Hz: median, 99th percentile and worst wall
time, and the mean processor time of Python and Java together, which other programs on the machine hardly change.
"""

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

import flybrain_sim
from flybrain_sim import _process

CALLS = {"run": 300, "advance": 10_000}


def processor_time() -> float:
    """Of this process and of that of flybrain, in s."""
    fields = Path(f"/proc/{_process.shared().pid}/stat").read_text().rsplit(")", 1)[1].split()
    return time.process_time() + (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def report(name: str, calls: int, call: Callable[[], object]) -> None:
    times = np.empty(calls)
    begin = processor_time()
    for k in range(calls):
        start = time.perf_counter()
        call()
        times[k] = time.perf_counter() - start
    processor = (processor_time() - begin) / calls * 1e3
    median, high, worst = np.percentile(times, [50, 99, 100]) * 1e3
    print(f"{name}, {calls:,} calls: median {median:.2f} ms, 99 % below {high:.2f} ms, worst {worst:.1f} ms;", end=" ")
    print(f"processor {processor:.2f} ms a call")


def main(connectome: str) -> None:
    def run() -> object:
        return flybrain_sim.run("sugar", n_run=1, t_run=0.1, connectome=connectome, progress=False)

    for _ in range(CALLS["run"]):
        run()
    report("run('sugar', n_run=1, t_run=0.1)", CALLS["run"], run)
    with flybrain_sim.Brain(connectome) as brain:
        brain.drive("sugar", 150)
        brain.advance(1)
        report("brain.advance(0.015)", CALLS["advance"], lambda: brain.advance(0.015))


main(sys.argv[1] if len(sys.argv) > 1 else "synthetic")
