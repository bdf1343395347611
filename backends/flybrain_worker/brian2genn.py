"""Brian2GeNN: Brian2's model, generated as GeNN code; on an NVIDIA GPU, or on one CPU core with use_GPU=False.

Every trial is generated, compiled and run anew, as in the reference suite, in a fork of this process. Simulation is the time of the program, building that of generation and compilation, which Brian2GeNN does
in one call together with the first run.
"""

import multiprocessing
import os
import shutil
import subprocess
import time

import numpy as np

from . import BackendError, brian_model


class Simulator:
    def __init__(self, device):
        genn = os.environ.get("BRIAN2GENN_GENN_PATH") or os.environ.get("GENN_PATH")
        if not genn:
            raise BackendError("needs GeNN 4.9; set BRIAN2GENN_GENN_PATH or GENN_PATH to its folder")
        os.environ["GENN_PATH"] = genn
        os.environ["PATH"] = os.path.join(genn, "bin") + os.pathsep + os.environ["PATH"]
        self.cuda = device == "cuda"
        if self.cuda and shutil.which("nvidia-smi") is None:
            raise BackendError("needs an NVIDIA GPU with its driver; nvidia-smi is not on the PATH")

    def versions(self):
        import brian2
        import brian2genn

        with open(os.path.join(os.environ["GENN_PATH"], "version.txt")) as file:
            genn = file.read().strip()
        return {
            "Brian2GeNN": brian2genn.__version__,
            "Brian2": brian2.__version__,
            "GeNN": genn,
            "NumPy": np.__version__,
        }

    def device_name(self):
        return gpu_name() if self.cuda else "CPU, one core"

    def prepare(self, job, channel):
        """Generates and compiles for the first trial, so that what cannot be built fails here."""
        self.job = job
        self.made = {}
        setup, build, *result = self.in_fork(0, channel)
        self.made[0] = result
        return setup, build

    def run(self, spikes, channel):
        """Runs the trials one after the other; returns the sum of the times of their programs."""
        channel.stage("simulating")
        total = 0.0
        for trial in range(self.job.trials):
            # The first trial's result was made when it was prepared; a second call makes it again.
            seconds, steps, neurons = self.made.pop(trial, None) or self.in_fork(trial, channel)[2:]
            total += seconds
            channel.progress(self.job.steps)
            spikes.write(trial, steps, neurons)
        return total

    def in_fork(self, trial, channel):
        channel.stage(f"compiling trial {trial}")
        context = multiprocessing.get_context("fork")
        here, there = context.Pipe(duplex=False)
        process = context.Process(target=self.simulate, args=(trial, there), daemon=True)
        process.start()
        there.close()
        try:
            result = here.recv()
        except EOFError:
            raise BackendError(f"Brian2GeNN failed in trial {trial}") from None
        process.join()
        return result

    def simulate(self, trial, connection):
        """One trial, in a process of its own: the seconds of setup, build and simulation, and the spikes."""
        import brian2
        import brian2genn  # noqa: F401  (makes the device `genn` known)
        from brian2 import ms

        job = self.job
        folder = os.path.join(job.folder, f"genn-{trial}")
        start = time.perf_counter()
        brian2.set_device("genn", directory=folder, use_GPU=self.cuda)
        # Brian2GeNN has no seed(); its generators start from the C library's rand().
        brian2.device.insert_code("after_start", f"srand({job.seeds[trial]});")
        objects = brian_model.network(job)
        net = brian2.Network(*objects)
        made = time.perf_counter()
        net.run(job.steps * job.dt * ms, namespace={})
        all_seconds = time.perf_counter() - made
        seconds = float(brian2.device._last_run_time)
        monitor = objects[-1]
        steps = brian_model.steps_of(np.asarray(monitor.t / brian2.second), job.dt)
        connection.send((made - start, all_seconds - seconds, seconds, steps, np.asarray(monitor.i)))
        connection.close()
        shutil.rmtree(folder, ignore_errors=True)


def gpu_name():
    """The name of the first NVIDIA GPU, as its driver has it."""
    query = ["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"]
    names = subprocess.run(query, capture_output=True, text=True, check=False).stdout.split("\n")
    return names[0].strip() or "unknown NVIDIA GPU"
