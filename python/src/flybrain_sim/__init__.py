"""The whole fly brain in Python: `from flybrain_sim.model import run_exp` for notebooks of the published model, and more.

import flybrain_sim

result = flybrain_sim.run("sugar", rate=100, n_run=10)
result.rates()
"""

from importlib.metadata import version

from flybrain_sim._campaigns import Campaign, campaign, read_campaign
from flybrain_sim._connectome import Connectome
from flybrain_sim._errors import CancelledError, FlybrainError, ProcessEndedError, UnknownNeuronError, UsageError
from flybrain_sim._ids import IdError
from flybrain_sim._runs import run, sweep
from flybrain_sim.brain import Brain, Spikes, State
from flybrain_sim.results import Result

__version__ = version("flybrain-sim")

__all__ = [
    "Brain",
    "Campaign",
    "CancelledError",
    "Connectome",
    "FlybrainError",
    "IdError",
    "ProcessEndedError",
    "Result",
    "Spikes",
    "State",
    "UnknownNeuronError",
    "UsageError",
    "__version__",
    "campaign",
    "read_campaign",
    "run",
    "sweep",
]
