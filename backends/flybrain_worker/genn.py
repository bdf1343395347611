"""The model in GeNN 5 through PyGeNN: trials as GeNN's batch on an NVIDIA GPU, one after the other on one CPU core.

The model is generated and compiled once, and reloaded for each batch and for experiments that differ from the previous one
only in steps, seeds and rates. GeNN has one seed per model, and its CPU code has
it compiled in, so the input has a generator of its own: each driven neuron of each trial starts from a state that its
trial's seed gives, and a trial's input is the same whatever batch it is in, on a GPU and on a CPU.

GeNN delivers spikes before it updates neurons, Brian2 after it: what Brian2 delivers in step s is here the input of
step s + 1. So with `since` the steps since a neuron's spike, input is taken when since - 1 reaches the refractory
period (at least 1), added before the exact advance, and the neuron advances when `since` reaches that period.
"""

import os
import subprocess
import time

import numpy as np
import pygenn
from pygenn import (
    GeNNModel,
    create_neuron_model,
    init_postsynaptic,
    init_weight_update,
)

from . import BackendError, propagator, simulator
from .gpu import gpu_name
from .seeds import shifted, whole

LONG_AGO = 1_000_000_000

NEURON = create_neuron_model(
    "flybrain_lif",
    params=["a", "b", "c", "theta", "u_reset"],
    vars=[("u", "scalar"), ("g", "scalar"), ("since", "int"), ("refractory", "int")],
    additional_input_vars=[("Ikick", "scalar", 0.0)],
    sim_code="""
        since = (since < 1000000000) ? since + 1 : since;
        if (since - 1 >= refractory && since - 1 >= 1) {
            g += Isyn;
            u += Ikick;
        }
        if (since >= refractory) {
            u = (a * u) + (c * g);
            g *= b;
        }
    """,
    threshold_condition_code="since >= refractory && u > theta",
    reset_code="u = u_reset; g = 0; since = 0;",
)

# xoroshiro64** of Blackman and Vigna (doi 10.1145/3460772); the threshold is its output over 2^32. Divisions by powers of
# two are shifts to the right, for which GeNN 5.4 has no sign that it can read.
POISSON = create_neuron_model(
    "flybrain_poisson",
    vars=[("probability", "scalar"), ("s0", "uint32_t"), ("s1", "uint32_t")],
    sim_code="""
        const uint32_t t = s0 ^ s1;
        s0 = ((s0 << 26) | (s0 / 64u)) ^ t ^ (t << 9);
        s1 = (t << 13) | (t / 524288u);
        const uint32_t product = s0 * 0x9E3779BBu;
        const uint32_t output = ((product << 5) | (product / 134217728u)) * 5u;
    """,
    threshold_condition_code="(output * 2.3283064365386963e-10) < probability",
)


class Simulator(simulator.Simulator):
    def __init__(self, cuda):
        super().__init__(cuda)
        # GeNN's CPU code has no batches, so its trials are not compiled in.
        self.KEEPS_FOR = frozenset(["steps", "seeds", "rates"] if cuda else ["steps", "seeds", "rates", "trials"])
        self.built = 0
        self.seeds = shifted("GENN_SEED")
        self.window_steps = whole("GENN_RECORDING_WINDOW_STEPS", 100_000, least=1)
        self.window_slots = whole("GENN_RECORDING_WINDOW_MAX_SLOTS", 800_000, least=1)

    def versions(self):
        return {"PyGeNN": pygenn.__version__, "NumPy": np.__version__}

    def device_name(self):
        return gpu_name() + ", double precision" if self.cuda else "CPU, one core, double precision"

    def build(self, job, channel):
        """Creates, compiles and loads the model; returns the seconds of setup and build."""
        self.batches = self.batches_of(job)
        start = time.perf_counter()
        channel.stage("creating the network")
        backend = "cuda" if self.cuda else "single_threaded_cpu"
        self.model = GeNNModel("double", self.name(), backend=backend, time_precision="double")
        self.model.dt = job.dt
        self.model.batch_size = len(self.batches[0])
        a, b, c = propagator.of(job)
        self.neurons = self.model.add_neuron_population(
            "neurons",
            job.neurons,
            NEURON,
            {"a": a, "b": b, "c": c, "theta": job.v_th - job.v0, "u_reset": job.v_reset - job.v0},
            {"u": 0.0, "g": 0.0, "since": LONG_AGO, "refractory": job.refractory()},
        )
        self.neurons.spike_recording_enabled = job.record
        self.connect(self.model, self.neurons)
        made = time.perf_counter()
        channel.stage("compiling")
        try:
            self.model.build(self.folder)
        except (RuntimeError, subprocess.CalledProcessError) as error:
            text = " ".join(str(error).split())[:300]
            raise BackendError(f"GeNN's code could not be generated or compiled: {text}") from error
        built = time.perf_counter()
        self.window = self.window_of(len(self.batches[0]))
        self.load_model(0)
        return made - start + time.perf_counter() - built, built - made

    def name(self):
        """The name of the next model: a library of the same name as one before would not be loaded again."""
        self.built += 1
        return "flybrain" if self.built == 1 else f"flybrain{self.built}"

    def batches_of(self, job):
        return [range(job.trials)] if self.cuda else [[trial] for trial in range(job.trials)]

    def change(self, job, channel):
        start = time.perf_counter()
        self.batches = self.batches_of(job)
        self.window = self.window_of(len(self.batches[0]))
        if self.generators is not None:
            self.generators.vars["probability"].set_init_values(self.probabilities())
        self.load_model(0)
        return time.perf_counter() - start

    def load_model(self, batch):
        """Loads the compiled model, its input ready for the trials of a batch."""
        if self.generators is not None:
            for name, states in zip(("s0", "s1"), self.states(self.batches[batch])):
                self.generators.vars[name].set_init_values(states)
        self.model.load(num_recording_timesteps=self.window if self.job.record else None)
        self.loaded = batch
        self.wait()

    def wait(self):
        """Waits until the GPU has finished: step_time() does not wait, but a copy from the GPU does."""
        if self.cuda:
            self.neurons.vars["since"].pull_from_device()

    def states(self, trials):
        """The two numbers that each generator starts from, by trial and driven neuron."""
        count = len(self.job.poisson_driven)
        states = [np.random.SeedSequence(self.job.seeds[trial]).generate_state(2 * count, np.uint32) for trial in trials]
        # From two zeros a generator never gets away.
        return np.maximum(states, 1).astype(np.uint32).reshape(len(trials), 2, count).swapaxes(0, 1)

    def connect(self, model, neurons):
        job = self.job
        pre, post, weight = job.connections()
        if len(pre):
            recurrent = model.add_synapse_population(
                "recurrent",
                "SPARSE",
                neurons,
                neurons,
                init_weight_update("StaticPulse", {}, {"g": weight * job.w_syn}),
                init_postsynaptic("DeltaCurr"),
            )
            recurrent.set_sparse_connections(np.asarray(pre), np.asarray(post))
            recurrent.axonal_delay_steps = job.delay_steps
        source, targets = self.input(model)
        if source is not None:
            drive = model.add_synapse_population(
                "drive",
                "SPARSE",
                source,
                neurons,
                init_weight_update("StaticPulseConstantWeight", {"g": job.kick}),
                init_postsynaptic("DeltaCurr"),
            )
            drive.set_sparse_connections(np.arange(len(targets)), targets)
            drive.post_target_var = "Ikick"

    def input(self, model):
        """The population of input events, one per driven neuron, and the neurons it drives."""
        job = self.job
        self.generators = None
        if not job.replay:
            targets = job.driven[job.poisson_driven]
            if not len(targets):
                return None, targets
            first, second = self.states(self.batches[0])
            self.generators = model.add_neuron_population(
                "input", len(targets), POISSON, {}, {"probability": self.probabilities(), "s0": first, "s1": second}
            )
            return self.generators, targets
        targets, source = np.unique(job.event_neurons, return_inverse=True)
        if not len(targets):
            return None, targets
        order = np.lexsort((job.event_steps, source))
        counts = np.bincount(source, minlength=len(targets))
        ends = np.cumsum(counts)
        events = model.add_neuron_population(
            "input", len(targets), "SpikeSourceArray", {}, {"startSpike": ends - counts, "endSpike": ends}
        )
        # Half a step early, so rounding cannot make an event late.
        events.extra_global_params["spikeTimes"].set_init_values((job.event_steps[order] - 0.5) * job.dt)
        return events, targets

    def probabilities(self):
        """Of an input event in a step, by driven neuron."""
        return self.job.rates[self.job.poisson_driven] * self.job.dt / 1000

    def window_of(self, trials):
        """The longest recording window that divides the steps and fits GeNN's buffers."""
        most = max(1, min(self.window_steps, self.window_slots // trials, self.job.steps))
        return next(window for window in range(most, 0, -1) if self.job.steps % window == 0)

    def run(self, spikes, channel):
        channel.stage("simulating")
        seconds = setup = 0.0
        for batch, trials in enumerate(self.batches):
            if self.loaded != batch:
                start = time.perf_counter()
                self.load_model(batch)
                setup += time.perf_counter() - start
            seconds += self.simulate(trials, spikes, channel)
            self.model.unload()
            self.loaded = None
        return seconds, setup

    def simulate(self, trials, spikes, channel):
        seconds = 0.0
        for end in range(self.window, self.job.steps + 1, self.window):
            start = time.perf_counter()
            for _ in range(self.window):
                self.model.step_time()
            self.wait()
            seconds += time.perf_counter() - start
            for trial, (steps, indices) in zip(trials, self.recorded(len(trials))):
                spikes.write(trial, steps, indices, last=end == self.job.steps)
            channel.progress(self.window * len(trials))
        return seconds

    def recorded(self, trials):
        """The steps and neurons of the window's spikes, by trial."""
        if not self.job.record:
            return [((), ())] * trials
        self.model.pull_recording_buffers_from_device()
        data = self.neurons.spike_recording_data
        return [(np.rint(np.asarray(times) / self.job.dt), indices) for times, indices in data]
