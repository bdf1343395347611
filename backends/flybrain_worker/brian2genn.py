"""Brian2GeNN: Brian2's model, generated as GeNN code; on an NVIDIA GPU, or on one CPU core with use_GPU=False."""

import os
import shutil
import tempfile

import brian2
import brian2genn  # makes the device `genn` known
import numpy as np

from . import BackendError, brian2cpp, simulator
from .gpu import gpu_name, require_gpu
from .seeds import shifted


class Simulator(brian2cpp.Simulator):
    """As Brian2's C++ program, with one trial at a time: the program writes to one folder and uses one core or GPU."""

    KEEPS_FOR = frozenset(["steps", "trials", "seeds"])
    DEVICE = "genn"
    # Brian2GeNN has no seed(); its generators start from the C library's rand().
    SEED_OF_TRIAL = 'srand(std::strtoul(std::getenv("FLYBRAIN_SEED"), NULL, 10));'
    # A copy from the GPU, of which there is one in each program, waits for what runs on it.
    WAIT = "copyCurrentSpikesFromDevice();"

    def __init__(self, cuda):
        simulator.Simulator.__init__(self, cuda)
        genn = os.environ.get("BRIAN2GENN_GENN_PATH") or os.environ.get("GENN_PATH")
        if not genn:
            raise BackendError("needs GeNN 4.9; set BRIAN2GENN_GENN_PATH or GENN_PATH to its folder")
        os.environ["GENN_PATH"] = genn
        os.environ["PATH"] = os.path.join(genn, "bin") + os.pathsep + os.environ["PATH"]
        self.seeds = shifted("BRIAN2GENN_SEED")
        if cuda:
            require_gpu()

    def versions(self):
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

    def build(self, job, channel):
        # GeNN's generator runs the code that seeds, too.
        os.environ["FLYBRAIN_SEED"] = str(job.seeds[0])
        return super().build(job, channel)

    def device_options(self):
        directory = {"directory": self.project, "compile": True, "run": False, "with_output": False}
        return {**directory, "use_GPU": self.cuda}

    def compile(self, net, duration):
        net.run(duration, namespace={})

    def change(self, job, channel):
        return 0.0

    def lanes(self):
        return 1

    def run(self, spikes, channel):
        times = super().run(spikes, channel)
        if os.environ.get("BRIAN2GENN_KEEP_BUILD") == "1":
            kept = tempfile.mkdtemp(prefix="brian2genn-build-", dir=os.getcwd())
            shutil.copytree(self.project, kept, dirs_exist_ok=True)
            channel.stage(f"keeping the generated code in {kept}")
        return times

    def command(self, results):
        return [os.path.join(".", "main"), "test", repr(self.seconds())]

    def results(self, trial):
        return os.path.join(self.project, "results", "")
