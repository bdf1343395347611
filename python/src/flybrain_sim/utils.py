"""`load_exps` and `get_rate`, as the notebooks of the published model use them: the same tables, computed at once.

from flybrain_sim import utils
spikes = utils.load_exps(["results/sugarR.parquet", "results/sugarR_100Hz.parquet"])
rates, deviations = utils.get_rate(spikes, t_run=1, n_run=30)
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from flybrain_sim._ids import as_ids
from flybrain_sim._parameters import count, number

__all__ = ["get_rate", "load_exps"]

Integers = npt.NDArray[np.int64]


def load_exps(paths: Iterable[str | os.PathLike[str]] | str | os.PathLike[str]) -> pd.DataFrame:
    """The spikes of several experiments in one table, with the columns that the files have.

    `flywire_id` and `trial` are int64 whatever the files have; a file without spikes, whose columns pandas 3 writes as doubles, does not
    turn the ids of the others into floats. As in the published code each file's rows keep their own index, from 0.

    Raises IdError, with the file's name, for ids that were stored as floats or are missing.
    """
    if isinstance(paths, str | os.PathLike):
        paths = [paths]
    return pd.concat([_spikes(path) for path in paths])


def _spikes(path: str | os.PathLike[str]) -> pd.DataFrame:
    spikes = pd.read_parquet(path)
    if "flywire_id" in spikes:
        spikes["flywire_id"] = _stored_ids(spikes["flywire_id"], f"{os.fspath(path)}: flywire_id")
    if "trial" in spikes:
        spikes["trial"] = spikes["trial"].astype(np.int64)
    if not len(spikes):
        return spikes.astype({name: np.float64 for name in ("t", "time_ms", "time_s") if name in spikes})
    return spikes


def _stored_ids(column: pd.Series[Any], what: str) -> Integers:
    """The ids of a column, int64 of shape (rows,); an empty column may have any type."""
    return as_ids(column, what) if len(column) else np.empty(0, dtype=np.int64)


def get_rate(df: pd.DataFrame, t_run: Any, n_run: int, flyid2name: Mapping[int, str] | None = None) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Firing rates in Hz, mean over all trials, and their population standard deviations: two tables of equal shape.

    `df` has a row for each spike and columns `flywire_id`, `trial`, `exp_name`; `t_run` is the duration of a trial, a number in s or a
    quantity. Each table has an int64 index `flyid`, ascending, and a column for each experiment that has spikes, in the order of strings.
    A trial without spikes counts as 0; a neuron that fired in no trial of an experiment is NaN there. With a non-empty `flyid2name` both
    tables begin with a column `name`, which is empty for other neurons.

    Raises IndexError for a spike in trial `n_run` or later, IdError for ids that are floats.
    """
    seconds = number(t_run, "s", "t_run")
    if seconds <= 0:
        raise ValueError(f"t_run: {t_run!r} is not above 0")
    trials = count(n_run, "n_run")
    rows, columns, means, deviations = _rates(df, seconds, trials)
    index, names = pd.Index(rows, name="flyid"), pd.Index(columns, name="exp_name", dtype=object if not columns else None)
    tables = (pd.DataFrame(means, index, names), pd.DataFrame(deviations, index, names))
    if flyid2name:
        names_of_rows = [flyid2name.get(neuron, "") for neuron in rows.tolist()]
        for table in tables:
            table.insert(0, "name", names_of_rows)
    return tables


def _rates(df: pd.DataFrame, seconds: float, trials: int) -> tuple[Integers, list[str], npt.NDArray[np.float64], npt.NDArray[np.float64]]:
    """Ids ascending, names of experiments in order, and mean and deviation in Hz: two arrays of shape (ids, experiments)."""
    trial = df["trial"].to_numpy() if len(df) else np.empty(0, dtype=np.int64)
    if len(df) and (trial.max() >= trials or trial.min() < 0):
        wrong = trial.max() if trial.max() >= trials else trial.min()
        raise IndexError(f"the spikes have a trial {wrong}; with n_run = {trials} trials are 0 to {trials - 1}")
    neurons = pa.array(_stored_ids(df["flywire_id"], "flywire_id")).dictionary_encode()
    neuron, ids = neurons.indices.to_numpy(zero_copy_only=False), neurons.dictionary.to_numpy(zero_copy_only=False)
    experiment, names = _named(df["exp_name"])
    cell = experiment * np.int64(len(ids)) + neuron if len(names) > 1 else neuron
    cells, total, squares = _sums(cell, trial, trials, len(ids) * len(names))
    means = np.full(len(ids) * len(names), np.nan)
    deviations = means.copy()
    means[cells] = total / (seconds * trials)
    # Whole numbers under the root: exactly 0 where all trials are equal.
    deviations[cells] = np.sqrt(squares * trials - total * total) / (seconds * trials)
    in_order = np.ix_(np.array(sorted(range(len(names)), key=names.__getitem__), dtype=np.int64), np.argsort(ids))
    tables = [values.reshape(len(names), len(ids))[in_order].T for values in (means, deviations)]
    return np.sort(ids), sorted(names), tables[0], tables[1]


def _named(column: pd.Series[Any]) -> tuple[Integers, list[str]]:
    """For each row the number of its name, and the names by number."""
    starts = _starts_of_runs(column)
    code, found = pd.factorize(column if starts is None else column.iloc[starts])
    if (code < 0).any():
        row = int(np.argmin(code))
        raise ValueError(f"exp_name: missing in row {row if starts is None else starts[row]}")
    names = [str(name) for name in found]
    if starts is None or len(names) < 2:
        return code, names
    return np.repeat(code, np.diff(starts, append=len(column))), names


def _starts_of_runs(column: pd.Series[Any]) -> Integers | None:
    """The rows at which a name differs from the row before, where names are Arrow's and the rows of an experiment lie together."""
    if not isinstance(column.dtype, pd.StringDtype | pd.ArrowDtype) or len(column) < 2:
        return None
    names = pa.array(column.array)
    names = names.combine_chunks() if isinstance(names, pa.ChunkedArray) else names
    if names.null_count:
        return None
    changes = pc.indices_nonzero(pc.not_equal(names[1:], names[:-1])).to_numpy(zero_copy_only=False)
    return np.concatenate(([0], changes.astype(np.int64) + 1)) if 8 * len(changes) < len(column) else None


def _sums(cell: Integers, trial: Integers, trials: int, cells: int) -> tuple[Integers, Integers, Integers]:
    """The cells with spikes, ascending, and for each the sums over trials of its number of spikes and of the square of that number."""
    key = cell * np.int64(trials) + trial
    if cells * trials <= 8 * len(key) + 1_000_000:
        counts = np.bincount(key, minlength=cells * trials).reshape(cells, trials)
        total = counts.sum(axis=1)
        fired = np.flatnonzero(total)
        return fired, total[fired], (counts * counts).sum(axis=1)[fired]
    keys, number_of_spikes = np.unique(key, return_counts=True)
    fired, first = np.unique(keys // trials, return_index=True)
    return fired, np.add.reduceat(number_of_spikes, first), np.add.reduceat(number_of_spikes**2, first)
