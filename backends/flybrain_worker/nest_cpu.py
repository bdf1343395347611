"""The model in NEST, on the CPU, as close as NEST's own neuron models come.

iaf_psc_exp solves the same equations exactly, but keeps its synaptic current when it spikes and goes on collecting
input while it is refractory; the model sets g to 0 and loses that input. So NEST gives more spikes. Neurons with an
input of their own are iaf_psc_exp_multisynapse: a second synapse with a time constant far below a step turns an event
into a jump of v. The network is built once; each trial runs in a fork of this process with a seed of its own.
"""

import math
import multiprocessing
import multiprocessing.connection
import os
import time

import nest
import numpy as np

from . import BackendError, processes, simulator

TAU_JUMP = 1e-3  # ms; exp(-dt / TAU_JUMP) is nothing for any dt in use
STEPS_A_REPORT = 1000


class Simulator(simulator.Simulator):
    # Trials run in forks, so the network stays as it was built.
    KEEPS_FOR = frozenset(["steps", "trials", "seeds", "rates"])

    def versions(self):
        return {"NEST": nest.__version__, "NumPy": np.__version__}

    def device_name(self):
        return "CPU"

    def build(self, job, channel):
        start = time.perf_counter()
        channel.stage("creating the network")
        nest.verbosity = nest.VerbosityLevel.ERROR
        nest.ResetKernel()
        nest.resolution = job.dt
        nest.local_num_threads = 1
        self.create_neurons()
        self.connect_neurons()
        self.connect_input()
        if job.record:
            self.recorder = nest.Create("spike_recorder", {"time_in_steps": True})
            nest.Connect(self.neurons, self.recorder, syn_spec={"delay": job.delay})
        return time.perf_counter() - start, 0.0

    def change(self, job, channel):
        start = time.perf_counter()
        if self.generators is not None:
            self.generators.rate = self.poisson_rates()
        return time.perf_counter() - start

    def create_neurons(self):
        """One node per neuron; C_m = tau_m, so a current of g pA drives v like g."""
        job = self.job
        driven = np.zeros(job.neurons, dtype=bool)
        driven[job.driven] = True
        common = {
            "E_L": job.v0,
            "V_m": job.v0,
            "V_reset": job.v_reset,
            "V_th": job.v0 + math.nextafter(job.v_th - job.v0, math.inf),  # NEST's threshold is >=, the model's >
            "tau_m": job.tau_m,
            "C_m": job.tau_m,
        }
        # NEST freezes a neuron for t_ref after the step of its spike, the model for one step less.
        frozen = max(job.refractory_steps - 1, 0) * job.dt
        one = {**common, "tau_syn_ex": job.tau_g, "tau_syn_in": job.tau_g, "t_ref": frozen}
        two = {**common, "tau_syn": [job.tau_g, TAU_JUMP], "t_ref": 0.0}
        undriven = nest.Create("iaf_psc_exp", int((~driven).sum()), one) if (~driven).any() else None
        with_input = nest.Create("iaf_psc_exp_multisynapse", int(driven.sum()), two) if driven.any() else None
        self.is_driven = driven
        self.node = np.zeros(job.neurons, dtype=np.int64)
        if undriven is not None:
            self.node[~driven] = undriven.tolist()
        if with_input is not None:
            self.node[driven] = with_input.tolist()
        self.neurons = undriven if with_input is None else with_input if undriven is None else undriven + with_input

    def connect_neurons(self):
        job = self.job
        pre, post, weight = job.connections()
        for driven in (False, True):
            some = self.is_driven[post] == driven
            if some.any():
                synapse = {
                    "weight": weight[some] * job.w_syn,
                    "delay": np.full(int(some.sum()), job.delay),
                }
                if driven:
                    synapse["receptor_type"] = np.ones(int(some.sum()), dtype=np.int64)
                nest.Connect(self.node[pre[some]], self.node[post[some]], "one_to_one", synapse)

    def connect_input(self):
        """Every connection has the same delay, the input's too, so NEST communicates as rarely as possible.

        The simulation is `delay` longer for it: an input emitted at step s arrives at what is called step s.
        """
        job = self.job
        self.generators = None
        if job.replay:
            neurons = np.unique(job.event_neurons)
        else:
            neurons = job.driven[job.poisson_driven]
        if not len(neurons):
            return
        if job.replay:
            sources = nest.Create("spike_generator", len(neurons))
            for source, neuron in zip(sources, neurons):
                steps = job.event_steps[job.event_neurons == neuron]
                source.spike_times = (steps + 1) * job.dt
        else:
            sources = self.generators = nest.Create("poisson_generator", len(neurons))
            sources.rate = self.poisson_rates()
        synapse = {
            "weight": np.full(len(neurons), self.jump_weight()),
            "delay": np.full(len(neurons), job.delay),
            "receptor_type": np.full(len(neurons), 2),
        }
        nest.Connect(np.array(sources.tolist()), self.node[neurons], "one_to_one", synapse)

    def poisson_rates(self):
        return [self.poisson_rate(rate) for rate in self.job.rates[self.job.poisson_driven]]

    def poisson_rate(self, rate):
        """The rate in Hz at which NEST's generator emits in a step with the model's probability rate * dt."""
        probability = rate * self.job.dt / 1000
        if probability >= 1:
            raise BackendError(f"rate {rate} Hz: NEST's Poisson generator cannot emit in every step of {self.job.dt} ms")
        return -math.log1p(-probability) / self.job.dt * 1000

    def jump_weight(self):
        """The weight of the fast synapse that moves v by the kick, already decayed by the step in which it acts."""
        job = self.job
        decay = math.exp(-job.dt / job.tau_m)
        fast = math.exp(-job.dt / TAU_JUMP)
        per_weight = TAU_JUMP / (job.tau_m - TAU_JUMP) * (decay - fast)
        return job.kick * decay / per_weight

    def run(self, spikes, channel):
        """Runs the trials in forks, as many at once as there are threads; returns the longest lane's seconds; no setup."""
        channel.stage("simulating")
        waiting = list(range(self.job.trials))
        idle = list(range(min(self.threads, self.job.trials)))
        seconds = [0.0] * len(idle)
        running = {}
        try:
            while waiting or running:
                while waiting and idle:
                    connection, process = self.start(waiting[0])
                    running[connection] = (waiting.pop(0), idle.pop(), process)
                for connection in multiprocessing.connection.wait(list(running)):
                    trial, lane, process = running[connection]
                    message = self.receive(connection, process, trial)
                    if isinstance(message, int):
                        channel.progress(message)
                    else:
                        took, steps, neurons = message
                        seconds[lane] += took
                        spikes.write(trial, steps, neurons)
                        del running[connection]
                        idle.append(lane)
        finally:
            for _, _, process in running.values():
                process.kill()
        return max(seconds), 0.0

    def start(self, trial):
        here, there = multiprocessing.get_context("fork").Pipe(duplex=False)
        arguments = (trial, there, os.getpid())
        process = multiprocessing.get_context("fork").Process(target=self.simulate, args=arguments, daemon=True)
        process.start()
        there.close()
        return here, process

    def receive(self, connection, process, trial):
        try:
            return connection.recv()
        except (EOFError, OSError):
            process.join(1)
            how = processes.ended(process.exitcode)
            raise BackendError(f"the process of trial {trial} {how} before its end") from None

    def simulate(self, trial, connection, worker):
        """One trial, in a process of its own."""
        processes.die_with(worker)
        job = self.job
        nest.rng_seed = job.seeds[trial]
        total = job.steps + job.delay_steps
        start = time.perf_counter()
        with nest.RunManager():
            for first in range(0, total, STEPS_A_REPORT):
                steps = min(STEPS_A_REPORT, total - first)
                nest.Run(steps * job.dt)
                connection.send(min(steps, max(0, job.steps - first)))
        took = time.perf_counter() - start
        connection.send((took, *self.recorded()))

    def recorded(self):
        """The steps and neurons of all spikes of this process."""
        job = self.job
        if not job.record:
            return (), ()
        events = self.recorder.events
        index = np.zeros(self.node.max() + 1, dtype=np.int64)
        index[self.node] = np.arange(job.neurons)
        steps = np.asarray(events["times"], dtype=np.int64) - 1 - job.delay_steps
        return steps, index[np.asarray(events["senders"], dtype=np.int64)]
