"""The rules of one step, written out in NumPy without Brian2, and the wrong readings of them that the goldens must expose."""

from dataclasses import dataclass, replace

import numpy as np


@dataclass(frozen=True)
class Rules:
    """How a step is done. The defaults are the model's; every other value is a mistake that ports have made."""

    integration: str = "exact"  # or "euler"
    threshold: str = "above"  # or "reached": fires at v = v_th too
    frozen: bool = True  # v and g stand still while refractory
    accumulate: bool = False  # a delivery to a refractory neuron counts
    lost_in_spike_step: bool = True  # a synaptic delivery in the step of the target's spike is lost
    input_lost_in_spike_step: bool = True  # so is an input event
    reset_g: bool = True  # a spike sets g to 0
    reset_to_v0: bool = False  # a spike sets v to v0 instead of v_reset
    delay_shift: int = 0  # steps added to the delay
    t_ref_shift: int = 0  # steps added to the refractory period of an undriven neuron
    driven_free: bool = True  # a driven neuron has no refractory period
    rate_0_free: bool = True  # nor has one driven at rate 0
    kick: str = "v"  # or "g", or "delayed g": where an input event goes
    input_shift: int = 0  # steps by which input events come late
    self_connections: bool = True  # a neuron's connection to itself counts
    duplicates: str = "add"  # or "last": what two rows of one pair do
    signs: str = "connection"  # or "neuron": all connections of a neuron have the sign of its first
    silencing: str = "as asked"  # or "none", "outgoing", "both"


RIGHT = Rules()


def simulate(case, rules=RIGHT):
    """The spikes of a case as (step, neuron) rows, and how near v came to the threshold without being at it, in mV."""
    v = np.full(case.neurons, case.parameter("v0"))
    g = np.zeros(case.neurons)
    last_spike = np.full(case.neurons, -(10**9))
    v_th, v_reset = case.parameter("v_th"), case.parameter("v0" if rules.reset_to_v0 else "v_reset")
    t_ref, advance, deliveries = refractory_steps(case, rules), Propagator(case, rules), Deliveries(case, rules)
    rows, margin = [], np.inf
    for step in range(case.steps):
        free = step - last_spike >= t_ref
        advance(v, g, free if rules.frozen else np.ones_like(free))
        distance = np.abs(v - v_th)
        margin = min(margin, distance[distance > 0].min(initial=np.inf))
        fires = free & (v >= v_th if rules.threshold == "reached" else v > v_th)
        spiking = np.flatnonzero(fires)
        last_spike[spiking] = step
        rows += [(step, neuron) for neuron in spiking.tolist()]

        to_v, to_g = deliveries(step, spiking)
        accepting = free & ~fires
        g += np.where(accepting | rules.accumulate, to_g, 0)
        v += np.where(accepting, to_v, 0)
        v[spiking] = v_reset
        if rules.reset_g:
            g[spiking] = 0
        if not rules.lost_in_spike_step:
            g[spiking] += to_g[spiking]
        if not rules.input_lost_in_spike_step:
            v[spiking] += to_v[spiking]
    return np.array(rows, dtype=np.int64).reshape(-1, 2), margin


def steps_of(case, parameter):
    """A time of the case in steps."""
    return round(case.parameter(parameter) / case.parameter("dt"))


def refractory_steps(case, rules):
    """The refractory period of each neuron in steps."""
    steps = np.full(case.neurons, steps_of(case, "t_ref") + rules.t_ref_shift)
    if rules.driven_free:
        steps[case.driven if rules.rate_0_free else case.input_neuron] = 0
    return steps


class Propagator:
    """Advances v and g by one step."""

    def __init__(self, case, rules):
        dt, tau_m, tau_g = (case.parameter(name) for name in ("dt", "tau_m", "tau_g"))
        self.v0 = case.parameter("v0")
        if rules.integration == "euler":
            self.a, self.b, self.from_g = 1 - dt / tau_m, 1 - dt / tau_g, dt / tau_m
            return
        self.a, self.b = np.exp(-dt / tau_m), np.exp(-dt / tau_g)
        if tau_m == tau_g:
            self.from_g = dt / tau_m * self.a
        else:
            self.from_g = tau_g / (tau_m - tau_g) * (self.a - self.b)

    def __call__(self, v, g, free):
        v[:] = np.where(free, self.v0 + (v - self.v0) * self.a + g * self.from_g, v)
        g[:] = np.where(free, g * self.b, g)


class Deliveries:
    """What arrives at each neuron in a step: input events at v, spikes of `delay` steps ago at g."""

    def __init__(self, case, rules):
        self.neurons = case.neurons
        self.w_syn, self.kick = case.parameter("w_syn"), case.parameter("w_syn") * case.parameter("f_poi")
        self.delay, self.kick_to = steps_of(case, "delay") + rules.delay_shift, rules.kick
        pre, post, weight = connections(case, rules)
        order = np.argsort(pre, kind="stable")
        self.post, self.weight = post[order], weight[order] * self.w_syn
        self.row = np.searchsorted(pre[order], np.arange(case.neurons + 1))
        late = rules.input_shift + (self.delay if rules.kick == "delayed g" else 0)
        self.events = {}
        for step, neuron in zip((case.input_step + late).tolist(), case.input_neuron.tolist()):
            self.events.setdefault(step, []).append(neuron)
        self.spikes = []

    def __call__(self, step, spiking):
        self.spikes.append(spiking)
        to_v, to_g = np.zeros(self.neurons), np.zeros(self.neurons)
        if step >= self.delay:
            for neuron in self.spikes[step - self.delay].tolist():
                row = slice(self.row[neuron], self.row[neuron + 1])
                np.add.at(to_g, self.post[row], self.weight[row])
        np.add.at(to_v if self.kick_to == "v" else to_g, self.events.get(step, []), self.kick)
        return to_v, to_g


def connections(case, rules):
    """The connections that conduct: pre, post and signed synapse count."""
    mode = case.silence_mode if rules.silencing == "as asked" else rules.silencing
    keep = replace(case, silence_mode=mode).conducting() if mode != "none" else np.ones(len(case.pre), dtype=bool)
    if not rules.self_connections:
        keep &= case.pre != case.post
    pre, post, weight = case.pre[keep], case.post[keep], case.weight[keep]
    if rules.duplicates == "last":
        last = {pair: row for row, pair in enumerate(zip(pre.tolist(), post.tolist()))}
        rows = np.array(sorted(last.values()), dtype=np.int64)
        pre, post, weight = pre[rows], post[rows], weight[rows]
    if rules.signs == "neuron" and len(pre):
        _, first, row = np.unique(pre, return_index=True, return_inverse=True)
        weight = np.abs(weight) * np.sign(weight[first])[row]
    return pre, post, weight
