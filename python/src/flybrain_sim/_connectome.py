"""The connectome in Python: neurons and connections as tables, and as a sparse matrix."""

from __future__ import annotations

from functools import cached_property
from typing import Any

import numpy as np
import pandas as pd

from flybrain_sim import _brains
from flybrain_sim._ids import Ids
from flybrain_sim._selections import Neurons, as_neurons


class Connectome:
    """A connectome that flybrain can run: `Connectome("v783")`, a folder, or `{"completeness": PATH, "connectivity": PATH}`.

    `name` is its name, `origin` where it is from. Without an argument it is the one that flybrain runs by default.
    """

    def __init__(self, connectome: _brains.Connectome = None) -> None:
        self._asked = connectome
        info = self._open().info
        self.name: str = info["name"]
        self.origin: str = info["origin"]

    def _open(self) -> _brains.OpenBrain:
        return _brains.open_brain(self._asked)

    @cached_property
    def neurons(self) -> pd.DataFrame:
        """A row for each neuron: index `flyid` (int64) in the connectome's order, column `index`, and a column for each annotation, such
        as `type` and `side`, as text; missing where it has none."""
        reply = self._open().request("annotations")
        ids = reply.columns["id"]
        columns: dict[str, Any] = {"index": np.arange(len(ids))}
        for annotation in reply.result["annotations"]:
            codes = reply.columns[annotation["name"]]
            columns[annotation["name"]] = pd.Categorical.from_codes(codes, pd.Index(annotation["values"], dtype=object))
        return pd.DataFrame(columns, pd.Index(ids, name="flyid"))

    @cached_property
    def connections(self) -> pd.DataFrame:
        """A row for each connected pair, by presynaptic, then postsynaptic neuron: `pre`, `post` (ids, int64), `weight` (int32), the number
        of synapses, negative where they inhibit."""
        columns, ids = self._pairs()
        return pd.DataFrame({"pre": ids[columns["pre"]], "post": ids[columns["post"]], "weight": columns["weight"]})

    def to_csr(self) -> Any:
        """The weights as a `scipy.sparse.csr_array` of int32 and shape (neurons, neurons): rows are presynaptic, columns postsynaptic
        neurons, both by index. Needs SciPy."""
        try:
            from scipy.sparse import csr_array
        except ImportError as error:
            raise ImportError("the sparse matrix needs SciPy: pip install scipy") from error
        columns, ids = self._pairs()
        starts = np.searchsorted(columns["pre"], np.arange(len(ids) + 1))
        return csr_array((columns["weight"], columns["post"], starts), shape=(len(ids), len(ids)))

    def _pairs(self) -> tuple[Any, Ids]:
        brain = self._open()
        return brain.request("connections").columns, brain.request("annotations").columns["id"]

    def ids(self, neurons: Neurons, missing: str = "error") -> Ids:
        """The ids of neurons given by id, name of a set or neuron, type or selection ("LC4 & side:right"): int64, in the order given.

        Raises UnknownNeuronError for ids that the connectome does not have; `missing="skip"` leaves them out.
        """
        request = {"neurons": as_neurons(neurons, "neurons"), "missing": missing}
        return self._open().request("neurons", request).columns["id"]

    def select(self, neurons: Neurons, missing: str = "error") -> pd.DataFrame:
        """The rows of `neurons` for a selection."""
        return self.neurons.loc[self.ids(neurons, missing)]

    def __repr__(self) -> str:
        return f"<Connectome {self.name}: {self.origin}>"
