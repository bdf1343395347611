"""Random networks of many sizes, densities, mixes of sign, drives and parameters, one seed each."""

import numpy as np

from case import Case
from plain_model import simulate

# Neurons, mean out-degree, part of inhibitory neurons (None: sign by connection), part of driven neurons, their rate
# in Hz, steps, changed parameters.
NETWORKS = [
    (5, 3, 0.2, 0.4, 200, 3000, {}),
    (10, 4, 0.3, 0.3, 150, 3000, {}),
    (20, 8, 0.0, 0.1, 100, 3000, {}),
    (20, 8, 1.0, 0.5, 100, 2000, {}),
    (30, 10, None, 0.2, 200, 3000, {}),
    (50, 10, 0.2, 0.1, 200, 5000, {}),
    (50, 40, 0.5, 0.2, 100, 3000, {}),
    (80, 15, None, 0.1, 150, 3000, {}),
    (100, 20, 0.3, 0.1, 50, 5000, {}),
    (100, 20, 0.3, 0.02, 400, 3000, {}),
    (150, 5, 0.1, 0.5, 20, 3000, {}),
    (200, 30, 0.4, 0.1, 200, 2000, {}),
    (300, 25, None, 0.05, 200, 3000, {}),
    (400, 15, 0.3, 0.03, 150, 3000, {}),
    (1500, 15, 0.35, 0.02, 200, 5000, {}),
    (60, 12, 0.2, 1.0, 30, 3000, {}),
    (60, 12, 0.3, 0.1, 2000, 1000, {}),
    (60, 12, 0.3, 0.2, 100, 3000, {"w_syn": 0.5}),
    (60, 12, 0.3, 0.2, 100, 3000, {"w_syn": 0.05}),
    (60, 12, 0.7, 0.2, 100, 3000, {"w_syn": -0.2, "f_poi": -300.0}),
    (60, 12, 0.3, 0.2, 100, 3000, {"w_syn": -0.2, "f_poi": -40.0}),
    (60, 12, 0.3, 0.2, 300, 3000, {"f_poi": 12.0}),
    (60, 12, 0.3, 0.2, 1000, 2000, {"f_poi": 5.5}),
    (60, 12, 0.3, 0.2, 100, 3000, {"tau_m": 10.0}),
    (60, 12, 0.3, 0.2, 100, 3000, {"tau_m": 40.0, "tau_g": 2.0}),
    (60, 12, 0.3, 0.2, 100, 3000, {"tau_m": 8.0, "tau_g": 8.0}),
    (60, 12, 0.3, 0.2, 100, 3000, {"tau_m": 3.0, "tau_g": 12.0}),
    (60, 12, 0.3, 0.2, 150, 3000, {"t_ref": 0.0}),
    (60, 12, 0.3, 0.2, 150, 3000, {"t_ref": 0.1}),
    (60, 12, 0.3, 0.2, 150, 3000, {"t_ref": 8.0}),
    (60, 12, 0.3, 0.2, 150, 3000, {"delay": 0.1}),
    (60, 12, 0.3, 0.2, 150, 3000, {"delay": 2.2}),
    (60, 12, 0.3, 0.2, 150, 3000, {"delay": 7.3, "t_ref": 3.1}),
    (60, 12, 0.3, 0.2, 150, 3000, {"v_reset": -65.0}),
    (60, 12, 0.3, 0.2, 150, 3000, {"v_reset": -46.0, "v0": -50.0}),
    (60, 12, None, 0.2, 150, 3000, {"v0": -70.0, "v_reset": -72.0, "v_th": -50.0, "w_syn": 0.6}),
    (60, 12, 0.3, 0.2, 150, 2000, {"dt": 0.2}),
    (60, 12, None, 0.2, 150, 4000, {"dt": 0.05, "t_ref": 2.25, "delay": 0.75}),
    (120, 20, None, 0.1, 150, 3000, {"t_ref": 4.0, "delay": 1.0, "tau_g": 3.0, "v_reset": -55.0, "f_poi": 100.0}),
    (120, 20, 0.2, 0.1, 150, 3000, {"t_ref": 0.5, "delay": 3.0, "tau_m": 15.0, "v_reset": -58.0, "f_poi": 30.0}),
]


def all_cases():
    """The cases of this file; the seed is the row of NETWORKS."""
    for seed, (neurons, degree, inhibitory, driven, rate, steps, parameters) in enumerate(NETWORKS, 1):
        rng = np.random.default_rng(seed)
        chosen = rng.choice(neurons, size=max(1, round(driven * neurons)), replace=False)
        probability = rate * parameters.get("dt", 0.1) / 1000
        input_step, input_neuron = np.nonzero(rng.random((steps, len(chosen))) < probability)
        pre, post, size, sign = wiring(rng, neurons, degree, inhibitory)
        case = Case(
            name=f"random-{seed:02d}",
            rule="random network",
            neurons=neurons,
            steps=steps,
            pre=pre,
            post=post,
            weight=sign * np.ceil(size).astype(np.int64),
            input_step=input_step,
            input_neuron=chosen[input_neuron],
            parameters=parameters,
            rate_0=chosen.tolist(),
            seed=seed,
        )
        yield lively(case, size, sign)


def wiring(rng, neurons, degree, inhibitory):
    """Random pairs, self-connections among them, with log-normal sizes and a sign by neuron or by connection."""
    pairs = np.unique(rng.integers(neurons * neurons, size=neurons * degree))
    pre, post = pairs // neurons, pairs % neurons
    if inhibitory is None:
        sign = np.where(rng.random(len(pairs)) < 0.35, -1, 1)
    else:
        sign = np.where(np.arange(neurons) < inhibitory * neurons, -1, 1)[rng.permutation(neurons)[pre]]
    return pre, post, rng.lognormal(0, 1, len(pairs)), sign


def lively(case, size, sign):
    """The case with its weights scaled up until undriven neurons fire at 5 Hz on average (64-fold if there are none)."""
    seconds = case.steps * case.parameter("dt") / 1000
    undriven = case.neurons - len(case.driven)
    for scale in (4, 8, 16, 32, 64, 125, 250, 500, 1000):
        case.weight = sign * np.ceil(size * scale).astype(np.int64)
        spikes, _ = simulate(case)
        if undriven == 0 and scale == 64:
            break
        if np.count_nonzero(~np.isin(spikes[:, 1], case.driven)) > 5 * undriven * seconds:
            break
    return case
