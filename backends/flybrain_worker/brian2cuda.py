"""Brian2CUDA's standalone mode: one program is generated, compiled by nvcc, and run once for each trial."""

import brian2
import numpy as np

from . import brian2cpp
from .gpu import gpu_name, require_gpu


class Simulator(brian2cpp.Simulator):
    """As Brian2's C++ program, with one trial at a time: they share the one GPU."""

    DEVICE = "cuda_standalone"
    SLOT = "before_network_run"
    # Puts the seed of a trial into the program, which is compiled once for all of them.
    SEED_OF_TRIAL = 'brian::random_number_buffer.set_seed(std::strtoull(std::getenv("FLYBRAIN_SEED"), NULL, 10));'

    def __init__(self, device):
        require_gpu()
        import brian2cuda

        self.version = brian2cuda.__version__

    def versions(self):
        return {"Brian2CUDA": self.version, "Brian2": brian2.__version__, "NumPy": np.__version__}

    def device_name(self):
        return gpu_name()

    def configure(self, job):
        job.threads = 1
