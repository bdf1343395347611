"""The job: network, input and parameters, as passed by flybrain."""

import numpy as np


class Job:
    """One experiment on a network. Neurons are indices, times are steps of dt, potentials mV.

    The parameters are the model's: v0, v_reset, v_th, tau_m, tau_g, t_ref, delay, w_syn, f_poi, dt.
    """

    def __init__(self, message, network, seeds):
        self.network = network
        self.neurons = network.neurons
        self.steps = message["steps"]
        self.trials = message["trials"]
        self.seeds = seeds
        self.record = message["record"]
        self._parameters(message["parameters"])
        self.delay_steps = message["delay_steps"]
        self.refractory_steps = message["refractory_steps"]
        self.silenced = np.asarray(message["silenced"], dtype=np.int64)
        self.silence_both = message["silence_mode"] == "both"
        self._drives(message["drives"], message["replay"])

    def _parameters(self, values):
        self.v0 = float(values["v0"])
        self.v_reset = float(values["v_reset"])
        self.v_th = float(values["v_th"])
        self.tau_m = float(values["tau_m"])
        self.tau_g = float(values["tau_g"])
        self.t_ref = float(values["t_ref"])
        self.delay = float(values["delay"])
        self.w_syn = float(values["w_syn"])
        self.f_poi = float(values["f_poi"])
        self.dt = float(values["dt"])

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
        pre, post, weight = self.network.connections()
        keep = self.conducts(pre, post)
        return (pre, post, weight) if keep is None else (pre[keep], post[keep], weight[keep])

    def conducts(self, pre, post):
        """Which of some connections conduct, by their neurons; None where nothing is silenced, so all do."""
        if not len(self.silenced):
            return None
        silent = np.zeros(self.neurons, dtype=bool)
        silent[self.silenced] = True
        return ~(silent[pre] | silent[post]) if self.silence_both else ~silent[pre]

    def changes(self, other):
        """In what this job differs from another on the same network, by name."""
        aspects = {
            "steps": (self.steps, other.steps),
            "trials": (self.trials, other.trials),
            "seeds": (self.seeds, other.seeds),
            "recording": (self.record, other.record),
            "parameters": (self._numbers(), other._numbers()),
            "silencing": ((self.silence_both, *self.silenced.tolist()), (other.silence_both, *other.silenced.tolist())),
            "driven neurons": (self._driven(), other._driven()),
            "rates": (self.rates.tolist(), other.rates.tolist()),
            "recorded events": (self._events(), other._events()),
        }
        return {name for name, (mine, its) in aspects.items() if mine != its}

    def _numbers(self):
        model = (self.v0, self.v_reset, self.v_th, self.tau_m, self.tau_g, self.t_ref, self.delay, self.w_syn, self.f_poi)
        return (*model, self.dt, self.delay_steps, self.refractory_steps)

    def _driven(self):
        return self.driven.tolist(), self.poisson_driven.tolist()

    def _events(self):
        return self.replay, self.event_steps.tobytes(), self.event_neurons.tobytes()


def numbers(path, count):
    """The numbers in a file of little-endian 32-bit integers."""
    read = np.fromfile(path, dtype="<i4")
    if len(read) != count:
        raise ValueError(f"{path}: {len(read)} numbers instead of {count}")
    return read
