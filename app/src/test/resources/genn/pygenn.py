"""A stand-in for PyGeNN: compiles a model's own neuron code with g++ and runs it in GeNN's order of things in a step.

Batches work on `cuda` only, as in GeNN. The file that FAKE_PYGENN_CALLS names takes the calls, as lines of JSON.

With FAKE_PYGENN_STEP_SECONDS, Python's clock shows only what a GPU would cost: it stands still while steps are given to
the GPU, each of which keeps that busy for so long, and goes on when a copy from the GPU waits for it.
"""

import ctypes
import json
import os
import subprocess
import time

import numpy as np

__version__ = "0"

_TYPES = {"scalar": np.float64, "int": np.int32, "uint32_t": np.uint32}
_C_TYPES = {"scalar": "double", "int": "int32_t", "uint32_t": "uint32_t"}
_SPIKE_SOURCE_ARRAY = {
    "vars": [("startSpike", "int"), ("endSpike", "int")],
    "egps": ["spikeTimes"],
    "threshold": "startSpike != endSpike && t >= spikeTimes[startSpike]",
    "reset": "startSpike++;",
}


class _Gpu:
    def __init__(self, seconds):
        self.seconds = seconds
        self.now = self.free = 0.0
        if seconds:
            time.perf_counter = lambda: self.now

    def step(self):
        self.free = max(self.free, self.now) + self.seconds

    def wait(self):
        self.now = max(self.free, self.now)


_gpu = _Gpu(float(os.environ.get("FAKE_PYGENN_STEP_SECONDS", "0")))


def _logged(name, *arguments):
    with open(os.environ["FAKE_PYGENN_CALLS"], "a") as file:
        file.write(json.dumps([os.getpid(), name, *arguments]) + "\n")


def create_neuron_model(
    name,
    params=(),
    vars=(),
    additional_input_vars=(),
    sim_code="",
    threshold_condition_code="false",
    reset_code="",
):
    return {
        "params": params,
        "vars": vars,
        "inputs": additional_input_vars,
        "code": sim_code,
        "threshold": threshold_condition_code,
        "reset": reset_code,
    }


def init_weight_update(name, params, variables=None):
    assert name in ("StaticPulse", "StaticPulseConstantWeight")
    return {**params, **(variables or {})}["g"]


def init_postsynaptic(name):
    assert name == "DeltaCurr"


class _Values:
    def __init__(self, values=None):
        self.values = values

    def set_init_values(self, values):
        self.values = np.asarray(values)

    def pull_from_device(self):
        _gpu.wait()


class _Neurons:
    def __init__(self, name, size, model, params, variables):
        self.name, self.size, self.model, self.params = name, size, model, params
        assert set(variables) == {name for name, _ in model["vars"]}
        assert set(params) == set(model.get("params", ()))
        self.vars = {name: _Values(values) for name, values in variables.items()}
        self.extra_global_params = {name: _Values() for name in model.get("egps", ())}
        self.inputs = ["Isyn", *(name for name, _, _ in model.get("inputs", ()))]
        self.spike_recording_enabled = False

    def source(self):
        """C++ code that updates all neurons of all batches and marks those that fire."""
        model = self.model
        arguments = [f"{_C_TYPES[kind]}* {name}_" for name, kind in model["vars"]]
        arguments += [f"const double* {name}" for name in model.get("egps", ())]
        arguments += [f"const double* {name}_" for name in self.inputs]
        constants = [f"const double {name} = {float(value)!r};" for name, value in self.params.items()]
        load = [f"{_C_TYPES[kind]} {name} = {name}_[i];" for name, kind in model["vars"]]
        load += [f"const double {name} = {name}_[i];" for name in self.inputs]
        store = [f"{name}_[i] = {name};" for name, _ in model["vars"]]
        return f"""
        #include <cstdint>
        using scalar = double;
        extern "C" void update(long n, double t, unsigned char* fired, {', '.join(arguments)}) {{
            {' '.join(constants)}
            for (long i = 0; i < n; i++) {{
                {' '.join(load)}
                {model.get("code", "")}
                fired[i] = {model["threshold"]};
                if (fired[i]) {{ {model["reset"]} }}
                {' '.join(store)}
            }}
        }}
        """

    def load(self, library, batch):
        self.update = ctypes.CDLL(library).update
        shape = (batch, self.size)
        self.state = [
            np.array(np.broadcast_to(self.vars[name].values, shape), dtype=_TYPES[kind], order="C")
            for name, kind in self.model["vars"]
        ]
        self.egps = [np.array(egp.values, dtype=np.float64) for egp in self.extra_global_params.values()]
        self.input = {name: np.zeros(shape) for name in self.inputs}
        self.fired = np.zeros(shape, dtype=np.uint8)
        self.recorded = [([], []) for _ in range(batch)]

    def step(self, t, arriving):
        arrays = [self.fired, *self.state, *self.egps, *self.input.values()]
        pointers = [ctypes.c_void_p(array.ctypes.data) for array in arrays]
        self.update(ctypes.c_long(self.fired.size), ctypes.c_double(t), *pointers)
        for values in self.input.values():
            values[:] = 0
        for batch, neuron in zip(*np.nonzero(self.fired)):
            arriving(batch, neuron)
            if self.spike_recording_enabled:
                self.recorded[batch][0].append(t)
                self.recorded[batch][1].append(neuron)


class _Synapses:
    def __init__(self, source, target, weight):
        self.source, self.target, self.weight = source, target, weight
        self.axonal_delay_steps = 0
        self.post_target_var = "Isyn"

    def set_sparse_connections(self, pre, post):
        assert np.all(np.diff(pre) >= 0)
        self.post = np.asarray(post)
        self.weights = np.broadcast_to(self.weight, self.post.shape)
        self.rows = np.searchsorted(pre, np.arange(self.source.size + 1))

    def deliver(self, batch, neuron):
        row = slice(self.rows[neuron], self.rows[neuron + 1])
        np.add.at(self.target.input[self.post_target_var][batch], self.post[row], self.weights[row])


class GeNNModel:
    def __init__(self, precision, name, backend, time_precision):
        assert precision == time_precision == "double"
        self.name, self.backend, self.batch_size = name, backend, 1
        self.populations, self.synapses = [], []

    def add_neuron_population(self, name, size, model, params, variables):
        model = _SPIKE_SOURCE_ARRAY if model == "SpikeSourceArray" else model
        self.populations.append(_Neurons(name, size, model, params, variables))
        return self.populations[-1]

    def add_synapse_population(self, name, kind, source, target, weight, postsynaptic):
        assert kind == "SPARSE"
        self.synapses.append(_Synapses(source, target, weight))
        return self.synapses[-1]

    def build(self, folder):
        assert self.batch_size == 1 or self.backend == "cuda", "GeNN's CPU code has no batches"
        _logged("build", self.backend, self.batch_size)
        self.libraries = []
        for population in self.populations:
            base = os.path.join(folder, f"{self.name}-{population.name}")
            with open(base + ".cc", "w") as file:
                file.write(population.source())
            command = ["g++", "-O1", "-ffp-contract=off", "-shared", "-fPIC", "-o", base + ".so", base + ".cc"]
            subprocess.run(command, check=True)
            self.libraries.append(base + ".so")

    def load(self, num_recording_timesteps):
        _logged("load", num_recording_timesteps)
        self.window = num_recording_timesteps
        self.timestep = 0
        self.waiting = {}
        for population, library in zip(self.populations, self.libraries):
            population.load(library, self.batch_size)

    def unload(self):
        del self.waiting

    def step_time(self):
        """Synapses deliver the spikes of the steps before, then neurons are updated."""
        _gpu.step()
        for synapses, batch, neuron in self.waiting.pop(self.timestep, []):
            synapses.deliver(batch, neuron)
        for population in self.populations:
            population.step(self.timestep * self.dt, lambda *spike: self.emit(population, *spike))
        self.timestep += 1

    def emit(self, population, batch, neuron):
        for synapses in self.synapses:
            if synapses.source is population:
                arrival = self.timestep + 1 + synapses.axonal_delay_steps
                self.waiting.setdefault(arrival, []).append((synapses, batch, neuron))

    def pull_recording_buffers_from_device(self):
        """GeNN's buffer holds one window, so it can be read at the end of one only, and is written over after it."""
        assert self.timestep % self.window == 0, "recording is pulled in the middle of a window"
        _gpu.wait()
        _logged("pull", self.timestep)
        begin = (self.timestep - self.window - 0.5) * self.dt
        for population in self.populations:
            population.spike_recording_data = [
                tuple(zip(*((time, neuron) for time, neuron in zip(*spikes) if time > begin))) or ((), ())
                for spikes in population.recorded
            ]
            population.recorded = [([], []) for _ in range(self.batch_size)]
