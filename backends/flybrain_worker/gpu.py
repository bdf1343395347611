"""The NVIDIA GPU, as its driver knows it."""

import shutil
import subprocess

from . import BackendError


def require_gpu():
    if shutil.which("nvidia-smi") is None:
        raise BackendError("needs an NVIDIA GPU with its driver; nvidia-smi is not on the PATH")


def gpu_name():
    """The name of the first NVIDIA GPU, as its driver has it."""
    query = ["nvidia-smi", "--query-gpu=name", "--format=csv,noheader"]
    if shutil.which(query[0]) is None:
        return "unknown NVIDIA GPU"
    names = subprocess.run(query, capture_output=True, text=True, check=False).stdout.split("\n")
    return names[0].strip() or "unknown NVIDIA GPU"
