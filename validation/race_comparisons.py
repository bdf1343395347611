"""Times `flybrain compare backend` against pandas on two large spike files, in turn; both give the same numbers.

Makes the files if DATA lacks them: two rounds of `event` on the synthetic brain with different seeds, of which the first stands for Brian2.
flybrain's time is that of the whole command, Java's start and the noise floor included; of pandas the whole script, imports included. Memory
is the largest resident set of the process.
"""

import argparse
import csv
import json
import math
import os
import statistics
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).resolve().parent
FLYBRAIN = HERE.parent / "flybrain"
TOLERANCE = 1.0


def make(data, t_run, n_run):
    """The folder of the round that is compared."""
    name = f"t{t_run}s_n{n_run}.parquet"
    run = data / "results" / "race"
    reference = run / "round_01" / f"brian2cpp_{name}"
    comparison = run / "round_01" / f"event_{name}"
    if not reference.exists():
        command = [FLYBRAIN, "bench", "--data", data, "--connectome", "synthetic", "--event", "--t_run", f"{t_run:g}"]
        subprocess.run([*command, "--n_run", str(n_run), "--rounds", "2", "--run-label", "race"], check=True)
        # Of the same neurons, but other random input.
        reference.hardlink_to(run / "round_02" / f"event_{name}")
    return reference, comparison


def timed(command, environment=None):
    """Seconds, MB and output of a command."""
    start = time.perf_counter()
    with subprocess.Popen([str(part) for part in command], stdout=subprocess.PIPE, text=True, env=environment) as process:
        output = process.stdout.read()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise SystemExit(f"{command[0]} failed: {process.returncode}")
    return time.perf_counter() - start, usage.ru_maxrss / 1000, output


def pandas(reference, comparison, t_run, n_run, timing):
    command = [sys.executable, HERE / "pandas_comparison.py", reference, comparison, t_run, n_run]
    seconds, memory, output = timed([*command, *([TOLERANCE] if timing else [])])
    return seconds, memory, json.loads(output)


def flybrain(data, t_run, n_run, timing, heap):
    out = data / "compared"
    command = [FLYBRAIN, "compare", "backend", "--data", data, "--run-label", "race", "--backend", "event", "--rounds", 1, "-o", out]
    command += ["--t-run", t_run, "--n-run", n_run, *(["--include-timing"] if timing else [])]
    seconds, memory, _ = timed(command, os.environ | {"FLYBRAIN_JAVA_OPTS": f"-Xmx{heap}"})
    with (out / "event_vs_brian2_rate_summary.csv").open(newline="") as table:
        return seconds, memory, next(csv.DictReader(table))


def check(expected, found):
    """All that pandas gives must be what flybrain gives; sums of 55 million numbers differ in their last digits."""
    for key, value in expected.items():
        if not math.isclose(value, float(found[key]), rel_tol=1e-9):
            raise SystemExit(f"{key}: pandas {value}, flybrain {found[key]}")
    return len(expected)


def race(name, rounds, of_pandas, of_flybrain):
    rows = []
    for turn in range(rounds):
        slow, fast = of_pandas(), of_flybrain()
        numbers = check(slow[2], fast[2])
        rows.append((slow[0], fast[0], slow[0] / fast[0], slow[1], fast[1]))
        print(
            f"{name}, round {turn + 1}: {numbers} numbers equal; pandas {slow[0]:.1f} s, {slow[1]:.0f} MB; "
            f"flybrain {fast[0]:.1f} s, {fast[1]:.0f} MB; {slow[0] / fast[0]:.1f} times",
            flush=True,
        )
    a, b, ratio, memory_a, memory_b = (statistics.median(column) for column in zip(*rows, strict=True))
    print(f"{name}, medians of {rounds}: pandas {a:.1f} s, {memory_a:.0f} MB; flybrain {b:.1f} s, {memory_b:.0f} MB; {ratio:.1f} times", flush=True)


def main():
    parser = argparse.ArgumentParser(prog="race_comparisons", description=__doc__)
    parser.add_argument("data", type=Path, help="folder for the spike files, 600 MB; they are made when they are missing")
    parser.add_argument("--rounds", type=int, default=3, help="rounds (default: 3)")
    parser.add_argument("--t-run", type=float, default=100.0, help="duration of a trial in s (default: 100)")
    parser.add_argument("--n-run", type=int, default=32, help="trials (default: 32)")
    parser.add_argument("--heap", default="1g", help="largest heap of Java (default: 1g)")
    parser.add_argument("--only", choices=["rates", "timing"], help="one of the two races")
    arguments = parser.parse_args()
    data, t_run, n_run = arguments.data.resolve(), arguments.t_run, arguments.n_run
    reference, comparison = make(data, t_run, n_run)
    for name, timing in (("rates", False), ("timing", True)):
        if arguments.only in (None, name):
            race(
                name,
                arguments.rounds,
                lambda timing=timing: pandas(reference, comparison, t_run, n_run, timing),
                lambda timing=timing: flybrain(data, t_run, n_run, timing, arguments.heap),
            )


main()
