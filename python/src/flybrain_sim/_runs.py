"""`run` and `sweep`: experiments from Python."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd

from flybrain_sim._brains import Connectome, OpenBrain, open_brain
from flybrain_sim._parameters import OF_THE_MODEL, UNITS, count, number
from flybrain_sim._process import Reply
from flybrain_sim._progress import Bar
from flybrain_sim._selections import Neurons, as_neurons
from flybrain_sim.results import Result

# Both names of each parameter of the model -> the name in experiment files, the name in the published code.
_PARAMETERS = {name: (ours, published) for ours, published in OF_THE_MODEL.items() for name in (ours, published)}
_VARIABLE = ("rate", "rate2", "excite", "excite2", "silence", "seed", "t_run", "n_run")


def run(
    experiment: str | os.PathLike[str] | Mapping[str, Any] | None = None,
    *,
    connectome: Connectome = None,
    excite: Neurons = None,
    rate: Any = None,
    excite2: Neurons = None,
    rate2: Any = None,
    silence: Neurons = None,
    silence_mode: str = "outgoing",
    n_run: int | None = None,
    t_run: Any = None,
    seed: int | None = None,
    parameters: Mapping[str, Any] | None = None,
    name: str | None = None,
    missing: str = "error",
    threads: int | None = None,
    out: str | os.PathLike[str] | None = None,
    spikes: bool = True,
    progress: bool = True,
) -> Result:
    """Runs an experiment and returns its spikes and rates.

    `experiment` is the name of a preset ("sugar"), an experiment file (a path that ends in `.toml`), the text of one, or an object with its
    keys; or it is left out, and `excite` names the neurons to stimulate.

    `excite`, `excite2` and `silence` are neurons: ids in any form, names of sets or neurons, types, selections ("LC4 & side:right").
    `rate` and `rate2` are the rates of their Poisson input in Hz, `t_run` the duration of a trial in s, `n_run` the number of trials; all
    can be quantities or text as well. Without them the experiment's own values count, otherwise 150 Hz, 0 Hz, 1 s, 30 trials, seed 1.
    `silence_mode` is "outgoing" or "both", `parameters` are parameters of the model in mV and ms by either of their names.
    `missing="skip"` leaves out ids that the connectome does not have. `threads` is the number of trials computed at once (all cores).

    For runs whose spikes do not fit in memory: `out` is a spike file (.parquet) that takes them as they come, and `spikes=False` keeps
    rates alone.

    Raises UnknownNeuronError (a KeyError) for ids that the connectome does not have, UsageError (a ValueError) for what cannot be run.
    """
    asked = _asked(experiment, excite, excite2, silence, silence_mode, parameters, name, missing)
    request = _request(asked, rate, rate2, n_run, t_run, seed, threads)
    if out is not None:
        request["out"] = os.path.abspath(out)
    elif not spikes:
        request["spikes"] = False
    brain = open_brain(connectome)
    with Bar(progress) as bar:
        return _result(brain, brain.request("run", request, bar.update))


def sweep(
    experiment: str | os.PathLike[str] | Mapping[str, Any] | None = None,
    *,
    over: Mapping[str, Iterable[Any]],
    connectome: Connectome = None,
    progress: bool = True,
    **settings: Any,
) -> pd.DataFrame:
    """Runs an experiment for every combination of the values in `over`, and returns the rates in one table.

        sweep("sugar", over={"rate": range(20, 201, 20), "silence": [None, 720575940624963786]}, n_run=10)

    `over` has the values of any of rate, rate2, excite, excite2, silence, seed, t_run, n_run, or of parameters of the model; `settings` are
    the other arguments of `run`. All runs have the same seed, so a silenced run gets the random input of its control.

    The table has a row for each combination and each neuron that fired in it: a column for each name in `over`, then `flyid` (int64),
    `firing_rate` and its sample standard deviation over trials `sd` (Hz; NaN of a single trial). Varied neurons are text, "" for none: a
    column of ids with gaps would become floats. A combination in which nothing fired has no rows; `table.attrs["combinations"]` lists all.
    """
    for varied in over:
        if varied not in _VARIABLE and varied not in _PARAMETERS:
            raise ValueError(f"over: {varied!r} cannot be varied; allowed are {', '.join([*_VARIABLE, *_PARAMETERS])}")
        if varied in settings:
            raise ValueError(f"{varied} is in over and beside it; give it once")
    if "out" in settings or "spikes" in settings:
        raise ValueError("a sweep gives rates and keeps no spikes, so it takes neither out nor spikes; for spikes call run for each value")
    names = list(over)
    combinations = [dict(zip(names, values, strict=True)) for values in itertools.product(*(list(over[varied]) for varied in names))]
    tables = []
    with Bar(progress) as bar:
        for done, combination in enumerate(combinations):
            bar.update(done, len(combinations), "experiments")
            changed = {name: value for name, value in combination.items() if name in _PARAMETERS}
            given = {name: value for name, value in combination.items() if name not in _PARAMETERS}
            parameters = {**settings.get("parameters", {}), **changed}
            options = {**settings, **given, "parameters": parameters, "spikes": False}
            result = run(experiment, connectome=connectome, progress=False, **options)
            tables.append(_tidy(result, combination))
    table = pd.concat(tables, ignore_index=True) if tables else pd.DataFrame()
    table.attrs["combinations"] = [{name: _cell(name, value) for name, value in each.items()} for each in combinations]
    return table


def _tidy(result: Result, combination: Mapping[str, Any]) -> pd.DataFrame:
    rates = result.rates().reset_index()
    for place, (name, value) in enumerate(combination.items()):
        cell = _cell(name, value)
        rates.insert(place, name, np.full(len(rates), cell, dtype=object if isinstance(cell, str) else None))
    return rates


def _cell(name: str, value: Any) -> int | float | str:
    """A value of a sweep as a cell of its table: a number, or neurons as text."""
    if name in ("seed", "n_run"):
        return int(value)
    if name in ("rate", "rate2"):
        return number(value, "Hz", name)
    if name == "t_run":
        return number(value, "s", name)
    if name in _PARAMETERS:
        return number(value, UNITS[_PARAMETERS[name][1]], name)
    neurons = [] if value is None else as_neurons(value, name)
    return neurons if isinstance(neurons, str) else ",".join(map(str, neurons))


def _asked(
    experiment: Any, excite: Neurons, excite2: Neurons, silence: Neurons, mode: str, parameters: Any, name: str | None, missing: str
) -> str | dict[str, Any]:
    """The experiment as `flybrain serve` takes it: a text, or an object with the keys of an experiment file and `preset`."""
    asked = _object(experiment)
    if excite is not None:
        asked.setdefault("drive", {})["neurons"] = as_neurons(excite, "excite")
    if excite2 is not None:
        asked.setdefault("drive2", {})["neurons"] = as_neurons(excite2, "excite2")
    if silence is not None:
        asked["silence"] = {"neurons": as_neurons(silence, "silence"), "mode": mode}
    if parameters:
        asked["parameters"] = {**asked.get("parameters", {}), **model_parameters(parameters)}
    if name is not None:
        asked["name"] = name
    if missing != "error":
        asked["missing"] = missing
    return asked.pop("text") if set(asked) == {"text"} else _without_text(asked)


def experiment_text_or_object(experiment: Any) -> str | dict[str, Any]:
    """A preset, file, text or object as `flybrain serve` takes it."""
    asked = _object(experiment)
    return str(asked["text"]) if "text" in asked else asked


def _object(experiment: Any) -> dict[str, Any]:
    if experiment is None:
        return {}
    if isinstance(experiment, Mapping):
        return {key: dict(value) if isinstance(value, Mapping) else value for key, value in experiment.items()}
    if isinstance(experiment, os.PathLike) or (isinstance(experiment, str) and experiment.endswith(".toml")):
        return {"text": Path(experiment).read_text("utf-8")}
    if not isinstance(experiment, str):
        raise TypeError(f"experiment: {experiment!r} is not a preset, file or object; give neurons as excite=")
    return {"text": experiment} if "\n" in experiment or "=" in experiment else {"preset": experiment}


def _without_text(asked: dict[str, Any]) -> dict[str, Any]:
    if "text" in asked:
        changed = ", ".join(key for key in asked if key != "text")
        raise ValueError(f"an experiment file has its own {changed}; change it there, or give an object in place of the file")
    return asked


def model_parameters(parameters: Mapping[str, Any]) -> dict[str, float]:
    values = {}
    for given, value in parameters.items():
        if given == "dt":
            values["dt"] = number(value, "ms", "parameters['dt']")
        elif given in _PARAMETERS:
            ours, published = _PARAMETERS[given]
            values[ours] = number(value, UNITS[published], f"parameters[{given!r}]")
        else:
            raise ValueError(f"parameters: {given!r} is not a parameter of the model; allowed are {', '.join([*_PARAMETERS, 'dt'])}")
    return values


def _request(
    asked: str | dict[str, Any], rate: Any, rate2: Any, n_run: Any, t_run: Any, seed: int | None, threads: int | None
) -> dict[str, Any]:
    if isinstance(asked, str) and (rate is not None or rate2 is not None):
        raise ValueError("an experiment file has its own rate; change it there, or give an object in place of the file")
    if isinstance(asked, dict):
        rates = {name: number(value, "Hz", name) for name, value in (("rate", rate), ("rate2", rate2)) if value is not None}
        asked = {**asked, **rates}
    request: dict[str, Any] = {"experiment": asked}
    if n_run is not None:
        request["n_run"] = count(n_run, "n_run")
    if t_run is not None:
        request["t_run"] = number(t_run, "s", "t_run")
    if seed is not None:
        request["seed"] = int(seed)
    if threads is not None:
        request["threads"] = count(threads, "threads")
    return request


def _result(brain: OpenBrain, reply: Reply) -> Result:
    return Result(reply.result, reply.columns, brain)
