"""Times the engine `event` against Brian2's C++ standalone mode on one core, one brain-second in turn.

First both must give the same spikes. Each round runs Brian2's program once (the time steps alone, as Brian2 counts them) and then the
benchmark BrainSecond, of which the median counts (a whole trial: start, drive, steps, spikes handed over). Needs the benchmarks:
mvn -q package -DskipTests
"""

import argparse
import json
import os
import statistics
import subprocess
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BENCHMARKS = ROOT / "bench" / "target" / "benchmarks.jar"


def java():
    """The JDK that the launcher would take."""
    command = f'. "{ROOT}/scripts/jdk25.sh" && find_jdk25 && echo "$JDK25"'
    return Path(subprocess.run(["bash", "-c", command], check=True, capture_output=True, text=True).stdout.strip()) / "bin" / "java"


def event_spikes(connectome, input_csv, folder):
    """The spikes of `flybrain run` on the same input, as (step, neuron) rows."""
    import pyarrow.parquet

    out = folder / "event.parquet"
    command = [ROOT / "flybrain", "run", "--connectome", connectome, "--replay", input_csv, "--t-run", "1", "--out", out]
    subprocess.run(command, check=True, capture_output=True)
    table = pyarrow.parquet.read_table(out, columns=["time_ms", "neuron_index"])
    steps = [round(10 * ms) for ms in table["time_ms"].to_pylist()]
    return sorted(zip(steps, table["neuron_index"].to_pylist(), strict=True))


def event_seconds(connectome, input_csv, folder):
    """The median time of a brain-second in a warm Java virtual machine."""
    result = folder / "jmh.json"
    command = [java(), "-jar", BENCHMARKS, "BrainSecond", "-p", f"connectome={connectome}", "-p", f"replay={input_csv}"]
    subprocess.run([*command, "-rf", "json", "-rff", result], check=True, capture_output=True)
    return json.loads(result.read_text())[0]["primaryMetric"]["scorePercentiles"]["50.0"] / 1000


def main():
    parser = argparse.ArgumentParser(prog="race", description=__doc__)
    parser.add_argument("connectome", type=Path, help="folder of completeness.csv and connectivity.parquet")
    parser.add_argument("input", type=Path, help="CSV of input events of one second: step,neuron_index")
    parser.add_argument("--rounds", type=int, default=5, help="rounds (default: 5)")
    parser.add_argument("--core", type=int, default=0, help="the processor core that both run on (default: 0)")
    arguments = parser.parse_args()
    if arguments.rounds < 1:
        parser.error(f"--rounds {arguments.rounds}: at least 1")
    if not BENCHMARKS.exists():
        parser.error(f"{BENCHMARKS}: missing; build it with: mvn -q package -DskipTests")

    from standalone import Program  # after the arguments, because Brian2 takes seconds to import

    connectome, input_csv = arguments.connectome.resolve(), arguments.input.resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        program = Program(connectome, input_csv, 10_000, folder / "brian2")
        program.run()
        expected = sorted((int(step), int(neuron)) for step, neuron in program.spikes())
        if event_spikes(connectome, input_csv, folder) != expected:
            raise SystemExit("the spikes differ: there is nothing to time")
        print(f"{len(expected)} spikes, equal one for one", flush=True)
        os.sched_setaffinity(0, {arguments.core})
        ratios, brian2, event = [], [], []
        for turn in range(arguments.rounds):
            brian2.append(program.run())
            event.append(event_seconds(connectome, input_csv, folder))
            ratios.append(brian2[-1] / event[-1])
            print(f"round {turn + 1}: Brian2 {brian2[-1]:.3f} s, event {1000 * event[-1]:.2f} ms, {ratios[-1]:.0f} times", flush=True)
    print(
        f"median of {arguments.rounds}: Brian2 {statistics.median(brian2):.3f} s, event {1000 * statistics.median(event):.2f} ms, "
        f"{statistics.median(ratios):.0f} times faster"
    )


if __name__ == "__main__":
    main()
