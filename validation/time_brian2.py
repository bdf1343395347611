"""Times Brian2's C++ standalone mode on a whole connectome: one build without OpenMP, N runs on one thread.

Printed are the seconds of the time steps alone, as Brian2 counts them: no building, no loading, no writing of spikes.
"""

import argparse
import statistics
import tempfile
import time


def main():
    parser = argparse.ArgumentParser(prog="time_brian2", description=__doc__)
    parser.add_argument("connectome", help="folder of completeness.csv and connectivity.parquet")
    parser.add_argument("input", help="CSV of input events: step,neuron_index")
    parser.add_argument("--steps", type=int, default=10_000, help="steps of 0.1 ms (default: 10000, one second)")
    parser.add_argument("--runs", type=int, default=5, help="runs of the program (default: 5)")
    parser.add_argument("--keep", metavar="FOLDER", help="folder in which Brian2's program is built and stays (default: none stays)")
    arguments = parser.parse_args()
    if arguments.runs < 1:
        parser.error(f"--runs {arguments.runs}: at least 1")

    from standalone import Program  # after the arguments, because Brian2 takes seconds to import

    with tempfile.TemporaryDirectory() as build_folder:
        start = time.perf_counter()
        program = Program(arguments.connectome, arguments.input, arguments.steps, arguments.keep or build_folder)
        print(f"built in {time.perf_counter() - start:.1f} s", flush=True)
        seconds = []
        for run in range(arguments.runs):
            seconds.append(program.run())
            print(f"run {run + 1}: {seconds[-1]:.3f} s, {len(program.spikes())} spikes", flush=True)
    print(f"median of {arguments.runs}: {statistics.median(seconds):.3f} s")


if __name__ == "__main__":
    main()
