"""The model in PyTorch: eager, one column per trial, delivery by a sparse CSR matrix product.

The matrix holds signed synapse counts, so its sums are exact, and is multiplied with the spikes of `delay` ago.
Double precision unless FLYBRAIN_PYTORCH_PRECISION is `float`, which loses about one spike in a hundred.
"""

import os
import platform
import time
import warnings

import numpy as np
import torch

from . import BackendError, propagator, simulator

PRECISIONS = {"double": torch.float64, "float": torch.float32}
TRIALS_AT_ONCE = 32  # a column of the whole brain is 1.1 MB in double; there are about eight such arrays
STEPS_A_DRAW = 100  # input events are drawn for this many steps at once
STEPS_A_BLOCK = 10_000  # spikes leave the device this often


class Simulator(simulator.Simulator):
    # The state is made for each batch of trials; only the matrix is kept.
    KEEPS_FOR = frozenset(
        ["steps", "trials", "seeds", "recording", "parameters", "silencing", "driven neurons", "rates", "recorded events"]
    )

    def __init__(self, cuda):
        super().__init__(cuda)
        if self.cuda and not torch.cuda.is_available():
            raise BackendError("needs an NVIDIA GPU that PyTorch can use (torch.cuda.is_available() says no)")
        self.device = torch.device("cuda" if cuda else "cpu")
        precision = os.environ.get("FLYBRAIN_PYTORCH_PRECISION", "double")
        if precision not in PRECISIONS:
            raise BackendError(f"FLYBRAIN_PYTORCH_PRECISION = {precision}: must be double or float")
        self.precision = precision
        self.type = PRECISIONS[precision]
        warnings.filterwarnings("ignore", message="Sparse CSR")

    def versions(self):
        versions = {"PyTorch": torch.__version__, "NumPy": np.__version__}
        if self.cuda:
            versions["CUDA"] = torch.version.cuda
        return versions

    def device_name(self):
        name = torch.cuda.get_device_name() if self.cuda else platform.machine() + " CPU"
        return f"{name}, {self.precision} precision"

    def build(self, job, channel):
        if not self.cuda:
            torch.set_num_threads(self.threads)
        start = time.perf_counter()
        channel.stage("creating the network")
        pre, post, weight = job.network.connections()
        order = np.argsort(post, kind="stable")
        rows = np.zeros(job.neurons + 1, dtype=np.int64)
        np.cumsum(np.bincount(post, minlength=job.neurons), out=rows[1:])
        self.by_target = pre[order], post[order], weight[order]
        self.rows = torch.from_numpy(rows).to(self.device)
        self.columns = torch.from_numpy(self.by_target[0].astype(np.int64)).to(self.device)
        self.change(job, channel)
        return time.perf_counter() - start, 0.0

    def change(self, job, channel):
        start = time.perf_counter()
        self.matrix = self.counts_by_target(job)
        self.refractory = torch.from_numpy(np.maximum(job.refractory(), 1)).to(self.device)[:, None]
        self.synchronize()
        return time.perf_counter() - start

    def counts_by_target(self, job):
        """The signed synapse counts as a sparse matrix of postsynaptic rows, 0 for connections that do not conduct; None
        without connections."""
        pre, post, weight = self.by_target
        if not len(pre):
            return None
        conducts = job.conducts(pre, post)
        counts = weight.astype(np.float64) if conducts is None else weight * conducts.astype(np.float64)
        return torch.sparse_csr_tensor(
            self.rows,
            self.columns,
            torch.from_numpy(counts).to(self.type),
            size=(job.neurons, job.neurons),
            device=self.device,
        )

    def run(self, spikes, channel):
        channel.stage("simulating")
        trials = range(self.job.trials)
        with torch.no_grad():
            seconds = sum(
                self.batch(trials[first : first + TRIALS_AT_ONCE], spikes, channel)
                for first in range(0, self.job.trials, TRIALS_AT_ONCE)
            )
        return seconds, 0.0

    def batch(self, trials, spikes, channel):
        """Simulates some trials side by side; returns the seconds of the steps."""
        state = State(self, trials)
        seconds = 0.0
        for first in range(0, self.job.steps, STEPS_A_BLOCK):
            end = min(first + STEPS_A_BLOCK, self.job.steps)
            self.synchronize()
            start = time.perf_counter()
            for step in range(first, end):
                state.step(step)
                if (step + 1) % STEPS_A_DRAW == 0 or step + 1 == end:
                    channel.progress((step % STEPS_A_DRAW + 1) * len(trials))
            self.synchronize()
            seconds += time.perf_counter() - start
            for column, (steps, neurons) in enumerate(state.take_spikes()):
                spikes.write(trials[column], steps, neurons, last=end == self.job.steps)
        return seconds

    def synchronize(self):
        """Waits until the GPU has finished, which the clock must."""
        if self.cuda:
            torch.cuda.synchronize()


class State:
    """The neurons of a batch of trials: one row per neuron, one column per trial."""

    def __init__(self, simulator, trials):
        self.job = simulator.job
        self.device = simulator.device
        self.type = simulator.type
        self.matrix = simulator.matrix
        self.refractory = simulator.refractory
        shape = (self.job.neurons, len(trials))
        self.u = torch.zeros(shape, dtype=self.type, device=self.device)  # v - v0, in mV
        self.g = torch.zeros_like(self.u)
        self.ready = torch.zeros(shape, dtype=torch.int32, device=self.device)  # first step not refractory
        self.fired = torch.zeros_like(self.u)
        self.recent = [None] * (self.job.delay_steps + 1)  # of each step of the delay: (neurons, trials) or None
        self.recorded = []
        self.input = self.replayed() if self.job.replay else Poisson(self, trials)
        self.a, self.b, self.c = propagator.of(self.job)
        self.theta = self.job.v_th - self.job.v0
        self.u_reset = self.job.v_reset - self.job.v0

    def replayed(self):
        """Recorded events: the driven neurons that get one, by step."""
        bounds = np.searchsorted(self.job.event_steps, np.arange(self.job.steps + 1))
        neurons = torch.from_numpy(self.job.event_neurons.astype(np.int64)).to(self.device)

        def events(step):
            rows = neurons[bounds[step] : bounds[step + 1]]
            return (rows, 1.0) if len(rows) else None

        return events

    def step(self, step):
        """One step, in Brian2's order: state, thresholds, synapses, resets."""
        self.u.mul_(self.a).add_(self.g, alpha=self.c)
        self.g.mul_(self.b)
        refractory = self.ready > step
        self.u.masked_fill_(refractory, self.u_reset)  # g of a refractory neuron is 0 and stays so
        spiked = self.u > self.theta
        accepts = torch.logical_not(refractory | spiked)
        self.deliver(step, accepts)
        events = self.input(step)
        if events is not None:
            rows, count = events
            self.u.index_add_(0, rows, (accepts[rows] * count).to(self.type) * self.job.kick)
        neurons, trials = spiked.nonzero(as_tuple=True)
        if len(neurons):
            self.u[neurons, trials] = self.u_reset
            self.g[neurons, trials] = 0
            self.ready[neurons, trials] = step + self.refractory[neurons, 0]
            if self.job.record:
                self.recorded.append((step, neurons, trials))
        self.recent[step % len(self.recent)] = (neurons, trials) if len(neurons) else None

    def deliver(self, step, accepts):
        """Adds the spikes of `delay` ago to g."""
        arriving = self.recent[(step - self.job.delay_steps) % len(self.recent)]
        if arriving is None or self.matrix is None:
            return
        self.fired[arriving] = 1
        counts = self.matrix.matmul(self.fired)
        self.fired[arriving] = 0
        self.g.add_(counts.mul_(accepts), alpha=self.job.w_syn)

    def take_spikes(self):
        """For each trial, the steps and neurons of the spikes since the last call."""
        recorded, self.recorded = self.recorded, []
        if not recorded:
            return [((), ())] * self.u.shape[1]
        steps = np.repeat([step for step, _, _ in recorded], [len(neurons) for _, neurons, _ in recorded])
        neurons = torch.cat([neurons for _, neurons, _ in recorded]).cpu().numpy()
        trials = torch.cat([trials for _, _, trials in recorded]).cpu().numpy()
        return [(steps[trials == trial], neurons[trials == trial]) for trial in range(self.u.shape[1])]


class Poisson:
    """Input events of the driven neurons, drawn with one generator per trial."""

    def __init__(self, state, trials):
        job = state.job
        poisson = job.poisson_driven
        self.device = state.device
        self.steps = job.steps
        self.rows = torch.from_numpy(job.driven[poisson]).to(self.device)
        self.probability = torch.from_numpy(job.rates[poisson] * job.dt / 1000).to(self.device)
        self.generators = [torch.Generator(self.device).manual_seed(job.seeds[trial]) for trial in trials]
        self.drawn = None

    def __call__(self, step):
        if not len(self.rows):
            return None
        if step % STEPS_A_DRAW == 0:
            self.drawn = torch.stack([self.draw(generator) for generator in self.generators], dim=2)
        return self.rows, self.drawn[step % STEPS_A_DRAW]

    def draw(self, generator):
        shape = (STEPS_A_DRAW, len(self.rows))
        uniform = torch.rand(shape, generator=generator, dtype=torch.float64, device=self.device)
        return uniform < self.probability
