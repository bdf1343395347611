"""The whole fly brain in Python: `from flybrain_sim.model import run_exp` for notebooks of the published model, and more."""

from importlib.metadata import version

from flybrain_sim._errors import CancelledError, FlybrainError, ProcessEndedError, UnknownNeuronError, UsageError
from flybrain_sim._ids import IdError

__version__ = version("flybrain-sim")

__all__ = ["CancelledError", "FlybrainError", "IdError", "ProcessEndedError", "UnknownNeuronError", "UsageError", "__version__"]
