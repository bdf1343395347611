"""The worker's side of the protocol: JSON lines in on descriptor 0, JSON lines out on the original descriptor 1.

flybrain -> worker: load once, then prepare and run for each experiment, close. Worker -> flybrain: hello, stage,
progress, prepared, spikes, done, error.
Everything else that anything in this process prints goes to the log, which is the standard error.
"""

import importlib
import json
import os
import platform
import sys
import threading
import time
import traceback

from . import BackendError, processes
from .job import Job
from .network import Network
from .spikes import SpikeFiles

PROTOCOL = 2


class Channel:
    """The channel for messages, which may come from several threads."""

    def __init__(self):
        self.out = os.fdopen(os.dup(1), "w", encoding="utf-8")
        os.dup2(2, 1)
        self.lock = threading.Lock()

    def send(self, kind, **fields):
        with self.lock:
            self.out.write(json.dumps({"type": kind, **fields}) + "\n")
            self.out.flush()

    def stage(self, name):
        self.send("stage", stage=name)

    def progress(self, steps):
        """More steps were simulated, summed over trials."""
        self.send("progress", steps=int(steps))


def main(simulator, supervisor):
    """Serves flybrain until it receives close.

    `simulator` is a module of this package and its device, such as `genn:cuda`; `supervisor` is the process that this
    one ends with.
    """
    processes.die_with(supervisor)
    channel = Channel()
    try:
        serve(simulator, channel)
        return 0
    except BackendError as error:
        channel.send("error", message=str(error))
    except MemoryError:
        traceback.print_exc()
        channel.send("error", message="out of memory")
    except Exception as error:
        traceback.print_exc()
        text = " ".join(str(error).split()) or "no message"
        channel.send("error", message=f"{type(error).__name__}: {text[:300]}")
    return 1


def serve(backend, channel):
    name, device = backend.split(":")
    simulator = importlib.import_module("flybrain_worker." + name).Simulator(cuda=device == "cuda")
    versions = {"Python": platform.python_version(), **simulator.versions()}
    channel.send("hello", protocol=PROTOCOL, backend=backend, versions=versions, device=simulator.device_name())
    network = spikes = None
    for line in sys.stdin:
        message = json.loads(line)
        if message["type"] == "load":
            network = Network(message["network"])
            simulator.load(message["folder"], message["threads"])
        elif message["type"] == "prepare":
            job = Job(message, network, simulator.seeds(message["seeds"]))
            spikes = SpikeFiles(simulator.folder, job.record, channel)
            setup, build = simulator.prepare(job, channel)
            channel.send("prepared", setup=setup, build=build, seeds=job.seeds)
        elif message["type"] == "run":
            start = time.perf_counter()
            simulation, setup, *programs = simulator.run(spikes, channel)
            collection = max(0.0, time.perf_counter() - start - simulation - setup)
            channel.send("done", simulation=simulation, setup=setup, collection=collection, programs=sum(programs))
        elif message["type"] == "close":
            return
        else:
            raise BackendError(f"the worker received an unknown message '{message['type']}'")
