"""Brian2CUDA's standalone mode: one program is generated, compiled by nvcc, and run once for each trial."""

import brian2
import numpy as np

from . import brian2cpp, simulator
from .gpu import gpu_name, require_gpu


class Simulator(brian2cpp.Simulator):
    """As Brian2's C++ program, with one trial at a time: they share the one GPU."""

    KEEPS_FOR = frozenset(["trials", "seeds"])
    DEVICE = "cuda_standalone"
    SLOT = "before_network_run"
    # Puts the seed of a trial into the program, which is compiled once for all of them.
    SEED_OF_TRIAL = 'brian::random_number_buffer.set_seed(std::strtoull(std::getenv("FLYBRAIN_SEED"), NULL, 10));'

    # Kernels run on after the host has gone on; the clock must not.
    WAIT = "CUDA_SAFE_CALL(cudaDeviceSynchronize());"

    def __init__(self, cuda):
        simulator.Simulator.__init__(self, cuda)
        require_gpu()
        import brian2cuda

        self.version = brian2cuda.__version__
        # Brian2CUDA asks for C++11 and leaves an include out, which CUDA 13's headers do not take; of options given
        # twice, the compilers use the last.
        brian2.prefs.devices.cuda_standalone.cuda_backend.extra_compile_args_nvcc += [
            "-std=c++17",
            "--pre-include",
            "thrust/pair.h",
        ]
        brian2.prefs.codegen.cpp.extra_compile_args_gcc += ["-std=c++17"]

    def versions(self):
        return {"Brian2CUDA": self.version, "Brian2": brian2.__version__, "NumPy": np.__version__}

    def device_name(self):
        return gpu_name()

    def device_options(self):
        return {"directory": self.project, "compile": True, "run": False, "with_output": False}

    def compile(self, net, duration):
        net.run(duration, namespace={}, **self.REPORT)

    def change(self, job, channel):
        return 0.0

    def lanes(self):
        return 1
