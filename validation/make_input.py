"""Draws the input events of a Poisson drive and writes them as CSV: step,neuron_index.

An event comes in each step with probability rate * dt, for each neuron on its own. Without --ids and --random the neurons are the 21 right
sugar-sensing gustatory neurons of the preset `sugar` (Shiu et al. 2024, ids of FlyWire v783).
"""

import argparse
from pathlib import Path

import numpy as np

from case import DEFAULTS, write_csv

SUGAR = [
    720575940624963786, 720575940630233916, 720575940637568838, 720575940638202345, 720575940617000768,
    720575940630797113, 720575940632889389, 720575940621754367, 720575940621502051, 720575940640649691,
    720575940639332736, 720575940616885538, 720575940639198653, 720575940639259967, 720575940617937543,
    720575940632425919, 720575940633143833, 720575940612670570, 720575940628853239, 720575940629176663,
    720575940611875570,
]  # fmt: skip


def indices(folder, ids):
    """The neuron indices of FlyWire ids: their rows in completeness.csv."""
    lines = (Path(folder) / "completeness.csv").read_text().split()[1:]
    index = {int(line.split(",")[0]): row for row, line in enumerate(lines)}
    absent = [str(neuron) for neuron in ids if neuron not in index]
    if absent:
        raise SystemExit(f"{folder}/completeness.csv: no neuron {', '.join(absent)}")
    return np.sort([index[neuron] for neuron in ids])


def draw(connectome, out, ids=SUGAR, random=None, rate=200.0, seed=1, steps=10_000):
    """Writes the events of some neurons, or of `random` ones, of a connectome folder; returns the numbers of events and neurons."""
    rng = np.random.default_rng(seed)
    if random is None:
        neurons = indices(connectome, ids)
    else:
        all_neurons = len((Path(connectome) / "completeness.csv").read_text().split()) - 1
        if not 1 <= random <= all_neurons:
            raise SystemExit(f"--random {random}: 1 to {all_neurons}, the neurons of {connectome}")
        neurons = np.sort(rng.choice(all_neurons, random, replace=False))
    step, column = np.nonzero(rng.random((steps, len(neurons))) < rate * DEFAULTS["dt"] / 1000)
    write_csv(out, "step,neuron_index", step, neurons[column])
    return len(step), len(neurons)


def main():
    parser = argparse.ArgumentParser(prog="make_input", description=__doc__)
    parser.add_argument("connectome", help="folder with completeness.csv")
    parser.add_argument("out", help="CSV to write, gzipped if it ends in .gz")
    parser.add_argument("--ids", type=int, nargs="+", default=SUGAR, help="FlyWire ids (default: sugar)")
    parser.add_argument("--random", type=int, metavar="N", help="N neurons, drawn with the seed, instead of --ids")
    parser.add_argument("--rate", type=float, default=200.0, help="Hz (default: 200)")
    parser.add_argument("--seed", type=int, default=1, help="seed of NumPy's default generator (default: 1)")
    parser.add_argument("--steps", type=int, default=10_000, help="steps of 0.1 ms (default: 10000, one second)")
    arguments = parser.parse_args()
    if not 0 <= arguments.rate * DEFAULTS["dt"] / 1000 <= 1:
        parser.error(f"--rate {arguments.rate}: 0 to {1000 / DEFAULTS['dt']:g} Hz")
    events, neurons = draw(**vars(arguments))
    print(f"{events} events of {neurons} neurons, seed {arguments.seed}")


if __name__ == "__main__":
    main()
