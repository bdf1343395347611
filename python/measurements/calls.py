"""Wall time of single calls on a warm process: python measurements/calls.py [CONNECTOME].

A run of one trial of 0.1 s, and `brain.advance(0.015)` while the sugar neurons are driven at 150 Hz: median, 99th percentile and worst.
"""

import sys
import time
from collections.abc import Callable

import numpy as np

import flybrain_sim

CALLS = {"run": 300, "advance": 10_000}


def report(name: str, calls: int, call: Callable[[], object]) -> None:
    times = np.empty(calls)
    for k in range(calls):
        start = time.perf_counter()
        call()
        times[k] = time.perf_counter() - start
    median, high, worst = np.percentile(times, [50, 99, 100]) * 1e3
    print(f"{name}, {calls:,} calls: median {median:.2f} ms, 99 % below {high:.2f} ms, worst {worst:.1f} ms")


def main(connectome: str) -> None:
    def run() -> object:
        return flybrain_sim.run("sugar", n_run=1, t_run=0.1, connectome=connectome, progress=False)

    for _ in range(300):
        run()
    report("run('sugar', n_run=1, t_run=0.1)", CALLS["run"], run)
    with flybrain_sim.Brain(connectome) as brain:
        brain.drive("sugar", 150)
        brain.advance(1)
        report("brain.advance(0.015)", CALLS["advance"], lambda: brain.advance(0.015))


main(sys.argv[1] if len(sys.argv) > 1 else "synthetic")
