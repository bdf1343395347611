"""Times `flybrain compare backend` and `ground-truth` against pandas on two large spike files, in turn; both give the same numbers.

Makes the files if DATA lacks them: two rounds of `event` on the synthetic brain with different seeds, the first in place of Brian2.
flybrain's time is the whole command, including Java's start and the noise floor; pandas' is the whole script, including imports. Memory
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
RACES = ["rates", "ground-truth", "timing"]


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


def pandas(what, reference, comparison, t_run, n_run):
    seconds, memory, output = timed([sys.executable, HERE / "pandas_comparison.py", what, reference, comparison, t_run, n_run, TOLERANCE])
    return seconds, memory, json.loads(output)


def flybrain(what, data, t_run, n_run, heap):
    command = [FLYBRAIN, "compare", "ground-truth" if what == "ground-truth" else "backend", "--data", data, "--run-label", "race"]
    command += ["--t-run", t_run, "--n-run", n_run]
    out = data / "compared"
    if what == "ground-truth":
        command += ["-o", out / "ground-truth.json"]
    else:
        command += ["--backend", "event", "--rounds", 1, "-o", out, *(["--include-timing"] if what == "timing" else [])]
    seconds, memory, _ = timed(command, os.environ | {"FLYBRAIN_JAVA_OPTS": f"-Xmx{heap}"})
    return seconds, memory, (truth if what == "ground-truth" else summary)(out)


def summary(out):
    with (out / "event_vs_brian2_rate_summary.csv").open(newline="") as table:
        return next(csv.DictReader(table))


def truth(out):
    """Of its JSON file, the numbers that the table of `backend` has too under that table's names."""
    found = json.loads((out / "ground-truth.json").read_text())["comparisons"]["flybrain event (CPU)"]
    neurons, rates = found["active_neurons"], found["firing_rate"]
    return {
        "spikes_reference": found["spike_count"]["ground_truth"], "spikes_comparison": found["spike_count"]["backend"],
        "active_reference": neurons["ground_truth"], "active_comparison": neurons["backend"], "active_shared": neurons["shared"],
        "active_jaccard": neurons["jaccard"], "rate_pearson_shared": rates["pearson_correlation"],
        "median_pct_diff": rates["median_pct_diff"], "mean_pct_diff": rates["mean_pct_diff"],
    }


def check(expected, found):
    """What both give must be equal; sums of 55 million numbers differ in their last digits."""
    both = expected.keys() & found.keys()
    for key in both:
        if not math.isclose(expected[key], float(found[key]), rel_tol=1e-9):
            raise SystemExit(f"{key}: pandas {expected[key]}, flybrain {found[key]}")
    return len(both)


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
    parser.add_argument("--only", choices=RACES, help="one of the three races")
    arguments = parser.parse_args()
    data, t_run, n_run = arguments.data.resolve(), arguments.t_run, arguments.n_run
    reference, comparison = make(data, t_run, n_run)
    for what in RACES:
        if arguments.only in (None, what):
            race(
                what,
                arguments.rounds,
                lambda what=what: pandas(what, reference, comparison, t_run, n_run),
                lambda what=what: flybrain(what, data, t_run, n_run, arguments.heap),
            )


main()
