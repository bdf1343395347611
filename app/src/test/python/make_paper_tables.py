"""Makes the tables of the paper's figures from spike files with pandas 2.3, as the published notebook does.

    python -m venv venv && venv/bin/pip install pandas==2.3.3 pyarrow
    venv/bin/python make_paper_tables.py campaigns/paper/spikes OUT N_RUN

Written from the description of the notebook's tables and of its `get_rate`, apart from its code and from flybrain's. A table is made where
the folder has spike files of its experiments; all trials are of 1 s. The goldens of PaperTablesTest are from `flybrain campaign run
paper/S1D` and others on `synthetic` with `--spikes`, see there.
"""

import re
import sys
from pathlib import Path

import numpy as np
import pandas as pd

SPIKES, OUT, N_RUN = Path(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
T_RUN = 1.0
MN9, MN9_RIGHT = 720575940660219265, (720575940618238523, 720575940645521262)
ADN1, ADN2, ABN1 = 720575940616185531, 720575940629806974, 720575940630907434

SETS = Path(__file__).parents[3] / "../core/src/main/resources/flybrain/experiment"


def members(name):
    table = pd.read_csv(SETS / "neuron-sets.csv", index_col="name", dtype=str)
    ids = []
    for word in table.neurons[name].split():
        ids += [int(word)] if word.isdigit() else members(word)
    return ids


def get_rate(spikes, names):
    """Mean and population standard deviation over all trials; a trial without spikes is 0."""
    of_neurons = {}
    for (experiment, neuron, trial), count in spikes.groupby(["exp_name", "flywire_id", "trial"]).size().items():
        of_neurons.setdefault((experiment, neuron), np.zeros(N_RUN))[trial] = count / T_RUN
    rows = [(*key, trials.mean(), trials.std()) for key, trials in of_neurons.items()]
    table = pd.DataFrame(rows, columns=["exp_name", "flyid", "rate", "std"])
    tables = []
    for column in ("rate", "std"):
        wide = table.pivot(index="flyid", columns="exp_name", values=column)
        if names:
            wide.insert(0, "name", wide.index.map(names).fillna(""))
        tables.append(wide)
    return tables


def load(pattern):
    files = [file for file in sorted(SPIKES.glob("*.parquet")) if re.fullmatch(pattern, file.stem)]
    frames = [pd.read_parquet(file, columns=["trial", "flywire_id", "exp_name"]) for file in files]
    frames = [frame for frame in frames if len(frame)]
    return pd.concat(frames) if frames else None


def numbered(prefix, ids):
    successors = pd.read_csv(SETS / "neuron-successors.csv", index_col="v630").v783
    names = {neuron: f"{prefix}_{k}" for k, neuron in enumerate(ids, 1)}
    return names | {int(successors[old]): name for old, name in names.items() if old in successors.index}


def write(folder, name, table):
    path = OUT / folder / f"{name}.csv"
    path.parent.mkdir(parents=True, exist_ok=True)
    table.to_csv(path)


def all_neurons(folder, stem, pattern, names):
    spikes = load(pattern)
    if spikes is not None:
        for ending, table in zip(("_rate", "_rate_std"), get_rate(spikes, names)):
            write(folder, stem + ending, table.fillna(0))


def read_out(folder, names, pattern, neuron, flyid2name=None):
    """A series of one neuron, or of both MN9 a table."""
    spikes = load(pattern)
    if spikes is None:
        return
    for name, table in zip(names, get_rate(spikes, flyid2name)):
        ids = neuron if isinstance(neuron, tuple) else (neuron,)
        there = [each for each in sorted(ids) if each in table.index]
        if not there:
            print(f"{folder}/{name}: {ids} fired in none of its experiments")
        elif isinstance(neuron, tuple):
            write(folder, name, table.fillna(0).loc[there])
        else:
            write(folder, name, table.fillna(0).loc[neuron])


def plain(stem):
    return stem + "_rate", stem + "_rate_std"


all_neurons("figure_1", "fig_1d", r"sugarR_\d+Hz", numbered("sugar", members("sugar")))
all_neurons("figure_4", "fig_4a", r"waterR_\d+Hz", numbered("water", members("water")))
all_neurons("figure_5", "fig_5b", r"JON_All_\d+Hz", numbered("JON", members("jon_all")))
all_neurons("figure_s1", "fig_s1d", r"sugarL_\d+Hz", numbered("sugar", members("sugar_left")))
for f in range(25, 201, 25):
    read_out("figure_1", plain(f"fig_1e_{f}_hz"), rf"{f}_Hz_\d{{18}}", MN9)
    read_out("figure_4", plain(f"fig_4b_{f}_hz"), rf"{f}_Hz_\d+_water", MN9)
    read_out("figure_5", plain(f"fig_5c_{f}_hz"), rf"Figure_5C_{f}_Hz_\d+", ADN1)
    read_out("figure_s4", plain(f"fig_s4a_{f}_hz"), rf"Figure_5C_{f}_Hz_\d+", ADN2)
for f in range(50, 121, 10):
    read_out("figure_1", plain(f"fig_1f_{f}_hz"), rf"sugarR-silencing\d+_{f}_Hz", MN9)
for f in range(50, 201, 50):
    read_out("figure_2", plain(f"fig_2_{f}_hz"), rf"{f}_Hz_[A-Za-z]\w*", (MN9, *MN9_RIGHT))
for f in range(160, 221, 10):
    read_out("figure_4", plain(f"fig_4c_{f}_hz"), rf"waterR-silencing\d+_{f}_Hz", MN9)
for f in range(140, 181, 10):
    names = f"fig_5d_{f}_hz_rate", f"fig_5d_{f}_hz_std"
    read_out("figure_5", names, rf"JON-silencing\d+_{f}_Hz", ADN1)
    read_out("figure_s4", (f"fig_s4b_{f}_hz_rate", f"fig_s4b_{f}_hz_std"), rf"JON-silencing\d+_{f}_Hz", ADN2)
read_out("figure_3", plain("fig_3a"), r"Sugar_Bitter_\d+_Hz_\d+_Hz", MN9)
read_out("figure_3", plain("fig_3b"), r"Sugar_Ir94e_\d+_Hz_\d+_Hz", MN9)
read_out("figure_4", plain("fig_4e"), r"Sugar_Water_\d+_Hz_\d+_Hz", MN9)
jon = numbered("JON", members("jon_all"))
read_out("figure_5/data", ("fig_5g_JON_CE_rate", "fig_5g_JON_CE_std"), r"JON_CE_\d+Hz", ABN1, jon)
read_out("figure_5/data", ("fig_5g_JON_F_rate", "fig_5g_JON_F_std"), r"JON_F_\d+Hz", ABN1, jon)
read_out("figure_s5", ("fig_s5c_JON_F_silenced_rate", "fig_s5c_JON_F_silenced_"), r"JON_F_Three_Silenced_\d+Hz", ABN1, jon)
