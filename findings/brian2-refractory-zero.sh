#!/usr/bin/env bash
# Brian2: a refractory period of 0 ms is not the same as none.
#
# Expected: `refractory=0*ms` changes nothing, for the neuron may fire in every step.
# Seen with Brian2 2.9.0: it does fire in every step, but input that a synapse delivers in the very step of a
# spike to a variable `(unless refractory)` is lost; without `refractory`, or with `refractory=False`, it is kept.
# Why it matters: the published model of the fly brain sets 0 ms for driven neurons.
set -eu
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" -q --disable-pip-version-check install brian2==2.9.0 numpy==1.26.4 setuptools==80.9.0

cat >"$work/finding.py" <<'PYTHON'
from brian2 import (
    BrianLogger, NeuronGroup, SpikeGeneratorGroup, SpikeMonitor, Synapses, defaultclock, ms, prefs, run, start_scope,
)

BrianLogger.suppress_name("no_refractory")
prefs.codegen.target = "numpy"
defaultclock.dt = 0.1 * ms

EQUATIONS = """
dv/dt = (g - v) / (1*ms) : 1 (unless refractory)
dg/dt = -g / (5000*second) : 1 (unless refractory)
"""


def simulate(**refractory):
    """A neuron that fires in each of 20 steps, and gets 1 of g in three of them."""
    start_scope()
    neuron = NeuronGroup(1, EQUATIONS, threshold="v > 0.5", reset="v = 0", method="exact", **refractory)
    neuron.g = 10
    inputs = SpikeGeneratorGroup(1, [0, 0, 0], [1.0, 1.1, 1.2] * ms)
    synapses = Synapses(inputs, neuron, on_pre="g += 1")
    synapses.connect()
    spikes = SpikeMonitor(neuron)
    run(2 * ms)
    return f"{spikes.num_spikes} spikes, g rose by {neuron.g[0] - 10:.1f}"


print("none: ", simulate())
print("False:", simulate(refractory=False))
print("0 ms: ", simulate(refractory=0 * ms))
PYTHON

cat >"$work/seen" <<'SEEN'
none:  20 spikes, g rose by 3.0
False: 20 spikes, g rose by 3.0
0 ms:  20 spikes, g rose by -0.0
SEEN
"$work/venv/bin/python" "$work/finding.py" | tee "$work/now"
diff "$work/seen" "$work/now" && echo "as seen before"
