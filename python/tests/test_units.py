from __future__ import annotations

import copy
import operator
import pickle
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from conftest import require
from flybrain_sim.units import Hz, Quantity, ms, mV, second, volt


@pytest.mark.parametrize(
    ("quantity", "si", "text"),
    [
        (20 * ms, 0.02, "20 * ms"),
        (150 * Hz, 150, "150 * Hz"),
        (-52 * mV, -0.052, "-52 * mV"),
        (1000 * ms, 1, "1 * second"),
        (np.float64(1.8) * ms, 0.0018, "1.8 * ms"),
        (np.int64(30) * second, 30, "30 * second"),
        (2 / second, 2, "2 * Hz"),
        (1 / ms, 1000, "1000 * Hz"),
        (mV / ms, 1, "1 * second**-1 * volt**1"),
        (abs(-3 * mV), 0.003, "3 * mV"),
        (1 * second + 500 * ms, 1.5, "1.5 * second"),
        (-45 * mV - (-52 * mV), 0.007, "7 * mV"),
    ],
)
def test_value_and_text(quantity: Any, si: float, text: str) -> None:
    assert isinstance(quantity, Quantity)
    assert float(quantity) == pytest.approx(si, rel=1e-12)  # rounding of the factors
    assert repr(quantity) == str(quantity) == text


def test_equal_units_cancel_to_a_number() -> None:
    for number in (20 * ms / ms, 20 * ms * Hz * 1000, second * Hz * 20):
        assert type(number) is float
        assert number == pytest.approx(20, rel=1e-12)
    assert (5 * ms) ** 0 == 1.0
    assert (2 * mV) ** 2 == 4 * mV * mV


@pytest.mark.parametrize("operation", [operator.add, operator.sub, operator.lt, operator.ge])
@pytest.mark.parametrize("other", [1, 1.0, 5 * mV, "5 ms", None])
def test_units_that_differ_do_not_mix(operation: Callable[[Any, Any], Any], other: Any) -> None:
    with pytest.raises(TypeError, match=r"units differ|not supported"):
        operation(5 * ms, other)


def test_comparisons() -> None:
    assert 1000 * ms == 1 * second
    assert 1 * ms != 0.001
    assert 1 * ms != 1 * volt
    assert 1 * ms < 2 * ms <= 2 * ms
    assert 3 * Hz > 2 * Hz
    assert max(1 * ms, 3 * ms) == 3 * ms
    assert len({1000 * ms, 1 * second}) == 1


def test_arrays_keep_the_unit_of_each_element() -> None:
    rates = np.arange(0, 60, 20) * Hz
    assert rates.tolist() == [0 * Hz, 20 * Hz, 40 * Hz]
    assert (np.array([[1.0, 2.0]]) * ms).shape == (1, 2)
    assert (np.array([1, 2]) / ms).tolist() == [1 / ms, 2 / ms]
    assert [rate / Hz for rate in rates] == [0, 20, 40]


def test_numbers_of_numpy_on_the_left_do_not_drop_the_unit() -> None:
    assert np.float64(20) * ms == 20 * ms
    assert 1 / (np.float64(1) / ms) == 1 * ms
    assert not np.isinf(20 * ms)
    with pytest.raises(TypeError, match="units differ"):
        np.float64(0.02) < 20 * ms  # noqa: B015
    with pytest.raises(TypeError, match="divide it by its unit first"):
        np.sqrt(20 * ms)


def test_copies_are_equal() -> None:
    for copied in (copy.deepcopy(1.8 * ms), pickle.loads(pickle.dumps(1.8 * ms))):
        assert copied == 1.8 * ms
        assert repr(copied) == "1.8 * ms"


def test_with_brian2() -> None:
    require("brian2")
    import brian2

    assert 20 * ms == 20 * brian2.ms
    assert 20 * brian2.ms == 20 * ms
    assert 1 * ms < 2 * brian2.ms
    assert 2 * brian2.ms > 1 * ms
    assert float(brian2.second / ms) == pytest.approx(1000)
    assert float(ms / brian2.second) == pytest.approx(0.001)
    assert brian2.have_same_dimensions(3 * mV, brian2.mV)
    assert brian2.get_dimensions(3 * Hz) == brian2.Hz.dim
    assert (5 * ms + 5 * brian2.ms) == 10 * ms
    assert float(mV * brian2.mV / (brian2.volt * brian2.volt)) == pytest.approx(1e-6)
