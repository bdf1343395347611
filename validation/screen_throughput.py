"""Compares the throughput of a screen, as `flybrain campaign run` simulates it, with that of Brian2, on one core.

First the engine `event` and Brian2 must give the same spikes for the same input events of one second. Then both take turns, round by round:
Brian2's compiled program runs one second, of which its time steps count alone, by its own clock; and a whole process of flybrain, from its
start to the finished tables, runs a screen in a new folder, of which everything counts, by the wall clock. Throughput is the number of
seconds of the brain in a second. Needs the benchmarks: mvn -q package -DskipTests

  screen_throughput synthetic-export input.csv screen.toml
"""

import argparse
import os
import re
import statistics
import subprocess
import tempfile
import time
from pathlib import Path

from race import BENCHMARKS, ROOT, brian2_program, event_command

PLAN = re.compile(r"([\d,]+) experiments of ([\d,]+) trials?")


def arguments_of():
    """The parsed command line."""
    parser = argparse.ArgumentParser(prog="screen_throughput", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("connectome", type=Path, help="folder of completeness.csv and connectivity.parquet")
    parser.add_argument("input", type=Path, help="CSV of input events of one second: step,neuron_index")
    parser.add_argument("campaign", help="campaign file or name, with experiments of one second")
    parser.add_argument("--rounds", type=int, default=5, help="rounds (default: 5)")
    parser.add_argument("--core", type=int, default=0, help="the processor core that all run on (default: 0)")
    arguments = parser.parse_args()
    if arguments.rounds < 1:
        parser.error(f"--rounds {arguments.rounds}: at least 1")
    if not BENCHMARKS.exists():
        parser.error(f"{BENCHMARKS}: missing; build it with: mvn -q package -DskipTests")
    return arguments


def require_equal_spikes(arguments, folder, expected):
    """Ends the comparison if `event` gives other spikes than Brian2."""
    from contender import Contender, write_race

    write_race(folder, arguments.connectome.resolve(), arguments.input.resolve(), 10_000)
    event = Contender("event", event_command(), folder)
    spikes = event.spikes()
    event.close()
    if spikes != expected:
        raise SystemExit(f"event: {len(spikes)} spikes differ from Brian2's {len(expected)}: there is nothing to time")
    print(f"{len(expected)} spikes, equal one for one", flush=True)


def screen(arguments, out):
    """Runs the campaign in a new folder; its brain-seconds in a second, and its brain-seconds."""
    command = [ROOT / "flybrain", "campaign", "run", arguments.campaign, "--threads", "1"]
    command += ["--connectome", arguments.connectome, "--out", out]
    start = time.perf_counter()
    ended = subprocess.run(command, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    seconds = time.perf_counter() - start
    experiments, trials = (int(number.replace(",", "")) for number in PLAN.search(ended.stderr).groups())
    return experiments * trials / seconds, experiments * trials


def main():
    """Runs the comparison of the command line."""
    arguments = arguments_of()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        program, expected = brian2_program(arguments, folder)
        os.sched_setaffinity(0, {arguments.core})
        require_equal_spikes(arguments, folder, expected)
        screen(arguments, folder / "first")  # puts the connectome into flybrain's cache
        rows = []
        for turn in range(1, arguments.rounds + 1):
            brian2 = 1 / program.run()
            flybrain, brain_seconds = screen(arguments, folder / f"campaign-{turn}")
            rows.append((flybrain, brian2, flybrain / brian2))
            print(f"round {turn}: campaign of {brain_seconds:,} s {flybrain:.1f}, Brian2 {brian2:.3f}, ratio {rows[-1][2]:.0f}", flush=True)
    flybrain, brian2, ratio = (statistics.median(column) for column in zip(*rows, strict=True))
    ratios = [row[2] for row in rows]
    print("| campaign | Brian2 | ratio |\n|---|---|---|")
    print(f"| {flybrain:.1f} | {brian2:.3f} | {ratio:.0f} ({min(ratios):.0f} to {max(ratios):.0f}) |")


if __name__ == "__main__":
    main()
