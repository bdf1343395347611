"""Runs as objects of other Python packages, with every digit of the ids."""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

import numpy as np

from flybrain_sim._ids import Ids

if TYPE_CHECKING:
    from flybrain_sim.results import Result


def _package(module: str, package: str) -> Any:
    try:
        return importlib.import_module(module)
    except ImportError as error:
        raise ImportError(f"needs the package {package}: pip install {package}") from error


def to_pynapple(result: Result, trial: int, neurons: Ids) -> Any:
    """A TsGroup of one trial."""
    nap = _package("pynapple", "pynapple")
    # Without it the support would end at the last spike, and rates would be of that time.
    support = nap.IntervalSet(0, result.t_run)
    trains = {neuron: nap.Ts(t=times, time_support=support) for neuron, times in result.trains(trial, neurons).items()}
    return nap.TsGroup(trains, time_support=support)


def to_neo(result: Result, neurons: Ids) -> Any:
    """A Block with a segment for each trial."""
    neo = _package("neo", "neo")
    block = neo.Block(name=result.name, connectome=result.connectome, seed=result.seed, experiment=result.experiment)
    for trial in range(result.n_run):
        segment = neo.Segment(name=f"trial {trial}", index=trial)
        for neuron, times in result.trains(trial, neurons).items():
            train = neo.SpikeTrain(times, units="s", t_start=0.0, t_stop=result.t_run, name=str(neuron), flywire_id=neuron)
            segment.spiketrains.append(train)
        block.segments.append(segment)
    block.check_relationships()
    return block


def to_spikeinterface(result: Result, neurons: Ids) -> Any:
    """A sorting with a segment for each trial; its sampling frequency is that of the time steps."""
    core = _package("spikeinterface.core", "spikeinterface")
    frequency = 1000.0 / result.dt
    segments = [
        {neuron: np.rint(times * frequency).astype(np.int64) for neuron, times in result.trains(trial, neurons).items()}
        for trial in range(result.n_run)
    ]
    return core.NumpySorting.from_unit_dict(segments, frequency)
