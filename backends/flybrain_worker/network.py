"""The network, mapped from the file of a connectome."""

import numpy as np

from . import BackendError


class Network:
    """The connections of all neurons in rows, one row per presynaptic neuron; read-only.

    Row i has the connections offsets[i] .. offsets[i + 1] - 1, each with its postsynaptic neuron in `targets` and its
    signed synapse count in `weights`.
    """

    def __init__(self, message):
        file = mapped(message)
        arrays = message["arrays"]
        self.offsets = array(file, arrays["row_starts"])
        self.targets = array(file, arrays["targets"])
        self.weights = array(file, arrays["weights"])
        self.neurons = len(self.offsets) - 1

    def connections(self):
        """All connections: presynaptic, postsynaptic, signed synapse count; int32, by presynaptic neuron."""
        pre = np.repeat(np.arange(self.neurons, dtype=np.int32), np.diff(self.offsets))
        return pre, self.targets, self.weights


def mapped(message):
    """The bytes of the file, which must be the file mapped by flybrain."""
    path = message["file"]
    try:
        file = np.memmap(path, dtype=np.uint8, mode="r")
    except (OSError, ValueError) as error:
        raise BackendError(f"{path}: the file of the network cannot be mapped ({error}); run the command again") from None
    header = bytes.fromhex(message["header"])
    if len(file) != message["size"]:
        fault = f"has {len(file)} bytes instead of {message['size']}"
    elif file[: len(header)].tobytes() != header:
        fault = "begins with another header"
    else:
        return file
    raise BackendError(f"{path}: the file of the network was replaced while in use ({fault}); run the command again")


def array(file, place):
    kind = np.dtype(place["type"])
    first = place["offset"]
    return np.asarray(file[first : first + place["length"] * kind.itemsize].view(kind))
