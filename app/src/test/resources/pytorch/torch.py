"""PyTorch with a GPU that it does not have: the CPU computes, and Python's clock shows what a GPU would cost.

Each step keeps the GPU busy for FAKE_TORCH_STEP_SECONDS while the clock stands still; `torch.cuda.synchronize` waits.
"""

import os
import sys
import time
import types

sys.path.remove(os.path.dirname(os.path.abspath(__file__)))
del sys.modules["torch"]
import torch as _real  # noqa: E402, the real one, as this folder is no longer on the path


class _Gpu:
    now = free = 0.0

    @classmethod
    def wait(cls):
        cls.now = max(cls.now, cls.free)


def _step(tensor, *arguments, _masked_fill=_real.Tensor.masked_fill_):
    """The worker calls masked_fill_ once a step."""
    _Gpu.free = max(_Gpu.now, _Gpu.free) + float(os.environ["FAKE_TORCH_STEP_SECONDS"])
    return _masked_fill(tensor, *arguments)


class _Torch(types.ModuleType):
    version = types.SimpleNamespace(cuda="stand-in")
    cuda = types.SimpleNamespace(
        is_available=lambda: True,
        synchronize=_Gpu.wait,
        get_device_name=lambda: "stand-in",
    )

    @staticmethod
    def device(name):
        assert name == "cuda"
        return _real.device("cpu")

    def __getattr__(self, name):
        return getattr(_real, name)


_real.Tensor.masked_fill_ = _step
time.perf_counter = lambda: _Gpu.now
sys.modules["torch"] = _Torch("torch")
