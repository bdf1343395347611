"""Neuron ids as the tools of fly labs give them, converted without losing a digit.

FlyWire root ids have 18 digits; a float knows only every 128th of them. So nothing here goes through a float, and a float is refused.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NoReturn

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa

Ids = npt.NDArray[np.int64]

_LIMIT = 2**63
_FLOAT = "is a float; a float of 18 digits is another neuron's id, because it knows only every 128th of them. Read ids as int64 or as text"


class IdError(ValueError):
    """Something that is not a neuron id was given as one.

    `position` is its place in what was given, counted from 0 (None where there is no order), `value` the thing itself.
    """

    def __init__(self, message: str, position: int | None, value: object) -> None:
        super().__init__(message)
        self.position = position
        self.value = value


def as_ids(values: object, what: str = "ids", *, once: bool = False) -> Ids:
    """The ids in `values`: an int64 array of shape (number of ids,), in the order given; those of a set ascend.

    `values` is one id or any collection of ids: int, NumPy integers, text of digits; lists, sets, arrays, Series, Index, and columns of
    pyarrow. With `once` an id that appears twice is refused.

    Raises IdError, with position and reason, for floats, missing values, booleans and numbers outside 1 .. 2^63 - 1.
    """
    ids = _convert(values, what)
    if once and len(np.unique(ids)) < len(ids):
        _refuse_repeated(ids, what)
    return ids


def _convert(values: object, what: str) -> Ids:
    if isinstance(values, pd.DataFrame):
        raise IdError(f"{what}: a whole table is not a list of ids; give one of its columns", None, values)
    if isinstance(values, Mapping):
        raise IdError(f"{what}: a mapping is not a list of ids; give its keys or its values", None, values)
    if isinstance(values, str | bytes | int | float | np.generic) or values is None or values is pd.NA:
        return np.array([_id(values, what, None)], dtype=np.int64)
    if isinstance(values, pd.Series | pd.Index):
        return _of_pandas(values, what)
    if isinstance(values, np.ndarray):
        return _of_array(values, what)
    if isinstance(values, pa.Array | pa.ChunkedArray):
        return _of_arrow(values, what)
    if isinstance(values, set | frozenset):
        return np.sort(_of_each(values, what, ordered=False))
    if isinstance(values, Iterable):
        return _of_each(values, what)
    raise IdError(f"{what}: {_shown(values)} is not a list of neuron ids", None, values)


def _of_array(array: npt.NDArray[Any], what: str) -> Ids:
    if array.ndim == 0:
        return np.array([_id(array[()], what, None)], dtype=np.int64)
    if array.ndim != 1:
        raise IdError(f"{what}: an array of ids has one dimension, this has shape {array.shape}", None, array)
    if array.dtype.kind in "iu":
        return _checked(array, what)
    if array.dtype.kind in "fcb" and len(array):
        _id(array[0], what, 0)
    return _of_each(array.tolist(), what)


def _of_pandas(column: pd.Series[Any] | pd.Index[Any], what: str) -> Ids:
    if isinstance(column, pd.MultiIndex):
        raise IdError(f"{what}: an index of several levels is not a list of ids; give one level", None, column)
    if isinstance(column.dtype, pd.CategoricalDtype):
        return _of_each(column.tolist(), what)
    if isinstance(column.dtype, np.dtype):
        return _of_array(column.to_numpy(), what)
    if pd.api.types.is_integer_dtype(column.dtype):
        missing = np.flatnonzero(np.asarray(column.isna()))
        if len(missing):
            _id(pd.NA, what, int(missing[0]))
        unsigned = pd.api.types.is_unsigned_integer_dtype(column.dtype)
        return _checked(column.to_numpy(dtype=np.uint64 if unsigned else np.int64), what)
    return _of_each(iter(column), what)


def _of_arrow(column: Any, what: str) -> Ids:
    if not pa.types.is_integer(column.type):
        return _of_each(column.to_pylist(), what)
    if column.null_count:
        _id(None, what, column.is_null().to_pylist().index(True))
    return _checked(column.to_numpy() if isinstance(column, pa.ChunkedArray) else column.to_numpy(zero_copy_only=False), what)


def _checked(array: npt.NDArray[Any], what: str) -> Ids:
    """The integers of an array, each from 1 to 2^63 - 1."""
    wrong = array < 1
    if array.dtype.kind == "u" and array.dtype.itemsize == 8:
        wrong |= array > np.uint64(_LIMIT - 1)
    if wrong.any():
        position = int(np.argmax(wrong))
        _id(array[position], what, position)
    return array.astype(np.int64)


def _of_each(values: Iterable[object], what: str, *, ordered: bool = True) -> Ids:
    def ids() -> Iterator[int]:
        for position, value in enumerate(values):
            yield _id(value, what, position if ordered else None)

    return np.array(list(ids()), dtype=np.int64)


def _id(value: object, what: str, position: int | None) -> int:
    """One id as an int from 1 to 2^63 - 1."""

    def refuse(reason: str) -> NoReturn:
        place = what if position is None else f"{what}[{position}]"
        raise IdError(f"{place}: {_shown(value)} {reason}", position, value)

    if value is None or value is pd.NA or value is pd.NaT or (isinstance(value, float | np.floating) and value != value):
        refuse("is a missing value, not a neuron id; leave it out")
    if isinstance(value, bool | np.bool_):
        refuse("is a truth value, not a neuron id; to choose by a mask write ids[mask]")
    if isinstance(value, float | np.floating):
        refuse(_FLOAT)
    if isinstance(value, str):
        digits = value.strip()
        if not (digits.isascii() and digits.isdigit()):
            refuse("is not a neuron id: digits only")
        if len(digits) > 19:
            refuse("has too many digits for a neuron id, which is below 2^63")
        number = int(digits)
    elif isinstance(value, int | np.integer):
        number = int(value)
    elif isinstance(value, np.ndarray) and value.ndim == 0:
        return _id(value[()], what, position)
    else:
        refuse(f"is a {type(value).__name__}, not a neuron id")
    if number == 0:
        refuse('means no neuron (CAVE\'s "no root")')
    if number < 0:
        refuse("is not a neuron id, which is above 0; tools write negative numbers for a missing neuron")
    if number >= _LIMIT:
        refuse("is not a neuron id, which is below 2^63; some tools write 2^63 for a missing neuron")
    return number


def _refuse_repeated(ids: Ids, what: str) -> None:
    repeated = [neuron for neuron, times in Counter(ids.tolist()).items() if times > 1]
    position = int(np.flatnonzero(ids == repeated[0])[1])
    more = f" and {len(repeated) - 1} more" if len(repeated) > 1 else ""
    raise IdError(f"{what}[{position}]: neuron {repeated[0]}{more} appears twice; give each id once", position, repeated[0])


def _shown(value: object) -> str:
    text = repr(value) if not isinstance(value, np.generic) else repr(value.item())
    return text if len(text) <= 60 else text[:57] + "..."
