"""Connectomes that the process of flybrain has open, by what they were asked for."""

from __future__ import annotations

import os
import threading
import weakref
from collections import OrderedDict
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from flybrain_sim import _process
from flybrain_sim._ids import Ids
from flybrain_sim._process import Process, Progress, Reply

# A name such as "v783", a folder, or the paths of the files `completeness` and `connectivity`.
Connectome = str | os.PathLike[str] | Mapping[str, str | os.PathLike[str]] | None

# A process keeps as many connectomes open as this; the one used longest ago is closed for another.
_OPEN_AT_ONCE = 8


@dataclass(frozen=True)
class OpenBrain:
    """A connectome that a process has open. `info` is what it says of it: name, origin, neurons, connections and more. `asked` opens it
    again, for it may be closed when many others were opened since."""

    process: Process
    handle: int
    info: Mapping[str, Any]
    asked: Connectome

    def request(self, method: str, params: Mapping[str, Any] | None = None, progress: Progress | None = None) -> Reply:
        """A request about this brain."""
        return self.process.request(method, {"brain": self.handle, **(params or {})}, progress)


_brains: weakref.WeakKeyDictionary[Process, OrderedDict[object, OpenBrain]] = weakref.WeakKeyDictionary()
_opening = threading.Lock()


def open_brain(connectome: Connectome = None) -> OpenBrain:
    """The brain of a connectome in the shared process, opened if it is not open. None is the one that flybrain runs by default."""
    process = _process.shared()
    with _opening:
        brains = _brains.setdefault(process, OrderedDict())
        asked = _asked(connectome)
        key = _key(asked)
        if key not in brains:
            while len(brains) >= _OPEN_AT_ONCE:
                _, oldest = brains.popitem(last=False)
                oldest.request("close")
            info = process.request("open", {} if asked is None else {"connectome": asked}).result
            brains[key] = OpenBrain(process, info["brain"], info, asked)
        brains.move_to_end(key)
        return brains[key]


def ids_of(brain: OpenBrain, neurons: str | list[int | str], missing: str = "error") -> Ids:
    """The ids of neurons as requests take them, in the order given. Ids alone are not looked up."""
    if not isinstance(neurons, str) and all(isinstance(neuron, int) for neuron in neurons):
        return np.array(neurons, dtype=np.int64)
    return open_brain(brain.asked).request("neurons", {"neurons": neurons, "missing": missing}).columns["id"]


def _asked(connectome: Connectome) -> str | dict[str, str] | None:
    """As the process understands it; paths are absolute, since its folder is that in which it was started."""
    if connectome is None:
        return None
    if isinstance(connectome, Mapping):
        if set(connectome) != {"completeness", "connectivity"}:
            raise ValueError(f"connectome: has {sorted(connectome)}; needs the paths 'completeness' and 'connectivity'")
        return {name: _existing(path, name) for name, path in connectome.items()}
    if isinstance(connectome, str) and not os.path.exists(connectome):
        return connectome
    return os.path.abspath(connectome)


def _existing(path: str | os.PathLike[str], name: str) -> str:
    if not Path(path).is_file():
        raise FileNotFoundError(f"{name}: {os.fspath(path)}: there is no such file")
    return os.path.abspath(path)


def _key(asked: str | dict[str, str] | None) -> object:
    """Differs when a file was written again."""
    paths = list(asked.values()) if isinstance(asked, dict) else [asked] if asked else []
    stamps = []
    for path in paths:
        if os.path.exists(path):
            stat = os.stat(path)
            stamps.append((stat.st_mtime_ns, stat.st_size, stat.st_ino))
    return (tuple(paths), tuple(stamps), os.getcwd() if asked is None else None)


def _in_forked_child() -> None:
    global _opening
    _opening = threading.Lock()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_forked_child)
