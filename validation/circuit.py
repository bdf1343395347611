"""Builds small circuits by hand, one neuron, connection and event at a time."""

import numpy as np

from case import Case

# One delivery of this many synapses takes a resting neuron above threshold in the next step, whatever the rounding:
# 6,000 * 0.275 mV * 0.00493 = 8.1 mV, and 7 mV are needed.
TRIGGER = 6000


class Circuit:
    """A circuit under construction; `case` makes the golden case of it."""

    def __init__(self):
        self.neurons = 0
        self.connections = []
        self.events = []

    def neuron(self):
        """Adds a neuron and returns its index."""
        self.neurons += 1
        return self.neurons - 1

    def neuron_chain(self, length, weight):
        """Adds neurons of which each excites the next; returns their indices."""
        chain = [self.neuron() for _ in range(length)]
        for pre, post in zip(chain, chain[1:]):
            self.connect(pre, post, weight)
        return chain

    def connect(self, pre, post, weight=TRIGGER):
        """Connects two neurons by a signed number of synapses."""
        self.connections.append((pre, post, weight))

    def event(self, neuron, *steps):
        """Gives a neuron input events; each makes it spike one step later."""
        self.events += [(step, neuron) for step in steps]

    def source(self, *spike_steps):
        """Adds a driven neuron that spikes in exactly these steps; no two of them may follow each other."""
        neuron = self.neuron()
        self.event(neuron, *(step - 1 for step in spike_steps))
        return neuron

    def case(self, name, rule, exposes, steps, **more):
        """The golden case of this circuit; `more` are further fields of Case."""
        columns = [np.array(self.connections, dtype=np.int64).reshape(-1, 3)[:, k] for k in range(3)]
        events = np.array(sorted(set(self.events)), dtype=np.int64).reshape(-1, 2)
        return Case(
            name, rule, self.neurons, steps, *columns, events[:, 0], events[:, 1], exposes=sorted(exposes), **more
        )
