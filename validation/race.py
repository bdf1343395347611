"""Races simulators of the model on one core: the engine `event`, Brian2's C++ standalone mode, and any program of the protocol.

First all must give the same spikes for the same input events of one second. Then they take turns, round by round. Of Brian2's program the
time steps count alone, by its own clock; of all others whole trials, by the wall clock and as processor time of all their threads: learnt
trials, which may use what earlier ones found out about the network, and fresh ones, which may not. README.md has the protocol. Needs the
benchmarks: mvn -q package -DskipTests

  race synthetic-export input.csv
  race synthetic-export input.csv --rounds 10 --without-brian2 --contender "rival=./rival --threads 1"
"""

import argparse
import csv
import os
import shlex
import statistics
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BENCHMARKS = ROOT / "bench" / "target" / "benchmarks.jar"

# So long a measurement takes at least, in s: the wall clock and the scheduler's count are exact to microseconds.
LEAST_SECONDS = 0.3

# So long each contender runs before the first round, in s: Java compiles hot methods, and what can be learnt is.
WARM_UP_SECONDS = 8


def event_command():
    """Starts `event` as a contender, with the JDK that the launcher would take."""
    find = f'. "{ROOT}/scripts/jdk25.sh" && find_jdk25 && echo "$JDK25"'
    jdk = subprocess.run(["bash", "-c", find], check=True, capture_output=True, text=True).stdout.strip()
    java = [f"{jdk}/bin/java", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "-cp", str(BENCHMARKS)]
    return shlex.join([*java, "flybrain.benchmarks.RaceContender"])


def add_arguments(parser):
    """Adds the arguments of all races."""
    parser.add_argument("--rounds", type=int, default=5, help="rounds (default: 5)")
    parser.add_argument("--core", type=int, default=0, help="the processor core that all run on (default: 0)")
    parser.add_argument(
        "--contender", action="append", default=[], metavar="NAME=COMMAND", help="a program of the protocol; may be repeated"
    )
    parser.add_argument(
        "--without-brian2", action="store_true", help="do not build and run Brian2; spikes are compared with those of event"
    )
    parser.add_argument("--csv", type=Path, help="file for the time of each round")


def check_arguments(parser, arguments):
    """Refuses wrong values of the arguments of all races."""
    if arguments.rounds < 1:
        parser.error(f"--rounds {arguments.rounds}: at least 1")
    names = ["event"]
    for contender in arguments.contender:
        name, _, command = contender.partition("=")
        if not name.isidentifier() or not command or name in [*names, "brian2"]:
            parser.error(f"--contender {contender}: NAME=COMMAND, with a name of letters, digits and _ that no other contender has")
        names.append(name)
    if not BENCHMARKS.exists():
        parser.error(f"{BENCHMARKS}: missing; build it with: mvn -q package -DskipTests")


def arguments_of(line=None):
    """The parsed command line."""
    parser = argparse.ArgumentParser(prog="race", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("connectome", type=Path, help="folder of completeness.csv and connectivity.parquet")
    parser.add_argument("input", type=Path, help="CSV of input events of one second: step,neuron_index")
    add_arguments(parser)
    arguments = parser.parse_args(line)
    check_arguments(parser, arguments)
    return arguments


def brian2_program(connectome, events, folder):
    """Brian2's program of one second and its spikes."""
    from standalone import Program  # here, because Brian2 takes seconds to import

    program = Program(connectome, events, 10_000, folder / "brian2")
    program.run()
    return program, sorted((int(step), int(neuron)) for step, neuron in program.spikes())


def trials_for(contender, kind, seconds, expected):
    """How many trials take that long, after having run some."""
    count, wall = 1, 0.0
    while (wall := contender.trials(kind, count, expected)[0]) * count < seconds:
        count *= 2
    return max(1, round(LEAST_SECONDS / wall))


def in_turn(rounds, contenders, program, expected):
    """The rows (round, contender, kind, wall time in s, processor time in s) of all rounds."""
    counts = {}
    for contender in contenders:
        for kind in ("fresh", "learnt"):
            counts[contender.name, kind] = trials_for(contender, kind, WARM_UP_SECONDS / 4, len(expected))
    rows = []
    for turn in range(1, rounds + 1):
        if program:
            seconds = program.run()
            rows.append((turn, "brian2", "learnt", seconds, seconds))
        for kind in ("learnt", "fresh"):
            for contender in contenders:
                rows.append((turn, contender.name, kind, *contender.trials(kind, counts[contender.name, kind], len(expected))))
        shown = [f"{name} {1000 * processor:.2f}" for round_, name, kind, _, processor in rows if round_ == turn and kind == "learnt"]
        print(f"round {turn}, ms of processor time, learnt: " + ", ".join(shown), flush=True)
    return rows


def table(rows):
    """Lines of a Markdown table of medians, and of ratios to `event` in the same round."""
    yield "| contender | trial | wall | processor time | over `event` |"
    yield "|---|---|---|---|---|"
    names = list(dict.fromkeys((name, kind) for _, name, kind, _, _ in rows))
    times = {(turn, name, kind): (wall, processor) for turn, name, kind, wall, processor in rows}
    turns = sorted({row[0] for row in rows})
    for name, kind in names:
        wall = statistics.median(times[turn, name, kind][0] for turn in turns)
        processor = statistics.median(times[turn, name, kind][1] for turn in turns)
        ratios = [times[turn, name, kind][1] / times[turn, "event", kind][1] for turn in turns]
        shown = f"{statistics.median(ratios):.3g} ({min(ratios):.3g} to {max(ratios):.3g})"
        yield f"| {name} | {kind} | {1000 * wall:.2f} ms | {1000 * processor:.2f} ms | {shown} |"


def race(connectome, events, arguments, with_brian2):
    """Races all contenders of the arguments on one connectome and input: the number of spikes, and the rows of `in_turn`.

    connectome is its folder, events the CSV of its input events. Ends the program if spikes differ.
    """
    from contender import Contender, write_race

    connectome, events = connectome.resolve(), events.resolve()
    cores = os.sched_getaffinity(0)
    contenders = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_race(folder, connectome, events, 10_000)
        program, expected = brian2_program(connectome, events, folder) if with_brian2 else (None, None)
        os.sched_setaffinity(0, {arguments.core})
        try:
            for text in [f"event={event_command()}", *arguments.contender]:
                contenders.append(Contender(*text.split("=", 1), folder))
            for contender in contenders:
                spikes = contender.spikes()
                expected = spikes if expected is None else expected
                if spikes != expected:
                    raise SystemExit(f"{contender.name}: {len(spikes)} spikes differ from {len(expected)}: there is nothing to time")
            print(f"{len(expected)} spikes, equal one for one: {', '.join(contender.name for contender in contenders)}", flush=True)
            return len(expected), in_turn(arguments.rounds, contenders, program, expected)
        finally:
            for contender in contenders:
                contender.close()
            os.sched_setaffinity(0, cores)


def main():
    """Runs the race of the command line."""
    arguments = arguments_of()
    _, rows = race(arguments.connectome, arguments.input, arguments, not arguments.without_brian2)
    print("\n".join(table(rows)))
    if arguments.csv:
        with open(arguments.csv, "w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(["round", "contender", "trial", "wall_s", "processor_s"])
            writer.writerows(rows)


if __name__ == "__main__":
    main()
