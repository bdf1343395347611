"""A brain that runs while it is driven, silenced and looked at: for closed loops with bodies, and for teaching."""

from __future__ import annotations

import warnings
import weakref
from collections import deque
from collections.abc import Mapping
from types import TracebackType
from typing import Any, NamedTuple, NoReturn

import numpy as np
import numpy.typing as npt
import pandas as pd

from flybrain_sim import _brains
from flybrain_sim._ids import Ids
from flybrain_sim._parameters import number
from flybrain_sim._process import Process, Reply
from flybrain_sim._progress import Bar
from flybrain_sim._runs import experiment_text_or_object, model_parameters
from flybrain_sim._selections import Neurons, as_neurons

# Handles that nothing refers to any more; given back before the next request, since a finalizer must not wait for a reply.
_unused: weakref.WeakKeyDictionary[Process, deque[dict[str, int]]] = weakref.WeakKeyDictionary()


class Spikes(NamedTuple):
    """Spikes of a stretch of time, by time, then neuron index: two arrays of shape (spikes,)."""

    neuron: Ids
    """ids (int64)"""
    time: npt.NDArray[np.float64]
    """time since the brain began, in s"""


class State:
    """A moment of a brain, to which it can go back any number of times; `time` is in s."""

    def __init__(self, process: Process, handle: int, time: float) -> None:
        self.time = time
        self._process = process
        self._handle = handle
        weakref.finalize(self, _unused.setdefault(process, deque()).append, {"state": handle})

    def __repr__(self) -> str:
        return f"<State at {self.time:g} s>"

    def __reduce__(self) -> NoReturn:
        raise TypeError("a state lives in the process of its brain and cannot be pickled; keep brain.experiment() instead")


class Brain:
    """A brain at rest, which runs as far as it is advanced.

        with flybrain_sim.Brain("v783") as brain:
            brain.drive("sugar", 150)
            for _ in range(100):
                spikes = brain.advance(0.015)
                turn = brain.rates(["MN9_left"], window=0.1)

    `connectome` is a name, a folder, or the paths of its files, as in `flybrain_sim.run`. It can start from an `experiment` (a preset, an
    experiment file, text or object), with the drives and silenced neurons that it has at first. `seed` is that of the random input,
    `parameters` are parameters of the model in mV and ms. The same calls give the same spikes.

    A brain belongs to the process that made it: after a fork, or in a worker of joblib, make another.
    """

    def __init__(
        self,
        connectome: _brains.Connectome = None,
        *,
        experiment: Any = None,
        seed: int | None = None,
        parameters: Mapping[str, Any] | None = None,
    ) -> None:
        opened = _brains.open_brain(connectome)
        self._process = opened.process
        self._closed = False
        self._give_back()
        request: dict[str, Any] = {"brain": opened.handle}
        if experiment is not None:
            request["experiment"] = experiment_text_or_object(experiment)
        if seed is not None:
            request["seed"] = int(seed)
        if parameters:
            request["parameters"] = model_parameters(parameters)
        made = self._process.request("live", request).result
        self._handle: int = made["live"]
        self._time: float | None = 0.0
        self._ids: dict[str, Ids] = {}
        self._opened = opened
        self.connectome: str = opened.info["name"]
        self.seed: int = made["seed"]
        self.dt: float = made["dt"]
        self._finalizer = weakref.finalize(self, _unused.setdefault(self._process, deque()).append, {"live": self._handle})

    @property
    def time(self) -> float:
        """The time that was simulated, in s."""
        if self._time is None:
            self._time = self._request("rates", {"window": self.dt / 1000}).result["time"]
        return self._time

    def drive(self, neurons: Neurons, rate: Any) -> None:
        """Gives neurons Poisson input of `rate` (Hz) from now on, in place of any that they have. Other neurons keep theirs; 0 ends it."""
        self._change("drive", neurons, {"rate": number(rate, "Hz", "rate")})

    def silence(self, neurons: Neurons, mode: str = "outgoing") -> None:
        """Removes the outgoing connections of neurons, with mode "both" their incoming ones too, besides those that are silenced. The mode
        holds for all silenced neurons."""
        self._change("silence", neurons, {"mode": mode})

    def unsilence(self, neurons: Neurons) -> None:
        """Gives silenced neurons their connections back."""
        self._change("unsilence", neurons, {})

    def advance(self, duration: Any, progress: bool = True) -> Spikes:
        """Simulates `duration` (s, a multiple of the time step) and returns its spikes.

        Ctrl-C stops it on the way; the brain has then gone a part of it, and `time` says how far.
        """
        self._time = None
        with Bar(progress) as bar:
            reply = self._request("advance", {"duration": number(duration, "s", "duration")}, bar)
        self._time = reply.result["time"]
        return Spikes(reply.columns["neuron"], reply.columns["time"])

    def rates(self, neurons: Neurons = None, window: Any = 1.0) -> pd.Series[float]:
        """Firing rates in Hz over the last `window` (s), or over all time where that is shorter: index `flyid` (int64).

        Without `neurons` those of all neurons that fired, the fastest first; with neurons one value for each, in their order.
        """
        columns = self._request("rates", {"window": number(window, "s", "window")}).columns
        found: pd.Series[float] = pd.Series(columns["rate"], pd.Index(columns["neuron"], name="flyid"), name="firing_rate")
        if neurons is None:
            return found.sort_values(ascending=False, kind="stable")
        return found.reindex(pd.Index(self._resolved(neurons), name="flyid"), fill_value=0.0)

    def potential(self, neurons: Neurons) -> pd.DataFrame:
        """Membrane potential `v` and synaptic variable `g` of neurons after the last step, in mV: index `flyid` (int64), in their order.

        To look at more than 32 neurons that are far below the threshold makes the brain slower from then on.
        """
        columns = self._request("potential", {"neurons": as_neurons(neurons, "neurons")}).columns
        return pd.DataFrame({"v": columns["v"], "g": columns["g"]}, pd.Index(columns["neuron"], name="flyid"))

    def save(self) -> State:
        """The present moment, random input included. It takes some megabytes until nothing refers to it any more."""
        saved = self._request("save", {}).result
        return State(self._process, saved["state"], saved["time"])

    def restore(self, state: State) -> None:
        """Goes back to a state of this brain, or of another of the same connectome, parameters, seed and first experiment. Without changes
        it goes on with the same spikes."""
        if state._process is not self._process:
            raise ValueError("the state is of another process; a state can be restored as long as the process that saved it runs")
        self._time = self._request("restore", {"state": state._handle}).result["time"]

    def experiment(self, name: str | None = None) -> str:
        """What was done so far, as the text of an experiment file of one trial: `flybrain_sim.run` of it gives the same spikes."""
        text: str = self._request("experiment", {} if name is None else {"name": name}).result["experiment"]
        return text

    def close(self) -> None:
        """Ends the brain; it cannot be used any more."""
        if not self._closed and self._process.alive:
            self._request("drop", {})
        self._finalizer.detach()
        self._closed = True

    def _change(self, method: str, neurons: Neurons, params: Mapping[str, Any]) -> None:
        reply = self._request(method, {"neurons": as_neurons(neurons, "neurons"), **params})
        for line in reply.result.get("warnings") or ():
            warnings.warn(line, stacklevel=3)

    def _resolved(self, neurons: Neurons) -> Ids:
        """The ids of neurons; what one selection gives is asked once."""
        asked = as_neurons(neurons, "neurons")
        key = repr(asked)
        if key not in self._ids:
            self._ids[key] = _brains.ids_of(self._opened, asked)
        return self._ids[key]

    def _request(self, method: str, params: Mapping[str, Any], bar: Bar | None = None) -> Reply:
        if self._closed:
            raise ValueError("the brain is closed; make another")
        self._give_back()
        return self._process.request(method, {"live": self._handle, **params}, bar.update if bar else None)

    def _give_back(self) -> None:
        unused = _unused.setdefault(self._process, deque())
        while unused and self._process.alive:
            self._process.request("drop", unused.popleft())

    def __enter__(self) -> Brain:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def __reduce__(self) -> NoReturn:
        raise TypeError("a brain cannot be pickled; make another in each process")

    def __repr__(self) -> str:
        return f"<Brain on {self.connectome}, seed {self.seed}{', closed' if self._closed else ''}>"
