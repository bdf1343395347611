"""The model in Brian2, as the authors of Shiu et al. (Nature 2024, doi 10.1038/s41586-024-07763-9) write it.

Their PoissonInput with N = 1 adds w_syn * f_poi to v in the synapses slot of a step, with probability rate * dt. Here
a PoissonGroup (or, for recorded events, a SpikeGeneratorGroup) emits in the thresholds slot and a Synapses without
delay delivers in the synapses slot of the same step: the same place, one code object for any number of neurons.
"""

import numpy as np

EQUATIONS = """
dv/dt = (v_0 - v + g) / t_mbr : volt (unless refractory)
dg/dt = -g / tau : volt (unless refractory)
rfc : second
"""


def network(job):
    """The Brian2 objects of a job, and the SpikeMonitor among them, or None without recording."""
    from brian2 import NeuronGroup, SpikeMonitor, defaultclock, mV, ms

    defaultclock.dt = job.dt * ms
    namespace = {
        "v_0": job.v0 * mV,
        "v_rst": job.v_reset * mV,
        "v_th": job.v_th * mV,
        "t_mbr": job.tau_m * ms,
        "tau": job.tau_g * ms,
    }
    equations = EQUATIONS
    if job.tau_m == job.tau_g:
        # The exact solution of two symbols divides by their difference; the solution for one symbol is the limit.
        equations = equations.replace("t_mbr", "tau")
    group = NeuronGroup(
        job.neurons,
        equations,
        method="exact",
        threshold="v > v_th",
        reset="v = v_rst; g = 0*mV",
        refractory="rfc",
        namespace=namespace,
        name="neurons",
    )
    group.v = job.v0 * mV
    group.rfc = job.refractory() * job.dt * ms
    monitor = SpikeMonitor(group, name="spikes") if job.record else None
    objects = [group, *recurrent(job, group), *drive(job, group)]
    return (objects if monitor is None else [*objects, monitor]), monitor


def recurrent(job, group):
    from brian2 import Synapses, mV, ms

    pre, post, _ = job.network.connections()
    if not len(pre):
        return []
    synapses = Synapses(group, group, "w : volt", on_pre="g += w", delay=job.delay * ms, name="recurrent")
    synapses.connect(i=pre, j=post)
    synapses.w = weights(job) * mV
    return [synapses]


def weights(job):
    """The weight of each connection in mV, 0 where it does not conduct: adding 0 changes no g."""
    pre, post, weight = job.network.connections()
    conducts = job.conducts(pre, post)
    return weight * job.w_syn if conducts is None else np.where(conducts, weight * job.w_syn, 0.0)


def drive(job, group):
    """The input: its source, and the connection to its neurons."""
    from brian2 import Hz, PoissonGroup, SpikeGeneratorGroup, Synapses, mV, ms

    if job.replay:
        if not len(job.event_steps):
            return []
        neurons, source = np.unique(job.event_neurons, return_inverse=True)
        events = SpikeGeneratorGroup(len(neurons), source, job.event_steps * job.dt * ms, name="events")
    else:
        poisson = job.poisson_driven
        if not len(poisson):
            return []
        neurons = job.driven[poisson]
        events = PoissonGroup(len(neurons), job.rates[poisson] * Hz, name="events")
    synapses = Synapses(events, group, on_pre="v += kick", namespace={"kick": job.kick * mV}, name="drive")
    synapses.connect(i=np.arange(len(neurons)), j=neurons)
    return [events, synapses]


def steps_of(times, dt):
    """The steps of spike times in s; `dt` in ms."""
    return np.rint(np.asarray(times) * 1000 / dt).astype(np.int64)
