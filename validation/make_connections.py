"""Writes a table of connections as large as Codex's connections_no_threshold.csv.gz, and the same as Feather.

Rows are drawn at random: a pair of neurons, a neuropil, 1 to 9 synapses with few of many, the transmitter of the presynaptic
neuron. The same seed gives the same rows.
"""

import argparse
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.feather

NEURONS = 139_255
NEUROPILS = 78


def table(rows, seed):
    draw = np.random.default_rng(seed)
    ids = 720575940600000000 + np.sort(draw.choice(10**8, NEURONS, replace=False))
    pre = np.sort(draw.integers(0, NEURONS, rows))
    transmitters = draw.choice(6, NEURONS, p=[0.6, 0.2, 0.15, 0.02, 0.02, 0.01]).astype(np.int8)
    return pa.table(
        {
            "pre_root_id": ids[pre],
            "post_root_id": ids[draw.integers(0, NEURONS, rows)],
            "neuropil": pa.DictionaryArray.from_arrays(draw.integers(0, NEUROPILS, rows, dtype=np.int8), [f"NP_{i:02}_L" for i in range(NEUROPILS)]),
            "syn_count": np.minimum(draw.geometric(0.5, rows), 9),
            "nt_type": pa.DictionaryArray.from_arrays(transmitters[pre], ["ACH", "GABA", "GLUT", "DA", "SER", "OCT"]),
        }
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--rows", type=int, default=20_000_000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    options.folder.mkdir(parents=True, exist_ok=True)
    connections = table(options.rows, options.seed)
    pyarrow.feather.write_feather(connections, options.folder / "connections_no_threshold.feather")
    plain = connections.set_column(2, "neuropil", connections["neuropil"].cast(pa.string())).set_column(4, "nt_type", connections["nt_type"].cast(pa.string()))
    with pa.CompressedOutputStream(str(options.folder / "connections_no_threshold.csv.gz"), "gzip") as out:
        pyarrow.csv.write_csv(plain, out, pyarrow.csv.WriteOptions(quoting_style="none"))


main()
