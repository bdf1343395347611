"""Outgoing spikes: files of 32-bit integers, first the steps of all spikes, then their neurons."""

import os

import numpy as np


class SpikeFiles:
    """Writes blocks of spikes and announces each to flybrain, which reads and deletes it; without recording, announces only ends of trials."""

    def __init__(self, folder, record, channel):
        self.folder = folder
        self.record = record
        self.channel = channel
        self.blocks = 0

    def write(self, trial, steps, neurons, last=True):
        """The next spikes of a trial, in any order within the block, none earlier than in a previous block."""
        if not self.record or not len(steps):
            self.channel.send("spikes", trial=trial, count=0, last=last)
            return
        steps = np.asarray(steps, dtype=np.int64)
        neurons = np.asarray(neurons, dtype=np.int64)
        order = np.lexsort((neurons, steps))
        path = os.path.join(self.folder, f"spikes-{self.blocks}")
        self.blocks += 1
        with open(path, "wb") as file:
            file.write(steps[order].astype("<i4").tobytes())
            file.write(neurons[order].astype("<i4").tobytes())
        self.channel.send("spikes", trial=trial, count=len(steps), file=path, last=last)
