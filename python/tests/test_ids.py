"""Ids in every form that tools give them. The two ids below are one number as floats, so a detour through a float shows."""

from __future__ import annotations

import decimal
import re
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pytest

from flybrain_sim import IdError
from flybrain_sim._ids import as_ids

A, B = 720575940660219265, 720575940660219300
LARGEST = 2**63 - 1

EXACT: dict[str, Any] = {
    "ints": [A, B],
    "np.int64": [np.int64(A), np.int64(B)],
    "np.uint64": [np.uint64(A), np.uint64(B)],
    "digits": [str(A), f" {B}\n"],
    "np.str_": [np.str_(A), np.str_(B)],
    "mixed": [A, str(B)],
    "int64 and uint64": [np.int64(A), np.uint64(B)],
    "tuple": (A, B),
    "set": {B, A},
    "frozenset": frozenset([str(A), str(B)]),
    "generator": (i for i in (A, B)),
    "keys": {A: "a", B: "b"}.keys(),
    "int64 array": np.array([A, B]),
    "uint64 array": np.array([A, B], dtype=np.uint64),
    "array of strings": np.array([str(A), str(B)]),
    "array of objects": np.array([A, str(B)], dtype=object),
    "big-endian array": np.array([A, B], dtype=">i8"),
    "Series": pd.Series([A, B]),
    "uint64 Series": pd.Series([A, B], dtype="uint64"),
    "Int64": pd.Series([A, B], dtype="Int64"),
    "UInt64": pd.Series([A, B], dtype="UInt64"),
    "int64[pyarrow]": pd.Series([A, B], dtype="int64[pyarrow]"),
    "uint64[pyarrow]": pd.Series([A, B], dtype="uint64[pyarrow]"),
    "strings": pd.Series([str(A), str(B)]),
    "string[pyarrow]": pd.Series([str(A), str(B)], dtype="string[pyarrow]"),
    "object Series": pd.Series([A, str(B)], dtype=object),
    "categories": pd.Series([A, B]).astype("category"),
    "Index": pd.Index([A, B]),
    "Int64 Index": pd.Index([A, B], dtype="Int64"),
    "Series with another index": pd.Series([A, B], index=[7, 7]),
    "arrow": pa.array([A, B]),
    "chunked": pa.chunked_array([[A], [B]]),
    "arrow uint64": pa.array([A, B], pa.uint64()),
    "arrow strings": pa.array([str(A), str(B)]),
}


@pytest.mark.parametrize("form", EXACT)
def test_each_form_keeps_every_digit(form: str) -> None:
    ids = as_ids(EXACT[form])
    assert ids.dtype == np.int64
    assert ids.tolist() == [A, B]


@pytest.mark.parametrize("one", [A, np.int64(A), np.uint64(A), str(A), np.array(A)])
def test_one_id(one: Any) -> None:
    assert as_ids(one).tolist() == [A]


@pytest.mark.parametrize("none", [[], (), set(), np.array([], dtype=np.int64), np.array([]), pd.Series([], dtype="Int64"), pa.array([])])
def test_none_is_an_empty_int64_array(none: Any) -> None:
    assert as_ids(none).dtype == np.int64
    assert as_ids(none).shape == (0,)


@pytest.mark.parametrize("largest", [[1, LARGEST], np.array([1, LARGEST]), np.array([1, LARGEST], dtype=np.uint64), ["1", str(LARGEST)]])
def test_limits_are_ids(largest: Any) -> None:
    assert as_ids(largest).tolist() == [1, LARGEST]


REFUSED: dict[str, tuple[Any, str]] = {
    "float": ([A, float(B)], "float"),
    "np.float64": ([A, np.float64(B)], "float"),
    "float32": ([A, np.float32(B)], "float"),
    "small float": ([A, 5.0], "float"),
    "NaN": ([A, float("nan")], "missing"),
    "None": ([A, None], "missing"),
    "NA": ([A, pd.NA], "missing"),
    "NaT": ([A, pd.NaT], "missing"),
    "bool": ([A, True], "truth value"),
    "np.bool_": ([A, np.True_], "truth value"),
    "zero": ([A, 0], "no neuron"),
    "zero digits": ([A, "0"], "no neuron"),
    "minus one": ([A, -1], "above 0"),
    "2^63": ([A, 2**63], "below 2^63"),
    "2^63 digits": ([A, str(2**63)], "below 2^63"),
    "-2^63": ([A, -(2**63)], "above 0"),
    "np.int64 -2^63": ([A, np.int64(-(2**63))], "above 0"),
    "np.uint64 2^63": ([A, np.uint64(2**63)], "below 2^63"),
    "a hundred digits": ([A, "7" * 100], "digits"),
    "text": ([A, "sugar"], "digits only"),
    "float as text": ([A, "7.20575940660219e+17"], "digits only"),
    "digits of another script": ([A, "\u0667\u0662"], "digits only"),
    "bytes": ([A, b"720575940660219265"], "bytes"),
    "Decimal": ([A, decimal.Decimal(A)], "Decimal"),
    "list in a list": ([A, [B]], "list"),
    "zero in an array": (np.array([A, 0]), "no neuron"),
    "-2^63 in an array": (np.array([A, -(2**63)]), "above 0"),
    "2^63 in an array": (np.array([A, 2**63], dtype=np.uint64), "below 2^63"),
    "missing Int64": (pd.Series([A, None], dtype="Int64"), "missing"),
    "missing int64[pyarrow]": (pd.Series([A, None], dtype="int64[pyarrow]"), "missing"),
    "missing string": (pd.Series([str(A), None], dtype="string"), "missing"),
    "missing in Arrow": (pa.array([A, None]), "missing"),
    "zero in Int64": (pd.Series([A, 0], dtype="Int64"), "no neuron"),
    "2^63 in UInt64": (pd.Series([A, 2**63], dtype="UInt64"), "below 2^63"),
}


@pytest.mark.parametrize("form", REFUSED)
def test_refused_with_reason_and_position(form: str) -> None:
    values, reason = REFUSED[form]
    with pytest.raises(IdError, match=rf"neu_exc\[1\]: .*{re.escape(reason)}") as refused:
        as_ids(values, "neu_exc")
    assert refused.value.position == 1


FLOATS: dict[str, Any] = {
    "array": np.array([A, B], dtype=float),
    "float32 array": np.array([1, 2], dtype=np.float32),
    "Series": pd.Series([float(A), float(B)]),
    "Float64": pd.Series([float(A)], dtype="Float64"),
    "double[pyarrow]": pd.Series([float(A)], dtype="double[pyarrow]"),
    "Index": pd.Index([float(A)]),
    "Arrow": pa.array([float(A)]),
    "int64 beside uint64": np.concatenate([np.array([A]), np.array([B], dtype=np.uint64)]),
    "boolean array": np.array([True, False]),
    "booleans": pd.Series([True, False]),
    "boolean": pd.Series([True, False], dtype="boolean"),
}


@pytest.mark.parametrize("form", FLOATS)
def test_columns_of_another_type_are_refused_at_their_first_value(form: str) -> None:
    with pytest.raises(IdError, match=r"ids\[0\]: .*(float|truth value)"):
        as_ids(FLOATS[form])


def test_gap_in_a_column_of_floats_is_not_the_reason_given_first() -> None:
    with pytest.raises(IdError, match=r"ids\[0\]: 7\.2\d+e\+17 is a float"):
        as_ids(pd.Series([A, None]))


SHAPES: dict[str, Any] = {
    "table": pd.DataFrame({"id": [A]}),
    "matrix": np.array([[A, B]]),
    "mapping": {"a": A},
    "levels": pd.MultiIndex.from_tuples([(A, B)]),
    "object": object(),
}


@pytest.mark.parametrize("form", SHAPES)
def test_what_is_no_list_is_refused(form: str) -> None:
    with pytest.raises(IdError, match="neu_slnc: "):
        as_ids(SHAPES[form], "neu_slnc")


def test_set_names_the_value_but_no_position() -> None:
    with pytest.raises(IdError, match=r"ids: 1\.5 is a float") as refused:
        as_ids({A, 1.5})
    assert refused.value.position is None
    assert refused.value.value == 1.5


def test_repeated_id_is_refused_where_ids_count_once() -> None:
    assert as_ids([A, B, A]).tolist() == [A, B, A]
    with pytest.raises(IdError, match=rf"ids\[2\]: neuron {A} appears twice"):
        as_ids([A, B, str(A)], once=True)


def test_input_is_not_changed_or_shared() -> None:
    given: npt.NDArray[np.int64] = np.array([A, B])
    as_ids(given)[0] = 1
    assert given.tolist() == [A, B]
