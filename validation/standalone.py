"""Brian2's C++ standalone mode: builds a connectome into a program, on one thread, and runs that program."""

from pathlib import Path

import brian2
from brian2 import ms

import brian
import connectome
from case import DEFAULTS


class Program:
    """The compiled simulation of one connectome and one input. OpenMP is off: one thread.

    The folder is Brian2's project folder; what an earlier build left there is overwritten.
    """

    def __init__(self, folder, input_csv, steps, build_folder):
        brian2.set_device("cpp_standalone", build_on_run=False)
        # Without this a process could build one program only.
        brian2.device.reinit()
        brian2.device.activate(build_on_run=False)
        brian2.prefs.devices.cpp_standalone.openmp_threads = 0
        brian2.prefs.devices.cpp_standalone.extra_make_args_unix = ["-j2"]
        self.folder = Path(build_folder)
        network, self.monitor = connectome.brian2_network(folder, input_csv)
        network.run(steps * DEFAULTS["dt"] * ms, namespace={})
        brian2.device.build(directory=str(self.folder), compile=True, run=False)

    def run(self):
        """Runs the program once; returns the seconds its time steps took, as Brian2 itself counts them."""
        brian2.device.run(directory=str(self.folder), with_output=False)
        seconds, completed = (self.folder / "results" / "last_run_info.txt").read_text().split()
        if float(completed) != 1.0:
            raise SystemExit(f"Brian2 stopped after {completed} of the run")
        return float(seconds)

    def spikes(self):
        """The spikes of the last run as (step, neuron) rows."""
        return brian.rows(self.monitor, DEFAULTS["dt"])
