"""Brian2's C++ standalone mode: one program is generated and compiled, and run once for each trial.

The same program runs all jobs that differ in no more than their steps, trials, seeds, rates and silenced neurons: it
takes its duration from the environment, and rates and weights from files in place of its own.
"""

import concurrent.futures
import os
import shutil
import subprocess
import sys
import threading
import time

import brian2
import numpy as np
from brian2 import ms

from . import BackendError, brian_model, processes, simulator


MAKE_LOG = "make.log"
DURATION = "FLYBRAIN_DURATION"


class Simulator(simulator.Simulator):
    KEEPS_FOR = frozenset(["steps", "trials", "seeds", "rates", "silencing"])
    DEVICE = "cpp_standalone"
    REPORT = {
        "report": 'std::cout << "completed " << completed << std::endl;',
        "report_period": 1 * brian2.second,
    }
    SLOT = "after_start"
    # Puts the seed of a trial into the program, which is compiled once for all of them.
    SEED_OF_TRIAL = """
for (size_t _i = 0; _i < brian::_random_generators.size(); _i++)
    brian::_random_generators[_i].seed(std::strtoul(std::getenv("FLYBRAIN_SEED"), NULL, 10) + _i);
"""

    WAIT = ""  # what lets a GPU end its work
    # Has the program say the wall time of its steps, which Brian2 itself gives, up to 2.9, as time of the processor.
    BEGIN = """
timespec _flybrain_begin;
clock_gettime(CLOCK_MONOTONIC, &_flybrain_begin);
"""
    END = """
timespec _flybrain_end;
clock_gettime(CLOCK_MONOTONIC, &_flybrain_end);
std::cout << "steps took " << (_flybrain_end.tv_sec - _flybrain_begin.tv_sec)
    + 1e-9 * (_flybrain_end.tv_nsec - _flybrain_begin.tv_nsec) << std::endl;
"""

    def __init__(self, cuda):
        super().__init__(cuda)
        for program in ("g++", "make"):
            if shutil.which(program) is None:
                raise BackendError(f"needs {program}, which is not on the PATH (Debian, Ubuntu: apt install {program})")
        brian2.prefs.devices.cpp_standalone.openmp_threads = 0

    def versions(self):
        return {"Brian2": brian2.__version__, "NumPy": np.__version__}

    def device_name(self):
        return "CPU"

    def load(self, folder, threads):
        super().load(folder, threads)
        self.project = os.path.join(folder, "brian2")

    def build(self, job, channel):
        start = time.perf_counter()
        channel.stage("creating the network")
        self.compiled_for = job
        self.values = {}
        self.activate()
        objects, self.monitor = brian_model.network(job)
        net = brian2.Network(*objects)
        built = time.perf_counter()
        channel.stage("compiling")
        brian2.device.insert_code(self.SLOT, self.SEED_OF_TRIAL)
        brian2.device.insert_code("before_network_run", self.WAIT + self.BEGIN)
        brian2.device.insert_code("after_network_run", self.WAIT + self.END)
        try:
            self.compile(net, job.steps * job.dt * ms)
        except RuntimeError as error:
            said = self.words_of_make()
            if said is None:
                raise
            print(said, file=sys.stderr)
            raise BackendError(f"make and g++ could not compile Brian2's program: {reason(said)}") from error
        return built - start, time.perf_counter() - built

    def activate(self):
        """Has Brian2 generate code from now on; what it generated before is forgotten."""
        options = self.device_options()
        if os.path.exists(self.project):
            brian2.device.reinit()
            shutil.rmtree(self.project)
            brian2.device.activate(**options)
        else:
            brian2.set_device(self.DEVICE, **options)

    def device_options(self):
        return {"build_on_run": False}

    def compile(self, net, duration):
        net.run(duration, namespace={}, **self.REPORT)
        # Of a Brian2 other than those that flybrain installs, less may be known.
        if not take_duration_from_environment(net, duration):
            self.KEEPS_FOR -= {"steps"}
        if not hasattr(brian2.device, "run_args_applied"):
            self.KEEPS_FOR -= {"rates", "silencing"}
        # A shell runs make, and Brian2 would throw away what it says.
        brian2.prefs.devices.cpp_standalone.extra_make_args_unix = [f"-j{self.threads}", f"> {MAKE_LOG} 2>&1"]
        brian2.device.build(directory=self.project, compile=True, run=False, with_output=False)

    def change(self, job, channel):
        start = time.perf_counter()
        channel.stage("changing the input and the silenced neurons")
        self.values = {}
        changes = job.changes(self.compiled_for)
        if "rates" in changes:
            self.give("events.rates", job.rates[job.poisson_driven] * brian2.Hz)
        if "silencing" in changes and len(job.network.targets):
            self.give("recurrent.w", brian_model.weights(job) * brian2.mV)
        return time.perf_counter() - start

    def give(self, variable, values):
        """Gives a variable of the compiled program other values than it was compiled with."""
        self.values[variable] = os.path.join(self.folder, variable)
        np.asarray(values, dtype=np.float64).tofile(self.values[variable])

    def words_of_make(self):
        """The output of make and the compiler; None if they were not started."""
        try:
            with open(os.path.join(self.project, MAKE_LOG), errors="replace") as file:
                return file.read()
        except FileNotFoundError:
            return None

    def command(self, results):
        """The program and its arguments, in the project's folder."""
        given = [f"{variable}={file}" for variable, file in self.values.items()]
        return [os.path.join(".", "main"), "--results_dir", results, *given]

    def results(self, trial):
        """The folder that the program writes to, with a separator at its end, as Brian2 takes it."""
        return os.path.join(self.project, f"results-{trial}", "")

    def run(self, spikes, channel):
        """Runs the trials, as many at once as there are threads.

        Returns the time of the steps, no time of setup, and the time of the programs from start to end: of both times
        each lane's sum, the longest lane's.
        """
        channel.stage("simulating")
        lanes = min(self.lanes(), self.job.trials)
        writing = threading.Lock()

        def lane(first):
            seconds = whole = 0.0
            for trial in range(first, self.job.trials, lanes):
                start = time.perf_counter()
                results, took = self.program(trial, channel)
                whole += time.perf_counter() - start
                seconds += took
                steps, neurons = self.read(results)
                with writing:
                    spikes.write(trial, steps, neurons)
                shutil.rmtree(results)
            return seconds, whole

        self.programs = processes.Programs()
        with concurrent.futures.ThreadPoolExecutor(lanes) as pool:
            futures = [pool.submit(lane, first) for first in range(lanes)]
            done, _ = concurrent.futures.wait(futures, return_when=concurrent.futures.FIRST_EXCEPTION)
            failed = next((future for future in done if future.exception()), None)
            if failed is not None:
                self.programs.stop()
                raise failed.exception()
            seconds, whole = zip(*(future.result() for future in futures))
            return max(seconds), 0.0, max(whole)

    def lanes(self):
        """How many programs may run at once."""
        return self.threads

    def program(self, trial, channel):
        """Runs the program for one trial; returns its folder of results and the seconds of its steps."""
        results = self.results(trial)
        os.makedirs(results, exist_ok=True)
        process = self.programs.start(
            self.command(results),
            cwd=self.project,
            env={**os.environ, "FLYBRAIN_SEED": str(self.job.seeds[trial]), DURATION: repr(self.seconds())},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            text=True,
        )
        reported = 0
        seconds = None
        for line in process.stdout:
            if line.startswith("steps took "):
                seconds = float(line.split()[2])
            if line.startswith("completed "):
                done = round(float(line.split()[1]) * self.job.steps)
                channel.progress(done - reported)
                reported = done
        if self.programs.wait(process) == 0:
            channel.progress(self.job.steps - reported)
        else:
            raise BackendError(f"the program of trial {trial} {processes.ended(process.returncode)} before its end")
        with open(os.path.join(results, "last_run_info.txt")) as file:
            _, completed = map(float, file.read().split())
        if seconds is None:
            raise BackendError(f"Brian2's program did not report the time of the steps of trial {trial}")
        if round(completed * self.job.steps) < self.job.steps:
            raise BackendError(f"Brian2's program stopped after {completed:.0%} of trial {trial}")
        return results, seconds

    def seconds(self):
        """The time that a trial simulates, as the steps of Brian2 end there."""
        return float(self.job.steps * self.job.dt * ms)

    def read(self, results):
        """The steps and neurons of the spikes that the program wrote."""
        if self.monitor is None:
            return (), ()

        def column(name, kind):
            file = os.path.basename(brian2.device.get_array_filename(self.monitor.variables[name]))
            return np.fromfile(os.path.join(results, file), dtype=kind)

        return brian_model.steps_of(column("t", np.float64), self.job.dt), column("i", np.int32)


def take_duration_from_environment(net, duration):
    """Has the program that Brian2 is about to write take its duration from the environment.

    Brian2 writes the duration that it was given into the call of the network's run. Returns False if it does not.
    """
    written = f"{net.name}.run({float(duration)!r},"
    taken = f'{net.name}.run(std::strtod(std::getenv("{DURATION}"), NULL),'
    changed = 0
    for kind, arguments in brian2.device.main_queue:
        if kind == "run_network":
            _, lines = arguments
            changed += sum(line.startswith(written) for line in lines)
            lines[:] = [line.replace(written, taken) for line in lines]
    return changed == 1


def reason(said):
    """The line with the reason why make failed."""
    lines = said.strip().splitlines() or ["it said nothing"]
    return next((line for line in lines if "error" in line.lower() or "***" in line), lines[-1])[:300]
