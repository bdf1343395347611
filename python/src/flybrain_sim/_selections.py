"""Neurons as they are given to the application: ids, names of sets and neurons, types, selections such as "LC4 & side:right"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
import pandas as pd

from flybrain_sim._ids import _id, as_ids

# One id or selection, or a collection of ids and selections.
Neurons = Any


def as_neurons(values: Neurons, what: str) -> str | list[int | str]:
    """`values` as a request takes them. Text that is not digits is a selection; everything else is an id, converted exactly.

    Raises IdError for what is neither.
    """
    if isinstance(values, str):
        return values if not _is_digits(values) else [_id(values, what, None)]
    if isinstance(values, pd.DataFrame) and values.index.name in ("flyid", "flywire_id"):
        values = values.index
    if not isinstance(values, list | tuple | set | frozenset | np.ndarray | pd.Series | pd.Index) or _is_numeric(values):
        return [*as_ids(values, what).tolist()]
    return [
        value if isinstance(value, str) and not _is_digits(value) else _id(value, what, position)
        for position, value in enumerate(_ordered(values))
    ]


def _is_digits(text: str) -> bool:
    return text.strip().isdigit()


def _is_numeric(values: object) -> bool:
    return isinstance(values, np.ndarray | pd.Series | pd.Index) and getattr(values.dtype, "kind", "O") not in "OUT"


def _ordered(values: Iterable[object]) -> Iterable[object]:
    return sorted(values, key=str) if isinstance(values, set | frozenset) else values
