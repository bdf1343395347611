"""The model in Brian2, written as the authors of Shiu et al. 2024 write it, with recorded instead of random input.

The authors' PoissonInput adds w_syn * f_poi to v of its neuron in the synapses slot of a step. A SpikeGeneratorGroup
emits in the thresholds slot, and a Synapses without delay delivers in the synapses slot of the same step: the same
place, so replaying recorded events gives what PoissonInput would have given, had it drawn them.
"""

import brian2
import numpy as np
from brian2 import Network, NeuronGroup, SpikeGeneratorGroup, SpikeMonitor, Synapses, defaultclock, mV, ms, second

EQUATIONS = """
dv/dt = (v_0 - v + g) / t_mbr : volt (unless refractory)
dg/dt = -g / tau              : volt (unless refractory)
rfc                           : second
"""


def network(neurons, pre, post, weight, input_step, input_neuron, driven, parameter):
    """Builds the network. `weight` is the signed synapse count, `parameter(name)` a value in mV or ms.

    Returns the Network and the SpikeMonitor of its neurons.
    """
    defaultclock.dt = parameter("dt") * ms
    namespace = {
        "v_0": parameter("v0") * mV,
        "v_rst": parameter("v_reset") * mV,
        "v_th": parameter("v_th") * mV,
        "t_mbr": parameter("tau_m") * ms,
        "tau": parameter("tau_g") * ms,
        "kick": parameter("w_syn") * parameter("f_poi") * mV,
    }
    equations = EQUATIONS
    if parameter("tau_m") == parameter("tau_g"):
        # The exact solution of two different symbols divides by their difference; of one symbol it is the limit.
        equations = equations.replace("t_mbr", "tau")
    group = NeuronGroup(
        neurons,
        equations,
        method="linear",
        threshold="v > v_th",
        reset="v = v_rst; g = 0*mV",
        refractory="rfc",
        namespace=namespace,
        name="neurons",
    )
    group.v = namespace["v_0"]
    group.g = 0 * mV
    rfc = np.full(neurons, parameter("t_ref"))
    rfc[driven] = 0
    group.rfc = rfc * ms
    objects = [group]
    if len(pre):
        recurrent = Synapses(group, group, "w : volt", on_pre="g += w", delay=parameter("delay") * ms, name="recurrent")
        recurrent.connect(i=pre, j=post)
        recurrent.w = weight * parameter("w_syn") * mV
        objects.append(recurrent)
    if len(input_step):
        sources, source_of = np.unique(input_neuron, return_inverse=True)
        events = SpikeGeneratorGroup(len(sources), source_of, input_step * parameter("dt") * ms, name="events")
        drive = Synapses(events, group, on_pre="v += kick", namespace=namespace, name="drive")
        drive.connect(i=np.arange(len(sources)), j=sources)
        objects += [events, drive]
    monitor = SpikeMonitor(group, name="spikes")
    return Network(*objects, monitor), monitor


def rows(monitor, dt):
    """The recorded spikes as an array of (step, neuron), sorted by step, then neuron; `dt` in ms."""
    step = np.rint(np.asarray(monitor.t / second) * 1000 / dt).astype(np.int64)
    neuron = np.asarray(monitor.i, dtype=np.int64)
    order = np.lexsort((neuron, step))
    return np.column_stack([step[order], neuron[order]])


def run_case(case):
    """Runs a small case in this process by Brian2's NumPy code; returns its spikes as (step, neuron) rows."""
    brian2.prefs.codegen.target = "numpy"
    keep = case.conducting()
    net, monitor = network(
        case.neurons,
        case.pre[keep],
        case.post[keep],
        case.weight[keep],
        case.input_step,
        case.input_neuron,
        case.driven,
        case.parameter,
    )
    net.run(case.steps * case.parameter("dt") * ms, namespace={})
    return rows(monitor, case.parameter("dt"))
