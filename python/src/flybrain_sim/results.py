"""What a run gave: spikes, rates, pictures, and the same for other tools."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from flybrain_sim import _exports, _plots
from flybrain_sim._brains import OpenBrain, ids_of
from flybrain_sim._ids import Ids, as_ids
from flybrain_sim._selections import Neurons, as_neurons
from flybrain_sim._spike_files import read_spikes, write_spikes


class Result:
    """The spikes and firing rates of one run.

    `name`, `connectome`, `t_run` (s), `n_run`, `seed`, `dt` (ms) say what was run; `experiment` is the text of an experiment file that
    alone gives the same spikes again; `warnings` and `notes` are lines about it, such as ids that were left out. `file` is the spike file
    that the run wrote, None without one.
    """

    def __init__(self, facts: Mapping[str, Any], columns: Mapping[str, npt.NDArray[Any]], brain: OpenBrain) -> None:
        self.name: str = facts["name"]
        self.connectome: str = facts["connectome"]
        self.t_run: float = facts["t_run"]
        self.n_run: int = facts["n_run"]
        self.seed: int = facts["seed"]
        self.dt: float = facts["dt"]
        self.experiment: str = facts["experiment"]
        self.warnings: list[str] = list(facts["warnings"])
        self.notes: list[str] = list(facts["notes"])
        self.file: Path | None = None if facts.get("out") is None else Path(facts["out"])
        self._size: int = facts["spikes"]
        self._columns = columns
        self._brain = brain

    @cached_property
    def _spikes(self) -> Mapping[str, npt.NDArray[Any]]:
        """The columns neuron, trial and time of the spikes, by trial, time and neuron index."""
        if "time" in self._columns:
            return self._columns
        if self.file is None:
            raise ValueError("this run kept no spikes (spikes=False), only rates; run it again with spikes=True, or into a file with out=")
        return read_spikes(self.file)

    @cached_property
    def spikes(self) -> pd.DataFrame:
        """A row for each spike, by trial, time and neuron index: `t` (s, float64), `trial` (int64), `flywire_id` (int64), `exp_name`.

        The columns are those of spike files, so `utils.get_rate(result.spikes, result.t_run, result.n_run)` works. Of a run into a file
        they are read when they are first asked for. Raises ValueError for a run with spikes=False.
        """
        columns = self._spikes
        size = len(columns["time"])
        return pd.DataFrame(
            {
                "t": columns["time"],
                "trial": columns["trial"].astype(np.int64),
                "flywire_id": columns["neuron"],
                "exp_name": pd.Categorical.from_codes(np.zeros(size, dtype=np.int8), dtype=pd.CategoricalDtype([self.name])),
            }
        )

    @cached_property
    def active(self) -> Ids:
        """The ids of all neurons that fired in any trial, the fastest first: int64, shape (neurons,)."""
        return self._columns["active"]

    def rates(self, neurons: Any = None) -> pd.DataFrame:
        """Firing rates: index `flyid` (int64), columns `firing_rate` and `sd`, both in Hz.

        `firing_rate` is the mean over all trials, `sd` the sample standard deviation over trials (NaN of a single trial). Without `neurons`
        there is a row for each neuron that fired, the fastest first; with neurons (ids in any form, names, types, selections) a row for
        each of them, in their order, 0 for those that did not fire.
        """
        index = pd.Index(self.active, name="flyid")
        table = pd.DataFrame({"firing_rate": self._columns["rate"], "sd": self._columns["sd"]}, index)
        if neurons is None:
            return table
        table = table.reindex(pd.Index(self._ids(neurons), name="flyid"))
        silent = table["firing_rate"].isna()
        table.loc[silent, "firing_rate"] = 0.0
        table.loc[silent, "sd"] = 0.0 if self.n_run > 1 else np.nan
        return table

    def plot_raster(self, trial: int = 0, neurons: Any = None, ax: Any = None) -> Any:
        """Draws the spikes of one trial, a row for each neuron that fired (or of `neurons`), and returns the axes. Needs matplotlib."""
        return _plots.raster(self, self._trial(trial), self._rows(neurons), ax)

    def plot_rates(self, top: int = 20, neurons: Any = None, ax: Any = None) -> Any:
        """Draws the firing rates of the `top` most active neurons (or of `neurons`) with their deviations; returns the axes. Needs
        matplotlib."""
        return _plots.rates(self, self.rates(neurons) if neurons is not None else self.rates().head(top), ax)

    def to_parquet(self, path: str | os.PathLike[str]) -> None:
        """Writes the spikes as a spike file of the published form, with the metadata of flybrain's. It appears when it is complete."""
        write_spikes(path, self.spikes.astype({"exp_name": object}), self.metadata())

    def metadata(self) -> dict[str, str]:
        """How the spikes were made, by the keys of flybrain's spike files."""
        return {
            "flybrain.version": self._brain.process.version,
            "flybrain.experiment": self.experiment,
            "flybrain.connectome": self.connectome,
            "flybrain.connectome.sha256": self._brain.info.get("sha256") or "",
            "flybrain.t_run": repr(float(self.t_run)),
            "flybrain.n_run": str(self.n_run),
            "flybrain.seed": str(self.seed),
            "flybrain.backend": "event",
            "flybrain.framework": "flybrain event (CPU)",
            "flybrain.warnings": "\n".join(self.warnings),
        }

    def to_pynapple(self, trial: int = 0, neurons: Any = None) -> Any:
        """The spikes of one trial as a `pynapple.TsGroup`: keys are ids (int), times in s, the time support is the whole trial.

        Each neuron that fired in any trial (or each of `neurons`) has a train; those silent in this trial have an empty one.
        """
        return _exports.to_pynapple(self, self._trial(trial), self._rows(neurons))

    def to_neo(self, neurons: Any = None) -> Any:
        """The spikes as a `neo.Block` with a segment for each trial, and in it a train for each neuron that fired in any trial (or each of
        `neurons`), with the annotation `flywire_id`."""
        return _exports.to_neo(self, self._rows(neurons))

    def to_spikeinterface(self, neurons: Any = None) -> Any:
        """The spikes as a `spikeinterface` sorting with a segment for each trial: a frame is a time step, units are ids (int64)."""
        return _exports.to_spikeinterface(self, self._rows(neurons))

    def _rows(self, neurons: Any) -> Ids:
        return np.sort(self.active) if neurons is None else self._ids(neurons)

    def _ids(self, neurons: Neurons) -> Ids:
        """Ids in any form, names, types and selections as ids; one that is there twice is refused."""
        return as_ids(ids_of(self._brain, as_neurons(neurons, "neurons")), "neurons", once=True)

    def _trial(self, trial: int) -> int:
        if not 0 <= trial < self.n_run:
            raise IndexError(f"trial {trial}: the run has trials 0 to {self.n_run - 1}")
        return int(trial)

    def trains(self, trial: int, neurons: Any = None) -> dict[int, npt.NDArray[np.float64]]:
        """The spike times (s, ascending) in one trial of each neuron that fired in any (or of each of `neurons`), by id."""
        rows = self._rows(neurons)
        columns = self._spikes
        first, last = np.searchsorted(columns["trial"], [self._trial(trial), trial + 1])
        neuron, time = columns["neuron"][first:last], columns["time"][first:last]
        order = np.argsort(neuron, kind="stable")
        neuron, time = neuron[order], time[order]
        starts, ends = np.searchsorted(neuron, rows), np.searchsorted(neuron, rows, side="right")
        return {int(row): time[start:end] for row, start, end in zip(rows.tolist(), starts, ends, strict=True)}

    def __repr__(self) -> str:
        trials = "1 trial" if self.n_run == 1 else f"{self.n_run} trials"
        return (
            f"<Result {self.name}: {self._size:,} spikes of {len(self.active):,} neurons in {trials} of {self.t_run:g} s"
            f" on {self.connectome}, seed {self.seed}>"
        )
