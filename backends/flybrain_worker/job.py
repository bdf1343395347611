"""The job: network, input and parameters, as passed by flybrain."""

import numpy as np

from .network import Network


class Job:
    """One experiment. Neurons are indices, times are steps of dt, potentials mV."""

    def __init__(self, message):
        self.folder = message["folder"]
        self.steps = message["steps"]
        self.trials = message["trials"]
        self.seeds = message["seeds"]
        self.threads = message["threads"]
        self.record = message["record"]
        self.parameters = {name: float(value) for name, value in message["parameters"].items()}
        self.delay_steps = message["delay_steps"]
        self.refractory_steps = message["refractory_steps"]
        self.network = Network(message["network"])
        self.neurons = self.network.neurons
        self.silenced = np.asarray(message["silenced"], dtype=np.int64)
        self.silence_both = message["silence_mode"] == "both"
        self._drives(message["drives"], message["replay"])

    def _drives(self, drives, replay):
        self.replay = replay is not None
        count = replay["events"] if self.replay else 0
        self.event_steps = numbers(replay["steps"], count) if self.replay else np.zeros(0, np.int32)
        self.event_neurons = numbers(replay["neurons"], count) if self.replay else np.zeros(0, np.int32)
        rate = {neuron: drive["rate"] for drive in drives for neuron in drive["neurons"]}
        if self.replay:
            rate = {neuron: 0.0 for neuron in [*rate, *np.unique(self.event_neurons).tolist()]}
        # Neurons without a refractory period, ascending, and the rate of each in Hz.
        self.driven = np.array(sorted(rate), dtype=np.int64)
        self.rates = np.array([rate[neuron] for neuron in self.driven.tolist()], dtype=np.float64)

    def __getattr__(self, name):
        """The model's parameters by name: v0, v_reset, v_th, tau_m, tau_g, t_ref, delay, w_syn, f_poi, dt."""
        try:
            return self.__dict__["parameters"][name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def kick(self):
        """What an input event adds to v, in mV."""
        return self.w_syn * self.f_poi

    @property
    def poisson_driven(self):
        """Positions in `driven` of the neurons whose rate is above 0."""
        return np.flatnonzero(self.rates > 0)

    def refractory(self):
        """The refractory period of every neuron, in steps."""
        steps = np.full(self.neurons, self.refractory_steps, dtype=np.int32)
        steps[self.driven] = 0
        return steps

    def connections(self):
        """The connections that conduct: presynaptic, postsynaptic, signed synapse count; int32, by presynaptic neuron."""
        return self.network.connections(self.silenced, self.silence_both)


def numbers(path, count):
    """A file of little-endian 32-bit integers, mapped into memory."""
    if count == 0:
        return np.zeros(0, dtype=np.int32)
    mapped = np.memmap(path, dtype="<i4", mode="r")
    if len(mapped) != count:
        raise ValueError(f"{path}: {len(mapped)} numbers instead of {count}")
    return mapped
