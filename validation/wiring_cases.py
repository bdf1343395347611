"""Circuits built to hit the rules of wiring, potentials and time constants, and the silencing of neurons."""

import numpy as np

from circuit import TRIGGER, Circuit


def wiring():
    """What a connection can be."""
    circuit = Circuit()
    source = circuit.source(10, 100, 190)
    for excitation, inhibition in [(400, 0), (400, -200), (400, -400), (900, -300), (TRIGGER, -2 * TRIGGER)]:
        relay, target = circuit.neuron(), circuit.neuron()
        circuit.connect(source, relay)
        circuit.connect(source, target, excitation)
        circuit.connect(relay, target, inhibition)
        circuit.connect(relay, source, 1)
        circuit.connect(relay, circuit.neuron(), 500)
    yield circuit.case("both-signs", "neurons that excite some and inhibit others", ["one-sign-per-neuron"], 400)
    circuit = Circuit()
    source = circuit.source(10)
    for parts in [(120, 120), (300, -200, 300), (80, 80, 80), (TRIGGER, -TRIGGER)]:
        target = circuit.neuron()
        for part in parts:
            circuit.connect(source, target, part)
    yield circuit.case("duplicate-pairs", "rows of one pair add up", ["duplicates-replace"], 200)
    circuit = Circuit()
    source, source_of_both = circuit.source(10), circuit.source(10)
    for weight in (0, 50, 100, 150, 161):  # 161 synapses raise v by 6.97 mV at most, and 7 are needed
        circuit.connect(source, circuit.neuron(), weight)
        target = circuit.neuron()
        circuit.connect(source, target, 500)
        circuit.connect(source_of_both, target, -500 + weight)
    circuit.neuron()
    yield circuit.case("silent", "neurons that stay below threshold, or get nothing", ["euler"], 600)
    circuit = Circuit()
    inhibition = circuit.source(10, 30, 50)
    for weight in (-200, -1000, -3000, -TRIGGER, -50_000):
        for wait in (1, 200, 1500):
            target = circuit.neuron()
            circuit.connect(inhibition, target, weight)
            circuit.connect(circuit.source(50 + wait), target, 700)
            circuit.connect(circuit.source(60 + wait), target, 2000)
    yield circuit.case(
        "strong-inhibition", "potentials far below rest, and the way back", ["euler", "delay-plus-1"], 3000
    )
    circuit = Circuit()
    for lag in range(0, 120, 3):
        target = circuit.neuron()
        circuit.connect(circuit.source(10), target, 110)
        circuit.connect(circuit.source(10 + lag), target, 130)
    yield circuit.case("summation", "two deliveries below threshold, 0 to 11.7 ms apart", ["euler"], 500)


def potentials():
    """Threshold, reset and rest away from their defaults."""
    for name, rule, source_spikes, exposes in [
        ("threshold-strict", "rest at the threshold: not above it", [10, 60], ["threshold-reached", "t_ref-plus-1"]),
        ("no-input", "no input, so no spike, even with rest at the threshold", [], ["threshold-reached"]),
    ]:
        circuit = Circuit()
        chain = circuit.neuron_chain(4, 20)
        circuit.event(chain[0], *source_spikes)
        if source_spikes:
            circuit.connect(circuit.source(34), chain[1], 1)  # arrives 22 steps after its spike at step 30
        circuit.neuron()
        yield circuit.case(name, rule, exposes, 200, parameters={"v0": 0.0, "v_reset": 0.0, "v_th": 0.0})
    for name, rule, parameters, exposes in [
        ("reset-below-rest", "a reset below rest", {"v_reset": -60.0}, ["reset-to-v0", "not-frozen"]),
        ("reset-above-rest", "a reset above rest", {"v_reset": -46.0}, ["reset-to-v0", "not-frozen"]),
        ("rest-near-threshold", "rest near the threshold", {"v0": -45.5}, ["reset-to-v0", "euler"]),
        ("tau-equal", "equal time constants", {"tau_m": 10.0, "tau_g": 10.0}, ["g-not-reset", "euler"]),
        ("tau-g-longer", "synapses slower than the membrane", {"tau_m": 5.0, "tau_g": 20.0}, ["g-not-reset", "euler"]),
        ("dt-0.2-ms", "a longer time step", {"dt": 0.2}, ["g-not-reset", "euler", "delay-plus-1"]),
        ("negative-w_syn", "signs turned round", {"w_syn": -0.275, "f_poi": -250.0}, ["g-not-reset", "euler"]),
    ]:
        circuit = Circuit()
        sign = -1 if "w_syn" in parameters else 1
        first, second = circuit.source(10, 90, 101, 230), circuit.source(25, 60, 88, 121, 240)
        for weight in range(100, 900, 50):
            target = circuit.neuron()
            circuit.connect(first, target, sign * weight)
            circuit.connect(second, target, sign * (weight - 100))
        yield circuit.case(name, rule, exposes, 600, parameters=parameters)


def silencing():
    """Neurons cut out of a circuit: a driven one, relays, and the targets of both."""
    for mode, exposes in [("outgoing", "silenced-both-ways"), ("both", "silenced-outgoing-only")]:
        rng = np.random.default_rng(7)
        circuit = Circuit()
        sources = [circuit.source(*range(5 + k, 900, 37 + k)) for k in range(4)]
        relays = [circuit.neuron() for _ in range(12)]
        targets = [circuit.neuron() for _ in range(12)]
        for pre, posts in [(sources, relays), (relays, targets), (targets, relays), (targets, sources)]:
            for neuron in pre:
                for post in rng.choice(posts, size=min(4, len(posts)), replace=False).tolist():
                    circuit.connect(neuron, post, int(rng.integers(-100, 600)))
        yield circuit.case(
            f"silenced-{mode}", f"silenced neurons, mode {mode}; a driven one among them keeps its own spikes",
            ["nothing-silenced", exposes], 1000,
            silenced=[sources[1], relays[2], relays[5], targets[3]], silence_mode=mode, seed=7,
        )  # fmt: skip


def all_cases():
    """The cases of this file."""
    yield from wiring()
    yield from potentials()
    yield from silencing()
