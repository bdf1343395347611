"""The model in NEST GPU, as the neuron user_m1 that backends/nestgpu has the source of.

NEST GPU cannot be reset, so each trial runs in a process of its own, which imports nestgpu and builds the network
again. Connections carry signed synapse counts and input events count 1, so NEST GPU's sums in single precision are
exact; the neuron multiplies by w_syn and adds the kick in double.

A spike of NEST GPU's update n is seen by the update n + delay + 1, as in Brian2. An event emitted at update n, with the
least delay of 1, is seen at n + 2, in Brian2 at n + 1: so step s is here the update s + 1, and one update more is run.
"""

import ctypes
import itertools
import math
import multiprocessing
import os
import sys
import time

import numpy as np

from . import BackendError, processes, propagator, simulator
from .gpu import gpu_name

WINDOW_MS = 10_000  # spikes leave the GPU at least this often
RECORDING_BYTES = 1 << 30  # of GPU memory for recorded spikes: a window is shorter when it would take more
CONNECTIONS_AT_ONCE = 1_000_000
LONGEST_MS = 1 << 20  # beyond, NEST GPU's single-precision spike times cannot resolve steps of 0.1 ms
NUMBERS = ("a", "b", "c", "threshold", "reset", "w_syn", "kick")


class Simulator(simulator.Simulator):
    def __init__(self, cuda):
        super().__init__(cuda)
        library = os.environ.get("NESTGPU_LIB", "")
        self.module = os.environ.get("NESTGPU_PYTHONLIB", "")
        if not os.path.isfile(library):
            raise BackendError("needs NEST GPU; set NESTGPU_LIB to its libnestgpukernel.so")
        if not os.path.isdir(self.module):
            raise BackendError("needs NEST GPU; set NESTGPU_PYTHONLIB to the folder of its nestgpu.py")

    def versions(self):
        return {"NEST GPU": os.environ.get("NESTGPU_VERSION", "of unknown version"), "NumPy": np.__version__}

    def device_name(self):
        return gpu_name() if os.path.exists("/dev/nvidiactl") else "unknown"

    def build(self, job, channel):
        """Builds the network of the first trial, so errors appear here."""
        if job.steps * job.dt > LONGEST_MS * min(1.0, job.dt / 0.1):
            raise BackendError(f"a run of {job.steps * job.dt / 1000:g} s is too long for NEST GPU's spike times")
        channel.stage("creating the network")
        start = time.perf_counter()
        self.built = self.start(0)
        self.answer(self.built, 0)
        return time.perf_counter() - start, 0.0

    def run(self, spikes, channel):
        """Runs the trials one after the other; returns the seconds of simulating and of building networks."""
        channel.stage("simulating")
        seconds = setup = 0.0
        for trial in range(self.job.trials):
            process, self.built = self.built, None
            if process is None:
                start = time.perf_counter()
                process = self.start(trial)
                self.answer(process, trial)
                setup += time.perf_counter() - start
            process.send("run")
            while True:
                took, done, steps, neurons, last = self.answer(process, trial)
                seconds += took
                spikes.write(trial, steps, neurons, last=last)
                channel.progress(done)
                if last:
                    break
        return seconds, setup

    def start(self, trial):
        """Starts the process of a trial; returns the connection to it."""
        context = multiprocessing.get_context("fork")
        here, there = context.Pipe()
        process = context.Process(target=self.trial, args=(trial, here, there, os.getpid()), daemon=True)
        process.start()
        there.close()
        return here

    def answer(self, process, trial):
        try:
            message = process.recv()
        except EOFError:
            raise BackendError(f"NEST GPU's process of trial {trial} ended before its time") from None
        if isinstance(message, str):
            raise BackendError(message)
        return message

    def trial(self, trial, other, connection, worker):
        """One trial, in a process of its own: builds, waits for the start message, simulates and sends the spikes."""
        processes.die_with(worker)
        other.close()
        try:
            sys.path.insert(0, self.module)
            import nestgpu

            network = Network(self.job, nestgpu, self.job.seeds[trial])
            connection.send(True)
            connection.recv()
            for window in network.windows():
                connection.send(window)
        except BackendError as error:
            connection.send(str(error))
        except (ImportError, OSError) as error:
            connection.send(f"NEST GPU cannot be loaded ({error}); check NESTGPU_LIB and NESTGPU_PYTHONLIB")
        except EOFError:
            pass  # nobody wants this trial any more
        except Exception as error:
            import traceback

            traceback.print_exc()
            connection.send(f"{type(error).__name__}: {' '.join(str(error).split())[:300]}")


class Network:
    """The network of one trial in NEST GPU; there is one per process."""

    def __init__(self, job, nestgpu, seed):
        self.job = job
        self.ngpu = nestgpu
        nestgpu.SetRandomSeed(seed)
        nestgpu.SetTimeResolution(job.dt)
        driven = np.zeros(job.neurons, dtype=bool)
        driven[job.driven] = True
        self.window = self.window_of(int(driven.sum()))
        self.groups = []  # NEST GPU's nodes, and which neurons they are
        self.node = np.zeros(job.neurons, dtype=np.int64)
        for members, refractory in ((~driven, job.refractory_steps), (driven, 0)):
            if members.any():
                self.create(np.flatnonzero(members), refractory)
        self.connect_neurons()
        self.connect_input()
        self.check_weights()

    def window_of(self, driven):
        """The steps between two collections of spikes."""
        job = self.job
        most = max(1, int(WINDOW_MS / job.dt))
        # Bytes a step: each neuron's most spikes, 4 bytes twice; it is refractory, and then needs a step to rise.
        bytes_a_step = 8 * ((job.neurons - driven) / (max(job.refractory_steps, 1) + 1) + driven / 2)
        return max(1000, min(most, int(RECORDING_BYTES / bytes_a_step)))

    def create(self, neurons, refractory):
        """A group of neurons with one refractory period, and the record of its spikes."""
        job = self.job
        nodes = self.ngpu.Create("user_m1", len(neurons))
        a, b, c = propagator.of(job)
        values = (a, b, c, job.v_th - job.v0, job.v_reset - job.v0, job.w_syn, job.kick)
        try:
            for name, value in zip(NUMBERS, values):
                for part, number in enumerate(parts(value)):
                    self.ngpu.SetStatus(nodes, {f"{name}_{part}": number})
            self.ngpu.SetStatus(nodes, {"refractory_steps": float(refractory)})
        except ValueError:
            raise BackendError(
                "this NEST GPU has another neuron as user_m1; build it with the sources in backends/nestgpu"
                " (docs/how-to/install-nest-gpu.md)"
            ) from None
        if job.record:
            self.ngpu.ActivateRecSpikeTimes(nodes, self.window // (max(refractory, 1) + 1) + 3)
            self.ngpu.SetRecSpikeTimesStep(nodes, self.window)
        self.node[neurons] = np.arange(nodes.i0, nodes.i0 + len(neurons))
        self.groups.append((nodes, neurons))

    def connect_neurons(self):
        self.pre, self.post, self.weight = self.job.connections()
        for first in range(0, len(self.pre), CONNECTIONS_AT_ONCE):
            some = slice(first, first + CONNECTIONS_AT_ONCE)
            self.connect(self.node[self.pre[some]], self.node[self.post[some]], self.weight[some], self.job.delay, 0)

    def connect(self, sources, targets, weights, delay, receptor):
        """Connections one to one; weights are passed as a C array, which every nestgpu.py accepts."""
        weights = np.ascontiguousarray(weights, dtype=np.float32)
        array = (ctypes.c_float * len(weights)).from_buffer(weights)
        synapse = {"weight": {"array": array}, "delay": delay, "receptor": receptor}
        try:
            self.ngpu.Connect(sources.tolist(), targets.tolist(), {"rule": "one_to_one"}, synapse)
        except (TypeError, ctypes.ArgumentError):
            raise BackendError(WEIGHT_FAULT) from None

    def connect_input(self):
        job = self.job
        if job.replay:
            self.connect_events()
            return
        for rate in np.unique(job.rates[job.poisson_driven]):
            neurons = job.driven[job.rates == rate]
            probability = rate * job.dt / 1000
            if probability >= 1:
                raise BackendError(
                    f"rate {rate} Hz: NEST GPU's Poisson generator cannot emit in every step of {job.dt} ms"
                )
            sources = self.ngpu.Create("poisson_generator", len(neurons))
            # Of a Poisson number of events in a step the neuron takes one: that there is any has this probability.
            poisson = -math.log1p(-probability) / job.dt * 1000
            self.ngpu.SetStatus(sources, {"rate": poisson, "start": 1.5 * job.dt})
            self.connect_sources(sources, neurons)

    def connect_events(self):
        job = self.job
        neurons = np.unique(job.event_neurons)
        if not len(neurons):
            return
        sources = self.ngpu.Create("spike_generator", len(neurons))
        order = np.lexsort((job.event_steps, job.event_neurons))
        steps = job.event_steps[order]
        ends = np.searchsorted(job.event_neurons[order], neurons, side="right")
        for source, (first, end) in enumerate(itertools.pairwise([0, *ends.tolist()])):
            times = (np.unique(steps[first:end]) * job.dt).tolist()
            self.ngpu.SetStatus([sources.i0 + source], {"spike_times": times})
        self.connect_sources(sources, neurons)

    def connect_sources(self, sources, neurons):
        nodes = np.arange(sources.i0, sources.i0 + len(neurons))
        self.connect(nodes, self.node[neurons], np.ones(len(neurons)), self.job.dt, 1)

    def check_weights(self):
        """Reads the first and the last neuron's weights back, as some nestgpu.py pass on wrong ones."""
        if not len(self.pre):
            return
        for neuron in {int(self.pre[0]), int(self.pre[-1])}:
            source = int(self.node[neuron])
            status = self.ngpu.GetStatus(self.ngpu.GetConnections([source]))
            found = sorted((one["target"], one["weight"]) for one in status)
            mine = self.pre == neuron
            given = sorted(zip(self.node[self.post[mine]].tolist(), self.weight[mine].astype(float).tolist()))
            if found != given:
                raise BackendError(WEIGHT_FAULT)

    def windows(self):
        """Simulates, and yields of each window: seconds, steps, the spikes' steps and neurons, and whether it ends."""
        job = self.job
        # A spike generator counts its times from the beginning of each call: with recorded events there is only one.
        length = job.steps + 1 if job.replay else self.window
        for first in range(0, job.steps + 1, length):
            updates = min(length, job.steps + 1 - first)
            start = time.perf_counter()
            self.ngpu.Simulate(updates * job.dt)
            took = time.perf_counter() - start
            steps, neurons = self.spikes()
            last = first + updates > job.steps
            yield took, updates - last, steps, neurons, last

    def spikes(self):
        """The spikes since the last call: their steps and neurons."""
        if not self.job.record:
            return (), ()
        resolution = float(np.float32(self.job.dt))
        all_steps, all_neurons = [], []
        for nodes, neurons in self.groups:
            trains = self.ngpu.GetRecSpikeTimes(nodes)
            times = np.fromiter(itertools.chain.from_iterable(trains), dtype=np.float64)
            # NEST GPU counts updates from 1, and ours is one update ahead of the step.
            all_steps.append(np.rint(times / resolution).astype(np.int64) - 2)
            all_neurons.append(np.repeat(neurons, [len(train) for train in trains]))
        return np.concatenate(all_steps), np.concatenate(all_neurons)


WEIGHT_FAULT = (
    "NEST GPU's nestgpu.py does not hand arrays of weights over as given; in its Connect, make a list a ctypes array"
    " and keep it until the connections are made (docs/how-to/install-nest-gpu.md)"
)


def parts(value):
    """Three numbers of single precision whose sum is the value."""
    numbers = []
    for _ in range(3):
        number = float(np.float32(value))
        numbers.append(number)
        value -= number
    return numbers
