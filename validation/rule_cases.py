"""Circuits built to hit one rule of the model each: refractoriness, delay, reset, and what counts as driven."""

import numpy as np

from circuit import TRIGGER, Circuit

DELAY = 18
SPIKE = 60  # the step at which the observed neurons spike for the first time


def deliveries_after_spike(lags, weight=TRIGGER):
    """For each lag a neuron that spikes at SPIKE and is sent `weight` at SPIKE + lag.

    Returns the circuit and the observed neurons.
    """
    circuit = Circuit()
    trigger = circuit.source(SPIKE - 1 - DELAY)
    observed = [circuit.neuron() for _ in lags]
    for neuron, lag in zip(observed, lags):
        circuit.connect(trigger, neuron)
        circuit.connect(circuit.source(SPIKE + lag - DELAY), neuron, weight)
    return circuit, observed


def refractoriness():
    """Deliveries around the refractory period of an undriven neuron, 22 steps from its spike."""
    for name, rule, lags, exposes in [
        ("during", "deliveries while refractory are lost", [1, 5, 10, 15, 20], ["accumulates"]),
        ("last-step", "a delivery 21 steps after the spike is lost", [21], ["accumulates", "t_ref-minus-1"]),
        ("first-free-step", "a delivery 22 steps after the spike lands", [22], ["t_ref-plus-1", "delay-minus-1"]),
        ("spike-step", "a delivery in the step of the spike is lost", [0], ["delivered-in-spike-step"]),
        ("step-by-step", "deliveries 1 step before the spike to 30 after it", range(-1, 31), ["delay-minus-1"]),
    ]:
        circuit, _ = deliveries_after_spike(lags)
        yield circuit.case(f"refractory-{name}", rule, exposes, 200)
    circuit, _ = deliveries_after_spike(range(-1, 31), weight=180)
    yield circuit.case("refractory-weak", "deliveries that take many steps to fire", ["accumulates", "euler"], 250)
    circuit, observed = deliveries_after_spike([3, 12, 21, 22], weight=-900)
    late = circuit.source(SPIKE + 40 - DELAY)
    for neuron in observed:
        circuit.connect(late, neuron, 700)
    exposes = ["accumulates", "t_ref-minus-1", "t_ref-plus-1"]
    yield circuit.case("refractory-inhibition", "inhibition while refractory is lost", exposes, 300)
    for t_ref, last in [(0.0, 3), (0.1, 3), (0.2, 4), (1.0, 14), (1.8, 22), (5.0, 54)]:
        circuit, _ = deliveries_after_spike(range(-1, last))
        exposes = ["accumulates"] if t_ref > 0.1 else ["delivered-in-spike-step"]
        exposes += ["t_ref-plus-1"] if t_ref > 0 else []
        name = f"refractory-{t_ref:g}-ms"
        yield circuit.case(name, f"a refractory period of {t_ref:g} ms", exposes, 250, parameters={"t_ref": t_ref})


def driven():
    """Neurons with an input of their own: no refractory period, and only the spike step loses what arrives."""
    circuit, observed = deliveries_after_spike(range(-1, 25))
    yield circuit.case(
        "driven-rate-0", "driven at rate 0: no refractory period", ["rate-0-refractory", "driven-refractory"], 200,
        rate_0=observed,
    )  # fmt: skip
    circuit, observed = deliveries_after_spike(range(-1, 25))
    for neuron in observed:
        circuit.event(neuron, 150)
    yield circuit.case(
        "driven-deliveries", "synaptic input to driven neurons", ["driven-refractory", "delivered-in-spike-step"], 200
    )
    circuit = Circuit()
    for pattern in [(0, 1), (0, 1, 2), (0, 2), (0, 1, 3), tuple(range(30))]:
        circuit.event(circuit.neuron(), *(10 + step for step in pattern))
    exposes = ["input-in-spike-step", "driven-refractory", "kick-to-g", "kick-to-g-delayed", "input-1-step-late"]
    yield circuit.case("input-in-spike-step", "an input event in the spike step is lost", exposes, 100)
    circuit = Circuit()
    for lag in range(-4, 25):
        neuron = circuit.source(SPIKE)
        circuit.connect(circuit.source(SPIKE - 1 - DELAY + lag), neuron)
    yield circuit.case(
        "driven-both-inputs", "input events and synaptic deliveries around each other",
        ["driven-refractory", "delay-plus-1", "input-1-step-late"], 150,
    )  # fmt: skip
    circuit = Circuit()
    one, two = circuit.source(20, 39, 80, 83), circuit.source(38, 60, 66, 90)
    circuit.connect(one, two)
    circuit.connect(two, one)
    yield circuit.case(
        "driven-mutual", "two driven neurons excite each other", ["delivered-in-spike-step", "driven-refractory"], 400
    )
    circuit = Circuit()
    first, last = circuit.source(1), circuit.source(298)
    circuit.event(first, 299)
    circuit.event(last, 299)
    circuit.connect(last, circuit.neuron())
    yield circuit.case(
        "input-first-and-last-step", "input events at the first and the last step of a run", ["input-1-step-late"], 300
    )
    for f_poi in (10, 20, 26):
        rng = np.random.default_rng(f_poi)
        circuit = Circuit()
        for neuron in [circuit.neuron() for _ in range(12)]:
            circuit.event(neuron, *np.flatnonzero(rng.random(1500) < 0.03).tolist())
            circuit.connect(neuron, (neuron + 1) % 12, 40)
        yield circuit.case(
            f"input-sums-{f_poi}", "several input events make one spike", ["kick-to-g", "euler", "delay-plus-1"], 1500,
            parameters={"f_poi": float(f_poi)}, seed=f_poi,
        )  # fmt: skip


def delays():
    """When a spike arrives, and what it meets there."""
    for delay in (0.1, 0.2, 1.8, 2.2, 2.3, 10.0):
        circuit = Circuit()
        chain = circuit.neuron_chain(8, TRIGGER)
        circuit.event(chain[0], 0, 100)
        parameters = {} if delay == 1.8 else {"delay": delay}
        yield circuit.case(
            f"delay-{delay:g}-ms", f"a chain with a delay of {delay:g} ms", ["delay-minus-1", "delay-plus-1"], 900,
            parameters=parameters,
        )  # fmt: skip
    for delay, exposes in [(1.8, ["accumulates"]), (2.1, ["t_ref-minus-1", "delay-plus-1"]), (2.2, ["t_ref-plus-1"])]:
        circuit = Circuit()
        neuron, source = circuit.neuron(), circuit.source(10)
        circuit.connect(source, neuron)
        circuit.connect(neuron, neuron)
        circuit.connect(source, source)
        yield circuit.case(
            f"self-connection-{delay:g}-ms", "a connection of a neuron to itself, against its refractory period",
            [*exposes, "no-self-connections", "driven-refractory"] if delay < 2.2 else [*exposes, "no-self-connections"],
            300, parameters={} if delay == 1.8 else {"delay": delay},
        )  # fmt: skip


def all_cases():
    """The cases of this file."""
    yield from refractoriness()
    yield from driven()
    yield from delays()
