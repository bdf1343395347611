"""Spike files and firing rates by pandas, written apart from flybrain's code from docs and published descriptions.

`get_rate` has the behaviour of the paper's function of that name, `read_spikes` knows every schema that the reference suite has had.
"""

import numpy as np
import pandas as pd


def read_spikes(path, backend, t_run):
    """Rows `trial`, `flywire_id`, `s`: time_ms, otherwise time_s, otherwise t, in ms from PyTorch or where it exceeds twice t_run."""
    table = pd.read_parquet(path)
    if len(table) == 0:
        return pd.DataFrame({"trial": np.array([], "int64"), "flywire_id": np.array([], "int64"), "s": np.array([], "float64")})
    if "time_ms" in table:
        seconds = table.time_ms / 1000
    elif "time_s" in table:
        seconds = table.time_s
    else:
        in_ms = backend == "pytorch" or table.t.max() > 2 * t_run
        seconds = table.t / 1000 if in_ms else table.t
    return pd.DataFrame({"trial": table.trial.astype("int64"), "flywire_id": table.flywire_id.astype("int64"), "s": seconds})


def get_rate(spikes, t_run, n_run, flyid2name=None):
    """Mean rate and its population standard deviation over all trials: a row a neuron, a column an experiment, sorted.

    A trial without spikes is 0; a neuron without any in an experiment is NaN there.
    """
    if len(spikes) and spikes.trial.max() >= n_run:
        raise IndexError(f"trial {spikes.trial.max()} of {n_run} trials")
    counts = spikes.groupby(["exp_name", "flywire_id", "trial"]).size()
    means, deviations = {}, {}
    for (name, neuron), of_trials in counts.groupby(level=["exp_name", "flywire_id"]):
        rates = np.zeros(n_run)
        rates[of_trials.index.get_level_values("trial")] = of_trials.to_numpy() / t_run
        means.setdefault(name, {})[neuron] = rates.mean()
        deviations.setdefault(name, {})[neuron] = rates.std()
    tables = []
    for values in (means, deviations):
        table = pd.DataFrame({name: pd.Series(values[name]) for name in sorted(values)})
        table = table.sort_index().rename_axis("flyid")
        if flyid2name:
            table.insert(0, "name", table.index.map(flyid2name))
        tables.append(table)
    return tuple(tables)
