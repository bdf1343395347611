"""A program in a race: it is given a network and input events, and gives spikes. The protocol is in README.md."""

import contextlib
import json
import shlex
import subprocess
import time

import numpy as np

import connectome
from case import DEFAULTS, Case, read_csv


def write_race(folder, brain, input_csv, steps):
    """Writes what contenders read of a connectome folder and a CSV of input events."""
    neurons, pre, post, weight = connectome.read(brain)
    event_step, event_neuron = read_csv(input_csv, 2)
    case = Case("race", "", neurons, steps, pre, post, weight, event_step, event_neuron)
    write_case(folder, case, connectome=str(brain), input=str(input_csv))


def write_case(folder, case, **about):
    """Writes what contenders read: race.json, with what else there is to say, and the arrays that it names, little-endian."""
    order = np.lexsort((case.post, case.pre))
    offsets = np.concatenate([[0], np.cumsum(np.bincount(case.pre, minlength=case.neurons))])
    offsets.astype("<i8").tofile(folder / "offsets.bin")
    case.post[order].astype("<i4").tofile(folder / "targets.bin")
    case.weight[order].astype("<i4").tofile(folder / "weights.bin")
    sorted_events = np.lexsort((case.input_neuron, case.input_step))
    np.column_stack([case.input_step, case.input_neuron])[sorted_events].astype("<i4").tofile(folder / "events.bin")
    case.driven.astype("<i4").tofile(folder / "driven.bin")
    numbers = {
        "neurons": case.neurons,
        "connections": len(case.pre),
        "events": len(case.input_step),
        "driven": len(case.driven),
        "steps": case.steps,
        "parameters": {name: case.parameter(name) for name in DEFAULTS},
    }
    (folder / "race.json").write_text(json.dumps(numbers | about, indent=2) + "\n")


class Contender:
    """A running program of the protocol, which has read its network."""

    def __init__(self, name, command, folder):
        self.name = name
        self.folder = folder
        self.log = open(folder / f"{name}.log", "wb")  # noqa: SIM115
        self.process = subprocess.Popen(
            [*shlex.split(command), str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self.log, text=True
        )
        self.answer("ready")

    def answer(self, expected):
        """The words after the expected one in the next line of the program."""
        words = self.process.stdout.readline().split()
        if not words or words[0] != expected:
            shown = (self.folder / f"{self.name}.log").read_text(errors="replace").strip()[-2000:]
            raise SystemExit(f"{self.name}: answered '{' '.join(words)}' instead of '{expected}'\n{shown}")
        return words[1:]

    def ask(self, line):
        """Sends a line."""
        self.process.stdin.write(line + "\n")
        self.process.stdin.flush()

    def spikes(self):
        """The spikes of one trial, as (step, neuron) rows in order."""
        path = self.folder / f"{self.name}.spikes"
        self.ask(f"spikes {path}")
        self.answer("done")
        rows = np.fromfile(path, "<i4").reshape(-1, 2)
        return [(int(step), int(neuron)) for step, neuron in rows[np.lexsort((rows[:, 1], rows[:, 0]))]]

    def trials(self, kind, count, expected):
        """Simulates trials; returns the wall time and processor time of one, in s.

        kind is "learnt" or "fresh"; expected is the number of spikes of one trial.
        """
        processor, start = self.processor_time(), time.perf_counter()
        self.ask(f"{kind} {count}")
        (spikes,) = self.answer("done")
        wall = time.perf_counter() - start
        if int(spikes) != expected * count:
            raise SystemExit(f"{self.name}: {spikes} spikes in {count} trials of {expected}")
        return wall / count, (self.processor_time() - processor) / count

    def processor_time(self):
        """The processor time of all its threads in s, also of those that have ended: the kernel's clock of the process."""
        return time.clock_gettime((~self.process.pid << 3) | 2)

    def close(self):
        """Ends the program."""
        with contextlib.suppress(BrokenPipeError):
            self.process.stdin.close()
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process.stdout.close()
        self.log.close()
