"""A stand-in for NEST GPU: its order of things within a step, its types, and the calls it got in a file.

FAKE_NESTGPU_FAULT=1 hands over wrong weights, =list refuses arrays; FAKE_NESTGPU_MODEL=other has another neuron,
FAKE_NESTGPU_SLEEP is how long it takes to build a network, in s.
"""

import ctypes
import json
import os
import random
import time

_library = ctypes.CDLL(os.environ["NESTGPU_LIB"])
_fault = os.environ.get("FAKE_NESTGPU_FAULT", "")
_names = [f"{name}_{part}" for name in ("a", "b", "c", "threshold", "reset", "w_syn", "kick") for part in range(3)]
_groups = []
_connections = {}
_kernel = {"resolution": ctypes.c_float(0.1).value, "time": 0, "random": random.Random()}
_waiting = {}  # deliveries by the update after which they arrive


def _logged(name, *arguments):
    with open(os.environ["FAKE_NESTGPU_CALLS"], "a") as file:
        file.write(json.dumps([os.getpid(), name, *arguments]) + "\n")


class NodeSeq:
    def __init__(self, i0, n):
        self.i0, self.n = i0, n


class _Group:
    def __init__(self, model, i0, n):
        self.model, self.i0, self.n = model, i0, n
        self.parameters = {}
        self.times = [[] for _ in range(n)]
        self.most = 0
        self.events = {}
        if model == "user_m1":
            self.u, self.g = (ctypes.c_double * n)(), (ctypes.c_double * n)()
            self.since = (ctypes.c_int * n)(*[1_000_000_000] * n)
            self.input = [(ctypes.c_float * n)(), (ctypes.c_float * n)()]
            self.fired = (ctypes.c_int * n)()


def SetRandomSeed(seed):
    _logged("SetRandomSeed", seed)
    _kernel["random"].seed(seed)
    time.sleep(float(os.environ.get("FAKE_NESTGPU_SLEEP", "0")))


def SetTimeResolution(resolution):
    _logged("SetTimeResolution", resolution)
    _kernel["resolution"] = ctypes.c_float(resolution).value


def Create(model, n):
    _logged("Create", model, n)
    i0 = _groups[-1].i0 + _groups[-1].n if _groups else 0
    _groups.append(_Group(model, i0, n))
    return NodeSeq(i0, n)


def _group_of(node):
    return next(group for group in _groups if group.i0 <= node < group.i0 + group.n)


def SetStatus(nodes, values):
    group = _group_of(nodes.i0 if isinstance(nodes, NodeSeq) else nodes[0])
    for name, value in values.items():
        if name == "spike_times" and group.model == "spike_generator":
            updates = [round(ctypes.c_float(time).value / _kernel["resolution"]) for time in value]
            if sorted(set(updates)) != updates:
                raise ValueError("Spike times must be ordered")
            group.events[nodes[0]] = set(updates)
        elif group.model == "user_m1" and name not in [*_names, "refractory_steps"]:
            raise ValueError("Unknown parameter " + name)
        elif group.model == "user_m1" and os.environ.get("FAKE_NESTGPU_MODEL") == "other":
            raise ValueError("Unknown parameter " + name)
        else:
            group.parameters[name] = ctypes.c_float(value).value


def Connect(sources, targets, rule, synapse):
    assert rule == {"rule": "one_to_one"} and type(sources) is list and type(targets) is list
    array = synapse["weight"]["array"]
    if _fault == "list":
        raise TypeError("wrong type")
    weights = (ctypes.c_float * len(sources)).from_address(ctypes.cast(array, ctypes.c_void_p).value)
    delay = round(ctypes.c_float(synapse["delay"]).value / _kernel["resolution"])
    assert delay >= 1
    _logged("Connect", len(sources), synapse["receptor"], delay)
    for source, target, weight in zip(sources, targets, weights):
        given = 0.5 * weight if _fault == "1" else weight
        _connections.setdefault(source, []).append((target, given, delay, synapse["receptor"]))


def GetConnections(sources):
    return [one for source in sources for one in _connections.get(source, [])]


def GetStatus(connections):
    return [{"target": target, "weight": weight} for target, weight, _, _ in connections]


def ActivateRecSpikeTimes(nodes, most):
    _group_of(nodes.i0).most = most


def SetRecSpikeTimesStep(nodes, steps):
    _logged("SetRecSpikeTimesStep", steps)


def Simulate(time):
    updates = round(ctypes.c_float(time).value / _kernel["resolution"])
    _logged("Simulate", updates)
    for update in range(updates):  # the counter that spike generators see restarts in each call
        _kernel["time"] += 1
        for group in _groups:
            if group.model == "user_m1":
                _update(group)
            for source, times in group.events.items():
                if update in times:
                    _push(source)
        for target, weight, port in _waiting.pop(_kernel["time"], []):
            _deliver(target, weight, port)
        for group in _groups:
            if group.model == "poisson_generator" and _kernel["time"] * _kernel["resolution"] >= group.parameters["start"]:
                _poisson(group)


def _poisson(group):
    mean = group.parameters["rate"] * _kernel["resolution"] / 1000
    for source in range(group.i0, group.i0 + group.n):
        for target, weight, _, port in _connections.get(source, []):
            product, events = _kernel["random"].random(), 0
            while product > 2.718281828459045**-mean:
                product *= _kernel["random"].random()
                events += 1
            _deliver(target, weight * events, port)


def _update(group):
    values = group.parameters
    model = [sum(values[f"{name}_{part}"] for part in range(3)) for name in ("a", "b", "c", "threshold", "reset")]
    model += [sum(values[f"{name}_{part}"] for part in range(3)) for name in ("w_syn", "kick")]
    fired = _library.update(
        group.n,
        (ctypes.c_double * 7)(*model),
        int(values["refractory_steps"]),
        group.u,
        group.g,
        group.since,
        group.input[0],
        group.input[1],
        group.fired,
    )
    for neuron in group.fired[:fired]:
        if group.most:
            assert len(group.times[neuron]) < group.most - 1, "Maximum number of recorded spike times exceeded"
            group.times[neuron].append(ctypes.c_float(_kernel["time"] * _kernel["resolution"]).value)
        _push(group.i0 + neuron)


def _push(source):
    for target, weight, delay, port in _connections.get(source, []):
        _waiting.setdefault(_kernel["time"] + delay, []).append((target, weight, port))


def _deliver(target, weight, port):
    group = _group_of(target)
    group.input[port][target - group.i0] += weight


def GetRecSpikeTimes(nodes):
    group = _group_of(nodes.i0)
    times, group.times = group.times, [[] for _ in range(group.n)]
    return times
