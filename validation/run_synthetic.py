"""Runs a whole connectome by Brian2's C++ standalone mode with recorded input events and writes its spikes.

The connectome folder is one in the reference schema (completeness.csv, connectivity.parquet), such as
`./flybrain data export FOLDER` writes. Spikes are rows step,neuron_index, sorted; gzipped if OUT ends in .gz.
"""

import argparse
import tempfile

import numpy as np

from case import read_csv, write_csv


def main():
    parser = argparse.ArgumentParser(prog="run_synthetic", description=__doc__)
    parser.add_argument("connectome", help="folder of completeness.csv and connectivity.parquet")
    parser.add_argument("input", help="CSV of input events: step,neuron_index")
    parser.add_argument("out", help="CSV of spikes to write")
    parser.add_argument("--steps", type=int, default=10_000, help="steps of 0.1 ms (default: 10000, one second)")
    parser.add_argument("--expect", help="CSV of spikes; fail when the spikes are not exactly these")
    arguments = parser.parse_args()

    from standalone import Program  # after the arguments, because Brian2 takes seconds to import

    with tempfile.TemporaryDirectory() as build_folder:
        program = Program(arguments.connectome, arguments.input, arguments.steps, build_folder)
        seconds = program.run()
        spikes = program.spikes()
    write_csv(arguments.out, "step,neuron_index", spikes[:, 0], spikes[:, 1])
    print(f"{len(spikes)} spikes of {len(np.unique(spikes[:, 1]))} neurons; Brian2 simulated for {seconds:.3f} s")
    if arguments.expect:
        expected = np.column_stack(read_csv(arguments.expect, 2))
        if not np.array_equal(expected, spikes):
            raise SystemExit(f"not the {len(expected)} spikes of {arguments.expect}")
        print(f"exactly the {len(expected)} spikes of {arguments.expect}")


if __name__ == "__main__":
    main()
