"""The golden contributions of AttributionTest: small random networks, simulated step by step with NumPy.

Every delivered input is a row of its own, which is carried along by the one-step solution of the model; the
potential of a neuron is the sum of its rows. Files per case, in core/src/test/resources/flybrain/attribution:

NAME-connections.csv   pre,post,synapses
NAME-events.csv        step,neuron_index       input events of the drive
NAME-contributions.csv neuron,step,kind,presynaptic,presynaptic_step,height   of each spike, in mV
NAME-routes.csv        neuron,route,origin,share   routes of at least 2 % of the excitation at all spikes of a neuron

Run: python -m pip install numpy==2.4.6; python attribution_goldens.py
"""

from pathlib import Path

import numpy as np

FOLDER = Path(__file__).parents[1] / "resources" / "flybrain" / "attribution"
NEURONS = 24
STEPS = 600
DELAY = 18
REFRACTORY = 22
W_SYN = 0.275
KICK = 0.275 * 250
V_TH = 7.0  # above rest

CASES = {  # name: seed, reset above rest in mV, silenced neurons (outgoing), silenced both ways
    "resting": (1, 0.0, [], []),
    "reset-below-rest": (2, -3.0, [], []),
    "silenced": (3, 0.0, [1, 5], []),
    "silenced-both": (4, 0.0, [2, 7], [2, 7]),
}


def network(rng):
    """Signed numbers of synapses by pre and post; a third of the neurons inhibit."""
    sign = np.where(np.arange(NEURONS) % 3 == 2, -1, 1)
    there = rng.random((NEURONS, NEURONS)) < 0.3
    return there * sign[:, None] * rng.integers(10, 160, (NEURONS, NEURONS))


def simulate(synapses, events, driven, reset, cut_out, cut_in):
    """Contributions to each spike: (neuron, step, kind, presynaptic, presynaptic step, height)."""
    a, b = np.exp(-0.1 / 20), np.exp(-0.1 / 5)
    transfer = (a - b) / 3
    post = np.empty(0, int)       # the neuron that each input reached
    source = np.empty((0, 3), int)  # kind (0 spike, 1 drive, 2 reset), presynaptic neuron, its step
    u, g = np.empty(0), np.empty(0)
    active_from = np.zeros(NEURONS, int)
    spikes, found = {}, []
    for step in range(STEPS):
        awake = step >= active_from
        moves = awake[post]
        u = np.where(moves, u * a + g * transfer, u)
        g = np.where(moves, g * b, g)
        v = np.bincount(post, u, NEURONS)
        spiking = np.flatnonzero(awake & (v > V_TH))
        spikes[step] = spiking
        for n in spiking:
            mine = post == n
            for (kind, pre, when), height in zip(source[mine], u[mine]):
                found.append((n, step, ("spike", "drive", "reset")[kind], pre, when, height))
            active_from[n] = step + (1 if driven[n] else REFRACTORY)
        new = []
        for pre in spikes.get(step - DELAY, []):
            if pre not in cut_out:
                for n in np.flatnonzero(synapses[pre]):
                    if step >= active_from[n] and n not in cut_in:
                        new.append((n, 0, pre, step - DELAY, 0.0, synapses[pre, n] * W_SYN))
        for n in np.flatnonzero(events[step]):
            if step >= active_from[n]:
                new.append((n, 1, n, step, KICK, 0.0))
        keep = ~np.isin(post, spiking)
        post, source, u, g = post[keep], source[keep], u[keep], g[keep]
        if reset:
            new += [(n, 2, n, active_from[n], reset, 0.0) for n in spiking]
        if new:
            post = np.concatenate([post, [row[0] for row in new]])
            source = np.concatenate([source, [row[1:4] for row in new]])
            u = np.concatenate([u, [row[4] for row in new]])
            g = np.concatenate([g, [row[5] for row in new]])
    return found


def routes(found):
    """Shares of the routes to all spikes of each neuron, by recursion over spikes."""
    causes = {}
    for neuron, step, kind, pre, when, height in found:
        if height > 0:
            causes.setdefault((neuron, step), []).append((kind, pre, when, height))

    known = {}

    def of(spike):
        if spike not in known:
            total = sum(height for *_, height in causes[spike])
            shares = {}
            for kind, pre, when, height in causes[spike]:
                part = height / total
                if kind == "spike":
                    for (way, origin), share in of((pre, when)).items():
                        if part * share > 1e-9:  # ways of less are given up
                            key = (way + (spike[0],), origin)
                            shares[key] = shares.get(key, 0) + part * share
                else:
                    key = ((spike[0],), kind)
                    shares[key] = shares.get(key, 0) + part
            known[spike] = shares
        return known[spike]

    means = {}
    for spike in causes:
        count = sum(other[0] == spike[0] for other in causes)
        for key, share in of(spike).items():
            means[key] = means.get(key, 0) + share / count
    return means


def write(name, header, rows):
    lines = [header] + [",".join(map(str, row)) for row in rows]
    (FOLDER / name).write_text("\n".join(lines) + "\n")


for name, (seed, reset, cut_out, cut_in) in CASES.items():
    rng = np.random.default_rng(seed)
    synapses = network(rng)
    driven = np.arange(NEURONS) < 5
    events = (rng.random((STEPS, NEURONS)) < 0.02) & driven
    found = simulate(synapses, events, driven, reset, cut_out, cut_in)
    write(f"{name}-connections.csv", "pre,post,synapses",
          [(pre, post, synapses[pre, post]) for pre, post in zip(*np.nonzero(synapses))])
    write(f"{name}-events.csv", "step,neuron_index", list(zip(*np.nonzero(events))))
    write(f"{name}-contributions.csv", "neuron,step,kind,presynaptic,presynaptic_step,height",
          [(*row[:5], repr(float(row[5]))) for row in found])
    means = routes(found)
    write(f"{name}-routes.csv", "neuron,route,origin,share",
          [(way[-1], ";".join(map(str, way)), origin, repr(float(share)))
           for (way, origin), share in sorted(means.items()) if share >= 0.02])
    spiking = {(row[0], row[1]) for row in found}
    print(name, len(spiking), "spikes,", len({n for n, _ in spiking}), "neurons,", len(found), "contributions")
