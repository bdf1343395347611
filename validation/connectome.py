"""Reads a connectome folder (completeness.csv, connectivity.parquet) and the CSV of input events that goes with it."""

from pathlib import Path

import pyarrow.parquet as parquet

from case import DEFAULTS, read_csv

COLUMNS = ["Presynaptic_Index", "Postsynaptic_Index", "Excitatory x Connectivity"]


def read(folder):
    """The number of neurons and the arrays pre, post, signed synapse count of the connections."""
    folder = Path(folder)
    for name in ("completeness.csv", "connectivity.parquet"):
        if not (folder / name).is_file():
            raise SystemExit(f"{folder}: no {name}; give a folder written by './flybrain data export FOLDER'")
    with open(folder / "completeness.csv") as file:
        neurons = sum(1 for line in file if line.strip()) - 1
    table = parquet.read_table(folder / "connectivity.parquet", columns=COLUMNS)
    return neurons, *(table[column].to_numpy() for column in COLUMNS)


def brian2_network(folder, input_csv):
    """The whole connectome with the paper's parameters as a Brian2 Network and its SpikeMonitor."""
    import brian

    neurons, pre, post, weight = read(folder)
    step, neuron = read_csv(input_csv, 2)
    return brian.network(neurons, pre, post, weight, step, neuron, sorted(set(neuron.tolist())), DEFAULTS.__getitem__)
